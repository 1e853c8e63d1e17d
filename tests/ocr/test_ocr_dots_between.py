"""Leaders that run on under the print: their dots are taken from between the words, those of letters stay."""

from __future__ import annotations

import numpy as np
import pytest
from fields_pages import fields_of, page_of
from PIL import Image, ImageDraw, ImageFont

from dossier.page import PageReading
from ocr.engine.port import Pixels
from ocr.leaders import without_leaders

_FONT = ImageFont.truetype("/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf", 50)
_NAMES = ("LÊ VĂN VŨ", "Thôn Mỹ Lạc, xã Phú Thạnh", "TRẦN THỊ THEN", "tỉnh Đồng Nai, huyện Nhơn Trạch")
_STEP, _BASE, _WIDTH = 14, 76, 1500


def line(text: str, *, over_dots: bool) -> Pixels:
    """A line of print that a leader follows, or on a leader from end to end, its dots between the words."""
    image = Image.new("L", (_WIDTH, 120), 255)
    pen = ImageDraw.Draw(image)
    pen.text((20, 30), text, font=_FONT, fill=0)
    end = 20 + round(_FONT.getlength(text))
    taken = np.asarray(image)[30:100] < 128
    for x in range(20, _WIDTH - 20, _STEP):
        free = not taken[:, max(x - 4, 0) : x + 9].any()
        if x > end + _STEP or (over_dots and free):
            pen.rectangle((x, _BASE - 5, x + 4, _BASE - 1), fill=0)
    return np.asarray(image, np.uint8)


def ink(picture: Pixels) -> int:
    return int((picture < 128).sum())


def bare(text: str) -> Pixels:
    image = Image.new("L", (_WIDTH, 120), 255)
    ImageDraw.Draw(image).text((20, 30), text, font=_FONT, fill=0)
    return np.asarray(image, np.uint8)


def test_dots_between_the_words_over_a_leader_are_gone() -> None:
    page = np.vstack([line(name, over_dots=True) for name in _NAMES])
    assert ink(page) > ink(np.vstack([line(name, over_dots=False) for name in _NAMES]))
    left = ink(without_leaders(page, 300)) - ink(np.vstack([bare(name) for name in _NAMES]))
    assert 0 <= left <= 2 * 25  # of two dots at most, beside letters


def test_full_stops_and_colons_stay_where_leaders_end_at_the_print() -> None:
    texts = ("TP. Hà Nội", "Họ tên:", "Quận 1, TP. Hồ Chí Minh", "Nơi sinh: P. 5")
    page = np.vstack([line(text, over_dots=False) for text in texts])
    assert ink(without_leaders(page, 300)) == ink(np.vstack([bare(text) for text in texts]))


def dotted(number: str, born: str = "15/06/1993") -> PageReading:
    return page_of(
        "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
        "Họ, chữ đệm, tên: LÊ.VĂN.VŨ",
        f"Ngày, tháng, năm sinh: {born}",
        f"Giấy tờ tùy thân: CCCD số {number}",
        "Nơi cư trú: Thôn 1, xã.Minh.Tân, tỉnh Hưng Yên",
    )


def test_words_that_dots_have_joined_are_parted() -> None:
    found = fields_of("marital_status_certificate", dotted("033093004568"))
    assert found["full_name"].value == "LÊ VĂN VŨ"
    assert found["residence"].value == "Thôn 1, xã Minh Tân, tỉnh Hưng Yên"


@pytest.mark.parametrize(("born", "sure"), [("15/06/1993", True), ("17/06/1993", False), ("12/06/1993", False)])
def test_figures_that_a_dot_may_have_changed_are_in_doubt(born: str, sure: bool) -> None:
    found = fields_of("marital_status_certificate", dotted("", born))
    assert (found["date_of_birth"].confidence > 0.88) is sure


def test_abbreviations_and_addresses_on_the_network_keep_their_points() -> None:
    page = page_of("TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ", "Kính gửi: Công an xã Tân Lập", "Email: le.van@hanoi.vn")
    assert fields_of("residence_change_form", page)["email"].value == "le.van@hanoi.vn"


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_specks_as_close_as_a_screen_of_dots_come_to_an_end(step: int) -> None:
    page = np.full((120, 1200), 255, np.uint8)
    page[40 : 40 + 4 * step : 2 * step, 10:1190:step] = 0
    page[80, 10:1190:3] = 0
    assert without_leaders(page, 300).shape == page.shape
