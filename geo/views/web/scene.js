// The scene: draws the base map and one frame. What is drawn, and where, is kept for hover and click.

function drawBase(ctx, camera, base, ink) {
  ctx.fillStyle = ink.water;
  ctx.fillRect(0, 0, camera.width, camera.height);
  fillShape(ctx, camera, base.land, ink.land);
  fillShape(ctx, camera, base.lakes, ink.water);
  strokeShape(ctx, camera, base.rivers, { color: ink.river, width: camera.zoom >= 9 ? 1.4 : 0.8 });
  for (const region of base.regions) {
    if (camera.sees(region.shape.box)) {
      strokeShape(ctx, camera, region.shape, { color: ink.region, width: 0.8, dash: [5, 4] });
    }
  }
  strokeShape(ctx, camera, base.borders, { color: ink.halo, width: 4.5 });
  strokeShape(ctx, camera, base.borders, { color: ink.border, width: 1.6 });
}

const SHORTEST_ARROW = 22;

class Scene {
  constructor(model, ink) {
    this.model = model;
    this.ink = ink;
    this.style = model.payload.style;
    this.hits = [];
    this.arrows = [];
    this.stacks = [];
    this.marked = new Map();
  }

  side(code) {
    const kept = this.style.sides[code] || this.style.sides.other;
    return this.ink.dark ? { ink: onDark(kept.ink), tint: withAlpha(onDark(kept.ink), 0.35) } : kept;
  }

  look(name) {
    const look = this.style.classes[name];
    return { ...look, edge: this.ink.dark ? onDark(look.edge) : look.edge };
  }

  corners(type) {
    return this.style.shapes[this.style.types[type].shape];
  }

  // `covered()` is asked once all classes are drawn, so that the legend can follow them first: boxes of the canvas on
  // which the page lies; nothing is written under them.
  draw(ctx, camera, frame, view, selected, covered) {
    this.hits = [];
    this.arrows = [];
    this._tints(ctx, camera, frame);
    const zones = this._zoneOrder(frame.zones);
    const onBorder = (row) => this.model.zones.get("shape", row) === null;
    for (const row of zones.filter((one) => !onBorder(one))) this._zone(ctx, camera, row);
    this._overlaps(ctx, camera, frame.zones);
    this._contested(ctx, camera, frame.zones, view);
    this._borders(ctx, camera);
    zones.filter(onBorder).forEach((row, at) => this._zone(ctx, camera, row, at));
    if (this.outline) this.outline(ctx, camera);
    const labels = new Labels(ctx, camera, this.ink);
    const told = new Set();
    for (const advance of frame.advances) {
      if (this._advance(ctx, camera, advance, labels)) for (const row of advance.events) told.add(row);
    }
    this.marked = this._unmarked(frame, told);
    this._marks(ctx, camera, frame, view, labels, selected);
    camera.covered = covered();
    for (const [left, top, right, bottom] of camera.covered) labels.block(left, top, right - left, bottom - top);
    this._counts(ctx, camera, frame, view, labels);
    this._names(view, camera, labels);
    labels.draw();
  }

  // In the classes' own order: the surer lie below and never hide the less sure.
  _zoneOrder(rows) {
    const order = (row) => this.style.classes[this.model.zones.get("class", row)].order;
    return [...rows].sort((a, b) => order(a) - order(b) || a - b);
  }

  // Notes on one stretch of border share it: the second one's dots stand between the first one's.
  _zone(ctx, camera, row, turn = 0) {
    const { zones } = this.model;
    const look = this.look(zones.get("class", row));
    const [shape, strip] = [zones.get("shape", row), zones.get("strip", row)];
    const seen = (shape && camera.sees(shape.box)) || (strip && camera.sees(strip.box));
    if (!seen) return;
    paintArea(ctx, camera, shape, look, this.ink);
    if (strip && !shape && turn === 0) {
      strokeShape(ctx, camera, strip, { color: this.ink.halo, width: 6.5 });
      strokeShape(ctx, camera, strip, { color: this.ink.border, width: 1.2 });
    }
    const edge = edgeOf(look, shape ? 1 : 1.5);
    const period = edge.dash.reduce((sum, part) => sum + part, 0);
    strokeShape(ctx, camera, shape || strip, { ...edge, shift: (turn % 2) * period * 0.5 });
    this.hits.push({ kind: "zone", row, shape, strip });
  }

