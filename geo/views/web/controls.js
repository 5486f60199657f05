// The controls: perspective, clock and filters in the fold on the left; play and steps beside the axis.

function radios(name, label, choices, value, onPick) {
  const group = el("div", { class: "fm-choice", role: "radiogroup", "aria-label": label });
  const nodes = choices.map(([code, words, hint]) => {
    const node = el("button", { type: "button", role: "radio", "data-code": code, "data-choice": name, title: hint || words,
      on: { click: () => onPick(code) } }, words);
    node.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = nodes[(nodes.indexOf(node) + step + nodes.length) % nodes.length];
      next.focus();
      next.click();
    });
    return node;
  });
  group.append(...nodes);
  const mark = (code) => {
    for (const node of nodes) {
      const on = node.dataset.code === code;
      node.setAttribute("aria-checked", String(on));
      node.tabIndex = on ? 0 : -1;
    }
  };
  mark(value);
  return { node: group, mark };
}

class Filters {
  constructor(model, view, on) {
    const { ui } = model.words;
    Object.assign(this, { model, view, on });
    this.perspective = radios("perspective", ui.according_to,
      Object.entries(model.words.perspective_short).map(([code, words]) => [code, words, model.words.perspectives[code]]),
      view.perspective, (code) => this._set({ perspective: code }));
    this.clock = radios("clock", ui.clock, Object.entries(model.words.clock_short).map(([code, words]) => [code, words, model.words.clock_hints[code]]),
      view.clock, (code) => this._set({ clock: code }));
    this.groups = {
      sides: this._group("sides", "actor", ui.filter_side, model.words.sides),
      types: this._group("types", "type", ui.filter_type, model.words.types),
      statuses: this._group("statuses", "status", ui.filter_status, model.words.statuses),
    };
    this.reset = button(ui.show_all, ui.show_all, () => this._set({ sides: [], types: [], statuses: [] }), { class: "fm-text-button" });
    this.lang = el("select", { "aria-label": ui.label_language, on: { change: (event) => this._set({ lang: event.target.value }) } },
      Object.entries(model.words.languages).map(([code, name]) => el("option", { value: code }, name)));
    this.node = el("aside", { class: "fm-filters", "aria-label": ui.filters },
      el("h2", {}, ui.according_to), this.perspective.node,
      el("h2", {}, ui.clock), this.clock.node,
      Object.values(this.groups).map((group) => group.node), this.reset,
      el("h2", {}, ui.label_language), this.lang);
  }

  _set(change) {
    this._unhint();
    this.on.change(change);
    this.on.release();
  }

  // Codes that occur in the record, each with its count in the window.
  _group(field, column, label, names) {
    const { events } = this.model;
    const found = new Set(Array.from({ length: events.length }, (_, row) => events.get(column, row)));
    const codes = Object.keys(names).filter((code) => found.has(code));
    const boxes = new Map();
    const list = el("ul", {}, codes.map((code) => {
      const box = el("input", { type: "checkbox", "data-field": field, "data-code": code, on: { change: () => this._toggle(field, codes, boxes) } });
      const count = el("span", { class: "fm-count" });
      boxes.set(code, { box, count });
      return el("li", {}, el("label", {}, box, el("span", { class: "fm-name" }, names[code]), count));
    }));
    const hint = el("p", { class: "fm-one-stays", role: "status" });
    return { node: el("fieldset", {}, el("legend", {}, label), list, hint), boxes, column, hint };
  }

  // An empty list of codes means all of them, so the last box stays ticked, and says why.
  _toggle(field, codes, boxes) {
    const kept = codes.filter((code) => boxes.get(code).box.checked);
    this._unhint();
    if (kept.length) {
      this._set({ [field]: kept.length === codes.length ? [] : kept });
      return;
    }
    const held = codes.find((code) => this.view[field].length === 0 || this.view[field].includes(code));
    boxes.get(held).box.checked = true;
    this.groups[field].hint.textContent = this.model.words.ui.one_stays;
  }

  _unhint() {
    for (const group of Object.values(this.groups)) group.hint.textContent = "";
  }

  update(frame, view) {
    this.perspective.mark(view.perspective);
    this.clock.mark(view.clock);
    this.lang.value = view.lang;
    for (const [field, group] of Object.entries(this.groups)) {
      for (const [code, { box, count }] of group.boxes) {
        const on = view[field].length === 0 || view[field].includes(code);
        if (box.checked !== on) box.checked = on;
        const words = String(frame.counts[group.column][code] || 0);
        if (count.textContent !== words) count.textContent = words;
      }
    }
    this.reset.hidden = !(view.sides.length || view.types.length || view.statuses.length);
  }
}

const SPEEDS = [[1, "1×"], [3, "3×"], [7, "7×"], [14, "14×"]];
const TICK_MS = 200;

