"""The figures above each map of a sheet, as long as there is room for: the plain sentence, cut in steps.

What no step leaves out is who says so, and that reports of others are not on the map; the text beside the sheet has
the whole sentence of every map.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, get_args

from . import words
from .languages import grouped, table

#: As in the sentence; without areas; without areas, denials and nouns; nothing above the map.
Length = Literal["whole", "brief", "short", "none"]
LENGTHS: Final[tuple[Length, ...]] = get_args(Length)
#: Counts of a zone that only its texture and marks tell where the caption is short.
_CONTRADICTED: Final = {"area_km2": 0.0, "denied": 0, "contested": 0, "doubted": 0}


def caption(parts: Mapping[str, Any], length: Length, lang: str = "en") -> str:
    """Return the figures of one map, of `words.sentence_parts`, as long as asked; empty for "none".

    What filters do stands once on a sheet, not in every caption.
    """
    if length == "none":
        return ""
    if length == "short":
        return _capital(_short(parts, lang))
    zones = [{**zone, "area_km2": 0.0} if length == "brief" else zone for zone in parts["zones"]]
    return _capital(_figures({**parts, "zones": zones}, lang))


def _figures(parts: Mapping[str, Any], lang: str) -> str:
    return words.figures(parts, lang).removesuffix(table(lang)["sentence"]["filters"])


def _short(parts: Mapping[str, Any], lang: str) -> str:
    """The figures with one noun for all settlements, and reports of others as a number."""
    told, sentence = table(lang)["print"]["caption"], table(lang)["sentence"]
    bare = {**parts, "zones": [{**zone, **_CONTRADICTED} for zone in parts["zones"][:1]], "hidden": 0, "others": 0}
    rest = _figures(bare, lang)
    if parts["zones"]:
        held = ", ".join(_held(zone, parts["perspective"], lang) for zone in parts["zones"])
        after = rest.partition(sentence["joint"])[2] or sentence["end"]
        rest = told["settlements"].format(told=held) + (sentence["joint"] if after != sentence["end"] else "") + after
    left_out = parts["others"] + (parts["hidden"] if parts["filtered"] else 0)
    return rest + (told["left_out"].format(n=grouped(left_out, lang)) if left_out else "")


def _held(zone: Mapping[str, Any], perspective: str, lang: str) -> str:
    """How many settlements one side holds, by who says so: `words.sentence` tells the same with a noun."""
    name, blanks = words.holding(zone, perspective, lang)
    return str(table(lang)["print"]["caption"][name].format(n=grouped(zone["settlements"], lang), **blanks))


def _capital(line: str) -> str:
    return line[:1].upper() + line[1:]
