// Perspective, clock and filters: the fold on the left.

const TYPING_MS = 150;
const LONGEST_SEARCH = 200;

// What a view holds when nothing is filtered.
function noFilters() {
  return { sides: [], types: [], statuses: [], precisions: [], claimants: [], publishers: [], text: "", two_publishers: false };
}

function filterCount(view) {
  return Object.keys(noFilters()).filter((name) => (Array.isArray(view[name]) ? view[name].length : view[name])).length;
}

// One line, without characters that no view takes: controls, and those that turn the direction of the text.
function plainLine(text) {
  return text.replace(/[\p{Cc}\p{Cs}\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]/gu, " ").trim().replace(/\s+/g, " ");
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
      precisions: this._group("precisions", "precision", ui.filter_precision, model.words.precisions),
    };
    const pick = (change) => this._set(change);
    this.names = [
      new NameList(model, view, { field: "claimants", column: "by", label: ui.filter_claimant, find: ui.find_claimant, pick }),
      new NameList(model, view, { field: "publishers", column: "publisher", label: ui.filter_publisher, find: ui.find_publisher, pick }),
    ];
    this.words = new SearchField(model, view, pick, () => on.change({ text: view.text }));
    this.two = el("input", { type: "checkbox", on: { change: () => this._set({ two_publishers: this.two.checked }) } });
    this.twoCount = el("span", { class: "fm-count" });
    this.reset = button(ui.show_all, ui.show_all_hint, () => this._showAll(), { class: "fm-text-button" });
    this.lang = el("select", { "aria-label": ui.label_language, on: { change: (event) => this._set({ lang: event.target.value }) } },
      Object.entries(model.words.languages).map(([code, name]) => el("option", { value: code }, name)));
    this.node = this._layout(ui);
  }

  // The button that opens the fold tells how many filters are set.
  tellOn(fold) {
    this.badge = el("span", { class: "fm-badge", hidden: true });
    this.fold = fold;
    fold.append(" ", this.badge);
  }

  _tellSet(count) {
    const { words } = this.model;
    const { ui } = words;
    this.badge.hidden = count === 0;
    write(this.badge, String(count));
    const label = count ? `${ui.filters_toggle}: ${plural(count, ui.n_filters_set, words)}` : ui.filters_toggle;
    this.fold.setAttribute("aria-label", label);
    this.fold.title = label;
    this.reset.hidden = count === 0;
  }

  destroy() {
    this.words.destroy();
  }

  _layout(ui) {
    return el("aside", { class: "fm-filters", "aria-label": ui.filters },
      el("h2", {}, ui.according_to), this.perspective.node,
      el("h2", {}, ui.clock), this.clock.node, this.reset, this.words.node,
      el("label", { class: "fm-two", title: ui.two_publishers_hint }, this.two, el("span", { class: "fm-name" }, ui.two_publishers), this.twoCount),
      Object.values(this.groups).map((group) => group.node), this.names.map((list) => list.node),
      el("h2", {}, ui.label_language), this.lang);
  }

  _set(change) {
    this._unhint();
    this.on.change(change);
    this.on.release();
  }

  // The button goes with the last filter: the focus must not go with it.
  _showAll() {
    this._set(noFilters());
    this.words.input.value = "";
    this.words.input.focus({ preventScroll: true });
  }

  // Codes that occur in the record, each with the number of reports in the window that its tick would show.
  _group(field, column, label, names) {
    const found = new Set(this.model.codes(column));
    const codes = Object.keys(names).filter((code) => found.has(code));
    const boxes = new Map();
    const list = el("ul", {}, codes.map((code) => {
      const box = el("input", { type: "checkbox", "data-field": field, "data-code": code, on: { change: () => this._toggle(field, codes, boxes) } });
      const count = el("span", { class: "fm-count" });
      boxes.set(code, { box, count });
      return el("li", {}, el("label", {}, box, el("span", { class: "fm-name" }, names[code]), count));
    }));
    const hint = el("p", { class: "fm-one-stays", role: "status" });
    return { node: el("fieldset", { hidden: codes.length < 2 }, el("legend", {}, label), list, hint), boxes, column, hint };
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

  // The counts are made while somebody sees them.
  update(frame, view) {
    const counts = this.node.hidden ? null : this.model.counts(frame, view);
    this.perspective.mark(view.perspective);
    this.clock.mark(view.clock);
    this.lang.value = view.lang;
    this.two.checked = view.two_publishers;
    if (counts) write(this.twoCount, groupDigits(counts.two_publishers, this.model.words));
    this.words.update(view);
    for (const [field, group] of Object.entries(this.groups)) {
      for (const [code, { box, count }] of group.boxes) {
        const on = view[field].length === 0 || view[field].includes(code);
        if (box.checked !== on) box.checked = on;
        if (counts) write(count, groupDigits(counts[group.column][code] || 0, this.model.words));
      }
    }
    for (const list of this.names) list.update(counts);
    this._tellSet(filterCount(view));
  }
}

// Text is only written where it changes: what is written anew is laid out anew.
function write(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

const PIECES_AT_ONCE = 8;

// Words to look for in the reports: the map follows when the hand pauses, and at once on Enter. Sentences and notes
// are fetched when somebody first looks for words; names are searched at once.
class SearchField {
  constructor(model, view, pick, found) {
    const { ui } = model.words;
    Object.assign(this, { model, view, pick, found, timer: null, fetching: false });
    this.input = el("input", { type: "search", class: "fm-search", maxlength: LONGEST_SEARCH, autocomplete: "off", spellcheck: "false",
      "aria-label": ui.filter_text, title: ui.filter_text_hint, placeholder: ui.filter_text_hint,
      on: { input: () => this._later(), change: () => this._now() } });
    this.clear = button("×", ui.clear_text, () => this._clear(), { class: "fm-clear" });
    this.told = el("p", { class: "fm-soft fm-small", role: "status" });
    this.node = el("div", {}, el("h2", {}, ui.filter_text), el("div", { class: "fm-search-row" }, this.input, this.clear), this.told);
  }

  _later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this._now(), TYPING_MS);
    this.clear.hidden = this.input.value === "";
  }

  get typed() {
    return plainLine(this.input.value).slice(0, LONGEST_SEARCH).trim();
  }

  _now() {
    clearTimeout(this.timer);
    this.timer = null;
    const text = this.typed;
    if (text !== this.view.text) this.pick({ text });
  }

  _clear() {
    this.input.value = "";
    this._now();
    this.input.focus();
  }

  // What is being typed is not overwritten.
  update(view) {
    if (this.timer === null && this.typed !== view.text) this.input.value = view.text;
    this.clear.hidden = this.input.value === "";
    if (view.text) this._fetch();
  }

  async _fetch() {
    const { texts, words } = this.model;
    if (this.fetching || texts.held.size === texts.pieces) return;
    this.fetching = true;
    this.told.textContent = words.ui.search_coming;
    try {
      for (let n = 0; n < texts.pieces && !this.gone; n += PIECES_AT_ONCE) {
        await Promise.all(Array.from({ length: Math.min(PIECES_AT_ONCE, texts.pieces - n) }, (_, at) => texts.load(n + at)));
      }
      this.told.textContent = "";
    } catch {
      this.told.textContent = words.ui.search_failed; // and it stays so: the next word would fail alike
      return;
    }
    this.fetching = false;
    if (!this.gone) this.found();
  }

  destroy() {
    this.gone = true;
    clearTimeout(this.timer);
  }
}
