"""Files are written whole or not at all: a reader sees the old one or the new one, never a part."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..errors import InputError


def check_folder(path: Path | str) -> None:
    """Say that what a path is to be written in is not there, or no folder.

    Raises
    ------
    InputError
        If so.
    """
    folder = Path(path).absolute().parent
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{path}: {folder} is a file; expected a folder. Name another one.")
    if not folder.is_dir():
        raise InputError(f"{path}: folder {folder} is not there; expected an existing one. Make it first.")


@contextmanager
def whole_file(path: Path | str) -> Iterator[Path]:
    """Give a path to write to; what was written takes the place of `path` once the block ends well.

    A link stays a link: the file it leads to is replaced. A pipe or a device is written to, not replaced.

    Raises
    ------
    InputError
        If the folder is not there, or nothing can be written in it.
    """
    target = Path(path).resolve()
    check_folder(path)
    if target.exists() and not target.is_file():
        with tempfile.TemporaryDirectory() as folder:
            yield (made := Path(folder) / target.name)
            with made.open("rb") as source, target.open("wb") as device:
                shutil.copyfileobj(source, device)
        return
    try:
        folder = tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise InputError(
            f"{path}: nothing can be written in {target.parent} ({error.strerror}). Name another folder."
        ) from error
    try:
        yield (made := Path(folder) / target.name)
        with made.open("rb") as file:
            os.fsync(file.fileno())
        made.replace(target)
    finally:
        shutil.rmtree(folder)


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


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of some files by name, in their order; the same files give the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name)  # with a fixed time
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, ZIP_DEFLATED)
    return out.getvalue()
