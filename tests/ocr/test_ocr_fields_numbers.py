"""Personal numbers are looked at twice where that is cheap, and by themselves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from fields_pages import fields_of, page_of
from PIL import Image, ImageDraw, ImageFont

from ocr.engine.port import Pixels
from ocr.fields import Look
from ocr.fields.again import close_up, without_neighbours
from ocr.fields.confidence import Again

FONT = "/usr/share/fonts/truetype/croscore/Arimo-Bold.ttf"
WELL_READ = "4. Số định danh cá nhân: 002165679047"


def drawn(*texts: tuple[int, int, str], size: tuple[int, int] = (900, 100)) -> Pixels:
    """Texts at x, y."""
    image = Image.new("L", size, 255)
    for x, y, text in texts:
        ImageDraw.Draw(image).text((x, y), text, font=ImageFont.truetype(FONT, 40), fill=0)
    return np.asarray(image, np.uint8)


def looked(*lines: str, number: str = "002165679047") -> tuple[list[str], Again | None]:
    """The modes of the looks at a form of these lines, and what they said of its number."""
    modes: list[str] = []

    def reread(looks: Sequence[Look]) -> list[tuple[str, float]]:
        modes.extend(look.mode for look in looks)
        return [(number, 0.95) for _ in looks]

    seen = fields_of("residence_change_form", page_of(*lines), reread=reread)["id_number"].seen
    return modes, seen.again if seen else None


def test_a_well_read_number_alone_does_not_start_the_engine() -> None:
    assert looked(WELL_READ) == ([], Again.NOT_ASKED)


def test_a_well_read_number_is_looked_at_with_other_lines() -> None:
    modes, again = looked("1. Họ, chữ đệm và tên: LÊ HUU THUẬM", WELL_READ)
    assert modes == ["line", "line"]
    assert again is Again.AGREES


def test_a_second_look_that_reads_another_number_leaves_a_doubt() -> None:
    assert looked("1. Họ, chữ đệm và tên: LÊ HUU THUẬM", WELL_READ, number="002165679041")[1] is Again.DIFFERS


def test_a_number_is_looked_for_behind_the_words_before_it() -> None:
    boxes: list[Look] = []

    def reread(looks: Sequence[Look]) -> list[tuple[str, float]]:
        boxes.extend(looks)
        return [("", 0.0) for _ in looks]

    page = page_of("1.2. Giấy tờ nhân thân: CCCD số 07918778351", confidence=0.5)
    fields_of("land_change_form", page, reread=reread)
    (number,) = (word for word in page.words if word.text == "07918778351")
    (look,) = (look for look in boxes if look.mode == "digits")
    assert number.box.x0 - 20 < look.box.x0 <= number.box.x0
    assert look.box.x1 > number.box.x1


@pytest.mark.parametrize("digits", ["244663562", "0791 8778 3510"])
def test_digits_printed_as_a_word_stay_as_they_are(digits: str) -> None:
    picture = drawn((20, 30, digits))
    assert np.array_equal(close_up(picture), picture)


def test_of_digits_in_boxes_none_is_lost_where_two_touch() -> None:
    apart = drawn((20, 30, "0   7   9   1   44   0   1"))
    assert (close_up(apart) < 128).sum() == (apart < 128).sum()


def test_the_feet_of_the_line_above_and_the_end_of_a_label_go() -> None:
    number = (60, 34, "244663562")
    crop = drawn(number, (60, -22, "NHÂN DÂN"), (-18, 34, "Ố"))
    assert (without_neighbours(crop) < 128).sum() == (drawn(number) < 128).sum()
