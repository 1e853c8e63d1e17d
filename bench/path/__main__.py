"""From scan to PDF/A with text, beside OCRmyPDF: time, size, memory and character error rate on the same files.

    python -m bench path [--pages N] FILE…

Both get the same PDF (images are wrapped by img2pdf first), one process each, one after the other, one thread for
Tesseract. CPU is user + system of the process and all it started. The error rate is over the paragraphs that
``../shared/real/truth.json`` transcribes, each against the passage of the output's text that fits it best.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import img2pdf
import pikepdf
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from ocr.copy import CopyMeta, CopyPage, copy_page, write_copy
from ocr.engine.tesseract import TesseractEngine
from ocr.intake.limits import Limits
from ocr.intake.open import open_source
from ocr.intake.poppler import PopplerRenderer
from ocr.intake.source import DamagedPage, SourceDocument
from ocr.read import read_page

ROOT = Path(__file__).parents[1]
TRUTH = ROOT.parent / "shared" / "real" / "truth.json"
META = CopyMeta("bench", "bench", datetime(2026, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Run:
    """What one program needed for one file; ``error`` is the share of characters read wrong, if the truth is known."""

    program: str
    file: str
    pages: int
    wall: float
    cpu: float
    peak_mib: float
    kib: float
    error: float | None


def copied(source: SourceDocument, engine: TesseractEngine) -> Iterator[CopyPage]:
    """Every page read and ready for the copy, one at a time."""
    for number in range(1, source.page_count + 1):
        page = source.page(number)
        if not isinstance(page, DamagedPage):
            reading, _ = read_page(page, engine)
            yield copy_page(page, reading)


def ours(file: Path, out: Path) -> None:
    """The path under test, in this process."""
    with open_source(file, Limits(), PopplerRenderer()) as source:
        out.write_bytes(write_copy(copied(source, TesseractEngine()), META))


PROGRAMS: dict[str, Callable[[Path, Path], list[str]]] = {
    "hoso": lambda file, out: [sys.executable, "-m", "bench.path", "--one", str(file), str(out)],
    "ocrmypdf": lambda file, out: [
        *(sys.executable, "-m", "ocrmypdf", "-q", "-l", "vie", "--output-type", "pdfa", "--jobs", "1"),
        *("--force-ocr" if has_text(file) else "--mode=default", "--invalidate-digital-signatures"),
        *(str(file), str(out)),
    ],
}


def has_text(file: Path) -> bool:
    """Does the file bring text of its own? OCRmyPDF would stop there."""
    return bool(text_of(file).strip())


def measured(program: str, file: Path, out: Path, truth: list[str]) -> Run:
    """Run a program once; its failure ends the benchmark."""
    started = time.perf_counter()
    process = subprocess.Popen(PROGRAMS[program](file, out), cwd=ROOT, env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{program} ended with {process.returncode} on {file.name}")
    with pikepdf.open(out) as pdf:
        pages = len(pdf.pages)
    cpu, kib = used.ru_utime + used.ru_stime, out.stat().st_size / 1024
    return Run(program, file.stem, pages, wall, cpu, used.ru_maxrss / 1024, kib, error_rate(out, truth))


def text_of(file: Path) -> str:
    """The text layer as pdftotext gives it, white space evened out."""
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True)
    return even(done.stdout.decode())


def even(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def error_rate(out: Path, truth: list[str]) -> float | None:
    """Edit distance over length, of all transcribed paragraphs together."""
    if not truth:
        return None
    text = text_of(out)
    wrong = 0
    for paragraph in truth:
        found = fuzz.partial_ratio_alignment(paragraph, text)
        passage = text[found.dest_start : found.dest_end] if found else ""
        wrong += min(len(paragraph), Levenshtein.distance(paragraph, passage))
    return wrong / sum(map(len, truth))


def paragraphs(name: str, pages: int | None) -> list[str]:
    """The transcribed paragraphs of the first ``pages`` pages of a real scan."""
    if not TRUTH.is_file():
        return []
    known = {document["file"]: document for document in json.loads(TRUTH.read_text())["documents"]}
    parts = [part for part in known.get(name, {}).get("text", ()) if pages is None or part["page"] <= pages]
    return [even(line) for part in parts for line in part["text"].splitlines() if line.strip()]


def as_pdf(file: Path, folder: Path, pages: int | None) -> Path:
    """The same pages for both programs."""
    made = folder / f"{file.stem}.pdf"
    if file.suffix.lower() == ".pdf":
        shutil.copyfile(file, made)
    else:
        made.write_bytes(img2pdf.convert(file.read_bytes()))
    with pikepdf.open(made, allow_overwriting_input=True) as pdf:
        if pages is not None and len(pdf.pages) > pages:
            del pdf.pages[pages:]
            pdf.save(made)
    return made


def show(runs: list[Run]) -> None:
    """One line for each run, then seconds for a page by program."""
    print(f"{'program':<10}{'file':<34}{'pages':>6}{'wall s':>9}{'cpu s':>9}{'MiB':>7}{'KiB':>8}{'error':>8}")
    for run in runs:
        error = "" if run.error is None else f"{run.error:.2%}"
        print(
            f"{run.program:<10}{run.file:<34}{run.pages:>6}{run.wall:>9.2f}{run.cpu:>9.2f}"
            f"{run.peak_mib:>7.0f}{run.kib:>8.0f}{error:>8}"
        )
    for program in PROGRAMS:
        mine = [run for run in runs if run.program == program]
        pages = sum(run.pages for run in mine)
        errors = [run.error for run in mine if run.error is not None]
        middle = f", median error {statistics.median(errors):.2%}" if errors else ""
        cpu, wall = sum(run.cpu for run in mine), sum(run.wall for run in mine)
        print(f"{program}: {cpu / pages:.2f} s CPU and {wall / pages:.2f} s wall per page{middle}")


def main() -> None:
    """Measure every program on every file."""
    parser = argparse.ArgumentParser(prog="python -m bench path", description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, help="only the first N pages of each file")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="+", type=Path)
    asked = parser.parse_args()
    if asked.one:
        ours(*asked.files)
        return
    runs = []
    with tempfile.TemporaryDirectory() as name:
        for file in asked.files:
            same = as_pdf(file, Path(name), asked.pages)
            truth = paragraphs(file.name, asked.pages)
            runs += [measured(program, same, Path(name) / f"{program}.pdf", truth) for program in PROGRAMS]
    show(runs)


if __name__ == "__main__":
    main()
