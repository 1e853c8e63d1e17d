"""Connected spots of ink."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Labels = NDArray[np.integer[Any]]

_MOST_SHORT_LABELS = 65_000


@dataclass(frozen=True, slots=True)
class Ink:
    """What of a picture is darker than its paper: 255 for ink, the spot of each pixel and the spots' statistics."""

    mask: Pixels
    labels: Labels
    stats: NDArray[np.int32]


def ink_of(grey: Pixels) -> Ink:
    """The ink of a grey picture, parted from the paper by Otsu's threshold."""
    mask = np.asarray(cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1], np.uint8)
    return Ink(mask, *spots(mask))


def spots(ink: Pixels) -> tuple[Labels, NDArray[np.int32]]:
    """The spot of each pixel of a mask, 0 for paper, and OpenCV's statistics of each; corners hold spots together.

    A mask without pixels, over which OpenCV crashes, has no spots. Labels of 16 bits take half the time. They are used where
    they suffice: OpenCV does not check whether they do.
    """
    if not ink.size:
        return np.zeros(ink.shape, np.int32), np.zeros((1, 5), np.int32)
    kind = cv2.CV_16U if _most_labels(ink) < _MOST_SHORT_LABELS else cv2.CV_32S
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=kind)
    return np.asarray(labels), np.asarray(stats, np.int32)


def _most_labels(ink: Pixels) -> int:
    """At least as many as are given on the way: a label is new only at ink with none before it and none over it."""
    known = np.zeros_like(ink)
    known[:, 1:] |= ink[:, :-1]
    known[1:] |= ink[:-1]
    known[1:, 1:] |= ink[:-1, :-1]
    known[1:, :-1] |= ink[:-1, 1:]
    return int(cv2.countNonZero(cv2.bitwise_and(ink, cv2.bitwise_not(known))))
