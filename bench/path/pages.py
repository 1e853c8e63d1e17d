"""The pages that everything is measured on: papers drawn for this benchmark, scanned, and real scans where present."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import img2pdf
import numpy as np
import pikepdf
from PIL import Image

from bench.path.truth import Placed, drawn_words, even
from hoso.samples import degrade, write
from hoso.samples.born_digital import born_digital
from hoso.samples.catalogue import draw_paper
from hoso.samples.degrade import Condition
from hoso.samples.form import Drawn, make_look
from hoso.samples.joined import in_strips
from hoso.samples.papers import administrative

SEED = 411_907  # of no corpus that a threshold or weight was fitted on
REAL = Path(__file__).parents[3] / "shared" / "real"
_PAPERS = (
    ("administrative_document", Condition.OFFICE),
    ("birth_certificate", Condition.OFFICE),
    ("residence_change_form", Condition.OFFICE),
    ("administrative_document", Condition.PHOTOCOPY),
    ("marriage_certificate", Condition.OFFICE),
    ("business_registration_form", Condition.OFFICE),
    ("administrative_document", Condition.CLEAN),
    ("identity_card", Condition.OFFICE),
    ("marital_status_certificate", Condition.HARD),
    ("land_change_form", Condition.OFFICE),
)
# Of the transcribed scans those whose pages differ most: 1-bit and colour, 200 to 300 dpi, stamps, show-through.
_REAL = ("qd-1053-ttg-2024.pdf", "qd-999-ttg-2024.tif", "cv-275-stttt-phutho-2011.pdf", "tt-66-2023-bca.tif")


@dataclass(frozen=True, slots=True)
class Sample:
    """One dossier: a scan PDF in a folder of its own. Drawn ``words`` by page, or transcribed ``paragraphs``."""

    name: str
    file: Path
    pages: int
    condition: str
    words: tuple[tuple[Placed, ...], ...] = ()
    paragraphs: tuple[str, ...] = ()

    @property
    def has_truth(self) -> bool:
        """Whether it is known what is printed on it."""
        return bool(self.words or self.paragraphs)


def make_samples(folder: Path, pages: int, files: Sequence[Path]) -> list[Sample]:
    """``pages`` drawn pages, and ``files``, or else the first real scans when they are at hand."""
    drawn = list(_drawn(folder, pages))
    known = _transcribed()
    real = files or [REAL / name for name in _REAL[: max(1, pages // 3)] if (REAL / name).is_file()]
    return drawn + [_given(folder, file, known.get(file.name, {})) for file in real]


def _drawn(folder: Path, pages: int) -> Iterator[Sample]:
    left, index = pages, 0
    while left > 0:
        kind, condition = _PAPERS[index % len(_PAPERS)]
        rng = random.Random(f"{SEED}:{index}")
        paper = draw_paper(kind, rng)
        yield _scanned(folder / f"{index:02d}-{kind}", paper, condition, count=min(left, len(paper.sheets)))
        left -= len(paper.sheets)
        index += 1


def _scanned(folder: Path, paper: Drawn, condition: Condition, *, count: int) -> Sample:
    noise = np.random.default_rng(int(folder.name[:2]) + SEED)
    sheets = paper.sheets[:count]
    versos = [np.asarray(paper.sheets[(n + 1) % len(paper.sheets)].image) for n in range(count)]
    scans = [
        degrade.scan(np.asarray(sheet.image), dpi=sheet.dpi, condition=condition, noise=noise, verso=verso)
        for sheet, verso in zip(sheets, versos, strict=True)
    ]
    file = write.write(folder / "scan.pdf", write.pdf(scans))
    return Sample(folder.name, file, count, condition.value, words=tuple(drawn_words(sheet) for sheet in sheets))


def make_mosaics(folder: Path) -> list[Sample]:
    """Pages that have to be rendered, none being one scan: three pictures a page, and one that never was paper."""
    rng = random.Random(f"{SEED}:mosaics")
    papers = [draw_paper(kind, rng) for kind in ("birth_registration_form", "land_use_certificate")]
    noise = np.random.default_rng(SEED)
    for index, paper in enumerate(papers):
        pixels = np.asarray(paper.sheets[0].image)
        scan = degrade.scan(pixels, dpi=paper.sheets[0].dpi, condition=Condition.OFFICE, noise=noise)
        write.write(folder / f"{index}-strips" / "scan.pdf", in_strips([scan]))
    write.write(folder / "2-digital" / "scan.pdf", born_digital(papers[0].sheets[:1]))
    return [Sample(file.parent.name, file, 1, "mosaic") for file in sorted(folder.glob("*/scan.pdf"))]


def make_quick(folder: Path, count: int) -> list[Sample]:
    """One-page dossiers that need no recogniser: what orchestration costs shows best beside little work."""
    for index in range(count):
        rng = random.Random(f"{SEED}:quick:{index}")
        paper = administrative.draw(rng, make_look(rng, 100), administrative.Order(pages=1))
        write.write(folder / f"{index:03d}" / "scan.pdf", born_digital(paper.sheets[:1]))
    return [Sample(file.parent.name, file, 1, "digital") for file in sorted(folder.glob("*/scan.pdf"))]


def _transcribed() -> dict[str, dict[int, list[str]]]:
    """Paragraphs by file and page."""
    truth = REAL / "truth.json"
    known: dict[str, dict[int, list[str]]] = {}
    for document in json.loads(truth.read_text())["documents"] if truth.is_file() else ():
        pages = known.setdefault(document["file"], {})
        for part in document.get("text", ()):
            pages.setdefault(part["page"], []).extend(filter(None, map(even, part["text"].splitlines())))
    return known


def _given(folder: Path, file: Path, known: dict[int, list[str]]) -> Sample:
    """The transcribed page of a scan (the first page where none is), as a PDF without signatures and text."""
    page = min(known, default=1)
    target = folder / f"real-{file.stem}" / "scan.pdf"
    target.parent.mkdir(parents=True)
    if file.suffix.lower() == ".pdf":
        _one_page(file, page, target)
    else:
        write.write(target, _picture(file, page))
    return Sample(target.parent.name, target, 1, "real", paragraphs=tuple(known.get(page, ())))


def _one_page(file: Path, page: int, target: Path) -> None:
    with pikepdf.open(file) as source, pikepdf.new() as single:
        single.pages.append(source.pages[page - 1])
        if "/Annots" in single.pages[0]:  # a signature's widget: OCRmyPDF declines signed files
            del single.pages[0]["/Annots"]
        single.save(target)


def _picture(file: Path, page: int) -> bytes:
    with Image.open(file) as picture:
        picture.seek(page - 1)
        one = io.BytesIO()
        picture.save(one, "PNG", dpi=picture.info.get("dpi", (300, 300)))
    made: bytes = img2pdf.convert(one.getvalue())
    return made
