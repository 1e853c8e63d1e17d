"""Rings of round seals: found by their shape, taken out, print under them kept."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.engine.port import Pixels
from ocr.seal_ring import find_seal, without_rings

_DPI = 200
_MM = _DPI / 25.4


def _paper() -> Pixels:
    return np.full((round(60 * _MM), round(90 * _MM)), 255, np.uint8)


def _sealed(paper: Pixels, x: float, y: float, radius: float, thick: float = 0.7) -> Pixels:
    """The paper with two rings; all in millimetres."""
    for ring in (radius, 0.65 * radius):
        centre = round(x * _MM), round(y * _MM)
        cv2.circle(paper, centre, round(ring * _MM), (0,), round(thick * _MM), cv2.LINE_AA)
    return paper


@pytest.mark.parametrize(("x", "y", "radius"), [(30.0, 28.0, 18.0), (45.3, 25.2, 16.4), (60.1, 33.7, 20.5)])
def test_a_seal_is_found_with_its_centre_and_radius(x: float, y: float, radius: float) -> None:
    seal = find_seal(_sealed(_paper(), x, y, radius), _DPI)
    assert seal is not None
    assert seal.x / _MM == pytest.approx(x, abs=0.3)
    assert seal.y / _MM == pytest.approx(y, abs=0.3)
    assert seal.radius / _MM == pytest.approx(radius + 0.35, abs=0.5)


def test_lines_of_print_are_no_seal() -> None:
    paper = _paper()
    for row in range(6):
        cv2.putText(paper, "Nguyen Van Anh", (60, 60 + 60 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0,), 3, cv2.LINE_AA)
    assert find_seal(paper, _DPI) is None


@pytest.mark.parametrize("thick", [0.4, 0.7, 1.2])
def test_rings_go_and_strokes_across_them_stay(thick: float) -> None:
    paper = _paper()
    stroke = (slice(round(40 * _MM), round(50 * _MM)), slice(round(30 * _MM), round(30.6 * _MM)))
    paper[stroke] = 0  # crosses the outer ring at the bottom
    sealed = _sealed(paper.copy(), 30.0, 28.0, 18.0, thick)
    seal = find_seal(sealed, _DPI)
    assert seal is not None
    bare = without_rings(sealed, _DPI, seal)
    rings = (sealed < 128) & (paper >= 128)
    assert (bare[rings] < 128).mean() < 0.06
    assert (bare[stroke] < 128).mean() > 0.95


def test_what_lies_outside_the_seal_is_not_touched() -> None:
    paper = _paper()
    paper[:, round(70 * _MM) : round(75 * _MM)] = 0
    sealed = _sealed(paper.copy(), 30.0, 28.0, 18.0)
    seal = find_seal(sealed, _DPI)
    assert seal is not None
    far = slice(round(52 * _MM), None)
    assert np.array_equal(without_rings(sealed, _DPI, seal)[:, far], sealed[:, far])


def test_a_picture_of_two_shades_is_treated_as_one_of_many() -> None:
    sealed = np.where(_sealed(_paper(), 30.0, 28.0, 18.0) < 128, 0, 255).astype(np.uint8)
    seal = find_seal(sealed, _DPI)
    assert seal is not None
    assert (without_rings(sealed, _DPI, seal) < 128).sum() < 0.1 * (sealed < 128).sum()
