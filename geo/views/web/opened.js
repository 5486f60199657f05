// Keeps the record whose panel is open in the view, so that a link opens it again.

class Opened {
  constructor(map) {
    this.map = map;
    this.row = null;
  }

  // The panel shows something else, or nothing: its record's id comes with its texts, and then the view is let go of.
  async follow(hit) {
    const row = hit ? recordOf(hit) : null;
    if (row === this.row) return;
    this.row = row;
    const texts = row === null ? { id: "" } : await this.map.model.texts.ask(row).catch(() => null);
    if (this.row !== row || texts === null || this.map.view.at === texts.id) return;
    this.map.view.at = texts.id;
    this.map.release();
  }

  // What the view says was open; `row` where the app has told it, else the texts are searched.
  async restore(row) {
    const { map } = this;
    const { at } = map.view;
    if (!at) return;
    const found = row ?? (await map.model.findRow(at));
    if (found < 0 || map.view.at !== at || map.selected) return;
    this.row = found;
    map.showRecord(at, found, false);
  }
}

// The record that stands for what was clicked: that on top of a place, the first of a region or an arrow; none for ground.
function recordOf(hit) {
  if (hit.kind === "place") return hit.rows[hit.rows.length - 1];
  if (hit.kind === "area") return hit.rows[0];
  return hit.kind === "advance" ? hit.advance.id : null;
}
