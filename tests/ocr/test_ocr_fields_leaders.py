"""Leaders and rules are taken off the picture; letters and their marks stay."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ocr.engine.port import Pixels
from ocr.fields.again import close_up
from ocr.fields.rows import without_leaders as without_leader_words
from ocr.leaders import without_leaders

_FONT = "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf"


_SANS = "/usr/share/fonts/truetype/croscore/Arimo-Regular.ttf"
_DOTTED_ZERO = "/usr/share/fonts/truetype/croscore/Cousine-Regular.ttf"


def drawn(text: str, *, rule: bool = False, font: str = _FONT, size: int = 50) -> Pixels:
    image = Image.new("L", (1200, 120), 255)
    pen = ImageDraw.Draw(image)
    pen.text((20, 30), text, font=ImageFont.truetype(font, size), fill=0)
    if rule:
        pen.line((10, 110, 1190, 110), fill=0, width=3)
    return np.asarray(image, np.uint8)


def ink(picture: Pixels) -> int:
    return int((picture < 128).sum())


def test_a_row_of_dots_is_gone() -> None:
    assert ink(without_leaders(drawn("Số: .............................."), 300)) < 1.06 * ink(drawn("Số:"))


def test_a_leader_too_short_to_be_a_row_goes_where_the_page_has_long_ones() -> None:
    long = drawn("Số: .......................")
    left, bare = drawn("Phường Mạo Khê,   . ."), drawn("Phường Mạo Khê,")
    assert ink(without_leaders(np.vstack([left, long]), 300)) == ink(without_leaders(np.vstack([bare, long]), 300))


def test_dots_of_letters_stay_beside_leaders() -> None:
    long, text = drawn("......................."), drawn("Nội, ị ạ i j 1.250 Khê.")
    assert ink(without_leaders(np.vstack([text, long]), 300)) == ink(text)


def test_dots_below_letters_and_full_stops_stay() -> None:
    text = drawn("Họ, chữ đệm, tên: Đặng Thị Lịch. 1.250.000")
    assert ink(without_leaders(text, 300)) == ink(text)


def test_room_for_a_place_goes_and_its_comma_stays() -> None:
    for leader in ("…", "...", "........"):
        left = without_leaders(drawn(f"Làm tại: {leader}, ngày 20"), 300)
        alone = drawn(f"Làm tại: {' ' * len(leader)}, ngày 20")
        assert 0.98 * ink(alone) < ink(left) < 1.02 * ink(alone)


def test_an_ellipsis_at_the_end_stays() -> None:
    text = drawn("Bút, thước, tẩy…")
    assert ink(without_leaders(text, 300)) == ink(text)


def test_dashes_are_gone_and_hyphens_stay() -> None:
    image = Image.new("L", (1200, 120), 255)
    pen = ImageDraw.Draw(image)
    pen.text((20, 30), "Tân - Bình - Xuân", font=ImageFont.truetype(_FONT, 50), fill=0)
    text = np.asarray(image.copy(), np.uint8)
    for x in range(20, 1180, 17):
        pen.line((x, 100, x + 9 + x % 3, 100), fill=0, width=3)
    assert ink(without_leaders(np.asarray(image, np.uint8), 300)) == ink(text)


def test_boxes_of_a_number_are_gone_and_its_digits_stay() -> None:
    """5 mm high, lower than other rules are long."""
    digits, boxed = (Image.new("L", (1200, 120), 255) for _ in range(2))
    for image in (digits, boxed):
        for at, digit in enumerate("079190123456"):
            font = ImageFont.truetype(_FONT, 42)
            ImageDraw.Draw(image).text((50 + 60 * at, 58), digit, font=font, fill=0, anchor="mm")
    for at in range(13):
        ImageDraw.Draw(boxed).line((20 + 60 * at, 30, 20 + 60 * at, 89), fill=0, width=3)
    for y in (30, 89):
        ImageDraw.Draw(boxed).line((20, y, 740, y), fill=0, width=3)
    assert abs(ink(without_leaders(np.asarray(boxed, np.uint8), 300)) - ink(np.asarray(digits, np.uint8))) < 60


def test_boxes_that_do_not_touch_are_gone_and_capitals_stay() -> None:
    digits, boxed = (Image.new("L", (1200, 120), 255) for _ in range(2))
    for image in (digits, boxed):
        for at, digit in enumerate("079190"):
            ImageDraw.Draw(image).text(
                (50 + 75 * at, 60), digit, font=ImageFont.truetype(_FONT, 42), fill=0, anchor="mm"
            )
        large = ImageFont.truetype(_DOTTED_ZERO.replace("Cousine-Regular", "Arimo-Bold"), 80)
        ImageDraw.Draw(image).text((600, 60), "LUCD", font=large, fill=0, anchor="lm")
    for at in range(6):
        ImageDraw.Draw(boxed).rectangle((20 + 75 * at, 28, 80 + 75 * at, 92), outline=0, width=3)
    assert abs(ink(without_leaders(np.asarray(boxed, np.uint8), 300)) - ink(np.asarray(digits, np.uint8))) < 40


def test_a_long_rule_is_gone() -> None:
    assert ink(without_leaders(drawn("Lịch", rule=True), 300)) < 1.02 * ink(drawn("Lịch"))


def test_print_as_small_as_dots_is_no_leader() -> None:
    """A caption on a card, at 240 dpi."""
    for text in ("Left index finger", "Right index finger", "MẪU / SPECIMEN", "Date of expiry: number nine ever"):
        small = drawn(text, font=_SANS, size=13)
        assert np.array_equal(without_leaders(small, 240), small)


def test_the_grey_edge_of_a_rule_goes_with_it_and_print_beside_it_stays() -> None:
    print_alone = drawn("Lịch")
    page = print_alone.copy()
    page[112, 9:-9], page[111, 9:-9], page[113, 9:-9] = 0, 180, 180
    cleaned = without_leaders(page, 300)
    assert cleaned[110:115].min() > 200
    assert ink(cleaned) == ink(print_alone)


def test_the_dot_in_a_zero_goes_and_other_marks_stay() -> None:
    dotted, others = drawn("0", font=_DOTTED_ZERO), drawn("Oọộ8@69%", font=_DOTTED_ZERO)
    cleaned = without_leaders(dotted, 300)
    assert 0 < ink(dotted) - ink(cleaned) < 0.2 * ink(dotted)
    assert ink(without_leaders(others, 300)) == ink(others)


def test_a_comma_before_a_leader_is_no_part_of_it() -> None:
    assert without_leader_words("Khê,..") == "Khê,  "
    assert without_leader_words("Ninh....") == "Ninh    "


def test_digits_far_apart_are_put_side_by_side() -> None:
    assert close_up(drawn("0   7   9   1   9   0   1")).shape[1] < 0.6 * drawn("").shape[1]


def test_colons_and_full_stops_of_a_typewriter_face_are_no_leaders() -> None:
    """There every sign has the pitch of the leader, and stands as far from the next as its dots do."""
    leader = drawn("........................", font=_DOTTED_ZERO)
    for text in ("Tên: HÀ MINH", "0713.378.118"):
        printed = np.vstack([drawn(text, font=_DOTTED_ZERO), leader])
        kept = without_leaders(printed, 300)
        assert ink(kept[120:]) == 0
        assert ink(kept[:120]) > 0.97 * ink(without_leaders(drawn(text, font=_DOTTED_ZERO), 300))


def test_a_short_leader_between_two_words_is_one() -> None:
    long = drawn("Số: .......................")
    left, bare = drawn("Nam     . .     Nữ"), drawn("Nam                Nữ")
    kept = without_leaders(np.vstack([left, long]), 300)[:120]
    assert abs(ink(kept) - ink(bare)) < 20
