// The front map: one instance owns a root element, a view and a model, and keeps them in step.

function viewOf(given) {
  return {
    day: dayOf(given.day), from: dayOf(given.advances_from), to: dayOf(given.advances_to) + 1,
    perspective: given.perspective, clock: given.clock, sides: given.sides || [], types: given.types || [],
    statuses: given.statuses || [], lang: given.lang || "en", bbox: given.bbox, linked: given.linked !== false,
  };
}

class FrontMap {
  // hooks.release(view) hears of the view when a hand or key lets go, never at every tick.
  constructor(root, payload, hooks = {}, options = {}) {
    this.root = root;
    this.hooks = hooks;
    this.options = options;
    this.stats = { paints: 0, latency: [], pressed: null };
    this.view = viewOf(payload.view);
    this._load(payload);
    this._build();
    this._map();
    this._listen();
    this.theme(false);
  }

  _load(payload) {
    this.payload = payload;
    this.model = new Model(payload, this.view);
    const { geometry } = this.model;
    const { base } = payload;
    const spot = (place) => ({ ...place, at: geometry.point(place.lon, place.lat) });
    const places = columnsToRows(base.places).map(spot);
    this.model.base = {
      land: geometry.area(base.land), lakes: geometry.area(base.lakes), rivers: geometry.lines(base.rivers),
      borders: geometry.lines(base.borders), regions: [...this.model.regions.values()],
      countries: base.countries.map(spot), places, byId: new Map(places.map((place) => [place.id, place])),
    };
  }

  _build() {
    const { ui } = this.model.words;
    const on = { change: (change) => this.change(change), release: () => this.release() };
    this.told = new Told(ui);
    this.live = el("p", { class: "fm-unseen", role: "status" });
    this.axis = new TimeAxis(this.model, this.view, on);
    this.player = new Player(this.model, this.view, this.axis, on);
    this.filters = new Filters(this.model, this.view, on);
    this.panel = new Panel(this.model, { onClose: () => this._close(), onGo: (row) => this.goTo(row) });
    this.hover = new HoverCard(this.model);
    this.marks = new MarkList(this.model, (hit) => this.hover._lines(hit, this.view), {
      pick: (hit) => this._pick(hit), peek: (hit) => this._peek(hit), open: () => this._list() });
    this.legend = new Legend(this.model);
    this.mapNode = el("div", { class: "fm-map", role: "application", "aria-label": ui.map_label });
    this.listed = button("", ui.not_on_map, () => this.select({ kind: "listed" }), { class: "fm-listed", hidden: true });
    this.nothing = el("p", { class: "fm-nothing", hidden: true }, ui.nothing_here);
    this.fold = button(ui.filters, ui.filters_toggle, () => this._fold(), { class: "fm-fold", "aria-expanded": "false" });
    this.stage = el("div", { class: "fm-stage" }, this.filters.node,
      el("div", { class: "fm-ground" }, el("div", { class: "fm-corner" }, this.marks.node, this.listed), this.mapNode, this.legend.node,
        this.nothing, this.hover.node), this.panel.node);
    const { title, note } = this.payload;
    this.shell = el("div", { class: "fm-shell" }, title && el("h1", { class: "fm-title" }, title),
      el("header", { class: "fm-head" }, this.fold, this.told.node, this.live), this.stage,
      el("section", { class: "fm-time", "aria-label": ui.time }, this.player.node, this.axis.node),
      el("footer", { class: "fm-credit" }, note && el("p", { class: "fm-own-note" }, note), this.model.words.credit));
    this.root.append(this.shell);
    this.shell.classList.toggle("fm-compact", Boolean(this.options.compact));
    this._fold(this.options.compact || this.root.clientWidth < 1060);
  }

  _fold(shut = !this.filters.node.hidden) {
    this.filters.node.hidden = shut;
    this.fold.setAttribute("aria-expanded", String(!shut));
    if (this.map) this._resized();
  }

