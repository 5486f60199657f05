// The one plain sentence, filled from the parts and templates of geo/views/words.py. Its twin is
// words.sentence: a test compares the two, so change both.

function sentence(parts, words) {
  const clauses = parts.zones.map((zone) => zoneClause(zone, parts.perspective, words));
  if (!(clauses.length || parts.announced || parts.advances || parts.reports)) {
    clauses.push(words.nothing);
  } else {
    if (!clauses.length) clauses.push(words.no_zone[parts.perspective]);
    if (parts.announced) clauses.push(counted("announced", parts.announced, words));
    clauses.push(counted("advances", parts.advances, words) + windowWords(parts, words));
    if (parts.reports && !parts.zones.length && !parts.advances) clauses.push(counted("reports", parts.reports, words));
  }
  const lead = fillWords(words.lead, {
    day: isoWords(parts.day, words, true),
    clock: words.clock[parts.clock],
    perspective: words.perspective[parts.perspective],
  });
  const hidden = parts.filtered && parts.hidden ? counted("hidden", parts.hidden, words) : "";
  return lead + clauses.join(words.joint) + words.end + hidden;
}

function fillWords(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function groupDigits(n) {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

function counted(name, n, words) {
  const forms = words[name];
  const form = n === 0 && "none" in forms ? "none" : n === 1 ? "one" : "other";
  return fillWords(forms[form], { n: groupDigits(n) });
}

function zoneClause(zone, perspective, words) {
  let name = perspective === zone.perspective ? "own" : "own_of_all";
  if (zone.perspective === "assessed") name = "assessed";
  else if (zone.perspective !== zone.side) name = "conceded";
  const n = zone.settlements;
  let text = fillWords(words[name][n === 1 ? "one" : "other"], {
    n: groupDigits(n),
    side: words.side[zone.side],
    claimant: words.claimant[zone.perspective] || "",
  });
  if (zone.area_km2 > 0) {
    const area = roundHalfEven(zone.area_km2);
    text += area ? fillWords(words.area, { area: groupDigits(area) }) : words.area_small;
  }
  if (zone.denied) {
    const form = zone.denied < n ? "some" : n === 1 ? "single" : "all";
    text += fillWords(words.denied[form], { n: groupDigits(zone.denied) });
  }
  return text;
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

function windowWords(parts, words) {
  const told = (iso) => isoWords(iso, words, iso.slice(0, 4) !== parts.day.slice(0, 4));
  const first = told(parts.first);
  if (parts.first === parts.last) return fillWords(words.on, { first });
  if (parts.last === parts.day) return fillWords(words.since, { first });
  return fillWords(words.within, { first, last: told(parts.last) });
}
