// Tables of columns, rows in order of their days, and the texts that are fetched when something asks for them.

const NEVER = 2 ** 30;

class Column {
  // A column is a plain or typed array, or {v: distinct values, c: code of each row, -1 for none}.
  constructor(raw) {
    const coded = !(Array.isArray(raw) || ArrayBuffer.isView(raw));
    this.values = coded ? raw.v : null;
    this.rows = coded ? raw.c : raw;
  }

  at(row) {
    const value = this.rows[row];
    if (this.values === null) return value;
    return value < 0 ? null : this.values[value];
  }

  // The distinct values, null left out: where columns share their codes a value can stand under several.
  distinct() {
    return [...new Set(this.values === null ? this.rows : this.values)].filter((value) => value !== null);
  }
}

class Table {
  constructor(raw) {
    this.columns = {};
    for (const [name, column] of Object.entries(raw)) this.columns[name] = new Column(column);
    const first = Object.values(this.columns)[0];
    this.length = first ? first.rows.length : 0;
  }

  get(name, row) {
    return this.columns[name].at(row);
  }

  record(row) {
    const out = { row };
    for (const [name, column] of Object.entries(this.columns)) out[name] = column.at(row);
    return out;
  }
}

// A column of days as numbers, NEVER where there is none.
function daysOf(table, name) {
  const { values, rows } = table.columns[name];
  const days = new Int32Array(table.length);
  for (let row = 0; row < days.length; row += 1) {
    if (values === null) days[row] = rows[row] ?? NEVER;
    else days[row] = rows[row] < 0 ? NEVER : values[rows[row]];
  }
  return days;
}

// Rows in order of their day, so that a window is one slice found by bisection: a counting sort, which keeps ties.
function byDay(days) {
  let first = NEVER;
  let last = -NEVER;
  for (const day of days) {
    if (day < NEVER && day < first) first = day;
    if (day < NEVER && day > last) last = day;
  }
  const span = last < first ? 0 : last - first + 1;
  const begins = new Uint32Array(span + 2);
  const bin = (day) => (day < NEVER ? day - first : span);
  for (const day of days) begins[bin(day) + 1] += 1;
  for (let i = 1; i < begins.length; i += 1) begins[i] += begins[i - 1];
  const order = new Uint32Array(days.length);
  const sorted = new Int32Array(days.length);
  for (let row = 0; row < days.length; row += 1) {
    const at = begins[bin(days[row])]++;
    order[at] = row;
    sorted[at] = days[row];
  }
  return { order, days: sorted };
}

function bisect(days, day) {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle] < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Rows by a number each: those of number n are rows[begins[n]] up to rows[begins[n + 1]]; a number below 0 is left out.
class Groups {
  constructor(numbers, count) {
    this.begins = new Uint32Array(count + 1);
    for (const n of numbers) if (n >= 0) this.begins[n + 1] += 1;
    for (let n = 0; n < count; n += 1) this.begins[n + 1] += this.begins[n];
    const next = this.begins.slice();
    this.rows = new Uint32Array(this.begins[count]);
    for (let row = 0; row < numbers.length; row += 1) if (numbers[row] >= 0) this.rows[next[numbers[row]]++] = row;
  }

  of(n) {
    return n >= 0 ? Array.from(this.rows.subarray(this.begins[n], this.begins[n + 1])) : [];
  }
}

// What only a click or a search asks for: id, sentence, note and links, in pieces of PIECE records.
const PIECE = 2048;

class Texts {
  // `fetchPiece(n)` gives the nth piece, or a promise of it.
  constructor(count, fetchPiece) {
    this.pieces = Math.ceil(count / PIECE);
    this.count = count;
    this.fetchPiece = fetchPiece;
    this.held = new Map();
    this.asked = new Map();
  }

  // The texts of a record if they are here, else null.
  of(row) {
    const piece = this.held.get(Math.floor(row / PIECE));
    if (!piece) return null;
    const at = row % PIECE;
    return { id: piece.id[at], quote: piece.quote[at], note: piece.note[at], url: piece.url[at], url_2: piece.url_2[at] };
  }

  // A promise of the texts of a record.
  async ask(row) {
    await this.load(Math.floor(row / PIECE));
    return this.of(row);
  }

  load(n) {
    if (this.held.has(n)) return Promise.resolve();
    if (!this.asked.has(n)) {
      const coming = Promise.resolve(this.fetchPiece(n)).then((piece) => { this.held.set(n, piece); }, (error) => {
        this.asked.delete(n);
        throw error;
      });
      this.asked.set(n, coming);
    }
    return this.asked.get(n);
  }
}

function columnsToRows(raw) {
  const table = new Table(raw);
  return Array.from({ length: table.length }, (_, row) => table.record(row));
}
