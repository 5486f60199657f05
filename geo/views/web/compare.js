// Compare: a second frame, of another day or in another perspective, on a map beside the first one or under a swipe.

class Compare {
  // `front` is the map that is compared; what belongs to the second frame is here: view, frame, scene, over, map.
  constructor(front) {
    const { ui } = front.model.words;
    Object.assign(this, { front, mode: "", view: null, frame: null, outlined: true, found: null });
    this.difference = new Difference(front.model);
    this.bar = new CompareBar(front.model, front.view, {
      change: (change) => this._set(change), outline: (on) => this._outline(on) });
    this.toggle = button(ui.compare, ui.compare_hint, () => this._toggle(), { class: "fm-compare-toggle", "aria-expanded": "false" });
    this.heads = [0, 1].map(() => new PaneHead(front.model.words));
    this.ground = el("div", { class: "fm-ground fm-second", hidden: true });
    this.node = el("div", { class: "fm-panes" }, this.heads[0].node, front.ground, this.heads[1].node, this.ground);
    this.whence = el("p", { class: "fm-whence", hidden: true });
    front.panel.body.before(this.whence);
  }

  get on() {
    return this.mode !== "";
  }

  get words() {
    return this.on ? this.heads[1].words : "";
  }

  _set(change) {
    this.front.change(change);
    this.front.release();
  }

  // Two maps that show the same would compare nothing, so the first time the second one takes another perspective.
  _toggle() {
    const { view, model } = this.front;
    const same = view.againstDay === null && !view.against_perspective;
    const other = OTHER_PERSPECTIVE[view.perspective] || "all";
    const change = { compare: view.compare ? "" : "beside" };
    if (change.compare && same && other in model.words.perspective_short) change.against_perspective = other;
    this._set(change);
  }

  _outline(on) {
    this.outlined = on;
    this.front.paint();
  }

  // The first view but for its day and perspective; the window goes with the second day as it would with the first.
  static viewOf(view) {
    const day = view.againstDay ?? view.day;
    const second = { ...view, day, perspective: view.against_perspective || view.perspective };
    if (view.againstDay === null || view.follow === "apart") return second;
    const from = view.follow === "grow" ? Math.min(view.from, day) : day + 1 - (view.to - view.from);
    return { ...second, from, to: day + 1 };
  }

  // Before each paint of the first map.
  update() {
    const { front } = this;
    if (front.view.compare !== this.mode) this._switch(front.view.compare);
    if (!this.on) return;
    this.view = Compare.viewOf(front.view);
    this.frame = front.model.frame(this.view);
    this.found = this.outlined ? this.difference.of(front.frame, this.frame) : null;
    this.bar.update(front.view, this.view, this.found && this.found.count);
    this.heads[0].tell(front.model, front.frame, front.view);
    this.heads[1].tell(front.model, this.frame, this.view);
    this.mapNode.setAttribute("aria-label", this._label());
    this.over.redraw();
    this.list();
  }

  _label() {
    const { ui } = this.front.model.words;
    return this.mode === "beside" ? `${ui.compare_map}: ${this.heads[1].label.textContent}` : ui.map_label;
  }

  _switch(mode) {
    const { front } = this;
    this.close();
    this.mode = mode;
    this.toggle.setAttribute("aria-expanded", String(this.on));
    front.shell.classList.toggle("fm-comparing", this.on);
    for (const each of ["beside", "swipe"]) front.shell.classList.toggle(`fm-${each}`, mode === each);
    // The extent changes with the room, its middle does not: what the reader looked at stays where it was.
    front._quietly(() => front.map.invalidateSize({ animate: false }));
    if (this.on) this._open();
    else front.told.settle();
  }

