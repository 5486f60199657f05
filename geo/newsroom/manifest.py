"""What stands in a folder of maps since the last call: `manifest.json`, by which a rerun knows what is still right.

    {"version": 1, "maps": {"kursk": {"key": "…", "files": {"kursk.png": {"size": 1, "sha256": "…"}}, "warnings": []}},
     "left": {"old.png": {"size": 1, "sha256": "…"}}}

A manifest that cannot be read is no error: everything is drawn again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..errors import GeoError
from ..views.files import write_whole

MANIFEST: Final = "manifest.json"
_VERSION: Final = 1


class Written(BaseModel):
    """A file as it was written: its size in bytes and its content's digest."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")

    @classmethod
    def of(cls, content: bytes) -> Written:
        """Return what to remember of a file's content."""
        return cls(size=len(content), sha256=hashlib.sha256(content).hexdigest())


class Entry(BaseModel):
    """A map as it was made: its key, its files from the folder on, and what was told of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    files: dict[str, Written]
    warnings: tuple[str, ...] = ()


class _Stored(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=_VERSION, le=_VERSION)
    maps: dict[str, Entry]
    left: dict[str, Written] = Field(default_factory=dict)


@dataclass
class Manifest:
    """The maps of a folder by name, and files of maps or formats that are ordered no more.

    `trouble` says why a manifest that was there could not be used; empty where it could, or where none was.
    """

    maps: dict[str, Entry] = field(default_factory=dict)
    left: dict[str, Written] = field(default_factory=dict)
    trouble: str = ""

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read a folder's manifest; an empty one where there is none that can be used."""
        path = folder / MANIFEST
        try:
            stored = _Stored.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            return cls()
        except (OSError, ValidationError) as error:
            reason = error.strerror if isinstance(error, OSError) else error.errors(include_url=False)[0]["msg"]
            return cls(trouble=f"{path}: cannot be used ({reason}); every map is drawn again.")
        return cls(stored.maps, stored.left)

    def write(self, folder: Path) -> None:
        """Write it whole, the same bytes for the same maps."""
        stored = _Stored(version=_VERSION, maps=self.maps, left=self.left)
        told = json.dumps(stored.model_dump(mode="json"), ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(folder / MANIFEST, f"{told}\n".encode())

    def keep(self, folder: Path) -> str:
        """Write it as `write` does and return why it could not be; empty where it could: the maps are there anyway."""
        try:
            self.write(folder)
        except (GeoError, OSError) as error:
            reason = (isinstance(error, OSError) and error.strerror) or error
            return f"{folder / MANIFEST}: cannot be written ({reason}); the next call draws these maps again."
        return ""

    def put(self, name: str, entry: Entry) -> None:
        """Remember a map that was made; files of it that it has no more are kept as left."""
        former = self.maps.get(name)
        if former is not None:
            self.left.update({file: one for file, one in former.files.items() if file not in entry.files})
        for file in entry.files:
            self.left.pop(file, None)
        self.maps[name] = entry

    def left_in(self, folder: Path, ordered: Mapping[str, object]) -> tuple[str, ...]:
        """Return the files still in the folder that nobody orders any more, and forget those that are gone."""
        self.left = {file: one for file, one in self.left.items() if (folder / file).exists()}
        gone = [name for name in self.maps if name not in ordered]
        for name in gone:
            if not any((folder / file).exists() for file in self.maps[name].files):
                del self.maps[name]
        files = (file for name in gone for file in (self.maps[name].files if name in self.maps else ()))
        return tuple(sorted({*self.left, *(file for file in files if (folder / file).exists())}))


def wrong_in(folder: Path, entry: Entry) -> str:
    """Return what is not as it was written: "kursk.png is missing", "kursk.png was edited"; empty for nothing."""
    for name, written in entry.files.items():
        path = folder / name
        try:
            content = path.read_bytes() if path.stat().st_size == written.size else None
        except OSError:
            return f"{name} is missing"
        if content is None or Written.of(content) != written:
            return f"{name} was edited"
    return ""
