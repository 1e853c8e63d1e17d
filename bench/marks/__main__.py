"""The network that looks at the marks over letters a second time: measured on faces it has not seen, or trained anew.

python -m bench marks [--count N] [--write]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bench.figures.draw import UNSEEN, Cut, cuts
from bench.figures.train import Shape, stacked, train, write
from bench.marks.draw import drawn
from ocr.mark_shapes import KINDS, NETWORK, TONES
from ocr.network import Network, Pixels, trained

SHAPE = Shape(kinds=len(KINDS), units=192, smooth=0.005)


def main() -> None:
    """Measure the network that is kept here; train another one first where asked to."""
    parser = argparse.ArgumentParser(prog="python -m bench marks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=150_000, help="words drawn to train on (default: 150000)")
    parser.add_argument("--write", action="store_true", help=f"draw, train, and write ocr/data/{NETWORK}.npz first")
    asked = parser.parse_args()
    fonts = cuts("vi")
    known = [cut for cut in fonts if cut.family not in UNSEEN]
    unseen = [cut for cut in fonts if cut.family in UNSEEN]
    network = _trained(known, asked.count) if asked.write else trained(NETWORK)
    for name, chosen, seed in (("known faces", known, 3), ("other faces", unseen, 4)):
        print(_told(name, network, *stacked(drawn(chosen, 6000, seed=seed))))


def _trained(fonts: Sequence[Cut], count: int) -> Network:
    print(f"… {len(fonts)} fonts to train on", file=sys.stderr, flush=True)
    pictures, kinds = stacked(drawn(fonts, count, seed=1))
    print(f"… {len(kinds)} marks", file=sys.stderr, flush=True)
    network = train(pictures, kinds, SHAPE, seed=2)
    write(network, NETWORK)
    return network


def _told(name: str, network: Network, pictures: Pixels, kinds: NDArray[np.int64]) -> str:
    chances = network.chances(list(pictures))
    best, surest = chances.argmax(axis=1), chances.max(axis=1)
    wrong, other = best != kinds, np.array([_is_other(kind, seen) for kind, seen in zip(kinds, best, strict=True)])
    told = (
        f"{np.mean(surest >= least):.1%} told with {least}, {np.sum(wrong & (surest >= least))} of them wrong,"
        f" {np.sum(other & (surest >= least))} another tone"
        for least in (0.9, 0.97)
    )
    return f"{name}: {len(kinds)} marks, {wrong.sum()} wrong; {'; '.join(told)}"


def _is_other(kind: int, seen: int) -> bool:
    """Whether two marks have different tones; where only the hat is missing it has touched its letter."""
    tones = [{each for each in KINDS[at] if each in TONES} for at in (kind, seen)]
    return bool(tones[1]) and tones[0] != tones[1]


if __name__ == "__main__":
    main()
