"""A folder that is looked at again and again: which report files are new, changed, gone, or still being written.

Looking is done by time and size of each file, which also works on network drives, where the system tells nobody
of a change.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..errors import DataMissing
from .articles import ENDINGS
from .bundle import Given

#: Files of a folder that are looked at; a larger folder is told of.
MOST_FILES: Final = 20_000
#: Largest file that is read, bytes.
LARGEST_BYTES: Final = 50_000_000
_WATCHED: Final = frozenset({*ENDINGS, ".zip"})

#: When a file was changed last, ns, and its bytes: a file with both as before is the same.
_Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """What a look found, names relative to the folder, with `/` in them.

    Attributes
    ----------
    ready : tuple of str
        New or changed files that have stayed the same since the last look; each is told once.
    gone : tuple of str
        Files told of before that are there no more.
    waiting : tuple of str
        Files that are new or still being written; the next look may find them ready.
    more : bool
        Whether the folder holds more files than are looked at.
    """

    ready: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    more: bool = False


class Folder:
    """A folder with what was seen in it. Hidden files and links that lead elsewhere are left alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._told: dict[str, _Stamp] = {}
        self._last: dict[str, _Stamp] = {}

    def look(self) -> Look:
        """Look again.

        Raises
        ------
        DataMissing
            If the folder is not there or cannot be looked at; what was seen stays as it was.
        """
        try:
            next(self.path.iterdir(), None)
        except OSError as error:
            reason = error.strerror or str(error)
            raise DataMissing(
                f"{self.path}: cannot be looked at ({reason}); make the folder, or name another."
            ) from error
        found: dict[str, _Stamp] = {}
        more = False
        for name, stamp in _files(self.path, self.path):
            if len(found) == MOST_FILES:
                more = True
                break
            found[name] = stamp
        news = {name: stamp for name, stamp in found.items() if self._told.get(name) != stamp}
        ready = {name: stamp for name, stamp in news.items() if self._last.get(name) == stamp}
        gone = [name for name in self._told if name not in found]
        for name in gone:
            del self._told[name]
        self._told.update(ready)
        self._last = {name: stamp for name, stamp in news.items() if name not in ready}
        return Look(tuple(sorted(ready)), tuple(sorted(gone)), tuple(sorted(self._last)), more)

    def again(self, name: str) -> None:
        """Take a file as not told: the next looks find it ready again."""
        self._told.pop(name, None)

    def given(self, name: str) -> Given:
        """Return a file of the folder, to be loaded when it is read.

        Loading raises OSError where it is gone or larger than is read.
        """
        return Given(name, self._told.get(name, (0, 0))[1], lambda: _content(self.path / name))


def _content(path: Path) -> bytes:
    if path.stat().st_size > LARGEST_BYTES:
        raise OSError(f"larger than {LARGEST_BYTES // 1_000_000} MB; split it.")
    return path.read_bytes()


def _files(folder: Path, root: Path) -> Iterator[tuple[str, _Stamp]]:
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError:  # gone or closed meanwhile: the next look finds out
        return
    for entry in listed:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path), root)
        elif Path(entry.name).suffix.lower() in _WATCHED:
            try:
                seen = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            if stat.S_ISREG(seen.st_mode):
                yield Path(entry.path).relative_to(root).as_posix(), (seen.st_mtime_ns, seen.st_size)
