"""What printers, copiers and scanners do to a line."""

from __future__ import annotations

import random

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.intake.source import Pixels

Grey = NDArray[np.float32]


def damaged(page: Pixels, rng: random.Random, noise: np.random.Generator) -> Pixels:
    """Print as it comes from a scanner; some of it as good as new."""
    return _stored(_lit(_copied(page, rng, noise), rng, noise), rng, noise)


def _copied(page: Pixels, rng: random.Random, noise: np.random.Generator) -> Pixels:
    """Askew, heavier or thinner, blurred, copied in two tones."""
    if rng.random() < 0.5:
        page = _askew(page, rng)
    drawn = rng.random()
    if drawn < 0.12:
        page = np.asarray(cv2.erode(page, np.ones((2, 2), np.uint8)), np.uint8)
    elif drawn < 0.2:
        page = np.asarray(cv2.dilate(page, np.ones((2, 2), np.uint8)), np.uint8)
    if rng.random() < 0.75:
        most = 1.0 + page.shape[0] / 40
        page = _blurred(page, rng.uniform(0.3, 1.0) if rng.random() < 0.7 else rng.uniform(0.8, most))
    if rng.random() < 0.2:
        grainy = page + noise.normal(0, rng.uniform(0, 25), page.shape)
        page = np.where(grainy < rng.randint(115, 200), 0, 255).astype(np.uint8)
        if rng.random() < 0.7:
            page = _blurred(page, rng.uniform(0.3, 0.9))
    return page


def _lit(page: Pixels, rng: random.Random, noise: np.random.Generator) -> Pixels:
    """Of grey ink on grey paper, darker to one side, with a seal across it, grainy."""
    ink, paper = rng.uniform(0, 110), rng.uniform(190, 255)
    if rng.random() < 0.1:
        ink = rng.uniform(100, 150)
    grey: Grey = ink + page.astype(np.float32) * ((paper - ink) / 255)
    if rng.random() < 0.2:
        grey *= np.linspace(rng.uniform(0.7, 1), rng.uniform(0.7, 1), page.shape[1], dtype=np.float32)
    if rng.random() < 0.1:
        grey -= _seal(page.shape, rng) * rng.uniform(20, 110)
    if rng.random() < 0.75:
        grey += noise.normal(0, rng.choice((rng.uniform(0, 6), rng.uniform(0, 18))), grey.shape)
    return np.clip(grey, 0, 255).astype(np.uint8)


def _stored(page: Pixels, rng: random.Random, noise: np.random.Generator) -> Pixels:
    """Of two tones, specked, worn by JPEG."""
    if rng.random() < 0.2:
        page = np.asarray(cv2.threshold(page, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1], np.uint8)
    if rng.random() < 0.08:
        height, width = page.shape
        count = rng.randint(1, 12)
        page[noise.integers(0, height, count), noise.integers(0, width, count)] = rng.choice((0, 255))
    if rng.random() < 0.5:
        _, stored = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(25, 92)])
        page = np.asarray(cv2.imdecode(stored, cv2.IMREAD_GRAYSCALE), np.uint8)
    return page


def _blurred(page: Pixels, deviation: float) -> Pixels:
    return np.asarray(cv2.GaussianBlur(page, (0, 0), deviation), np.uint8)


def _askew(page: Pixels, rng: random.Random) -> Pixels:
    """Turned a little about its middle, some of it slanted as well."""
    height, width = page.shape
    degrees = max(-1.5, min(1.5, rng.gauss(0, 0.5)))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    if rng.random() < 0.35:
        matrix[0, 1] += rng.uniform(-0.25, 0.1)
    turned = cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255,))
    return np.asarray(turned, np.uint8)


def _seal(size: tuple[int, ...], rng: random.Random) -> Grey:
    """Rings of a seal or two, most of them outside the line: 1 where their ink is."""
    height, width = size
    rings = np.zeros((height, width), np.uint8)
    for _ in range(rng.randint(1, 3)):
        middle = (rng.randint(-width // 2, width + width // 2), rng.randint(-3 * height, 4 * height))
        radius = rng.randint(2 * height, 6 * height)
        cv2.circle(rings, middle, radius, (255,), max(1, int(rng.uniform(0.03, 0.16) * height)))
    return np.asarray(rings.astype(np.float32) / 255, np.float32)
