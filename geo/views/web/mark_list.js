// What the map shows at this moment, as a list: the way to its marks, arrows and zones for a keyboard or screen reader.

const HIT_KINDS = [["zones", "marks_zones"], ["advance", "marks_advances"], ["place", "marks_places"], ["area", "marks_areas"]];

class MarkList {
  // on.pick(hit) opens the panel, on.peek(hit or null) rings the mark of the line that has the focus, on.open() asks
  // for `update`; `lines(hit)` are the words of the hover card.
  constructor(model, lines, on) {
    const { ui } = model.words;
    Object.assign(this, { model, lines, on, shown: "" });
    this.toggle = button(ui.marks, ui.marks_hint, () => this._open(this.list.hidden), { class: "fm-marks-toggle", "aria-expanded": "false" });
    this.list = el("div", { class: "fm-marks-list", role: "group", "aria-label": ui.marks, hidden: true });
    this.node = el("div", { class: "fm-marks" }, this.toggle, this.list);
    this.node.addEventListener("keydown", (event) => this._key(event));
    this.list.addEventListener("focusout", () => this.on.peek(null));
  }

  get isOpen() {
    return !this.list.hidden;
  }

  _open(open) {
    this.list.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    if (!open) return;
    this.on.open();
    const [first] = this._buttons();
    if (first) first.focus();
  }

  close() {
    this._open(false);
  }

  // Back to the line that opened the panel, as far as it is still there.
  focus() {
    const line = this.picked && this.picked.isConnected && this.isOpen ? this.picked : this.toggle;
    line.focus({ preventScroll: true });
  }

  _buttons() {
    return [...this.list.querySelectorAll("button")];
  }

  _key(event) {
    if (event.key === "Escape" && this.isOpen) {
      event.stopPropagation();
      this.close();
      this.toggle.focus();
      return;
    }
    const buttons = this._buttons();
    const at = buttons.indexOf(event.target);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    (buttons[next] || this.toggle).focus();
  }

  // Rebuilt only when the words change, so that the focus stays where it is.
  update(scene, camera) {
    if (!this.isOpen) return;
    const groups = this._groups(scene, camera);
    const key = JSON.stringify([...groups].map(([kind, entries]) => [kind, entries.map((entry) => entry.lines)]));
    if (key === this.shown) return;
    this.shown = key;
    const held = this._buttons().indexOf(this.list.getRootNode().activeElement);
    const { ui } = this.model.words;
    const blocks = HIT_KINDS.filter(([kind]) => groups.has(kind)).map(([kind, title]) => el("section", {},
      el("h3", {}, ui[title]), el("ul", {}, groups.get(kind).map((entry) => el("li", {}, this._line(entry))))));
    empty(this.list).append(...(blocks.length ? blocks : [el("p", {}, ui.marks_none)]));
    if (held >= 0) (this._buttons()[Math.min(held, this._buttons().length - 1)] || this.toggle).focus({ preventScroll: true });
  }

  _line({ hit, lines: [name, ...rest] }) {
    const line = el("button", { type: "button", class: "fm-marks-line", on: {
      focus: () => this.on.peek(hit),
      click: () => {
        this.picked = line;
        this.on.pick(hit);
      },
    } }, el("strong", {}, name), rest.length ? el("span", {}, rest.join("; ")) : null);
    return line;
  }

  // From north to south as they are drawn; zones worded alike are one line.
  _groups(scene, camera) {
    const groups = new Map();
    const zones = new Map();
    for (const hit of scene.hits.filter((one) => inView(one, camera))) {
      if (hit.kind !== "zone") {
        push(groups, hit.kind, { hit, lines: this.lines(hit) });
        continue;
      }
      const [words] = this.lines({ kind: "zones", rows: [hit.row] });
      push(zones, words, hit.row);
    }
    for (const [words, rows] of zones) push(groups, "zones", { hit: { kind: "zones", rows }, lines: [words] });
    const top = ({ hit }) => hit.y ?? (hit.to ? hit.to[1] : 0);
    for (const entries of groups.values()) entries.sort((one, other) => top(one) - top(other));
    return groups;
  }
}

function inView(hit, camera) {
  if (hit.kind === "zone") return camera.sees((hit.shape || hit.strip).box, -Math.min(camera.width, camera.height) * CANVAS_MARGIN);
  const [x, y] = hit.kind === "advance" ? hit.to : [hit.x, hit.y];
  return camera.shows([x, y, x, y]);
}
