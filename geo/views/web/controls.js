// The controls beside the axis: play and steps, the dates, how the window goes with the day.

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

// A field for a day; take(day or null, what was typed, the field) hears of each change, and Enter is one too. What is
// no day stays to be mended until the field is left; then it says again the day that is shown().
function dayInput(label, words, take, shown) {
  const hint = `${label}, ${words.ui.date_form}`;
  const heard = ({ target }) => {
    const typed = target.value.trim();
    const read = dayOf(typed);
    const day = read !== null && isoOf(read) === typed ? read : null;
    target.setAttribute("aria-invalid", String(day === null));
    take(day, typed, target);
  };
  const left = ({ target }) => {
    if (target.getAttribute("aria-invalid") !== "true") return;
    target.value = isoOf(shown());
    target.removeAttribute("aria-invalid");
  };
  return el("input", { class: "fm-day-input", inputmode: "numeric", size: 10, maxlength: 10, autocomplete: "off", "aria-label": hint, title: hint,
    on: { change: heard, blur: left } });
}

// What became of a day that was typed, where it is not the day that was meant.
function dayTold({ ui }, typed, day, { first, last }) {
  const template = day === null ? ui.date_wrong : day < first || day > last ? ui.date_outside : "";
  return fillWords(template, { typed, first: isoOf(first), last: isoOf(last) });
}

const SPEEDS = [[1, "1×"], [3, "3×"], [7, "7×"], [14, "14×"]];
const TICK_MS = 200;
const FOLLOWS = ["slide", "grow", "apart"];

class Player {
  constructor(model, view, axis, on) {
    const { ui } = model.words;
    Object.assign(this, { model, view, axis, on, timer: null });
    this.play = button("▶", ui.play, () => this.toggle(), { class: "fm-play", "aria-pressed": "false" });
    this.speed = el("select", { "aria-label": ui.speed, title: ui.speed }, SPEEDS.map(([days, words]) => el("option", { value: days }, words)));
    this.loop = button("↻", ui.loop, () => this._press(!this.looping), { class: "fm-loop", "aria-pressed": "false" });
    this.follow = radios("follow", ui.follow, FOLLOWS.map((code) => [code, ui[`follow_${code}`], ui[`follow_${code}_hint`]]), view.follow,
      (code) => this._follow(code));
    this.day = this._date("day", ui.slider_day);
    this.from = this._date("from", ui.slider_from);
    this.to = this._date("to", ui.slider_to);
    this.told = el("p", { class: "fm-date-told", role: "alert", hidden: true });
    this.key = new HistogramKey(model);
    this.more = button(ui.more_controls, ui.more_controls_hint, () => this._unfold(), { class: "fm-more", "aria-expanded": "false" });
    this.node = el("div", { class: "fm-player", role: "group", "aria-label": ui.time },
      el("div", { class: "fm-buttons" },
        button("◀|", ui.previous_change, () => this.step(-1), { class: "fm-step" }), this.play,
        button("|▶", ui.next_change, () => this.step(1), { class: "fm-step" }), this.loop, this.speed),
      el("label", { class: "fm-date" }, el("span", {}, ui.zone_day), this.day), this.more,
      el("span", { class: "fm-date fm-folds" }, el("span", {}, ui.advance_window), this.from, "–", this.to),
      el("span", { class: "fm-date fm-folds fm-follow" }, el("span", {}, ui.follow), this.follow.node), this.key.node, this.told);
  }

  get looping() {
    return this.loop.getAttribute("aria-pressed") === "true";
  }

  _press(on) {
    this.loop.setAttribute("aria-pressed", String(on));
  }

  // On a narrow screen what is set once is folded away.
  _unfold() {
    const open = this.node.classList.toggle("fm-unfolded");
    this.more.setAttribute("aria-expanded", String(open));
  }

  _date(part, label) {
    return dayInput(label, this.model.words, (day, typed, input) => {
      this._tell(part, day, typed);
      if (day === null) return;
      this.axis.move(part, day);
      input.value = isoOf(this.axis.value(part));
      this.toldFor = this._days();
      this.on.release();
    }, () => this.axis.value(part));
  }

  _tell(part, day, typed) {
    const { axis, view } = this;
    const crossed = day !== null && ((part === "from" && day >= view.to) || (part === "to" && day < view.from));
    this.told.textContent = dayTold(this.model.words, typed, day, axis) || (crossed ? this.model.words.ui.date_crossed : "");
    this.told.hidden = this.told.textContent === "";
    this.toldFor = this._days();
  }

  _days() {
    return [this.view.day, this.view.from, this.view.to].join();
  }

  _follow(follow) {
    this.on.change({ follow });
    if (follow !== "apart") this.on.change(this.axis.following(this.view.day));
    this.on.release();
  }

  toggle() {
    if (this.timer !== null) this.stop();
    else this.start();
  }

  // The window goes along with the day unless it is to stay; at the end of the record it stops, or begins again.
  start() {
    const { ui } = this.model.words;
    if (this.view.day >= this.model.last) this.axis.move("day", this._beginning());
    this.play.textContent = "❚❚";
    this.play.setAttribute("aria-label", ui.pause);
    this.play.title = ui.pause;
    this.play.setAttribute("aria-pressed", "true");
    this.timer = setInterval(() => this._tick(), TICK_MS);
  }

  _tick() {
    const { view, model, axis } = this;
    if (view.day >= model.last) axis.move("day", this._beginning());
    else axis.move("day", view.day + Number(this.speed.value));
    if (view.day >= model.last && !this.looping) this.stop();
  }

  // A window that grows begins again with its own first day, which stays.
  _beginning() {
    return this.view.follow === "grow" ? Math.min(this.view.from, this.model.last) : this.model.first;
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
    this.follow.mark(view.follow);
    if (this.toldFor !== this._days()) this.told.hidden = true;
  }
}
