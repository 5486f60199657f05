"""One report in its outside form to what it says: in this process, or in one of its own that can be stopped at once.

A process of its own leaves the interpreter of the app free for its pages; nothing but JSON goes to and from it.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from ..errors import InputError
from ..records import Event, Reject, Report, content_id
from ..settings import Settings
from ..sources.bundle import Piece

if TYPE_CHECKING:
    from ..places.gazetteer import Gazetteer

#: A report that takes longer to read than this is left out, with that reason, seconds.
LONGEST_S: Final = 60
_ROOT: Final = Path(__file__).resolve().parent.parent.parent
logger: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Read:
    """What one report said.

    Attributes
    ----------
    source : str
        Name of the file that was given.
    where : str
        File, member and row.
    key : str
        Made of the report's content: the same report anywhere has the same.
    events : tuple of Event
        Empty where nothing was found.
    """

    source: str
    where: str
    key: str
    events: tuple[Event, ...]


class Reader(Protocol):
    """Who reads pieces, one at a time."""

    @property
    def alive(self) -> bool:
        """Whether it can read another one."""

    def read(self, piece: Piece, published: date | None) -> Read | Reject:
        """Read one; `published` is the day of a report that states none."""

    def end(self) -> None:
        """Stop, in the middle of a piece too; may be called from another thread and more than once."""


def own_id(report: Report) -> Report:
    """Give a report an id of its content: two files may call theirs by one id."""
    told = content_id("", report.text, report.published, report.publisher, report.url)
    return report.model_copy(update={"report_id": f"{report.report_id}-{told}"})


def read_here(piece: Piece, published: date | None, gazetteer: Gazetteer) -> Read | Reject:
    """Read a piece; whatever goes wrong with it is told of it and stops no other."""
    from ..pipeline import read

    try:
        report = own_id(_report(piece, published))
        key = report.report_id.rpartition("-")[2]
        return Read(piece.source, piece.where, key, read([report], gazetteer)[0].events)
    except InputError as error:
        return _refused(piece, str(error).removeprefix(f"{piece.where}: ").removeprefix(f"{piece.name}: "))
    except Exception as error:
        logger.exception("reading %s", piece.where)
        failed = type(error).__name__
        return _refused(piece, f"the reader failed on it ({failed}); save its text as .txt and try again.")


def _report(piece: Piece, published: date | None) -> Report:
    from ..sources.articles import report_of_row, reports_in

    day = piece.published or published
    if piece.row:
        return report_of_row(piece.content.decode("utf-8", "surrogatepass"), piece.where, day)
    outcome = reports_in(piece.name, piece.content, published=day)
    if not outcome.made:
        raise InputError(outcome.rejected[0].reason)
    return outcome.made[0]


def _refused(piece: Piece, reason: str) -> Reject:
    return Reject(piece.where, reason, {"file": piece.source})


class Here:
    """Reads in this process: for a few short reports, and where no other process can be started."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.alive = True

    def read(self, piece: Piece, published: date | None) -> Read | Reject:
        """Read one."""
        from ..places.added import gazetteer_for

        return read_here(piece, published, gazetteer_for(self._settings))

    def end(self) -> None:
        """Read no more; a piece that is being read is read to its end."""
        self.alive = False


class Apart:
    """Reads in a process of its own, which ends with this one.

    Raises
    ------
    OSError
        If the process cannot be started.
    """

    def __init__(self, settings: Settings) -> None:
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(  # noqa: S603 - our own module, nothing of it from outside
            [sys.executable, "-m", f"{__package__}.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        self._ended = False
        self._tell({"data_dir": str(settings.data_dir), "workspace": str(settings.workspace)})

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return not self._ended and self._process.poll() is None

    def read(self, piece: Piece, published: date | None) -> Read | Reject:
        """Read one."""
        answer = self._tell(_asked(piece, published)) and self._process.stdout and self._process.stdout.readline()
        if not answer:
            self.end()
            return _refused(
                piece, f"reading it broke off, or took more than {LONGEST_S} s; split it, or save its text as .txt."
            )
        told = json.loads(answer)
        if "reason" in told:
            return _refused(piece, told["reason"])
        events = tuple(Event.model_validate(event) for event in told["events"])
        return Read(piece.source, piece.where, told["key"], events)

    def _tell(self, row: dict[str, Any]) -> bool:
        if self._process.stdin is None:
            return False
        try:
            self._process.stdin.write(json.dumps(row).encode() + b"\n")
            self._process.stdin.flush()
        except (OSError, ValueError):  # it has ended
            return False
        return True

    def end(self) -> None:
        """Stop the process, whatever it is at."""
        self._ended = True
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Give back the pipes; once nobody reads with it any more."""
        self.end()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was not sent cannot be sent any more
                    continue


def _asked(piece: Piece, published: date | None) -> dict[str, Any]:
    content = piece.content.decode("utf-8", "surrogatepass") if piece.row else base64.b64encode(piece.content).decode()
    return {
        "source": piece.source,
        "where": piece.where,
        "name": piece.name,
        "row": piece.row,
        "content": content,
        "published": published.isoformat() if published else None,
    }


#: Makes a reader of a deployment's settings.
MakeReader = Callable[[Settings], Reader]
