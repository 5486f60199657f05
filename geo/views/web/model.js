// The model: columns of the payload, and what a view selects from them. No drawing, no page here.

class Column {
  // A column is a plain array, or {v: distinct values, c: code of each row, -1 for none}.
  constructor(raw) {
    this.values = Array.isArray(raw) ? null : raw.v;
    this.rows = Array.isArray(raw) ? raw : raw.c;
  }

  at(row) {
    const value = this.rows[row];
    if (this.values === null) return value;
    return value < 0 ? null : this.values[value];
  }
}

class Table {
  constructor(raw) {
    this.columns = {};
    for (const [name, column] of Object.entries(raw)) this.columns[name] = new Column(column);
    const first = Object.values(this.columns)[0];
    this.length = first ? first.rows.length : 0;
  }

  get(name, row) {
    return this.columns[name].at(row);
  }

  record(row) {
    const out = { row };
    for (const [name, column] of Object.entries(this.columns)) out[name] = column.at(row);
    return out;
  }
}

const NEVER = 2 ** 30;

// Rows in order of their day, so that a window is one slice found by bisection.
function byDay(table, name) {
  const days = Int32Array.from({ length: table.length }, (_, row) => table.get(name, row) ?? NEVER);
  const order = Uint32Array.from(days.keys()).sort((a, b) => days[a] - days[b] || a - b);
  return { order, days: Int32Array.from(order, (row) => days[row]) };
}

function bisect(days, day) {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle] < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

class Model {
  // The axis reaches as far as the record and the view do.
  constructor(payload, view) {
    this.payload = payload;
    this.words = payload.words;
    this.first = Math.min(payload.first, view.from, view.day);
    this.last = Math.max(payload.last, view.to - 1, view.day);
    this.geometry = new Geometry(payload.base.bbox);
    this.events = new Table(payload.events);
    this.zones = new Table(payload.zones);
    this.moves = new Table(payload.moves);
    this.order = { known: byDay(this.events, "on_known"), happened: byDay(this.events, "on_happened") };
    this.shapes = payload.shapes.map((shape) => (shape ? this.geometry.area(shape) : null));
    this.overlaps = new Set(payload.overlaps.map((pair) => pair.join(" ")));
    this.cells = new Map(Object.entries(payload.cells).map(([id, area]) => [id, this.geometry.area(area)]));
    this.strips = payload.strips.map((lines) => this.geometry.lines(lines));
    this.rowOf = new Map();
    this.told = new Map();
    this.spots = new Float64Array(this.events.length * 2).fill(NaN);
    for (let row = 0; row < this.events.length; row += 1) this._index(row);
    this.places = new Map();
    for (let row = this.events.length - 1; row >= 0; row -= 1) {
      const place = this.events.get("place_id", row);
      if (place !== null && !Number.isNaN(this.spots[2 * row])) this.places.set(place, row);
    }
    this.regions = new Map([...payload.base.areas, ...payload.base.regions].map((region) => [region.id, this._region(region)]));
  }

  _index(row) {
    const { events } = this;
    this.rowOf.set(events.get("id", row), row);
    const key = events.get("key", row);
    if (!this.told.has(key)) this.told.set(key, []);
    this.told.get(key).push(row);
    const lon = events.get("lon", row);
    if (lon !== null) [this.spots[2 * row], this.spots[2 * row + 1]] = this.geometry.point(lon, events.get("lat", row));
  }

  _region(region) {
    return { ...region, shape: this.geometry.area(region.area), anchors: region.anchors.map((at) => this.geometry.point(...at)) };
  }

  // Days on which something changes for a view: the stops of "next change".
  changes(view) {
    const stops = new Set();
    for (let i = 0; i < this.zones.length; i += 1) {
      if (this._zoneOf(view, i)) {
        stops.add(this.zones.get("from", i));
        const end = this.zones.get("to", i);
        if (end !== null) stops.add(end);
      }
    }
    return [...stops].filter((day) => day >= this.first && day <= this.last).sort((a, b) => a - b);
  }

