// The one plain sentence, filled from the parts and templates of geo/views/words.py. Its twin is
// words.sentence: a test compares the two, so change both.

const OPPONENTS = { RU: "UA", UA: "RU" };

// What the sentence is made of: the same parts as words.sentence_parts.
function sentenceParts(model, frame, view) {
  const { zones } = model;
  const groups = new Map();
  const announced = { announced: 0, planned: 0 };
  for (const row of frame.zones) {
    if (zones.get("kind", row) === "announced") {
      announced[zones.get("status", row) === "planned" ? "planned" : "announced"] += 1;
      continue;
    }
    const key = [zones.get("perspective", row), zones.get("side", row), zones.get("kind", row)];
    const name = key.join(" ");
    if (!groups.has(name)) groups.set(name, { perspective: key[0], side: key[1], kind: key[2], settlements: 0, area_km2: 0, denied: new Set(), contested: new Set(), doubted: new Set() });
    const group = groups.get(name);
    group.settlements += zones.get("settlements", row);
    group.area_km2 += zones.get("area", row) ?? 0;
    for (const id of zones.get("denied", row)) group.denied.add(id);
    for (const [id, place] of contestedPlaces(model, row)) group[place.claimed ? "contested" : "doubted"].add(id);
  }
  const told = new Set(frame.advances.flatMap((advance) => advance.events));
  return {
    day: isoOf(view.day), first: isoOf(view.from), last: isoOf(view.to - 1), clock: view.clock, perspective: view.perspective,
    record: [isoOf(model.payload.first), isoOf(model.payload.last)],
    zones: [...groups.values()].filter((group) => group.settlements)
      .map((group) => ({ ...group, denied: group.denied.size, contested: group.contested.size, doubted: group.doubted.size }))
      .sort(readingOrder(model.payload.style.order.sides)),
    announced: announced.announced, proposed: announced.planned, moves: movesOf(frame.advances, model.payload.style.order.sides),
    reports: frame.events.filter((row) => !told.has(row)).length,
    hidden: frame.hidden, others: frame.others, filtered: Boolean(view.sides.length || view.types.length || view.statuses.length),
  };
}

// Places in a zone that nobody denies and others give to the other side: place id -> whether that side claims it
// itself, and the records that say so. The twin of contesting.contested_places.
function contestedPlaces(model, zone) {
  const { zones, events } = model;
  const other = OPPONENTS[zones.get("side", zone)];
  const denied = new Set(zones.get("denied", zone));
  const against = new Set(zones.get("against", zone));
  const found = new Map(zones.get("disputed", zone).filter((id) => !denied.has(id)).map((id) => [id, { claimed: false, rows: [] }]));
  for (const row of found.size ? against : []) {
    const place = found.get(events.get("place_id", row));
    if (!place || !takes(events, row, other)) continue;
    place.rows.push(row);
    if (events.get("side", row) === other) place.claimed = true;
  }
  for (const place of found.values()) if (place.claimed) place.rows = place.rows.filter((row) => events.get("side", row) === other);
  return found;
}

// Contested places of some zones that have ground to draw.
function contestedGround(model, zones) {
  return zones.flatMap((zone) => [...contestedPlaces(model, zone)].filter(([id]) => model.cells.has(id))
    .map(([id, place]) => ({ id, side: OPPONENTS[model.zones.get("side", zone)], ...place })));
}

// North Korean troops take ground for Russia.
function takes(events, row, side) {
  const actor = events.get("actor", row);
  return events.get("type", row) === "capture" && events.get("status", row) !== "denied" && (actor === "KP" ? "RU" : actor) === side;
}

function readingOrder(sides) {
  const key = (group) => [group.perspective === "assessed" ? 1 : 0, Math.max(0, sides.indexOf(group.perspective)), group.side === group.perspective ? 0 : 1];
  return (a, b) => key(a).map((part, i) => part - key(b)[i]).find((difference) => difference !== 0) || 0;
}

function movesOf(advances, sides) {
  const found = [];
  for (const back of [false, true]) {
    for (const side of sides) {
      const n = advances.filter((advance) => advance.side === side && Boolean(advance.back) === back).length;
      if (n) found.push({ side, back, n });
    }
  }
  return found;
}

