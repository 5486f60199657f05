// The legend: the classes that appear on the map at this moment, and no others.

// A class's wording with its blanks filled, by the rules of geo/views/legend.py.
function zoneWords(model, record) {
  const { words } = model;
  const announced = record.kind === "announced";
  const claimant = claimantWords(words, record.claimed_by, record.perspective);
  const date = announced ? dayWords(record.known ?? record.from, words) : spanWords(record.claimed_from, record.claimed_to, words);
  const conceded = record.kind === "claimed" && record.perspective !== record.side;
  const kind = legendKind(words, record.class);
  const named = announced && record.status === "planned" ? kind.replace("announced", "proposed") : kind;
  return fillWords(words.legend[conceded ? "zone-conceded" : named], {
    who: words.who[record.side], claimant, extent: extentWords(words, record), date,
  });
}

// What words a class in a legend: the classes of all sides share one. style.legend_kind.
function legendKind(words, name) {
  return words.legend[name] ? name : name.slice(0, name.lastIndexOf("-"));
}

// What an announced zone states of its extent: naming.extent_words.
function extentWords(words, { listed = [], depth = null }) {
  const places = listed.length <= 4 ? joinWords(words, listed) : plural(listed.length - 1, words.extent_listed, words, { first: listed[0] });
  const deep = depth === null ? "" : fillWords(places ? words.depth_of_places : words.depth, { depth });
  return [places, deep].filter(Boolean).join(", ");
}