  _map() {
    this.map = L.map(this.mapNode, { zoomControl: false, attributionControl: false, zoomSnap: 0.25, zoomDelta: 0.5,
      wheelPxPerZoomLevel: 110, minZoom: 5, maxZoom: 13, maxBoundsViscosity: 0.8 });
    const edge = this.payload.base.bbox;
    this.map.setMaxBounds([[edge[1], edge[0]], [edge[3], edge[2]]]);
    this._fit(this.view.bbox);
    L.control.zoom({ position: "topright" }).addTo(this.map);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(this.map);
    this.base = new CanvasLayer(this.model.geometry, (ctx, camera) => drawBase(ctx, camera, this.model.base, this.ink), {});
    this.over = new CanvasLayer(this.model.geometry, (ctx, camera) => this._scene(ctx, camera), {});
    this.ink = inkOf(this.shell);
    this.scene = new Scene(this.model, this.ink);
    this.frame = this.model.frame(this.view);
    this.base.addTo(this.map);
    this.over.addTo(this.map);
    this.map.on("mousemove", (event) => this._hover(event));
    this.map.on("mouseout", () => this.hover.hide());
    this.map.on("click", (event) => this._click(event));
    this.map.on("movestart zoomstart", () => this.hover.hide());
    this.map.on("moveend", () => this._moved());
    this.sizer = new ResizeObserver(() => this._resized());
    this.sizer.observe(this.mapNode);
  }

  // The extent is the reader's: a page that lays itself out anew does not change it and is not told to the app.
  _moved() {
    this._list();
    if (this.quiet) return;
    const bounds = this.map.getBounds();
    const round = (value) => Math.round(value * 1e5) / 1e5;
    this.view.bbox = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map(round);
    this.release();
  }

  _quietly(move) {
    this.quiet = true;
    move();
    this.quiet = false;
  }

  _resized() {
    this._quietly(() => this.map.invalidateSize({ pan: false }));
    this.told.settle();
  }

  _fit([west, south, east, north]) {
    this._quietly(() => this.map.fitBounds([[south, west], [north, east]], { animate: false }));
  }

  // Light or dark: whoever mounts the map knows the page's theme.
  theme(dark) {
    this.dark = dark;
    this.shell.classList.toggle("fm-dark", dark);
    this.ink = inkOf(this.shell);
    this.scene.ink = this.ink;
    this.base.redraw();
    this.axis.draw();
    this.player.drawKey(this.ink);
    this.paint();
  }

  // For the measure of key press to repaint.
  _listen() {
    this.shell.addEventListener("keydown", (event) => { this.stats.pressed = event.timeStamp; }, { capture: true, passive: true });
  }

  change(change) {
    const filtered = ["clock", "sides", "types", "statuses"].some((name) => name in change);
    Object.assign(this.view, change);
    this.axis.place();
    if (filtered) this.axis.draw();
    this.paint();
  }

  // One paint a screen refresh, however many changes came.
  paint() {
    if (this.queued) return;
    this.queued = requestAnimationFrame(() => {
      this.queued = null;
      this.frame = this.model.frame(this.view);
      this._tell();
      this.over.redraw();
      if (this.legend.update(this.frame, this.view, this.scene)) this.over.redraw();
      this._list();
      this.stats.paints += 1;
      const { pressed } = this.stats;
      this.stats.pressed = null;
      if (pressed !== null) setTimeout(() => this.stats.latency.push(performance.now() - pressed), 0);
    });
  }

  _scene(ctx, camera) {
    const ground = this.mapNode.getBoundingClientRect();
    const [left, top] = [camera.width * CANVAS_MARGIN - ground.left, camera.height * CANVAS_MARGIN - ground.top];
    const over = [this.legend.node, this.listed, this.marks.toggle, ...this.mapNode.querySelectorAll(".leaflet-control")].map((node) => node.getBoundingClientRect());
    const covered = over.filter((box) => box.width > 0).map((box) => [left + box.left, top + box.top, left + box.right, top + box.bottom]);
    const chosen = this.peeked || this.selected;
    this.scene.draw(ctx, camera, this.frame, this.view, chosen && chosen.place, covered);
  }