  _open() {
    const { front } = this;
    const { model } = front;
    this.scene = new Scene(model, front.ink);
    for (const scene of [this.scene, front.scene]) scene.outline = (ctx, camera) => this._difference(ctx, camera);
    this.marks = new MarkList(model, (hit) => this.hover._lines(hit, this.view), {
      pick: (hit) => front._pick({ ...hit, second: true }, this.marks), peek: (hit) => this._peek(hit), open: () => this.list() });
    this.marks.toggle.textContent = model.words.ui.compare_list;
    this.legend = new Legend(model);
    this.unfolded = front.legend.node.open; // two of them would cover too much of the ground
    for (const each of [front.legend, this.legend]) each.node.open = false;
    this.legend.node.classList.add("fm-legend-second");
    this.over = new CanvasLayer(model.geometry, (ctx, camera) => this._draw(ctx, camera), {});
    if (this.mode === "beside") this._beside();
    else this._swipe();
    this.over.addTo(this.map);
    if (this.divider) this.divider.cut();
  }

  _beside() {
    const { front, ground } = this;
    this.hover = new HoverCard(front.model);
    this.mapNode = el("div", { class: "fm-map", role: "application" });
    ground.append(el("div", { class: "fm-corner" }, this.marks.node), this.mapNode, this.legend.node, this.hover.node);
    ground.hidden = false;
    front._quietly(() => front.map.invalidateSize({ animate: false }));
    this.map = plainMap(this.mapNode, front.payload.base.bbox);
    this.map.setView(front.map.getCenter(), front.map.getZoom(), { animate: false });
    this.base = new CanvasLayer(front.model.geometry, (ctx, camera) => drawBase(ctx, camera, front.model.base, front.ink), { pane: "tilePane" });
    this.base.addTo(this.map);
    this.map.on("mousemove", (event) => this._hover(event));
    this.map.on("mouseout movestart zoomstart", () => this.hover.hide());
    this.map.on("click", (event) => this._click(event));
    this.tied = new Tied(front, this.map);
    this.map.on("moveend", () => this._moved());
    this.sizer = new ResizeObserver(() => front._resized());
    this.sizer.observe(this.mapNode);
  }

  _swipe() {
    const { front } = this;
    Object.assign(this, { hover: front.hover, mapNode: front.mapNode, map: front.map });
    front.ground.querySelector(".fm-corner").append(this.marks.node);
    this.divider = new Divider(front, this);
    front.ground.append(this.legend.node, this.divider.node);
  }

  close() {
    if (!this.on) return;
    const { front } = this;
    if (front.selected && front.selected.second) front.select(null);
    if (this.divider) this.divider.destroy();
    for (const node of [this.marks.node, this.legend.node]) node.remove();
    front.legend.node.open = this.unfolded;
    this.over.remove();
    if (this.mode === "beside") {
      this.sizer.disconnect();
      this.tied.destroy();
      this.map.remove();
      this.ground.replaceChildren();
      this.ground.hidden = true;
    }
    Object.assign(this, { divider: null, tied: null, base: null, mode: "", frame: null });
  }

  // What changes the first map without a hand: the second one takes its new size and goes exactly where the first is.
  together(change) {
    if (!this.tied) {
      change();
      return;
    }
    this.tied.still(() => {
      change();
      this.map.invalidateSize({ pan: false });
      const [center, zoom] = [this.front.map.getCenter(), this.front.map.getZoom()];
      if (this.map.getZoom() !== zoom || !this.map.getCenter().equals(center, 1e-12)) this.map.setView(center, zoom, { reset: true, animate: false });
    });
  }

  // After a change of room.
  settle() {
    if (!this.on) return;
    for (const head of this.heads) head.fitted = false;
    PaneHead.fit(this.heads);
  }

  // The map on which something was clicked.
  mapOf(hit) {
    return hit.second && this.on ? this.map : this.front.map;
  }

  _moved() {
    this.list();
    if (this.tied && this.tied.led(this.map)) this.front._moved();
  }

  theme(ink) {
    if (!this.on) return;
    this.scene.ink = ink;
    if (this.base) this.base.redraw();
  }

  _draw(ctx, camera) {
    if (!this.frame) return;
    const { front } = this;
    const chosen = this.peeked || front.selected;
    const over = this.mode === "beside" ? [this.legend.node, this.marks.toggle] : front.lyingOver();
    this.scene.draw(ctx, camera, this.frame, this.view, chosen && chosen.place, () => {
      this.legend.update(this.frame, this.view, this.scene);
      PaneHead.fit(this.heads);
      return coveredOn(camera, this.mapNode, over);
    });
    for (const hit of this.scene.hits) hit.second = true;
  }