  _tints(ctx, camera, frame) {
    for (const id of frame.areas.keys()) {
      const region = this.model.regions.get(id);
      if (!camera.sees(region.shape.box)) continue;
      fillShape(ctx, camera, region.shape, withAlpha(this.ink.dark ? "#ffffff" : this.style.neutral.ink, 0.07));
    }
  }

  // The state border stays readable over any zone.
  _borders(ctx, camera) {
    strokeShape(ctx, camera, this.model.base.borders, { color: this.ink.border, width: 1.6 });
  }

  // Ground that two sides are said to hold: both hatches crossed, in nobody's colour.
  _overlaps(ctx, camera, rows) {
    const { zones } = this.model;
    for (const pair of this.model.overlapsOf(rows)) {
      const [one, other] = pair.map((row) => zones.get("shape", row));
      paintOverlap(ctx, camera, one, other, this.look("zone-disputed"), this.ink);
    }
  }

  // Side by side the overlap of the zones shows contested ground; in one perspective its places do.
  _contested(ctx, camera, zones, view) {
    if (view.perspective === "all") return;
    for (const { id } of contestedGround(this.model, zones)) {
      const shape = this.model.cells.get(id);
      if (!camera.sees(shape.box)) continue;
      const look = this.look("zone-disputed");
      paintArea(ctx, camera, shape, look, this.ink);
      strokeShape(ctx, camera, shape, edgeOf(look));
    }
  }

  // A record that tells of a drawn arrow, or whose claim is struck, has no mark of its own.
  _unmarked(frame, told) {
    const { events } = this.model;
    const marked = new Map();
    for (const [place, rows] of frame.spots) {
      const own = rows.filter((row) => !told.has(row) && !(frame.struck.has(place) && events.get("type", row) === "capture"));
      if (own.length) marked.set(place, own);
    }
    return marked;
  }

  // Where an arrow is too short to read at this zoom, its records keep their mark instead.
  _advance(ctx, camera, advance, labels) {
    if (!advance.start) return false;
    const [ax, ay] = this.model.geometry.point(...advance.start);
    const [bx, by] = this.model.geometry.point(...advance.end);
    const from = [camera.x(ax), camera.y(ay)];
    const to = [camera.x(bx), camera.y(by)];
    if (Math.hypot(to[0] - from[0], to[1] - from[1]) < SHORTEST_ARROW) return false;
    drawArrow(ctx, from, to, this.look(advance.class), this.ink);
    labels.block((from[0] + to[0]) / 2 - 4, (from[1] + to[1]) / 2 - 4, 8, 8);
    this.hits.push({ kind: "advance", advance, from, to });
    this.arrows.push(advance);
    return true;
  }

  _marks(ctx, camera, frame, view, labels, selected) {
    const { spots, places } = this.model;
    const seen = [];
    for (const [place, rows] of frame.spots) {
      const x = camera.x(spots[2 * rows[0]]);
      const y = camera.y(spots[2 * rows[0] + 1]);
      if (camera.holds(x, y, 20)) seen.push({ place, rows, x, y });
    }
    const { single, stacks } = stacked(seen, camera);
    this._stacks(ctx, stacks, labels, selected);
    for (const { place, rows, x, y } of single) {
      const marked = this.marked.get(place);
      if (marked) this._mark(ctx, camera, x, y, marked, selected === place, labels);
      else if (selected === place) drawRing(ctx, x, y, 13, this.ink);
      if (!frame.struck.has(place)) labels.add({ text: this._placeName(rows[rows.length - 1], view), x, y, rank: 2, bold: true, gap: 11 });
      this.hits.push({ kind: "place", place, rows, x, y });
    }
    for (const [place, { side, rows }] of frame.struck) {
      const row = places.get(place);
      const x = camera.x(spots[2 * row]);
      const y = camera.y(spots[2 * row + 1]);
      if (!camera.holds(x, y, 20)) continue;
      const mark = { corners: this.style.shapes.square, side: this.side(side), look: this.style.statuses.denied };
      drawMark(ctx, x, y, { ...mark, ink: this.ink, chosen: selected === place, r: 6 });
      labels.block(x - 8, y - 8, 16, 16);
      labels.add({ text: this._placeName(row, view), x, y, rank: 2, bold: true, gap: 11 });
      if (!frame.spots.has(place)) this.hits.push({ kind: "place", place, rows, x, y });
    }
  }

