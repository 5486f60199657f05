// The reader's own overlays: thin lines in a grey violet that no claim has, below the zones, each with its credit.

const OVERLAY_REACH_PX = 7;
const OVERLAY_LISTED = 100;

class Overlays {
  // `hidden`: ids of those whose box the reader cleared. on.change() hears of a box or of another set of overlays.
  constructor(front, hidden, on) {
    const { ui } = front.model.words;
    Object.assign(this, { front, hidden, on, ui, kept: [], key: "" });
    const pane = front.map.createPane("fm-overlays");
    pane.style.zIndex = 350;
    pane.style.pointerEvents = "none";
    this.list = el("ul", {});
    this.node = el("section", { class: "fm-tool-box fm-layers", "aria-label": ui.own_layers, hidden: true },
      el("header", {}, el("h2", {}, ui.own_layers), button("×", ui.tool_close, () => this.close(true), { class: "fm-close" })), this.list);
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close(true);
    });
  }

  get isOpen() {
    return !this.node.hidden;
  }

  get shown() {
    return this.kept.filter((one) => !this.hidden.has(one.id));
  }

  open() {
    this.node.hidden = false;
    const first = this.node.querySelector("input");
    if (first) first.focus({ preventScroll: true });
  }

  close(refocus = false) {
    if (!this.isOpen) return;
    this.node.hidden = true;
    this.on.close(refocus);
  }

  // As geo/views/overlays.py writes them; the same set again changes nothing.
  set(given) {
    const key = given.map((one) => one.id).join(" ");
    if (key === this.key) return;
    this.key = key;
    const { geometry } = this.front.model;
    this.kept = given.map((one) => ({ ...one, features: one.features.map((feature) => ({
      label: feature.label,
      area: feature.areas.length ? geometry.area(feature.areas) : null,
      line: feature.lines.length ? geometry.lines(feature.lines) : null,
      points: feature.points.map(([lon, lat]) => geometry.point(lon, lat)),
    })) }));
    if (!this.layer && given.length) {
      this.layer = new CanvasLayer(geometry, (ctx, camera) => this.draw(ctx, camera), { pane: "fm-overlays" }).addTo(this.front.map);
    }
    empty(this.list).append(...this.kept.map((one) => this._entry(one)));
    if (!given.length) this.close();
    this.redraw();
    this.on.change();
  }

  _entry(one) {
    const box = el("input", { type: "checkbox", on: { change: () => this._toggle(one.id, box.checked) } });
    box.checked = !this.hidden.has(one.id);
    const labelled = one.features.filter((feature) => feature.label).slice(0, OVERLAY_LISTED);
    return el("li", {}, el("label", {}, box, el("strong", { class: "fm-own-text" }, one.name)),
      el("p", { class: "fm-soft fm-small fm-own-text" }, one.credit), one.notice && el("p", { class: "fm-soft fm-small" }, one.notice),
      labelled.length > 0 && el("details", {}, el("summary", {}, fillWords(this.ui.own_labels, { n: labelled.length })),
        el("ul", { class: "fm-own-list" }, labelled.map((feature) => el("li", {}, el("button", { type: "button", class: "fm-own-text", on: { click: () => this._go(feature) } }, feature.label))))));
  }

  _toggle(id, on) {
    if (on) this.hidden.delete(id);
    else this.hidden.add(id);
    this.redraw();
    this.on.change();
  }

  _go({ area, line, points }) {
    const box = (area || line || { box: [...points[0], ...points[0]] }).box;
    const { geometry } = this.front.model;
    const [west, north] = geometry.lonLat(box[0], box[1]);
    const [east, south] = geometry.lonLat(box[2], box[3]);
    this.front.map.fitBounds([[south, west], [north, east]], { maxZoom: 10, animate: false });
  }

  redraw() {
    if (this.layer) this.layer.redraw();
  }

  draw(ctx, camera) {
    const color = getComputedStyle(this.front.shell).getPropertyValue("--fm-own").trim();
    ctx.strokeStyle = color;
    ctx.fillStyle = color;
    for (const one of this.shown) for (const feature of one.features) this._feature(ctx, camera, feature, color);
  }

  _feature(ctx, camera, { area, line, points }, color) {
    if (area && camera.sees(area.box)) {
      ctx.globalAlpha = 0.06;
      fillShape(ctx, camera, area, color);
      ctx.globalAlpha = 1;
      strokeShape(ctx, camera, area, { color, width: 1.3 });
    }
    if (line && camera.sees(line.box)) strokeShape(ctx, camera, line, { color, width: 1.3 });
    ctx.lineWidth = 1.5;
    for (const at of points) {
      const [x, y] = [camera.x(at[0]), camera.y(at[1])];
      if (!camera.holds(x, y, 10)) continue;
      ctx.beginPath();
      ctx.moveTo(x - 4, y - 4);
      ctx.lineTo(x + 4, y + 4);
      ctx.moveTo(x - 4, y + 4);
      ctx.lineTo(x + 4, y - 4);
      ctx.stroke();
    }
  }

  // What a place on the ground has of the overlays, as words for the hover card; points before lines before areas.
  linesAt({ lng, lat }) {
    const [x, y] = this.front.model.geometry.point(lng, lat);
    const reach = OVERLAY_REACH_PX / 2 ** this.front.map.getZoom();
    const near = ([west, north, east, south]) => x > west - reach && x < east + reach && y > north - reach && y < south + reach;
    const rank = ({ area, line, points }) => {
      if (points.some((at) => Math.hypot(at[0] - x, at[1] - y) < reach)) return 0;
      if (line && near(line.box) && line.distance(x, y) < reach) return 1;
      return area && near(area.box) && area.has(x, y) ? 2 : null;
    };
    const told = this.shown.flatMap((one) => one.features.map((feature) => ({ one, feature, rank: rank(feature) })))
      .filter((each) => each.rank !== null).sort((a, b) => a.rank - b.rank).slice(0, 3);
    return told.flatMap(({ one, feature }) => [feature.label, fillWords(this.ui.own_overlay, { name: one.name })].filter(Boolean));
  }

  // For the foot of the page: nothing of another's is shown without its credit.
  credits() {
    return this.shown.map((one) => fillWords(this.ui.own_credit, { name: one.name, credit: one.credit }));
  }
}
