// The ground of any set of places, put together from the lines between their cells: geo/views/topology.py.

class Coverage {
  constructor(raw, geometry, unit = UNIT) {
    const { at, length, sides, ends } = raw;
    this.places = raw.place;
    this.area = raw.area;
    this.sides = sides;
    this.ends = ends;
    this.begins = runningSum(length);
    this.points = geometry.ring(at, unit);
    this.cells = new Map();
    this.numbers = new Map(this.places.map((id, number) => [id, number]));
    const grounds = new Set(sides);
    this.grounds = this.places.map((_, number) => grounds.has(number));
  }

  has(id) {
    return this.grounds[this.numbers.get(id)] === true;
  }

  // The ground of one place.
  get(id) {
    if (!this.cells.has(id)) {
      const held = new Uint8Array(this.places.length);
      held[this.numbers.get(id)] = 1;
      this.cells.set(id, this.shape(held));
    }
    return this.cells.get(id);
  }

  // The lines between places of which `apart(one, other)` is true.
  between(apart) {
    const lines = [];
    for (let arc = 0; arc < this.sides.length / 2; arc += 1) {
      const [a, b] = [this.sides[2 * arc], this.sides[2 * arc + 1]];
      if (a >= 0 && b >= 0 && apart(this.places[a], this.places[b])) lines.push(this.points.subarray(2 * this.begins[arc], 2 * this.begins[arc + 1]));
    }
    return lines;
  }

  // The united ground of the places marked 1, or null where none has any.
  shape(held) {
    const outline = [];
    for (let arc = 0; arc < this.sides.length / 2; arc += 1) {
      const [a, b] = [this.sides[2 * arc], this.sides[2 * arc + 1]];
      if ((a >= 0 && held[a] === 1) !== (b >= 0 && held[b] === 1)) outline.push(arc);
    }
    return outline.length ? new Shape(this._rings(outline), true) : null;
  }

  // Arcs joined end to end. At every node an even number of them meet, so that each walk comes back.
  _rings(outline) {
    const open = new Map();
    for (const arc of outline) {
      push(open, this.ends[2 * arc], arc);
      if (this.ends[2 * arc] !== this.ends[2 * arc + 1]) push(open, this.ends[2 * arc + 1], arc);
    }
    const used = new Set();
    const rings = [];
    for (const first of outline) {
      if (used.has(first)) continue;
      const walk = [];
      const home = this.ends[2 * first];
      let [arc, node] = [first, home];
      while (arc !== undefined) {
        used.add(arc);
        const back = this.ends[2 * arc] !== node;
        walk.push([arc, back]);
        node = this.ends[2 * arc + (back ? 0 : 1)];
        arc = node === home ? undefined : open.get(node).find((one) => !used.has(one));
      }
      rings.push(this._ring(walk));
    }
    return rings;
  }

  _ring(walk) {
    const size = walk.reduce((sum, [arc]) => sum + this.begins[arc + 1] - this.begins[arc] - 1, 0);
    const ring = new Float64Array(2 * size);
    let at = 0;
    for (const [arc, back] of walk) {
      const [begin, end] = [this.begins[arc], this.begins[arc + 1]];
      for (let step = 0; step < end - begin - 1; step += 1) {
        const point = back ? end - 1 - step : begin + step;
        ring[at] = this.points[2 * point];
        ring[at + 1] = this.points[2 * point + 1];
        at += 2;
      }
    }
    return ring;
  }
}
