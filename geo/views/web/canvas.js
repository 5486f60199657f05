// A Leaflet layer that hands a canvas and a camera to a drawing function, and the strokes and hatches it uses.

// The map itself, without controls; both maps of a comparison are made so.
function plainMap(node, [west, south, east, north]) {
  const map = L.map(node, { zoomControl: false, attributionControl: false, zoomSnap: 0.25, zoomDelta: 0.5, wheelPxPerZoomLevel: 110,
    minZoom: 5, maxZoom: 13, maxBoundsViscosity: 0.8, ...(calm() ? { zoomAnimation: false, inertia: false } : {}) });
  map.setMaxBounds([[south, west], [north, east]]);
  return map;
}

// Whether the reader asked for less motion.
function calm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

// Boxes of a canvas on which some nodes of the page lie.
function coveredOn(camera, ground, nodes) {
  const middle = ground.getBoundingClientRect();
  const [left, top] = [camera.width * CANVAS_MARGIN - middle.left, camera.height * CANVAS_MARGIN - middle.top];
  return nodes.map((node) => node.getBoundingClientRect()).filter((box) => box.width > 0)
    .map((box) => [left + box.left, top + box.top, left + box.right, top + box.bottom]);
}

// Share of the window drawn around it, so that a short pan shows no edge; and that margin as a share of the canvas.
const CANVAS_PADDING = 0.12;
const CANVAS_MARGIN = CANVAS_PADDING / (1 + 2 * CANVAS_PADDING);

const CanvasLayer = L.Renderer.extend({
  initialize(geometry, draw, options) {
    L.Renderer.prototype.initialize.call(this, { padding: CANVAS_PADDING, ...options });
    this._geometry = geometry;
    this._paint = draw;
  },

  _initContainer() {
    this._container = el("canvas", { "aria-hidden": "true" });
    this._ctx = this._container.getContext("2d");
  },

  _destroyContainer() {
    L.DomUtil.remove(this._container);
    delete this._ctx;
  },

  // L.Renderer calls this for vector layers of its own; there are none here.
  _updatePaths() {},

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const ratio = window.devicePixelRatio || 1;
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._container.width = Math.round(size.x * ratio);
    this._container.height = Math.round(size.y * ratio);
    this._container.style.width = `${size.x}px`;
    this._container.style.height = `${size.y}px`;
    this.redraw();
  },

  // Leaflet adds a layer only once the map has an extent, and tells of the first one before that.
  ready() {
    return Boolean(this._map);
  },

  camera() {
    const scale = 2 ** this._map.getZoom();
    const corner = this._map.getPixelOrigin().add(this._bounds.min);
    const size = this._bounds.getSize();
    return new Camera(scale, this._geometry.origin[0] * scale - corner.x, this._geometry.origin[1] * scale - corner.y,
      size.x, size.y, this._map.getZoom());
  },

  redraw() {
    if (!this._ctx || !this._bounds) return;
    const ratio = window.devicePixelRatio || 1;
    this._ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const camera = this.camera();
    this._ctx.clearRect(0, 0, camera.width, camera.height);
    this._paint(this._ctx, camera, ratio);
  },

  // Position of a mouse event in this canvas's pixels.
  pointOf(event) {
    return event.layerPoint.subtract(this._bounds.min);
  },
});

class Camera {
  constructor(scale, dx, dy, width, height, zoom) {
    Object.assign(this, { scale, dx, dy, width, height, zoom });
  }

  x(worldX) {
    return worldX * this.scale + this.dx;
  }

  y(worldY) {
    return worldY * this.scale + this.dy;
  }

  worldX(x) {
    return (x - this.dx) / this.scale;
  }

  worldY(y) {
    return (y - this.dy) / this.scale;
  }

  sees(box, margin = 0) {
    return this.x(box[2]) > -margin && this.x(box[0]) < this.width + margin
      && this.y(box[3]) > -margin && this.y(box[1]) < this.height + margin;
  }

  holds(x, y, margin) {
    return x > -margin && y > -margin && x < this.width + margin && y < this.height + margin;
  }

  // Whether a box lies wholly in the window, not in the margin drawn around it.
  shows([left, top, right, bottom]) {
    const [x, y] = [this.width * CANVAS_MARGIN, this.height * CANVAS_MARGIN];
    return left >= x && top >= y && right <= this.width - x && bottom <= this.height - y;
  }

