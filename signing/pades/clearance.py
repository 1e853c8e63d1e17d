"""Where a mark covers nothing: the first page is drawn and looked at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pdf2image import convert_from_bytes
from pdf2image.exceptions import (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
)

from dossier.errors import PermanentError

_DPI = 72  # one pixel for a point
_SECONDS = 30
_CONTRAST = 48
"""Grey levels (of 255) that something differs from the paper."""
_PAPER = 80
"""Percentile of grey that is taken for the paper: more of a page is paper than anything else."""
_SPECKS = 0.003
"""Share of a place that dust of the scanner may take."""
_AROUND = 3
"""Points that are kept free around a mark."""
_STEP = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """Points from the left and from the top of the seen page to the mark's corner; ``covers``: no place was free."""

    left: float
    top: float
    covers: bool


@dataclass(frozen=True, slots=True)
class Ink:
    """How much is on the page: summed over everything above and left of each point (rows, columns)."""

    sums: NDArray[np.int64]

    def spot(self, size: tuple[float, float], *, margin: float, from_right: bool) -> Spot:
        """The free place nearest to the upper corner, in that half of the page first; else the one with least on it.

        ``size``: width and height of the mark in points.
        """
        width, height = (int(np.ceil(each)) for each in size)
        page_height, page_width = (each - 1 for each in self.sums.shape)
        tops = np.arange(int(margin), max(int(page_height - height - margin), int(margin)) + 1, _STEP)
        away = np.arange(0, max(int(page_width - width - 2 * margin), 0) + 1, _STEP)
        lefts = (page_width - margin - width - away if from_right else margin + away).astype(np.int64)
        share = self._share(tops, lefts, width, height)
        distance = tops[:, None] + away[None, :]
        half = away[None, :] + width + margin <= page_width / 2 + _STEP
        for allowed in (half, np.ones_like(half)):
            free = (share <= _SPECKS) & allowed
            if free.any():
                return _spot(np.where(free, distance, np.inf), tops, lefts, covers=False)
        return _spot(share + distance / 1e6, tops, lefts, covers=True)

    def _share(self, tops: NDArray[np.int64], lefts: NDArray[np.int64], width: int, height: int) -> NDArray[np.float64]:
        """The share of ink in the place at each top and left, with what is around it."""
        last_row, last_column = (each - 1 for each in self.sums.shape)
        upper, lower = (np.clip(tops + each, 0, last_row) for each in (-_AROUND, height + _AROUND))
        left, right = (np.clip(lefts + each, 0, last_column) for each in (-_AROUND, width + _AROUND))
        inside = self.sums[np.ix_(lower, right)] - self.sums[np.ix_(upper, right)]
        inside -= self.sums[np.ix_(lower, left)] - self.sums[np.ix_(upper, left)]
        area = np.maximum((lower - upper)[:, None] * (right - left)[None, :], 1)
        return inside / area


def ink_of(pdf: bytes) -> Ink:
    """What is on the first page as it is seen; ``PermanentError`` for a page that cannot be drawn: nobody signs such."""
    grey = _drawn(pdf).astype(np.int16)
    paper = np.percentile(grey, _PAPER)
    dark = np.abs(grey - paper) > _CONTRAST
    sums = np.zeros((dark.shape[0] + 1, dark.shape[1] + 1), np.int64)
    sums[1:, 1:] = dark.cumsum(0).cumsum(1)
    return Ink(sums)


def _drawn(pdf: bytes) -> NDArray[np.uint8]:
    try:
        pages = convert_from_bytes(
            pdf, dpi=_DPI, first_page=1, last_page=1, use_cropbox=True, grayscale=True, timeout=_SECONDS
        )
    except PDFInfoNotInstalledError as error:
        raise PermanentError(
            "The program pdftoppm is missing.", remedy="Install it: apt-get install poppler-utils"
        ) from error
    except (PDFPopplerTimeoutError, PDFPageCountError, PDFSyntaxError, OSError, ValueError) as error:
        raise _undrawn() from error
    if not pages:
        raise _undrawn()
    return np.asarray(pages[0].convert("L"), dtype=np.uint8)


def _undrawn() -> PermanentError:
    return PermanentError("The copy cannot be signed: its first page cannot be drawn.", remedy="Make the copy anew.")


def _spot(cost: NDArray[np.float64], tops: NDArray[np.int64], lefts: NDArray[np.int64], *, covers: bool) -> Spot:
    row, column = np.unravel_index(np.argmin(cost), cost.shape)
    return Spot(float(lefts[column]), float(tops[row]), covers)
