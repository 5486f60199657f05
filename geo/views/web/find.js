// Search of places in any spelling and script. The folds are those of geo/places/names.py, less what needs its grammar;
// a test compares the two, so change both. Last comes a skeleton of the consonants, in which Honcharivka, Goncharovka,
// Гончарівка and Гончаровка are one.

const APOSTROPHES = /['’‘ʼʹ`´ʻʽ′"“”«».]/g;
const SPACERS = /[-‐‑‒–—−/_,()\s]+/g;
const LATIN_LETTERS = { ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i" };

// names.normal_key
function normalKey(text) {
  return text.normalize("NFC").toLowerCase().replace(/ß/g, "ss").replace(APOSTROPHES, "").replace(/ё/g, "е")
    .replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, (letter) => {
      const plain = letter.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
      return LATIN_LETTERS[plain] || plain;
    }).replace(/[\u0300-\u036f]/g, "").replace(SPACERS, " ").trim();
}

const UK_STARTS = { є: "ye", ї: "yi", й: "y", ю: "yu", я: "ya" };
const UK_LETTERS = {
  а: "a", б: "b", в: "v", г: "h", ґ: "g", д: "d", е: "e", є: "ie", ж: "zh", з: "z", и: "y", і: "i", ї: "i", й: "i", к: "k",
  л: "l", м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh",
  щ: "shch", ь: "", ю: "iu", я: "ia", ы: "y", э: "e", ё: "io", ъ: "",
};

// names.romanise_uk of a normal key. It reads Russian letters too: what differs between the two is folded next.
function latinKey(key) {
  return key.replace(/(?<!\p{L})[єїйюя]/gu, (letter) => UK_STARTS[letter]).replace(/зг/g, "zgh")
    .replace(/[\u0400-\u04ff]/g, (letter) => UK_LETTERS[letter] ?? letter);
}

const FOLDS = {
  shch: "5", sch: "5", tch: "4", ch: "4", cz: "4", sh: "6", sz: "6", dzh: "j", dj: "j", zh: "7", kh: "h", ts: "c", tz: "c",
  w: "v", x: "ks", ck: "k", ph: "f", g: "h", iye: "e", iie: "e", yye: "e", iya: "a", iia: "a", yya: "a", iyu: "u", iiu: "u",
  ye: "e", ie: "e", je: "e", yo: "e", io: "e", jo: "e", ya: "a", ia: "a", ja: "a", yu: "u", iu: "u", ju: "u", ou: "u",
  yi: "i", iy: "i", yy: "i", ii: "i", ij: "i", yj: "i", y: "i",
};
const FOLD = new RegExp(Object.keys(FOLDS).sort((one, other) => other.length - one.length || (one < other ? -1 : 1)).join("|"), "g");

// names.fold_key of a name in either script.
function foldKey(text) {
  return latinKey(normalKey(text)).replace(FOLD, (letters) => FOLDS[letters]).replace(/(.)\1+/g, "$1");
}

// Ukrainian і and Russian о, е and и stand for each other: every run of vowels becomes one sign.
function skeletonOf(fold) {
  return fold.replace(/[aeiou]+/g, "a").replace(/(.)\1+/g, "$1");
}

// Whether one insertion, deletion or change makes two words equal.
function nearlyEqual(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return Math.max(one.length, other.length) - start - end <= 1;
}

const MOST_FOUND = 8;

// What a name must be compared by, made once.
function searchForms(name) {
  const fold = foldKey(name);
  return { name, key: normalKey(name), fold, skeleton: skeletonOf(fold) };
}

// How well a spelling answers what was typed: 0 is best, null no answer.
function answers(asked, form) {
  if (!asked.fold) return null;
  if (form.key === asked.key) return 0;
  if (form.fold === asked.fold) return 1;
  if (form.key.startsWith(asked.key) || form.fold.startsWith(asked.fold)) return 2;
  if (form.fold.includes(` ${asked.fold}`)) return 3;
  if (asked.fold.length < 4) return null;
  if (form.skeleton === asked.skeleton) return 4;
  if (asked.fold.length < 5) return null;
  if (nearlyEqual(form.fold, asked.fold)) return 5;
  return asked.skeleton.length >= 5 && form.skeleton.startsWith(asked.skeleton) ? 6 : null;
}

// The places that answer, best first; of equals those told of most, then the largest.
function findPlaces(entries, typed, most = MOST_FOUND) {
  const asked = searchForms(typed);
  const found = [];
  for (const entry of entries) {
    let best = null;
    for (const form of entry.forms) {
      const rank = answers(asked, form);
      if (rank !== null && (best === null || rank < best.rank)) best = { entry, rank, spelling: form.name };
    }
    if (best) found.push(best);
  }
  const size = ({ entry }) => entry.population || 0;
  return found.sort((one, other) => one.rank - other.rank || other.entry.rows.length - one.entry.rows.length
    || size(other) - size(one) || (one.entry.name < other.entry.name ? -1 : 1)).slice(0, most);
}

// Settlements and regions of the base map, and places that only records name.
function placeIndex(model) {
  const { events, base, regions, words } = model;
  const rows = new Map();
  const nameless = new Map();
  for (let row = 0; row < events.length; row += 1) {
    const id = events.get("place_id", row);
    if (id !== null) push(rows, id, row);
    else if (events.get("lon", row) !== null && events.get("place", row)) push(nameless, events.get("place", row), row);
  }
  const withForms = (entry, ...more) => ({ ...entry,
    forms: [...new Set([entry.name, entry.name_uk, entry.name_ru, ...more].filter(Boolean))].map(searchForms) });
  const byName = new Map([...regions.values()].map((region) => [region.name, region]));
  const about = (row, lang) => {
    const region = byName.get(events.get("admin1", row));
    return [region ? named(region, lang) : events.get("admin1", row), words.countries[events.get("country", row)]].filter(Boolean).join(", ");
  };
  const within = (place, lang) => {
    const region = [...regions.values()].find((one) => one.country && one.shape.has(...place.at));
    return region ? [named(region, lang), words.countries[region.country]].filter(Boolean).join(", ") : "";
  };
  const seen = new Set();
  const entries = [];
  for (const place of base.places) {
    const told = rows.get(place.id) || [];
    seen.add(place.id);
    const where = told.length ? (lang) => about(told[0], lang) : (lang) => within(place, lang);
    entries.push(withForms({ ...place, kind: "place", rows: told, where }));
  }
  for (const region of regions.values()) {
    seen.add(region.id);
    const [lon, lat] = model.geometry.lonLat(...region.anchors[0]);
    const { id, name, name_uk, name_ru, country } = region;
    entries.push(withForms({ id, name, name_uk, name_ru, lon, lat, kind: "area", rows: rows.get(id) || [], where: () => words.countries[country] || "" }));
  }
  const pointed = [...rows].filter(([id, told]) => !seen.has(id) && events.get("lon", told[0]) !== null);
  for (const [id, told] of [...pointed, ...[...nameless.values()].map((one) => [`row:${one[0]}`, one])]) {
    const [name, lon, lat] = ["place", "lon", "lat"].map((column) => events.get(column, told[0]));
    const native = events.get("native", told[0]);
    if (name) entries.push(withForms({ id, name, lon, lat, kind: "place", rows: told, where: (lang) => about(told[0], lang) }, native));
  }
  return entries;
}

let findBoxes = 0;

class Find {
  // on.go(entry) shows a place; on.more(text), if given, is a promise of places that this map lacks; on.close() takes the focus.
  constructor(model, langOf, on) {
    const { ui } = model.words;
    findBoxes += 1;
    Object.assign(this, { model, langOf, on, ui, id: `fm-find-${findBoxes}`, found: [], chosen: -1, asked: 0 });
    this.input = el("input", { type: "text", role: "combobox", "aria-label": ui.find, "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": `${this.id}-list`, autocomplete: "off", spellcheck: "false", maxlength: "100", placeholder: ui.find_placeholder });
    this.list = el("ul", { id: `${this.id}-list`, role: "listbox", "aria-label": ui.find_results, hidden: true });
    this.told = el("p", { class: "fm-soft fm-small", role: "status" });
    this.node = el("section", { class: "fm-tool-box fm-find", role: "search", "aria-label": ui.find, hidden: true },
      el("div", { class: "fm-tool-row" }, this.input, button("×", ui.tool_close, () => this.close(true), { class: "fm-close" })), this.list, this.told);
    this.input.addEventListener("input", () => this._search());
    this.input.addEventListener("keydown", (event) => this._key(event));
    this.node.addEventListener("keydown", (event) => event.key === "Escape" && this._escape(event));
  }

  get isOpen() {
    return !this.node.hidden;
  }

  open() {
    this.entries = this.entries || placeIndex(this.model);
    this.node.hidden = false;
    this.input.focus({ preventScroll: true });
    this.input.select();
  }

  close(refocus = false) {
    if (!this.isOpen) return;
    this.node.hidden = true;
    this._show([], "");
    this.on.close(refocus);
  }

  _escape(event) {
    event.stopPropagation();
    if (this.found.length) this._show([], "");
    else this.close(true);
  }

  _search() {
    const typed = this.input.value;
    this.asked += 1;
    const found = findPlaces(this.entries, typed);
    const nothing = normalKey(typed) === "" ? "" : this.ui.find_none;
    this._show(found, found.length ? fillWords(this.ui.find_count, { n: found.length }) : nothing);
    if (this.on.more && normalKey(typed).length > 2) this._more(typed, this.asked);
  }

  // Places that the payload lacks: asked for once the hand rests.
  _more(typed, turn) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(async () => {
      const given = await this.on.more(typed);
      if (turn !== this.asked || !this.isOpen || !given) return;
      const known = new Set(this.found.map(({ entry }) => entry.id));
      const others = given.filter((place) => !known.has(place.id)).map((place) => ({
        entry: { ...place, kind: "place", rows: [], where: () => place.where || "" }, rank: 9, spelling: place.name }));
      const found = [...this.found, ...others].slice(0, MOST_FOUND);
      this._show(found, found.length ? fillWords(this.ui.find_count, { n: found.length }) : this.ui.find_none);
    }, 250);
  }

  _show(found, words) {
    this.found = found;
    this.told.textContent = words;
    empty(this.list).append(...found.map((one, at) => this._option(one, at)));
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this._choose(found.length ? 0 : -1);
  }

  _option({ entry, spelling }, at) {
    const { ui } = this.model.words;
    const name = named(entry, this.langOf());
    const told = [entry.where(this.langOf()), entry.rows.length ? plural(entry.rows.length, ui.n_reports, this.model.words) : ui.find_no_record].filter(Boolean);
    return el("li", { id: `${this.id}-${at}`, role: "option", "aria-selected": "false", on: {
      mousedown: (event) => event.preventDefault(),
      click: () => this._go(at),
    } }, el("strong", {}, name), spelling !== name && el("span", { class: "fm-soft" }, ` ${spelling}`),
      el("span", { class: "fm-find-where" }, told.join(" · ")));
  }

  _choose(at) {
    this.chosen = at;
    [...this.list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    if (at < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", `${this.id}-${at}`);
      this.list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  _key(event) {
    const count = this.found.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count) {
      event.preventDefault();
      this._choose((this.chosen + step + count) % count);
    } else if (event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      this._go(this.chosen);
    }
  }

  _go(at) {
    const { entry } = this.found[at];
    const name = named(entry, this.langOf());
    this.input.value = name;
    this._show([], "");
    this.told.textContent = this.on.go(entry) ? "" : fillWords(this.ui.find_nothing_told, { place: name });
  }

  destroy() {
    clearTimeout(this.waiting);
  }
}
