// The sentence above the map with the hint below it, and the choice of their language. The sentence's room has a fixed height, so that a moving day never
// shifts the map; its size gives way instead, and what is still too long can be scrolled.

const SENTENCE_SIZES = [16, 15, 14, 13, 12, 11];

class Told {
  constructor(ui) {
    this.sentence = el("p", { class: "fm-sentence" });
    this.node = el("div", { class: "fm-told" }, this.sentence,
      el("p", { class: "fm-hint fm-hint-long" }, ui.hint), el("p", { class: "fm-hint fm-hint-short" }, ui.hint_short));
    this.step = 0;
    this.fitted = true;
  }

  get words() {
    return this.sentence.textContent;
  }

  // While the day moves the size only falls: letters that grow and shrink at every step cannot be read.
  tell(words) {
    if (this.words === words) return;
    this.sentence.textContent = words;
    this.fitted = false;
  }

  // Measuring makes the browser lay the page out: once, when all else is written.
  fit() {
    if (!this.fitted) this._fit();
  }

  // At rest: the largest size that holds the whole sentence.
  settle() {
    this.step = 0;
    this._fit();
  }

  _fit() {
    this.fitted = true;
    const { sentence } = this;
    const over = () => sentence.scrollHeight > sentence.clientHeight + 1;
    const size = () => { sentence.style.fontSize = `${SENTENCE_SIZES[this.step]}px`; };
    size();
    while (over() && this.step < SENTENCE_SIZES.length - 1) {
      this.step += 1;
      size();
    }
    if (over()) {
      sentence.tabIndex = 0;
      sentence.title = this.words;
    } else {
      sentence.removeAttribute("tabindex");
      sentence.removeAttribute("title");
    }
  }
}

// Each language by its own name, marked as such, so that whoever is lost in another one finds it.
function languageField(words, onPick) {
  const { ui, lang, languages } = words;
  const field = el("select", { "aria-label": ui.language, title: ui.language_hint, on: { change: (event) => onPick(event.target.value) } },
    Object.entries(languages).map(([code, name]) => el("option", { value: code, lang: code, selected: code === lang }, name)));
  return el("div", { class: "fm-language" }, field);
}