  // The first of some points that the window shows in the open; later ones nearest the middle.
  anchor(points) {
    const open = points.map((at) => [this.x(at[0]), this.y(at[1]), at]).filter(([x, y]) => this.shows([x - 45, y - 28, x + 45, y + 28])
      && !this.covered.some((box) => x > box[0] - 45 && x < box[2] + 45 && y > box[1] - 28 && y < box[3] + 28));
    if (!open.length) return null;
    if (open[0][2] === points[0]) return points[0];
    const far = ([x, y]) => Math.hypot(x - this.width / 2, y - this.height / 2);
    return open.reduce((best, next) => (far(next) < far(best) ? next : best))[2];
  }

  // Runs a drawing in world units: the path is scaled by the canvas, not point by point.
  within(ctx, draw) {
    ctx.save();
    ctx.transform(this.scale, 0, 0, this.scale, this.dx, this.dy);
    draw();
    ctx.restore();
  }
}

function fillShape(ctx, camera, shape, color) {
  ctx.fillStyle = color;
  camera.within(ctx, () => ctx.fill(shape.path, "evenodd"));
}

function strokeShape(ctx, camera, shape, { color, width, dash = [], cap = "butt", shift = 0 }) {
  ctx.save();
  ctx.strokeStyle = color;
  ctx.lineWidth = width / camera.scale;
  ctx.lineCap = cap;
  ctx.lineJoin = "round";
  ctx.setLineDash(dash.map((length) => length / camera.scale));
  ctx.lineDashOffset = shift / camera.scale;
  camera.within(ctx, () => ctx.stroke(shape.path));
  ctx.restore();
}

// Fill and hatch of a class of area. Hatching is laid in screen pixels, tied to the ground so that it does
// not swim in a pan.
function paintArea(ctx, camera, shape, look, ink) {
  if (!shape) return;
  if (look.fill) fillShape(ctx, camera, shape, ink.dark ? withAlpha(look.edge, 0.28) : withAlpha(look.fill, look.fill_opacity));
  if (look.hatch === "none") return;
  const tile = hatchTile(look.hatch, look.edge);
  const pattern = ctx.createPattern(tile, "repeat");
  const size = tile.width / PATTERN_RATIO;
  pattern.setTransform(new DOMMatrix().translate(camera.dx % size, camera.dy % size).scale(1 / PATTERN_RATIO));
  const placed = new Path2D();
  placed.addPath(shape.path, new DOMMatrix([camera.scale, 0, 0, camera.scale, camera.dx, camera.dy]));
  ctx.fillStyle = pattern;
  ctx.fill(placed, "evenodd");
}

function paintOverlap(ctx, camera, one, other, look, ink) {
  if (!camera.sees(one.box) || !camera.sees(other.box)) return;
  ctx.save();
  const placed = new Path2D();
  placed.addPath(one.path, new DOMMatrix([camera.scale, 0, 0, camera.scale, camera.dx, camera.dy]));
  ctx.clip(placed, "evenodd");
  paintArea(ctx, camera, other, look, ink);
  ctx.restore();
}

// Dashes are multiples of the line's width; the shortest ones are dots with round ends.
function edgeOf(look, weight = 1) {
  const width = look.edge_width * 1.2 * weight;
  return { color: look.edge, width, dash: look.dash.map((part) => part * width), cap: look.dash[0] < 1 ? "round" : "butt" };
}

const PATTERN_RATIO = 2;
const HATCH_SPACING = 10;
const tiles = new Map();

// A tile that repeats without a seam: lines at 45 degrees run from corner to corner of it.
function hatchTile(kind, color, spacing = HATCH_SPACING) {
  const key = `${kind} ${color} ${spacing}`;
  if (tiles.has(key)) return tiles.get(key);
  const size = spacing * PATTERN_RATIO;
  const tile = el("canvas", { width: size, height: size });
  const pen = tile.getContext("2d");
  pen.strokeStyle = color;
  pen.lineWidth = 1.1 * PATTERN_RATIO;
  const line = (x0, y0, x1, y1) => {
    pen.beginPath();
    pen.moveTo(x0, y0);
    pen.lineTo(x1, y1);
    pen.stroke();
  };
  for (const shift of [-size, 0, size]) {
    if (kind !== "back-diagonal") line(shift - 2, size + 2, shift + size + 2, -2);
    if (kind !== "diagonal") line(shift - 2, -2, shift + size + 2, size + 2);
  }
  tiles.set(key, tile);
  return tile;
}

// The palette of the page, light or dark, from its own CSS.
function inkOf(node) {
  const style = getComputedStyle(node);
  const read = (name) => style.getPropertyValue(`--fm-${name}`).trim();
  return {
    land: read("land"), water: read("water"), river: read("river"), line: read("line"), border: read("border"),
    text: read("text"), soft: read("soft"), halo: read("halo"), paper: read("paper"), region: read("region-line"),
    grey: read("grey"), pale: read("pale"), dark: read("dark") === "1",
  };
}
