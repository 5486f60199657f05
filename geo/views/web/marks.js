// Marks, arrows and labels. Shape says what happened, colour who acts, fill how sure it is.

function outline(ctx, corners, x, y, r) {
  ctx.beginPath();
  for (const [dx, dy] of corners) ctx.lineTo(x + r * dx, y - r * dy);
  ctx.closePath();
}

// Marks are drawn once for each look and stamped: a map of thousands repaints while a slider moves.
const stamps = new Map();
const numbers = new Map();
const STAMP_RATIO = 2;
const STAMP_HALF = 14;
const MOST_STAMPS = 4000;

// The picture of a key, drawn once by `paint(pen)` on a canvas of some width and height.
function stampOf(key, width, height, paint) {
  if (!stamps.has(key)) {
    if (stamps.size >= MOST_STAMPS) stamps.clear();
    const stamp = el("canvas", { width: width * STAMP_RATIO, height: height * STAMP_RATIO });
    const pen = stamp.getContext("2d");
    pen.scale(STAMP_RATIO, STAMP_RATIO);
    paint(pen);
    stamps.set(key, stamp);
  }
  return stamps.get(key);
}

// Objects of the style by a number each, for the keys of stamps.
function numberOf(thing) {
  if (!numbers.has(thing)) numbers.set(thing, numbers.size);
  return numbers.get(thing);
}

function drawMark(ctx, x, y, mark) {
  const { corners, side, look, ink, chosen, r = 7 } = mark;
  if (chosen) drawRing(ctx, x, y, r + 6, ink);
  const key = `mark ${numberOf(corners)} ${numberOf(look)} ${side.ink} ${side.tint} ${ink.paper} ${ink.text} ${r}`;
  const stamp = stampOf(key, 2 * STAMP_HALF, 2 * STAMP_HALF, (pen) => paintMark(pen, STAMP_HALF, STAMP_HALF, { ...mark, r }));
  ctx.drawImage(stamp, x - STAMP_HALF, y - STAMP_HALF, 2 * STAMP_HALF, 2 * STAMP_HALF);
}

function paintMark(ctx, x, y, { corners, side, look, ink, r }) {
  outline(ctx, corners, x, y, r);
  ctx.lineJoin = "round";
  ctx.strokeStyle = ink.halo;
  ctx.lineWidth = 4.5;
  ctx.stroke();
  ctx.fillStyle = ink.paper;
  ctx.fill();
  if (look.body !== "hollow") {
    ctx.fillStyle = look.body === "solid" ? side.ink : side.tint;
    ctx.fill();
  }
  ctx.setLineDash(look.dashed ? [2.5, 2] : []);
  ctx.strokeStyle = side.ink;
  ctx.lineWidth = 1.8;
  ctx.stroke();
  ctx.setLineDash([]);
  if (look.struck) strike(ctx, x, y, r + 3, ink);
}

function drawRing(ctx, x, y, r, ink) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.strokeStyle = ink.text;
  ctx.lineWidth = 2;
  ctx.stroke();
}

function strike(ctx, x, y, r, ink) {
  for (const [width, stroke] of [[4.5, ink.halo], [2, ink.text]]) {
    ctx.beginPath();
    ctx.moveTo(x - r, y + r);
    ctx.lineTo(x + r, y - r);
    ctx.strokeStyle = stroke;
    ctx.lineWidth = width;
    ctx.stroke();
  }
}

function drawCount(ctx, x, y, count, ink, r) {
  const text = String(count);
  const font = `600 ${r > 8 ? 12 : 10}px system-ui, 'DejaVu Sans', sans-serif`;
  const wide = Math.ceil(r + 8 * text.length);
  const stamp = stampOf(`count ${text} ${r} ${ink.paper} ${ink.text}`, 2 * wide, 2 * r + 4, (pen) => {
    pen.font = font;
    paintCount(pen, wide, r + 2, text, ink, r);
  });
  ctx.drawImage(stamp, x - wide, y - r - 2, 2 * wide, 2 * r + 4);
}

function paintCount(ctx, x, y, text, ink, r) {
  const half = Math.max(r, ctx.measureText(text).width / 2 + 4);
  ctx.beginPath();
  ctx.roundRect(x - half, y - r, 2 * half, 2 * r, r);
  ctx.fillStyle = ink.paper;
  ctx.fill();
  ctx.strokeStyle = ink.text;
  ctx.lineWidth = 1.2;
  ctx.stroke();
  ctx.fillStyle = ink.text;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(text, x, y + 0.5);
  ctx.textAlign = "left";
}

// A tapered, slightly bent arrow: generalised on purpose, and the legend says so.
function drawArrow(ctx, from, to, look, ink) {
  const color = look.edge;
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const length = Math.hypot(dx, dy);
  const [ux, uy] = [dx / length, dy / length];
  const tip = [to[0] - ux * 9, to[1] - uy * 9];
  const bend = Math.min(18, length * 0.12);
  const middle = [(from[0] + tip[0]) / 2 - uy * bend, (from[1] + tip[1]) / 2 + ux * bend];
  const [hx, hy] = unit(tip[0] - middle[0], tip[1] - middle[1]);
  const head = Math.min(13, Math.max(8, length * 0.3));
  const neck = [tip[0] - hx * head, tip[1] - hy * head];
  for (const [width, stroke, fill] of [[6.5, ink.halo, ink.halo], [look.edge_width * 1.5, color, look.head === "solid" ? color : ink.paper]]) {
    ctx.beginPath();
    ctx.moveTo(from[0], from[1]);
    ctx.quadraticCurveTo(middle[0], middle[1], neck[0], neck[1]);
    ctx.setLineDash(stroke === color ? look.dash.map((part) => part * look.edge_width * 1.5) : []);
    ctx.strokeStyle = stroke;
    ctx.lineWidth = width;
    ctx.lineCap = "butt";
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(tip[0], tip[1]);
    ctx.lineTo(neck[0] - hy * head * 0.55, neck[1] + hx * head * 0.55);
    ctx.lineTo(neck[0] + hy * head * 0.55, neck[1] - hx * head * 0.55);
    ctx.closePath();
    ctx.fillStyle = fill;
    ctx.lineWidth = stroke === color ? 2 : 4;
    ctx.lineJoin = "round";
    ctx.stroke();
    ctx.fill();
  }
  if (look.head === "struck") strike(ctx, neck[0], neck[1], head * 0.7, ink);
}

