// Where hundreds of places lie close together they are drawn as stacks: one disc with the number of reports, its ring in
// the colours of who acts. Zooming in takes a stack apart, a click lists its places; no report is left out.

const CROWD = 250;
const STACK_CELL = 30;

// Spots of the window ({place, rows, x, y}) gathered by the squares of a grid that is tied to the ground, so that a pan
// does not shuffle them. Few spots stay as they are.
function stacked(spots, camera) {
  if (spots.length <= CROWD) return { single: spots, stacks: [] };
  const squares = new Map();
  for (const spot of spots) push(squares, `${Math.floor((spot.x - camera.dx) / STACK_CELL)} ${Math.floor((spot.y - camera.dy) / STACK_CELL)}`, spot);
  const single = [];
  const stacks = [];
  for (const members of squares.values()) {
    if (members.length === 1) single.push(members[0]);
    else stacks.push(stackAt(members));
  }
  return { single, stacks };
}

function stackAt(members) {
  const mean = (name) => members.reduce((sum, one) => sum + one[name], 0) / members.length;
  return { x: mean("x"), y: mean("y"), members, count: members.reduce((sum, one) => sum + one.rows.length, 0) };
}

// The share of each acting side, in the order of the style.
function sharesOf(stack, events, order) {
  const counts = new Map();
  for (const { rows } of stack.members) {
    for (const row of rows) {
      const side = events.get("actor", row) || "other";
      counts.set(side, (counts.get(side) || 0) + 1);
    }
  }
  return [...new Set(order)].filter((side) => counts.has(side)).map((side) => [side, counts.get(side) / stack.count]);
}

function drawStack(ctx, stack, shares, inkOfSide, ink, chosen) {
  const r = Math.min(15, 8 + 1.6 * Math.log10(stack.count) * 1.3);
  const { x, y } = stack;
  if (chosen) drawRing(ctx, x, y, r + 5, ink);
  ctx.beginPath();
  ctx.arc(x, y, r + 2.5, 0, 2 * Math.PI);
  ctx.fillStyle = ink.halo;
  ctx.fill();
  let from = -Math.PI / 2;
  for (const [side, share] of shares) {
    ctx.beginPath();
    ctx.arc(x, y, r, from, from + 2 * Math.PI * share);
    ctx.strokeStyle = inkOfSide(side);
    ctx.lineWidth = 3;
    ctx.stroke();
    from += 2 * Math.PI * share;
  }
  const text = shortNumber(stack.count);
  const stamp = stampOf(`stack ${text} ${ink.paper} ${ink.text}`, 30, 16, (pen) => {
    pen.font = "600 10px system-ui, 'DejaVu Sans', sans-serif";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillStyle = ink.text;
    pen.fillText(text, 15, 8.5);
  });
  ctx.beginPath();
  ctx.arc(x, y, r - 1.5, 0, 2 * Math.PI);
  ctx.fillStyle = ink.paper;
  ctx.fill();
  ctx.drawImage(stamp, x - 15, y - 8, 30, 16);
  return r;
}

function shortNumber(n) {
  if (n < 1000) return String(n);
  return n < 10000 ? `${(n / 1000).toFixed(1)}k` : `${Math.round(n / 1000)}k`;
}
