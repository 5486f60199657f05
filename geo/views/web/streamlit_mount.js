// The mount in the app. Streamlit calls this at every rerun with the same parent: the map stays, and takes over
// new data or a view only if their stamps changed. The data come from the server's own addresses, each part once; the
// app hears of the view on release.

export function mountFrontMap(component) {
  const { data, parentElement, setStateValue } = component;
  let held = parentElement.frontMapMount;
  if (!held) {
    const root = document.createElement("div");
    root.className = "front-map";
    parentElement.append(root);
    held = { root, stamp: null, data: null, opening: Promise.resolve() };
    parentElement.frontMapMount = held;
  }
  held.send = (view) => setStateValue("view", view);
  held.root.style.height = data.height;
  held.wanted = data;
  held.opening = held.opening.then(() => follow(held)).catch(reportError);
  return () => setTimeout(() => leave(held, parentElement), 0);
}

// One after the other: a rerun that comes while data are on their way waits for them.
async function follow(held) {
  const data = held.wanted;
  if (!held.root.isConnected) return;
  try {
    if (!held.map) await open(held, data);
    else await takeOver(held, data);
  } catch (error) {
    if (!held.map) FrontMap.tellInstead(held.root, `${data.words.failed} (${error.message})`);
    if (!(error instanceof Unreached)) reportError(error);
    return; // a map that is open stays as it was, and takes over with the next change what it missed
  }
  if (!held.root.isConnected || !held.map) return;
  held.stamp = data.stamp;
  held.data = data.hash;
  if (data.shown && data.shown.turn !== held.turn) {
    held.turn = data.shown.turn;
    held.map.showRecord(data.shown.id, data.shown.row);
  }
  followTheme(held);
}

async function open(held, data) {
  FrontMap.tellInstead(held.root, data.words.opening);
  const payload = await payloadOf(data);
  if (!held.root.isConnected) return;
  held.root.replaceChildren();
  held.map = new FrontMap(held.root, payload, { release: (view) => held.send(view) }, { compact: data.compact, dark: isDark(held.root) });
  held.root.frontMap = held.map;
}

async function takeOver(held, data) {
  const { map } = held;
  const view = data.stamp === held.stamp ? null : data.view;
  const { ui } = view || map.view;
  const fresh = data.hash === held.data ? null : await payloadOf({ ...data, view: { ...data.view, ui } });
  if (!fresh) await FrontMap.learnWords(map.payload, ui);
  if (held.map) map.update(fresh, view);
  held.map.tools.update(data);
}

function payloadOf({ parts, view, hash, at, overlays, tiles }) {
  const from = (name) => () => bytesFrom(parts[name]);
  const words = (ui) => bytesFrom(parts.words[ui] || parts.words.en);
  const piece = (n) => bytesFrom(parts.texts.replace("{n}", n));
  return FrontMap.openPayload({ base: from("base"), front: from("front"), words, piece }, view, { hash, atRow: at, overlays, tiles });
}

// No fault of the program: the server is away, or the way to it.
class Unreached extends Error {}

const WAITS_MS = [300, 900, 2700];

// Bytes from an address of the server that the page came from; one that is away for a moment is asked again.
async function bytesFrom(address, turn = 0) {
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
    return new Uint8Array(await answer.arrayBuffer());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    if (turn === WAITS_MS.length) throw new Unreached(error.message);
    await new Promise((done) => setTimeout(done, WAITS_MS[turn]));
    return bytesFrom(address, turn + 1);
  }
}

// Streamlit tells nobody of a change of theme: one look a second, for as long as the map is on the page.
function followTheme(held) {
  const look = () => {
    if (!held.map || !held.root.isConnected) return;
    const dark = isDark(held.root);
    if (dark !== held.map.dark) held.map.theme(dark);
  };
  look();
  if (!held.watch) held.watch = setInterval(look, 1000);
}

// Streamlit cleans up at reruns as well; only a map that has left the page ends.
function leave(held, parentElement) {
  if (held.root.isConnected || !held.map) return;
  clearInterval(held.watch);
  held.map.destroy();
  held.map = null;
  delete parentElement.frontMapMount;
}

// Streamlit gives its theme as custom properties; a dark background means a dark map.
function isDark(node) {
  const color = getComputedStyle(node).getPropertyValue("--st-background-color").trim();
  const hex = /^#([0-9a-f]{6})/i.exec(color);
  if (!hex) return window.matchMedia("(prefers-color-scheme: dark)").matches;
  return [0, 2, 4].reduce((sum, at) => sum + parseInt(hex[1].slice(at, at + 2), 16), 0) < 3 * 110;
}
