"""The English wording that the command line's texts share with the sentence of the map; see `languages`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .languages import table

MONTHS: Final[tuple[str, ...]] = tuple(table("en")["months"])
TEMPLATES: Final[Mapping[str, Any]] = table("en")["sentence"]
