// A report's text with its mentions marked: a card on each tells what it was taken for and why, and lets a person
// choose among several places. Text is only ever written as text.

export default function mount(component) {
  const { data, parentElement, setTriggerValue } = component;
  let held = parentElement.reportText;
  if (!held) {
    held = { root: document.createElement("div"), card: document.createElement("div") };
    held.root.className = "rt";
    held.card.className = "rt-card";
    held.card.popover = "manual";
    held.card.id = "rt-card";
    parentElement.append(held.root);
    parentElement.reportText = held;
    listen(held);
  }
  held.choose = (mark, place) => setTriggerValue("choice", { mark, place });
  const told = JSON.stringify([data.pieces, data.marks, data.legend]);
  if (told !== held.told) {
    held.told = told;
    held.data = data;
    draw(held);
  }
  if (data.selected !== held.selected) {
    held.selected = data.selected;
    const quote = held.text.querySelector(".rt-quote");
    if (quote && data.selected) held.text.scrollTop = quote.offsetTop - held.text.clientHeight / 3;
  }
  return () => setTimeout(() => leave(held, parentElement), 0);
}

// Streamlit cleans up at reruns as well; only a text that has left the page ends.
function leave(held, parentElement) {
  if (held.root.isConnected) return;
  window.removeEventListener("scroll", held.scrolled, { capture: true });
  delete parentElement.reportText;
}

function make(tag, name, text) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
}

function draw(held) {
  const { pieces, marks, legend } = held.data;
  const at = held.text ? held.text.scrollTop : 0;
  const key = make("div", "rt-legend");
  for (const [kind, name, meaning] of legend) {
    const entry = make("span");
    entry.append(make("mark", kind, name), document.createTextNode(` ${meaning}`));
    key.append(entry);
  }
  held.text = make("div", "rt-text");
  held.text.tabIndex = 0;
  for (const [text, mark, quoted] of pieces) {
    let node = document.createTextNode(text);
    if (mark !== null) {
      const { kind, open, chosen } = marks[mark];
      node = make("mark", `${kind}${open ? " open" : ""}${chosen ? " chosen" : ""}`, text);
      Object.assign(node, { tabIndex: 0, markIndex: mark });
      node.setAttribute("aria-describedby", "rt-card");
    }
    if (quoted) {
      const span = make("span", "rt-quote");
      span.append(node);
      node = span;
    }
    held.text.append(node);
  }
  held.root.replaceChildren(key, held.text, held.card);
  held.text.scrollTop = at;
}

function listen(held) {
  const markOf = (event) => event.target.closest && event.target.closest("mark[tabindex]");
  const later = (event) => {
    const to = event.relatedTarget;
    if (to && (held.card.contains(to) || to === held.shown)) return;
    // A mark that was clicked, tapped or reached by keys keeps its card until it loses the focus.
    if (event.type === "mouseout" && held.root.getRootNode().activeElement === held.shown) return;
    held.leaving = setTimeout(() => hide(held), 250);
  };
  const stay = () => clearTimeout(held.leaving);
  for (const type of ["mouseover", "focusin", "click"]) {
    held.root.addEventListener(type, (event) => {
      if (held.card.contains(event.target)) return stay();
      const mark = markOf(event);
      if (mark) { stay(); show(held, mark); }
    });
  }
  held.scrolled = () => follow(held);
  window.addEventListener("scroll", held.scrolled, { capture: true, passive: true });
  for (const type of ["mouseout", "focusout"]) held.root.addEventListener(type, later);
  held.root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide(held);
    if (event.key === "Enter" && markOf(event)) {
      const first = held.card.querySelector("button");
      if (first) first.focus();
    }
  });
}

// The card is in the browser's top layer: nothing that comes later on the page can cover it.
function hide(held) {
  if (held.card.isConnected && held.card.matches(":popover-open")) held.card.hidePopover();
}

// The card goes along with its mark, and away where the mark is scrolled out of the window.
function follow(held) {
  const { card, shown } = held;
  if (!card.isConnected || !card.matches(":popover-open")) return;
  const box = shown.getClientRects()[0];
  if (!box || box.bottom < 0 || box.top > window.innerHeight) hide(held);
  else place(card, shown);
}

function show(held, node) {
  const mark = held.data.marks[node.markIndex];
  const { card } = held;
  held.shown = node;
  card.replaceChildren(make("p", "rt-kind", mark.title));
  for (const line of mark.lines) card.append(make("p", "rt-line", line));
  if (mark.candidates.length) card.append(make("p", "rt-head", mark.heading));
  const list = make("ul");
  for (const one of mark.candidates) list.append(candidate(held, node.markIndex, mark, one));
  if (list.childElementCount) card.append(list);
  for (const line of mark.reasons) card.append(make("p", "rt-soft", line));
  if (mark.chosen) {
    const undo = make("button", "rt-undo", held.data.undo);
    undo.type = "button";
    undo.addEventListener("click", () => held.choose(node.markIndex, null));
    card.append(undo);
  }
  if (!card.matches(":popover-open")) card.showPopover();
  place(card, node);
}

function candidate(held, index, mark, one) {
  const entry = make("li", one.current ? "rt-current" : "");
  const name = make("span", "rt-name", one.name);
  const score = make("span", "rt-score", one.score);
  score.setAttribute("aria-label", `score ${one.score}`);
  if (mark.open || mark.chosen) {
    const pick = make("button");
    pick.type = "button";
    pick.append(name, score);
    pick.addEventListener("click", () => held.choose(index, one.id));
    entry.append(pick);
  } else {
    entry.append(name, score);
  }
  if (one.reasons) entry.append(make("p", "rt-soft", one.reasons));
  return entry;
}

function place(card, node) {
  const box = node.getClientRects()[0];
  const width = Math.min(360, window.innerWidth - 16);
  card.style.width = `${width}px`;
  card.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - width - 8))}px`;
  const above = box.top - card.offsetHeight - 4;
  const fits = window.innerHeight - box.bottom > card.offsetHeight + 12;
  card.style.top = `${fits || above < 8 ? box.bottom + 4 : above}px`;
}
