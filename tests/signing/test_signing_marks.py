"""Where visible marks stand, and pictures of signatures and seals."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from pyhanko.pdf_utils.reader import PdfFileReader
from signing_office import AT, Office
from signing_papers import A4, FONT, blank_page

from dossier.errors import PermanentError, UsageError
from dossier.judgement import Indication
from signing.judge.pdf import judge_pdf
from signing.pades.appearance import Appearance, agency_appearance, certified_copy_appearance, officer_appearance
from signing.pades.clearance import ink_of
from signing.pades.picture import Kind, Picture, picture, seal_beside
from signing.pades.sign import SignedPdf, sign_pdf

OFFICER = officer_appearance("Nguyễn Thị Hạnh", AT, FONT)
AGENCY = agency_appearance("Ủy ban nhân dân phường Mẫu", AT, FONT)
Boxes = tuple[tuple[int, int, int, int], ...]
EVERYTHING: Boxes = tuple((x, y, x + 6, y + 6) for x in range(0, 595, 12) for y in range(0, 842, 12))


def inked(*boxes: tuple[int, int, int, int], rotate: int = 0, grey: int = 255) -> bytes:
    """A page with black boxes (left, top, right, bottom of the page before it is turned) on paper of that grey."""
    out = BytesIO()
    with pikepdf.open(BytesIO(blank_page(A4, rotate=rotate))) as pdf:
        paper = f"{grey / 255:.3f} g 0 0 {A4[0]} {A4[1]} re f 0 g "
        ink = " ".join(f"{x0} {A4[1] - y1} {x1 - x0} {y1 - y0} re f" for x0, y0, x1, y1 in boxes)
        pdf.pages[0].contents_add((paper + ink).encode())
        pdf.save(out)
    return out.getvalue()


def signed(office: Office, pdf: bytes, look: Appearance | Picture) -> SignedPdf:
    return sign_pdf(pdf, office.officer, office.stamper, appearance=look, at=AT)


def box_of(pdf: bytes) -> tuple[float, ...]:
    """Left, top, right, bottom of the last mark on an upright A4 page."""
    found = PdfFileReader(BytesIO(pdf)).embedded_signatures[-1].sig_field["/Rect"]
    x0, y0, x1, y1 = map(float, found)
    return x0, A4[1] - y1, x1, A4[1] - y0


def drawn(pdf: bytes, folder: Path) -> NDArray[np.uint8]:
    (folder / "page.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", "72", "-singlefile", "page.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True, timeout=60)
    return np.asarray(Image.open(folder / "page.ppm"))


def overlaps(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


QR, OTHER_QR = (10, 10, 90, 90), (505, 10, 585, 90)
LETTERHEAD: Boxes = tuple((x, 20, x + 8, 34) for x in range(20, 575, 12))


def test_on_an_empty_page_the_mark_stands_in_its_corner(office: Office) -> None:
    left, top, *_ = box_of(signed(office, blank_page(), OFFICER).data)
    assert (left, top) == pytest.approx((14, 14), abs=1.5)


@pytest.mark.parametrize("look", [OFFICER, AGENCY], ids=["officer", "agency"])
@pytest.mark.parametrize(
    "boxes",
    [(QR,), (OTHER_QR,), LETTERHEAD, (QR, OTHER_QR)],
    ids=["code left", "code right", "letterhead", "codes"],
)
def test_a_mark_never_lies_over_a_code_or_text(office: Office, boxes: Boxes, look: Appearance) -> None:
    done = signed(office, inked(*boxes), look)
    assert not done.covers
    assert not any(overlaps(box_of(done.data), each) for each in boxes)


@pytest.mark.parametrize("look", [OFFICER, AGENCY], ids=["officer", "agency"])
def test_the_mark_stays_in_its_half_and_near_the_top_where_it_can(office: Office, look: Appearance) -> None:
    left, top, right, _ = box_of(signed(office, inked(*LETTERHEAD), look).data)
    assert right <= 298 if look is OFFICER else left >= 297
    assert top < 60


def test_grey_paper_is_paper(office: Office) -> None:
    done = signed(office, inked(QR, grey=170), OFFICER)
    assert (done.covers, overlaps(box_of(done.data), QR)) == (False, False)


def test_specks_of_dust_are_no_text(office: Office) -> None:
    left, top, *_ = box_of(signed(office, inked((40, 20, 41, 21)), OFFICER).data)
    assert (left, top) == pytest.approx((14, 14), abs=1.5)


def test_a_page_without_a_free_place_is_signed_and_that_is_told(office: Office) -> None:
    assert signed(office, inked(*EVERYTHING), OFFICER).covers


def test_the_mark_of_a_turned_page_covers_nothing_either(office: Office, tmp_path: Path) -> None:
    """A black bar along the edge that is seen as the upper one."""
    pdf = inked((0, 0, 60, 842), rotate=90)
    done = signed(office, pdf, OFFICER)
    (tmp_path / "before").mkdir()
    before, after = drawn(pdf, tmp_path / "before"), drawn(done.data, tmp_path)
    assert before.shape == after.shape
    changed = np.argwhere((before != after).any(axis=2))
    assert len(changed)
    assert before[changed[:, 0], changed[:, 1]].min() > 200


def test_a_page_that_cannot_be_drawn_is_told() -> None:
    with pytest.raises(PermanentError, match="cannot be drawn"):
        ink_of(b"%PDF-1.7 rubbish")


def test_a_second_mark_does_not_lie_over_the_first(office: Office) -> None:
    first = signed(office, blank_page(), OFFICER).data
    again = signed(office, first, OFFICER).data
    assert not overlaps(box_of(first), box_of(again))


def test_what_is_on_a_page_is_summed_where_it_is(office: Office) -> None:
    sums = ink_of(inked((100, 200, 110, 210))).sums
    assert sums[-1, -1] == pytest.approx(100, abs=15)
    assert sums[195, 595] == 0
    assert sums[215, 115] == sums[-1, -1]


def test_a_certified_copy_says_its_form_its_agency_and_the_time() -> None:
    look = certified_copy_appearance("Sao y", "Ủy ban nhân dân phường Mẫu", AT, FONT)
    assert look.lines == ("Sao y", "Ủy ban nhân dân phường Mẫu", AT.isoformat())


def ring(colour: tuple[int, int, int], *, side: int = 118, dpi: int | None = 100, background: int = 0) -> bytes:
    """A ring of that colour on a transparent background: 118 pixels at 100 dots per inch are 30 millimetres."""
    made = Image.new("RGBA", (side, side), (255, 255, 255, background))
    ImageDraw.Draw(made).ellipse((8, 8, side - 8, side - 8), outline=(*colour, 255), width=8)
    out = BytesIO()
    made.save(out, "PNG", **({"dpi": (dpi, dpi)} if dpi else {}))
    return out.getvalue()


BLUE, RED = (20, 40, 200), (210, 20, 30)


def hand() -> Picture:
    return picture(Kind.HAND, ring(BLUE), centre=(420, 700))


def test_a_picture_stands_where_it_is_wanted_in_its_real_size_and_colour(office: Office, tmp_path: Path) -> None:
    pdf = signed(office, blank_page(), hand()).data
    left, top, right, bottom = box_of(pdf)
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((420, 700), abs=1.5)
    assert (right - left) * 25.4 / 72 == pytest.approx(30, abs=0.7)
    page = drawn(pdf, tmp_path)
    shown = page[(page < 250).any(axis=2)]
    assert shown[:, 2].mean() > shown[:, 0].mean() + 50
    assert (page[700, 420] == 255).all()  # the middle of the ring is transparent


def test_the_seal_covers_a_third_of_the_signature_from_the_left(office: Office) -> None:
    first = hand()
    seal = seal_beside(first, ring(RED, side=142))
    right = seal.centre[0] + seal.size[0] / 2
    left = first.centre[0] - first.size[0] / 2
    assert (right - left) / first.size[0] == pytest.approx(1 / 3)
    assert seal.size[0] * 25.4 / 72 == pytest.approx(36, abs=0.2)


def test_a_picture_is_signed_on_the_page_that_is_named_and_is_valid(office: Office, tmp_path: Path) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(blank_page())) as pdf:
        pdf.add_blank_page(page_size=A4)
        pdf.save(out)
    done = signed(office, out.getvalue(), picture(Kind.HAND, ring(BLUE), centre=(420, 700), page=1))
    assert (drawn(done.data, tmp_path) == 255).all()
    judged = judge_pdf(done.data, office.trust, file="a.pdf", now=office.now)
    assert [each.indication for each in judged.signatures] == [Indication.TOTAL_PASSED]


JPEG = BytesIO()
Image.new("RGB", (9, 9)).save(JPEG, "JPEG")


@pytest.mark.parametrize(
    ("kind", "png", "why"),
    [
        (Kind.HAND, b"rubbish", "no PNG"),
        (Kind.HAND, JPEG.getvalue(), "no PNG"),
        (Kind.HAND, ring(BLUE, dpi=None), "real size"),
        (Kind.HAND, ring(BLUE, background=255), "transparent background"),
        (Kind.HAND, ring(RED), "not blue"),
        (Kind.SEAL, ring(BLUE), "not red"),
        (Kind.SEAL, ring(RED)[:-40], "no PNG"),
        (Kind.SEAL, ring(RED, side=2100), "too large"),
    ],
)
def test_a_picture_that_the_rule_does_not_allow_is_refused(kind: Kind, png: bytes, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        picture(kind, png, centre=(100, 100))


def test_a_picture_beside_the_page_is_refused(office: Office) -> None:
    with pytest.raises(UsageError, match="does not lie on the page"):
        signed(office, blank_page(), picture(Kind.HAND, ring(BLUE), centre=(590, 700)))


def test_a_picture_over_print_is_told(office: Office) -> None:
    onto = inked((400, 690, 440, 700))
    assert signed(office, onto, hand()).covers
    assert not signed(office, inked((100, 100, 140, 110)), hand()).covers


def test_a_seal_over_the_signature_beside_which_it_stands_covers_nothing_else(office: Office) -> None:
    first = signed(office, blank_page(), hand()).data
    assert not signed(office, first, seal_beside(hand(), ring(RED, side=142))).covers
    alone = replace(seal_beside(hand(), ring(RED, side=142)), over=None)
    assert signed(office, first, alone).covers


def test_a_page_that_the_file_does_not_have_is_refused(office: Office) -> None:
    with pytest.raises(UsageError, match="no page 2"):
        signed(office, blank_page(), replace(hand(), page=1))
