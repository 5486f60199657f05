// Opens a map from its packed parts: what it needs at once, and the texts when something asks for them.

// `parts` are functions that give bytes or promises of bytes: base(), front(), words(language) and piece(n).
async function openPayload(parts, view, more = {}) {
  const bytes = await Promise.all([parts.base(), parts.front(), parts.words(view.ui)]);
  const [base, front, words] = await Promise.all(bytes.map(unpack));
  return { ...front, ...more, base, view, words: { [view.ui]: words },
    fetchWords: async (ui) => unpack(await parts.words(ui)), fetchPiece: async (n) => unpack(await parts.piece(n)) };
}

// Words of a language that a payload came without.
async function learnWords(payload, ui) {
  if (!payload.words[ui]) payload.words[ui] = await payload.fetchWords(ui);
}

// Puts words where the map will be, while it opens and where it cannot.
function tellInstead(root, text) {
  const told = el("p", { class: "fm-opening", role: "status" }, text);
  root.replaceChildren(told);
  return told;
}
