// Stands for a mount whose script the server offers as a file: a browser fetches it once, not with every visit.

const WAITS_MS = [300, 900, 2700];
let fetched = null;

// A server that is away for a moment is asked again, under another address: a browser keeps in mind what failed.
async function script(turn = 0) {
  const address = new URL(ADDRESS, location.origin);
  if (turn > 0) address.searchParams.set("again", turn);
  try {
    return await import(address.href);
  } catch (error) {
    if (turn === WAITS_MS.length || !(error instanceof TypeError)) throw error;
    await new Promise((done) => setTimeout(done, WAITS_MS[turn]));
    return script(turn + 1);
  }
}

export default function mount(component) {
  const { data, parentElement } = component;
  let [leave, left] = [null, false];
  fetched ??= script();
  const told = document.createElement("p");
  if (!parentElement.hasChildNodes()) tell(told, "status", data.words.opening);
  fetched.then((maps) => {
    told.remove();
    if (!left) leave = maps.MOUNT(component);
  }, (error) => {
    if (!left) tell(told, "alert", data.words.failed);
    if (!(error instanceof TypeError)) reportError(error); // not the way to the server: a fault of the program
  });
  return () => {
    left = true;
    told.remove();
    if (leave) leave();
  };

  function tell(node, role, words) {
    node.className = "fm-opening";
    node.setAttribute("role", role);
    node.textContent = words;
    parentElement.append(node);
  }
}
