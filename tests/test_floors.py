"""The floors: a module imports only from floors below its own, and heavy libraries have one door each."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

#: Longest prefix wins.
FLOORS = {
    "geo.schema": 0,
    "geo.records": 0,
    "geo.terms": 0,
    "geo.errors": 0,
    "geo.settings": 0,
    "geo.crs": 0,
    "geo.clock": 0,
    "geo.perspectives": 0,
    "geo": 0,
    "geo.sources": 1,
    "geo.places": 2,
    "geo.events": 3,
    "geo.store": 4,
    "geo.front": 5,
    "geo.views": 6,
    "geo.pipeline": 7,
    "geo.terminal": 6,
    "geo.gazetteer_cli": 7,
    "geo.view_cli": 7,
    "geo.views_cli": 8,
    "geo.edition_cli": 8,
    "geo.live": 8,
    "geo.newsroom": 8,
    "geo.ui": 9,
    "geo.record_cli": 9,
    "geo.watch_cli": 9,
    "geo.changes_cli": 10,
    "geo.claims_cli": 10,
    "geo.newsroom_cli": 10,
    "geo.series_cli": 10,
    "geo.cli": 11,
    "geo.__main__": 12,
    "app": 12,
}

#: library -> modules (or packages) that may import it.
DOORS = {
    "streamlit": ("app", "geo.ui"),
    "folium": ("geo.views.interactive",),
    "branca": ("geo.views.interactive",),
    "matplotlib": ("geo.views.static",),
    "geopy": ("geo.places.online",),
    "requests": ("geo.places.online", "geo.sources"),
    "urllib.request": ("geo.places.online", "geo.sources"),
    "http.client": ("geo.places.online", "geo.sources"),
    "socket": ("geo.places.online", "geo.sources"),
    "spacy": ("geo.events", "geo.places.toponyms"),
}


def _inside(module: str, package: str) -> bool:
    return (
        module == package
        or module.startswith(f"{package}.")
        or (package.endswith("static") and module.startswith(package))
    )


def floor_of(module: str) -> int:
    known = [name for name in FLOORS if module == name or module.startswith(f"{name}.")]
    return FLOORS[max(known, key=len)]


def imports(source: str, module: str, *, package: bool) -> set[str]:
    """Absolute names of everything a module's source imports, lazily or not."""
    found: set[str] = set()
    here = module.split(".") if package else module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            found.add(origin)
            found.update(f"{origin}.{alias.name}" for alias in node.names)
    return found


def violations(source: str, module: str, *, package: bool = False) -> list[str]:
    """What a module imports that it must not: from its own floor's roof up, or past another's door."""
    bad = []
    for name in sorted(imports(source, module, package=package)):
        if name.split(".")[0] in {"geo", "app"}:
            same_room = floor_of(name) == 0 or _room(module) == _room(name)
            if floor_of(name) > floor_of(module) or (floor_of(name) == floor_of(module) and not same_room):
                bad.append(f"{module} (floor {floor_of(module)}) imports {name} (floor {floor_of(name)})")
        for library, doors in DOORS.items():
            if (name == library or name.startswith(f"{library}.")) and not any(_inside(module, door) for door in doors):
                bad.append(f"{module} imports {library}; its door is {' or '.join(doors)}")
    return bad


def _room(module: str) -> str:
    parts = module.split(".")
    return ".".join(parts[:2])


def _modules() -> list[tuple[Path, str, bool]]:
    found = []
    for path in sorted((ROOT / "geo").rglob("*.py")):
        parts = list(path.relative_to(ROOT).with_suffix("").parts)
        package = parts[-1] == "__init__"
        if parts != ["geo", "__init__"]:  # the map of the house names every room
            found.append((path, ".".join(parts[:-1] if package else parts), package))
    if (ROOT / "app.py").exists():
        found.append((ROOT / "app.py", "app", False))
    return found


@pytest.mark.parametrize(
    ("path", "module", "package"), _modules(), ids=lambda value: str(value) if isinstance(value, str) else ""
)
def test_a_module_imports_only_from_the_floors_below(path: Path, module: str, package: bool) -> None:
    assert violations(path.read_text(encoding="utf-8"), module, package=package) == []


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("from geo.views.view import MapView", "geo.front.zones"),
        ("from ..pipeline import run", "geo.events.join"),
        ("def f():\n    from geo.ui import explore", "geo.views.static"),
        ("import streamlit as st", "geo.views.view"),
        ("from matplotlib.figure import Figure", "geo.front.timeline"),
        ("import geopy.geocoders", "geo.places.resolve"),
    ],
)
def test_the_guard_fires_on_an_upward_import_or_a_wrong_door(source: str, module: str) -> None:
    assert violations(source, module) != []


def test_the_guard_lets_a_downward_import_pass() -> None:
    assert violations("from ..records import Event\nfrom .ledger import Ledger", "geo.front.zones") == []
