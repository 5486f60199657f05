// Elements are made here and text is only ever written as text: no markup from data reaches the page.

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [type, handler] of Object.entries(value)) node.addEventListener(type, handler);
    else if (name === "class") node.className = value;
    else if (name === "style") Object.assign(node.style, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

function empty(node) {
  node.replaceChildren();
  return node;
}

// A link only where the address is http or https; anything else stays text.
function link(url, text) {
  let parsed = null;
  try {
    parsed = new URL(url);
  } catch {
    return el("span", {}, text);
  }
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") return el("span", {}, text);
  return el("a", { href: parsed.href, target: "_blank", rel: "noopener noreferrer", title: parsed.hostname }, text);
}

function button(label, title, onClick, extra = {}) {
  return el("button", { type: "button", title, "aria-label": title, on: { click: onClick }, ...extra }, label);
}
