// The time axis: a histogram of reports, and below it two sliders on the same scale: the day of the claimed
// zone (one handle) and the window of the advances (two handles and the bar between them).

const AXIS_PAD = 14;
const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7 };

class TimeAxis {
  // on.change(view part) while moving, on.release() when the hand or key lets go.
  constructor(model, view, on) {
    this.model = model;
    this.view = view;
    this.on = on;
    this.first = model.first;
    this.last = model.last;
    this.histogram = new Histogram(this);
    this.day = this._handle("fm-day", "day");
    this.from = this._handle("fm-from", "from");
    this.to = this._handle("fm-to", "to");
    this.bar = el("div", { class: "fm-bar", title: model.words.ui.drag_window });
    this.shade = el("div", { class: "fm-shade" });
    this.needle = el("div", { class: "fm-needle" });
    const { ui } = model.words;
    this.dayTrack = el("div", { class: "fm-track fm-track-day" }, el("div", { class: "fm-rail" }), this.day);
    this.windowTrack = el("div", { class: "fm-track fm-track-window" },
      el("div", { class: "fm-rail" }), this.bar, this.from, this.to);
    this.scale = el("div", { class: "fm-scale" }, this.histogram.canvas, this.shade, this.dayTrack, this.windowTrack, this.needle, this.histogram.tip);
    this.node = el("div", { class: "fm-axis" },
      el("div", { class: "fm-axis-names" },
        el("span", { class: "fm-axis-name fm-name-bars" }, ui.reports_a_day),
        el("span", { class: "fm-axis-name" }, ui.zone_day),
        el("span", { class: "fm-axis-name" }, ui.advance_window)),
      this.scale);
    this._wire();
    this.resizer = new ResizeObserver(() => this.scale.clientWidth !== this.width && this.draw());
    this.resizer.observe(this.scale);
  }

  destroy() {
    this.resizer.disconnect();
  }

  _handle(name, part) {
    const node = el("div", {
      class: `fm-handle ${name}`, role: "slider", tabindex: "0", "data-part": part,
      "aria-valuemin": this.first, "aria-valuemax": this.last, "aria-orientation": "horizontal",
      "aria-label": this.model.words.ui[`slider_${part}`],
    });
    node.addEventListener("keydown", (event) => this._key(event, part));
    node.addEventListener("keyup", (event) => this._isKey(event) && this.on.release());
    return node;
  }

  _isKey(event) {
    return event.key in STEPS || event.key === "Home" || event.key === "End";
  }

  _key(event, part) {
    if (!this._isKey(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Home") this.move(part, this.first);
    else if (event.key === "End") this.move(part, this.last);
    else this.move(part, this.value(part) + STEPS[event.key]);
  }

  // The last day of the window is what a reader calls its end; inside, windows stay half-open.
  value(part) {
    return part === "to" ? this.view.to - 1 : this.view[part];
  }

  move(part, day) {
    const to = Math.max(this.first, Math.min(this.last, day));
    const { view } = this;
    if (part === "day") {
      this.on.change({ day: to, ...(view.follow === "apart" ? {} : this.following(to)) });
    } else if (part === "from") {
      this.on.change({ from: Math.min(to, view.to - 1) });
    } else {
      const change = { to: Math.max(to, view.from) + 1 };
      if (view.follow !== "apart") change.day = change.to - 1;
      this.on.change(change);
    }
  }

  // The window that goes with a day: it slides, or grows from a first day that stays.
  following(day) {
    return this.view.follow === "grow" ? this._growing(day) : this._sliding(day);
  }

  // A window that the record's first day cuts short gets its length back when the day moves on.
  _sliding(day) {
    const { from, to } = this.view;
    const own = this.ended && this.ended.from === from && this.ended.to === to;
    const length = own ? this.ended.length : to - from;
    const change = { from: Math.max(this.first, day + 1 - length), to: day + 1 };
    this.ended = { ...change, length };
    return change;
  }

  // A day before the window's first one is a window of that day alone; the first day comes back when the day does.
  _growing(day) {
    const { from, to } = this.view;
    const own = this.grown && this.grown.from === from && this.grown.to === to;
    const start = own ? this.grown.start : from;
    const change = { from: Math.min(start, day), to: day + 1 };
    this.grown = { ...change, start };
    return change;
  }

  _wire() {
    this._drag(this.histogram.canvas, () => "day");
    this._drag(this.dayTrack, () => "day");
    this._drag(this.windowTrack, (event) => this._nearest(event));
  }

  _nearest(event) {
    const target = event.target.dataset ? event.target.dataset.part : undefined;
    if (target) return target;
    if (event.target === this.bar) return "bar";
    const day = this._dayAt(event);
    return Math.abs(day - this.value("from")) <= Math.abs(day - this.value("to")) ? "from" : "to";
  }

  _drag(track, partOf) {
    track.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      const part = partOf(event);
      const grip = { day: this._dayAt(event), from: this.view.from, length: this.view.to - this.view.from };
      (part === "bar" ? this.bar : this[part]).classList.add("fm-held");
      if (part !== "bar") {
        this[part].focus({ preventScroll: true });
        this.move(part, grip.day);
      }
      const move = (moved) => (part === "bar" ? this._slide(grip, this._dayAt(moved)) : this.move(part, this._dayAt(moved)));
      const stop = () => {
        track.removeEventListener("pointermove", move);
        for (const node of [this.day, this.from, this.to, this.bar]) node.classList.remove("fm-held");
        this.on.release();
      };
      track.setPointerCapture(event.pointerId);
      track.addEventListener("pointermove", move);
      track.addEventListener("lostpointercapture", stop, { once: true });
    });
  }

  _slide(grip, day) {
    const from = Math.max(this.first, Math.min(this.last + 1 - grip.length, grip.from + day - grip.day));
    const change = { from, to: from + grip.length };
    if (this.view.follow !== "apart") change.day = change.to - 1;
    this.on.change(change);
  }

  _dayAt(event) {
    const box = this.scale.getBoundingClientRect();
    const share = (event.clientX - box.left - AXIS_PAD) / Math.max(1, box.width - 2 * AXIS_PAD);
    return Math.max(this.first, Math.min(this.last, Math.round(this.first + share * (this.last - this.first))));
  }

  _x(day) {
    const width = this.width - 2 * AXIS_PAD;
    return AXIS_PAD + ((day - this.first) / Math.max(1, this.last - this.first)) * width;
  }

  // Moves the handles; cheap, done at every tick.
  place() {
    const { view } = this;
    for (const part of ["day", "from", "to"]) {
      const value = this.value(part);
      const words = dayWords(value, this.model.words);
      this[part].style.left = `${this._x(value)}px`;
      this[part].setAttribute("aria-valuenow", value);
      this[part].setAttribute("aria-valuetext", words);
      this[part].title = words;
    }
    const left = this._x(view.from);
    const width = Math.max(4, this._x(view.to - 1) - left);
    Object.assign(this.bar.style, { left: `${left}px`, width: `${width}px` });
    Object.assign(this.shade.style, { left: `${left}px`, width: `${width}px` });
    this.needle.style.left = `${this._x(view.day)}px`;
  }

  draw() {
    this.width = this.scale.clientWidth;
    if (!this.width) return;
    this.histogram.draw();
    this.place();
  }
}
