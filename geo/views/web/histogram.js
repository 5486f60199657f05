// Reports by day behind the sliders: colour says who claims, texture how sure it is. The key tells both, and a card at
// the pointer the numbers; the sentence and the table are the way to them without a pointer.

const LEAST_BAR_PX = 3;
const TICK_ROOM = 14;

class Histogram {
  constructor(axis) {
    this.axis = axis;
    this.canvas = el("canvas", { class: "fm-histogram", "aria-hidden": "true" });
    this.mark = el("div", { class: "fm-bar-mark" });
    this.card = el("div", { class: "fm-bar-card" });
    this.tip = el("div", { class: "fm-bar-tip", "aria-hidden": "true", hidden: true }, this.mark, this.card);
    this.canvas.addEventListener("pointermove", (event) => this._hover(event));
    this.canvas.addEventListener("pointerdown", (event) => this._hover(event));
    this.canvas.addEventListener("pointerleave", () => { this.tip.hidden = true; });
  }

  // One bar a day, or some days together where a day has no room of its own.
  _bars() {
    const { axis } = this;
    const perDay = (axis.width - 2 * AXIS_PAD) / Math.max(1, axis.last - axis.first);
    this.group = Math.max(1, Math.ceil(LEAST_BAR_PX / perDay));
    this.wide = Math.max(1.5, Math.min(12, perDay * this.group - 0.6));
    this.bars = new Map();
    for (const [day, sides] of axis.model.histogram(axis.view)) {
      const start = this._start(day);
      if (!this.bars.has(start)) this.bars.set(start, { total: 0, sides: {} });
      const bar = this.bars.get(start);
      for (const [side, statuses] of Object.entries(sides)) {
        bar.sides[side] = bar.sides[side] || {};
        for (const [status, count] of Object.entries(statuses)) {
          bar.sides[side][status] = (bar.sides[side][status] || 0) + count;
          bar.total += count;
        }
      }
    }
  }

  _start(day) {
    return this.axis.first + Math.floor((day - this.axis.first) / this.group) * this.group;
  }

  draw() {
    const { canvas, axis } = this;
    const { style } = axis.model.payload;
    const ratio = window.devicePixelRatio || 1;
    const height = canvas.clientHeight;
    canvas.width = Math.round(axis.width * ratio);
    canvas.height = Math.round(height * ratio);
    const ctx = canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    const ink = inkOf(canvas);
    const floor = height - TICK_ROOM;
    this._bars();
    this.tip.hidden = true;
    const unit = (floor - 3) / Math.max(1, ...[...this.bars.values()].map((bar) => bar.total));
    const fills = new Map();
    for (const [day, bar] of this.bars) {
      let top = floor;
      for (const [side, status, count] of partsOf(bar, style)) {
        const name = `${side} ${status}`;
        if (!fills.has(name)) fills.set(name, sureFill(ctx, status, claimantInk(style, side, ink), ink));
        const fill = fills.get(name);
        const tall = count * unit;
        top -= tall;
        for (const layer of fill) {
          ctx.fillStyle = layer;
          ctx.fillRect(axis._x(day) - this.wide / 2, top, this.wide, tall > 3 ? tall - 0.5 : tall);
        }
      }
    }
    drawTicks(ctx, axis, ink, floor, height);
  }

  _hover(event) {
    const { axis } = this;
    if (!this.bars) return;
    const start = this._start(axis._dayAt(event));
    const bar = this.bars.get(start);
    empty(this.card).append(...this._lines(start, bar).map((words, i) => el(i ? "span" : "strong", {}, words)));
    this.tip.hidden = false;
    const x = axis._x(start);
    Object.assign(this.mark.style, { left: `${x - this.wide / 2 - 1}px`, width: `${this.wide + 2}px` });
    const half = this.card.offsetWidth / 2;
    this.card.style.left = `${Math.max(0, Math.min(axis.width - 2 * half, x - half))}px`;
  }

  // The days of a bar, the number of its reports, and of each side how sure they are.
  _lines(start, bar) {
    const { axis } = this;
    const { words, payload } = axis.model;
    const last = Math.min(start + this.group - 1, axis.last);
    const days = spanWords(start, last, words);
    if (!bar) return [days, words.ui.no_reports];
    const sides = payload.style.claimant_order.filter((side) => bar.sides[side]).map((side) => {
      const told = STRENGTH.filter((status) => bar.sides[side][status]);
      return `${words.claimants[side]}: ${told.map((status) => `${groupDigits(bar.sides[side][status], words)} ${words.statuses[status].toLowerCase()}`).join(", ")}`;
    });
    return [days, plural(bar.total, words.ui.n_reports, words), ...sides];
  }
}

