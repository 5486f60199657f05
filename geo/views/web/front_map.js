// The front map: one instance owns a root element, a view and a model, and keeps them in step.

class FrontMap {
  // hooks.release(view) hears of the view when a hand or key lets go, never at every tick. options.dark is the theme to
  // open in, options.compact leaves out sentence, axis and filters.
  constructor(root, payload, hooks = {}, options = {}) {
    this.root = root;
    this.hooks = hooks;
    this.options = options;
    this.stats = { paints: 0, latency: [], pressed: null, first: null };
    this.dark = Boolean(options.dark);
    this.view = viewOf(payload.view);
    this.opened = new Opened(this);
    this.subject = new Subject(this);
    this._load(payload);
    this._mount();
    this.opened.restore(payload.atRow);
  }

  _load(payload) {
    this.payload = payload;
    this.model = new Model(payload, this.view);
    const { geometry } = this.model;
    const { base } = payload;
    const spot = (place) => ({ ...place, at: geometry.point(place.lon, place.lat) });
    const places = columnsToRows(base.places).map(spot);
    const strokes = (lines) => new Shape(lines, false);
    const country = (id) => this.model.regions.get(id).country;
    const borders = this.model.outlines.between((one, other) => country(one) !== country(other));
    this.model.base = {
      land: geometry.area(base.land, COARSE_UNIT), lakes: geometry.area(base.lakes, COARSE_UNIT),
      rivers: strokes(geometry.network(base.rivers, COARSE_UNIT)),
      borders: strokes([...borders, ...geometry.network(base.borders, COARSE_UNIT)]), regions: [...this.model.regions.values()],
      countries: base.countries.map(spot), places, byId: new Map(places.map((place) => [place.id, place])),
    };
  }

  // Everything is drawn once, and at once: neither the map nor its colours wait for a frame that shows less.
  _mount() {
    this._build();
    this._map();
    this._listen();
    this._colour();
    this._paint();
    requestAnimationFrame(() => setTimeout(() => { this.stats.first ??= performance.now(); }, 0)); // seen by then
  }

  _build() {
    const { ui } = this.model.words;
    const on = { change: (change) => this.change(change), release: () => this.release() };
    this.told = new Told(ui);
    this.live = el("p", { class: "fm-unseen", role: "status" });
    this.language = languageField(this.model.words, (ui) => this.speak(ui));
    this.axis = new TimeAxis(this.model, this.view, on);
    this.player = new Player(this.model, this.view, this.axis, on);
    this.filters = new Filters(this.model, this.view, on);
    this.panel = new Panel(this.model, { onClose: () => this._close(), onGo: (row) => this.subject.goTo(row) });
    this.hover = new HoverCard(this.model);
    this.marks = new MarkList(this.model, (hit) => this.hover._lines(hit, this.view), {
      pick: (hit) => this._pick(hit), peek: (hit) => this._peek(hit), open: () => this._list() });
    this.legend = new Legend(this.model);
    this.mapNode = el("div", { class: "fm-map", role: "application", "aria-label": ui.map_label });
    this.listed = button("", ui.not_on_map, () => this.select({ kind: "listed" }), { class: "fm-listed", hidden: true });
    this.nothing = el("p", { class: "fm-nothing", hidden: true }, ui.nothing_here);
    this.fold = button(ui.filters, ui.filters_toggle, () => this._fold(), { class: "fm-fold", "aria-expanded": "false" });
    this.filters.tellOn(this.fold);
    this.ground = el("div", { class: "fm-ground" }, el("div", { class: "fm-corner" }, this.marks.node, this.listed), this.mapNode,
      this.legend.node, this.nothing, this.hover.node);
    this.compare = new Compare(this);
    this.stage = el("div", { class: "fm-stage" }, this.filters.node, this.compare.node, this.panel.node);
    const { title, note } = this.payload;
    this.shell = el("div", { class: "fm-shell" }, title && el("h1", { class: "fm-title" }, title),
      el("header", { class: "fm-head" }, this.fold, this.compare.toggle, this.told.node, this.compare.bar.node, this.language, this.live), this.stage,
      el("section", { class: "fm-time", "aria-label": ui.time }, this.player.node, this.axis.node),
      el("footer", { class: "fm-credit" }, note && el("p", { class: "fm-own-note" }, note), this.model.words.credit));
    this.shell.lang = this.model.words.lang;
    this.root.append(this.shell);
    this.shell.classList.toggle("fm-compact", Boolean(this.options.compact));
    this.shell.classList.toggle("fm-dark", this.dark);
    if (this.options.compact) {
      this.legend.node.open = false;
      this.stage.after(this.legend.node); // on a small map it would cover what it explains
    }
    this._fold(this.options.compact || this.root.clientWidth < 1060);
  }

