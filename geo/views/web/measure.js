// Distance and area on the ground: WGS84 formulae, and the tool that takes points by mouse, touch or keyboard.

const EARTH_RADIUS_M = 6378137;
const EARTH_FLATTENING = 1 / 298.257223563;
const RADIANS = Math.PI / 180;

// Length of the geodesic between two [lon, lat], metres: T. Vincenty, Survey Review 23 (1975), inverse formula.
// Good to a millimetre but for points nearly opposite each other, which no map of a front holds.
function geodesicM([lon1, lat1], [lon2, lat2]) {
  const [f, a] = [EARTH_FLATTENING, EARTH_RADIUS_M];
  const b = a * (1 - f);
  const [u1, u2] = [lat1, lat2].map((lat) => Math.atan((1 - f) * Math.tan(lat * RADIANS)));
  const [sin1, cos1, sin2, cos2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  const apart = (lon2 - lon1) * RADIANS;
  let lambda = apart;
  let [sigma, sinSigma, cosSigma, cos2Alpha, cosMiddle] = [0, 0, 1, 0, 0];
  for (let turn = 0; turn < 200; turn += 1) {
    sinSigma = Math.hypot(cos2 * Math.sin(lambda), cos1 * sin2 - sin1 * cos2 * Math.cos(lambda));
    if (sinSigma === 0) return 0;
    cosSigma = sin1 * sin2 + cos1 * cos2 * Math.cos(lambda);
    sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cos1 * cos2 * Math.sin(lambda)) / sinSigma;
    cos2Alpha = 1 - sinAlpha ** 2;
    cosMiddle = cos2Alpha === 0 ? 0 : cosSigma - (2 * sin1 * sin2) / cos2Alpha;
    const c = (f / 16) * cos2Alpha * (4 + f * (4 - 3 * cos2Alpha));
    const before = lambda;
    lambda = apart + (1 - c) * f * sinAlpha * (sigma + c * sinSigma * (cosMiddle + c * cosSigma * (2 * cosMiddle ** 2 - 1)));
    if (Math.abs(lambda - before) < 1e-12) break;
  }
  const squared = (cos2Alpha * (a ** 2 - b ** 2)) / b ** 2;
  const big = 1 + (squared / 16384) * (4096 + squared * (squared * (320 - 175 * squared) - 768));
  const small = (squared / 1024) * (256 + squared * (squared * (74 - 47 * squared) - 128));
  const last = (small / 6) * cosMiddle * (4 * sinSigma ** 2 - 3) * (4 * cosMiddle ** 2 - 3);
  return b * big * (sigma - small * sinSigma * (cosMiddle + (small / 4) * (cosSigma * (2 * cosMiddle ** 2 - 1) - last)));
}

// Latitude on the sphere of the same area as the ellipsoid, radians: J. P. Snyder, USGS Professional Paper 1395, (3-11), (3-12).
function authalicLatitude(lat) {
  const e2 = EARTH_FLATTENING * (2 - EARTH_FLATTENING);
  const e = Math.sqrt(e2);
  const q = (sin) => (1 - e2) * (sin / (1 - e2 * sin ** 2) - Math.log((1 - e * sin) / (1 + e * sin)) / (2 * e));
  return Math.asin(Math.max(-1, Math.min(1, q(Math.sin(lat * RADIANS)) / q(1))));
}

const AUTHALIC_RADIUS_M = 6371007.180918;

// Area inside a ring of [lon, lat], square metres: the polygon of great circles on the authalic sphere.
function areaM2(ring) {
  const halves = ring.map(([, lat]) => Math.tan(authalicLatitude(lat) / 2));
  let excess = 0;
  ring.forEach(([lon], at) => {
    const next = (at + 1) % ring.length;
    const [one, other] = [halves[at], halves[next]];
    excess += 2 * Math.atan2(Math.tan(((ring[next][0] - lon) * RADIANS) / 2) * (one + other), 1 + one * other);
  });
  return Math.abs(excess) * AUTHALIC_RADIUS_M ** 2;
}

// Points of the great circle between two [lon, lat], the first left out: how a long leg is drawn.
function legPoints(from, to) {
  const [one, other] = [from, to].map(([lon, lat]) => [
    Math.cos(lat * RADIANS) * Math.cos(lon * RADIANS), Math.cos(lat * RADIANS) * Math.sin(lon * RADIANS), Math.sin(lat * RADIANS)]);
  const angle = Math.acos(Math.max(-1, Math.min(1, one.reduce((sum, part, at) => sum + part * other[at], 0))));
  const count = Math.ceil(angle / 0.006);
  return Array.from({ length: Math.max(count, 1) }, (_, at) => {
    if (at + 1 >= count) return to;
    const share = (at + 1) / count;
    const [x, y, z] = one.map((part, axis) => (Math.sin((1 - share) * angle) * part + Math.sin(share * angle) * other[axis]) / Math.sin(angle));
    return [Math.atan2(y, x) / RADIANS, Math.atan2(z, Math.hypot(x, y)) / RADIANS];
  });
}