  _zoneOf(view, i) {
    return heard(view, [this.zones.get("perspective", i)]) && this.zones.get("clock", i) === view.clock;
  }

  zonesAt(view) {
    const found = [];
    for (let i = 0; i < this.zones.length; i += 1) {
      const end = this.zones.get("to", i);
      const holds = this.zones.get("from", i) <= view.day && (end === null || view.day < end);
      if (holds && this._zoneOf(view, i)) found.push(i);
    }
    return found;
  }

  // Whether a perspective shows a record as a mark; "all" shows every one.
  seen(view, row) {
    return view.perspective === "all" || this.events.get("seen", row).includes(view.perspective);
  }

  passes(view, row) {
    const { events } = this;
    return (
      (!view.sides.length || view.sides.includes(events.get("actor", row))) &&
      (!view.types.length || view.types.includes(events.get("type", row))) &&
      (!view.statuses.length || view.statuses.includes(events.get("status", row)))
    );
  }

  // Whether a record had been told by the day of the view, for as long as that matters.
  toldBy(view, row) {
    return view.clock !== "known" || (this.events.get("on_known", row) ?? NEVER) <= view.day;
  }

  // Under the known clock nothing told after the day is there, however far the window reaches.
  frame(view) {
    const { order, days } = this.order[view.clock];
    const end = view.clock === "known" ? Math.min(view.to, view.day + 1) : view.to;
    const counts = { actor: {}, type: {}, status: {} };
    const events = [];
    let hidden = 0;
    let others = 0;
    for (let i = bisect(days, view.from); i < days.length && days[i] < end; i += 1) {
      const row = order[i];
      if (!this.seen(view, row)) {
        others += 1;
        continue;
      }
      for (const field of ["actor", "type", "status"]) {
        const code = this.events.get(field, row);
        counts[field][code] = (counts[field][code] || 0) + 1;
      }
      if (this.passes(view, row)) events.push(row);
      else hidden += 1;
    }
    const shown = new Set(events);
    const zones = this.zonesAt(view);
    const advances = gather(this, view).filter((advance) => advance.events.some((row) => shown.has(row)));
    const struck = this._struck(zones);
    return { events, hidden, others, counts, zones, advances, struck, ...this._places(events) };
  }

  // Pairs of zones of two sides that share ground, told by the payload.
  overlapsOf(rows) {
    const pairs = [];
    rows.forEach((one, at) => {
      for (const other of rows.slice(at + 1)) {
        const shapes = [one, other].map((row) => this.zones.get("shape", row) ?? -1).sort((a, b) => a - b);
        if (this.zones.get("side", one) !== this.zones.get("side", other) && this.overlaps.has(shapes.join(" "))) pairs.push([one, other]);
      }
    });
    return pairs;
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
    for (const row of events) {
      const place = this.events.get("place_id", row);
      const area = this.events.get("precision", row) !== "populated_place";
      if (area && this.regions.has(place)) push(areas, place, row);
      else if (area || Number.isNaN(this.spots[2 * row])) listed.push(row);
      else push(spots, place || `row:${row}`, row);
    }
    return { spots, areas, listed };
  }

  // Reports by day and claimant side, for the histogram; under the same perspective and filters.
  histogram(view) {
    const bins = new Map();
    const { order, days } = this.order[view.clock];
    for (let i = 0; i < days.length && days[i] < NEVER; i += 1) {
      if (!this.seen(view, order[i]) || !this.passes(view, order[i])) continue;
      if (!bins.has(days[i])) bins.set(days[i], {});
      const bin = bins.get(days[i]);
      const side = this.events.get("side", order[i]);
      bin[side] = (bin[side] || 0) + 1;
    }
    return bins;
  }
}

// Whether a perspective hears any of some voices; "all" hears every one but chosen claimants, whom it has already.
function heard(view, voices) {
  return view.perspective === "all" ? !voices.every(isChosen) : voices.includes(view.perspective);
}

function push(map, key, value) {
  if (map.has(key)) map.get(key).push(value);
  else map.set(key, [value]);
}
