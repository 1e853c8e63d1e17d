"""QR codes of cards under eleven conditions, twenty each: how many are read, and whether any is read wrong.

    python -m bench.identity.qr [--count 20] [--seed 1]

Each scene is a strip of paper with an 18 mm code (versions 6 to 10, error correction L or M) as cards bear them.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable

import cv2
import numpy as np
import segno
from numpy.typing import NDArray

from hoso.samples.codes import qr_payload
from hoso.samples.persons import make_person
from ocr.qr_ladder import look_harder
from ocr.symbols import read_symbols

Pixels = NDArray[np.uint8]
Damage = Callable[[Pixels, random.Random, np.random.Generator], Pixels]

_SIDE_MM, _PAPER_MM = 18.0, 54.0


def scene(payload: str, dpi: float, error: str, rng: random.Random) -> Pixels:
    """A grey strip of paper, the code somewhere on it."""
    code = segno.make_qr(payload, error=error, encoding="utf-8", boost_error=False)
    cells = np.array([[bool(cell) for cell in row] for row in code.matrix], np.uint8)
    fine = 16
    big = cv2.resize((1 - cells) * 255, None, fx=fine, fy=fine, interpolation=cv2.INTER_NEAREST)
    side = round(_SIDE_MM * dpi / 25.4)
    small = cv2.resize(big, (side, side), interpolation=cv2.INTER_AREA)
    size = round(_PAPER_MM * dpi / 25.4)
    paper = np.full((size, size), rng.randint(215, 245), np.uint8)
    for _ in range(12):
        line = "".join(rng.choice("ABCDEGHIKLMNOPQRSTUVXY    ") for _ in range(24))
        place = (rng.randint(0, size // 3), rng.randint(size // 12, size))
        cv2.putText(paper, line, place, cv2.FONT_HERSHEY_SIMPLEX, dpi / 700, 60, max(1, round(dpi / 250)))
    x, y = (rng.randint(side // 3, size - side - side // 3) for _ in range(2))
    quiet = side // 12
    paper[y - quiet : y + side + quiet, x - quiet : x + side + quiet] = 250
    paper[y : y + side, x : x + side] = np.clip(small.astype(np.int16) * 0.9 + 15, 0, 255)
    return paper


def _grain(picture: Pixels, noise: np.random.Generator, sigma: float) -> Pixels:
    return _u8(np.clip(picture + noise.standard_normal(picture.shape) * sigma, 0, 255))


def _turned(picture: Pixels, degrees: float) -> Pixels:
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return _u8(cv2.warpAffine(picture, matrix, (width, height), borderValue=(230,)))


def _perspective(picture: Pixels, rng: random.Random, share: float) -> Pixels:
    height, width = picture.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + np.array([[rng.uniform(-share, share) * width for _ in "xy"] for _ in corners], np.float32)
    middle = np.array([width / 2, height / 2], np.float32)
    moved = middle + (moved - middle) * 0.9
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    return _u8(cv2.warpPerspective(picture, matrix, (width, height), borderValue=(120,)))


def _motion(picture: Pixels, rng: random.Random) -> Pixels:
    length = rng.randint(5, 11)
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1
    matrix = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), rng.uniform(0, 180), 1)
    kernel = cv2.warpAffine(kernel, matrix, (length, length))
    return _u8(cv2.filter2D(picture, -1, kernel / kernel.sum()))


def _glare(picture: Pixels, rng: random.Random) -> Pixels:
    height, width = picture.shape
    y, x = np.mgrid[0:height, 0:width]
    cx, cy, radius = rng.uniform(0.3, 0.7) * width, rng.uniform(0.3, 0.7) * height, rng.uniform(0.06, 0.13) * width
    spot = np.exp(-(((x - cx) ** 2 + (y - cy) ** 2) / (2 * radius**2)))
    return _u8(np.clip(picture + 230 * spot, 0, 255))


def _faint(picture: Pixels) -> Pixels:
    return _u8(140 + (picture.astype(np.float32) - 128) * 0.28)


def _photo(picture: Pixels, rng: random.Random, noise: np.random.Generator) -> Pixels:
    shot = _perspective(_turned(picture, rng.uniform(-20, 20)), rng, 0.04)
    shade = cv2.resize(
        noise.uniform(0.55, 1, (4, 4)).astype(np.float32), shot.shape[::-1], interpolation=cv2.INTER_CUBIC
    )
    shot = _u8(cv2.GaussianBlur(_u8(np.clip(shot * shade, 0, 255)), (0, 0), rng.uniform(0.8, 1.2)))
    _, data = cv2.imencode(".jpg", _grain(shot, noise, 5), [cv2.IMWRITE_JPEG_QUALITY, 60])
    return _u8(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE))


def _u8(picture: object) -> Pixels:
    return np.asarray(picture, dtype=np.uint8)


CONDITIONS: dict[str, tuple[tuple[float, float], Damage]] = {
    "scan 300 dpi": ((300, 300), lambda p, _r, n: _grain(p, n, 4)),
    "scan 200 dpi, skewed": ((200, 200), lambda p, r, n: _grain(_turned(p, r.uniform(-4, 4)), n, 4)),
    "scan 150 dpi": ((150, 150), lambda p, _r, n: _grain(p, n, 4)),
    "100-120 dpi": ((100, 120), lambda p, _r, n: _grain(p, n, 4)),
    "blur 2-3.2 px at 300 dpi": ((300, 300), lambda p, r, n: _grain(_u8(cv2.GaussianBlur(p, (0, 0), r.uniform(2, 3.2))), n, 3)),
    "motion 5-11 px at 300 dpi": ((300, 300), lambda p, r, n: _grain(_motion(p, r), n, 3)),
    "turned 0-360": ((300, 300), lambda p, r, n: _grain(_turned(p, r.uniform(0, 360)), n, 4)),
    "perspective 10 %": ((300, 300), lambda p, r, n: _grain(_perspective(p, r, 0.1), n, 4)),
    "glare": ((300, 300), lambda p, r, n: _grain(_glare(p, r), n, 4)),
    "contrast 28 %": ((300, 300), lambda p, _r, n: _grain(_faint(p), n, 4)),
    "photo": ((170, 220), _photo),
}  # fmt: skip


def measured(name: str, count: int, seed: int) -> tuple[int, int, int, float]:
    """Of ``count`` scenes: read at first sight, read in the end, read wrong, and milliseconds for each."""
    (low, high), damage = CONDITIONS[name]
    first = right = wrong = 0
    spent = 0.0
    for number in range(count):
        rng = random.Random(f"{seed} {name} {number}")
        noise = np.random.default_rng(rng.randrange(2**32))
        payload = qr_payload(make_person(rng), layout=rng.choice(["2021", "2024"]))
        dpi = rng.uniform(low, high)
        picture = damage(scene(payload, dpi, rng.choice("lm"), rng), rng, noise)
        start = time.perf_counter()
        plain = [each.content for each in read_symbols(picture) if each.format.replace(" ", "").startswith("QR")]
        symbol = None if plain else look_harder(picture, round(dpi))
        spent += time.perf_counter() - start
        found = plain[0] if plain else (symbol.content if symbol else None)
        first += bool(plain)
        right += found == payload.encode()
        wrong += found is not None and found != payload.encode()
    return first, right, wrong, 1000 * spent / count


def main() -> None:
    """A line for each condition and one for all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only")
    asked = parser.parse_args()
    names = [name for name in CONDITIONS if asked.only is None or asked.only in name]
    results = []
    for name in names:
        results.append(measured(name, asked.count, asked.seed))
        first, right, wrong, each = results[-1]
        print(f"{name:28} first {first:3}  read {right:3} of {asked.count}  wrong {wrong}  {each:6.0f} ms", flush=True)
    total = asked.count * len(names)
    right = sum(each[1] for each in results)
    print(f"all: {right} of {total} = {right / total:.1%}, first sight {sum(e[0] for e in results) / total:.1%}, "
          f"wrong {sum(e[2] for e in results)} (seed {asked.seed})")  # fmt: skip


if __name__ == "__main__":
    main()
