// The model: columns of the payload, and what a view selects from them. No drawing, no page here.

class Model {
  // The axis reaches as far as the record and the view do.
  constructor(payload, view) {
    this.payload = payload;
    this.words = wordsIn(payload, view.ui);
    this.first = Math.min(payload.first, view.from, view.day);
    this.last = Math.max(payload.last, view.to - 1, view.day);
    this.geometry = new Geometry(payload.base.bbox);
    this.events = new Table(payload.events);
    this.moves = new Table(payload.moves);
    this.toldOn = daysOf(this.events, "told");
    this.twice = daysOf(this.events, "twice");
    const happened = daysOf(this.events, "on");
    this.days = { happened, known: happened.map((day, row) => (day < NEVER && this.toldOn[row] < NEVER ? Math.max(day, this.toldOn[row]) : day)) };
    this.order = { known: byDay(this.days.known), happened: byDay(this.days.happened) };
    this.texts = new Texts(this.events.length, payload.fetchPiece || ((n) => payload.texts[n]));
    this.shapes = payload.shapes.map((shape) => (shape ? this.geometry.area(shape) : null));
    this.strips = payload.strips.map((lines) => this.geometry.lines(lines));
    this.cells = new Coverage(payload.cells, this.geometry);
    this.outlines = new Coverage(payload.base.region_lines, this.geometry, COARSE_UNIT);
    this.regions = new Map([...payload.base.areas, ...payload.base.regions].map((region) => [region.id, this._region(region)]));
    this._place();
    this.happenings = new Groups(this.events.columns.key.rows, 1 + this.events.columns.key.rows.reduce((most, key) => Math.max(most, key), -1));
    this.chains = movesIndex(this.moves, this.events.length);
    this.zones = new Zones(payload, this);
    this.selection = new Selection(this);
  }

  _region(region) {
    return { ...region, shape: region.area ? this.geometry.area(region.area) : this.outlines.get(region.id), anchors: region.anchors.map((at) => this.geometry.point(...at)) };
  }

  // Where each record goes: to its point, to its region, or to the list of what has no place on the map.
  _place() {
    const { events } = this;
    const { lon, lat, precision, place_id: place } = events.columns;
    const worldX = lon.values.map((value) => (value === null ? NaN : this.geometry.point(value, 0)[0]));
    const worldY = lat.values.map((value) => (value === null ? NaN : this.geometry.point(0, value)[1]));
    this.spots = new Float64Array(events.length * 2).fill(NaN);
    this.goes = new Uint8Array(events.length);
    this.places = new Map();
    const area = place.values.map((id) => this.regions.has(id));
    const point = precision.values.indexOf("populated_place");
    for (let row = 0; row < events.length; row += 1) {
      const code = place.rows[row]; // that of lon and lat too
      this.spots[2 * row] = worldX[code];
      this.spots[2 * row + 1] = worldY[code];
      const named = precision.rows[row] !== point;
      if (named && area[code]) this.goes[row] = GOES.area;
      else this.goes[row] = named || Number.isNaN(this.spots[2 * row]) ? GOES.listed : GOES.point;
    }
    for (let row = events.length - 1; row >= 0; row -= 1) {
      const id = place.values[place.rows[row]];
      if (id !== null && !Number.isNaN(this.spots[2 * row])) this.places.set(id, row);
    }
    const numbers = new Map(place.distinct().map((id, n) => [id, n]));
    this.placeOf = Int32Array.from(place.values, (id) => (id === null ? -1 : numbers.get(id)));
    this.placeIds = [...numbers.keys()];
  }

  // Records that tell of the same happening as this one, itself among them.
  tellings(row) {
    const key = this.events.columns.key.rows[row];
    return key < 0 ? [row] : this.happenings.of(key);
  }

  // A promise of the row of a record by its id, -1 for none; its texts are fetched piece by piece until it is found.
  async findRow(id) {
    for (let n = 0; n < this.texts.pieces; n += 1) {
      await this.texts.load(n);
      const at = this.texts.held.get(n).id.indexOf(id);
      if (at >= 0) return n * PIECE + at;
    }
    return -1;
  }

