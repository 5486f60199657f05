// The filters of a view as a mask over the records, made once for each set of filters. The twin of Ordered.passing.

const NOT_STATED = "not stated";
// Two maps that are compared ask in turn, each for its own.
const MOST_MASKS = 4;

class Selection {
  constructor(model) {
    this.model = model;
    this.kept = new Map();
  }

  // A mask over the rows, or null where no filter is set.
  passing(view) {
    const key = JSON.stringify([view.sides, view.types, view.statuses, view.claimants, view.publishers, view.precisions,
      view.text, view.two_publishers && [view.clock, view.clock === "known" ? view.day : 0], this.model.texts.held.size]);
    if (!this.kept.has(key)) {
      if (this.kept.size >= MOST_MASKS) this.kept.delete(this.kept.keys().next().value);
      this.kept.set(key, this._made(view));
    }
    return this.kept.get(key);
  }

  _made(view) {
    const tests = [];
    const among = (names, codes, missing = null) => codes && codes.length && tests.push(this._among(names, codes, missing));
    among(["actor"], view.sides);
    among(["type"], view.types);
    among(["status"], view.statuses);
    among(["by"], view.claimants, NOT_STATED);
    among(["publisher", "publisher_2"], view.publishers);
    among(["precision"], view.precisions);
    if (view.two_publishers) tests.push(this._twice(view));
    for (const word of wordsOf(view.text || "")) tests.push(this._saying(word));
    if (!tests.length) return null;
    const mask = new Uint8Array(this.model.events.length);
    for (let row = 0; row < mask.length; row += 1) mask[row] = tests.every((test) => test(row)) ? 1 : 0;
    return mask;
  }

  // Whether any of some columns has one of the codes; `missing` is the code that stands for no value.
  _among(names, codes, missing) {
    const columns = names.map((name) => this.model.events.columns[name]).map(({ rows, values }) => ({
      rows, wanted: Uint8Array.from([missing !== null && codes.includes(missing), ...values.map((value) => codes.includes(value ?? missing))]),
    }));
    return (row) => columns.some(({ rows, wanted }) => wanted[rows[row] + 1] === 1);
  }

  // Whether two independent publishers had told of the record's happening, under the known clock by the day.
  _twice(view) {
    const { twice } = this.model;
    const by = view.clock === "known" ? view.day : NEVER - 1;
    return (row) => twice[row] <= by;
  }

  // Whether a word stands in a record's names, claimant, publishers, sentence or note.
  _saying(word) {
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

function folded(text) {
  return text.normalize("NFC").toLowerCase();
}

function wordsOf(text) {
  return folded(text).split(/\s+/u).filter(Boolean);
}
