// The locator: the whole area of the base map in small, with the window's box on it. A click moves the map there.

const LOCATOR_WIDTH = 132;

class Locator {
  constructor(front, open) {
    const { ui } = front.model.words;
    this.front = front;
    const { geometry, payload } = front.model;
    const [west, south, east, north] = payload.base.bbox;
    [this.left, this.top] = geometry.point(west, north);
    const [right, bottom] = geometry.point(east, south);
    this.scale = LOCATOR_WIDTH / (right - this.left);
    this.size = [LOCATOR_WIDTH, Math.round((bottom - this.top) * this.scale)];
    this.canvas = el("canvas", { "aria-hidden": "true" });
    this.box = el("span", { class: "fm-locator-box" });
    this.node = el("div", { class: "fm-locator", role: "img", "aria-label": ui.locator, title: ui.locator_hint, hidden: !open,
      style: { width: `${this.size[0] + 2}px`, height: `${this.size[1] + 2}px` } }, this.canvas, this.box);
    this.control = L.control({ position: "bottomright" });
    this.control.onAdd = () => this.node;
    this.control.addTo(front.map);
    L.DomEvent.disableClickPropagation(this.node);
    this.node.addEventListener("click", (event) => this._go(event));
    front.map.on("move zoom resize", () => this.follow());
    this.follow();
  }

  get isOpen() {
    return !this.node.hidden;
  }

  toggle(open = !this.isOpen) {
    this.node.hidden = !open;
    this.follow();
  }

  // The ground is drawn once a theme; only the box moves with the map.
  draw(ink) {
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = this.size;
    Object.assign(this.canvas, { width: width * ratio, height: height * ratio });
    Object.assign(this.canvas.style, { width: `${width}px`, height: `${height}px` });
    const { base } = this.front.model;
    const ctx = this.canvas.getContext("2d");
    const scale = this.scale * ratio;
    ctx.fillStyle = ink.water;
    ctx.fillRect(0, 0, width * ratio, height * ratio);
    ctx.setTransform(scale, 0, 0, scale, -this.left * scale, -this.top * scale);
    ctx.fillStyle = ink.land;
    ctx.fill(base.land.path, "evenodd");
    ctx.fillStyle = ink.water;
    ctx.fill(base.lakes.path, "evenodd");
    ctx.strokeStyle = ink.border;
    ctx.lineWidth = 0.9 / this.scale;
    ctx.stroke(base.borders.path);
  }

  follow() {
    if (!this.isOpen) return;
    const bounds = this.front.map.getBounds();
    const { geometry } = this.front.model;
    const at = (lon, lat) => {
      const [x, y] = geometry.point(lon, lat);
      return [(x - this.left) * this.scale, (y - this.top) * this.scale];
    };
    const [left, top] = at(bounds.getWest(), bounds.getNorth());
    const [right, bottom] = at(bounds.getEast(), bounds.getSouth());
    const [width, height] = this.size;
    const held = (value, most) => Math.max(0, Math.min(most, value));
    const box = [held(left, width - 3), held(top, height - 3), held(right, width), held(bottom, height)];
    Object.assign(this.box.style, { left: `${box[0]}px`, top: `${box[1]}px`, width: `${Math.max(6, box[2] - box[0])}px`, height: `${Math.max(6, box[3] - box[1])}px` });
  }

  _go(event) {
    const box = this.canvas.getBoundingClientRect();
    const [lon, lat] = this.front.model.geometry.lonLat((event.clientX - box.left) / this.scale + this.left, (event.clientY - box.top) / this.scale + this.top);
    this.front.map.panTo([lat, lon], { animate: !window.matchMedia("(prefers-reduced-motion: reduce)").matches });
  }
}
