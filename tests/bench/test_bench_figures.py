"""The network that looks at figures is trained on drawn numbers and measured on faces that it has not seen."""

from __future__ import annotations

import numpy as np

from bench.figures.__main__ import SHAPE
from bench.figures.draw import UNSEEN, cuts, drawn
from bench.figures.train import train
from ocr.network import SIDE, trained


def test_the_same_seed_draws_the_same_figures() -> None:
    first, again = (list(drawn(cuts()[:3], 5, seed=7)) for _ in range(2))
    assert [figure for _, figure in first] == [figure for _, figure in again]
    assert all(np.array_equal(one, other) for (one, _), (other, _) in zip(first, again, strict=True))
    assert {picture.shape for picture, _ in first} == {(SIDE, SIDE)}


def test_a_network_learns_what_it_is_shown() -> None:
    pairs = list(drawn(cuts()[:4], 120, seed=1))
    pictures, figures = np.stack([picture for picture, _ in pairs]), np.array([figure for _, figure in pairs])
    found = train(pictures, figures, SHAPE, seed=2).chances(list(pictures)).argmax(axis=1)
    assert (found == figures).mean() > 0.95


def test_the_network_kept_here_tells_figures_of_many_faces() -> None:
    unseen = [cut for cut in cuts() if cut.family in UNSEEN]
    pairs = list(drawn(unseen or cuts(), 150, seed=9))
    chances = trained("figure_shapes").chances([picture for picture, _ in pairs])
    right = chances.argmax(axis=1) == np.array([figure for _, figure in pairs])
    assert right.mean() > 0.98
    assert np.allclose(chances.sum(axis=1), 1, atol=1e-4)
