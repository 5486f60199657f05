// Opens a map from its packed parts: what it needs at once, and the texts when something asks for them.

// `parts` are functions that give bytes or promises of bytes: base(), front() and piece(n).
async function openPayload(parts, view, more = {}) {
  const bytes = await Promise.all([parts.base(), parts.front()]);
  const [base, front] = await Promise.all(bytes.map(unpack));
  return { ...front, ...more, base, view, fetchPiece: async (n) => unpack(await parts.piece(n)) };
}

// Puts words where the map will be, while it opens and where it cannot.
function tellInstead(root, text) {
  const told = el("p", { class: "fm-opening", role: "status" }, text);
  root.replaceChildren(told);
  return told;
}
