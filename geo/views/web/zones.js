// The zones: those announced, as they travel, and those of held places, made for the day that asks. A zone of held
// places is the ground of what one side holds in one perspective; it is a new one on each day on which that changes.
// The twin of geo/front/zones.py; a test compares the two.

const HELD = 0;
const MOST_KEPT = 48;

class Zones {
  constructor(payload, model) {
    this.announced = new Table(payload.zones);
    this.model = model;
    this.turns = payload.holdings;
    this.cover = model.cells;
    this.kept = new Map();
    let number = this.announced.length;
    this.groups = payload.holdings.groups.map((group, at, all) => {
      const end = at + 1 < all.length ? all[at + 1].begins : payload.holdings.from.length;
      const made = { ...group, ends: end, first: number, days: this._days(group.begins, end) };
      number += made.days.length;
      return made;
    });
    this.length = number;
  }

  _days(begin, end) {
    const days = new Set();
    for (let turn = begin; turn < end; turn += 1) days.add(this.turns.from[turn]);
    return Int32Array.from([...days].sort((a, b) => a - b));
  }

  // Zones that hold at the end of the view's day.
  at(view) {
    const found = [];
    const { announced } = this;
    for (let row = 0; row < announced.length; row += 1) {
      const end = announced.get("to", row);
      const holds = announced.get("from", row) <= view.day && (end === null || view.day < end);
      if (holds && announced.get("clock", row) === view.clock && heard(view, [announced.get("perspective", row)])) found.push(row);
    }
    for (const group of this.groups) {
      if (group.clock !== view.clock || !heard(view, [group.perspective])) continue;
      const segment = bisect(group.days, view.day + 1) - 1;
      if (segment >= 0 && this._zone(group.first + segment)) found.push(group.first + segment);
    }
    return found;
  }

  // Days on which a zone that a view shows begins, changes or ends.
  changes(view) {
    const stops = new Set();
    for (let row = 0; row < this.announced.length; row += 1) {
      if (this.announced.get("clock", row) !== view.clock || !heard(view, [this.announced.get("perspective", row)])) continue;
      stops.add(this.announced.get("from", row));
      const end = this.announced.get("to", row);
      if (end !== null) stops.add(end);
    }
    for (const group of this.groups) {
      if (group.clock !== view.clock || !heard(view, [group.perspective])) continue;
      const holds = this._present(group);
      group.days.forEach((day, segment) => (holds[segment] || (segment > 0 && holds[segment - 1])) && stops.add(day));
    }
    return stops;
  }

  // Of each segment of a group, whether anything is held in it.
  _present(group) {
    if (group.present) return group.present;
    const steps = new Int32Array(group.days.length + 1);
    for (let turn = group.begins; turn < group.ends; turn += 1) {
      if (this.turns.state[turn] !== HELD) continue;
      steps[bisect(group.days, this.turns.from[turn])] += 1;
      steps[bisect(group.days, this.turns.to[turn])] -= 1;
    }
    group.present = new Uint8Array(group.days.length);
    for (let segment = 0, count = 0; segment < group.days.length; segment += 1) {
      count += steps[segment];
      group.present[segment] = count > 0 ? 1 : 0;
    }
    return group.present;
  }

  get(name, row) {
    return row < this.announced.length ? this._announced(name, row) : this._zone(row)[name];
  }

  _announced(name, row) {
    if (name === "shape" || name === "strip") return this.model[`${name}s`][this.announced.get(name, row) ?? -1] ?? null;
    return this.announced.get(name, row);
  }

  // All of a zone, to be read from.
  record(row) {
    return row < this.announced.length ? { ...this.announced.record(row), shape: this.get("shape", row), strip: this.get("strip", row) } : this._zone(row);
  }

  // The places of a zone of held places, as numbers of the coverage; none for an announced one.
  placesOf(row) {
    return row < this.announced.length ? new Uint8Array(0) : this._zone(row).marked;
  }

