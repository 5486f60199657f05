// The panel on the right and the hover card: who says what, when, where it was published, and the sentence.

class Panel {
  constructor(model, { onClose, onGo }) {
    this.model = model;
    this.onGo = onGo;
    this.body = el("div", { class: "fm-panel-body" });
    this.title = el("h2", { class: "fm-panel-title", tabindex: "-1" });
    const close = button("×", model.words.ui.close, () => onClose(), { class: "fm-close" });
    this.node = el("aside", { class: "fm-panel", "aria-label": model.words.ui.details, hidden: true },
      el("header", { class: "fm-panel-head" }, this.title, close), this.body);
    this.node.addEventListener("keydown", (event) => event.key === "Escape" && onClose());
  }

  show(title, ...children) {
    this.title.textContent = title;
    empty(this.body).append(...children.flat().filter(Boolean));
    this.node.hidden = false;
    this.body.scrollTop = 0;
  }

  hide() {
    this.node.hidden = true;
  }

  // Records of one place or region: one block a happening, its tellings side by side.
  records(title, intro, rows, view) {
    const { ui } = this.model.words;
    const shown = new Set(rows);
    const heads = rows.filter((row) => this.model.tellings(row).find((one) => shown.has(one)) === row);
    const blocks = heads.slice(0, 60).map((row) => this._happening(row, shown, view));
    this.show(title, intro && el("p", { class: "fm-intro" }, intro), this._contradiction(rows, view), blocks,
      heads.length > 60 && el("p", {}, plural(heads.length - 60, ui.n_more_not_listed, this.model.words)));
  }

  // Where all records are of one place that a zone holds and somebody gives to the other side or denies: who says
  // so and who says otherwise, side by side.
  _contradiction(rows, view) {
    const { events, zones, words } = this.model;
    const places = new Set(rows.map((row) => events.get("place_id", row)));
    const [place] = places;
    if (places.size !== 1 || !place) return null;
    const seen = new Set();
    const told = { for: [], against: [] };
    for (const zone of this.model.zonesAt(view)) {
      if (!zones.get("disputed", zone).includes(place)) continue;
      const against = new Set(zones.get("against", zone));
      for (const row of zones.get("events", zone)) {
        if (events.get("place_id", row) !== place || seen.has(row) || !this.model.toldBy(view, row)) continue;
        seen.add(row);
        told[against.has(row) ? "against" : "for"].push(row);
      }
    }
    if (!told.for.length || !told.against.length) return null;
    const side = (name, label) => el("div", {}, el("h4", {}, label), told[name].map((row) => this.card(row, false)));
    return el("section", { class: "fm-happening" }, el("p", { class: "fm-contradiction" }, words.ui.contradicting),
      el("div", { class: "fm-tellings" }, side("for", words.ui.says_so), side("against", words.ui.says_otherwise)));
  }

  _happening(head, shown, view) {
    const { events, words } = this.model;
    const told = this.model.tellings(head);
    const inside = told.filter((row) => shown.has(row));
    const placeOf = (row) => events.get("place_id", row) || events.get("place", row);
    const here = new Set(inside.map(placeOf));
    const others = told.filter((row) => !shown.has(row) && here.has(placeOf(row)) && this.model.toldBy(view, row));
    const first = inside.find((row) => events.get("status", row) !== "denied") ?? inside[0];
    const sides = new Set([...inside, ...others].map((row) => events.get("status", row) === "denied"));
    const heading = el("h3", {}, this._heading(first), el("span", { class: "fm-soft" }, ` ${placeName(this.model, first, words.lang)}`));
    return el("section", { class: "fm-happening" }, heading,
      sides.size > 1 && el("p", { class: "fm-contradiction" }, words.ui.contradicting),
      el("div", { class: "fm-tellings" },
        [...inside, ...others].sort((a, b) => (events.get("known", a) ?? 0) - (events.get("known", b) ?? 0))
          .map((row) => this.card(row, !shown.has(row)))));
  }

  // What is only denied has no heading of its own: nobody here says that it happened.
  _heading(row) {
    const { events, words } = this.model;
    return events.get("status", row) === "denied" ? words.statuses.denied : words.types[events.get("type", row)];
  }

  card(row, outside) {
    const { events, words, payload } = this.model;
    const record = events.record(row);
    const side = payload.style.sides[record.side] ? record.side : "other";
    const status = words.statuses[record.status];
    const card = el("article", { class: `fm-card fm-side-${side}${record.status === "denied" ? " fm-denied" : ""}` },
      el("p", { class: "fm-who" }, el("strong", {}, speakerOf(words, record.by)), ` ${sayingWords(words, record.status, record.type)}`,
        el("span", { class: `fm-status fm-status-${record.status}` }, status)),
      outside && el("p", { class: "fm-soft fm-small" }, words.ui.outside_view),
      el("p", { class: "fm-when" }, this._when(record)),
      this._where(record));
    const here = this.model.texts.of(row);
    if (here) card.append(...this._texts({ ...record, ...here }));
    else this._askFor(card, record);
    return card;
  }