class Player {
  constructor(model, view, axis, on) {
    const { ui } = model.words;
    Object.assign(this, { model, view, axis, on, timer: null });
    this.play = button("▶", ui.play, () => this.toggle(), { class: "fm-play", "aria-pressed": "false" });
    this.speed = el("select", { "aria-label": ui.speed, title: ui.speed }, SPEEDS.map(([days, words]) => el("option", { value: days }, words)));
    this.linked = el("input", { type: "checkbox", on: { change: () => this._link() } });
    this.day = this._date("day", ui.slider_day);
    this.from = this._date("from", ui.slider_from);
    this.to = this._date("to", ui.slider_to);
    this.told = el("p", { class: "fm-date-told", role: "alert", hidden: true });
    this.node = el("div", { class: "fm-player", role: "group", "aria-label": ui.time },
      el("div", { class: "fm-buttons" },
        button("◀|", ui.previous_change, () => this.step(-1), { class: "fm-step" }), this.play,
        button("|▶", ui.next_change, () => this.step(1), { class: "fm-step" }), this.speed),
      el("label", { class: "fm-date" }, el("span", {}, ui.zone_day), this.day),
      el("span", { class: "fm-date" }, el("span", {}, ui.advance_window), this.from, "–", this.to),
      el("label", { class: "fm-linked", title: ui.linked_hint }, this.linked, ui.linked), this._key(), this.told);
  }

  // What the colours of the histogram say.
  _key() {
    const { claimants } = this.model.words;
    const { events } = this.model;
    const found = new Set(Array.from({ length: events.length }, (_, row) => events.get("side", row)));
    this.keys = this.model.payload.style.claimant_order.filter((side) => found.has(side))
      .map((side) => ({ side, box: el("canvas", { class: "fm-key-box", width: 24, height: 24, "aria-hidden": "true" }) }));
    return el("span", { class: "fm-key" }, this.keys.map(({ side, box }) => el("span", {}, box, claimants[side])));
  }

  drawKey(ink) {
    for (const { side, box } of this.keys) {
      const ctx = box.getContext("2d");
      ctx.setTransform(2, 0, 0, 2, 0, 0);
      ctx.clearRect(0, 0, 12, 12);
      ctx.fillStyle = claimantFill(ctx, this.model.payload.style, side, ink);
      ctx.fillRect(0, 0, 12, 12);
    }
  }

  _date(part, label) {
    const take = (event) => {
      const typed = event.target.value.trim();
      const read = dayOf(typed);
      const day = read !== null && isoOf(read) === typed ? read : null;
      event.target.setAttribute("aria-invalid", String(day === null));
      this._tell(part, day, typed);
      if (day === null) return;
      this.axis.move(part, day);
      event.target.value = isoOf(this.axis.value(part));
      this.toldFor = this._days();
      this.on.release();
    };
    return el("input", { class: "fm-day-input", inputmode: "numeric", size: 10, maxlength: 10, autocomplete: "off",
      "aria-label": `${label}, ${this.model.words.ui.date_form}`, title: `${label}, ${this.model.words.ui.date_form}`,
      on: { change: take } }); // Enter is a change too
  }

  // What became of a day that was typed, where it is not the day that was meant.
  _tell(part, day, typed) {
    const { ui } = this.model.words;
    const { axis, view } = this;
    const values = { typed, first: isoOf(axis.first), last: isoOf(axis.last) };
    let template = "";
    if (day === null) template = ui.date_wrong;
    else if (day < axis.first || day > axis.last) template = ui.date_outside;
    else if ((part === "from" && day >= view.to) || (part === "to" && day < view.from)) template = ui.date_crossed;
    this.told.textContent = fillWords(template, values);
    this.told.hidden = !template;
    this.toldFor = this._days();
  }

  _days() {
    return [this.view.day, this.view.from, this.view.to].join();
  }

  _link() {
    const change = { linked: this.linked.checked };
    if (this.linked.checked) Object.assign(change, this.axis.windowEnding(this.view.day));
    this.on.change(change);
    this.on.release();
  }

  toggle() {
    if (this.timer !== null) this.stop();
    else this.start();
  }

  // While it plays the window goes along with the day, or advances would stay behind.
  start() {
    const { ui } = this.model.words;
    if (this.view.day >= this.model.last) this.axis.move("day", this.model.first);
    this.play.textContent = "❚❚";
    this.play.setAttribute("aria-label", ui.pause);
    this.play.title = ui.pause;
    this.play.setAttribute("aria-pressed", "true");
    this.timer = setInterval(() => {
      this.axis.move("day", this.view.day + Number(this.speed.value));
      if (this.view.day >= this.model.last) this.stop();
    }, TICK_MS);
  }

  stop() {
    if (this.timer === null) return;
    clearInterval(this.timer);
    this.timer = null;
    this.play.textContent = "▶";
    this.play.setAttribute("aria-label", this.model.words.ui.play);
    this.play.title = this.model.words.ui.play;
    this.play.setAttribute("aria-pressed", "false");
    this.on.release();
  }

  step(direction) {
    this.stop();
    const stops = this.model.changes(this.view);
    const next = direction > 0 ? stops.find((day) => day > this.view.day) : stops.findLast((day) => day < this.view.day);
    if (next === undefined) return;
    this.axis.move("day", next);
    this.on.release();
  }

  update(view) {
    for (const part of ["day", "from", "to"]) {
      const iso = isoOf(this.axis.value(part));
      if (this[part].value === iso || this.node.getRootNode().activeElement === this[part]) continue;
      this[part].value = iso;
      this[part].removeAttribute("aria-invalid");
    }
    this.linked.checked = view.linked;
    if (this.toldFor !== this._days()) this.told.hidden = true;
  }
}