// A list in a sentence: phrases.join_words.
function joinWords(words, names) {
  return [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(words.and);
}

// Ground of two zones, both voices named: legend.pair_words.
function pairWords(model, pair) {
  const { words, zones } = model;
  const [a, b] = pair.map((row) => {
    const [side, perspective] = [zones.get("side", row), zones.get("perspective", row)];
    return fillWords(words.pair[side === perspective ? "own" : "given"], { claimant: words.speakers[perspective], side: words.holder[side] });
  });
  const told = fillWords(words.pair.both, { a, b });
  return capital(told);
}

// Who gives a contested place to the other side, and when: by legend._contested.
function contestedWords(model, side, claimed, rows) {
  const { words, events } = model;
  const names = unionOf(rows, (row) => [events.get("by", row)]).filter(Boolean);
  const days = rows.map((row) => events.get("known", row)).filter((day) => day !== null);
  return fillWords(words.legend[claimed ? "zone-disputed" : "zone-doubted"], {
    side: words.holder[side], claimant: claimantWords(words, names, claimed ? side : "assessed"),
    date: days.length ? spanWords(Math.min(...days), Math.max(...days), words) : words.ui.no_date,
  });
}

function unionOf(items, read) {
  return [...new Set(items.flatMap(read))].sort();
}

// One or two names, or else the others.
function fewWords(words, names) {
  return names.length && names.length <= 2 ? joinWords(words, names.map((name) => claimantName(words, name, true))) : words.others;
}

// A claimant in the language of the words where they know how, as the record has it where not; with `of` in the case
// that stands after "according to": naming.claimant_name.
function claimantName(words, name, of = false) {
  const known = Object.hasOwn(words.claimant_names, name) ? words.claimant_names[name] : [name, name];
  return known[of ? 1 : 0];
}

// Who says something, by name, to begin a line with.
function speakerOf(words, name) {
  return capital(name ? claimantName(words, name) : words.ui.unnamed);
}

function capital(text) {
  return text && text[0].toUpperCase() + text.slice(1);
}

// The one claimant, or else the group that a perspective or claimant side stands for: naming.claimant_words.
function claimantWords(words, names, voice) {
  if (names.length === 1) return claimantName(words, names[0], true);
  if (names.length && isChosen(voice)) return chosenWords(words, names);
  return words.speakers[voice] || (names.length ? plural(names.length, words.n_claimants, words) : words.unnamed);
}

// All of up to three names, of more the first two and the number of the others: naming.chosen_words.
function chosenWords(words, names) {
  const told = names.map((name) => claimantName(words, name, true));
  return joinWords(words, told.length > 3 ? [...told.slice(0, 2), plural(told.length - 2, words.n_others, words)] : told);
}

// Groups that speak, each once: naming.speakers, less its fixed order of several.
function groupWords(words, voices) {
  return [...new Set(Object.keys(words.speakers).filter((code) => voices.has(code)).map((code) => words.speakers[code]))].join(", ");
}

class Legend {
  constructor(model) {
    this.model = model;
    this.list = el("ul", {});
    this.node = el("details", { class: "fm-legend", open: window.innerWidth > 760 && window.innerHeight > 760 },
      el("summary", {}, model.words.ui.legend), this.list);
    this.shown = "";
    this.swatches = new Swatches();
  }

  // Rebuilt only when the set of classes changes: a legend that flickers cannot be read.
  // Says whether it changed: it lies on the map, and labels keep clear of it.
  update(frame, view, scene) {
    const entries = this._entries(frame, view, scene);
    const key = JSON.stringify([entries.map((entry) => [entry.name, entry.words]), scene.ink.dark]);
    if (key === this.shown) return;
    this.shown = key;
    empty(this.list).append(...entries.map((entry, turn) => el("li", { class: entry.kind === "mark" ? "fm-short" : "" },
      this.swatches.of(entry, scene, turn), el("span", {}, entry.words))));
    this.node.hidden = entries.length === 0;
  }

  _entries(frame, view, scene) {
    return [...this._zones(frame), ...this._contested(frame, view), ...this._struck(frame), ...this._advances(scene), ...this._marks(frame, scene)];
  }

  _zones(frame) {
    const { zones } = this.model;
    const kept = new Map();
    for (const row of frame.zones) {
      const record = zones.record(row);
      const words = record.kind === "announced" ? zoneWords(this.model, record) : `${record.perspective !== record.side}`;
      push(kept, `${record.class} ${words}`, record);
    }
    return [...kept.values()].sort(([a], [b]) => this._order(a.class) - this._order(b.class)).map((records) => {
      const claimed_by = unionOf(records, (record) => record.claimed_by);
      const days = records.flatMap((record) => [record.claimed_from, record.claimed_to]).filter((day) => day !== null);
      const [claimed_from, claimed_to] = days.length ? [Math.min(...days), Math.max(...days)] : [null, null];
      return { name: records[0].class, kind: "zone", words: zoneWords(this.model, { ...records[0], claimed_by, claimed_from, claimed_to }) };
    });
  }

  // Ground that others give to the other side: one entry a pair of voices.
  _contested(frame, view) {
    const { model } = this;
    const told = new Set(model.overlapsOf(frame.zones).map((pair) => pairWords(model, pair)));
    const grounds = new Map();
    for (const { side, claimed, rows } of view.perspective === "all" ? [] : contestedGround(model, frame.zones)) {
      for (const row of rows) push(grounds, `${side} ${claimed ? "claimed" : ""}`, row);
    }
    for (const [key, rows] of grounds) {
      const [side, claimed] = key.split(" ");
      told.add(contestedWords(model, side, Boolean(claimed), rows));
    }
    return [...told].sort().map((words) => ({ name: "zone-disputed", kind: "zone", words }));
  }

  _struck(frame) {
    const { events, words, payload } = this.model;
    return payload.style.order.sides.map((side) => [side, [...frame.struck.values()].filter((one) => one.side === side)])
      .filter(([, struck]) => struck.length)
      .map(([side, struck]) => {
        const rows = struck.flatMap((one) => one.rows);
        const names = (kept) => unionOf(kept, (row) => [events.get("by", row) || words.unnamed]);
        const told = { claim: claimantWords(words, names(rows.filter((row) => takes(events, row, side))), side),
          claimant: fewWords(words, names(rows.filter((row) => events.get("status", row) === "denied"))) };
        return { name: "claim-denied", kind: "mark", type: "capture", status: "denied", side, words: fillWords(words.legend["claim-denied"], told) };
      });
  }

  _advances(scene) {
    const kept = new Map();
    for (const advance of scene.arrows) push(kept, advance.class, advance);
    const entries = [...kept].sort(([a], [b]) => this._order(a) - this._order(b)).map(([name, records]) => {
      const claimed_by = [...new Set(records.flatMap((record) => record.claimed_by))];
      const voices = new Set(records.flatMap((record) => record.sides));
      const claimant = claimed_by.length === 1 ? claimantName(this.model.words, claimed_by[0], true) : groupWords(this.model.words, voices);
      const { words } = this.model;
      const who = words.who[name.slice(name.lastIndexOf("-") + 1)];
      return { name, kind: "arrow", words: fillWords(words.legend[legendKind(words, name)], { who, claimant }) };
    });
    if (entries.length) entries[entries.length - 1].words += `. ${this.model.words.ui.arrows_generalised}`;
    return entries;
  }

  _marks(frame, scene) {
    const { events, words } = this.model;
    const rows = [...scene.marked.values()].flat();
    const types = unique(rows, (row) => events.get("type", row), Object.keys(words.types));
    const statuses = unique(rows, (row) => events.get("status", row), Object.keys(words.statuses));
    const sides = unique(rows, (row) => events.get("actor", row) || "other", Object.keys(words.sides));
    return [
      ...types.map((type) => ({ name: `type-${type}`, kind: "mark", type, status: "claimed", side: null, words: words.types[type] })),
      ...statuses.map((status) => ({ name: `status-${status}`, kind: "mark", type: "other", status, side: null, words: words.statuses[status] })),
      ...sides.map((side) => ({ name: `side-${side}`, kind: "mark", type: "other", status: "confirmed", side, words: words.acts[side] })),
      ...(scene.stacks.length ? [{ name: "stack", kind: "stack", words: words.ui.legend_stack }] : []),
      ...(frame.areas.size ? [{ name: "area", kind: "area", words: words.ui.legend_area }] : []),
    ];
  }

  _order(name) {
    return this.model.payload.style.classes[name].order;
  }
}

function unique(rows, read, order) {
  const found = new Set(rows.map(read));
  return order.filter((code) => found.has(code));
}

// Pictures are kept: a moving slider changes the words beside them at every step, and hardly ever the pictures.
class Swatches {
  constructor() {
    this.kept = new Map();
  }

  // `turn` tells apart entries of the same look that stand in the legend together.
  of(entry, scene, turn) {
    const key = [turn, entry.kind, entry.name, entry.type, entry.status, entry.side, scene.ink.dark].join("|");
    if (!this.kept.has(key)) this.kept.set(key, swatch(entry, scene));
    return this.kept.get(key);
  }
}

// A small picture drawn by the same functions as the map.
function swatch(entry, scene) {
  const [width, height] = [34, 20];
  const canvas = el("canvas", { width: width * 2, height: height * 2, class: "fm-swatch", "aria-hidden": "true" });
  const ctx = canvas.getContext("2d");
  ctx.scale(2, 2);
  const { ink } = scene;
  const neutral = { ink: ink.text, tint: ink.soft };
  if (entry.kind === "zone" || entry.kind === "area") {
    const line = entry.name.startsWith("zone-announced");
    const ring = line ? [1, 15, 12, 8, 22, 12, 33, 5] : [2, 2, 32, 2, 32, 18, 2, 18];
    const shape = new Shape([Float64Array.from(ring)], !line);
    const camera = new Camera(1, 0, 0, width, height, 0);
    if (entry.kind === "area") {
      fillShape(ctx, camera, shape, withAlpha(scene.style.neutral.ink, 0.14));
      drawCount(ctx, 17, 10, 3, ink, 8);
    } else {
      const look = scene.look(entry.name);
      if (!line) paintArea(ctx, camera, shape, look, ink);
      strokeShape(ctx, camera, shape, edgeOf(look));
    }
  } else if (entry.kind === "stack") {
    drawStack(ctx, { x: 17, y: 10, count: 9, members: [] }, [["RU", 0.6], ["UA", 0.4]], (side) => scene.side(side).ink, ink, false);
  } else if (entry.kind === "arrow") {
    drawArrow(ctx, [1, 14], [42, 8], scene.look(entry.name), ink);
  } else {
    const side = entry.side ? scene.side(entry.side) : neutral;
    drawMark(ctx, 17, 10, { corners: scene.corners(entry.type), side, look: scene.style.statuses[entry.status], ink, r: 6 });
  }
  return canvas;
}
