// The one plain sentence, filled from its parts and a language's table (geo/views/languages). Its twin is
// words.sentence: a test compares the two, so change both. `words` is the whole table.

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
    hidden: frame.hidden, others: frame.others, filtered: isFiltered(view),
  };
}

// Whether a view leaves records out: view.filtered.
function isFiltered(view) {
  return ["sides", "types", "statuses", "claimants", "publishers", "precisions"].some((name) => view[name].length > 0)
    || view.text !== "" || view.two_publishers;
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

// Whether a view has nothing to tell; the remedy is said on the screen only, where there is something to widen.
function isEmpty({ zones, announced, proposed, moves, reports }) {
  return !(zones.length || announced || proposed || moves.length || reports);
}

function sentence(parts, words) {
  const said = words.sentence;
  const clauses = parts.zones.map((zone) => zoneClause(zone, parts.perspective, words));
  if (isEmpty(parts)) {
    clauses.push(said.nothing);
  } else {
    if (!clauses.length) clauses.push(said.no_zone[parts.perspective]);
    if (parts.announced) clauses.push(plural(parts.announced, said.announced, words));
    if (parts.proposed) clauses.push(plural(parts.proposed, said.proposed, words));
    clauses.push(...toldInWindow(parts, words).map((told) => told + windowWords(parts, words)));
  }
  const lead = fillWords(said.lead, {
    day: isoWords(parts.day, words, true),
    record: recordWords(parts, words),
    clock: said.clock[parts.clock],
    perspective: said.perspective[parts.perspective],
  });
  const hidden = parts.filtered && parts.hidden ? plural(parts.hidden, said.hidden, words) : "";
  const others = parts.others ? plural(parts.others, said.others, words) : "";
  return lead + clauses.join(said.joint) + said.end + hidden + others + (parts.filtered ? said.filters : "");
}

// A perspective of chosen claimants: geo/perspectives.py.
function isChosen(perspective) {
  return perspective.startsWith("by:");
}

function fillWords(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function groupDigits(n, words) {
  return String(n).replace(/\B(?=(\d{3})+$)/g, words.group);
}

const PLURAL_RULES = new Map();

// A count in words: the form that a whole number takes in the language of `words`, with its blanks filled.
function plural(n, forms, words, values = {}) {
  if (!PLURAL_RULES.has(words.lang)) PLURAL_RULES.set(words.lang, new Intl.PluralRules(words.lang));
  return fillWords(forms[PLURAL_RULES.get(words.lang).select(n)], { n: groupDigits(n, words), ...values });
}

// The moves of the window, else its reports, else that there is none: not where filters may leave some out.
function toldInWindow({ moves, reports, filtered }, words) {
  const said = words.sentence;
  const told = ({ side, back, n }) => plural(n, back ? said.withdrawals : said.advances, words, { who: said.who[side] });
  if (moves.length) return [moves.map(told).join(", ")];
  if (reports) return [plural(reports, said.reports, words)];
  return filtered ? [] : [said.no_advance];
}

// A day past the record's ends is told: nothing there is news.
function recordWords({ day, record }, words) {
  const [first, last] = record;
  if (day > last) return fillWords(words.sentence.after_record, { last: isoWords(last, words, true) });
  return day < first ? fillWords(words.sentence.before_record, { first: isoWords(first, words, true) }) : "";
}

function zoneClause(zone, perspective, words) {
  let name = perspective === zone.perspective ? "own" : "own_of_all";
  if (zone.kind === "assessed") name = "assessed";
  else if (isChosen(zone.perspective)) name = "said";
  else if (zone.perspective !== zone.side) name = "conceded";
  const said = words.sentence;
  const values = { side: said.side[zone.side], claimant: said.claimant[zone.perspective] || "" };
  const text = plural(zone.settlements, said[name], words, values);
  return text + areaWords(zone.area_km2, words) + contradictions(zone, words);
}

function contradictions(zone, words) {
  const n = zone.settlements;
  const told = ["denied", "contested", "doubted"].filter((name) => zone[name]);
  return told.map((name, at) => {
    const whole = { 1: "single", 2: "both" }[n] || "all";
    const form = at > 0 ? "more" : zone[name] < n ? "some" : whole;
    const other = words.sentence[name === "contested" ? "rival" : "side"][OPPONENTS[zone.side]] || "";
    return fillWords(words.sentence[name][form], { n: groupDigits(zone[name], words), other });
  }).join("");
}

function areaWords(km2, words) {
  if (!(km2 > 0)) return "";
  const area = roundHalfEven(km2);
  return area ? fillWords(words.sentence.area, { area: groupDigits(area, words) }) : words.sentence.area_small;
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
  const said = words.sentence;
  const told = (iso) => isoWords(iso, words, iso.slice(0, 4) !== parts.day.slice(0, 4));
  const first = told(parts.first);
  const known = parts.clock === "known";
  if (known && parts.first > parts.day) return fillWords(said.beyond, { first });
  const last = known && parts.last > parts.day ? parts.day : parts.last;
  if (parts.first === last) return fillWords(said.on, { first });
  if (last === parts.day) return fillWords(said.since, { first });
  return fillWords(said.within, { first, last: told(last) });
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
