"""Seals on scans without colours are paler than print: taken out where they lie over it, and nothing else is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.fields.again import without_pale_ink
from ocr.spots import Pixels


def _name(shade: int = 30) -> Pixels:
    page = np.full((220, 900), 245, np.uint8)
    cv2.putText(page, "Hoang Thi Ha", (200, 140), cv2.FONT_HERSHEY_SIMPLEX, 2.2, (shade,), 5, cv2.LINE_AA)
    return page


def _sealed(shade: int) -> Pixels:
    page = np.full((220, 900), 245, np.uint8)
    for radius in (150, 140, 95):
        cv2.circle(page, (250, 100), radius, (shade,), 5, cv2.LINE_AA)
    return np.minimum(page, _name())


def test_a_pale_seal_over_a_name_is_taken_out() -> None:
    left = without_pale_ink(_sealed(150))
    alone = np.count_nonzero(_name() < 128)
    assert np.count_nonzero(left < 200) < 1.25 * np.count_nonzero(_name() < 200)
    assert np.count_nonzero((left < 128) & (_name() < 128)) > 0.97 * alone


@pytest.mark.parametrize(
    "page", [_name(), _name(120), np.full((50, 90), 240, np.uint8)], ids=["dark", "faint", "empty"]
)
def test_print_without_a_seal_stays_as_it_is(page: Pixels) -> None:
    assert np.array_equal(without_pale_ink(page), page)


def test_a_seal_as_dark_as_the_print_stays() -> None:
    assert np.count_nonzero(without_pale_ink(_sealed(30)) < 128) > 0.98 * np.count_nonzero(_sealed(30) < 128)
