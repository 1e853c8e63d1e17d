"""Taking uneven or grey paper away."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.intake.source import Pixels
from ocr.prepare.features import WORK_DPI, Features, background
from ocr.prepare.geometry import reduced

_GREY_PAPER = 205.0
_UNEVEN = 24.0


def needs_division(features: Features) -> bool:
    """Only grey or uneven paper gains; clean scans are left as they are."""
    return features.paper < _GREY_PAPER or features.unevenness > _UNEVEN


def divided(grey: Pixels, dpi: int) -> Pixels:
    """Each pixel relative to the light of the paper around it (3 mm: streaks of a dirty roller are narrow)."""
    factor = min(1.0, WORK_DPI / dpi)
    light = background(reduced(grey, factor), dpi * factor)
    full = cv2.resize(np.clip(light, 1, 255).astype(np.uint8), grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, full, scale=255), dtype=np.uint8)