  _fold(shut = !this.filters.node.hidden) {
    this.filters.node.hidden = shut;
    this.fold.setAttribute("aria-expanded", String(!shut));
    if (!this.map) return;
    this._resized();
    this.paint();
  }

  _map() {
    this.map = plainMap(this.mapNode, this.payload.base.bbox);
    this._fit(this.view.bbox);
    L.control.zoom({ position: "topright" }).addTo(this.map);
    scaleBar(this.model.words.ui).addTo(this.map);
    this.base = new CanvasLayer(this.model.geometry, (ctx, camera) => this._ground(ctx, camera), { pane: "tilePane" });
    this.over = new CanvasLayer(this.model.geometry, (ctx, camera) => this._scene(ctx, camera), {});
    [this.ink, this.frame] = [null, null]; // until both are known the layers stay empty
    this.scene = new Scene(this.model, null);
    this.base.addTo(this.map);
    this.over.addTo(this.map);
    this.map.on("mousemove", (event) => this._hover(event));
    this.map.on("mouseout", () => this.hover.hide());
    this.map.on("click", (event) => this._click(event));
    this.map.on("movestart zoomstart", () => this.hover.hide());
    this.map.on("moveend", () => this._moved());
    this.sizer = new ResizeObserver(() => this._resized());
    this.sizer.observe(this.mapNode);
    this.tools = new Tools(this);
  }

  // The extent is the reader's: a page that lays itself out anew does not change it and is not told to the app.
  _moved() {
    this._list();
    if (this.quiet) return;
    this.subject.stay();
    const bounds = this.map.getBounds();
    const round = (value) => Math.round(value * 1e5) / 1e5;
    this.view.bbox = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map(round);
    this.release();
  }

  _quietly(move) {
    const before = this.quiet;
    this.quiet = true;
    move();
    this.quiet = before;
  }

  _resized() {
    this._quietly(() => this.compare.together(() => this.map.invalidateSize({ pan: false })));
    this.told.settle();
    this.compare.settle();
  }

  _fit([west, south, east, north]) {
    this.subject.stay();
    this._quietly(() => this.map.fitBounds([[south, west], [north, east]], { animate: false }));
  }

  // Light or dark: whoever mounts the map knows the page's theme.
  theme(dark) {
    this.dark = dark;
    this.shell.classList.toggle("fm-dark", dark);
    this._colour();
    this.paint();
  }

  _colour() {
    this.ink = this.tools.theme(inkOf(this.shell));
    this.scene.ink = this.ink;
    this.base.redraw();
    this.axis.draw();
    this.player.key.draw(this.ink);
    this.compare.theme(this.ink);
  }

  // For the measure of key press to repaint.
  _listen() {
    this.shell.addEventListener("keydown", (event) => { this.stats.pressed = event.timeStamp; }, { capture: true, passive: true });
  }

