"""Spots of ink: short labels give what long ones give, and are left aside where they would not do."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.spots import spots


@pytest.mark.parametrize(("share", "kind"), [(0.01, np.uint16), (0.2, np.int32)])
def test_spots_are_those_that_opencv_counts(share: float, kind: type) -> None:
    ink = (np.random.default_rng(7).random((1500, 1100)) < share).astype(np.uint8) * 255
    labels, stats = spots(ink)
    _, plain, counted, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    assert labels.dtype == kind
    assert np.array_equal(labels > 0, plain > 0)
    assert sorted(map(tuple, stats.tolist())) == sorted(map(tuple, counted.tolist()))


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1)])
def test_a_picture_of_one_row_or_column_has_its_spots(shape: tuple[int, int]) -> None:
    ink = np.full(shape, 255, np.uint8)
    assert len(spots(ink)[1]) == 2


@pytest.mark.parametrize("shape", [(0, 5), (5, 0), (0, 0)])
def test_a_mask_without_pixels_has_no_spots(shape: tuple[int, int]) -> None:
    labels, parts = spots(np.zeros(shape, np.uint8))
    assert labels.shape == shape
    assert len(parts) == 1
