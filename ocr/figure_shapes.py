"""A second look at printed figures, apart from the engine's: a small network that was shown figures of many faces.

``./run bench figures --write`` draws the figures, trains and measures it, and writes its weights (docs/figure-shapes.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]

SIDE = 20
"""Height and width of the picture of a figure, pixels."""
_EDGE = np.ones((3, 3), np.uint8)


@dataclass(frozen=True, slots=True)
class Network:
    """Two layers: ``hidden`` (SIDE² × units) with its bias, ``out`` (units × 10) with its bias."""

    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: Floats

    def chances(self, pictures: Sequence[Pixels]) -> Floats:
        """How likely each picture (at least one) shows each of the ten figures: n × 10, each row one in all."""
        flat = np.stack(pictures).reshape(len(pictures), -1).astype(np.float32) / 255
        odds = np.maximum(flat @ self.hidden + self.hidden_bias, 0) @ self.out + self.out_bias
        raised = np.exp(odds - odds.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


@cache
def trained() -> Network:
    """The network that was written last."""
    with files("ocr").joinpath("data/figure_shapes.npz").open("rb") as stream:
        kept = np.load(stream)
        return Network(*(kept[name].astype(np.float32) for name in ("hidden", "hidden_bias", "out", "out_bias")))


def pictured(grey: Pixels, own: NDArray[np.bool_]) -> Pixels:
    """A figure as the network is shown it: as high as the picture, in its middle, ink 255. ``own``: where its ink is."""
    around = cv2.dilate(own.astype(np.uint8), _EDGE).astype(bool)
    paper, ink = float(grey.max()), float(grey[own].min()) if own.any() else 0.0
    shade = (paper - grey.astype(np.float32)) * (255 / max(paper - ink, 1.0))
    figure = np.where(around, np.clip(shade, 0, 255), 0).astype(np.uint8)
    width = min(SIDE, max(1, round(figure.shape[1] * SIDE / figure.shape[0])))
    small = cv2.resize(figure, (width, SIDE), interpolation=cv2.INTER_AREA)
    picture = np.zeros((SIDE, SIDE), np.uint8)
    left = (SIDE - width) // 2
    picture[:, left : left + width] = small
    return picture
