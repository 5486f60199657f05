"""Files are written whole or not at all: a reader sees the old one or the new one, never a part."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import InputError


@contextmanager
def whole_file(path: Path | str) -> Iterator[Path]:
    """Give a path to write to; what was written takes the place of `path` once the block ends well.

    Raises
    ------
    InputError
        If the folder is not there.
    """
    target = Path(path)
    if not target.parent.is_dir():
        raise InputError(f"{target}: folder {target.parent} is not there; expected an existing one. Make it first.")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as folder:
        made = Path(folder) / target.name
        yield made
        with made.open("rb") as file:
            os.fsync(file.fileno())
        made.replace(target)


def write_whole(path: Path | str, content: bytes) -> Path:
    """Write a file whole or not at all, and return its path.

    Raises
    ------
    InputError
        If the folder is not there.
    """
    with whole_file(path) as made:
        made.write_bytes(content)
    return Path(path)
