"""Types, pages, characters and fields of generated and real papers against the truth, and what confidence is worth.

python -m bench reading [--count N] [--conditions …] [--types …] [--no-real] [--keep FILE] [--json] [--write-docs]
python -m bench reading --fit [--count N] …    fits the confidence model on papers of another seed and stores it
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path

from bench.reading import docs, fit
from bench.reading.kept import Kept
from bench.reading.papers import FITTED, MEASURED, corpus, real
from bench.reading.reading import Bench, Outcome
from bench.reading.tables import scores, tables
from dossier.doctype import OTHER
from hoso.samples.catalogue import DRAWERS
from hoso.samples.degrade import Condition

_CONDITIONS = (Condition.CLEAN, Condition.OFFICE, Condition.HARD)
_TYPES = tuple(kind for kind in DRAWERS if kind != OTHER)


def main() -> None:
    """Measure or fit, then print; what is being done is said on standard error."""
    asked = _arguments()
    command = " ".join(["./run bench reading", *_without_keep(sys.argv[1:])])
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        outcomes = list(_outcomes(asked, Path(work)))
    if asked.fit:
        print(fit.write(scores(outcomes), command))
    elif asked.json:
        print(json.dumps([asdict(each) for each in outcomes], ensure_ascii=False))
    else:
        print("\n\n".join(table.text() for table in tables(outcomes)))
    if asked.write_docs:
        docs.write(outcomes, command)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench reading", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=4, help="papers of each type under each condition (default: 4)")
    parser.add_argument("--conditions", nargs="+", choices=list(Condition), default=_CONDITIONS, type=Condition)
    parser.add_argument("--types", nargs="+", choices=_TYPES, default=_TYPES, metavar="TYPE", help="default: all")
    parser.add_argument("--no-real", action="store_true", help="leave the real scans out")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep what is measured there; go on where it stopped")
    parser.add_argument("--fit", action="store_true", help="fit the confidence model instead of measuring it")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--write-docs", action="store_true", help="write docs/reading.md and its picture")
    return parser.parse_args()


def _without_keep(arguments: Sequence[str]) -> list[str]:
    """The arguments that decide what is measured."""
    at = arguments.index("--keep") if "--keep" in arguments else len(arguments)
    return [*arguments[:at], *arguments[at + 2 :]]


def _outcomes(asked: argparse.Namespace, work: Path) -> Iterator[Outcome]:
    bench, kept = Bench(), Kept(asked.keep)
    seed = FITTED if asked.fit else MEASURED
    known = kept.names(seed)
    drawn = corpus(work, asked.types, asked.conditions, asked.count, seed=seed, without=known)
    scanned = iter(()) if asked.no_real or asked.fit else real(known)
    yield from kept.outcomes(seed)
    for name, paper in chain(drawn, scanned):
        print(f"… {name}", file=sys.stderr, flush=True)
        outcome = bench.outcome(paper)
        kept.add(seed, name, outcome)
        yield outcome


if __name__ == "__main__":
    main()
