"""The programs that are compared: what is run, and where each page's text then lies."""

from __future__ import annotations

import compileall
import importlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from bench.path.error import Count, page_error, paragraph_error, words_of
from bench.path.pages import Sample
from bench.path.process import Spent, run
from bench.path.truth import Placed

OCRMYPDF = ("-l", "vie", "--output-type", "pdfa", "--jobs", "2")
_OWN = ("dossier", "ocr", "identity", "signing", "storage", "flows", "hoso", "bench")
# Every dossier goes the whole way: no field waits for a person, none is drawn by lot.
_OFFICE = {
    "OMP_THREAD_LIMIT": "1",
    "HOSO_ACCEPT_CONFIDENCE": "0",
    "HOSO_SAMPLE_SHARE": "0",
    "HOSO_WORKERS": "1",
}

Errors = dict[str, Count]
"""By sample."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of one program over all samples. ``figures``: what hoso's process says of itself."""

    program: str
    pages: int
    spent: Spent
    errors: Errors
    figures: Mapping[str, Any]

    @property
    def pages_per_cpu_second(self) -> float:
        """Starting and ending the process included."""
        return self.pages / self.spent.cpu


def compile_own() -> None:
    """Bytecode of our own modules, as pip made it of OCRmyPDF's: both programs start as on their second day."""
    for name in _OWN:
        for folder in importlib.import_module(name).__path__:
            compileall.compile_dir(folder, quiet=1)


def hoso(
    samples: Sequence[Sample], work: Path, settings: Mapping[str, str], *, flags: tuple[str, ...] = ()
) -> Measured:
    """A new office takes all samples to the archive, one after the other."""
    out = work / "out"
    out.mkdir(parents=True)
    folder = samples[0].file.parents[1]
    command: list[str | Path] = [sys.executable, "-m", "bench.path.office", *flags, folder, out]
    environment = {**_OFFICE, "HOSO_HOME": str(work / "home"), **settings}
    spent = run(command, environment=environment, log=work / "log")
    figures = json.loads((out / "figures.json").read_text())
    found = {each["name"]: each["copies"] for each in figures.get("dossiers", ())}
    errors = {
        sample.name: _of_copies(sample, found[sample.name], out)
        for sample in samples
        if sample.has_truth and sample.name in found
    }
    return Measured("hoso", sum(sample.pages for sample in samples), spent, errors, figures)


def _of_copies(sample: Sample, copies: Mapping[str, Sequence[int]], out: Path) -> Count:
    """Documents are sorted and split: page by page back to the scan they came from."""
    pages = {number: (out / file, index) for file, numbers in copies.items() for index, number in enumerate(numbers)}
    if sample.paragraphs:
        return paragraph_error(sample.paragraphs, [out / file for file in copies])
    read = {file: words_of(out / file) for file in copies}
    return _summed(sample, {number: read[file.name][index] for number, (file, index) in pages.items()})


def ocrmypdf(samples: Sequence[Sample], work: Path) -> Measured:
    """All samples in one file, so that it starts once: OCRmyPDF at its best."""
    work.mkdir(parents=True)
    given, made = work / "in.pdf", work / "out.pdf"
    with pikepdf.new() as joined:
        for sample in samples:
            with pikepdf.open(sample.file) as source:
                joined.pages.extend(source.pages)
        joined.save(given)
    command: list[str | Path] = [sys.executable, "-m", "ocrmypdf", *OCRMYPDF, given, made]
    spent = run(command, environment={"OMP_THREAD_LIMIT": "1"}, log=work / "log")
    read = words_of(made)
    errors, first = {}, 0
    with pikepdf.open(made) as whole:
        for sample in samples:
            if sample.has_truth:
                errors[sample.name] = _of_pages(sample, whole, read, first, work / "page.pdf")
            first += sample.pages
    return Measured("ocrmypdf", first, spent, errors, {})


def _of_pages(
    sample: Sample, whole: pikepdf.Pdf, read: Sequence[tuple[Placed, ...]], first: int, scratch: Path
) -> Count:
    if not sample.paragraphs:
        return _summed(sample, {n + 1: read[first + n] for n in range(sample.pages)})
    with pikepdf.new() as part:
        part.pages.extend(whole.pages[first : first + sample.pages])
        part.save(scratch)
    return paragraph_error(sample.paragraphs, [scratch])


def _summed(sample: Sample, read: Mapping[int, tuple[Placed, ...]]) -> Count:
    """A page that is in no copy has all its characters wrong."""
    counts = [page_error(truth, read.get(number, ())) for number, truth in enumerate(sample.words, start=1)]
    return sum(counts, Count(0, 0))


def tesseract_start(work: Path, times: int = 5) -> float:
    """Processor seconds to start Tesseract, load Vietnamese and read an empty picture: what every call costs at least."""
    work.mkdir(parents=True)
    blank = work / "blank.pgm"
    blank.write_bytes(b"P5 64 64 255\n" + bytes([255]) * 64 * 64)
    command: list[str | Path] = ["tesseract", blank, "stdout", "-l", "vie", "--psm", "7", "tsv"]
    runs = [run(command, environment={"OMP_THREAD_LIMIT": "1"}, log=work / "log") for _ in range(times)]
    return min(each.cpu for each in runs)