  // The sentence and its sources come when they are asked for; until then, and where they do not come, that is told.
  _askFor(card, record) {
    const { ui } = this.model.words;
    const waiting = el("p", { class: "fm-soft fm-small", role: "status" }, ui.sentence_coming);
    card.append(waiting);
    this.model.texts.ask(record.row).then((texts) => waiting.replaceWith(...this._texts({ ...record, ...texts })),
      () => { waiting.textContent = ui.sentence_missing; });
  }

  _texts(record) {
    return [record.quote && el("blockquote", {}, record.quote),
      record.note && el("p", { class: record.quote ? "fm-note fm-soft" : "fm-note" }, record.note),
      el("p", { class: "fm-published" }, this._published(record))].filter(Boolean);
  }

  _when(record) {
    const { words } = this.model;
    const parts = [];
    if (record.start !== null || record.end !== null) parts.push(this._dates(record));
    if (record.known !== null) parts.push(`${words.ui.reported_on} ${dayWords(record.known, words)}`);
    return parts.join("; ") || words.ui.no_date;
  }

  _dates({ start, end, date_precision: precision }) {
    const { words } = this.model;
    if (precision === "month") return monthWords(end ?? start, words);
    if (precision === "by" || start === null) return `${words.ui.by_day} ${dayWords(end ?? start, words)}`;
    if (precision === "week") return `${words.ui.week_of} ${dayWords(start, words)}`;
    if (end === null || end === start) return dayWords(start, words);
    return `${dayWords(start, words)} – ${dayWords(end, words)}`;
  }

  // Area-level records and bearings say how far off the place may be.
  _where(record) {
    const { ui } = this.model.words;
    const parts = [];
    if (record.precision && record.precision !== "populated_place") parts.push(ui.place_not_stated);
    if (record.relation && record.relation !== "at" && ui[`relation_${record.relation}`]) {
      const far = record.distance ? ` (${record.distance} ${ui.km})` : "";
      parts.push(`${ui[`relation_${record.relation}`]} ${record.place || ""}${far}`);
    }
    return parts.length ? el("p", { class: "fm-soft fm-small" }, parts.join("; ")) : null;
  }

  _published({ publisher, url, publisher_2, url_2 }) {
    const { ui } = this.model.words;
    if (!publisher && !url) return ui.no_publisher;
    const one = (name, address) => (address ? link(address, name || ui.source) : el("span", {}, name));
    return [`${ui.published_by} `, one(publisher, url), publisher_2 || url_2 ? ", " : "",
      publisher_2 || url_2 ? one(publisher_2, url_2) : ""];
  }

  zones(rows, view) {
    const { zones, words } = this.model;
    this.show(words.ui.zones_here, el("p", { class: "fm-intro" }, words.ui.zone_is_claim),
      rows.map((row) => this._zone(zones.record(row), view)));
  }