  _list() {
    if (!this.over.ready()) return;
    this.marks.update(this.scene, this.over.camera());
  }

  _peek(hit) {
    this.peeked = hit;
    this.over.redraw();
  }

  // By keyboard: the panel takes the focus, and gives it back to the list when it closes.
  _pick(hit) {
    this.fromList = true;
    this.select(hit);
    if (!this.selected) return;
    if (this.root.clientWidth <= 900) this.marks.close();
    this.panel.title.focus({ preventScroll: true });
  }

  _close() {
    this.select(null);
    if (this.fromList) this.marks.focus();
    this.fromList = false;
  }

  _tell() {
    const words = sentence(sentenceParts(this.model, this.frame, this.view), this.model.words.sentence);
    this.told.tell(words);
    this.filters.update(this.frame, this.view);
    this.player.update(this.view);
    const { ui } = this.model.words;
    const count = this.frame.listed.length;
    this.listed.hidden = count === 0;
    this.listed.textContent = `${plural(count, ui.report, ui.reports)} ${ui.listed_here}`;
    this.nothing.hidden = this.frame.events.length + this.frame.zones.length + this.frame.advances.length > 0;
  }

  release() {
    if (this.player.timer !== null) return;
    this.told.settle();
    this.live.textContent = this.told.words;
    if (this.selected) this.select(this.selected);
    if (this.hooks.release) this.hooks.release(this.query());
  }

  query() {
    const { day, from, to, perspective, clock, sides, types, statuses, lang, bbox, linked } = this.view;
    return { day: isoOf(day), advances_from: isoOf(from), advances_to: isoOf(to - 1), perspective, clock, sides, types, statuses, lang, bbox, linked };
  }

  _hit(event) {
    const coarse = window.matchMedia("(pointer: coarse)").matches;
    return this.scene.at(this.over.pointOf(event), this.over.camera(), coarse ? 22 : 13);
  }

  _hover(event) {
    const hit = this._hit(event);
    this.mapNode.classList.toggle("fm-over", Boolean(hit));
    if (hit) this.hover.show(hit, event.containerPoint, this.view, this.map.getSize());
    else this.hover.hide();
  }

  _click(event) {
    this.hover.hide();
    this.fromList = false;
    this.select(this._hit(event));
  }

  select(hit) {
    const before = this.panel.node.hidden;
    this.selected = hit && this._show(hit) ? hit : null;
    if (!this.selected) this.panel.hide();
    if (before !== this.panel.node.hidden) this._resized();
    if (this.selected && before) this._keepInView(hit);
    this.paint();
  }

  // The panel takes ground from the map: what was clicked must not end up behind it.
  _keepInView(hit) {
    const rows = hit.kind === "place" ? hit.rows : hit.kind === "advance" ? hit.advance.events : [];
    const lon = rows.length ? this.model.events.get("lon", rows[0]) : null;
    if (lon !== null) this._quietly(() => this.map.panInside([this.model.events.get("lat", rows[0]), lon], { padding: [70, 70], animate: false }));
  }

