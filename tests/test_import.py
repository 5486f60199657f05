"""Importing the package touches no file but Python's own modules, no network, and takes no time."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.conftest import ROOT

_LIMIT_S = 0.3

#: Notes what the import opens, connects to or starts, and how long it takes.
_CHILD = """
import json, sys, time
touched = []
def watch(event, args):
    if event == "open" and not str(args[0]).endswith((".py", ".pyc")):
        touched.append(f"open {args[0]}")
    elif event.startswith(("socket.", "subprocess.", "sqlite3.", "urllib.", "os.system", "os.exec", "os.posix_spawn")):
        touched.append(event)
sys.addaudithook(watch)
start = time.perf_counter()
import geo
seconds = time.perf_counter() - start
STATEMENT
libraries = ("pandas", "geopandas", "numpy", "shapely", "streamlit", "spacy", "pydantic")
heavy = [name for name in libraries if name in sys.modules]
print(json.dumps({"touched": touched, "heavy": heavy, "seconds": seconds}))
"""


def imported(statement: str = "pass") -> dict[str, object]:
    """What `import geo` followed by a statement touched, in a fresh process."""
    command = [sys.executable, "-c", _CHILD.replace("STATEMENT", statement)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def test_the_import_reads_no_file_and_opens_no_connection() -> None:
    found = imported()
    assert (found["touched"], found["heavy"]) == ([], [])


def test_the_import_takes_less_than_three_tenths_of_a_second() -> None:
    assert min(float(str(imported()["seconds"])) for _ in range(3)) < _LIMIT_S


def test_the_guard_sees_a_file_a_connection_and_a_heavy_library() -> None:
    assert imported("open('data/events.csv').close()")["touched"] == ["open data/events.csv"]
    assert "socket.__new__" in imported("import socket; socket.socket().close()")["touched"]  # type: ignore[operator]
    assert imported("import numpy")["heavy"] == ["numpy"]
