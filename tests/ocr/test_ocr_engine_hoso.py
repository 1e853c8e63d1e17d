"""The engine of this project: lines that Tesseract found, read by the network, each word where it stands."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import cv2
import numpy as np
import pytest
from pages_drawn import DPI, FONT, TEXT, Untouched, bgr, drawn, engine, error_rate, letter, source_page
from PIL import Image, ImageDraw, ImageFont

from dossier.page import Box, FaultCode, Word
from ocr.engine.hoso import HosoEngine
from ocr.engine.line_words import Line, words_of
from ocr.engine.port import Mode, Pixels
from ocr.prepare.orientation import runs_sideways
from ocr.read import read_page


@cache
def pages() -> HosoEngine:
    """The engine with a second one that may not be asked: of a page the network reads everything."""
    return HosoEngine(Untouched())


def grey(image: Image.Image) -> Pixels:
    return np.asarray(image.convert("L"))


def read(image: Image.Image) -> tuple[Word, ...]:
    return pages().read(grey(image), dpi=DPI)


def lines_of(words: tuple[Word, ...]) -> list[str]:
    numbers = dict.fromkeys(word.line for word in words)
    return [" ".join(word.text for word in words if word.line == number) for number in numbers]


def test_a_page_is_read_without_the_other_engine() -> None:
    words = read(letter())
    assert error_rate(TEXT, " ".join(word.text for word in words)) < 0.005
    assert lines_of(words) == TEXT.split("\n")


def test_its_words_say_that_they_are_the_networks() -> None:
    """So that a second look of the network does not count as another reader's."""
    assert all(word.apart for word in read(letter()))


def test_parts_of_pages_are_read_by_the_other_engine() -> None:
    picture = grey(drawn([(10, "Nguyễn Thị Ánh Tuyết")]).crop((0, 50, 1000, 150)))
    both = HosoEngine(engine())
    assert both.read(picture, dpi=DPI, mode=Mode.LINE) == engine().read(picture, dpi=DPI, mode=Mode.LINE)
    assert both.read_each([picture], dpi=DPI, mode=Mode.DIGITS) == engine().read_each(
        [picture], dpi=DPI, mode=Mode.DIGITS
    )


def test_boxes_lie_around_the_ink_of_each_word() -> None:
    page = drawn([(30, "Họ, chữ đệm, tên: ĐẶNG VĂN SÁNG")])
    ink = grey(page) < 128
    words = read(page)
    assert [word.text for word in words] == ["Họ,", "chữ", "đệm,", "tên:", "ĐẶNG", "VĂN", "SÁNG"]
    covered = np.zeros_like(ink)
    for box in (word.box for word in words):
        assert ink[box.y0, box.x0 : box.x1].any()
        assert ink[box.y0 : box.y1, box.x0].any()
        covered[box.y0 : box.y1, box.x0 : box.x1] = True
    assert not (ink & ~covered).any()
    assert all(before.box.x1 <= after.box.x0 for before, after in pairwise(words))


def test_wide_white_parts_words() -> None:
    page = drawn([(30, "Giới tính: Nữ")])
    ImageDraw.Draw(page).text((900, 236), "Dân tộc: Kinh", font=ImageFont.truetype(FONT, 36), fill="black")
    assert [word.text for word in read(page)] == ["Giới", "tính:", "Nữ", "Dân", "tộc:", "Kinh"]


def test_numbers_under_each_other_stand_in_their_lines() -> None:
    """Layout analysis takes those that it finds for one line of print that runs down the page."""
    texts = [
        f"Họ, chữ đệm và tên người thứ {at}: NGUYỄN VĂN AN"
        for at in ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
    ]
    page = drawn([(40 + 9 * at, text) for at, text in enumerate(texts)], left=45)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 36)
    for at in range(len(texts)):
        pen.text((200, (40 + 9 * at) * DPI / 25.4), f"{at + 1}.", font=font, fill="black")
    words = read(page)
    lines = lines_of(words)
    assert len(lines) == len(texts)
    numbered = {at: line for at, line in enumerate(lines, start=1) if line[0].isdigit()}
    assert len(numbered) > len(texts) / 2  # layout analysis leaves the first ones out
    assert all(line.startswith(str(at)) for at, line in numbered.items())


