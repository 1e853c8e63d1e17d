"""Numbers and names for which nothing but the engine speaks are looked at twice, and by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest
from fields_pages import fields_of, page_of
from PIL import Image, ImageDraw, ImageFont

from dossier.page import Box, PageReading, Word
from ocr.engine.port import Mode, Pixels
from ocr.fields import CropReader, Look, PageAt
from ocr.fields.again import close_up, levelled, whitened, without_neighbours
from ocr.fields.confidence import Again

FONT = "/usr/share/fonts/truetype/croscore/Arimo-Bold.ttf"
WELL_READ = "4. Số định danh cá nhân: 002165679047"


def drawn(*texts: tuple[int, int, str], size: tuple[int, int] = (900, 100)) -> Pixels:
    """Texts at x, y."""
    image = Image.new("L", size, 255)
    for x, y, text in texts:
        ImageDraw.Draw(image).text((x, y), text, font=ImageFont.truetype(FONT, 40), fill=0)
    return np.asarray(image, np.uint8)


def looked(
    *lines: str, number: str = "002165679047", borne_out: bool = False, sure: float = 0.95, apart: str = ""
) -> tuple[list[str], Again | None]:
    """The modes of the engine's looks at a form of these lines, and what they said of its number.

    ``apart``: what the network for lines reads.
    """
    modes: list[str] = []

    def reread(looks: Sequence[Look]) -> list[tuple[str, float]]:
        modes.extend(look.mode for look in looks if look.mode != "apart")
        return [(apart if look.mode == "apart" else number, 0.95) for look in looks]

    page = page_of(*lines, confidence=sure)
    page = replace(page, words=tuple(replace(word, borne_out=borne_out) for word in page.words))
    seen = fields_of("residence_change_form", page, reread=reread)["id_number"].seen
    return modes, seen.again if seen else None


def test_a_well_read_number_is_looked_at_again() -> None:
    assert looked(WELL_READ) == (["digits"], Again.AGREES)


def test_one_that_is_read_apart_as_well_is_not() -> None:
    assert looked(WELL_READ, apart="002165679047") == ([], Again.NOT_ASKED)


def test_nine_digits_are_looked_at_in_their_whole_line_whoever_reads_them_alike() -> None:
    old = "4. Số định danh cá nhân: 281234567"
    assert looked(old, number="281234567", apart="281234567") == (["digits"], Again.AGREES)


def test_one_whose_figures_their_shapes_bear_out_is_where_it_reads_otherwise_apart() -> None:
    assert looked(WELL_READ, borne_out=True, apart="002165679041") == (["digits"], Again.AGREES)


def test_a_well_read_name_is_looked_at_again_unless_it_is_read_apart_as_well() -> None:
    assert looked("1. Họ, chữ đệm và tên: NGUYỄN VĂN AN")[0] == ["line"]
    assert looked("1. Họ, chữ đệm và tên: NGUYỄN VĂN AN", apart="NGUYỄN VĂN AN")[0] == []


def test_a_second_look_that_reads_another_number_leaves_a_doubt() -> None:
    assert looked("1. Họ, chữ đệm và tên: LÊ HUU THUẬM", WELL_READ, number="002165679041")[1] is Again.DIFFERS


def digits_looked_at(kind: str, page: PageReading) -> list[Look]:
    """Where the numbers of a page are looked at again, by a reader that sees nothing."""
    boxes: list[Look] = []

    def reread(looks: Sequence[Look]) -> list[tuple[str, float]]:
        boxes.extend(looks)
        return [("", 0.0) for _ in looks]

    fields_of(kind, page, reread=reread)
    return [look for look in boxes if look.mode == "digits"]


def test_a_number_is_looked_for_behind_the_words_before_it() -> None:
    page = page_of("1.2. Giấy tờ nhân thân: CCCD số 07918778351", confidence=0.5)
    (number,) = (word for word in page.words if word.text == "07918778351")
    (look,) = digits_looked_at("land_change_form", page)
    assert number.box.x0 - 20 < look.box.x0 <= number.box.x0
    assert look.box.x1 > number.box.x1


def box_of(number: Box, slope: float = 0.0) -> tuple[Box, Box]:
    """A number on a line that falls by ``slope`` to the right, read in doubt: where it stands, and where it is looked at."""
    page = page_of("4. Số định danh cá nhân: 002165679047", confidence=0.5)
    words = [
        replace(
            word,
            box=number
            if word.text == "002165679047"
            else word.box._replace(
                y0=word.box.y0 + round(slope * word.box.x0), y1=word.box.y1 + round(slope * word.box.x0)
            ),
        )
        for word in page.words
    ]
    (look,) = digits_looked_at("residence_change_form", replace(page, words=tuple(words)))
    return number, look.box


def test_of_a_number_whose_digits_were_all_read_no_more_than_they_is_looked_at() -> None:
    page = page_of("4. Số định danh cá nhân: 002165679047")
    (place,) = (word.box for word in page.words if word.text == "002165679047")
    number, look = box_of(place)
    height = number.y1 - number.y0
    assert number.x0 - height < look.x0 <= number.x0 < number.x1 <= look.x1 < number.x1 + height
    assert number.y0 - height < look.y0 <= number.y0 < number.y1 <= look.y1 < number.y1 + height


def test_digits_in_boxes_are_looked_at_with_their_rules() -> None:
    page = page_of("4. Số định danh cá nhân: 002165679047")
    (place,) = (word.box for word in page.words if word.text == "002165679047")
    height = place.y1 - place.y0
    number, look = box_of(place._replace(x1=place.x0 + 24 * height))
    level = look.y1 - look.y0
    assert level > 1.5 * height
    _, leaning = box_of(number, slope=0.05)
    assert leaning.y1 - leaning.y0 > level + 0.5 * height


@pytest.mark.parametrize("digits", ["244663562", "0791 8778 3510"])
def test_of_digits_printed_as_a_word_what_is_beside_them_goes(digits: str) -> None:
    picture, dotted = drawn((20, 30, digits)), drawn((20, 30, f"{digits}  ."))
    alone = close_up(dotted)
    assert alone.shape[1] < 0.5 * picture.shape[1]
    assert (alone < 128).sum() == (picture < 128).sum() < (dotted < 128).sum()


def scanned(degrees: float, paper: int) -> Pixels:
    """A number on grey and grainy paper that lay askew."""
    middle = drawn((250, 30, "079187783510"))
    matrix = cv2.getRotationMatrix2D((450, 50), -degrees, 1.0)
    turned = cv2.warpAffine(middle, matrix, (900, 100), borderValue=(255,))
    grain = np.random.default_rng(4).normal(0, 7, turned.shape)
    return np.clip(turned * (paper / 255) + grain, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("degrees", [-3.0, 3.0])
def test_print_on_grey_paper_is_made_level(degrees: float) -> None:
    level = levelled(scanned(degrees, 190)) < 95
    rows = np.flatnonzero(level.any(axis=1))
    assert rows[-1] - rows[0] < 31  # 29 pixels of digits
    askew = np.flatnonzero((scanned(degrees, 190) < 95).any(axis=1))
    assert askew[-1] - askew[0] > 38


def test_grey_paper_is_made_white_and_print_stays_dark() -> None:
    white = whitened(scanned(0.0, 190))
    assert np.median(white) == 255
    assert (white < 60).sum() > 0.8 * (drawn((250, 30, "079187783510")) < 60).sum()


def test_of_digits_in_boxes_none_is_lost_where_two_touch() -> None:
    apart = drawn((20, 30, "0   7   9   1   44   0   1"))
    assert (close_up(apart) < 128).sum() == (apart < 128).sum()


def test_the_feet_of_the_line_above_and_the_end_of_a_label_go() -> None:
    number = (60, 34, "244663562")
    crop = drawn(number, (60, -22, "NHÂN DÂN"), (-18, 34, "Ố"))
    assert (without_neighbours(crop) < 128).sum() == (drawn(number) < 128).sum()


@pytest.mark.parametrize("mode", ["line", "date", "digits", "block", "enlarged"])
def test_the_engine_is_given_print_on_white_paper(mode: str) -> None:
    papers: list[float] = []

    class Asked:
        """Remembers how light the paper of each picture is; reads nothing."""

        def read(self, image: Pixels, *, dpi: int, mode: Mode = Mode.PAGE) -> tuple[Word, ...]:
            return self.read_each((image,), dpi=dpi, mode=mode)[0]

        def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
            papers.extend(float(np.median(image)) for image in images)
            return ((),) * len(images)

        def describe(self) -> str:
            return "asked"

    CropReader(Asked(), lambda _: (scanned(1.0, 190), 300))([Look(PageAt(0, 1), Box(200, 20, 600, 80), mode)])
    assert papers == [255.0]


@pytest.mark.parametrize("number", ["281234567", "079187783510"])
def test_a_number_before_a_date_is_looked_at_up_to_the_next_word(number: str) -> None:
    page = page_of(f"1.2. Giấy tờ nhân thân: Thẻ CCCD số {number}, cấp ngày 06/08/2022", confidence=0.5)
    words = {word.text.strip(","): word.box for word in page.words}
    (look,) = digits_looked_at("land_change_form", page)
    assert look.box.x0 <= words[number].x0 < words[number].x1 - 20 <= look.box.x1 < words["cấp"].x0


def test_a_number_under_its_label_is_looked_at_where_it_stands() -> None:
    page = page_of("3. Điện thoại (nếu có):", "0836 724 109", confidence=0.5)
    digits = [word.box for word in page.words if word.text.isdigit()]
    looks = [look.box for look in digits_looked_at("land_change_form", page)]
    assert any(look.x0 <= digits[0].x0 and digits[-1].x1 <= look.x1 and look.y0 <= digits[0].y0 for look in looks)
