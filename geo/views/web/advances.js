// Advances for a view: records of one move gathered into one arrow. The twin of gather() in geo/front/advances.py,
// because which records count depends on the filters, the perspective and the day; a test compares the two.

const JOIN_DAYS = 7;
const STRENGTH = ["confirmed", "reported", "claimed", "denied", "planned"];

// The moves of each chain, in order, and the chains that each record is in: moves come sorted by effective day, day of
// telling and id, as gather() would sort them.
function movesIndex(moves, records) {
  const chain = Int32Array.from({ length: moves.length }, (_, i) => moves.get("chain", i));
  const event = Int32Array.from({ length: moves.length }, (_, i) => moves.get("event", i));
  const count = chain.reduce((most, n) => Math.max(most, n + 1), 0);
  return { chain, ofChain: new Groups(chain, count), ofRecord: new Groups(event, records) };
}

// The arrows of which one of the shown records tells. `rows` are those.
function gather(model, view, rows) {
  const { chain, ofChain, ofRecord } = model.chains;
  const shown = new Set();
  const wanted = new Set();
  for (const row of rows) {
    for (let at = ofRecord.begins[row]; at < ofRecord.begins[row + 1]; at += 1) {
      wanted.add(chain[ofRecord.rows[at]]);
      shown.add(row);
    }
  }
  const found = [];
  for (const one of [...wanted].sort((a, b) => a - b)) {
    const moves = ofChain.of(one).filter((i) => counts(model, view, i));
    if (moves.length) found.push(...arrowsOf(model, moves).filter((advance) => advance.events.some((row) => shown.has(row))));
  }
  return found;
}

function counts(model, view, i) {
  const { moves } = model;
  const voices = moves.get("voices", i);
  const spoken = (view.perspective === "all" && !voices.length) || heard(view, voices);
  const told = view.clock !== "known" || moves.get("known", i) <= view.day;
  return spoken && told && model.passes(view, moves.get("event", i));
}
function arrowsOf(model, chain) {
  const groups = [];
  for (const i of chain) {
    const current = groups[groups.length - 1];
    if (current && joins(model.moves, i, current)) current.push(i);
    else groups.push([i]);
  }
  return groups.map((group) => advanceOf(model, group)).filter((advance) => advance !== null);
}

function joins(moves, i, current) {
  const last = current[current.length - 1];
  if (moves.get("repeat", i) || moves.get("effective", i) - moves.get("effective", last) <= JOIN_DAYS) return true;
  const capture = (row) => moves.get("type", row) === "capture";
  const captures = current.filter(capture);
  const voices = moves.get("voices", i);
  return capture(i) && captures.length > 0 && !captures.some((row) => moves.get("voices", row).some((voice) => voices.includes(voice)));
}

function advanceOf(model, group) {
  const { moves, events } = model;
  const fresh = group.filter((i) => !moves.get("repeat", i));
  if (!fresh.length) return null;
  const lead = fresh[0];
  const at = moves.get("at", lead);
  const found = fresh.find((i) => moves.get("edge", i) !== null);
  const edge = found === undefined ? null : moves.get("edge", found);
  const [start, end] = edge === null ? [null, at] : moves.get("back", lead) ? [at, edge] : [edge, at];
  const rows = group.map((i) => moves.get("event", i));
  const statuses = new Set(rows.map((row) => events.get("status", row)));
  const status = STRENGTH.find((code) => statuses.has(code));
  const side = moves.get("side", lead);
  const sides = new Set(rows.map((row) => events.get("side", row) || "other"));
  const assessed = status === "confirmed" || sides.has("independent") || sides.has("media");
  return {
    id: moves.get("event", lead), side, status, start, end, events: rows, sides: [...sides], back: moves.get("back", lead),
    class: `${moves.get("back", lead) ? "withdrawal" : "advance"}-${assessed ? "assessed" : "claimed"}-${side}`,
    place_id: moves.get("place_id", lead), place: events.get("place", moves.get("event", lead)),
    claimed_by: [...new Set(rows.map((row) => events.get("by", row)).filter(Boolean))].sort(),
  };
}
