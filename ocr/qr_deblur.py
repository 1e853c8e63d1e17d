"""A picture with its blur taken back: for defocus and for motion, each strength tried in turn (Wiener 1949)."""

from __future__ import annotations

import math
from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.intake.source import Pixels

_DEFOCUS = (2.0, 2.7, 3.4)  # standard deviations in pixels at 400 pixels to the square
_MOTION = (6.0, 9.0, 12.0)  # lengths likewise
_ANGLES = tuple(range(0, 180, 18))
_NOISE = 0.01

Kernel = NDArray[np.float32]


def deblurred(grey: Pixels, unit: float) -> Iterator[Pixels]:
    """Tries from the likeliest blur on; ``unit``: how many times 400 pixels the square's side is."""
    transform = np.fft.rfft2(_faded(grey))
    for sigma in _DEFOCUS:
        yield _wiener(transform, grey.shape, _round(sigma * unit))
    for length in _MOTION:
        for degrees in _ANGLES:
            yield _wiener(transform, grey.shape, _line(length * unit, degrees))


def _faded(grey: Pixels) -> NDArray[np.float64]:
    """Towards its edges the picture fades into its mean, so that they do not ring."""
    height, width = grey.shape
    window = np.outer(np.hanning(height) ** 0.25, np.hanning(width) ** 0.25)
    mean = float(grey.mean())
    return np.asarray((grey - mean) * window + mean, dtype=np.float64)


def _wiener(transform: NDArray[np.complex128], shape: tuple[int, ...], kernel: Kernel) -> Pixels:
    height, width = shape[:2]
    padded = np.zeros((height, width), np.float64)
    rows, columns = kernel.shape
    padded[:rows, :columns] = kernel
    padded = np.roll(padded, (-(rows // 2), -(columns // 2)), (0, 1))
    spread = np.fft.rfft2(padded)
    back = np.fft.irfft2(transform * np.conj(spread) / (np.abs(spread) ** 2 + _NOISE), s=(height, width))
    low, high = np.percentile(back, (2, 98))
    return np.asarray(np.clip((back - low) * 255 / max(high - low, 1.0), 0, 255), dtype=np.uint8)


def _round(sigma: float) -> Kernel:
    size = 2 * math.ceil(3 * sigma) + 1
    line = cv2.getGaussianKernel(size, sigma)
    return np.asarray(line @ line.T, dtype=np.float32)


def _line(length: float, degrees: float) -> Kernel:
    size = 2 * math.ceil(length / 2) + 3
    middle = size // 2
    dx, dy = (length / 2 * f(math.radians(degrees)) for f in (math.cos, math.sin))
    fine = 16
    canvas = np.zeros((size, size), np.uint8)
    ends = [(round((middle + s * dx) * fine), round((middle + s * dy) * fine)) for s in (-1, 1)]
    cv2.line(canvas, ends[0], ends[1], 255, 1, cv2.LINE_AA, shift=4)
    kernel = canvas.astype(np.float32)
    return np.asarray(kernel / kernel.sum(), dtype=np.float32)
