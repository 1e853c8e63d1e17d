"""Signatures and judgements per second and core beside pyHanko's, in one run.

python -m bench signing [--parts sign judge audit] [--seconds N] [--write-docs]
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from bench.path.result import machine
from bench.path.tables import Table

PARTS = tuple(name for name in ("sign", "judge", "audit") if find_spec(f"bench.signing.{name}"))
DOCS = Path(__file__).parents[2] / "docs" / "benchmarks-signing.md"


def main() -> None:
    """Measure, then print; what is being done is said on standard error."""
    asked = _arguments()
    found: list[Table] = []
    for part in asked.parts:
        print(f"… {part}", file=sys.stderr, flush=True)
        found += import_module(f"bench.signing.{part}").tables(asked.seconds)
    print("\n\n".join(table.text() for table in found))
    if asked.write_docs:
        DOCS.write_text(_page(found, " ".join(["./run bench signing", *sys.argv[1:]])))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench signing", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--parts", nargs="*", choices=PARTS, default=PARTS, help="what is measured (default: all)")
    parser.add_argument("--seconds", type=float, default=1.5, help="processor time for each figure (default: 1.5)")
    parser.add_argument("--write-docs", action="store_true", help=f"write docs/{DOCS.name}")
    return parser.parse_args()


def _page(found: list[Table], command: str) -> str:
    about = machine()
    described = ", ".join(f"{name}: {value}" for name, value in about.items())
    versions = ", ".join(f"{name} {version(name)}" for name in ("pyhanko", "pyhanko-certvalidator", "cryptography"))
    head = f"# Signing and judging\n\nWritten by `{command}` on {date.today()}; do not edit, run it again.\n"
    tables = "\n\n".join(table.markdown() for table in found)
    return f"{head}\nMachine: {described}.\n\nWith {versions}.\n\n{tables}\n"


if __name__ == "__main__":
    main()
