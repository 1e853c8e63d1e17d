"""A telephone's picture of a sheet on a table: perspective, shadows, a lens that is not quite sharp. Pictures in and out."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from hoso.samples.degrade import blurred, grainy

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Camera:
    """How the picture is taken. Angles in degrees: ``pitch`` and ``yaw`` tilt the camera against the table, ``roll`` turns it.

    ``fill``: share of the picture's height or width that the sheet takes; ``table``: its grey level; ``shadow``: how much
    light a hand keeps off a part of the sheet, 0 to 1; ``blur`` in pixels.
    """

    pitch: float = 0.0
    yaw: float = 0.0
    roll: float = 0.0
    fill: float = 0.86
    table: float = 95.0
    shadow: float = 0.0
    blur: float = 0.7
    width: int = 2400
    height: int = 3200


def photographed(sheet: Pixels, camera: Camera, noise: np.random.Generator) -> tuple[Pixels, NDArray[np.float64]]:
    """The picture, and the 3 × 3 matrix that leads from the sheet's pixels to it."""
    size = (camera.width, camera.height)
    matrix = _view(sheet.shape[1], sheet.shape[0], camera)
    table = _table(camera, noise)
    # The sheet is much finer than the picture: without this its letters would flicker.
    ratio = max(1.0, sheet.shape[1] / (camera.fill * camera.width))
    soft = cv2.GaussianBlur(sheet, (0, 0), 0.45 * ratio) if ratio > 1.2 else sheet
    mask = cv2.warpPerspective(np.full(sheet.shape[:2], 255, np.uint8), matrix, size, flags=cv2.INTER_AREA)
    laid = cv2.warpPerspective(soft, matrix, size, flags=cv2.INTER_LINEAR)
    share = (mask.astype(np.float32) / 255)[..., None]
    edge = 1 - 0.35 * np.clip(cv2.GaussianBlur(mask, (0, 0), 9).astype(np.float32) / 255, 0, 1)[..., None]
    lit = (laid * share + table * edge * (1 - share)) * _light(camera, noise)[..., None]
    sharp = np.clip(lit, 0, 255).astype(np.uint8)
    return grainy(blurred(sharp, camera.blur), 3.5, noise), matrix


def _view(width: int, height: int, camera: Camera) -> NDArray[np.float64]:
    """The homography of a pinhole camera above the middle of the sheet, moved away until the sheet fills its share."""
    pitch, yaw, roll = (math.radians(angle) for angle in (camera.pitch, camera.yaw, camera.roll))
    across = np.array([[1, 0, 0], [0, math.cos(pitch), -math.sin(pitch)], [0, math.sin(pitch), math.cos(pitch)]])
    down = np.array([[math.cos(yaw), 0, math.sin(yaw)], [0, 1, 0], [-math.sin(yaw), 0, math.cos(yaw)]])
    about = np.array([[math.cos(roll), -math.sin(roll), 0], [math.sin(roll), math.cos(roll), 0], [0, 0, 1]])
    turn = about @ down @ across
    focal = 1.15 * max(camera.width, camera.height)
    corners = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2
    distance = 4.0 * max(width, height)
    for _ in range(20):
        seen = _projected(corners, turn, focal, distance)
        spread = np.ptp(seen, axis=0) / (camera.width, camera.height)
        distance *= float(spread.max()) / camera.fill
    seen = _projected(corners, turn, focal, distance)
    seen += (camera.width / 2, camera.height / 2) - (seen.min(axis=0) + seen.max(axis=0)) / 2
    start = (corners + np.array([width / 2, height / 2])).astype(np.float32)
    return np.asarray(cv2.getPerspectiveTransform(start, seen.astype(np.float32)), dtype=np.float64)


def _projected(
    points: NDArray[np.float64], turn: NDArray[np.float64], focal: float, distance: float
) -> NDArray[np.float64]:
    spatial = np.column_stack([points, np.zeros(len(points))]) @ turn.T
    return focal * spatial[:, :2] / (spatial[:, 2:] + distance)


def _table(camera: Camera, noise: np.random.Generator) -> NDArray[np.float32]:
    """Wood: a colour with grain along one direction."""
    rings = noise.normal(0, 1, (camera.height // 40, camera.width // 3)).astype(np.float32)
    grain = cv2.resize(cv2.GaussianBlur(rings, (0, 0), 1.5), (camera.width, camera.height))
    tint = np.array([1.12, 0.98, 0.82], np.float32)
    return np.asarray((camera.table + 10 * grain)[..., None] * tint, np.float32)


def _light(camera: Camera, noise: np.random.Generator) -> NDArray[np.float32]:
    """Lamps at one side, corners darker, and the soft-edged shadow of a hand or the telephone."""
    y, x = np.mgrid[0 : camera.height, 0 : camera.width].astype(np.float32)
    y, x = y / camera.height - 0.5, x / camera.width - 0.5
    angle = noise.uniform(0, 2 * math.pi)
    light = 0.94 + 0.10 * (x * math.cos(angle) + y * math.sin(angle)) - 0.12 * (x * x + y * y)
    if camera.shadow:
        side = noise.uniform(0, 2 * math.pi)
        depth = x * math.cos(side) + y * math.sin(side) - noise.uniform(-0.05, 0.15)
        light *= 1 - camera.shadow / (1 + np.exp(-depth / noise.uniform(0.01, 0.04)))
    return np.asarray(light, np.float32)