  // After a change of view the same thing is shown with what the view now holds of it; false where that is nothing.
  _show(hit) {
    const { model, view } = this;
    const frame = model.frame(view);
    const { ui } = model.words;
    const told = (rows) => rows.filter((row) => model.toldBy(view, row));
    if (hit.kind === "place") {
      const rows = frame.spots.get(hit.place) || told(hit.rows);
      if (!rows.length) return false;
      this.panel.records(this.scene._placeName(rows[rows.length - 1], view), this._region(rows[0]), rows, view);
    } else if (hit.kind === "area") {
      const rows = frame.areas.get(hit.id) || told(hit.rows);
      if (!rows.length) return false;
      this.panel.records(named(model.regions.get(hit.id), view.lang), ui.area_intro, rows, view);
    } else if (hit.kind === "listed") {
      this.panel.listed(frame.listed, view);
    } else if (hit.kind === "advance") {
      const now = frame.advances.find((advance) => advance.id === hit.advance.id);
      const events = told(hit.advance.events);
      if (!now && !events.length) return false;
      this.panel.advance(now || { ...hit.advance, events }, view);
    } else {
      const held = (hit.kind === "zones" ? hit.rows : [hit.row]).map((row) => this._zoneNow(frame, row)).filter((row) => row !== undefined);
      if (!held.length) return false;
      this.panel.zones([...new Set(held)], view);
    }
    return true;
  }

  // The zone of this frame that holds the same side's ground in the same voice: it changes from day to day.
  _zoneNow(frame, row) {
    const { zones } = this.model;
    if (frame.zones.includes(row)) return row;
    const same = (other) => ["kind", "side", "perspective"].every((name) => zones.get(name, other) === zones.get(name, row));
    return zones.get("kind", row) === "announced" ? undefined : frame.zones.find(same);
  }

  _region(row) {
    const { events } = this.model;
    return [events.get("admin1", row), this.model.words.countries[events.get("country", row)]].filter(Boolean).join(", ");
  }

  goTo(row) {
    const { events } = this.model;
    const lon = events.get("lon", row);
    if (lon !== null) this.map.setView([events.get("lat", row), lon], Math.max(this.map.getZoom(), 9.5));
    this.panel.records(this.scene._placeName(row, this.view), this._region(row), [row], this.view);
  }

  // A record chosen elsewhere, such as in the app's table: the map goes to it and the panel tells of it.
  showRecord(id) {
    const { events, regions, rowOf } = this.model;
    const row = rowOf.get(id);
    if (row === undefined) return;
    const [place, lon] = [events.get("place_id", row), events.get("lon", row)];
    const area = events.get("precision", row) !== "populated_place";
    if (area) {
      this.select(regions.has(place) ? { kind: "area", id: place, rows: [row] } : { kind: "listed" });
    } else {
      if (lon !== null) this.map.setView([events.get("lat", row), lon], Math.max(this.map.getZoom(), 9.5));
      this.select({ kind: "place", place: place || `row:${row}`, rows: [row] });
    }
    this.shell.scrollIntoView({ block: "nearest" });
    if (this.selected) this.panel.title.focus({ preventScroll: true });
  }

  // New data keeps the zoom, the view and the open panel; a new view from the address bar is taken over.
  update(payload, view) {
    if (view) {
      Object.assign(this.view, viewOf(view));
      this._fit(this.view.bbox);
    }
    if (payload && payload.hash !== this.payload.hash) this._reload(payload);
    else if (view) this._stretch();
    this.axis.draw();
    this.paint();
  }

  // A view beyond the record makes the axis longer.
  _stretch() {
    const { view, model } = this;
    if (view.from < model.first || view.to - 1 > model.last || view.day > model.last || view.day < model.first) this._reload(this.payload);
  }

  _reload(payload) {
    const center = this.map.getCenter();
    const zoom = this.map.getZoom();
    this.destroy();
    this._load(payload);
    this._build();
    this._map();
    this._quietly(() => this.map.setView(center, zoom, { animate: false }));
    this._listen();
    this.theme(this.dark);
  }

  destroy() {
    this.player.stop();
    if (this.queued) cancelAnimationFrame(this.queued);
    this.queued = null;
    this.axis.destroy();
    this.sizer.disconnect();
    this.map.remove();
    this.shell.remove();
  }
}

function columnsToRows(raw) {
  const table = new Table(raw);
  return Array.from({ length: table.length }, (_, row) => table.record(row));
}
