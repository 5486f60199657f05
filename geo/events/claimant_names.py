"""How claimants are named in Ukrainian and Russian: a list of frequent ones; others stay as a record has them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from ..settings import Settings
from .lexicon import read_rows

#: Languages other than that of the records.
_LANGUAGES: Final = ("uk", "ru")


class ClaimantName(NamedTuple):
    """A claimant's name by itself, and in the genitive, as it stands after "according to"."""

    name: str
    of: str


def claimant_names(lang: str, data_dir: Path | None = None) -> Mapping[str, ClaimantName]:
    """Return name in the records -> name in a language (en, uk, ru); empty for English, and where no file tells.

    Raises
    ------
    InputError
        If the file `claimant_names.csv` of the data folder lacks a column.
    """
    if lang not in _LANGUAGES:
        return MappingProxyType({})
    return _read(data_dir or Settings().data_dir)[lang]


@lru_cache(maxsize=8)
def _read(data_dir: Path) -> Mapping[str, Mapping[str, ClaimantName]]:
    path = data_dir / "claimant_names.csv"
    rows = read_rows(path, ("name", *_LANGUAGES, *(f"{lang}_of" for lang in _LANGUAGES))) if path.is_file() else []
    return {
        lang: MappingProxyType(
            {row["name"]: ClaimantName(row[lang], row[f"{lang}_of"] or row[lang]) for row in rows if row[lang]}
        )
        for lang in _LANGUAGES
    }
