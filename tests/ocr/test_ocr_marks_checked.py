"""What stands over the letters of a name is seen apart from what the engine has read."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from bench.reading.other_forms.faces import SANS, SERIF, TYPEWRITER, Face
from dossier.page import Box, Word
from ocr.intake.source import Pixels
from ocr.mark_parts import marks_in
from ocr.mark_shapes import KINDS, mark_over, with_mark
from ocr.marks_checked import with_marks_checked

FACES = (*SERIF, *SANS, *TYPEWRITER)


def page_with(text: str, face: Face, above: str = "") -> tuple[Pixels, Box]:
    """A page with a word and a line over it, and the place of the word."""
    image = Image.new("L", (900, 220), 255)
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(face.files()[0][1], 48)
    pen.text((30, 100), text, font=font, fill=0)
    page = np.asarray(image)
    (y0, x0), (y1, x1) = (edge(np.argwhere(page < 128), axis=0) for edge in (np.min, np.max))
    pen.text((30, 40), above, font=font, fill=0)
    return np.asarray(image), Box(int(x0), int(y0), int(x1) + 1, int(y1) + 1)


def checked(printed: str, read: str, face: Face = SERIF[0], certainty: float = 0.9, above: str = "") -> Word:
    """What becomes of a word of this print that was read so."""
    page, box = page_with(printed, face, above)

    def part(wanted: Box) -> Pixels:
        return page[wanted.y0 : wanted.y1, wanted.x0 : wanted.x1]

    return with_marks_checked((Word(read, box, certainty, 0, 0),), part)[0]


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
@pytest.mark.parametrize("printed", ["NGUYỄN", "Tuấn", "HẠNH", "Lan", "Việt", "Bích,"])
def test_a_name_that_was_read_as_printed_is_borne_out_or_nothing_is_said(printed: str, face: Face) -> None:
    word = checked(printed, printed, face)
    assert (word.text, word.confidence) == (printed, 0.9)


@pytest.mark.parametrize("printed", ["NGUYỄN", "Tuấn", "HẠNH", "Lan", "Bích"])
def test_names_are_borne_out(printed: str) -> None:
    assert checked(printed, printed).borne_out


@pytest.mark.parametrize(
    ("printed", "read"),
    [("TIẾN", "TIÊN"), ("TUẤN", "TUẦN"), ("PHÁT", "PHAT"), ("Hằng", "Hẵng"), ("Bỉm", "Bim"), ("GẤM", "GẦM")],
)
@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_a_tone_taken_for_another_is_put_right_or_left_but_never_borne_out(printed: str, read: str, face: Face) -> None:
    word = checked(printed, read, face)
    assert not word.borne_out
    assert (word.text, word.confidence) == (printed, 0.8) or (word.text in (read, printed) and word.confidence <= 0.9)


@pytest.mark.parametrize(("printed", "read"), [("TIẾN", "TIÊN"), ("TUẤN", "TUẦN"), ("PHÁT", "PHAT"), ("GẤM", "GẦM")])
def test_a_tone_is_put_right(printed: str, read: str) -> None:
    assert checked(printed, read).text == printed


@pytest.mark.parametrize(("printed", "read"), [("KẾT", "KÉT"), ("ĐỒ", "ĐÒ")])
def test_a_hat_that_was_not_read_is_put_on(printed: str, read: str) -> None:
    assert checked(printed, read).text == printed


def test_a_comma_that_is_no_dot_below_is_a_doubt() -> None:
    assert checked("NHI,", "NHỊ,").confidence == 0.4
    assert checked("NHỊ,", "NHỊ,").confidence == 0.9


def test_of_two_words_at_a_stroke_nothing_is_said() -> None:
    word = checked("xã/Thành", "xã/Thành")
    assert (word.text, word.borne_out) == ("xã/Thành", False)


def test_a_word_with_figures_is_not_borne_out_for_marks_say_nothing_of_them() -> None:
    assert not checked("437/UBND", "457/UBND").borne_out


def test_a_dot_is_no_tone_but_a_doubt() -> None:
    word = checked("Nhi", "Nhỉ")
    assert (word.text, word.confidence) == ("Nhỉ", 0.4)


def test_small_words_are_looked_at_where_they_are_not_well_read() -> None:
    assert checked("tiến", "tiên", certainty=0.96).text == "tiên"
    assert checked("tiến", "tiên", certainty=0.9).text == "tiến"


def test_a_dot_below_that_was_not_read_is_not_borne_out() -> None:
    assert not checked("Hạnh", "Hanh").borne_out


def test_the_line_above_says_nothing() -> None:
    assert checked("LAN", "LAN", above="gpqy").text == "LAN"


def test_a_page_without_print_has_no_marks() -> None:
    assert marks_in(np.full((40, 90), 255, np.uint8)).marks == ()


@pytest.mark.parametrize(
    ("letter", "over"),
    [("ấ", "\u0302\u0301"), ("Ằ", "\u0306\u0300"), ("ợ", ""), ("ở", "\u0309"), ("i", "\u0307"), ("I", "")],
)
def test_what_stands_over_a_letter(letter: str, over: str) -> None:
    assert mark_over(letter) == over
    assert over in ("", *KINDS)


def test_another_mark_leaves_case_horn_and_dot_below() -> None:
    assert [with_mark("Ờ", "\u0301"), with_mark("ậ", ""), with_mark("i", "\u0303")] == ["Ớ", "ạ", "ĩ"]
