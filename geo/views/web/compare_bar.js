// The bar that says how to compare, and with which day and perspective.

const COMPARES = ["", "beside", "swipe"];

class CompareBar {
  // on.change(part of the view), on.outline(whether the ground that differs is outlined).
  constructor(model, view, on) {
    const { ui } = model.words;
    Object.assign(this, { model, view, on });
    this.modes = radios("compare", ui.compare_how, COMPARES.map((mode) => [mode, ui[`compare_${mode || "off"}`]]), view.compare,
      (mode) => on.change({ compare: mode }));
    this.day = dayInput(ui.compare_day, model.words, (day, typed, input) => this._typed(day, typed, input), () => this.shown);
    this.told = el("p", { class: "fm-date-told", role: "alert", hidden: true });
    this.same = button(ui.compare_same_day, ui.compare_same_day_hint, () => on.change({ againstDay: null }), { "aria-pressed": "false" });
    this.perspective = el("select", { "aria-label": ui.compare_perspective, title: ui.compare_perspective,
      on: { change: () => on.change({ against_perspective: this.perspective.value }) } },
      el("option", { value: "" }, ui.compare_same),
      Object.entries(model.words.perspective_short).map(([code, words]) => el("option", { value: code }, words)));
    this.outline = el("input", { type: "checkbox", checked: true, on: { change: () => on.outline(this.outline.checked) } });
    this.count = el("span", { class: "fm-soft", role: "status" });
    this.node = el("div", { class: "fm-compare-bar", role: "group", "aria-label": ui.compare }, this.modes.node,
      el("span", { class: "fm-compare-with" }, el("span", { class: "fm-soft" }, ui.compare_with),
        el("span", { class: "fm-buttons" }, button("−", ui.compare_earlier, () => this._step(-1)), this.day,
          button("+", ui.compare_later, () => this._step(1)), this.same),
        this.perspective),
      el("label", { class: "fm-outline", title: ui.compare_outline_hint }, this.outline, el("span", { class: "fm-outline-sample", "aria-hidden": "true" }),
        ui.compare_outline, this.count), this.told);
  }

  _to(day) {
    const { first, last } = this.model;
    this.shown = Math.max(first, Math.min(last, day));
    this.on.change({ againstDay: this.shown });
  }

  _typed(day, typed, input) {
    const told = dayTold(this.model.words, typed, day, this.model);
    this.told.textContent = told;
    this.told.hidden = told === "";
    if (day !== null) {
      this._to(day);
      input.value = isoOf(this.shown);
    }
    this.toldFor = this.shown;
  }

  _step(days) {
    this._to((this.view.againstDay ?? this.view.day) + days);
  }

  // `differ`: the number of places that differ, null where nobody asks.
  update(view, second, differ) {
    const { words } = this.model;
    this.modes.mark(view.compare);
    const iso = isoOf(second.day);
    this.shown = second.day;
    if (this.toldFor !== second.day) this.told.hidden = true;
    if (this.day.value !== iso && this.node.getRootNode().activeElement !== this.day) {
      this.day.value = iso;
      this.day.removeAttribute("aria-invalid");
    }
    this.same.setAttribute("aria-pressed", String(view.againstDay === null));
    this.perspective.value = view.against_perspective;
    write(this.count, differ === null ? "" : differ ? plural(differ, words.ui.n_differ, words) : words.ui.compare_none);
  }
}