  _zone(zone, view) {
    const { words, events } = this.model;
    const { ui } = words;
    const rows = zone.events;
    const open = zone.to === null || view.clock === "known"; // on the day itself nobody knows how long it will hold
    const against = new Set(zone.against);
    const [makes, disputes] = [rows.filter((row) => !against.has(row)), rows.filter((row) => against.has(row))];
    const told = zone.disputed.length - zone.denied.length;
    const contradicted = [zone.denied.length && plural(zone.denied.length, ui.n_denied, words), told > 0 && plural(told, ui.n_contested, words)].filter(Boolean);
    const facts = [
      [ui.according_to, words.perspectives[zone.perspective]],
      [ui.says_who, zone.claimed_by.map((name) => claimantName(words, name)).join(", ")],
      [zone.claimed_from !== zone.claimed_to ? ui.claimed_between : ui.claimed_on, spanWords(zone.claimed_from, zone.claimed_to, words)],
      [ui.holds, open ? `${ui.since} ${dayWords(zone.from, words)}` : `${dayWords(zone.from, words)} – ${dayWords(zone.to - 1, words)}`],
      [ui.area, zone.area === null ? null : `${ui.about} ${groupDigits(Math.round(zone.area), words)} ${ui.km2} ${ui.as_drawn}`],
      [ui.depth, zone.depth === null ? null : fillWords(words.depth, { depth: zone.depth })],
      [ui.listed, zone.listed.join(", ")],
      [ui.settlements, zone.settlements ? [`${zone.settlements}`, ...contradicted].join(", ") : null],
      [ui.made_by, madeWords(words, zone, this.model.payload.reach_km)],
      [ui.note, zone.note],
    ].filter(([, value]) => value !== null && value !== undefined && value !== "");
    return el("section", { class: "fm-happening" },
      el("h3", {}, zoneWords(this.model, zone)),
      el("dl", {}, facts.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
      this._records(makes, plural(makes.length, ui.n_records_make_zone, words)),
      disputes.length > 0 && this._records(disputes, plural(disputes.length, ui.n_records_dispute_zone, words)));
  }

  _records(rows, summary) {
    return el("details", {}, el("summary", {}, summary),
      el("ul", { class: "fm-list" }, rows.map((row) => this._line(row, this.model.events))));
  }

  _line(row, events) {
    const { words } = this.model;
    const known = events.get("known", row);
    return el("li", {}, button(`${placeName(this.model, row, words.lang) || "–"}: ${speakerOf(words, events.get("by", row))} ${sayingWords(words, events.get("status", row), events.get("type", row))}${known === null ? "" : `, ${dayWords(known, words)}`}`,
      words.ui.go_there, () => this.onGo(row), { class: "fm-line" }));
  }

  advance(advance, view) {
    const { ui } = this.model.words;
    const title = `${advance.back ? ui.withdrawal_from : ui.advance_to} ${movePlace(this.model, advance)}`;
    this.records(title, `${ui.arrow_is_not_control} ${ui.arrow_method}`, advance.events, view);
  }

  // Records without a place on this map: told, not hidden.
  listed(rows, view) {
    const { words } = this.model;
    this.records(words.ui.not_on_map, words.ui.not_on_map_intro, rows, view);
  }
}

// The place of a move, in the language of the words.
function movePlace(model, advance) {
  return placeName(model, advance.id, model.words.lang) || advance.place || "";
}

// How a zone is drawn: Zone.method, worded by what is known of it.
function madeWords({ ui }, zone, reach) {
  if (zone.kind !== "announced") return fillWords(ui.made_held, { reach });
  if (zone.shape === null) return ui.made_no_extent;
  if (!zone.listed.length) return fillWords(ui.made_strip, { depth: zone.depth });
  return zone.depth === null ? ui.made_listed : fillWords(ui.made_listed_within, { depth: zone.depth });
}

// "claims: capture"; a denial of talk about a place denies what was said, not that there was fighting.
function sayingWords(words, status, type) {
  return status === "denied" ? words.denials[type] || words.denials.other : `${words.verbs[status]}: ${words.types[type].toLowerCase()}`;
}

// The card beside the pointer: enough to know what a mark is before clicking.
class HoverCard {
  constructor(model) {
    this.model = model;
    this.node = el("div", { class: "fm-hover", "aria-hidden": "true", hidden: true });
  }

  show(hit, at, view, size) {
    const lines = this._lines(hit, view);
    empty(this.node).append(...lines.map((line, i) => el(i === 0 ? "strong" : "span", {}, line)));
    this.node.hidden = false;
    const left = at.x + 16 + this.node.offsetWidth > size.x ? at.x - 12 - this.node.offsetWidth : at.x + 16;
    const top = Math.min(at.y + 12, size.y - this.node.offsetHeight - 6);
    Object.assign(this.node.style, { left: `${Math.max(4, left)}px`, top: `${Math.max(4, top)}px` });
  }

  hide() {
    this.node.hidden = true;
  }

  // A hit may bring its own words along.
  _lines(hit, view) {
    if (hit.lines) return hit.lines;
    const { events, words, zones, regions } = this.model;
    const say = (row) => `${speakerOf(words, events.get("by", row))} ${sayingWords(words, events.get("status", row), events.get("type", row))}`;
    if (hit.kind === "place") {
      const more = hit.rows.length > 3 ? [`+ ${hit.rows.length - 3}`] : [];
      return [placeName(this.model, hit.rows[hit.rows.length - 1], words.lang) || words.ui.unnamed, ...hit.rows.slice(-3).reverse().map(say), ...more];
    }
    if (hit.kind === "area") {
      return [named(regions.get(hit.id), view.lang), `${plural(hit.rows.length, words.ui.n_reports, words)}, ${words.ui.place_not_stated}`];
    }
    if (hit.kind === "advance") {
      const { advance } = hit;
      return [`${advance.back ? words.ui.withdrawal_from : words.ui.advance_to} ${movePlace(this.model, advance)}`, advance.claimed_by.map((name) => claimantName(words, name)).join(", "), words.ui.not_control];
    }
    const rows = hit.kind === "zones" ? hit.rows : [hit.row];
    return [...new Set(rows.map((row) => zoneWords(this.model, zones.record(row))))];
  }
}
