"""Networks of ``ocr.network`` trained by stochastic gradient descent (Adam)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ocr.network import SIDE, Floats, Network, Pixels

_BATCH, _EPOCHS, _RATE = 256, 24, 0.002
_DECAY = 1e-5


@dataclass(frozen=True, slots=True)
class Shape:
    """How many ``kinds`` a network tells apart, how many ``units`` its first layer has.

    ``smooth``: what of a picture's chance is given to the other kinds in training, so that no answer is surer than it may be.
    """

    kinds: int
    units: int
    smooth: float


def stacked(drawn: Iterable[tuple[Pixels, int]]) -> tuple[Pixels, NDArray[np.int64]]:
    """Drawn pictures (n × SIDE × SIDE) and what they show (n)."""
    pairs = list(drawn)
    return np.stack([picture for picture, _ in pairs]), np.array([shown for _, shown in pairs])


def write(network: Network, name: str) -> None:
    """Keep a network as ``ocr/data/NAME.npz``, in numbers of 16 bits."""
    path = Path(str(resources.files("ocr").joinpath(f"data/{name}.npz")))
    layers = {part: getattr(network, part).astype(np.float16) for part in ("hidden", "hidden_bias", "out", "out_bias")}
    np.savez_compressed(path, **layers)
    print(f"Written to {path} ({path.stat().st_size} bytes).")


def train(pictures: NDArray[np.uint8], shown: NDArray[np.int64], shape: Shape, seed: int) -> Network:
    """A network from pictures (n × SIDE × SIDE) and which of the kinds each shows, 0 to ``kinds`` - 1."""
    rng = np.random.default_rng(seed)
    inputs = pictures.reshape(len(pictures), -1)
    layers = [
        rng.normal(0, np.sqrt(2 / SIDE**2), (SIDE**2, shape.units)).astype(np.float32),
        np.zeros(shape.units, np.float32),
        rng.normal(0, np.sqrt(2 / shape.units), (shape.units, shape.kinds)).astype(np.float32),
        np.zeros(shape.kinds, np.float32),
    ]
    first, second = [np.zeros_like(each) for each in layers], [np.zeros_like(each) for each in layers]
    step, steps = 0, _EPOCHS * (len(inputs) // _BATCH)
    for _ in range(_EPOCHS):
        for batch in _batches(len(inputs), rng):
            step += 1
            rate = _RATE * 0.5 * (1 + np.cos(np.pi * step / steps))
            seen = np.asarray(inputs[batch] / 255, np.float32)
            slopes = _slopes(layers, seen, shown[batch], shape.smooth)
            for at, slope in enumerate(slopes):
                first[at] = 0.9 * first[at] + 0.1 * slope
                second[at] = 0.999 * second[at] + 0.001 * slope**2
                even = np.sqrt(second[at] / (1 - 0.999**step)) + 1e-8
                layers[at] -= (rate * (first[at] / (1 - 0.9**step) / even + _DECAY * layers[at])).astype(np.float32)
    return Network(*layers)


def _batches(count: int, rng: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    order = rng.permutation(count)
    yield from (order[start : start + _BATCH] for start in range(0, count - _BATCH + 1, _BATCH))


def _slopes(layers: list[Floats], inputs: Floats, shown: NDArray[np.int64], smooth: float) -> list[Floats]:
    """The gradient of the cross entropy."""
    hidden, hidden_bias, out, out_bias = layers
    raised = np.maximum(inputs @ hidden + hidden_bias, 0)
    odds = raised @ out + out_bias
    chances = np.exp(odds - odds.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    wanted = np.full_like(chances, smooth / chances.shape[1])
    wanted[np.arange(len(shown)), shown] += 1 - smooth
    off = (chances - wanted) / len(shown)
    back = (off @ out.T) * (raised > 0)
    return [inputs.T @ back, back.sum(axis=0), raised.T @ off, off.sum(axis=0)]
