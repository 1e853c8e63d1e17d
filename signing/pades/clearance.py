"""Where a mark covers nothing: its page is drawn and looked at."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from dossier.errors import PermanentError
from signing.pades.one_picture import picture_of

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
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """Points from the left and from the top of the seen page to the mark's corner; ``covers``: no place was free."""

    left: float
    top: float
    covers: bool


@dataclass(frozen=True, slots=True)
class Ink:
    """How much is on the page: summed over everything above and left of each point (rows, columns)."""

    sums: NDArray[np.int32]

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

    def covered(self, box: Box, but: Box | None = None) -> bool:
        """Whether something lies in ``box`` (left, top, right, bottom in points as seen), what lies in ``but`` apart."""
        inside = self._count(box)
        if but is not None:
            both = (max(box[0], but[0]), max(box[1], but[1]), min(box[2], but[2]), min(box[3], but[3]))
            inside -= self._count(both) if both[0] < both[2] and both[1] < both[3] else 0
        return inside > _SPECKS * (box[2] - box[0]) * (box[3] - box[1])

    def _count(self, box: Box) -> int:
        rows, columns = (each - 1 for each in self.sums.shape)
        left, right = (min(max(round(each), 0), columns) for each in (box[0], box[2]))
        top, bottom = (min(max(round(each), 0), rows) for each in (box[1], box[3]))
        counted = self.sums[bottom, right] - self.sums[top, right] - self.sums[bottom, left] + self.sums[top, left]
        return int(counted)

    def _share(self, tops: NDArray[np.int64], lefts: NDArray[np.int64], width: int, height: int) -> NDArray[np.float64]:
        """The share of ink in the place at each top and left, with what is around it."""
        last_row, last_column = (each - 1 for each in self.sums.shape)
        upper, lower = (np.clip(tops + each, 0, last_row) for each in (-_AROUND, height + _AROUND))
        left, right = (np.clip(lefts + each, 0, last_column) for each in (-_AROUND, width + _AROUND))
        inside = self.sums[np.ix_(lower, right)] - self.sums[np.ix_(upper, right)]
        inside -= self.sums[np.ix_(lower, left)] - self.sums[np.ix_(upper, left)]
        area = np.maximum((lower - upper)[:, None] * (right - left)[None, :], 1)
        return inside / area


def ink_of(pdf: bytes, page: int = 0) -> Ink:
    """What is on the page of that index as it is seen; ``PermanentError`` for one that cannot be drawn: nobody signs such."""
    grey = picture_of(pdf, _DPI) if page == 0 else None
    if grey is None:
        grey = _drawn(pdf, page + 1)
    counted = np.bincount(grey.ravel(), minlength=256).cumsum()
    paper = int(np.searchsorted(counted, _PAPER * grey.size / 100))
    differs = np.abs(np.arange(256) - paper) > _CONTRAST
    dark = differs[grey]
    sums = np.zeros((dark.shape[0] + 1, dark.shape[1] + 1), np.int32)
    np.cumsum(np.cumsum(dark, axis=0, dtype=np.int32), axis=1, out=sums[1:, 1:])
    return Ink(sums)


def _drawn(pdf: bytes, page: int) -> NDArray[np.uint8]:
    """Grey, by poppler in a process of its own: what goes wrong there stays there."""
    command = ["pdftoppm", "-r", str(_DPI), "-gray", "-f", str(page), "-l", str(page), "-singlefile", "-cropbox", "-"]
    try:
        done = subprocess.run(command, input=pdf, capture_output=True, timeout=_SECONDS, check=True)
        with Image.open(BytesIO(done.stdout), formats=["PPM"]) as opened:
            return np.asarray(opened.convert("L"), dtype=np.uint8)
    except FileNotFoundError as error:
        message = "The program pdftoppm is missing."
        raise PermanentError(message, remedy="Install it: apt-get install poppler-utils") from error
    except (subprocess.SubprocessError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _undrawn() from error


def _undrawn() -> PermanentError:
    return PermanentError("The file cannot be signed: a page cannot be drawn.", remedy="Make the file anew.")


def _spot(cost: NDArray[np.float64], tops: NDArray[np.int64], lefts: NDArray[np.int64], *, covers: bool) -> Spot:
    row, column = np.unravel_index(np.argmin(cost), cost.shape)
    return Spot(float(lefts[column]), float(tops[row]), covers)