// Whether an outline crosses itself, on the map's own plane; such an outline has no one inside.
function crossesItself(ring) {
  const at = ring.map(([lon, lat]) => mercator(lon, lat));
  const turn = (a, b, c) => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
  const edge = (number) => [at[number], at[(number + 1) % at.length]];
  for (let i = 0; i < at.length; i += 1) {
    for (let j = i + 2; j < at.length; j += 1) {
      if (i === 0 && j === at.length - 1) continue;
      const [[a, b], [c, d]] = [edge(i), edge(j)];
      if (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) return true;
    }
  }
  return false;
}

// As many digits as a hand on a screen can mean.
function measuredWords(value, lang, unit, finer) {
  if (finer && value < 1) return `${Math.round(value * 1000)} ${finer}`;
  const digits = value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0;
  return `${value.toLocaleString(lang === "en" ? "en-GB" : lang, { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`;
}

class Measure {
  // on.change() hears that the tool was taken up or put down.
  constructor(front, on) {
    const { ui } = front.model.words;
    Object.assign(this, { front, on, ui, kind: null, ended: false, points: [], keyed: false });
    const pane = front.map.createPane("fm-measure");
    pane.style.zIndex = 620;
    pane.style.pointerEvents = "none";
    this.layer = L.layerGroup().addTo(front.map);
    this.renderer = L.svg({ pane: "fm-measure" });
    this.cross = el("div", { class: "fm-cross", "aria-hidden": "true", hidden: true });
    front.mapNode.append(this.cross);
    this._box();
    front.mapNode.addEventListener("keydown", (event) => this.key(event));
    this.node.addEventListener("keydown", (event) => { if (event.key === "Escape") this._cancel(event); });
    front.map.on("move", () => this.keyed && this._pointer(front.map.getCenter()));
    front.map.on("moveend", () => this.keyed && this._say(this._aimed()));
    front.map.on("dblclick", () => this.active && this.end());
  }

  _box() {
    const { ui } = this;
    this.title = el("h2", {});
    this.total = el("p", { class: "fm-measure-total" });
    this.told = el("p", { class: "fm-soft fm-small fm-measure-told" });
    this.legs = el("ol", { class: "fm-measure-legs", "aria-label": ui.measure_legs, tabindex: "0" });
    this.status = el("p", { class: "fm-unseen", role: "status" });
    this.finish = button(ui.measure_end, ui.measure_end, () => this.end());
    this.back = button(ui.measure_back, ui.measure_back_hint, () => this.takeBack());
    this.anew = button(ui.measure_anew, ui.measure_anew, () => this.start(this.kind, this.keyed));
    this.node = el("section", { class: "fm-tool-box fm-measure", "aria-label": ui.measure, hidden: true },
      el("header", {}, this.title, button("×", ui.tool_close, () => this.stop(true), { class: "fm-close" })),
      this.total, this.told, this.legs, el("div", { class: "fm-tool-row" }, this.finish, this.back, this.anew), this.status);
  }

  get active() {
    return this.kind !== null && !this.ended;
  }

  // By keyboard the points are set where the cross-hair stands, at the middle of the map.
  start(kind, keyed = false) {
    Object.assign(this, { kind, ended: false, points: [], aim: null });
    this.front.map.doubleClickZoom.disable();
    this.front.mapNode.classList.add("fm-measuring");
    this.title.textContent = kind === "area" ? this.ui.measure_area : this.ui.measure_distance;
    this.node.hidden = false;
    this._keyed(keyed);
    this._draw();
    this._say(keyed ? this.ui.measure_hint_keys : this.ui.measure_hint);
    this.on.change();
    if (keyed) this.front.mapNode.focus({ preventScroll: true });
  }

  stop(refocus = false) {
    if (this.kind === null) return;
    const { kind } = this;
    Object.assign(this, { kind: null, ended: false, points: [], aim: null });
    this._rest();
    this.node.hidden = true;
    this.layer.clearLayers();
    this.on.change(refocus ? kind : null);
  }

  _rest() {
    this.front.mapNode.classList.remove("fm-measuring");
    this._keyed(false);
    // the second click of the double click that ends must not zoom
    setTimeout(() => { if (!this.active && !this.gone) this.front.map.doubleClickZoom.enable(); }, 350);
  }

  // The measure stays on the map and in the box until it is closed; clicks are the map's again.
  end() {
    if (!this.active) return;
    if (this.points.length < (this.kind === "area" ? 3 : 2)) {
      this._say(this.kind === "area" ? this.ui.measure_three : this.ui.measure_two);
      this.told.textContent = this.status.textContent;
      return;
    }
    Object.assign(this, { ended: true, aim: null });
    this._rest();
    this._draw();
    this._say(`${this.title.textContent}: ${this.total.textContent}. ${this.told.textContent}`);
    this.on.change();
  }

  takeBack() {
    this.points.pop();
    this._draw();
    this._say(this.points.length ? this.total.textContent : this.ui.measure_hint);
  }

