"""Sorting and extraction over real Tesseract: generated paper, and scans of real public acts."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dossier.page import PageReading
from hoso.catalogue import load_catalogue, load_layouts
from hoso.samples.catalogue import draw_paper
from ocr.engine.port import Pixels
from ocr.engine.tesseract import TesseractEngine
from ocr.fields import CropReader, extract
from ocr.intake.limits import Limits
from ocr.intake.open import open_source
from ocr.intake.poppler import PopplerRenderer
from ocr.leaders import without_leaders
from ocr.read import read_page
from ocr.sort import sort_pages

REAL = Path(__file__).parents[2].parent / "shared" / "real"


def read(data: bytes | Path) -> tuple[list[PageReading], Callable[..., tuple[Pixels, int]]]:
    pictures: dict[int, tuple[Pixels, int]] = {}
    readings = []
    with open_source(data, Limits(), PopplerRenderer()) as source:
        for number in range(1, source.page_count + 1):
            page = source.page(number)
            reading, _ = read_page(page, TesseractEngine())
            readings.append(reading)
            pictures[number] = (np.rot90(page.pixels, -reading.image.rotation // 90), reading.image.dpi)  # type: ignore[union-attr]
    return readings, lambda at: pictures[at.page]


@pytest.mark.parametrize("kind", ["birth_certificate", "residence_change_form"])
def test_most_fields_of_a_generated_form_are_exact_and_none_is_wrong_and_sure(kind: str, tmp_path: Path) -> None:
    drawn = draw_paper(kind, random.Random(f"real engine {kind}"))
    picture = tmp_path / "page.png"
    grey = np.asarray(drawn.sheets[0].image.convert("L"), np.uint8)
    Image.fromarray(without_leaders(grey, 300)).save(picture, dpi=(300, 300))
    readings, pictures = read(picture)
    (document,) = sort_pages([readings], load_catalogue(), load_layouts())
    assert document.type == kind
    found = extract(
        kind,
        document.pages,
        files=[readings],
        catalogue=load_catalogue(),
        layouts=load_layouts(),
        reread=CropReader(TesseractEngine(), pictures),
    )
    wanted = {key: filled for key, filled in drawn.fields.items() if filled.page == 1}
    right = {each.key for each in found if each.key in wanted and each.value == wanted[each.key].value}
    assert len(right) >= 0.7 * len(wanted)
    assert not [each.key for each in found if each.key in wanted and each.key not in right and each.confidence >= 0.9]


def test_a_real_decision_is_sorted_and_its_head_is_read() -> None:
    if not REAL.exists():
        pytest.skip("the real scans are not at hand")
    truth = json.loads((REAL / "truth.json").read_text(encoding="utf-8"))
    fields = next(each["fields"] for each in truth["documents"] if each["name"] == "nd-30-2020-photo")
    readings, _ = read(REAL / "nd-30-2020-photo.jpg")
    (document,) = sort_pages([readings], load_catalogue(), load_layouts())
    assert document.type == "administrative_document"
    found = extract(document.type, document.pages, files=[readings], catalogue=load_catalogue(), layouts=load_layouts())
    values = {each.key: each.value for each in found}
    for key in ("issuing_body", "document_number", "issued_on", "document_kind", "subject"):
        assert values[key] == fields[key]
