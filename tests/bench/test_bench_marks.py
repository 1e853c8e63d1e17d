"""The network that looks at marks is trained on drawn words and measured on faces that it has not seen."""

from __future__ import annotations

import numpy as np

from bench.figures.draw import UNSEEN, cuts
from bench.figures.train import train
from bench.marks.__main__ import SHAPE
from bench.marks.draw import drawn
from ocr.mark_shapes import NETWORK
from ocr.network import SIDE, trained


def test_the_same_seed_draws_the_same_marks() -> None:
    first, again = (list(drawn(cuts("vi")[:3], 20, seed=7)) for _ in range(2))
    assert [kind for _, kind in first] == [kind for _, kind in again]
    assert all(np.array_equal(one, other) for (one, _), (other, _) in zip(first, again, strict=True))
    assert {picture.shape for picture, _ in first} == {(SIDE, SIDE)}


def test_a_network_learns_what_it_is_shown() -> None:
    pairs = list(drawn(cuts("vi")[:2], 400, seed=1))
    pictures, kinds = np.stack([picture for picture, _ in pairs]), np.array([kind for _, kind in pairs])
    found = train(pictures, kinds, SHAPE, seed=2).chances(list(pictures)).argmax(axis=1)
    assert (found == kinds).mean() > 0.7


def test_the_network_kept_here_tells_marks_of_many_faces() -> None:
    unseen = [cut for cut in cuts("vi") if cut.family in UNSEEN]
    pairs = list(drawn(unseen or cuts("vi"), 400, seed=9))
    chances = trained(NETWORK).chances([picture for picture, _ in pairs])
    right = chances.argmax(axis=1) == np.array([kind for _, kind in pairs])
    sure = chances.max(axis=1) >= 0.97
    assert right.mean() > 0.9
    assert right[sure].mean() > 0.98