  change(change) {
    const filtered = FILTER_FIELDS.some((name) => name in change);
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
      this._paint();
      const { pressed } = this.stats;
      this.stats.pressed = null;
      if (pressed !== null) setTimeout(() => this.stats.latency.push(performance.now() - pressed), 0);
    });
  }

  _paint() {
    this.frame = this.model.frame(this.view);
    this.compare.update();
    this._tell();
    this.over.redraw();
    this._list();
    this.stats.paints += 1;
  }

  // What lies on the map: nothing is written under it.
  lyingOver() {
    return [this.legend.node, this.listed, this.marks.toggle, ...this.ground.querySelectorAll(".leaflet-control, .fm-legend-second, .fm-tool-box")];
  }

  _ground(ctx, camera) {
    if (this.ink) drawBase(ctx, camera, this.model.base, this.ink);
  }

  _scene(ctx, camera) {
    if (!this.frame) return;
    const chosen = this.peeked || this.selected;
    this.scene.draw(ctx, camera, this.frame, this.view, chosen && chosen.place, () => this._covered(camera));
  }

  // All that is written by now is laid out once: the legend, the sentence, and what lies on the map.
  _covered(camera) {
    this.legend.update(this.frame, this.view, this.scene);
    this.told.fit();
    return coveredOn(camera, this.mapNode, this.lyingOver());
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
  _pick(hit, list = this.marks) {
    this.fromList = list;
    this.select(hit);
    if (!this.selected) return;
    if (this.root.clientWidth <= 900) list.close();
    this.panel.title.focus({ preventScroll: true });
  }

  _close() {
    this.select(null);
    if (this.fromList) this.fromList.focus();
    this.fromList = null;
  }

  _tell() {
    const parts = sentenceParts(this.model, this.frame, this.view);
    const words = sentence(parts, this.model.words) + (isEmpty(parts) ? this.model.words.sentence.widen : "");
    this.told.tell(words);
    this.filters.update(this.frame, this.view);
    this.player.update(this.view);
    const { ui } = this.model.words;
    const count = this.frame.listed.length;
    this.listed.hidden = count === 0;
    this.listed.textContent = `${plural(count, ui.n_reports, this.model.words)} ${ui.listed_here}`;
    this.nothing.hidden = this.frame.events.length + this.frame.zones.length + this.frame.advances.length > 0;
  }

  release() {
    if (this.player.timer !== null) return;
    this.told.settle();
    this.live.textContent = [this.told.words, this.compare.words].filter(Boolean).join(" ");
    if (this.selected) this.select(this.selected);
    if (this.hooks.release) this.hooks.release(this.query());
  }

  query() {
    return queryOf(this.view);
  }

  reach() {
    return window.matchMedia("(pointer: coarse)").matches ? 22 : 13;
  }

  _hit(event) {
    if (this.compare.has(event)) return this.compare.hit(event, this.reach());
    return this.scene.at(this.over.pointOf(event), this.over.camera(), this.reach());
  }

  // The view of the frame that a hit is from, and what is drawn there.
  viewOf(hit) {
    return hit.second && this.compare.on ? this.compare.view : this.view;
  }

  hitsOf(hit) {
    return hit && hit.second && this.compare.on ? this.compare.scene.hits : this.scene.hits;
  }

  _hover(event) {
    const hit = this._hit(event);
    if (this.tools.hover(event, hit)) return;
    this.mapNode.classList.toggle("fm-over", Boolean(hit));
    if (hit) this.hover.show(hit, event.containerPoint, this.viewOf(hit), this.map.getSize());
    else this.hover.hide();
  }

  _click(event) {
    const hit = this._hit(event);
    this.hover.hide();
    this.fromList = null;
    if (!this.tools.click(event, hit)) this.select(hit && { ...hit, at: event.latlng });
  }

  select(hit) {
    const before = this.panel.node.hidden;
    if (before) this.subject.leave();
    this.selected = hit && this.subject.tell(hit) ? hit : null;
    if (!this.selected) this.panel.hide();
    this.compare.tellWhence(this.selected);
    this.opened.follow(this.selected);
    if (before !== this.panel.node.hidden) this._resized();
    if (this.panel.node.hidden) this.subject.comeBack();
    if (this.selected && before) this.subject.keepInView(hit);
    this.paint();
  }

  // A record chosen elsewhere, such as in the app's table.
  showRecord(id, row, go = true) {
    return this.subject.showRecord(id, row, go);
  }

  // Another language is the same map worded anew: its words are fetched once, and what is open stays open. The names of
  // places go along, unless the reader had them in a language of their own.
  async speak(ui) {
    try {
      await learnWords(this.payload, ui);
    } catch (error) {
      this.language.querySelector("select").value = this.view.ui;
      this.told.tell(this.model.words.ui.language_failed);
      throw error;
    }
    if (!this.map || this.view.ui === ui) return;
    if (this.view.lang === this.view.ui) this.view.lang = ui;
    this.view.ui = ui;
    this._reword();
    this.language.querySelector("select").focus({ preventScroll: true });
    this.release();
  }

  _reword() {
    const [center, zoom, shut, listing, told] = [this.map.getCenter(), this.map.getZoom(), this.filters.node.hidden, this.legend.node.open, this.selected];
    const { home } = this.subject;
    this.destroy();
    this.model.words = wordsIn(this.payload, this.view.ui);
    this._mount();
    this._fold(shut);
    this.legend.node.open = listing;
    if (told) this.select(told);
    this._standAt(center, zoom, home);
  }

  // New data keeps the zoom, the view and the open panel; a new view from the address bar is taken over.
  update(payload, view) {
    const spoken = this.view.ui;
    if (view) {
      Object.assign(this.view, viewOf(view));
      this._fit(this.view.bbox);
    }
    if (payload && payload.hash !== this.payload.hash) this._reload(payload);
    else if (view) this._stretch();
    if (this.view.ui !== spoken && this.model.words.lang !== this.view.ui) this._reword();
    this.tools.update(payload);
    this.axis.draw();
    this.paint();
  }

  // A view beyond the record makes the axis longer.
  _stretch() {
    const { view, model } = this;
    if (view.from < model.first || view.to - 1 > model.last || view.day > model.last || view.day < model.first) this._reload(this.payload);
  }

  _reload(payload) {
    const [center, zoom, shut, listing] = [this.map.getCenter(), this.map.getZoom(), this.filters.node.hidden, this.legend.node.open];
    const [open, focus, playing, home] = [this._lasting(), this._focused(), this.player.timer !== null, this.subject.home];
    this.destroy();
    this._load(payload);
    this._mount();
    this._fold(shut);
    this.legend.node.open = listing;
    this.select(open());
    this._standAt(center, zoom, home);
    focus();
    if (playing) this.player.toggle();
  }

  // A map made anew stands where the old one stood, and goes back to where that would have gone.
  _standAt(center, zoom, home) {
    this._quietly(() => this.map.setView(center, zoom, { animate: false }));
    if (this.selected) this.subject.home = home;
  }

  // What is open, for when its rows are others: a function that finds it in the data of then, null where it is gone.
  _lasting() {
    const [hit, before] = [this.selected, this.model.zones];
    if (!hit || String(hit.place).startsWith("row:")) return () => null;
    if (hit.kind === "advance") return () => ({ ...hit, advance: { ...hit.advance, events: [] } });
    if (hit.kind === "zones" || hit.kind === "zone") {
      const voice = (zones, row) => ["kind", "side", "perspective"].map((name) => zones.get(name, row)).join();
      const held = new Set((hit.rows || [hit.row]).map((row) => voice(before, row)));
      return () => ({ kind: "zones", rows: this.frame.zones.filter((row) => held.has(voice(this.model.zones, row))) });
    }
    return () => ({ ...hit, rows: [] });
  }

  // Whoever works with the keyboard stays where they are: the control of that name, once it is there again.
  _focused() {
    const name = (node) => `${node.tagName} ${node.getAttribute("role") || ""} ${node.getAttribute("aria-label") || node.textContent}`;
    const held = this.root.getRootNode().activeElement;
    const wanted = held && this.shell.contains(held) ? name(held) : null;
    return () => {
      const node = wanted && [...this.shell.querySelectorAll("button, input, select, [tabindex]")].find((one) => name(one) === wanted);
      if (node) node.focus({ preventScroll: true });
    };
  }

  destroy() {
    this.player.stop();
    this.compare.close();
    this.filters.destroy();
    if (this.queued) cancelAnimationFrame(this.queued);
    this.queued = null;
    this.axis.destroy();
    this.sizer.disconnect();
    this.tools.destroy();
    this.map.remove();
    this.map = null; // until there is another one
    this.shell.remove();
  }
}
