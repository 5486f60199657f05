// Days are whole numbers since 1970-01-01; a window [from, to) excludes its last day.

const DAY_MS = 86400000;

function dayOf(iso) {
  const ms = Date.parse(`${String(iso).slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(ms) ? null : Math.round(ms / DAY_MS);
}

function isoOf(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function dayWords(day, words) {
  const at = new Date(day * DAY_MS);
  return `${at.getUTCDate()} ${words.months[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}

function monthWords(day, words) {
  const at = new Date(day * DAY_MS);
  return `${words.months_alone[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}

function shortDay(day, words) {
  const at = new Date(day * DAY_MS);
  return `${at.getUTCDate()} ${words.months_short[at.getUTCMonth()]}`;
}

// First day of each month in [first, last]: the ticks of the axis.
function monthTicks(first, last) {
  const ticks = [];
  const at = new Date(first * DAY_MS);
  let year = at.getUTCFullYear();
  let month = at.getUTCMonth() + (at.getUTCDate() > 1 ? 1 : 0);
  for (;;) {
    const day = Math.round(Date.UTC(year, month, 1) / DAY_MS);
    if (day > last) return ticks;
    ticks.push(day);
    month += 1;
    if (month === 12) {
      month = 0;
      year += 1;
    }
  }
}
