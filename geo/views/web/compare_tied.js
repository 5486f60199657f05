// What ties two frames together: maps that move as one, and the divider of a swipe.

// Two maps that show the same ground: whichever is moved leads, and what the other does because of it is no move of its own.
class Tied {
  constructor(front, other) {
    this.front = front;
    this.maps = [front.map, other];
    Object.assign(this, { leading: false, zooming: null, last: null });
    this.handlers = this.maps.map((map, at) => ({
      move: () => this._lead(map, this.maps[1 - at], (led) => led.setView(map.getCenter(), map.getZoom(), { animate: false })),
      zoomanim: (event) => this._zoom(map, this.maps[1 - at], event),
      zoomend: () => { if (this.zooming === map) this.zooming = null; },
    }));
    this.maps.forEach((map, at) => map.on(this.handlers[at]));
  }

  // Whether a map led the last move.
  led(map) {
    return this.last === map;
  }

  // Both maps are changed at once, and neither leads: one that follows a map of another size would be led astray.
  still(change) {
    this.leading = true;
    change();
    this.leading = false;
  }

  _lead(map, other, follow) {
    if (this.leading || (this.zooming && this.zooming !== map)) return;
    this.leading = true;
    this.last = map;
    if (other === this.front.map) this.front._quietly(() => follow(other));
    else follow(other);
    this.leading = false;
  }

  // A zoom that glides is followed from its start, so that both glide; a pinch is followed by its moves.
  _zoom(map, other, event) {
    if (event.noUpdate || this.leading || this.zooming) return;
    this.zooming = map;
    this._lead(map, other, (follower) => follower.setView(event.center, event.zoom, { animate: true }));
  }

  destroy() {
    this.maps.forEach((map, at) => map.off(this.handlers[at]));
  }
}

const SWIPE_STEPS = { ArrowLeft: -2, ArrowDown: -2, ArrowRight: 2, ArrowUp: 2, PageDown: -10, PageUp: 10 };

// The divider of a swipe: the first frame is shown left of it, the second right of it. Both are drawn whole and cut by
// the page, so that moving it draws nothing anew.
class Divider {
  constructor(front, compare) {
    Object.assign(this, { front, compare, percent: 50 });
    this.node = el("div", { class: "fm-divider", role: "slider", tabindex: "0", "aria-orientation": "horizontal", "aria-valuemin": 0,
      "aria-valuemax": 100, "aria-label": front.model.words.ui.compare_divider, on: {
        keydown: (event) => this._key(event), pointerdown: (event) => this._grab(event) } }, el("span", { class: "fm-grip", "aria-hidden": "true" }, "◂▸"));
    this.follow = () => this.cut();
    front.map.on("move moveend zoomend resize", this.follow);
    this.place(50);
  }

  get x() {
    return (this.percent / 100) * this.front.mapNode.clientWidth;
  }

  right(x) {
    return x > this.x;
  }

  place(percent) {
    this.percent = Math.max(0, Math.min(100, percent));
    this.node.style.left = `${this.percent}%`;
    this.node.setAttribute("aria-valuenow", Math.round(this.percent));
    this.node.setAttribute("aria-valuetext", `${Math.round(this.percent)} %`);
    this.cut();
  }

  cut() {
    const { front, compare } = this;
    const [first, second] = [front.over._container, compare.over._container];
    if (!first || !second) return;
    const left = front.map.layerPointToContainerPoint(front.over._bounds.min).x;
    first.style.clipPath = `inset(0 ${first.clientWidth - (this.x - left)}px 0 0)`;
    second.style.clipPath = `inset(0 0 0 ${this.x - left}px)`;
  }

  _key(event) {
    const step = SWIPE_STEPS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || (step === undefined && event.key !== "Home" && event.key !== "End")) return;
    event.preventDefault();
    event.stopPropagation();
    this.place(event.key === "Home" ? 0 : event.key === "End" ? 100 : this.percent + step);
  }

  _grab(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    this.node.focus({ preventScroll: true });
    const { left, width } = this.front.mapNode.getBoundingClientRect();
    const move = (moved) => this.place(((moved.clientX - left) / width) * 100);
    this.node.setPointerCapture(event.pointerId);
    this.node.addEventListener("pointermove", move);
    this.node.addEventListener("lostpointercapture", () => this.node.removeEventListener("pointermove", move), { once: true });
  }

  destroy() {
    this.front.map.off("move moveend zoomend resize", this.follow);
    if (this.front.over._container) this.front.over._container.style.clipPath = "";
    this.node.remove();
  }
}
