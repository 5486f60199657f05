"""The process that reads reports for another: one JSON object a line comes in, one goes out, until the input ends."""

from __future__ import annotations

import base64
import faulthandler
import json
import os
import signal
import sys
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from ..records import Reject
from ..settings import Settings
from ..sources.bundle import Piece
from .reader import LONGEST_S, read_here


def main() -> None:
    """Read what standard input asks for; a report that takes too long ends the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started this one ends it
    if hasattr(os, "nice"):
        os.nice(5)  # pages go first
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not print into the answers
    serve(asked, answers)


def serve(asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer each line; the first says whose places to use."""
    from ..places.added import gazetteer_for

    first = asked.readline()
    if not first:
        return
    where = json.loads(first)
    settings = Settings(data_dir=Path(where["data_dir"]), workspace=Path(where["workspace"]))
    gazetteer = gazetteer_for(settings)
    for line in asked:
        row = json.loads(line)
        faulthandler.dump_traceback_later(LONGEST_S, exit=True)
        found = read_here(_piece(row), date.fromisoformat(row["published"]) if row["published"] else None, gazetteer)
        faulthandler.cancel_dump_traceback_later()
        told: dict[str, Any] = (
            {"reason": found.reason}
            if isinstance(found, Reject)
            else {"key": found.key, "events": [e.model_dump(mode="json", exclude_none=True) for e in found.events]}
        )
        answers.write(json.dumps(told).encode() + b"\n")
        answers.flush()


def _piece(row: dict[str, Any]) -> Piece:
    content = row["content"].encode("utf-8", "surrogatepass") if row["row"] else base64.b64decode(row["content"])
    return Piece(row["source"], row["where"], row["name"], content, row["row"])


if __name__ == "__main__":
    main()