  // Distinct codes of a column, null left out.
  codes(column) {
    return this.events.columns[column].distinct();
  }

  // Days on which something changes for a view: the stops of "next change".
  changes(view) {
    return [...this.zones.changes(view)].filter((day) => day >= this.first && day <= this.last).sort((a, b) => a - b);
  }

  zonesAt(view) {
    return this.zones.at(view);
  }

  // Whether a perspective shows a record as a mark; "all" shows every one.
  seen(view, row) {
    return view.perspective === "all" || this.events.get("seen", row).includes(view.perspective);
  }

  // Of each code of the column `seen`, whether the view's perspective is among its voices; code -1 is none of them.
  _heard(view) {
    const { values } = this.events.columns.seen;
    return Uint8Array.from(values, (voices) => (view.perspective === "all" || voices.includes(view.perspective) ? 1 : 0));
  }

  // Whether the filters let a record pass.
  passes(view, row) {
    const left = this.selection.leftOut(view);
    return left === null || left[row] === 0;
  }

  // Whether a record had been told by the day of the view, for as long as that matters.
  toldBy(view, row) {
    return view.clock !== "known" || this.days.known[row] <= view.day;
  }

  // Under the known clock nothing told after the day is there, however far the window reaches.
  frame(view) {
    const { order, days } = this.order[view.clock];
    const end = view.clock === "known" ? Math.min(view.to, view.day + 1) : view.to;
    const leftOut = this.selection.leftOut(view);
    const heardCodes = this._heard(view);
    const voices = this.events.columns.seen.rows;
    const [low, high] = [bisect(days, view.from), bisect(days, Math.min(end, NEVER))];
    const events = new Array(Math.max(0, high - low));
    const one = new Map(Object.values(LEFT_OUT_BY).map((bit) => [bit, []]));
    let [kept, hidden, others] = [0, 0, 0];
    for (let i = low; i < high; i += 1) {
      const row = order[i];
      if (heardCodes[voices[row]] !== 1) {
        others += 1;
        continue;
      }
      const left = leftOut === null ? 0 : leftOut[row];
      if (left === 0) {
        events[kept++] = row;
        continue;
      }
      hidden += 1;
      if ((left & (left - 1)) === 0) one.get(left).push(row);
    }
    events.length = kept;
    const zones = this.zonesAt(view);
    const advances = gather(this, view, events);
    return { events, hidden, others, one, zones, advances, struck: this._struck(zones), ...this._places(events) };
  }

  // Of each code that a filter ticks how many reports of a frame its tick would show: what the frame shows, and what
  // only the code's own group of filters leaves out (`one` of the frame).
  counts(frame, view) {
    const by = view.clock === "known" ? view.day : NEVER - 1;
    const told = Object.entries(COUNTED).map(([name, group]) => {
      const { rows, values } = this.events.columns[name];
      const counts = new Uint32Array(values.length + 1);
      for (const shown of [frame.events, frame.one.get(LEFT_OUT_BY[group])]) countCodes(counts, rows, shown);
      return [name, countsOf({ values, counts })];
    });
    return { ...Object.fromEntries(told), two_publishers: countUpTo(this.twice, by, frame.events) };
  }

  // Pairs of zones of two sides that share ground.
  overlapsOf(rows) {
    const held = rows.filter((row) => this.zones.get("kind", row) !== "announced");
    const pairs = [];
    held.forEach((one, at) => {
      for (const other of held.slice(at + 1)) {
        if (this.zones.get("side", one) !== this.zones.get("side", other) && this._share(one, other)) pairs.push([one, other]);
      }
    });
    return pairs;
  }

  _share(one, other) {
    const [a, b] = [this.zones.placesOf(one), this.zones.placesOf(other)];
    return a.some((held, place) => held === 1 && b[place] === 1 && this.cells.grounds[place]);
  }