  click(event) {
    if (!this.active) return false;
    this._keyed(false);
    this._add(event.latlng, event.containerPoint);
    return true;
  }

  hover(event) {
    if (!this.active) return false;
    this._keyed(false);
    this._pointer(event.latlng);
    return true;
  }

  // The second click of a double click sets no second point.
  _add({ lng, lat }) {
    const last = this.points[this.points.length - 1];
    const { map } = this.front;
    if (last && map.latLngToContainerPoint([last[1], last[0]]).distanceTo(map.latLngToContainerPoint([lat, lng])) < 4) return false;
    this.points.push([lng, lat]);
    this.aim = null;
    this._draw();
    const count = this.points.length;
    this._say(`${fillWords(this.ui.measure_point, { n: count })} ${count > 1 ? this.total.textContent : ""}`);
    return true;
  }

  key(event) {
    if (!this.active || event.target !== this.front.mapNode) return;
    if (event.key === "Escape") this._cancel(event);
    else if (event.key === "Backspace") this.takeBack();
    else if (event.key.startsWith("Arrow")) this._keyed(true);
    else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (event.key === " ") this._keyed(true);
      if (!this.keyed || !this._add(this.front.map.getCenter())) this.end();
    }
  }

  _cancel(event) {
    event.stopPropagation();
    this.stop(true);
  }

  _keyed(keyed) {
    this.keyed = keyed;
    this.cross.hidden = !keyed;
    if (this.active && !this.points.length) this.told.textContent = keyed ? this.ui.measure_hint_keys : this.ui.measure_hint;
  }

  _pointer({ lng, lat }) {
    if (!this.active) return;
    this.aim = this.points.length ? [lng, lat] : null;
    this._draw();
  }

  _aimed() {
    return this.points.length && this.aim ? `${this.ui.measure_to_cross}: ${this.total.textContent}` : "";
  }

  _say(words) {
    if (words) this.status.textContent = words;
  }

  // What is measured now: points set, and the one the pointer or the cross-hair would set.
  result() {
    const points = this.aim ? [...this.points, this.aim] : this.points;
    const legs = points.slice(1).map((point, at) => geodesicM(points[at], point));
    const length = legs.reduce((sum, leg) => sum + leg, 0);
    if (this.kind !== "area") return { points, legs, length };
    const closing = points.length > 2 ? geodesicM(points[points.length - 1], points[0]) : 0;
    return { points, legs, length: length + closing, area: points.length > 2 ? areaM2(points) : 0, crossed: points.length > 3 && crossesItself(points) };
  }

  _draw() {
    const { ui, layer, renderer } = this;
    const { points, legs, length, area, crossed } = this.result();
    const { lang } = this.front.model.words;
    const km = (metres) => measuredWords(metres / 1000, lang, ui.km, ui.metres);
    this.total.textContent = area === undefined ? km(length) : crossed ? "–" : measuredWords(area / 1e6, lang, ui.km2);
    const told = [];
    if (crossed) told.push(ui.measure_crossed);
    else if (area !== undefined && points.length > 2) told.push(`${ui.measure_outline} ${km(length)}`);
    else if (!this.points.length) told.push(this.keyed ? ui.measure_hint_keys : ui.measure_hint);
    const touched = !this.keyed && window.matchMedia("(pointer: coarse)").matches; // then the buttons are the way
    if (this.points.length && !this.ended && !touched) told.push(this.keyed ? ui.measure_how_keys : ui.measure_how);
    this.told.textContent = told.join("\n");
    empty(this.legs).append(...(legs.length > 1 || area !== undefined ? legs : []).map((leg) => el("li", {}, km(leg))));
    this.legs.hidden = !this.legs.childElementCount;
    this.legs.scrollTop = this.legs.scrollHeight;
    this.finish.hidden = this.ended;
    this.back.hidden = this.ended || !this.points.length;
    this.anew.hidden = !this.ended;
    this._shapes(layer.clearLayers(), renderer, points, area !== undefined && points.length > 2);
  }

  _shapes(layer, renderer, points, closed) {
    const still = { renderer, interactive: false };
    const ring = closed ? [...points, points[0]] : points;
    const line = ring.slice(0, 1).concat(ring.slice(1).flatMap((point, at) => legPoints(ring[at], point))).map(([lon, lat]) => [lat, lon]);
    if (closed) layer.addLayer(L.polygon(line, { ...still, stroke: false, className: "fm-measure-fill" }));
    if (line.length > 1) {
      layer.addLayer(L.polyline(line, { ...still, className: "fm-measure-casing" }));
      layer.addLayer(L.polyline(line, { ...still, className: `fm-measure-line${this.ended ? "" : " fm-measure-open"}` }));
    }
    for (const [lon, lat] of this.points) layer.addLayer(L.circleMarker([lat, lon], { ...still, radius: 4, className: "fm-measure-point" }));
  }

  destroy() {
    this.gone = true;
  }
}
