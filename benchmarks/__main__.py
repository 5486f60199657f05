"""python -m benchmarks NAME [arguments]: run one of the measured comparisons."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

NAMES = tuple(
    sorted(
        path.stem for path in Path(__file__).parent.glob("*.py") if '__name__ == "__main__"' in path.read_text("utf-8")
    )
)


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        print(f"usage: python -m benchmarks NAME [arguments]; NAME is one of {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    name = sys.argv[1]
    sys.argv = [f"benchmarks {name}", *sys.argv[2:]]
    runpy.run_module(f"benchmarks.{name}", run_name="__main__")
    return 0


if Path(sys.argv[0]).name == "__main__.py":
    sys.exit(main())
