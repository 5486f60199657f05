"""Measure the reader against an annotated file, with that file's own scorer; halves by document show over-fitting.

Places added to the workspace (GEO_WORKSPACE) count.

python -m benchmarks.reading ANNOTATED.jsonl --scorer score.py [--errors 40] [--listing] [-o PREDICTED.jsonl]
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from geo.places.added import gazetteer_for
from geo.places.toponyms import find_mentions
from geo.records import Mention, Report

SHOWN = ("mention_f1", "mention_p", "mention_r", "literal_f1", "kind_acc", "res_5km", "res_25km", "res_161km")
Row = dict[str, Any]


def report_of(row: Row) -> Report:
    """Return the report of one annotated row."""
    return Report(
        report_id=str(row["id"]),
        text=row["text"],
        published=row.get("published") or None,
        publisher=row.get("publisher"),
        url=row.get("url"),
        lang=row.get("lang"),
    )


def predicted(row: Row, mentions: Iterable[Mention]) -> Row:
    """Return one row in the scorer's form."""
    return {
        "id": row["id"],
        "events": [],
        "mentions": [
            {
                "start": m.start,
                "end": m.end,
                "kind": m.kind,
                "lat": m.place.lat if m.place is not None else None,
                "lon": m.place.lon if m.place is not None else None,
            }
            for m in mentions
        ],
    }


def load_scorer(path: Path) -> ModuleType:
    """Load the scorer that lies beside the annotated data."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def listing(row: Row, mentions: tuple[Mention, ...]) -> Iterable[str]:
    """Yield the differences of one report: missed, spurious and of another kind, with their surroundings."""
    gold = [t for t in row["toponyms"] if t["kind"] != "name_part"]
    found = [m for m in mentions if m.kind != "name_part"]
    text = row["text"].replace("\n", " ")

    def around(start: int, end: int) -> str:
        return f"{text[max(0, start - 40) : start]}[[{text[start:end]}]]{text[end : end + 40]}"

    for t in gold:
        same = [m for m in found if m.start < t["end"] and t["start"] < m.end]
        if not same:
            yield f"{row['id']} MISSED {t['kind']}/{t['level']}: {around(t['start'], t['end'])}"
        elif (same[0].kind == "literal") != (t["kind"] == "literal"):
            why = "; ".join(same[0].reasons)
            yield f"{row['id']} KIND {t['kind']} read as {same[0].kind} ({why}): {around(t['start'], t['end'])}"
    for m in found:
        if not any(m.start < t["end"] and t["start"] < m.end for t in gold):
            names = ", ".join(f"{c.place.name}/{c.place.country}" for c in m.candidates[:2])
            yield f"{row['id']} SPURIOUS {m.kind}/{m.level} {names or 'unlisted'}: {around(m.start, m.end)}"


def main() -> None:
    """Run the reader over a file and print the figures, whole and half by half."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("annotated", type=Path)
    parser.add_argument("--scorer", type=Path, help="default: score.py beside the annotated file")
    parser.add_argument("--errors", type=int, default=0, help="list up to N misplaced toponyms")
    parser.add_argument("--listing", action="store_true", help="list every difference in mentions and kinds")
    parser.add_argument("-o", "--output", type=Path, help="write the predictions")
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.annotated.read_text(encoding="utf-8").split("\n") if line.strip()]
    scorer = load_scorer(args.scorer or args.annotated.parent / "score.py")
    gazetteer = gazetteer_for()
    find_mentions(report_of(rows[0]), gazetteer)
    began = time.perf_counter()
    read = [find_mentions(report_of(row), gazetteer) for row in rows]
    seconds = time.perf_counter() - began
    predictions = {row["id"]: predicted(row, mentions) for row, mentions in zip(rows, read, strict=True)}
    gold = [{**row, "events": []} for row in rows]
    parts = {"all": gold, "odd": gold[::2], "even": gold[1::2]}
    figures = {
        name: scorer.score(part, predictions, args.errors if name == "all" else 0) for name, part in parts.items()
    }
    print(f"{'':12s}" + "".join(f"{name:>8s}" for name in parts))
    for name in SHOWN:
        print(f"{name:12s}" + "".join(f"{figures[part][0][name]:8.3f}" for part in parts))
    characters = sum(len(row["text"]) for row in rows)
    print(
        f"{len(rows)} reports, {characters} characters in {seconds:.2f} s: "
        f"{characters / seconds / 2000:.0f} reports of 2 kB a second"
    )
    for note in figures["all"][2]:
        if " place " in note:
            print(note)
    if args.listing:
        for row, mentions in zip(rows, read, strict=True):
            for line in listing(row, mentions):
                print(line)
    if args.output:
        lines = (json.dumps(predictions[row["id"]], ensure_ascii=False) for row in rows)
        args.output.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