// From the floor upwards: sides in their order and, within a side, the surer below.
function partsOf(bar, style) {
  return style.claimant_order.filter((side) => bar.sides[side])
    .flatMap((side) => STRENGTH.filter((status) => bar.sides[side][status]).map((status) => [side, status, bar.sides[side][status]]));
}

// Who says so: the sides in their ink; monitors, media and others in three greys.
function claimantInk(style, side, ink) {
  const kept = style.sides[side];
  if (!kept || side === "other") return { independent: ink.text, media: ink.grey }[side] || ink.pale;
  return ink.dark ? onDark(kept.ink) : kept.ink;
}

// How sure it is, as layers of paint: solid, light, lined for what is claimed, crossed for denied, dotted for planned.
// The lines lie flat, so that a bar of three pixels still shows them.
function sureFill(ctx, status, color, ink) {
  if (status === "confirmed") return [color];
  if (status === "reported") return [withAlpha(color, ink.dark ? 0.62 : 0.55)];
  const pattern = ctx.createPattern(sureTile(status, color), "repeat");
  pattern.setTransform(new DOMMatrix().scale(1 / PATTERN_RATIO));
  return [withAlpha(color, status === "claimed" ? 0.3 : 0.12), pattern];
}

const SURE_SPACING = 3;

function sureTile(status, color) {
  if (status === "denied") return hatchTile("crossed", color, SURE_SPACING + 2);
  const size = SURE_SPACING * PATTERN_RATIO;
  const tile = el("canvas", { width: size, height: size });
  const pen = tile.getContext("2d");
  pen.fillStyle = color;
  if (status === "claimed") pen.fillRect(0, 0, size, size / 2);
  else pen.fillRect(0, 0, size / 2, size / 2);
  return tile;
}

// What the colours and the textures of the bars say, of those that occur.
class HistogramKey {
  constructor(model) {
    const { claimants, statuses, ui } = model.words;
    const { style } = model.payload;
    this.style = style;
    const found = new Set(model.codes("side"));
    const box = (part) => ({ ...part, box: el("canvas", { class: "fm-key-box", width: 28, height: 24, "aria-hidden": "true" }) });
    this.sides = style.claimant_order.filter((side) => found.has(side)).map((side) => box({ side, words: claimants[side] }));
    const told = new Set(model.codes("status"));
    this.statuses = STRENGTH.filter((status) => told.has(status)).map((status) => box({ status, words: statuses[status] }));
    const entry = ({ box: swatch, words }) => el("span", {}, swatch, words);
    const list = el("div", { class: "fm-key-list" },
      el("span", { class: "fm-key-group" }, el("b", {}, ui.key_who), this.sides.map(entry)),
      el("span", { class: "fm-key-group" }, el("b", {}, ui.key_sure), this.statuses.map(entry)));
    this.toggle = button(ui.key, ui.key_hint, () => this._turn(), { class: "fm-key-toggle", "aria-expanded": "false" });
    this.node = el("div", { class: "fm-key" }, this.toggle, list);
  }

  _turn() {
    const open = this.node.classList.toggle("fm-key-open");
    this.toggle.setAttribute("aria-expanded", String(open));
  }

  draw(ink) {
    for (const { side, box } of this.sides) this._box(box, [claimantInk(this.style, side, ink)]);
    for (const { status, box } of this.statuses) this._box(box, sureFill(box.getContext("2d"), status, ink.text, ink));
  }

  _box(box, layers) {
    const ctx = box.getContext("2d");
    ctx.setTransform(2, 0, 0, 2, 0, 0);
    ctx.clearRect(0, 0, 14, 12);
    for (const layer of layers) {
      ctx.fillStyle = layer;
      ctx.fillRect(0, 0, 14, 12);
    }
  }
}

function drawTicks(ctx, axis, ink, floor, height) {
  ctx.strokeStyle = ink.line;
  ctx.beginPath();
  ctx.moveTo(AXIS_PAD, floor + 0.5);
  ctx.lineTo(axis.width - AXIS_PAD, floor + 0.5);
  ctx.stroke();
  ctx.fillStyle = ink.soft;
  ctx.font = "11px system-ui, 'DejaVu Sans', sans-serif";
  ctx.textBaseline = "bottom";
  let free = 0;
  for (const day of monthTicks(axis.first, axis.last)) {
    const x = axis._x(day);
    ctx.fillRect(x, floor, 1, 3);
    const at = new Date(day * DAY_MS);
    const words = at.getUTCMonth() === 0 || free === 0 ? monthWords(day, axis.model.words).replace(/^(\S{3})\S*/, "$1")
      : axis.model.words.months_short[at.getUTCMonth()];
    const wide = ctx.measureText(words).width;
    if (x < free || x + wide > axis.width) continue;
    ctx.fillText(words, x, height);
    free = x + wide + 10;
  }
}