  _zone(row) {
    if (this.kept.has(row)) return this.kept.get(row);
    const group = this.groups.find((one) => row >= one.first && row < one.first + one.days.length);
    const segment = row - group.first;
    const day = group.days[segment];
    const next = segment + 1 < group.days.length ? group.days[segment + 1] : null;
    const turns = [];
    let settlements = 0;
    for (let turn = group.begins; turn < group.ends; turn += 1) {
      if (this.turns.from[turn] > day || this.turns.to[turn] <= day) continue;
      turns.push(turn);
      if (this.turns.state[turn] === HELD) settlements += 1;
    }
    const zone = settlements ? new HeldZone(this, group, turns, { row, from: day, to: next, settlements }) : null;
    if (this.kept.size >= MOST_KEPT) this.kept.delete(this.kept.keys().next().value);
    this.kept.set(row, zone);
    return zone;
  }
}

// What a zone of held places tells; the costly parts are made when first asked for.
class HeldZone {
  constructor(zones, group, turns, { row, from, to, settlements }) {
    const voices = { RU: "claimed", UA: "claimed", assessed: "assessed" };
    Object.assign(this, { row, from, to, settlements, side: group.side, perspective: group.perspective, clock: group.clock,
      depth: null, listed: [], status: "", note: "", strip: null });
    Object.defineProperties(this, { zones: { value: zones }, turns: { value: turns } });
    this.kind = voices[group.perspective] || this._chosenKind();
    this.class = `zone-${this.kind}-${group.side}`;
  }

  // Of claimants that somebody chose: assessed where none of them fights.
  _chosenKind() {
    const { events } = this.zones.model;
    const assessing = new Set(["independent", "media"]);
    return this._support().every((row) => assessing.has(events.get("side", row))) ? "assessed" : "claimed";
  }

  _held() {
    const { state } = this.zones.turns;
    return this.turns.filter((turn) => state[turn] === HELD);
  }

  _slice(turns, log, begins, ends) {
    const { turns: told } = this.zones;
    return turns.flatMap((turn) => Array.from(told[log].subarray ? told[log].subarray(told[begins][turn], told[ends][turn]) : told[log].slice(told[begins][turn], told[ends][turn])));
  }

  _support() {
    return this._slice(this._held(), "support", "s0", "s1");
  }

  _idsOf(turns) {
    return turns.map((turn) => this.zones.cover.places[this.zones.turns.place[turn]]).sort();
  }

  _once(name, make) {
    const value = make();
    Object.defineProperty(this, name, { value, enumerable: true });
    return value;
  }

  get marked() {
    return this._once("marked", () => {
      const marked = new Uint8Array(this.zones.cover.places.length);
      for (const turn of this._held()) marked[this.zones.turns.place[turn]] = 1;
      return marked;
    });
  }

  get shape() {
    return this._once("shape", () => this.zones.cover.shape(this.marked));
  }

  get area() {
    return this._once("area", () => this._held().reduce((sum, turn) => sum + this.zones.cover.area[this.zones.turns.place[turn]], 0));
  }

  get events() {
    return this._once("events", () => {
      const rows = [...this._slice(this.turns, "support", "s0", "s1"), ...this._slice(this.turns, "against", "a0", "a1")];
      return [...new Set(rows)].sort((a, b) => a - b);
    });
  }

  get against() {
    return this._once("against", () => {
      const support = new Set(this._support());
      return this.events.filter((row) => !support.has(row));
    });
  }

  get disputed() {
    const { a0, a1 } = this.zones.turns;
    return this._once("disputed", () => this._idsOf(this._held().filter((turn) => a1[turn] > a0[turn])));
  }

  get denied() {
    return this._once("denied", () => this._idsOf(this._held().filter((turn) => this.zones.turns.denied[turn])));
  }

  // Who claims it and when: the names sorted, and the first and last day on which they said so.
  get told() {
    return this._once("told", () => {
      const { events, toldOn } = this.zones.model;
      const by = events.columns.by;
      const names = new Set();
      let [first, last] = [NEVER, -NEVER];
      for (const row of this._support()) {
        names.add(by.at(row) ?? NOT_STATED);
        const day = toldOn[row];
        if (day < first) first = day;
        if (day > last) last = day;
      }
      return { names: [...names].sort(), first, last };
    });
  }

  get claimed_by() {
    return this.told.names;
  }

  get claimed_from() {
    return this.told.first;
  }

  get claimed_to() {
    return this.told.last;
  }

  get known() {
    return this.told.last;
  }
}
