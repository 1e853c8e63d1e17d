"""The cells of ruled tables are found on level and skewed pages, and each holds one label or one value."""

from __future__ import annotations

from dataclasses import replace

import cv2
import pytest
from fields_pages import PITCH, fields_of, lines_of
from pages_drawn import Untouched, aslant, bgr, letter, source_page

from dossier.page import Box, PageReading, Word
from ocr.fields.rows import rows_of
from ocr.intake.source import Pixels
from ocr.prepare.upright import measured, upright
from ocr.read import read_page
from ocr.ruled_cells import ruled_cells

BIRTH = "GIẤY KHAI SINH"
HEIGHTS = (80, 120, 80)


def _ruled(*, posts: tuple[int, ...]) -> Pixels:
    """A letter at 200 dpi with a table of three rows under it: 2 mm from the margins, vertical rules at ``posts``."""
    page = bgr(letter(200))
    for y in (1700, 1780, 1900, 1980):
        cv2.line(page, (200, y), (1450, y), (0, 0, 0), 2)
    for x in posts:
        cv2.line(page, (x, 1700), (x, 1980), (0, 0, 0), 2)
    return page


@pytest.mark.parametrize("degrees", [0.0, 1.5])
@pytest.mark.parametrize(("posts", "count"), [((200, 600, 1450), 6), ((), 3)])
def test_cells_lie_between_rules_with_and_without_vertical_ones(
    posts: tuple[int, ...], count: int, degrees: float
) -> None:
    page = _ruled(posts=posts)
    cells = ruled_cells(upright(measured(source_page(aslant(page, degrees) if degrees else page, dpi=200))))
    assert len(cells) == count
    assert all(
        abs(cell.y1 - cell.y0 - height) <= 15 for cell, height in zip(cells[:: count // 3], HEIGHTS, strict=True)
    )


def test_a_page_with_a_text_of_its_own_has_cells_too() -> None:
    page = _ruled(posts=(200, 600, 1450))
    words = tuple(Word(text, Box(x, 1720, x + 90, 1750), 1.0, 0, 0) for text, x in (("Tên", 220), ("Na", 700)))
    reading, _ = read_page(replace(source_page(page, dpi=200), own_words=words), Untouched())
    assert len(reading.cells) == 6
    assert reading.words == words


def test_a_letter_has_no_cells() -> None:
    assert ruled_cells(upright(measured(source_page(bgr(letter(200)), dpi=200)))) == ()


def _table(*lines: tuple[float, int, str], cells: tuple[tuple[float, float, int, int], ...]) -> PageReading:
    """Lines as ``lines_of`` sets them and cells from one row of them to another, between two shifts."""
    boxes = (
        Box(240 + 20 * x0, round(190 + y0 * PITCH), 240 + 20 * x1, round(190 + y1 * PITCH)) for y0, y1, x0, x1 in cells
    )
    return replace(lines_of((0, 20, BIRTH), *lines), cells=tuple(boxes))


def test_a_value_half_way_beside_a_label_of_two_lines_belongs_to_it() -> None:
    page = _table(
        (2, 0, "Họ, chữ đệm, tên"),
        (2.4, 40, "LÝ THỊ NGA"),
        (2.8, 0, "người mẹ"),
        (4, 0, "Năm"),
        (4.4, 15, "1975"),
        (4.4, 40, "Dân tộc Mông"),
        (4.8, 0, "sinh"),
        cells=((2, 4, 0, 38), (2, 4, 38, 90), (4, 6, 0, 13), (4, 6, 13, 38), (4, 6, 38, 90)),
    )
    found = fields_of("birth_certificate", page)
    assert (found["mother_full_name"].value, found["mother_birth_year"].value) == ("LÝ THỊ NGA", "1975")


def test_a_row_without_vertical_rules_is_parted_where_all_its_lines_leave_white() -> None:
    page = _table(
        (2, 0, "Nơi cư trú / Place of"),
        (2, 40, "Xóm 4, Đàm Thủy, Trùng Khánh, Cao"),
        (2.8, 0, "residence"),
        (2.8, 40, "Bằng"),
        cells=((2, 4, 0, 90),),
    )
    rows = [row.text for row in rows_of(page)]
    assert rows == [BIRTH, "Nơi cư trú / Place of residence Xóm 4, Đàm Thủy, Trùng Khánh, Cao Bằng"]


def test_cells_that_hold_a_part_of_the_form_are_left_as_they_are() -> None:
    page = _table(
        (2, 0, "Họ và tên vợ: LÊ THỊ NA"),
        (2, 45, "Họ và tên chồng: VŨ VĂN TÁM"),
        (3, 0, "Dân tộc: Kinh"),
        (3, 45, "Dân tộc: Tày"),
        cells=((2, 4, 0, 42), (2, 4, 42, 90)),
    )
    assert len(rows_of(page)) == 3


def test_the_next_line_of_a_half_in_english_is_no_part_of_the_value() -> None:
    page = _table(
        (2, 0, "Họ, chữ đệm, tên người mẹ /"),
        (2.4, 45, "TỪ HẢI LỆ"),
        (2.8, 0, "Full name of mother"),
        cells=((2, 4, 0, 42), (2, 4, 42, 90)),
    )
    assert fields_of("birth_certificate", page)["mother_full_name"].value == "TỪ HẢI LỆ"
