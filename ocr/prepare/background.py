"""Taking uneven or grey paper away."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.intake.source import Pixels
from ocr.prepare.features import STREAKED, WORK_DPI, Features, background, without_streaks
from ocr.prepare.geometry import reduced

_GREY_PAPER = 205.0
_UNEVEN = 24.0


def evened(grey: Pixels, features: Features, dpi: int) -> Pixels:
    """The page with streaks and uneven or grey paper taken away, where they were measured; else the very same array.

    Only such pages gain: clean scans are left as they are.
    """
    result = grey
    if features.streaks > STREAKED:
        result = without_streaks(result, dpi)
    if features.paper < _GREY_PAPER or features.unevenness > _UNEVEN:
        result = divided(result, dpi)
    return result


def divided(grey: Pixels, dpi: int) -> Pixels:
    """Each pixel relative to the light of the paper within 3 mm around it."""
    factor = min(1.0, WORK_DPI / dpi)
    light = background(reduced(grey, factor), dpi * factor)
    full = cv2.resize(np.clip(light, 1, 255).astype(np.uint8), grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, full, scale=255), dtype=np.uint8)
