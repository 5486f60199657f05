// The fields of a view: as the app and the address give them, and as the browser holds them, with days as numbers.

const FILTER_FIELDS = ["clock", "perspective", "sides", "types", "statuses", "claimants", "publishers", "precisions", "text", "two_publishers"];

function viewOf(given) {
  const follow = given.follow || "slide";
  return {
    day: dayOf(given.day), from: dayOf(given.advances_from), to: dayOf(given.advances_to) + 1,
    perspective: given.perspective, clock: given.clock, sides: given.sides || [], types: given.types || [],
    statuses: given.statuses || [], claimants: given.claimants || [], publishers: given.publishers || [],
    precisions: given.precisions || [], text: given.text || "", two_publishers: Boolean(given.two_publishers),
    lang: given.lang || "en", ui: given.ui || "en", bbox: given.bbox, at: given.at || "",
    follow: follow === "slide" && given.linked === false ? "apart" : follow, // `linked`: links from before `follow`
    compare: given.compare || "", againstDay: given.against_day ? dayOf(given.against_day) : null,
    against_perspective: given.against_perspective || "",
  };
}

// The view as the app and the address hold it.
function queryOf(view) {
  const { day, from, to, againstDay, ...same } = view;
  return { day: isoOf(day), advances_from: isoOf(from), advances_to: isoOf(to - 1), ...same,
    against_day: againstDay === null ? null : isoOf(againstDay) };
}
