// Places that lie on one another at this zoom: how many there are, and the fan that spreads them out to choose from.

const STACK_PX = 14;
const FAN_MOST = 9;
const FAN_LISTED = 60;

// The places drawn within reach of one, itself first, the rest from north to south.
function stackOf(hits, hit) {
  if (!hit || hit.kind !== "place") return [];
  const near = hits.filter((one) => one.kind === "place" && one.place !== hit.place && Math.hypot(one.x - hit.x, one.y - hit.y) <= STACK_PX);
  const seen = new Set([hit.place]);
  const others = near.sort((one, other) => one.y - other.y).filter((one) => !seen.has(one.place) && seen.add(one.place));
  return [hit, ...others];
}

class Fan {
  // on.pick(hit) opens the panel on one place; `linesOf(hit)` are the words of the hover card.
  constructor(front, on) {
    Object.assign(this, { front, on, ui: front.model.words.ui, hits: [] });
    this.lines = L.SVG.create("svg");
    this.lines.setAttribute("aria-hidden", "true");
    this.list = el("ul", {});
    this.title = el("p", { class: "fm-fan-title" });
    this.box = el("div", { class: "fm-fan-box", role: "group" }, this.title, this.list);
    this.node = el("div", { class: "fm-fan", hidden: true }, this.lines, this.box);
    this.node.addEventListener("keydown", (event) => this._key(event));
    front.map.on("movestart zoomstart resize", () => this.close());
  }

  get isOpen() {
    return !this.node.hidden;
  }

  // For the hover card: how many places and records one click would spread out.
  words(stack) {
    const records = stack.reduce((sum, hit) => sum + hit.rows.length, 0);
    const { ui } = this;
    return [fillWords(ui.fan_places, { n: stack.length }), plural(records, ui.n_reports, this.front.model.words), ui.fan_hint];
  }

  // `corner` is where the map's corner lies in the pixels of the hits.
  open(stack, corner) {
    const most = [...stack].sort((one, other) => other.rows.length - one.rows.length).slice(0, FAN_LISTED);
    this.hits = most.sort((one, other) => one.y - other.y);
    const more = stack.length - most.length;
    this.title.textContent = [this.words(stack)[0], more > 0 && fillWords(this.ui.fan_more, { n: more })].filter(Boolean).join(". ");
    this.box.setAttribute("aria-label", this.title.textContent);
    empty(this.list).append(...this.hits.map((hit) => el("li", {}, this._line(hit))));
    this.node.hidden = false;
    this._place(stack[0], corner);
    this._buttons()[0].focus({ preventScroll: true });
  }

  _line(hit) {
    const { ui } = this;
    const name = this.on.linesOf(hit)[0];
    return el("button", { type: "button", on: { click: () => this._pick(hit) } }, el("strong", {}, name),
      el("span", {}, plural(hit.rows.length, ui.n_reports, this.front.model.words)));
  }

  _pick(hit) {
    this.close();
    this.on.pick(hit);
  }

  // Beside the stack, on the side with more room; a line leads from each name to its mark.
  _place(middle, corner) {
    const { x: width, y: height } = this.front.map.getSize();
    const [x, y] = [middle.x - corner.x, middle.y - corner.y];
    const { offsetWidth, offsetHeight } = this.box;
    const right = x < width / 2;
    const left = Math.max(4, Math.min(width - offsetWidth - 4, right ? x + 46 : x - 46 - offsetWidth));
    const top = Math.max(4, Math.min(height - offsetHeight - 4, y - offsetHeight / 2));
    Object.assign(this.box.style, { left: `${left}px`, top: `${top}px` });
    this.lines.setAttribute("width", width);
    this.lines.setAttribute("height", height);
    empty(this.lines);
    if (this.hits.length > FAN_MOST) return;
    const ground = this.node.getBoundingClientRect();
    this._buttons().forEach((one, at) => {
      const box = one.getBoundingClientRect();
      const to = [right ? box.left - ground.left : box.right - ground.left, (box.top + box.bottom) / 2 - ground.top];
      const line = L.SVG.create("path");
      line.setAttribute("d", `M${this.hits[at].x - corner.x} ${this.hits[at].y - corner.y}L${to[0]} ${to[1]}`);
      this.lines.append(line);
    });
  }

  _buttons() {
    return [...this.list.querySelectorAll("button")];
  }

  _key(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
      this.front.mapNode.focus({ preventScroll: true });
      return;
    }
    const buttons = this._buttons();
    const at = buttons.indexOf(event.target);
    const next = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[(next + buttons.length) % buttons.length].focus();
  }

  close() {
    this.node.hidden = true;
    this.hits = [];
  }
}