function sentence(parts, words) {
  const clauses = parts.zones.map((zone) => zoneClause(zone, parts.perspective, words));
  if (!(clauses.length || parts.announced || parts.proposed || parts.moves.length || parts.reports)) {
    clauses.push(words.nothing);
  } else {
    if (!clauses.length) clauses.push(words.no_zone[parts.perspective]);
    if (parts.announced) clauses.push(counted("announced", parts.announced, words));
    if (parts.proposed) clauses.push(counted("proposed", parts.proposed, words));
    clauses.push(movesClause(parts.moves, words) + windowWords(parts, words));
    if (parts.reports && !parts.zones.length && !parts.moves.length) clauses.push(counted("reports", parts.reports, words));
  }
  const lead = fillWords(words.lead, {
    day: isoWords(parts.day, words, true),
    record: recordWords(parts, words),
    clock: words.clock[parts.clock],
    perspective: words.perspective[parts.perspective],
  });
  const hidden = parts.filtered && parts.hidden ? counted("hidden", parts.hidden, words) : "";
  const others = parts.others ? counted("others", parts.others, words) : "";
  return lead + clauses.join(words.joint) + words.end + hidden + others + (parts.filtered ? words.filters : "");
}

// A perspective of chosen claimants: geo/perspectives.py.
function isChosen(perspective) {
  return perspective.startsWith("by:");
}

function fillWords(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function groupDigits(n) {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

function counted(name, n, words, values = {}) {
  return fillWords(words[name][n === 1 ? "one" : "other"], { n: groupDigits(n), ...values });
}

function movesClause(moves, words) {
  if (!moves.length) return words.no_advance;
  return moves.map(({ side, back, n }) => counted(back ? "withdrawals" : "advances", n, words, { who: words.adjective[side] })).join(", ");
}

// A day past the record's ends is told: nothing there is news.
function recordWords({ day, record }, words) {
  const [first, last] = record;
  if (day > last) return fillWords(words.after_record, { last: isoWords(last, words, true) });
  return day < first ? fillWords(words.before_record, { first: isoWords(first, words, true) }) : "";
}

function zoneClause(zone, perspective, words) {
  let name = perspective === zone.perspective ? "own" : "own_of_all";
  if (zone.kind === "assessed") name = "assessed";
  else if (isChosen(zone.perspective)) name = "said";
  else if (zone.perspective !== zone.side) name = "conceded";
  const n = zone.settlements;
  const text = fillWords(words[name][n === 1 ? "one" : "other"], {
    n: groupDigits(n),
    side: words.side[zone.side],
    claimant: words.claimant[zone.perspective] || "",
  });
  return text + areaWords(zone.area_km2, words) + contradictions(zone, words);
}

function contradictions(zone, words) {
  const n = zone.settlements;
  const told = ["denied", "contested", "doubted"].filter((name) => zone[name]);
  return told.map((name, at) => {
    const whole = n === 1 ? "single" : "all";
    const form = at > 0 ? "more" : zone[name] < n ? "some" : whole;
    return fillWords(words.contradiction[form], { n: groupDigits(zone[name]) })
      + fillWords(words[name], { other: words.side[OPPONENTS[zone.side]] || "" });
  }).join("");
}

function areaWords(km2, words) {
  if (!(km2 > 0)) return "";
  const area = roundHalfEven(km2);
  return area ? fillWords(words.area, { area: groupDigits(area) }) : words.area_small;
}

// Python rounds a half to the even number; so does this.
function roundHalfEven(value) {
  const low = Math.floor(value);
  if (value - low !== 0.5) return Math.round(value);
  return low % 2 === 0 ? low : low + 1;
}

function isoWords(iso, words, year) {
  const [y, m, d] = iso.split("-").map(Number);
  return `${d} ${words.months[m - 1]}${year ? ` ${y}` : ""}`;
}

// Under the known clock the window ends on the day, however far it reaches.
function windowWords(parts, words) {
  const told = (iso) => isoWords(iso, words, iso.slice(0, 4) !== parts.day.slice(0, 4));
  const first = told(parts.first);
  const known = parts.clock === "known";
  if (known && parts.first > parts.day) return fillWords(words.beyond, { first });
  const last = known && parts.last > parts.day ? parts.day : parts.last;
  if (parts.first === last) return fillWords(words.on, { first });
  if (last === parts.day) return fillWords(words.since, { first });
  return fillWords(words.within, { first, last: told(last) });
}

// The days of some claims: one day, or the first and the last. The twin of phrases.span_words.
function spanWords(first, last, words) {
  if (first === null || last === null) return words.ui.no_date;
  const [from, to] = [isoOf(first), isoOf(last)];
  if (from === to) return isoWords(to, words, true);
  const [fromYear, fromMonth, fromDay] = from.split("-").map(Number);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${fromDay}–${isoWords(to, words, true)}`;
  return `${fromDay} ${words.months[fromMonth - 1]}${from.slice(0, 4) === to.slice(0, 4) ? "" : ` ${fromYear}`} – ${isoWords(to, words, true)}`;
}