  // A click on a stack finds all its places in the same spot.
  _stacks(ctx, stacks, labels, selected) {
    this.stacks = stacks;
    for (const stack of stacks) {
      const chosen = stack.members.some(({ place }) => place === selected);
      const shares = sharesOf(stack, this.model.events, [...this.style.order.sides, "other"]);
      const r = drawStack(ctx, stack, shares, (side) => this.side(side).ink, this.ink, chosen);
      labels.block(stack.x - r - 3, stack.y - r - 3, 2 * r + 6, 2 * r + 6);
      for (const { place, rows } of stack.members) {
        this.marked.delete(place);
        this.hits.push({ kind: "place", place, rows, x: stack.x, y: stack.y });
      }
    }
  }

  _mark(ctx, camera, x, y, rows, chosen, labels) {
    const { events } = this.model;
    const top = rows[rows.length - 1];
    this._uncertainty(ctx, camera, x, y, top);
    const denied = rows.find((row) => events.get("status", row) === "denied") ?? top;
    const look = this.style.statuses[events.get("status", denied)];
    const mark = { corners: this.corners(events.get("type", top)), side: this.side(events.get("actor", top)), look };
    drawMark(ctx, x, y, { ...mark, ink: this.ink, chosen });
    if (rows.length > 1) drawCount(ctx, x + 10, y + 10, rows.length, this.ink, 8);
    labels.block(x - 8, y - 8, 16, 16);
  }

  // A happening near a place, or in some direction from it, has a halo or a sector, not a sharper dot.
  _uncertainty(ctx, camera, x, y, row) {
    const { events } = this.model;
    const km = events.get("uncertainty", row) || events.get("distance", row);
    const relation = events.get("relation", row);
    if (!km || relation === "at") return;
    const [lon, lat] = [events.get("lon", row), events.get("lat", row)];
    const pixels = (km / (40075 * Math.cos((lat * Math.PI) / 180))) * 256 * camera.scale;
    if (lon === null || pixels < 8) return;
    const bearing = events.get("bearing", row);
    ctx.beginPath();
    if (relation === "bearing" && bearing !== null) {
      const middle = ((bearing - 90) * Math.PI) / 180;
      ctx.moveTo(x, y);
      ctx.arc(x, y, pixels, middle - Math.PI / 8, middle + Math.PI / 8);
      ctx.closePath();
    } else {
      ctx.arc(x, y, pixels, 0, 2 * Math.PI);
    }
    ctx.fillStyle = withAlpha(this.side(events.get("actor", row)).ink, 0.14);
    ctx.fill();
  }

  _counts(ctx, camera, frame, view, labels) {
    for (const [id, rows] of frame.areas) {
      const region = this.model.regions.get(id);
      const at = camera.anchor(region.anchors);
      if (!at) continue;
      const [x, y] = [camera.x(at[0]), camera.y(at[1])];
      drawCount(ctx, x, y, rows.length, this.ink, 12);
      labels.block(x - 14, y - 14, 28, 28);
      this.hits.push({ kind: "area", id, rows, x, y, shape: region.shape });
    }
  }

