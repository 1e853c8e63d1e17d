"""docs/benchmarks.md: the tables, how they were made, and what they do not say."""

from __future__ import annotations

from pathlib import Path

from bench.path import picture
from bench.path.result import Result
from bench.path.tables import tables

ROOT = Path(__file__).parents[2]
PAGE, PICTURE = ROOT / "docs" / "benchmarks.md", ROOT / "docs" / "pictures" / "bench-path.png"

_HEAD = """\
# Speed, memory and reading errors

Written by `{command}` on {day}; do not edit, run it again.

Machine: {cores} cores of {processor}, {memory} of memory; {load} processes were waiting for them when the measurement
began, so seconds on the wall say little and processor seconds are compared.

With {versions}.

![CPU seconds of each step, and character error rates](pictures/bench-path.png)
"""

_WHERE = """\
## Where the time goes

The recogniser is asked {calls:.1f} times a page (the page, its doubtful lines, print under stamps, lonely words that may be a
secrecy marking, strips where its direction is in doubt; doubtful fields of a paper together, once for each kind). Programs
that stay open answer ([ADR 12](adr/0012-parts-of-pages-are-read-by-programs-that-stay-open.md)); starting one costs
{starting:.2f} s. In-process (`engine = "tesserocr"`) nothing is started, at the price that a crash of the recogniser is one of
the worker.
"""

_HOW = """\
## How it was measured

- The same {pages} scanned pages go through both programs in one call, {runs} times in turn. hoso takes {dossiers} dossiers
  from files to archived packages: read, sorted, copied as PDF/A-2u, signed with a time stamp, fields extracted, persons
  checked, sealed, archived, logged. Nothing is skipped: `accept_confidence = 0`, `sample_share = 0`, and what still waits
  is confirmed. OCRmyPDF makes searchable PDF/A of the same pages in *one* file, so that it starts once:
  `env OMP_THREAD_LIMIT=1 ocrmypdf {options} IN.pdf OUT.pdf`.
- CPU is user + system time of the process and of all programs it started, start-up and (of hoso) the making of
  development keys included. The modules of both are compiled beforehand, as an installation leaves them. Memory is looked at
  ten times a second; a very short peak can be missed. *Together*: pages that several processes share count once (Pss).
- The generated papers bear invented persons (seed {seed}, used nowhere else). Their truth is every word as drawn. The text
  layer of each page, as `pdftotext` reads it, is turned straight by the words that occur once, and compared row by row
  from left to right: NFC; leaders, spaces between digits (the boxes of grids) and the mark that drawn papers bear left
  out; edit distance over length. What is read where nothing is printed (seals, signatures, ruled lines) is counted apart.
  Of real scans, where they are at hand, the transcribed paragraphs are compared with the passages that fit them best.
- Steps are measured with one dossier at a time; a process has only one clock of processor time.
- Prefect is measured on dossiers that need no recogniser, where its cost shows best; the share is of a dossier of the main
  set. Both are run twice, in turn, and of each the run that cost least counts: what disturbs a run only adds to it. The
  server's own start is told, but no part of the share: it runs on from batch to batch.

## What these figures do not say

The set is small and mostly generated; differences of a tenth of a per cent are noise. OCRmyPDF is run without `--deskew`
and `--clean`: with its defaults, as most offices would run it, and without what hoso does besides reading.
"""


def write(result: Result, seed: int, options: str) -> None:
    """Write the page and its picture."""
    picture.draw(result, PICTURE)
    said = ", ".join(f"{name} {version}" for name, version in result.versions.items())
    about = {"command": result.command, "day": result.day.isoformat(), "versions": said, **result.machine}
    how = {
        "pages": sum(sample.pages for sample in result.samples),
        "runs": len(result.runs["hoso"]),
        "dossiers": len(result.samples),
        "options": options,
        "seed": seed,
    }
    shown = [table.markdown() + "\n" for table in tables(result)]
    parts = [_HEAD.format(**about), *shown, where(**_spent(result)), _HOW.format(**how)]
    PAGE.write_text("\n".join(parts), encoding="utf-8")


def where(*, calls: float, starting: float) -> str:
    """Calls of the recogniser a page, and CPU seconds of its start."""
    return _WHERE.format(calls=calls, starting=starting)


def _spent(result: Result) -> dict[str, float]:
    runs = result.runs["hoso"]
    asked: float = sum(mode["calls"] for run in runs for mode in run.figures["engine"].values())
    calls = asked / sum(run.pages for run in runs)
    return {"calls": calls, "starting": result.tesseract_start}
