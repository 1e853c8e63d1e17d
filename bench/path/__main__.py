"""The whole path beside OCRmyPDF on the same pages: CPU seconds, memory, misread characters, in one run.

python -m bench path [--pages N] [--repeat N] [--parts …] [--json] [--write-docs] [--files FILE …]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from bench.path import docs
from bench.path.orchestration import orchestrated
from bench.path.pages import SEED, make_mosaics, make_samples
from bench.path.programs import OCRMYPDF, compile_own, hoso, ocrmypdf, tesseract_start
from bench.path.result import Result, machine, versions
from bench.path.tables import tables

PARTS = ("engines", "renderers", "orchestration")
_QUICK_DOSSIERS = 30


def main() -> None:
    """Measure, then print; what is being done is said on standard error."""
    asked = _arguments()
    command = " ".join(["./run bench path", *sys.argv[1:]])
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        result = _measured(asked, Path(name), command)
    if asked.json:
        print(json.dumps(result.plain(), indent=1, ensure_ascii=False))
    else:
        print("\n\n".join(table.text() for table in tables(result)))
    if asked.write_docs:
        docs.write(result, SEED, " ".join(OCRMYPDF))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench path", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=12, help="so many generated pages (default: 12)")
    parser.add_argument("--repeat", type=int, default=2, help="runs of each program, in turn (default: 2)")
    parser.add_argument(
        "--files", nargs="+", type=Path, default=[], help="scans (PDF, TIFF …) instead of the real ones"
    )
    parser.add_argument(
        "--parts", nargs="*", choices=PARTS, default=PARTS, help="what is measured besides (default: all)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--write-docs", action="store_true", help="write docs/benchmarks.md and its picture")
    return parser.parse_args()


def _measured(asked: argparse.Namespace, work: Path, command: str) -> Result:
    about = machine()
    compile_own()
    _say("drawing pages")
    samples = make_samples(work / "dossiers", asked.pages, asked.files)
    result = Result(command, samples, about, versions(), tesseract_start=tesseract_start(work / "start"))
    for turn in range(asked.repeat):
        _say(f"OCRmyPDF and hoso, run {turn + 1} of {asked.repeat}")
        result.add("ocrmypdf", ocrmypdf(samples, work / f"ocrmypdf-{turn}"))
        result.add("hoso", hoso(samples, work / f"hoso-{turn}", {}))
    if "engines" in asked.parts:
        for variant, engine in (("tesserocr", "tesserocr"), ("tesseract", "tesseract")):
            _say(f"hoso with the engine {engine}")
            result.add(variant, hoso(samples, work / variant, {"HOSO_ENGINE": engine}))
    if "renderers" in asked.parts:
        mosaics = make_mosaics(work / "mosaics")
        for renderer in ("pdf2image", "pypdfium2"):
            _say(f"pages that are rendered, with {renderer}")
            result.add(renderer, hoso(mosaics, work / renderer, {"HOSO_RENDERER": renderer}))
    if "orchestration" in asked.parts:
        _say("with and without Prefect")
        result.orchestrated = orchestrated(work / "orchestration", _QUICK_DOSSIERS)
    return result


def _say(what: str) -> None:
    print(f"… {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
