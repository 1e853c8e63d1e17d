"""Another scanner than ``hoso.samples.degrade``: other noise, blur by resampling, gamma, dirt, bilevel drivers."""

from __future__ import annotations

import io
from collections.abc import Callable

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

from hoso.samples.degrade import Condition, Scan

Pixels = NDArray[np.uint8]
_POINTS = 72


def scans(pdf: bytes, condition: Condition, noise: np.random.Generator) -> list[Scan]:
    """Every page of ``pdf`` printed and scanned: clean, office or hard."""
    dpi = int(noise.choice([200, 300, 300] if condition is not Condition.HARD else [200, 300, 300, 400]))
    machine = _MACHINES[condition]
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        pages = [np.asarray(page.render(scale=dpi / _POINTS).to_pil().convert("RGB")) for page in document]
    return [machine(page, dpi, noise) for page in pages]


def _clean(page: Pixels, dpi: int, noise: np.random.Generator) -> Scan:
    grey = bool(noise.random() < 0.3)
    turned = _turned(page, noise.uniform(-0.3, 0.3))
    return Scan(_grey(turned) if grey else turned, dpi, quality=int(noise.integers(85, 96)))


def _office(page: Pixels, dpi: int, noise: np.random.Generator) -> Scan:
    picture = _soft(_turned(page, noise.uniform(-1.4, 1.4)), noise.uniform(0.72, 0.92))
    picture = _tone(picture, gamma=noise.uniform(0.8, 1.3), black=noise.uniform(10, 45), white=noise.uniform(225, 250))
    picture = _noisy(picture, noise.uniform(2.0, 5.0), noise)
    if noise.random() < 0.25:
        picture = _grey(picture)
    return Scan(_dirty(picture, noise, 12), dpi, quality=int(noise.integers(65, 85)))


def _hard(page: Pixels, dpi: int, noise: np.random.Generator) -> Scan:
    picture = _turned(page, noise.uniform(1.5, 3.8) * noise.choice([-1, 1]))
    if noise.random() < 0.3:
        return _bilevel(picture, dpi, noise)
    picture = _soft(picture, noise.uniform(0.5, 0.7) * min(1.4, 300 / dpi))
    picture = _tone(picture, gamma=noise.uniform(0.7, 1.5), black=noise.uniform(50, 90), white=noise.uniform(190, 225))
    picture = _vignetted(picture, noise)
    return Scan(
        _dirty(_noisy(picture, noise.uniform(5.0, 9.0), noise), noise, 60), dpi, quality=int(noise.integers(40, 65))
    )


def _bilevel(page: Pixels, dpi: int, noise: np.random.Generator) -> Scan:
    """A driver that delivers black and white, too light or too dark."""
    grey = cv2.GaussianBlur(_grey(page), (0, 0), noise.uniform(0.5, 0.9) * dpi / 300)
    rough = grey.astype(np.float32) + noise.normal(0, 10, grey.shape)
    return Scan(np.where(rough > noise.uniform(120, 190), 255, 0).astype(np.uint8), dpi, bilevel=True)


_MACHINES: dict[Condition, Callable[[Pixels, int, np.random.Generator], Scan]] = {
    Condition.CLEAN: _clean,
    Condition.OFFICE: _office,
    Condition.HARD: _hard,
}


def _grey(page: Pixels) -> Pixels:
    return _u8(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)) if page.ndim == 3 else page


def _turned(page: Pixels, degrees: float) -> Pixels:
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return _u8(cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)))


def _soft(page: Pixels, share: float) -> Pixels:
    """Scanned at ``share`` of the resolution and brought up again."""
    height, width = page.shape[:2]
    small = cv2.resize(page, None, fx=min(1.0, share), fy=min(1.0, share), interpolation=cv2.INTER_AREA)
    return _u8(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC))


def _tone(page: Pixels, *, gamma: float, black: float, white: float) -> Pixels:
    table = black + (white - black) * (np.arange(256) / 255) ** gamma
    return _u8(cv2.LUT(page, np.clip(table, 0, 255).astype(np.uint8)))


def _noisy(page: Pixels, sigma: float, noise: np.random.Generator) -> Pixels:
    """Each channel for itself."""
    return _u8(np.clip(page + noise.normal(0, sigma, page.shape), 0, 255))


def _vignetted(page: Pixels, noise: np.random.Generator) -> Pixels:
    """Darker towards one side."""
    fall = np.linspace(1.0, noise.uniform(0.75, 0.95), page.shape[1])[:: int(noise.choice([-1, 1]))]
    return _u8(page * fall.reshape(1, -1, *([1] * (page.ndim - 2))))


def _dirty(page: Pixels, noise: np.random.Generator, spots: int) -> Pixels:
    """Specks of dust and a hair or two."""
    spotted = page.copy()
    height, width = page.shape[:2]
    for _ in range(int(noise.integers(0, spots + 1))):
        at = int(noise.integers(0, width)), int(noise.integers(0, height))
        cv2.circle(spotted, at, int(noise.integers(1, 3)), (90,) * 3, -1)
    return spotted


def _u8(picture: object) -> Pixels:
    return np.asarray(picture, dtype=np.uint8)
