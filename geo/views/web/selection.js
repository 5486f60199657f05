// The filters of a view as a mask over the records, made once for each set of filters. The twin of Ordered.passing.

const NOT_STATED = "not stated";
// Two maps that are compared ask in turn, each for its own.
const MOST_MASKS = 4;
// A bit for each group of filters, in the masks that say which groups leave a record out.
const LEFT_OUT_BY = { sides: 1, types: 2, statuses: 4, claimants: 8, publishers: 16, precisions: 32, text: 64, two_publishers: 128 };

class Selection {
  constructor(model) {
    this.model = model;
    this.groups = new Map();
    this.days = new Map();
    this.said = new Map();
  }

  // Of each row the groups of filters that leave it out, a bit each, or null where no filter is set.
  leftOut(view) {
    const key = JSON.stringify([view.sides, view.types, view.statuses, view.claimants, view.publishers, view.precisions,
      view.text, this.model.texts.held.size]);
    const left = keep(this.groups, key, () => this._made(view));
    if (!view.two_publishers) return left;
    const by = view.clock === "known" ? view.day : NEVER - 1;
    return keep(this.days, `${key} ${by}`, () => this._untoldTwice(left, by));
  }

  _made(view) {
    const left = new Uint8Array(this.model.events.length);
    let any = false;
    const mark = (name, passes) => {
      any = true;
      for (let row = 0; row < left.length; row += 1) if (!passes(row)) left[row] |= LEFT_OUT_BY[name];
    };
    const among = (name, columns, missing = null) => view[name].length && mark(name, this._among(columns, view[name], missing));
    among("sides", ["actor"]);
    among("types", ["type"]);
    among("statuses", ["status"]);
    among("claimants", ["by"], NOT_STATED);
    among("publishers", ["publisher", "publisher_2"]);
    among("precisions", ["precision"]);
    const words = wordsOf(view.text || "");
    if (words.length) {
      const said = this._saying(words);
      mark("text", (row) => said[row] === 1);
    }
    return any ? left : null;
  }

  // With what fewer than two independent publishers had told of by a day.
  _untoldTwice(left, by) {
    const { twice } = this.model;
    const mask = left === null ? new Uint8Array(twice.length) : left.slice();
    for (let row = 0; row < mask.length; row += 1) if (twice[row] > by) mask[row] |= LEFT_OUT_BY.two_publishers;
    return mask;
  }

  // Whether any of some columns has one of the codes; `missing` is the code that stands for no value.
  _among(names, codes, missing) {
    const columns = names.map((name) => this.model.events.columns[name]).map(({ rows, values }) => ({
      rows, wanted: Uint8Array.from([missing !== null && codes.includes(missing), ...values.map((value) => codes.includes(value ?? missing))]),
    }));
    return (row) => columns.some(({ rows, wanted }) => wanted[rows[row] + 1] === 1);
  }

  // Of each row whether every word stands in it: other filters come and go while the words stay.
  _saying(words) {
    return keep(this.said, JSON.stringify([words, this.model.texts.held.size]), () => {
      const tests = words.map((word) => this._holding(word));
      return Uint8Array.from({ length: this.model.events.length }, (_, row) => (tests.every((test) => test(row)) ? 1 : 0));
    });
  }

  // Whether a word stands in a record's names, claimant, publishers, sentence or note.
  _holding(word) {
    const { events, payload, texts } = this.model;
    const has = (value) => value !== null && value !== undefined && folded(value).includes(word);
    const names = new Map();
    for (const place of columnsToRows(payload.base.places)) names.set(place.id, [place.name, place.name_uk, place.name_ru]);
    const columns = ["place", "native", "place_id", "by", "publisher", "publisher_2"].map((name) => {
      const { rows, values } = events.columns[name];
      const found = values.map((value) => (name === "place_id" ? (names.get(value) || []).some(has) : has(value)));
      return { rows, found };
    });
    return (row) => {
      if (columns.some(({ rows, found }) => rows[row] >= 0 && found[rows[row]])) return true;
      const told = texts.of(row);
      return told !== null && (has(told.quote) || has(told.note));
    };
  }
}

// What was made for a key, or is made now; the oldest gives way.
function keep(kept, key, make) {
  if (!kept.has(key)) {
    if (kept.size >= MOST_MASKS) kept.delete(kept.keys().next().value);
    kept.set(key, make());
  }
  return kept.get(key);
}

function folded(text) {
  return text.normalize("NFC").toLowerCase();
}

function wordsOf(text) {
  return folded(text).split(/\s+/u).filter(Boolean);
}
