"""A program that finds the lines of print on pages with libtesseract; started and asked by ``ocr.engine.line_finder``.

It says its version, then answers each picture that it is handed. It is run as a file and imports nothing of hoso, so that
it starts fast and takes little memory.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from typing import BinaryIO

# Read by OpenMP when the library is loaded, hence before the import; see ocr.engine.tesseract for the reason.
os.environ["OMP_THREAD_LIMIT"] = "1"

import tesserocr


def main() -> None:
    """Read pictures until there are no more: a line of JSON with width, height and resolution, then the grey bytes.

    Each answer is a line of JSON, too: for each line of print x0, y0, x1, y1, the rows that its letters stand on at x0 and
    at x1, its block and its number.
    """
    finder = tesserocr.PyTessBaseAPI(init=False)
    finder.InitForAnalysePage()
    finder.SetPageSegMode(tesserocr.PSM.AUTO)
    _say(tesserocr.tesseract_version().split()[1])
    while head := sys.stdin.buffer.readline():
        width, height, dpi = json.loads(head)
        finder.SetImageBytes(_bytes(sys.stdin.buffer, width * height), width, height, 1, width)
        finder.SetSourceResolution(dpi)
        _say([*_found(finder.AnalyseLayout())])
        finder.Clear()


def _bytes(stream: BinaryIO, count: int) -> bytes:
    given = stream.read(count)
    if len(given) < count:
        raise EOFError("The picture ends too early.")
    return given


def _say(answer: str | list[tuple[int, ...]]) -> None:
    sys.stdout.write(f"{json.dumps(answer)}\n")
    sys.stdout.flush()


def _found(layout: tesserocr.PyPageIterator | None) -> Iterator[tuple[int, ...]]:
    block = -1
    for number, part in enumerate(tesserocr.iterate_level(layout, tesserocr.RIL.TEXTLINE) if layout else ()):
        block += part.IsAtBeginningOf(tesserocr.RIL.BLOCK)
        if box := part.BoundingBox(tesserocr.RIL.TEXTLINE):
            ends = part.Baseline(tesserocr.RIL.TEXTLINE) or ((box[0], box[3]), (box[2], box[3]))
            yield (*box, *(_height(ends, x) for x in (box[0], box[2])), block, number)


def _height(ends: tuple[tuple[int, int], tuple[int, int]], x: int) -> int:
    """How high a line through two points is at x."""
    (x0, y0), (x1, y1) = ends
    return y0 if x1 == x0 else round(y0 + (y1 - y0) * (x - x0) / (x1 - x0))


if __name__ == "__main__":
    main()
