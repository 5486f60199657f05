"""What became of each map: for the terminal, and as JSON for a machine."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final, Literal

from .. import __version__
from .manifest import Written

#: "due" only where nothing is drawn but asked what would be; "skipped" where the call ended before.
Status = Literal["made", "current", "failed", "due", "skipped"]
STATUSES: Final[tuple[Status, ...]] = ("made", "current", "due", "failed", "skipped")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one map.

    Attributes
    ----------
    name : str
        The map's, or "line 7" where it has none that could be used.
    status : {"made", "current", "failed", "due", "skipped"}
    why : str
        Why it was drawn: "new", "changed", "kursk.png was edited".
    files : mapping of str to Written
        From the folder on.
    seconds : float
        Spent on drawing; 0.0 where nothing was.
    warnings : tuple of str
    error : str
        Why it failed.
    """

    name: str
    status: Status
    why: str = ""
    files: dict[str, Written] | None = None
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()
    error: str = ""

    def row(self) -> dict[str, Any]:
        """Return it as plain data."""
        files = [{"file": name, "bytes": one.size, "sha256": one.sha256} for name, one in (self.files or {}).items()]
        return {
            "name": self.name, "status": self.status, "why": self.why, "files": files,
            "seconds": round(self.seconds, 3), "warnings": list(self.warnings), "error": self.error or None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """What became of all maps, in the file's order.

    `left` are files of maps or formats that are ordered no more; they were not touched. `interrupted` says that the
    call was ended before its end; `trouble`, why what was known of the folder could not be used, or not be kept.
    """

    results: tuple[Result, ...]
    left: tuple[str, ...] = ()
    interrupted: bool = False
    trouble: str = ""

    def count(self, status: Status) -> int:
        """Return how many maps have a status."""
        return sum(result.status == status for result in self.results)

    def exit_code(self, *, strict: bool = False) -> int:
        """Return 0, or 1 where a map failed or was left out, or, if strict, has a warning."""
        wrong = self.interrupted or self.count("failed") or self.count("skipped")
        return int(bool(wrong or (strict and any(result.warnings for result in self.results))))

    def sentence(self) -> str:
        """Return the counts in a line."""
        counts = ", ".join(f"{self.count(one)} {one}" for one in STATUSES if self.count(one))
        total = len(self.results)
        return f"{total} map{'' if total == 1 else 's'}: {counts}"

    def to_json(self) -> str:
        """Return all of it as JSON text."""
        told = {
            "version": __version__,
            "interrupted": self.interrupted,
            "counts": {status: self.count(status) for status in STATUSES},
            "maps": [result.row() for result in self.results],
            "left": list(self.left),
            "trouble": self.trouble or None,
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