  _difference(ctx, camera) {
    if (this.on && this.found) drawDifference(ctx, camera, this.front.model, this.found, this.front.ink);
  }

  list() {
    if (this.on && this.over.ready()) this.marks.update(this.scene, this.over.camera());
  }

  _peek(hit) {
    this.peeked = hit;
    this.over.redraw();
  }

  // Whether a pointer on the first map is on the second frame's side of the swipe.
  has(event) {
    return this.divider ? this.divider.right(event.containerPoint.x) : false;
  }

  hit(event, reach) {
    const hit = this.scene.at(this.over.pointOf(event), this.over.camera(), reach);
    return hit && { ...hit, second: true };
  }

  _hover(event) {
    const hit = this.hit(event, this.front.reach());
    this.mapNode.classList.toggle("fm-over", Boolean(hit));
    if (hit) this.hover.show(hit, event.containerPoint, this.view, this.map.getSize());
    else this.hover.hide();
  }

  _click(event) {
    this.hover.hide();
    this.front.fromList = null;
    const hit = this.hit(event, this.front.reach());
    this.front.select(hit && { ...hit, at: event.latlng });
  }

  // The panel says of which of two maps it tells.
  tellWhence(hit) {
    const { ui } = this.front.model.words;
    this.whence.hidden = !this.on || !hit;
    if (!this.whence.hidden) this.whence.textContent = fillWords(ui.compare_whence, { label: this.heads[hit.second ? 1 : 0].label.textContent });
  }
}

const OTHER_PERSPECTIVE = { RU: "UA", UA: "RU", assessed: "RU", all: "assessed" };

// What stands above each of two maps: whose map it is, and its sentence. The room of the sentence is as high on every
// day, so that none shifts the maps; where it is too low, a key unfolds the whole over the map.
class PaneHead {
  constructor({ ui }) {
    this.ui = ui;
    this.fitted = true;
    this.label = el("p", { class: "fm-pane-label" });
    this.text = el("span", {});
    this.key = el("button", { type: "button", class: "fm-caption-key", title: ui.sentence_whole, "aria-expanded": "false" }, ui.sentence_more);
    this.caption = el("div", { class: "fm-pane-caption", on: { click: (event) => this._click(event), keydown: (event) => event.key === "Escape" && this._unfold(false) } },
      el("span", { class: "fm-caption-strut", "aria-hidden": "true" }), this.key, this.text);
    this.room = el("div", { class: "fm-caption-room" }, this.caption);
    this.node = el("div", { class: "fm-pane-head" }, this.label, this.room);
  }

  get words() {
    return this.text.textContent;
  }

  tell(model, frame, view) {
    const { words } = model;
    write(this.label, `${dayWords(view.day, words)} · ${words.perspective_short[view.perspective] || words.perspectives[view.perspective] || ""}`);
    const told = sentence(sentenceParts(model, frame, view), words);
    if (told === this.words) return;
    this.text.textContent = told;
    this.fitted = false;
  }

  // Which sentences need the key: all are measured at once, since measuring makes the browser lay the page out.
  static fit(heads) {
    const loose = heads.filter((head) => !head.fitted);
    for (const head of loose) head.node.classList.remove("fm-cut");
    const cut = loose.map((head) => head.text.offsetHeight > head.room.clientHeight + 3);
    loose.forEach((head, at) => head._cut(cut[at]));
  }

  // A day whose sentence is short folds nothing: what was opened is open on the next long one.
  _cut(cut) {
    this.fitted = true;
    this.node.classList.toggle("fm-cut", cut);
  }

  // Folded, the sentence itself opens it too: on a phone the key is small.
  _click({ target }) {
    const open = this.node.classList.contains("fm-unfolded");
    if (this.node.classList.contains("fm-cut") && (target === this.key || !open)) this._unfold(!open);
  }

  _unfold(open) {
    this.node.classList.toggle("fm-unfolded", open);
    this.key.setAttribute("aria-expanded", String(open));
    write(this.key, open ? this.ui.sentence_less : this.ui.sentence_more);
  }
}
