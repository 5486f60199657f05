// Lists of names to tick, such as those of claimants and publishers.

const LISTED_AT_ONCE = 60;
// What a view takes: geo/views/view_checks.py.
const NAME_JOINT = "|";
const MOST_NAMES = 2000;
const COUNTED_AS = { by: ["by"], publisher: ["publisher", "publisher_2"] };

// Names of claimants or publishers, the most frequent first: none ticked keeps all. Few of many are drawn, so that
// thousands of names cost nothing until somebody looks for one.
class NameList {
  constructor(model, view, { field, column, label, find, pick }) {
    const { ui } = model.words;
    Object.assign(this, { model, view, field, column, pick, boxes: new Map(), counts: null, order: null });
    this.badge = el("span", { class: "fm-badge", hidden: true });
    this.search = el("input", { type: "search", class: "fm-search", "aria-label": find, placeholder: find, autocomplete: "off", spellcheck: "false",
      on: { input: () => this._list() } });
    this.list = el("ul", {});
    this.more = el("p", { class: "fm-soft fm-small", role: "status" });
    this.node = el("details", { class: "fm-names", on: { toggle: () => this._list() } },
      el("summary", {}, el("span", { class: "fm-name" }, label), this.badge),
      el("div", { role: "group", "aria-label": label }, el("p", { class: "fm-soft fm-small" }, ui.none_ticked), this.search, this.list, this.more));
    this.node.dataset.field = field;
  }

  // Asked for once, when the list is first opened.
  _names() {
    if (this.order === null) this.order = namesByCount(this.model, this.column);
    return this.order;
  }

  // Those ticked stay on top; a list that is rebuilt at every tick would jump under the hand, so it is not.
  _list() {
    if (!this.node.open) return;
    const names = this._names();
    const sought = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const ticked = new Set(this.view[this.field]);
    const fits = ({ key, name }) => !ticked.has(name) && sought.every((word) => key.includes(word));
    const found = names.filter(fits);
    const first = names.filter(({ name }) => ticked.has(name));
    const drawn = [...first, ...found].slice(0, Math.max(LISTED_AT_ONCE, first.length));
    this.boxes.clear();
    empty(this.list).append(...drawn.map(({ name, label }) => this._line(name, label)));
    const { words } = this.model;
    const left = first.length + found.length - drawn.length;
    this.more.textContent = left ? plural(left, words.ui.n_more_names, words) : found.length || first.length ? "" : words.ui.no_names;
    if (this.counts) this._count();
  }

  _line(name, label) {
    const barred = plainLine(name) !== name || name.includes(NAME_JOINT);
    const box = el("input", { type: "checkbox", "data-field": this.field, disabled: barred, on: { change: () => this._toggle(name, box) } });
    const count = el("span", { class: "fm-count" });
    this.boxes.set(name, { box, count });
    const hint = barred ? this.model.words.ui.name_barred : label.slice(0, LONGEST_SEARCH);
    return el("li", {}, el("label", { title: hint }, box, el("bdi", { class: "fm-name" }, label), count));
  }

  _toggle(name, box) {
    const { ui } = this.model.words;
    const others = this.view[this.field].filter((one) => one !== name);
    const kept = box.checked ? [...others, name] : others;
    if (kept.join(NAME_JOINT).length > MOST_NAMES) {
      box.checked = false;
      this.more.textContent = ui.names_too_many;
      return;
    }
    this.pick({ [this.field]: kept });
  }

  // `counts`: of the model, null while nobody sees them.
  update(counts) {
    this.counts = counts;
    const ticked = this.view[this.field];
    this.badge.hidden = ticked.length === 0;
    write(this.badge, String(ticked.length));
    if (!this.node.open || !counts) return;
    if (ticked.some((name) => !this.boxes.has(name))) this._list();
    else this._count();
  }

  _count() {
    const ticked = new Set(this.view[this.field]);
    const counts = COUNTED_AS[this.column].map((column) => this.counts[column]);
    for (const [name, { box, count }] of this.boxes) {
      box.checked = ticked.has(name);
      const total = counts.reduce((sum, each) => sum + (Object.hasOwn(each, name) ? each[name] : 0), 0);
      write(count, groupDigits(total, this.model.words));
    }
  }
}

// The names of the record, those with most records first; a record counts for each of its publishers.
function namesByCount(model, column) {
  const { events, words } = model;
  const totals = new Map();
  const nobody = column === "by" ? NOT_STATED : null;
  const add = (name, n) => n && (name ?? nobody) !== null && totals.set(name ?? nobody, (totals.get(name ?? nobody) || 0) + n);
  const [first, second] = COUNTED_AS[column].map((name) => tally(events.columns[name]));
  first.values.forEach((name, code) => add(name, first.counts[code + 1]));
  if (column === "by") add(null, first.counts[0]);
  else second.values.forEach((name, code) => add(name, second.counts[code + 1]));
  return [...totals].sort(([one, n], [other, m]) => m - n || (one < other ? -1 : 1))
    .map(([name]) => {
      const label = name === NOT_STATED ? words.ui.not_stated : column === "by" ? speakerOf(words, name) : name;
      return { name, key: `${name} ${label}`.toLowerCase(), label };
    });
}

// How often each code of a column stands in it, what is missing at 0.
function tally({ rows, values }) {
  const counts = new Uint32Array(values.length + 1);
  for (const code of rows) counts[code + 1] += 1;
  return { values, counts };
}