  // Places in a zone that somebody denies outright: place id -> side whose claim it is, and the zones' records of the place.
  _struck(zones) {
    const struck = new Map();
    for (const zone of zones) {
      const denied = new Set(this.zones.get("denied", zone).filter((id) => this.places.has(id)));
      for (const row of denied.size ? this.zones.get("events", zone) : []) {
        const id = this.events.get("place_id", row);
        if (denied.has(id)) push(struck, id, { side: this.zones.get("side", zone), row });
      }
    }
    return new Map([...struck].map(([id, told]) => [id, { side: told[0].side, rows: [...new Set(told.map(({ row }) => row))] }]));
  }

  // Records by where they can be drawn: points by place, areas by region, the rest to be listed.
  _places(events) {
    const spots = new Map();
    const areas = new Map();
    const listed = [];
    const { rows } = this.events.columns.place_id;
    const byPlace = new Array(this.placeIds.length);
    for (const row of events) {
      const code = this.placeOf[rows[row]];
      if (this.goes[row] === GOES.listed) listed.push(row);
      else if (code < 0) push(spots, `row:${row}`, row);
      else if (byPlace[code]) byPlace[code].push(row);
      else {
        byPlace[code] = [row];
        (this.goes[row] === GOES.area ? areas : spots).set(this.placeIds[code], byPlace[code]);
      }
    }
    return { spots, areas, listed };
  }

  // Reports by day and claimant side, for the histogram; under the same perspective and filters.
  histogram(view) {
    const bins = new Map();
    const { order, days } = this.order[view.clock];
    const leftOut = this.selection.leftOut(view);
    const heardCodes = this._heard(view);
    const { side, status, seen } = this.events.columns;
    const sorts = status.values.length + 1;
    const empty = () => new Uint32Array((side.values.length + 1) * sorts);
    for (let i = 0; i < days.length && days[i] < NEVER; i += 1) {
      const row = order[i];
      if (heardCodes[seen.rows[row]] !== 1 || (leftOut !== null && leftOut[row] !== 0)) continue;
      if (!bins.has(days[i])) bins.set(days[i], empty());
      bins.get(days[i])[(side.rows[row] + 1) * sorts + status.rows[row] + 1] += 1;
    }
    return new Map([...bins].map(([day, counts]) => [day, binOf(counts, side, status)]));
  }
}

const GOES = { point: 0, area: 1, listed: 2 };
// Columns whose codes are counted, and the group of filters that ticks them.
const COUNTED = { actor: "sides", type: "types", status: "statuses", by: "claimants", publisher: "publishers", publisher_2: "publishers", precision: "precisions" };

// Side -> status -> number, of what occurs; a missing side is "other".
function binOf(counts, side, status) {
  const bin = {};
  const sorts = status.values.length + 1;
  counts.forEach((n, at) => {
    if (!n) return;
    const who = side.values[Math.floor(at / sorts) - 1] || "other";
    const how = status.values[(at % sorts) - 1];
    bin[who] = bin[who] || {};
    bin[who][how] = (bin[who][how] || 0) + n;
  });
  return bin;
}

// Adds the codes of some rows to their counts, what is missing at 0.
function countCodes(counts, codes, rows) {
  for (let i = 0; i < rows.length; i += 1) counts[codes[rows[i]] + 1] += 1;
}

function countUpTo(days, day, rows) {
  let n = 0;
  for (let i = 0; i < rows.length; i += 1) if (days[rows[i]] <= day) n += 1;
  return n;
}

// Code -> number, of what occurs; what is missing counts under its own name in the view's filters.
function countsOf({ values, counts }) {
  const found = {};
  counts.forEach((n, at) => {
    const code = at > 0 ? values[at - 1] ?? NOT_STATED : NOT_STATED;
    if (n) found[code] = (found[code] || 0) + n;
  });
  return found;
}

// Whether a perspective hears any of some voices; "all" hears every one but chosen claimants, whom it has already.
function heard(view, voices) {
  return view.perspective === "all" ? !voices.every(isChosen) : voices.includes(view.perspective);
}

function push(map, key, value) {
  if (map.has(key)) map.get(key).push(value);
  else map.set(key, [value]);
}

// The table of a language: all travel with the payload, so that a switch asks nobody.
function wordsIn(payload, ui) {
  return payload.words[ui] || payload.words.en;
}
