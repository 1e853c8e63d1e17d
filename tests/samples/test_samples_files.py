"""Degraded pages and the files they become."""

import io
import random

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from hoso.samples import degrade, joined, write
from hoso.samples.born_digital import born_digital
from hoso.samples.catalogue import draw_paper
from hoso.samples.corpus import make_corpus
from hoso.samples.degrade import Condition

DPI = 100


@pytest.fixture(scope="module")
def page():
    return np.asarray(draw_paper("residence_change_form", random.Random(1), dpi=DPI).sheets[0].image)


def scanned(page, condition, seed=1):
    return degrade.scan(page, dpi=DPI, condition=condition, noise=np.random.default_rng(seed), verso=page)


@pytest.mark.parametrize("condition", Condition)
def test_every_condition_keeps_the_size_and_repeats(page, condition):
    first, second = scanned(page, condition), scanned(page, condition)
    assert first.pixels.shape[:2] == page.shape[:2]
    assert np.array_equal(first.pixels, second.pixels)


def test_a_photocopy_is_black_and_white(page):
    assert set(np.unique(scanned(page, Condition.PHOTOCOPY).pixels)) == {0, 255}


def test_turning_is_clockwise(page):
    turned = degrade.turned(scanned(page, Condition.CLEAN), 90)
    assert turned.pixels.shape[:2] == page.shape[1::-1]
    assert np.array_equal(turned.pixels[0, -1], page[0, 0])


def test_a_scan_pdf_has_one_image_per_page_at_true_size(page):
    data = write.pdf([scanned(page, Condition.OFFICE), scanned(page, Condition.PHOTOCOPY)])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kinds = [str(next(iter(p.get_images().values())).Filter) for p in pdf.pages]
        box = [float(v) for v in pdf.pages[0].mediabox]
    assert (kinds[0], "CCITTFaxDecode" in kinds[1]) == ("/DCTDecode", True)
    assert box[2] / 72 * 25.4 == pytest.approx(210, abs=0.5)


@pytest.mark.parametrize("compression", ["group4", "jpeg", "tiff_lzw"])
def test_a_tiff_holds_all_pages_and_its_resolution(page, compression):
    condition = Condition.PHOTOCOPY if compression == "group4" else Condition.OFFICE
    with Image.open(io.BytesIO(write.tiff([scanned(page, condition)] * 3, compression))) as image:
        assert image.n_frames == 3
        assert float(image.info["dpi"][0]) == DPI


def test_text_can_be_taken_out_of_a_born_digital_pdf():
    drawn = draw_paper("administrative_document", random.Random(2), dpi=DPI)
    document = pypdfium2.PdfDocument(born_digital(drawn.sheets))
    text = "".join(p.get_textpage().get_text_range() for p in document)
    assert drawn.fields["document_number"].printed in text
    assert drawn.fields["signer_name"].printed in text


def test_the_same_sheets_give_the_same_bytes():
    drawn = draw_paper("administrative_document", random.Random(2), dpi=DPI)
    assert born_digital(drawn.sheets) == born_digital(drawn.sheets)


def test_a_page_in_strips_has_several_images(page):
    with pikepdf.open(io.BytesIO(joined.in_strips([scanned(page, Condition.OFFICE)]))) as pdf:
        assert len(pdf.pages[0].get_images()) == 3


def test_a_corpus_repeats_for_its_seed_and_has_its_truth_beside_it(tmp_path):
    kinds = ("birth_certificate", "identity_card")
    made = [make_corpus(tmp_path / n, seed=3, count=2, condition="office", types=kinds, dpi=60) for n in "ab"]
    assert made[0] == made[1]
    assert [d.documents[0].type for d in made[0]] == list(kinds)
    files = [sorted((tmp_path / n / "dossiers").rglob("*.pdf")) for n in "ab"]
    assert [f.read_bytes() for f in files[0]] == [f.read_bytes() for f in files[1]]
    assert (tmp_path / "a" / "truth.json").exists()
