"""``python -m bench NAME …`` runs the measurement of that name: a module or a package of this folder each."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

_HERE = Path(__file__).parent
NAMES = sorted(file.stem for file in [*_HERE.glob("[!_]*.py"), *_HERE.glob("[!_]*/")] if not file.stem.startswith("_"))


def main() -> None:
    """Pass the rest of the command line on."""
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        sys.exit(f"usage: python -m bench {{{','.join(NAMES)}}} …")
    name = sys.argv.pop(1)
    runpy.run_module(f"bench.{name}", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
