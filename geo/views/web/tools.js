// The column of tools at the map's right, and the one door through which the map speaks to them.

const TOOL_ICONS = {
  find: "M10.5 4.5a6 6 0 1 0 0 12a6 6 0 1 0 0-12M15 15l5.5 5.5",
  distance: "M2.5 16L16 2.5L21.5 8L8 21.5zM6.5 12l2.5 2.5M9.5 9l2 2M12.5 6l2.5 2.5",
  area: "M5 6.5L14.5 3.5L20.5 11L16 20L5.5 17.5z",
  layers: "M12 3.5l9 5l-9 5l-9-5zM3 13l9 5l9-5",
  locator: "M3 5h18v14H3zM10 9h7v6h-7z",
  screen: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  leave: "M9 4v5H4M20 9h-5V4M15 20v-5h5M4 15h5v5",
};

function iconOf(name) {
  const svg = L.SVG.create("svg");
  const path = L.SVG.create("path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", TOOL_ICONS[name]);
  svg.append(path);
  return svg;
}

class Tools {
  // What outlasts new data is kept in `front.toolsKept`: a measure, hidden overlays, whether the locator is open.
  constructor(front) {
    this.front = front;
    this.ui = front.model.words.ui;
    const kept = front.toolsKept || { hidden: new Set() };
    front.toolsKept = kept;
    this.credit = el("p", { class: "fm-tools-credit", hidden: true });
    this.buttons = {};
    this.tiles = new Tiles(front.map, front.payload.tiles);
    this.overlays = new Overlays(front, kept.hidden, { change: () => this._listen(), close: (refocus) => this._shut("layers", refocus) });
    if (front.options.compact) return;
    this.fan = new Fan(front, { pick: (hit) => front.select(hit), linesOf: (hit) => front.hover._lines(hit, front.viewOf(hit)) });
    this.measure = new Measure(front, { change: (was) => this._measuring(was) });
    this.find = new Find(front.model, () => front.view.lang, {
      go: (entry) => this._go(entry), more: front.hooks.find || null, close: (refocus) => this._shut("find", refocus) });
    const wide = front.root.clientWidth > 760 && front.mapNode.clientHeight > 420;
    this.locator = new Locator(front, kept.locator ?? wide);
    this._bar();
    front.mapNode.after(this.fan.node, this.find.node, this.measure.node, this.overlays.node);
    const { shell } = front;
    shell.querySelector(".fm-credit").append(this.credit);
    this._keys = (event) => this._key(event);
    shell.addEventListener("keydown", this._keys);
    if (kept.measure) this._restore(kept.measure);
    this.update(front.payload);
  }

  _bar() {
    const { ui } = this;
    const made = (name, label, press) => {
      this.buttons[name] = el("button", { type: "button", title: label, "aria-label": label, "data-tool": name, on: { click: press } }, iconOf(name));
      return this.buttons[name];
    };
    const toggles = (name, label, press) => {
      const one = made(name, label, press);
      one.setAttribute("aria-pressed", "false");
      return one;
    };
    const bar = el("div", { class: "fm-tools leaflet-bar", role: "group", "aria-label": ui.tools },
      toggles("find", ui.find, () => this._open("find")),
      toggles("distance", ui.measure_distance, (event) => this._measure("distance", event)),
      toggles("area", ui.measure_area, (event) => this._measure("area", event)),
      toggles("layers", ui.own_layers, () => this._open("layers")),
      toggles("locator", ui.locator_toggle, () => this._locator()),
      FullScreen.supported() && made("screen", ui.full_screen, () => this.screen.toggle()));
    const control = L.control({ position: "topright" });
    control.onAdd = () => bar;
    control.addTo(this.front.map);
    L.DomEvent.disableClickPropagation(bar);
    if (this.buttons.screen) this.screen = new FullScreen(this.front.root, this.buttons.screen, ui);
    this._press("locator", this.locator.isOpen);
  }

  // What opens or shuts lies on the map: names keep clear of it.
  _press(name, on) {
    const before = this.buttons[name].getAttribute("aria-pressed");
    this.buttons[name].setAttribute("aria-pressed", String(on));
    if (before !== String(on) && this.front.tools) this.front.over.redraw();
  }

  // One box at a time lies on the map.
  _open(name) {
    const box = name === "find" ? this.find : this.overlays;
    if (box.isOpen) {
      box.close(true);
      return;
    }
    this._clear();
    box.open();
    this._press(name, true);
  }

  _clear() {
    this.fan.close();
    this.find.close();
    this.overlays.close();
    this.measure.stop();
  }

  _shut(name, refocus) {
    if (!this.buttons[name]) return;
    this._press(name, false);
    if (refocus) this.buttons[name].focus({ preventScroll: true });
  }

  // A press without a pointer is a keyboard's: the cross-hair is there at once.
  _measure(kind, event) {
    if (this.measure.kind === kind) {
      this.measure.stop(true);
      return;
    }
    this._clear();
    this.measure.start(kind, event.detail === 0);
  }

