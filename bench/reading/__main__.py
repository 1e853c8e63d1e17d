"""Types, pages, characters and fields of generated and real papers against the truth, and what confidence is worth.

python -m bench reading [--count N] [--other N] [--stacks N] [--conditions …] [--types …] [--no-real] [--no-plain] [--keep FILE] …
python -m bench reading --fit [--count N] …    fits the confidence model on papers of another seed and stores it
python -m bench reading --release …            keeps the figures as those that the next release is compared with
python -m bench reading --numbers N            reads N personal numbers on sheets of them and counts those surely wrong
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path

from bench.reading import docs, fit, numbers, released
from bench.reading.kept import Kept
from bench.reading.other_forms import papers as other_forms
from bench.reading.papers import FITTED, MEASURED, Paper, corpus, names, real
from bench.reading.progress import told
from bench.reading.reading import PLAIN, Bench, Outcome, Score
from bench.reading.stacks import Sorted, draw_stacks, sorted_stack
from bench.reading.tables import Measured, scores, tables
from dossier.doctype import OTHER
from dossier.errors import UsageError
from hoso.engines import open_engine
from hoso.samples.catalogue import DRAWERS
from hoso.samples.degrade import Condition
from hoso.settings import EngineName, Settings
from ocr.engine.port import OcrEngine

_CONDITIONS = (Condition.CLEAN, Condition.OFFICE, Condition.HARD)
_TYPES = tuple(kind for kind in DRAWERS if kind != OTHER)


def main() -> None:
    """Measure or fit, then print; what is being done is said on standard error."""
    asked = _arguments()
    command = " ".join(["./run bench reading", *_without_keep(sys.argv[1:])])
    if asked.numbers:
        _numbers(asked, command)
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        outcomes = list(_outcomes(asked, Path(work)))
        stacks = list(_stacks(asked, Path(work)))
    measured = Measured.sorted(outcomes, stacks, released.previous())
    if asked.fit:
        _fit(scores(measured.outcomes), command, network=asked.engine is EngineName.HOSO)
    elif asked.json:
        shown = {"papers": [*map(asdict, outcomes)], "stacks": [*map(asdict, stacks)]}
        print(json.dumps(shown, ensure_ascii=False))
    else:
        print("\n\n".join(table.text() for table in tables(measured)))
    if asked.write_docs:
        docs.write(measured, command)
    if asked.release:
        print(released.keep(measured.outcomes, command))


def _numbers(asked: argparse.Namespace, command: str) -> None:
    """Sheets of personal numbers, told one by one; with ``--write-docs`` their table goes into docs/reading.md."""
    found: list[numbers.Number] = []
    sheets = 0
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        for sheet in numbers.measured(_engine(asked), Path(work), asked.numbers):
            found += sheet
            sheets += 1
            print(f"… {len(found)} of {asked.numbers}", file=sys.stderr, flush=True)
    counts = numbers.counted(found)
    print(numbers.table(counts).text())
    if asked.write_docs:
        numbers.keep(counts, sheets, command)
        docs.write_numbers()


def _fit(fields: Sequence[Score], command: str, *, network: bool) -> None:
    try:
        print(fit.write(fields, command, network=network))
    except UsageError as error:
        sys.exit(str(error))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench reading", description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--engine", choices=list(EngineName), default=EngineName.HOSO, type=EngineName, help="default: hoso"
    )
    parser.add_argument("--count", type=int, default=4, help="papers of each type under each condition (default: 4)")
    parser.add_argument("--conditions", nargs="+", choices=list(Condition), default=_CONDITIONS, type=Condition)
    parser.add_argument("--types", nargs="+", choices=_TYPES, default=_TYPES, metavar="TYPE", help="default: all")
    parser.add_argument("--other", type=int, default=2, help="papers of other forms of each type, too (default: 2)")
    parser.add_argument("--stacks", type=int, default=2, help="mixed stacks under each condition (default: 2)")
    parser.add_argument("--no-plain", action="store_true", help="leave the comparison with plain Tesseract out")
    parser.add_argument("--no-real", action="store_true", help="leave the real scans out")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep what is measured there; go on where it stopped")
    parser.add_argument("--fit", action="store_true", help="fit the confidence model instead of measuring it")
    parser.add_argument("--release", action="store_true", help="keep these figures for the next release to be compared")
    parser.add_argument("--numbers", type=int, metavar="N", help="read so many personal numbers, and nothing else")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--write-docs", action="store_true", help="write docs/reading.md and its picture")
    asked = parser.parse_args()
    if asked.engine is not EngineName.HOSO and (asked.release or asked.write_docs):
        parser.error("--release and --write-docs are for the engine that reads unless another is chosen.")
    return asked


def _engine(asked: argparse.Namespace) -> OcrEngine:
    return open_engine(asked.engine, Settings().tessdata)


def _without_keep(arguments: Sequence[str]) -> list[str]:
    """The arguments that decide what is measured."""
    at = arguments.index("--keep") if "--keep" in arguments else len(arguments)
    return [*arguments[:at], *arguments[at + 2 :]]


def _outcomes(asked: argparse.Namespace, work: Path) -> Iterator[Outcome]:
    kept = Kept(asked.keep)
    if kept.outdated:
        print(f"{kept.outdated} papers were read by other code and are read again.", file=sys.stderr)
    engine = _engine(asked)
    bench = Bench(kept.engine(engine) if asked.fit else engine)
    seed = FITTED if asked.fit else MEASURED
    key = f"{seed}, {asked.engine}"
    known = kept.names(key)
    drawn = corpus(work, asked.types, asked.conditions, asked.count, seed=seed, without=known)
    others = other_forms.names(asked.types, asked.conditions, asked.other)
    other = other_forms.corpus(work, others, seed=seed, without=known)
    scanned = [] if asked.no_real or asked.fit else [*real(known)]
    planned = chain(names(asked.types, asked.conditions, asked.count), others)
    unread = sum(name not in known for name, *_ in planned)
    yield from kept.outcomes(key)
    for name, paper in told(chain(drawn, other, scanned), unread + len(scanned)):
        for named, measure in _measures(bench, name, plain=not (asked.no_plain or asked.fit)):
            if named in known:
                continue
            outcome = measure(paper)
            kept.add(key, named, outcome)
            yield outcome


def _measures(bench: Bench, name: str, *, plain: bool) -> Iterator[tuple[str, Callable[[Paper], Outcome]]]:
    """The plain reader first: a paper is known by hoso's outcome, so that one cut off between the two is read again."""
    if plain:
        yield f"{name} {PLAIN}", bench.plain_outcome
    yield name, bench.outcome


def _stacks(asked: argparse.Namespace, work: Path) -> Iterator[Sorted]:
    if asked.fit:
        return
    for stack in draw_stacks(work, asked.conditions, asked.stacks, seed=MEASURED):
        print(f"… {stack.file.parent.name}", file=sys.stderr, flush=True)
        yield from sorted_stack(stack, plain=not asked.no_plain)


if __name__ == "__main__":
    main()