def test_a_page_on_its_side_has_tall_words_where_they_stand() -> None:
    words = pages().read(np.asarray(np.rot90(grey(letter()))), dpi=DPI)
    assert runs_sideways(words)
    upright, turned = (next(word.box for word in found if word.text == "2015;") for found in (read(letter()), words))
    width = letter().width
    expected = (upright.y0, width - upright.x1, upright.y1, width - upright.x0)
    assert np.abs(np.array(turned) - expected).max() <= 2


def test_a_page_on_its_side_is_read_upright() -> None:
    on_its_side = source_page(np.ascontiguousarray(np.rot90(bgr(letter()))))
    reading, faults = read_page(on_its_side, HosoEngine(engine()))
    assert error_rate(TEXT, " ".join(word.text for word in reading.words)) < 0.005
    assert [fault.code for fault in faults] == [FaultCode.TURNED]


@pytest.mark.parametrize("half_turns", [0, 2])
def test_a_page_that_may_lie_upside_down_is_read_upright(half_turns: int) -> None:
    """The network reads print upside down as other signs, with certainty; lines in capitals do not show which way is up."""
    lines = ["CHỦ TỊCH UBND XÃ AN HÒA", "XIN CẢM ƠN CÁC ANH EM", "SỐ LIỆU CHUNG CỦA XÃ", "HAI MƯƠI XÃ VÀ CHÍN ẤP"] * 5
    page = drawn([(25 + 11 * at, line) for at, line in enumerate(lines)])
    turned = source_page(np.ascontiguousarray(np.rot90(bgr(page), half_turns)))
    reading, _ = read_page(turned, HosoEngine(engine()))
    assert reading.image.rotation == 90 * half_turns
    assert lines_of(reading.words) == lines


def test_what_reaches_in_from_above_is_left_out() -> None:
    """The box of a line beside an emblem is as high as the emblem."""
    page = drawn([(30, "Độc lập - Tự do - Hạnh phúc")])
    ink = grey(page) < 128
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    box = Box(int(columns[0]), int(rows[0]) - 60, int(columns[-1]) + 1, int(rows[-1]) + 60)
    base = round(30 * DPI / 25.4) + ImageFont.truetype(FONT, 36).getmetrics()[0]
    words = tuple(words_of(Line(box, (base, base), 0, 0), grey(page), ink))
    assert [word.text for word in words] == ["Độc", "lập", "-", "Tự", "do", "-", "Hạnh", "phúc"]


ASCENT = ImageFont.truetype(FONT, 36).getmetrics()[0]


def base_of(mm: float) -> int:
    """The row on which the letters of a line drawn there stand."""
    return round(mm * DPI / 25.4) + ASCENT


def test_of_a_line_over_it_that_its_box_reaches_into_nothing_is_read() -> None:
    """Print under a label, close to it, beside a picture."""
    page = drawn([(30, "Tên / Full name"), (33.2, "VIỆT NAM")])
    ink = grey(page) < 128
    columns = np.flatnonzero(ink.any(axis=0))
    box = Box(int(columns[0]), base_of(30) - 30, int(columns[-1]) + 1, base_of(33.2) + 60)
    above = Line(box._replace(y1=base_of(30) + 8), (base_of(30),) * 2, 0, 0)
    words = words_of(Line(box, (base_of(33.2),) * 2, 0, 1), grey(page), ink, [above])
    assert [word.text for word in words] == ["VIỆT", "NAM"]


def test_a_box_that_is_all_of_the_line_over_it_has_no_words() -> None:
    page = drawn([(30, "Quốc tịch / Nationality")])
    ink = grey(page) < 128
    columns = np.flatnonzero(ink.any(axis=0))
    box = Box(int(columns[0]), base_of(30) - 30, int(columns[-1]) + 1, base_of(30))
    above = Line(box, (base_of(30),) * 2, 0, 0)
    assert [*words_of(Line(box, (base_of(34),) * 2, 0, 1), grey(page), ink, [above])] == []


