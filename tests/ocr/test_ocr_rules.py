"""Rules are taken away whole, also where turning a two-tone page has left steps in them; the print on them stays."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.leaders import without_leaders
from ocr.spots import Pixels

_DPI = 200
_TEXT = (250, 700)
"""Rows between which the print lies."""


def _askew(angle: float) -> Pixels:
    """A page of two tones: a table and words on a rule, scanned askew and turned back."""
    page = np.full((1000, 1400), 255, np.uint8)
    for y in (200, 480, 760):
        cv2.line(page, (150, y), (1250, y), (0,), 3)
    for x in (150, 700, 1250):
        cv2.line(page, (x, 200), (x, 760), (0,), 3)
    cv2.putText(page, "Huong", (250, 350), cv2.FONT_HERSHEY_SIMPLEX, 2, (0,), 4)
    cv2.putText(page, "Quang", (800, 650), cv2.FONT_HERSHEY_SIMPLEX, 2, (0,), 4)
    for turn in (angle, -angle):
        matrix = cv2.getRotationMatrix2D((700, 500), turn, 1.0)
        turned = cv2.warpAffine(page, matrix, (1400, 1000), flags=cv2.INTER_LINEAR, borderValue=(255,))
        page = (
            np.asarray(cv2.threshold(turned, 127, 255, cv2.THRESH_BINARY)[1], np.uint8)
            if turn == angle
            else np.asarray(turned)
        )
    return page


def _ink(page: Pixels) -> int:
    return int(np.count_nonzero(page < 128))


@pytest.mark.parametrize("angle", [0.0, 0.8, 1.6, -1.2])
def test_a_table_that_lay_askew_leaves_nothing_but_its_words(angle: float) -> None:
    page = _askew(angle)
    words = _ink(page[270:380, 240:520]) + _ink(page[560:700, 780:1080])
    left = _ink(without_leaders(page, _DPI))
    assert 0.97 * words <= left <= 1.02 * words


def test_a_letter_that_reaches_over_a_rule_keeps_both_its_parts() -> None:
    page = np.full((400, 1400), 255, np.uint8)
    cv2.line(page, (100, 200), (1300, 200), (0,), 3)
    alone = page.copy()
    cv2.line(page, (600, 150), (600, 260), (0,), 12)
    left = without_leaders(page, _DPI)
    assert _ink(without_leaders(alone, _DPI)) == 0
    assert _ink(left[150:195, 590:612]) > 400
    assert _ink(left[206:260, 590:612]) > 500
