// Where two frames disagree: the ground of the places that their zones give to different hands.

const DIFFERENCE_DASH = [10, 4, 2, 4];

class Difference {
  constructor(model) {
    Object.assign(this, { model, key: null, found: null });
  }

  // The number of such places, their ground together, and those that have none to draw. Made when the zones change.
  of(one, other) {
    const key = [one, other].map((frame) => frame.zones.join()).join(" ");
    if (key !== this.key) Object.assign(this, { key, found: this._made(one, other) });
    return this.found;
  }

  _made(one, other) {
    const { cells } = this.model;
    const [first, second] = [this._holders(one), this._holders(other)];
    const marked = Uint8Array.from(first, (holders, place) => (holders === second[place] ? 0 : 1));
    return { count: marked.reduce((sum, differs) => sum + differs, 0), shape: cells.shape(marked),
      loose: cells.places.filter((_, place) => marked[place] && !cells.grounds[place]) };
  }

  // Of each place the sides that the zones of a frame give it to, a bit each.
  _holders(frame) {
    const { zones, cells, payload } = this.model;
    const holders = new Uint8Array(cells.places.length);
    for (const row of frame.zones) {
      const bit = 1 << payload.style.order.sides.indexOf(zones.get("side", row));
      zones.placesOf(row).forEach((held, place) => {
        if (held) holders[place] |= bit;
      });
    }
    return holders;
  }
}

function drawDifference(ctx, camera, model, { shape, loose }, ink) {
  if (shape && camera.sees(shape.box)) {
    strokeShape(ctx, camera, shape, { color: ink.halo, width: 5.5 });
    strokeShape(ctx, camera, shape, { color: ink.text, width: 2.4, dash: DIFFERENCE_DASH });
  }
  for (const place of loose) {
    const row = model.places.get(place);
    if (row === undefined) continue;
    const [x, y] = [camera.x(model.spots[2 * row]), camera.y(model.spots[2 * row + 1])];
    if (camera.holds(x, y, 12)) drawRing(ctx, x, y, 12, ink);
  }
}
