"""What a copy holds when a page of its paper cannot be opened."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from cli_desk import Papers, settings_of

from dossier.page import FaultCode
from dossier.record import Record
from hoso.digitise import digitise
from hoso.intake import IntakeOptions, entry_of
from hoso.office import Office
from hoso.wiring import open_office
from ocr.intake.pdf_text import page_text


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(settings_of(tmp_path_factory.mktemp("copies") / "home")) as office:
        yield office


@pytest.fixture(scope="module")
def record(desk: Office, papers: Papers, tmp_path_factory: pytest.TempPathFactory) -> Record:
    """A notice whose second page has no area, so that nothing can show it."""
    scan = tmp_path_factory.mktemp("damaged") / "scan.pdf"
    with pikepdf.open(papers.folder / "notice" / "scan.pdf") as pdf:
        pdf.add_blank_page(page_size=(200, 200)).obj.MediaBox = pikepdf.Array([0, 0, 0, 0])
        pdf.save(scan)
    options = IntakeOptions("H29.12", "can-bo-01")
    return digitise(desk, entry_of([scan]), options, entering=lambda _code, _step: None)


@pytest.fixture(scope="module")
def copy(desk: Office, record: Record) -> bytes:
    (document,) = record.documents
    assert document.copy is not None
    return desk.drafts.blobs.get(document.copy.sha256)


def test_a_copy_has_a_page_for_every_page_of_its_document(record: Record, copy: bytes) -> None:
    (document,) = record.documents
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        assert len(pdf.pages) == len(document.pages) == record.files[0].pages == 2


def test_in_place_of_a_page_that_cannot_be_opened_it_says_so(copy: bytes, tmp_path: Path) -> None:
    """With where the original lies, and by number: its name may be a person's."""
    (tmp_path / "copy.pdf").write_bytes(copy)
    said = " ".join(word.text for word in page_text(tmp_path / "copy.pdf", 2, dpi=72, seconds=30))
    assert "TRANG NÀY KHÔNG MỞ ĐƯỢC" in said
    assert "Trang 2 của tệp gốc số 1" in said
    assert "original/1.pdf" in said
    assert "scan.pdf" not in said


def test_the_page_is_told_as_damaged(record: Record) -> None:
    assert [(fault.page, fault.code) for fault in record.files[0].faults if fault.page == 2] == [
        (2, FaultCode.DAMAGED_FILE)
    ]
