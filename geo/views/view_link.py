"""The forms a view travels in: the query of an address and the text of a YAML file, as plain data only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from ..clock import DAY
from ..errors import ViewError
from ..terms import LANGUAGES
from .view_checks import JOINT, LISTS, NAMES

#: Days of a window that ends on the view's day, where nothing else is asked for.
WEEK: Final = 7
_YAML_LIMIT: Final = 64_000
#: Most values of a YAML text with its aliases written out: a few lines of them can unfold to gigabytes.
_MOST_VALUES: Final = 50_000


def query_of(told: Mapping[str, Any]) -> dict[str, str]:
    """Return fields of a view as URL query parameters, unquoted."""
    return {name: _in_address(name, value) for name, value in told.items()}


def _in_address(name: str, value: Any) -> str:
    if name == "bbox":
        return ",".join(f"{number:.5f}".rstrip("0").rstrip(".") for number in value)
    if isinstance(value, bool):
        return str(int(value))
    return (JOINT if name in NAMES else ",").join(value) if isinstance(value, tuple) else str(value)


def fields_of_query(query: Mapping[str, str | list[str]], known: Iterable[str]) -> dict[str, Any]:
    """Return the fields that URL query parameters give, not yet checked; names that are no field are left out."""
    fields: dict[str, Any] = {}
    for name in known:
        if name not in query:
            continue
        raw, joint = query[name], JOINT if name in NAMES else ","
        text = raw if isinstance(raw, str) else joint.join(raw)
        if name in LISTS or name in NAMES or name == "bbox":
            fields[name] = tuple(part.strip() for part in text.split(joint) if part.strip())
        else:
            fields[name] = text
    return windowed(spoken(fields))


def yaml_of(told: Mapping[str, Any]) -> str:
    """Return fields of a view as YAML, a line or list each."""
    import yaml

    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}
    return "".join(yaml.safe_dump({name: value}, allow_unicode=True, sort_keys=False) for name, value in plain.items())


def fields_of_yaml(text: str, where: str) -> dict[str, Any]:
    """Return the fields that a YAML text gives, not yet checked.

    Raises
    ------
    ViewError
        If the text is too long or no YAML mapping.
    """
    return windowed(spoken(mapping_of_yaml(text, where, "day: 2025-03-12")))


def mapping_of_yaml(text: str, where: str, such_as: str) -> dict[str, Any]:
    """Return the mapping that a YAML text holds, as plain data; `such_as` is a line that it could have.

    Raises
    ------
    ViewError
        If the text is too long or no YAML mapping.
    """
    import yaml

    if len(text) > _YAML_LIMIT:
        raise ViewError(f"{where}: {len(text)} characters long; {_YAML_LIMIT} at most are read.")
    try:
        fields = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = "" if mark is None else f"line {mark.line + 1} "
        reason = " ".join(str(getattr(error, "problem", None) or error).split())[:160]
        raise ViewError(f"{where}: {line}is not YAML ({reason}). Expected lines such as {such_as!r}.") from error
    if not isinstance(fields, dict):
        raise ViewError(f"{where}: holds {type(fields).__name__}; expected lines such as {such_as!r}.")
    if _values(fields, {}) > _MOST_VALUES:
        raise ViewError(
            f"{where}: its aliases unfold to more than {_MOST_VALUES} values; write out what is meant, without them."
        )
    return {str(name): value for name, value in fields.items()}


def line_in_yaml(path: Sequence[str | int], text: str) -> str:
    """Return " line 3" for the value that names and places lead to in a YAML text; empty for the text as a whole."""
    import yaml

    node, line = yaml.compose(text, Loader=yaml.SafeLoader), 0
    for part in path:
        held = node.value if node is not None and not isinstance(node.value, str) else []
        keyed = {one[0].value: one for one in held if isinstance(one, tuple)}
        if part in keyed:
            key, node = keyed[part]
            line = key.start_mark.line + 1
        elif isinstance(part, int) and part < len(held) and not keyed:
            node = held[part]
            line = node.start_mark.line + 1
        else:
            break
    return f" line {line}" if line else ""


def _values(value: Any, known: dict[int, float]) -> float:
    """How many values plain data holds when every alias is written out; infinite for one that holds itself."""
    if not isinstance(value, list | tuple | dict | set):
        return 1
    if id(value) not in known:
        known[id(value)] = float("inf")
        parts = [*value, *value.values()] if isinstance(value, dict) else value
        known[id(value)] = 1 + sum(_values(part, known) for part in parts)
    return known[id(value)]


def spoken(fields: dict[str, Any]) -> dict[str, Any]:
    """Add the language of the place names where only that of the interface is given: the same."""
    return {"lang": fields["ui"], **fields} if fields.get("ui") in LANGUAGES else fields


def windowed(fields: dict[str, Any]) -> dict[str, Any]:
    """Add the window that a day stands for where none, or no end of one, is given; a wrong day is left to the check."""
    day = fields.get("day")
    try:
        last = day if isinstance(day, date) else date.fromisoformat(str(day).strip())
        first = last - (WEEK - 1) * DAY
    except (ValueError, OverflowError):
        return fields
    return fields if "advances_to" in fields else {"advances_from": first, **fields, "advances_to": last}
