// What the panel tells of: a place, a region, an arrow or ground, as the view of the moment has it; and the way there.

// How near the edge what was clicked may lie, and how much of a map must be open to show it.
const EDGE_PX = 70;
const LEAST_OPEN_PX = 90;

class Subject {
  constructor(front) {
    this.front = front;
    this.home = null;
  }

  // The panel takes ground from the map and gives it back: where the map stands is kept while the panel is open.
  leave() {
    const { map, compare } = this.front;
    this.home = { center: map.getCenter(), zoom: map.getZoom(), size: map.getSize(), mode: compare.mode };
  }

  // Somebody moved the map: it stays there.
  stay() {
    this.home = null;
  }

  // The panel is shut. What made the map wider or narrower meanwhile did so at its right edge and its foot.
  comeBack() {
    const { home, front } = this;
    const { map } = front;
    this.home = null;
    if (!home || home.mode !== front.compare.mode) return;
    const wider = map.getSize().subtract(home.size).divideBy(2);
    const center = wider.x || wider.y ? map.unproject(map.project(home.center, home.zoom).add(wider), home.zoom) : home.center;
    if (map.getZoom() === home.zoom && map.getCenter().equals(center, 1e-12)) return;
    front._quietly(() => front.compare.together(() => map.setView(center, home.zoom, { reset: true, animate: false })));
  }

  // What was clicked, or the place of its first record, must not end up behind the panel.
  keepInView(hit) {
    const at = hit.at || this._placeOf(hit);
    if (!at) return;
    const map = this.front.compare.mapOf(hit);
    let [width, height] = this._open(map);
    if (height < LEAST_OPEN_PX) {
      map.getContainer().scrollIntoView({ block: "start" }); // a phone, where the panel covers the page's lower part
      [width, height] = this._open(map);
    }
    const size = map.getSize();
    const [x, y] = [width, height].map((open) => Math.max(0, Math.min(EDGE_PX, open / 3)));
    const room = { paddingTopLeft: [x, y], paddingBottomRight: [size.x - width + x, size.y - height + y] };
    this.front._quietly(() => map.panInside(at, { ...room, animate: false }));
  }

  // Width and height of the part of a map that the panel leaves open; it covers its right side or its foot.
  _open(map) {
    const [ground, panel] = [map.getContainer(), this.front.panel.node].map((node) => node.getBoundingClientRect());
    const apart = panel.left >= ground.right || panel.top >= ground.bottom || panel.right <= ground.left || panel.bottom <= ground.top;
    if (apart) return [ground.width, ground.height];
    return panel.left > ground.left + 1 ? [panel.left - ground.left, ground.height] : [ground.width, Math.max(0, panel.top - ground.top)];
  }

  _placeOf(hit) {
    const { events } = this.front.model;
    const rows = hit.kind === "place" ? hit.rows : hit.kind === "advance" ? hit.advance.events : [];
    const lon = rows.length ? events.get("lon", rows[0]) : null;
    return lon === null ? null : L.latLng(events.get("lat", rows[0]), lon);
  }

  // After a change of view the same thing is shown with what the view now holds of it; false where that is nothing.
  tell(hit) {
    const { model } = this.front;
    const view = this.front.viewOf(hit);
    const frame = model.frame(view);
    const { ui } = model.words;
    const told = (rows) => rows.filter((row) => model.toldBy(view, row));
    if (hit.kind === "place") {
      const rows = frame.spots.get(hit.place) || told(hit.rows);
      if (!rows.length) return false;
      this.front.panel.records(this.front.scene._placeName(rows[rows.length - 1], view), this._region(rows[0]), rows, view);
    } else if (hit.kind === "area") {
      const rows = frame.areas.get(hit.id) || told(hit.rows);
      if (!rows.length) return false;
      this.front.panel.records(named(model.regions.get(hit.id), view.lang), ui.area_intro, rows, view);
    } else if (hit.kind === "listed") {
      this.front.panel.listed(frame.listed, view);
    } else if (hit.kind === "advance") {
      const now = frame.advances.find((advance) => advance.id === hit.advance.id);
      const events = told(hit.advance.events);
      if (!now && !events.length) return false;
      this.front.panel.advance(now || { ...hit.advance, events }, view);
    } else {
      const held = (hit.kind === "zones" ? hit.rows : [hit.row]).map((row) => this._zoneNow(frame, row)).filter((row) => row !== undefined);
      if (!held.length) return false;
      this.front.panel.zones([...new Set(held)], view);
    }
    return true;
  }

  // The zone of this frame that holds the same side's ground in the same voice: it changes from day to day.
  _zoneNow(frame, row) {
    const { zones } = this.front.model;
    if (frame.zones.includes(row)) return row;
    const same = (other) => ["kind", "side", "perspective"].every((name) => zones.get(name, other) === zones.get(name, row));
    return zones.get("kind", row) === "announced" ? undefined : frame.zones.find(same);
  }

  _region(row) {
    return regionName(this.front.model, row);
  }

  goTo(row) {
    const { events } = this.front.model;
    const lon = events.get("lon", row);
    if (lon !== null) this.front.map.setView([events.get("lat", row), lon], Math.max(this.front.map.getZoom(), 9.5));
    this.front.panel.records(this.front.scene._placeName(row, this.front.view), this._region(row), [row], this.front.view);
  }

  // A record chosen elsewhere, such as in the app's table: the map goes to it and the panel tells of it.
  async showRecord(id, told, go = true) {
    const { events, regions } = this.front.model;
    const row = told ?? (await this.front.model.findRow(id));
    if (row < 0) return;
    const [place, lon] = [events.get("place_id", row), events.get("lon", row)];
    const area = events.get("precision", row) !== "populated_place";
    if (area) {
      this.front.select(regions.has(place) ? { kind: "area", id: place, rows: [row] } : { kind: "listed" });
    } else {
      if (lon !== null && go) this.front.map.setView([events.get("lat", row), lon], Math.max(this.front.map.getZoom(), 9.5));
      this.front.select({ kind: "place", place: place || `row:${row}`, rows: [row] });
    }
    if (!go) return;
    this.front.shell.scrollIntoView({ block: "nearest" });
    if (this.front.selected) this.front.panel.title.focus({ preventScroll: true });
  }
}