  _measuring(was) {
    for (const kind of ["distance", "area"]) this._press(kind, this.measure.kind === kind);
    if (was) this.buttons[was].focus({ preventScroll: true });
  }

  _restore({ kind, points, ended }) {
    this.measure.start(kind);
    this.measure.points = points;
    if (ended) this.measure.end();
    this.measure._draw();
  }

  _locator() {
    this.locator.toggle();
    this.front.toolsKept.locator = this.locator.isOpen;
    this._press("locator", this.locator.isOpen);
  }

  // To a place that was searched for; says whether anything is told of it there.
  _go(entry) {
    const { front } = this;
    if (front.root.clientWidth <= 900 && entry.rows.length) this.find.close();
    // first the panel, which takes its ground from the map, then the way there
    front.select(entry.rows.length ? { kind: entry.kind, id: entry.id, place: entry.id, rows: entry.rows } : null);
    front.map.setView([entry.lat, entry.lon], entry.kind === "area" ? Math.max(front.map.getZoom(), 8) : 10, { animate: false });
    if (!front.selected) return false;
    front.panel.title.focus({ preventScroll: true });
    return true;
  }

  _key(event) {
    const typing = event.composedPath()[0].matches("input, select, textarea");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || this.find.isOpen) return;
    event.preventDefault();
    this._open("find");
  }

  // True where a tool took the pointer for itself.
  hover(event, hit) {
    if (!this.measure) return false;
    const aside = event.originalEvent && event.originalEvent.target.closest(".leaflet-control");
    if (aside || this.measure.hover(event)) {
      this.front.hover.hide();
      return true;
    }
    const stack = stackOf(this.front.hitsOf(hit), hit);
    if (stack.length > 1) return this._tell({ ...hit, lines: this.fan.words(stack) }, event, true);
    if (hit && (hit.kind === "place" || hit.kind === "advance")) return false;
    const own = this.overlays.linesAt(event.latlng);
    if (!own.length) return false;
    const rest = hit ? this.front.hover._lines(hit, this.front.viewOf(hit)) : [];
    return this._tell({ kind: "own", lines: [...own, ...rest] }, event, Boolean(hit));
  }

  _tell(hit, event, over) {
    const { front } = this;
    front.mapNode.classList.toggle("fm-over", over);
    front.hover.show(hit, event.containerPoint, front.view, front.map.getSize());
    return true;
  }

  click(event, hit) {
    if (!this.measure) return false;
    if (this.measure.click(event)) return true;
    const wasOpen = this.fan.isOpen;
    this.fan.close();
    const stack = stackOf(this.front.hitsOf(hit), hit);
    if (stack.length < 2) return wasOpen && !hit;
    this.front.hover.hide();
    const corner = this.front.over.pointOf({ layerPoint: this.front.map.containerPointToLayerPoint([0, 0]) });
    this.front.subject.stay(); // the fan opens where the click was
    this.front.select(null);
    this.fan.open(stack, corner);
    return true;
  }

  theme(ink) {
    if (this.locator) this.locator.draw(ink);
    this.overlays.redraw();
    return this.tiles.ink(ink);
  }

  // Overlays come with the data and change without them.
  update(given) {
    if (!given || this.front.options.compact) return;
    this.front.payload.overlays = given.overlays || [];
    this.overlays.set(this.front.payload.overlays);
    this._listen();
  }

  _listen() {
    if (this.buttons.layers) this.buttons.layers.hidden = this.overlays.kept.length === 0;
    const credits = [this.tiles.credit, ...this.overlays.credits()].filter(Boolean);
    empty(this.credit).append(...credits.map((words) => el("span", { class: "fm-own-text" }, words)));
    this.credit.hidden = !credits.length;
  }

  destroy() {
    if (!this.measure) return;
    const { kind, points, ended } = this.measure;
    this.front.toolsKept.measure = kind ? { kind, points, ended } : null;
    this.front.shell.removeEventListener("keydown", this._keys);
    this.measure.destroy();
    this.find.destroy();
    if (this.screen) this.screen.destroy();
  }
}

// Full screen of the whole map with its sentence and time axis, in the app as in the file that stands alone.
class FullScreen {
  static supported() {
    return Boolean(document.fullscreenEnabled);
  }

  constructor(root, press, ui) {
    Object.assign(this, { root, press, ui });
    this._follow = () => this.follow();
    document.addEventListener("fullscreenchange", this._follow);
    this.follow();
  }

  get on() {
    return this.root.getRootNode().fullscreenElement === this.root;
  }

  async toggle() {
    try {
      await (this.on ? document.exitFullscreen() : this.root.requestFullscreen());
    } catch {
      this.press.hidden = true; // the page does not allow it after all
    }
  }

  follow() {
    const label = this.on ? this.ui.full_screen_leave : this.ui.full_screen;
    this.press.title = label;
    this.press.setAttribute("aria-label", label);
    empty(this.press).append(iconOf(this.on ? "leave" : "screen"));
  }

  destroy() {
    document.removeEventListener("fullscreenchange", this._follow);
  }
}
