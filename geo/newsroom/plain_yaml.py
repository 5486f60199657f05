"""A YAML file as plain data, with the lines on which its maps stand. No tag is followed and no file opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from ..errors import DataMissing, InputError

#: Longest file that is read, characters: a thousand maps with their call-outs.
_LIMIT: Final = 400_000
_DEEPEST: Final = 12


class _Plain(yaml.SafeLoader):
    """YAML as plain data in which a day stays text: one that is not in the calendar is its map's error alone."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the base class has it so
        first: [(tag, form) for tag, form in known if tag != "tag:yaml.org,2002:timestamp"]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@dataclass(frozen=True, slots=True)
class Lines:
    """On which line, from 1, each map of a file begins."""

    maps: tuple[int, ...] = ()

    def of_map(self, number: int) -> int:
        """Return the line of a map by its place in the list, from 0."""
        return self.maps[number]


def read_plain(path: Path) -> tuple[dict[str, Any], Lines]:
    """Read the mapping that a file holds, and the lines of what its key `maps` lists.

    Raises
    ------
    DataMissing
        If the file is not there.
    InputError
        If it is not UTF-8, too long, no YAML mapping, or has a key twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise DataMissing(f"{path}: no such file; expected the YAML file of the maps. Correct the name.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 ({error.reason} at byte {error.start}). Save it as UTF-8.") from error
    if len(text) > _LIMIT:
        raise InputError(f"{path.name}: {len(text)} characters long; {_LIMIT} at most are read. Split it.")
    try:
        loader = _Plain(text)
        node = loader.get_single_node()
        if node is not None:
            _check(node, path.name, 0, set())
        fields = None if node is None else loader.construct_document(node)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path.name}{_line_of(error)}: is not YAML ({_reason(error)}). Correct it.") from error
    if not isinstance(fields, dict):
        raise InputError(f"{path.name}: holds {type(fields).__name__}; expected 'maps:' and a list below it.")
    return {str(name): value for name, value in fields.items()}, _lines(node)


def _lines(node: Any) -> Lines:
    for key, value in node.value:
        if key.value == "maps" and isinstance(value.value, list):
            return Lines(tuple(one.start_mark.line + 1 for one in value.value if not isinstance(one, tuple)))
    return Lines()


def _check(node: Any, name: str, depth: int, seen: set[int]) -> None:
    """Refuse a key given twice, of which YAML would keep the last in silence, merging, and nesting without end."""
    if id(node) in seen or isinstance(node.value, str):
        return
    seen.add(id(node))
    line = node.start_mark.line + 1
    if depth > _DEEPEST:
        raise InputError(f"{name} line {line}: is nested {depth} deep; {_DEEPEST} at most. Correct it.")
    keys: set[str] = set()
    for one in node.value:
        if isinstance(one, tuple):
            key, value = one
            told, line = str(key.value), key.start_mark.line + 1
            if key.tag == "tag:yaml.org,2002:merge":
                raise InputError(f"{name} line {line}: merging with << is not read. Write defaults, or the fields.")
            if told in keys:
                raise InputError(f"{name} line {line}: {told[:80]!r} is given twice. Remove one.")
            keys.add(told)
            _check(value, name, depth + 1, seen)
        else:
            _check(one, name, depth + 1, seen)


def _line_of(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return "" if mark is None else f" line {mark.line + 1}"


def _reason(error: Exception) -> str:
    return " ".join(str(getattr(error, "problem", None) or error).split())[:160]
