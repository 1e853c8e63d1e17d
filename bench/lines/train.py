"""The network trained on drawn lines: connectionist temporal classification, AdamW, a mean of the weights on the way."""

from __future__ import annotations

import math
import random
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from bench.lines.draw import Line
from bench.lines.measure import Reader
from bench.lines.network import Network
from bench.lines.shards import Shard, lines_in
from bench.lines.texts import SIGNS
from ocr.intake.source import Pixels
from ocr.line_network import decoded, joined, shown

_RATE, _WARM_UP, _LEAST_RATE = 2e-3, 300, 0.02
"""The highest learning rate, the steps in which it is reached, and the share of it that it ends with."""
_DECAY, _BETAS, _STEEPEST = 1e-3, (0.9, 0.98), 5.0
_BATCH = 8000
"""Pixels of width."""
_MEAN = 0.999
"""Share of the weights' mean that each step leaves as it was, once there were many."""
_COLUMN = 4
"""Pixels of width for each column of the network's answer."""
_TOLD_EVERY, _MEASURED_EVERY = 100, 240
"""Steps; seconds."""
_NUMBERS = {sign: number for number, sign in enumerate(SIGNS, start=1)}


class Training:
    """A network that learns step by step, and the mean of its weights, which reads better than the last of them."""

    def __init__(self, weights: Path) -> None:
        self._network = Network().to(memory_format=torch.channels_last)
        if weights.exists():
            self._network.load_state_dict(torch.load(weights, weights_only=True))
        self.mean: Network = Network().eval()
        self.mean.load_state_dict(self._network.state_dict())
        self._optimiser = torch.optim.AdamW(self._network.parameters(), lr=_RATE, weight_decay=_DECAY, betas=_BETAS)
        self._loss = nn.CTCLoss(blank=0, zero_infinity=True, reduction="sum")
        self.steps = 0

    def step(self, batch: Sequence[Line], past: float, noise: np.random.Generator) -> float:
        """The mean loss of a batch, before what it teaches; ``past``: the share of the time that is over."""
        for group in self._optimiser.param_groups:
            group["lr"] = rate(self.steps, past)
        self._network.train()
        odds = self._network(torch.from_numpy(_stacked(batch, noise)).contiguous(memory_format=torch.channels_last))
        loss = self._loss_of(odds, batch)
        self._optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._network.parameters(), _STEEPEST)
        self._optimiser.step()
        self.steps += 1
        self._follow()
        return float(loss.item())

    def _loss_of(self, odds: Tensor, batch: Sequence[Line]) -> Tensor:
        """Columns over paper that a wider line brought into the batch do not count."""
        columns = [min(odds.shape[2], (line.picture.shape[1] + 11) // _COLUMN) for line in batch]
        signs = [_NUMBERS[sign] for line in batch for sign in line.text]
        lengths = [len(line.text) for line in batch]
        likely = odds.permute(2, 0, 1).log_softmax(2)
        return self._loss(likely, torch.tensor(signs), torch.tensor(columns), torch.tensor(lengths)) / len(batch)

    def _follow(self) -> None:
        kept = min(_MEAN, (self.steps + 1) / (self.steps + 50))
        with torch.no_grad():
            for mean, last in zip(self.mean.state_dict().values(), self._network.state_dict().values(), strict=True):
                if mean.dtype.is_floating_point:
                    mean.mul_(kept).add_(last, alpha=1 - kept)
                else:
                    mean.copy_(last)


def rate(step: int, past: float) -> float:
    """The learning rate: up in a line, down along a cosine to when the whole time is over (``past`` = 1)."""
    falling = 0.5 * (1 + math.cos(math.pi * min(1.0, past)))
    return _RATE * min(1.0, (step + 1) / _WARM_UP) * (falling * (1 - _LEAST_RATE) + _LEAST_RATE)


def train(
    shards: Sequence[Shard], minutes: float, tell: Callable[[Reader], None], *, seed: int, weights: Path
) -> Network:
    """A network trained for so long on the lines of some files, from the ``weights`` on where that file is there.

    ``tell`` is given what it reads with every four minutes and at the end; the weights are written then.
    """
    torch.manual_seed(seed)
    rng, noise = random.Random(seed), np.random.default_rng(seed)
    training, losses = Training(weights), deque[float](maxlen=_TOLD_EVERY)
    started = time.monotonic()
    measured_at, lines = started, 0
    for batch in _batches(shards, rng):
        past = (time.monotonic() - started) / (60 * minutes)
        losses.append(training.step(batch, past, noise))
        lines += len(batch)
        over = past >= 1
        if over or training.steps % _TOLD_EVERY == 0:
            spent, loss = (time.monotonic() - started) / 60, np.mean(losses)
            print(f"{spent:.1f} min, step {training.steps}, {lines} lines, loss {loss:.3f}", flush=True)
        if over or time.monotonic() - measured_at > _MEASURED_EVERY:
            measured_at = time.monotonic()
            torch.save(training.mean.state_dict(), weights)
            tell(reader(training.mean))
        if over:
            break
    return training.mean


def reader(network: Network) -> Reader:
    """Reads with a network as ``ocr.line_network.LineNetwork`` does with the kept one."""

    def read(line: Pixels) -> tuple[str, float]:
        with torch.inference_mode():
            chances = network(torch.from_numpy(shown(line))).softmax(1)[0].numpy()
        return joined(decoded(chances, SIGNS))

    return read


def _batches(shards: Sequence[Shard], rng: random.Random) -> Iterator[list[Line]]:
    """Lines of about the same width, without end: all files in one order, then in another."""
    while True:
        for shard in rng.sample(shards, len(shards)):
            batches = list(_of_one_width(list(lines_in(shard)), rng))
            rng.shuffle(batches)
            yield from batches


def _of_one_width(lines: Sequence[Line], rng: random.Random) -> Iterator[list[Line]]:
    batch: list[Line] = []
    for line in sorted(lines, key=lambda line: line.picture.shape[1] + rng.random() * 16):
        if batch and (len(batch) + 1) * line.picture.shape[1] > _BATCH:
            yield batch
            batch = []
        batch.append(line)
    yield batch


def _stacked(batch: Sequence[Line], noise: np.random.Generator) -> NDArray[np.float32]:
    """Pictures as they are shown to the network, changed a little, each with more of its paper to the widest one's width."""
    pictures = [shown(_varied(line.picture, noise)) for line in batch]
    widest = max(picture.shape[3] for picture in pictures)
    return np.concatenate(
        [np.pad(each, ((0, 0), (0, 0), (0, 0), (0, widest - each.shape[3])), mode="edge") for each in pictures]
    )


def _varied(picture: Pixels, noise: np.random.Generator) -> Pixels:
    """Of more or less contrast, a little higher or lower in its frame."""
    varied = picture.astype(np.float32)
    if noise.random() < 0.5:
        paper = np.median(varied)
        varied = (varied - paper) * noise.uniform(0.7, 1.2) + paper
    varied = np.roll(varied, noise.integers(-2, 3), axis=0)
    return cast(Pixels, varied)  # not cut off at black and white: nothing that is shown depends on the type
