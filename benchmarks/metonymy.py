"""Measure whether a place name is told from the government, army or team it stands for: ReLocaR, names given.

python -m benchmarks.metonymy RELOCAR.jsonl [--errors 40]

The rules learn nothing from the corpus, so that each of five folds is measured as one unseen; the spread between
them says how far the figure is to be trusted.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from geo.places.gazetteer import bundled_gazetteer
from geo.places.toponyms import resolve_spans
from geo.records import Mention, Report

FOLDS = 5
Row = dict[str, Any]


def judged(row: Row) -> list[tuple[Row, Mention]]:
    """Return the toponyms of a row, each with the mention read at its characters."""
    spans = [(t["start"], t["end"]) for t in row["toponyms"]]
    read = resolve_spans(Report(report_id=str(row["id"]), text=row["text"]), spans, bundled_gazetteer())
    found = {(m.start, m.end): m for m in read}
    return [(t, found[t["start"], t["end"]]) for t in row["toponyms"]]


def right(gold: Row, mention: Mention) -> bool:
    """Whether a mention is literal where the corpus says so, and of another kind where it does not."""
    return bool((mention.kind != "literal") == (gold["type"] == "metonymic"))


def main() -> None:
    """Print the accuracy over all and fold by fold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="list up to N wrong ones with the rule that spoke")
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.corpus.read_text(encoding="utf-8").split("\n") if line.strip()]
    told = [judged(row) for row in rows]
    hits = [right(gold, mention) for pairs in told for gold, mention in pairs]
    folds = [hits[fold::FOLDS] for fold in range(FOLDS)]
    by_fold = " ".join(f"{sum(fold) / len(fold):.3f}" for fold in folds)
    print(f"{args.corpus.name}: {len(hits)} toponyms, accuracy {sum(hits) / len(hits):.3f}; folds {by_fold}")
    wrong = [
        f"{gold['type']} read as {mention.kind} ({'; '.join(mention.reasons)}): {row['text'][: gold['start']]}"
        f"[[{gold['phrase']}]]{row['text'][gold['end'] :]}"
        for row, pairs in zip(rows, told, strict=True)
        for gold, mention in pairs
        if not right(gold, mention)
    ]
    print("\n".join(wrong[: args.errors]))


if __name__ == "__main__":
    main()
