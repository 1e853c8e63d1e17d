"""What happens to paper between printer and file: scanners, copiers, telephones. Pictures in, pictures out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


class Condition(StrEnum):
    """The state of a scan, from best to worst kind."""

    CLEAN = "clean"
    OFFICE = "office"
    HARD = "hard"
    PHOTOCOPY = "photocopy"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as a machine delivered it: RGB, or one channel; ``bilevel`` pages hold only 0 and 255."""

    pixels: Pixels
    dpi: int
    quality: int = 90
    bilevel: bool = False


def scan(
    page: Pixels, *, dpi: int, condition: Condition, noise: np.random.Generator, verso: Pixels | None = None
) -> Scan:
    """Take ``page`` (RGB) through a machine in ``condition``; ``verso`` is what may show through."""
    return _MACHINES[condition](page, dpi, noise, verso)


def _clean(page: Pixels, dpi: int, _noise: np.random.Generator, _verso: Pixels | None) -> Scan:
    return Scan(page, dpi, quality=92)


def _office(page: Pixels, dpi: int, noise: np.random.Generator, _verso: Pixels | None) -> Scan:
    picture = skewed(page, noise.uniform(-1.5, 1.5))
    picture = blurred(picture, noise.uniform(0.4, 0.8) * dpi / 300)
    picture = greyed(picture, paper=noise.uniform(228, 248), ink=noise.uniform(8, 40))
    return Scan(grainy(picture, 3.5, noise), dpi, quality=75)


def _hard(page: Pixels, dpi: int, noise: np.random.Generator, verso: Pixels | None) -> Scan:
    picture = shown_through(page, verso, 0.13) if verso is not None else page
    picture = skewed(picture, noise.uniform(1.8, 4.0) * noise.choice([-1, 1]))
    picture = blurred(picture, noise.uniform(0.8, 1.3) * dpi / 300)
    picture = greyed(picture, paper=noise.uniform(196, 222), ink=noise.uniform(55, 95))
    picture = shaded(streaked(picture, noise), noise, 0.16)
    return Scan(grainy(picture, 7.0, noise), dpi, quality=60)


def _photocopy(page: Pixels, dpi: int, noise: np.random.Generator, _verso: Pixels | None) -> Scan:
    grey = cv2.cvtColor(skewed(page, noise.uniform(-1.2, 1.2)), cv2.COLOR_RGB2GRAY)
    soft = np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.7 * dpi / 300), dtype=np.float32)
    soft += noise.standard_normal(grey.shape, dtype=np.float32) * 16
    bilevel = np.where(soft > noise.uniform(150, 175), 255, 0).astype(np.uint8)
    return Scan(_specks(bilevel, noise), dpi, bilevel=True)


def _photo(page: Pixels, dpi: int, noise: np.random.Generator, _verso: Pixels | None) -> Scan:
    picture = shaded(in_perspective(page, noise), noise, 0.35)
    picture = blurred(picture, noise.uniform(0.6, 1.1) * dpi / 300)
    return Scan(grainy(picture, 5.0, noise), dpi, quality=80)


_MACHINES: dict[Condition, Callable[[Pixels, int, np.random.Generator, Pixels | None], Scan]] = {
    Condition.CLEAN: _clean,
    Condition.OFFICE: _office,
    Condition.HARD: _hard,
    Condition.PHOTOCOPY: _photocopy,
    Condition.PHOTO: _photo,
}


def skewed(page: Pixels, degrees: float) -> Pixels:
    """Turned a little about its middle, the corners filled with paper."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    fill = (255, 255, 255) if page.ndim == 3 else (255,)
    return _u8(cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=fill))


def blurred(page: Pixels, sigma: float) -> Pixels:
    """Out of focus by ``sigma`` pixels."""
    return _u8(cv2.GaussianBlur(page, (0, 0), sigma)) if sigma > 0.05 else page


def greyed(page: Pixels, *, paper: float, ink: float) -> Pixels:
    """White becomes ``paper``, black becomes ``ink``: background and contrast of a tired lamp."""
    table = np.clip(ink + np.arange(256) * (paper - ink) / 255, 0, 255).astype(np.uint8)
    return _u8(cv2.LUT(page, table))


def grainy(page: Pixels, sigma: float, noise: np.random.Generator) -> Pixels:
    """Sensor noise, the same in all channels."""
    grain = noise.standard_normal(page.shape[:2], dtype=np.float32) * sigma
    return _u8(np.clip(page + (grain[..., None] if page.ndim == 3 else grain), 0, 255))


def streaked(page: Pixels, noise: np.random.Generator) -> Pixels:
    """A dirty feeder: some darker lines down the whole page."""
    dark = np.zeros(page.shape[1], np.float32)
    for _ in range(int(noise.integers(2, 6))):
        at, width = int(noise.integers(0, page.shape[1] - 6)), int(noise.integers(1, 5))
        dark[at : at + width] += noise.uniform(25, 70)
    return _u8(np.clip(page - dark[None, :, None], 0, 255))


def shown_through(page: Pixels, verso: Pixels, strength: float) -> Pixels:
    """The other side's print, mirrored and faint."""
    mirrored = cv2.GaussianBlur(cv2.resize(verso[:, ::-1], (page.shape[1], page.shape[0])), (0, 0), 2.5)
    return _u8(np.clip(page - strength * (255.0 - mirrored), 0, 255))


def shaded(page: Pixels, noise: np.random.Generator, depth: float) -> Pixels:
    """Uneven light: a soft shadow over part of the page."""
    coarse = noise.uniform(1 - depth, 1, (4, 3)).astype(np.float32)
    light = cv2.resize(coarse, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_CUBIC)
    return _u8(np.clip(page * np.clip(light, 0.3, 1.02)[..., None], 0, 255))


def in_perspective(page: Pixels, noise: np.random.Generator) -> Pixels:
    """Photographed from above on a table, the page nearly filling the picture."""
    height, width = page.shape[:2]
    margin = 0.06
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    shift = noise.uniform(-0.02, 0.02, (4, 2)) * [width, height]
    inner = corners * (1 - 2 * margin) + np.array([width, height]) * margin + shift
    table = tuple(int(v) for v in noise.integers(70, 130, 3))
    matrix = cv2.getPerspectiveTransform(corners, inner.astype(np.float32))
    return _u8(cv2.warpPerspective(page, matrix, (width, height), flags=cv2.INTER_AREA, borderValue=table))


def turned(picture: Scan, degrees: int) -> Scan:
    """Turned by 90, 180 or 270 degrees clockwise, as when a page lies the wrong way in the feeder."""
    pixels = np.ascontiguousarray(np.rot90(picture.pixels, -(degrees // 90)))
    return Scan(pixels, picture.dpi, picture.quality, picture.bilevel)


def blank(width: int, height: int, *, dpi: int, noise: np.random.Generator) -> Scan:
    """The empty back of a sheet: paper grain, nothing else."""
    paper = np.full((height, width, 3), int(noise.integers(238, 252)), np.uint8)
    return Scan(grainy(paper, 2.0, noise), dpi, quality=75)


def _specks(page: Pixels, noise: np.random.Generator) -> Pixels:
    spots = noise.random(page.shape, dtype=np.float32) < 0.00004
    return np.where(cv2.dilate(spots.astype(np.uint8), np.ones((2, 2), np.uint8)) > 0, 0, page).astype(np.uint8)


def _u8(picture: object) -> Pixels:
    return np.asarray(picture, dtype=np.uint8)
