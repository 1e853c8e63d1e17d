"""Taking uneven or grey paper away."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.intake.source import Pixels
from ocr.prepare.features import STREAKED, WORK_DPI, Features, background, without_streaks
from ocr.prepare.geometry import reduced

_GREY_PAPER = 205.0
_UNEVEN = 24.0
_TINTED = 0.02
"""Share of a page, a third of a card: of lighter and darker ground the recogniser takes the darker for a picture."""
_OF_ONE_LIGHT = 0.4
"""Share of a page's pixels that have its commonest light: drawn and bilevel pages have more, grainy paper at most 0.25."""
_LIGHT = 0.9
"""What is lighter than this share of grainy paper is paper."""
_PALE = 1.5
"""The power of the curve at which print of two thirds of the paper's light becomes no lighter."""


def evened(grey: Pixels, features: Features, dpi: int) -> Pixels:
    """The page with streaks and uneven or grey paper taken away, where they were measured; else the very same array.

    Only such pages gain: clean scans are left as they are.
    """
    result = grey
    if features.streaks > STREAKED:
        result = without_streaks(result, dpi)
    if features.paper < _GREY_PAPER or features.unevenness > _UNEVEN or bears_card(features):
        result = divided(result, dpi)
    return result


def bears_card(features: Features) -> bool:
    """Whether something on tinted ground lies on the page."""
    return features.tinted > _TINTED


def divided(grey: Pixels, dpi: int) -> Pixels:
    """Each pixel relative to the light of the paper within 3 mm around it."""
    factor = min(1.0, WORK_DPI / dpi)
    light = background(reduced(grey, factor), dpi * factor)
    full = cv2.resize(np.clip(light, 1, 255).astype(np.uint8), grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, full, scale=255), dtype=np.uint8)


def without_grain(grey: Pixels) -> Pixels:
    """Grainy paper made white; a page whose paper is of one light is given back as it is.

    Tesseract packs each line as a PNG, which takes a tenth of its time where no two pixels are alike; and it sees signs
    in the grain. On even paper nothing is gained, and the thinner strokes cost letters of bilevel scans. Pale print is kept
    as dark as it was, but where uneven paper was divided by its light (whose grain ends at white): there most of what is
    pale shows through from the back.
    """
    counts = cv2.calcHist([grey[::3]], [0], None, [256], [0, 256]).ravel()
    if counts.max() > _OF_ONE_LIGHT * counts.sum():
        return grey
    paper = int(np.searchsorted(counts.cumsum(), counts.sum() / 2))
    power = 1.0 if counts.argmax() == 255 else _PALE
    curve = np.minimum(np.arange(256) / max(1.0, _LIGHT * paper), 1.0) ** power
    return np.asarray(cv2.LUT(grey, (255 * curve).astype(np.uint8)), np.uint8)
