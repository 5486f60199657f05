// The mount in the app. Streamlit calls this at every rerun with the same parent: the map stays, and takes over
// new data or a view only if their stamps changed. The app hears of the view on release.

export default function mount(component) {
  const { data, parentElement, setStateValue } = component;
  let held = parentElement.frontMapMount;
  if (!held) {
    const root = document.createElement("div");
    root.className = "front-map";
    parentElement.append(root);
    held = { root, stamp: data.stamp };
    parentElement.frontMapMount = held;
  }
  held.send = (view) => setStateValue("view", view);
  held.root.style.height = data.height;
  if (!held.map) {
    held.map = new FrontMap(held.root, { ...data.payload, view: data.view }, { release: (view) => held.send(view) }, { compact: data.compact });
    held.root.frontMap = held.map;
  } else {
    held.map.update({ ...data.payload, view: data.view }, data.stamp === held.stamp ? null : data.view);
  }
  held.stamp = data.stamp;
  if (data.shown && data.shown.turn !== held.turn) {
    held.turn = data.shown.turn;
    held.map.showRecord(data.shown.id);
  }
  followTheme(held);
  return () => setTimeout(() => leave(held, parentElement), 0);
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
