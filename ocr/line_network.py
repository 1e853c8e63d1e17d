"""A network of this project that reads the print of a line, apart from the engine (docs/line-reader.md).

Convolutions over a picture of one line, then for every fourth column of it how likely each sign is there (CTC).
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from dossier.page import Box
from ocr.intake.source import Pixels

Floats = NDArray[np.float32]

HEIGHT = 40
"""Pixels to which every picture is scaled."""
_STEP, _ROOM = 8, 8
"""Widths are a multiple of this, with at least so much paper behind the print."""
_LEAST_CONTRAST = 4.0
_NARROWEST = 8
_OVER, _BESIDE = 0.2, 0.25
"""Of the height of print: what is best seen above and below it, and beside it."""
_COLUMN = 4
"""Pixels of a picture that is HEIGHT high for each column of the answer."""
_NOTHING = 0
"""The sign that stands for no sign."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign, how likely it is (0 to 1) and where: its middle in pixels from the left, or the column of the answer."""

    text: str
    chance: float
    x: float


class LineNetwork:
    """Reads pictures of single lines. Deterministic: the same pixels give the same answer on one machine."""

    def __init__(self, model: bytes) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.checksum = hashlib.sha256(model).hexdigest()[:8]
        self._signs = self._session.get_modelmeta().custom_metadata_map["signs"]

    def read(self, line: Pixels) -> tuple[str, float]:
        """The text (NFC) in a grey picture of one line and how likely its least likely sign is; ``("", 0.0)`` for nothing."""
        return joined(self.signs(line))

    def signs(self, line: Pixels) -> tuple[Sign, ...]:
        """The signs in a grey picture of one line, from left to right; white between words is a sign as well."""
        if min(line.shape) == 0:
            return ()
        (odds,) = self._session.run(None, {"line": shown(line)})
        scale = _COLUMN * line.shape[0] / HEIGHT
        return tuple(replace(sign, x=(sign.x + 0.5) * scale) for sign in decoded(_chances(odds[0]), self._signs))


@cache
def trained() -> LineNetwork:
    """The network as ``./run bench lines --write`` wrote it last."""
    return LineNetwork(files("ocr").joinpath("data/line_reader.onnx").read_bytes())


def with_room(box: Box) -> Box:
    """The box around print with as much paper as is best seen around it, none of it left of or above the page."""
    height = box.y1 - box.y0
    over, beside = round(_OVER * height), round(_BESIDE * height)
    return Box(max(box.x0 - beside, 0), max(box.y0 - over, 0), box.x1 + beside, box.y1 + over)


def shown(line: Pixels) -> Floats:
    """A grey picture (height × width) as the network is shown it: 1 × 1 × HEIGHT × width, of mean 0 and deviation 1."""
    width = max(_NARROWEST, round(line.shape[1] * HEIGHT / line.shape[0]))
    way = cv2.INTER_AREA if line.shape[0] > HEIGHT else cv2.INTER_LINEAR
    small = cv2.resize(line, (width, HEIGHT), interpolation=way).astype(np.float32)
    paper, mean, spread = float(np.median(small)), float(small.mean()), float(small.std()) + _LEAST_CONTRAST
    wide = -(-(width + _ROOM) // _STEP) * _STEP
    picture = np.full((1, 1, HEIGHT, wide), (paper - mean) / spread, np.float32)
    picture[0, 0, :, :width] = (small - mean) / spread
    return picture


def _chances(odds: Floats) -> Floats:
    """Odds (signs × columns) as chances: each column one in all."""
    raised = np.exp(odds - odds.max(axis=0, keepdims=True))
    return np.asarray(raised / raised.sum(axis=0, keepdims=True), np.float32)


def decoded(chances: Floats, signs: str) -> tuple[Sign, ...]:
    """The likeliest sign of every column, repeated ones taken as one; ``x`` is the column where it is likeliest.

    ``chances``: (1 + signs) × columns, the first of no sign.
    """
    found: list[Sign] = []
    before = _NOTHING
    for column, best in enumerate(chances.argmax(axis=0).tolist()):
        sign = Sign(signs[best - 1], float(chances[best, column]), column)
        if best not in (_NOTHING, before):
            found.append(sign)
        elif best != _NOTHING and sign.chance > found[-1].chance:
            found[-1] = sign
        before = best
    return tuple(found)


def joined(signs: Sequence[Sign]) -> tuple[str, float]:
    """The text (NFC) of signs and how likely the least likely is that is not white; ``("", 0.0)`` for none."""
    text = unicodedata.normalize("NFC", "".join(sign.text for sign in signs))
    return text.strip(), min((sign.chance for sign in signs if sign.text != " "), default=0.0)
