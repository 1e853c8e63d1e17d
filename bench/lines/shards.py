"""Drawn lines kept in files of some thousands each: all of them at once need more memory than a desk has."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np

from bench.lines.draw import Line, drawn
from bench.lines.fonts import Faces
from ocr.line_network import HEIGHT

_LINES = 12_500
"""In a file."""


@dataclass(frozen=True, slots=True)
class Shard:
    """So many lines of one seed."""

    file: Path
    count: int
    seed: int


def draw_shards(folder: Path, faces: Faces, count: int) -> Sequence[Shard]:
    """Draw ``count`` lines of known faces into files of a folder, on every processor; files that are there stay."""
    starts = range(0, count, _LINES)
    shards = [
        Shard(folder / f"{seed:04}.npz", min(_LINES, count - start), seed) for seed, start in enumerate(starts, start=1)
    ]
    with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
        for done, _ in enumerate(pool.map(_draw, shards, [faces] * len(shards)), start=1):
            print(f"… {done} of {len(shards)} files of lines drawn", file=sys.stderr, flush=True)
    return shards


def _draw(shard: Shard, faces: Faces) -> None:
    if shard.file.exists():
        return
    cv2.setNumThreads(1)  # each process has its own processor
    lines = list(drawn(faces.known, shard.count, shard.seed))
    half_written = shard.file.with_suffix(".part.npz")
    np.savez(
        half_written,
        pixels=np.concatenate([line.picture.ravel() for line in lines]),
        widths=np.array([line.picture.shape[1] for line in lines]),
        texts=np.array([line.text for line in lines]),
    )
    half_written.rename(shard.file)


def lines_in(shard: Shard) -> Iterator[Line]:
    """The lines of a file, in the order in which they were drawn."""
    with np.load(shard.file) as kept:
        pixels, widths, texts = kept["pixels"], kept["widths"].tolist(), kept["texts"].tolist()
    start = 0
    for width, text in zip(widths, texts, strict=True):
        yield Line(pixels[start : start + HEIGHT * width].reshape(HEIGHT, width), text)
        start += HEIGHT * width
