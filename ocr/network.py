"""A small network of two layers over pictures of one size, and the pictures that it is shown."""

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
"""Height and width of a picture, pixels."""
_EDGE = np.ones((3, 3), np.uint8)


@dataclass(frozen=True, slots=True)
class Network:
    """Two layers: ``hidden`` (SIDE² × units) with its bias, ``out`` (units × kinds) with its bias."""

    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: Floats

    def chances(self, pictures: Sequence[Pixels]) -> Floats:
        """How likely each of n pictures (at least one) shows each kind: n × kinds, each row one in all."""
        flat = np.stack(pictures).reshape(len(pictures), -1).astype(np.float32) / 255
        odds = np.maximum(flat @ self.hidden + self.hidden_bias, 0) @ self.out + self.out_bias
        raised = np.exp(odds - odds.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


@cache
def trained(name: str) -> Network:
    """The network of this name (``ocr/data/NAME.npz``) as it was written last."""
    with files("ocr").joinpath(f"data/{name}.npz").open("rb") as stream:
        kept = np.load(stream)
        return Network(*(kept[layer].astype(np.float32) for layer in ("hidden", "hidden_bias", "out", "out_bias")))


def pictured(grey: Pixels, own: NDArray[np.bool_], *, fits: bool = False) -> Pixels:
    """Ink as a network is shown it: in the middle of a picture that it is as high as, ink 255. ``own``: where its ink is.

    ``fits``: as wide as the picture where it is wider than high.
    """
    around = cv2.dilate(own.astype(np.uint8), _EDGE).astype(bool)
    paper, ink = float(grey.max()), float(grey[own].min()) if own.any() else 0.0
    shade = (paper - grey.astype(np.float32)) * (255 / max(paper - ink, 1.0))
    figure = np.where(around, np.clip(shade, 0, 255), 0).astype(np.uint8)
    high, wide = figure.shape
    scale = SIDE / (max(high, wide) if fits else high)
    size = min(SIDE, max(1, round(wide * scale))), min(SIDE, max(1, round(high * scale)))
    small = cv2.resize(figure, size, interpolation=cv2.INTER_AREA)
    picture = np.zeros((SIDE, SIDE), np.uint8)
    left, top = (SIDE - size[0]) // 2, (SIDE - size[1]) // 2
    picture[top : top + size[1], left : left + size[0]] = small
    return picture
