"""Taking uneven or grey paper away."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.intake.source import Pixels
from ocr.prepare.features import WORK_DPI, Features, background
from ocr.prepare.geometry import reduced

_GREY_PAPER = 205.0
_UNEVEN = 24.0
_STREAKED = 12.0
_STREAK_MM = 10.0


def needs_division(features: Features) -> bool:
    """Only grey, uneven or streaked paper gains; clean scans are left as they are."""
    return features.paper < _GREY_PAPER or features.unevenness > _UNEVEN or is_streaked(features)


def is_streaked(features: Features) -> bool:
    """Does the light jump from one column or row of the page to the next (a dirty roller, a dusty sensor)?"""
    return features.streaks > _STREAKED


def without_streaks(grey: Pixels, dpi: int) -> Pixels:
    """Each pixel relative to the brightest in 10 mm above and below, then to that on either side.

    A streak is as long as the page, a letter is not: this takes away streaks narrower than a letter, and table rules.
    """
    size = max(3, round(_STREAK_MM * dpi / 25.4)) | 1
    for kernel in (np.ones((size, 1), np.uint8), np.ones((1, size), np.uint8)):
        light = np.maximum(np.asarray(cv2.dilate(grey, kernel), dtype=np.uint8), 1)
        grey = np.asarray(cv2.divide(grey, light, scale=255), dtype=np.uint8)
    return grey


def divided(grey: Pixels, dpi: int) -> Pixels:
    """Each pixel relative to the light of the paper within 3 mm around it."""
    factor = min(1.0, WORK_DPI / dpi)
    light = background(reduced(grey, factor), dpi * factor)
    full = cv2.resize(np.clip(light, 1, 255).astype(np.uint8), grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, full, scale=255), dtype=np.uint8)