def test_a_part_of_a_line_that_stands_half_a_line_lower_is_read_where_it_stands() -> None:
    """Layout analysis takes the last line of a label for the beginning of the value half-way beside it."""
    page = drawn([(30, "biến"), (34, "động")])
    page.paste(drawn([(32, "Nhận thừa kế")]).crop((0, 0, 600, 500)), (600, 0))
    ink = grey(page) < 128
    columns = np.flatnonzero(ink.any(axis=0))
    box = Box(int(columns[0]), base_of(30) - 3, int(columns[-1]) + 1, base_of(34) + 12)
    words = words_of(Line(box, (base_of(32),) * 2, 0, 0), grey(page), ink)
    assert next(words).text == "động"


def test_the_base_of_a_line_that_falls_to_the_right_is_that_of_each_part() -> None:
    line = Line(Box(100, 0, 1100, 90), (40, 80), 0, 0)
    assert [line.base_under(Box(x, 0, x + 100, 90)) for x in (100, 550, 1000)] == [42, 60, 78]


def test_strokes_of_a_pen_are_no_words() -> None:
    page = drawn([(30, "NGƯỜI KHAI"), (60, "Hồ Văn Tiệp")])
    picture = np.array(page.convert("L"))
    curve = [(200 + 3 * at, round(340 + 40 * np.sin(at / 5) * np.cos(at / 17))) for at in range(120)]
    cv2.polylines(picture, [np.array(curve, np.int32)], isClosed=False, color=(40,), thickness=3)
    words = pages().read(picture, dpi=DPI)
    assert {"NGƯỜI", "KHAI", "Hồ", "Văn", "Tiệp"} <= {word.text for word in words}
    assert sum(len(word.text) for word in words) <= len("NGƯỜIKHAIHồVănTiệp") + 2


@pytest.mark.parametrize(
    "word", ["với", "thuộc", "SỐ", "Xã", "TTr", "đốc", "KHoá", "CỘNG", "CƯỚC", "PASSPORT", "con", "Con"]
)
def test_case_is_kept_where_it_can_be_told_within_a_word(word: str) -> None:
    assert [found.text for found in read(drawn([(30, f"hồ sơ {word} được giao")]))][2] == word


def ruled(page: Image.Image, y: int) -> Pixels:
    """A page with a rule across it, of which a scan has left pieces."""
    picture = grey(page).copy()
    picture[y : y + 3, 150:1300] = 60
    picture[y : y + 3, 500:700:60] = 255
    picture[y : y + 3, 501:700:60] = 255
    return picture


def test_what_is_left_of_a_rule_under_a_line_is_no_sign_and_joins_no_columns() -> None:
    page = drawn([(30, "Nơi cư trú")])
    page.paste(drawn([(30, "Bản Huổi Lướng")]).crop((0, 0, 900, 500)), (700, 0))
    words = pages().read(ruled(page, base_of(30) + 16), dpi=DPI)
    assert [word.text for word in words] == ["Nơi", "cư", "trú", "Bản", "Huổi", "Lướng"]
    assert words[3].box.x0 - words[2].box.x1 > 100


def test_strokes_of_a_text_stay_where_rules_are_taken_away() -> None:
    page = drawn([(30, "thành phố Hà Nội - Việt Nam – 12 m²")])
    words = pages().read(ruled(page, base_of(30) + 16), dpi=DPI)
    assert " ".join(word.text for word in words) == "thành phố Hà Nội - Việt Nam – 12 m²"


def test_a_word_by_itself_does_not_stand_on_the_dot_under_it() -> None:
    """Layout analysis takes the lower edge of a lone short word for the row that it stands on."""
    page = drawn([(30, "Vợ")])
    ink = grey(page) < 128
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    box = Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
    (word,) = words_of(Line(box, (box.y1, box.y1), 0, 0), grey(page), ink)
    assert word.text == "Vợ"
