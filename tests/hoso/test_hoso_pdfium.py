"""PDFium crashes when two threads use it: everything that draws with it waits for its turn."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from threading import Thread

import pikepdf
import pytest

from dossier.pdfium import PDFIUM
from ocr.intake.pdfium import PdfiumRenderer
from signing.judge.changes.filled import written
from signing.judge.changes.nodes import Stream
from signing.judge.changes.pictures import Pictures, picture_of
from signing.pades.lint import hazards


def page() -> bytes:
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(100, 100))
        pdf.save(out)
    return out.getvalue()


def rendered(pdf: bytes, folder: Path) -> object:
    file = folder / "page.pdf"
    file.write_bytes(pdf)
    return PdfiumRenderer().render(file, 1, dpi=72, seconds=60)


def appearance(_pdf: bytes, _folder: Path) -> object:
    with pikepdf.new() as made:
        look = made.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
        return written(Stream({}, look))


@pytest.mark.parametrize(
    "drawing",
    [
        pytest.param(rendered, id="pages of a source"),
        pytest.param(lambda pdf, _: hazards(pdf), id="what lies hidden"),
        pytest.param(lambda pdf, _: Pictures(pdf).page(0, marks=True), id="revisions"),
        pytest.param(lambda pdf, _: picture_of(pdf, 0), id="pictures for people"),
        pytest.param(appearance, id="form fields"),
    ],
)
def test_one_thread_draws_at_a_time(drawing: Callable[[bytes, Path], object], tmp_path: Path) -> None:
    done: list[object] = []
    other = Thread(target=lambda: done.append(drawing(page(), tmp_path)))
    with PDFIUM:
        other.start()
        other.join(0.5)
        assert not done
    other.join(60)
    assert len(done) == 1
