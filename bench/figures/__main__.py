"""The network that looks at printed figures a second time: drawn anew, trained, measured on faces it has not seen.

python -m bench figures [--count N] [--write]
"""

from __future__ import annotations

import argparse
import sys

import numpy as np
from numpy.typing import NDArray

from bench.figures.draw import UNSEEN, cuts, drawn
from bench.figures.train import Shape, stacked, train, write
from ocr.network import Network, Pixels

SHAPE = Shape(kinds=10, units=96, smooth=0.02)


def main() -> None:
    """Draw, train, measure; write the weights where asked to."""
    parser = argparse.ArgumentParser(prog="python -m bench figures", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=30_000, help="numbers drawn to train on (default: 30000)")
    parser.add_argument("--write", action="store_true", help="write ocr/data/figure_shapes.npz")
    asked = parser.parse_args()
    known = [cut for cut in cuts() if cut.family not in UNSEEN]
    unseen = [cut for cut in cuts() if cut.family in UNSEEN]
    print(f"… {len(known)} fonts to train on, {len(unseen)} to measure on", file=sys.stderr, flush=True)
    pictures, figures = stacked(drawn(known, asked.count, seed=1))
    print(f"… {len(figures)} figures", file=sys.stderr, flush=True)
    network = train(pictures, figures, SHAPE, seed=2)
    for name, chosen, seed in (("known faces", known, 3), ("other faces", unseen, 4)):
        print(_told(name, network, *stacked(drawn(chosen, 3000, seed=seed))))
    if asked.write:
        write(network, "figure_shapes")


def _told(name: str, network: Network, pictures: Pixels, figures: NDArray[np.int64]) -> str:
    chances = network.chances(list(pictures))
    best, sure = chances.argmax(axis=1), chances.max(axis=1) >= 0.9
    wrong = best != figures
    return (
        f"{name}: {len(figures)} figures, {wrong.sum()} wrong; {sure.mean():.1%} told with 0.9 or more,"
        f" of them {(wrong & sure).sum()} wrong"
    )


if __name__ == "__main__":
    main()