function unit(x, y) {
  const length = Math.hypot(x, y) || 1;
  return [x / length, y / length];
}

// Labels are placed by rank; one that would overlap a label or mark tries the other sides and else is left out.
class Labels {
  constructor(ctx, camera, ink) {
    Object.assign(this, { ctx, camera, ink, wanted: [], taken: new Map(), seen: new Set() });
  }

  block(x, y, width, height) {
    this._take([x, y, x + width, y + height]);
  }

  // Taken boxes are kept by the squares of a grid that they touch, so that a question looks at near ones only.
  _take(box) {
    for (const square of this._squares(box)) push(this.taken, square, box);
  }

  _squares([left, top, right, bottom]) {
    const squares = [];
    for (let column = Math.floor(left / LABEL_GRID); column <= Math.floor(right / LABEL_GRID); column += 1) {
      for (let row = Math.floor(top / LABEL_GRID); row <= Math.floor(bottom / LABEL_GRID); row += 1) squares.push(column * 4096 + row);
    }
    return squares;
  }

  add(label) {
    if (label.text) this.wanted.push({ size: 12, ...label });
  }

  addAt(text, at, label) {
    const x = this.camera.x(at[0]);
    const y = this.camera.y(at[1]);
    if (x < 0 || y < 0 || x > this.camera.width || y > this.camera.height) return;
    this.add({ text, x, y, ...label });
  }

  draw() {
    const { ctx } = this;
    ctx.lineJoin = "round";
    ctx.textBaseline = "middle";
    let [heldFont, heldSpacing] = ["", ""];
    for (const label of this.wanted.sort((a, b) => a.rank - b.rank)) {
      if (label.dot && (this.seen.has(label.text) || !this._free(dotOf(label)))) continue;
      const font = `${label.bold ? "600 " : ""}${label.size}px system-ui, 'DejaVu Sans', sans-serif`;
      const spacing = label.spaced ? "3px" : "0px";
      if (heldFont !== font) ctx.font = font;
      if (heldSpacing !== spacing) ctx.letterSpacing = spacing;
      [heldFont, heldSpacing] = [font, spacing];
      const width = widthOf(ctx, label.text, font, spacing);
      const spot = this._spots(label, width).find((box) => this._free(box) && this.camera.shows(box));
      if (!spot) continue;
      this.seen.add(label.text);
      this._take(spot);
      if (label.dot) this._take(dotOf(label));
      this._write(label, spot);
    }
    ctx.letterSpacing = "0px";
  }

  _write(label, spot) {
    const { ctx, ink } = this;
    if (label.dot) {
      ctx.beginPath();
      ctx.arc(label.x, label.y, 2, 0, 2 * Math.PI);
      ctx.fillStyle = ink.soft;
      ctx.fill();
    }
    ctx.strokeStyle = ink.halo;
    ctx.lineWidth = 3.5;
    ctx.strokeText(label.text, spot[0] + 2, (spot[1] + spot[3]) / 2);
    ctx.fillStyle = label.soft ? ink.soft : ink.text;
    ctx.fillText(label.text, spot[0] + 2, (spot[1] + spot[3]) / 2);
  }

  _spots({ x, y, size, gap = 0, center }, width) {
    const w = width + 4;
    const h = size + 3;
    const box = (left, top) => [left, top, left + w, top + h];
    if (center && !gap) return [box(x - w / 2, y - h / 2)];
    if (center) return [box(x - w / 2, y + gap - h / 2), box(x - w / 2, y - gap - h / 2)];
    return [box(x + gap, y - h / 2), box(x - gap - w, y - h / 2), box(x - w / 2, y - gap - h), box(x - w / 2, y + gap)];
  }

  _free(box) {
    return this._squares(box).every((square) => (this.taken.get(square) || [])
      .every((other) => box[2] <= other[0] || box[0] >= other[2] || box[3] <= other[1] || box[1] >= other[3]));
  }
}

// A place's own dot: no other name is written over it, and none stands over it already.
function dotOf({ x, y }) {
  return [x - DOT_ROOM, y - DOT_ROOM, x + DOT_ROOM, y + DOT_ROOM];
}

const DOT_ROOM = 4;
const LABEL_GRID = 64;
const MOST_WIDTHS = 20000;
const widths = new Map();

// Measuring a text costs more than placing it; the widths of names are kept.
function widthOf(ctx, text, font, spacing) {
  const key = `${font}|${spacing}|${text}`;
  if (!widths.has(key)) {
    if (widths.size >= MOST_WIDTHS) widths.clear();
    widths.set(key, ctx.measureText(text).width);
  }
  return widths.get(key);
}