  _names(view, camera, labels) {
    const { base } = this.model;
    for (const country of base.countries) {
      if (camera.zoom <= 9) labels.addAt(country.name, country.at, { rank: 0, size: 15, spaced: true, center: true, soft: true });
    }
    for (const region of base.regions) {
      const at = camera.zoom >= 6.5 && region.country ? camera.anchor(region.anchors) : null;
      if (at) labels.addAt(named(region, view.lang), at, { rank: 1.5, size: 12, center: true, soft: true, gap: 24 });
    }
    const least = camera.zoom < 7 ? 200000 : camera.zoom < 8 ? 60000 : camera.zoom < 9 ? 12000 : camera.zoom < 10 ? 2500 : 0;
    for (const place of base.places) {
      if (place.population < least && !(place.told && camera.zoom >= 10)) continue;
      labels.addAt(named(place, view.lang), place.at, { rank: place.population > 50000 ? 1 : 4, size: place.population > 50000 ? 12.5 : 11, dot: true, gap: 6 });
    }
  }

  _placeName(row, view) {
    return placeName(this.model, row, view.lang);
  }

  // What lies under a point of the canvas: the smallest thing first.
  at(point, camera, reach) {
    let best = null;
    for (const hit of this.hits) {
      if (hit.kind !== "place" && hit.kind !== "area") continue;
      const far = Math.hypot(hit.x - point.x, hit.y - point.y);
      if (far < reach + (hit.kind === "area" ? 4 : 0) && (!best || far < best.far)) best = { ...hit, far };
    }
    if (best) return best;
    const x = camera.worldX(point.x);
    const y = camera.worldY(point.y);
    const under = this.hits.filter((hit) => hit.kind === "advance" && nearArrow(hit, point) < 6);
    if (under.length) return under[0];
    const strip = this.hits.find((hit) => hit.strip && hit.strip.distance(x, y) * camera.scale < 7);
    if (strip) return strip;
    const zones = this.hits.filter((hit) => hit.kind === "zone" && hit.shape && hit.shape.has(x, y));
    if (zones.length) return { kind: "zones", rows: zones.map((hit) => hit.row) };
    return this.hits.find((hit) => hit.kind === "area" && hit.shape.has(x, y)) || null;
  }
}

// The place of a record in a language where the base map knows it, as the record names it where not.
function placeName({ events, base }, row, lang) {
  const place = base.byId.get(events.get("place_id", row));
  return place ? named(place, lang) : events.get("place", row) || "";
}

// Region and country of a record, in the language of the words.
function regionName({ events, regions, words }, row) {
  const told = events.get("admin1", row);
  const region = [...regions.values()].find((one) => one.name === told);
  return [region ? named(region, words.lang) : told, words.countries[events.get("country", row)]].filter(Boolean).join(", ");
}

function named(thing, lang) {
  return (lang !== "en" && thing[`name_${lang}`]) || thing.name;
}

// The accents are made for a light map; on a dark one they are lightened until they carry as text would.
function onDark(hex) {
  const channels = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  let mixed = channels;
  for (let share = 0; share <= 0.8 && brightness(mixed) < 0.32; share += 0.05) {
    mixed = channels.map((value) => Math.round(value + (255 - value) * share));
  }
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function brightness(channels) {
  const [r, g, b] = channels.map((value) => (value / 255) ** 2.2);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function withAlpha(hex, alpha) {
  return hex.startsWith("#") && hex.length === 7 ? hex + Math.round(alpha * 255).toString(16).padStart(2, "0") : hex;
}

function nearArrow(hit, point) {
  const dx = hit.to[0] - hit.from[0];
  const dy = hit.to[1] - hit.from[1];
  const along = ((point.x - hit.from[0]) * dx + (point.y - hit.from[1]) * dy) / (dx * dx + dy * dy || 1);
  const held = Math.max(0, Math.min(1, along));
  return Math.hypot(hit.from[0] + held * dx - point.x, hit.from[1] + held * dy - point.y);
}
