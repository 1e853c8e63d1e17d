"""Measuring pages, finding their direction, making them even and level."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from pages_drawn import DPI, aslant, bgr, drawn, letter, source_page, stamped

from dossier.page import Box, FaultCode
from ocr.intake.source import Pixels
from ocr.prepare.background import bears_card, evened, without_grain
from ocr.prepare.faults import fault, picture_faults
from ocr.prepare.features import Features, measure, sketch, streaks
from ocr.prepare.geometry import Straightening, grey_of, turned
from ocr.prepare.lines import find_lines, upward
from ocr.prepare.red import red_regions, without_red

PAGE = bgr(letter())


def _features(page: Pixels) -> Features:
    return measure(grey_of(page), sketch(grey_of(page), DPI))


def _faults(page: Pixels, dpi: int = DPI) -> set[FaultCode]:
    return {found.code for found in picture_faults(1, _features(page), dpi=dpi, bilevel=False)}


def test_a_clean_page_has_no_fault() -> None:
    assert _faults(PAGE) == set()


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (cv2.GaussianBlur(PAGE, (0, 0), 3), FaultCode.BLURRED),
        ((PAGE * 0.3).astype(np.uint8), FaultCode.TOO_DARK),
        ((255 - (255 - PAGE.astype(int)) * 0.2).astype(np.uint8), FaultCode.TOO_BRIGHT),
        ((200 - (255 - PAGE.astype(int)) * 0.2).astype(np.uint8), FaultCode.LOW_CONTRAST),
        (PAGE[222:], FaultCode.CUT_OFF),
    ],
    ids=lambda value: value.value if isinstance(value, FaultCode) else "",
)
def test_a_spoilt_page_has_the_fault_that_names_it(page: Pixels, code: FaultCode) -> None:
    assert code in _faults(np.ascontiguousarray(page))


def test_less_than_200_dpi_is_a_fault_that_tells_the_number() -> None:
    assert FaultCode.LOW_RESOLUTION in _faults(PAGE, dpi=150)
    assert "150 dpi" in fault(1, FaultCode.LOW_RESOLUTION, dpi=150).message_vi


@pytest.mark.parametrize("code", FaultCode)
def test_every_fault_has_a_sentence_in_both_languages(code: FaultCode) -> None:
    found = fault(3, code, dpi=100, angle=7, turn=90)
    assert found.message
    assert found.message_vi != found.message
    assert found.page == 3


@pytest.mark.parametrize("angle", [-6.0, -1.5, 0.0, 2.5])
def test_the_skew_of_lines_is_found_to_a_tenth_of_a_degree(angle: float) -> None:
    seen = sketch(grey_of(aslant(PAGE, angle)), DPI)
    assert find_lines(seen.letters, seen.letter_count).angle == pytest.approx(angle, abs=0.1)


def test_lines_that_run_upwards_are_seen_as_a_quarter_turn() -> None:
    seen = sketch(grey_of(turned(PAGE, 90)), DPI)
    assert find_lines(seen.letters, seen.letter_count).quarter


def test_marks_above_the_letters_tell_up_from_down() -> None:
    for turn, sign in ((0, 1), (180, -1)):
        seen = sketch(grey_of(turned(PAGE, turn)), DPI)
        assert sign * upward(seen.letters, 0.0) > 0.18


def test_boxes_go_to_the_level_picture_and_back() -> None:
    straightening = Straightening.by(3.0, 1654, 2339)
    box = Box(400, 900, 460, 930)
    back = straightening.back(straightening.forth(box), 1654, 2339)
    assert back.x0 <= box.x0 <= box.x1 <= back.x1
    assert abs(back.x0 - box.x0) < 8
    assert abs(back.y1 - box.y1) < 12


def test_grainy_paper_becomes_white_under_the_same_print_and_even_paper_stays_the_same_array() -> None:
    even = grey_of(PAGE)
    assert without_grain(even) is even
    grain = np.random.default_rng(7).normal(0, 4, even.shape)
    grainy = np.clip(20 + 0.85 * even + grain, 0, 255).astype(np.uint8)
    assert (grainy == 255).mean() < 0.01
    white = without_grain(grainy)
    assert (white == 255).mean() > 0.95 * (even == 255).mean()
    assert white[even < 60].max() < 120


def test_pale_print_on_grainy_paper_stays_as_dark_as_it_was() -> None:
    even = grey_of(PAGE)
    pale = np.where(even < 128, 160, 240) + np.random.default_rng(7).normal(0, 4, even.shape)
    seen = without_grain(np.clip(pale, 0, 255).astype(np.uint8))
    assert np.median(seen[even < 60]) <= 165
    assert np.median(seen[even > 250]) == 255


def test_streaks_and_shadows_are_taken_away_and_a_clean_page_is_left_alone() -> None:
    grey = grey_of(PAGE)
    assert evened(grey, _features(PAGE), DPI) is grey


def test_the_ground_of_a_card_becomes_as_white_as_the_page() -> None:
    page = np.full_like(PAGE, 255)
    height, width = (round(mm * DPI / 25.4) for mm in (54, 86))
    page[400 : 400 + height, 500 : 500 + width] = 215
    print_ = (slice(600, 640), slice(700, 710))
    page[print_] = 40
    assert bears_card(_features(page)) and not bears_card(_features(PAGE))
    even = evened(grey_of(page), _features(page), DPI)
    inside = even[450 : 350 + height, 550 : 450 + width]
    assert np.median(inside) == 255
    assert even[print_].max() < 60
    streaked = PAGE.copy()
    streaked[:, 700:730] = (streaked[:, 700:730] * 0.6).astype(np.uint8)
    streaked[:, 300:340] = (streaked[:, 300:340] * 0.6).astype(np.uint8)
    clean = evened(grey_of(streaked), _features(streaked), DPI)
    assert streaks(clean) < streaks(grey_of(streaked)) / 2


def test_red_seals_are_found_and_can_be_taken_away() -> None:
    page = stamped(PAGE, "UBND", at=(1100, 500), radius=150)
    (region,) = red_regions(page, DPI)
    assert abs(region.x0 - 950) < 12
    assert abs(region.y1 - 650) < 12
    assert np.mean(np.abs(without_red(page).astype(int) - grey_of(PAGE))) < 2
    assert red_regions(PAGE, DPI) == ()


def test_punched_holes_are_not_ink() -> None:
    blank = bgr(drawn([]))
    for y in (900, 1500):
        cv2.circle(blank, (90, y), 24, (0, 0, 0), -1)
    assert _features(blank).ink == 0


def test_a_page_in_colour_and_its_grey_measure_alike() -> None:
    colour, grey = _features(PAGE), _features(grey_of(PAGE))
    assert source_page(PAGE).pixels.ndim == 3
    assert abs(colour.contrast - grey.contrast) < 1
