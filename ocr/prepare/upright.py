"""A page put upright, with everything that was measured on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dossier.page import Box, PageImage, Word
from ocr.engine.port import OcrEngine
from ocr.intake.source import Pixels, SourcePage
from ocr.prepare.background import evened
from ocr.prepare.features import Features, Sketch, is_photo, measure, sketch
from ocr.prepare.geometry import Straightening, grey_of, reduced, turned
from ocr.prepare.orientation import Orientation, orient, orient_by_reading
from ocr.prepare.red import red_regions

_FEW_PIXELS = 0.7
"""A picture made smaller than this is averaged: turning looks at four pixels for each and would pass over strokes."""
_WORTH_STRAIGHTENING = 0.3
"""Degrees; Tesseract copes with less, and an untouched bilevel scan reads best."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A page as its file says it lies, in grey. ``even``: uneven paper taken away; ``drawn``: the sketch of that."""

    page: SourcePage
    grey: Pixels
    even: Pixels
    drawn: Sketch
    features: Features


@dataclass(frozen=True, slots=True)
class Upright:
    """The upright picture and how it came about; the orientation is what print asks for beyond the file's own rotation.

    ``pixels`` as scanned, ``grey`` their light alone, ``even`` that with uneven paper taken away, ``letters`` the
    letter-sized spots of its sketch, whose scale to the page is ``factor``, ``red`` where stamps and seals lie.
    """

    pixels: Pixels
    grey: Pixels
    even: Pixels
    letters: Pixels
    factor: float
    red: tuple[Box, ...]
    image: PageImage
    orientation: Orientation
    features: Features
    straightening: Straightening | None

    def level(self, factor: float = 1.0) -> Pixels:
        """The even picture with its lines level, ``factor`` (≤ 1) as large: what is read."""
        return self._straight(self.even, factor)

    def level_part(self, box: Box) -> Pixels:
        """What ``level()`` has in a box, which must not be empty."""
        if self.straightening is None:
            return self.even[box.y0 : box.y1, box.x0 : box.x1]
        return self.straightening.part(self.even, box)

    @property
    def level_size(self) -> tuple[int, int]:
        """Width and height of ``level()``."""
        if self.straightening is None:
            return self.image.width, self.image.height
        return self.straightening.width, self.straightening.height

    def level_of(self, grey: Pixels, factor: float = 1.0) -> Pixels:
        """Another grey picture of this page, such as one colour channel, made ready in the same way."""
        return self._straight(evened(grey, self.features, self.image.dpi), factor)

    def _straight(self, grey: Pixels, factor: float) -> Pixels:
        if self.straightening is None:
            return reduced(grey, factor)
        if factor < _FEW_PIXELS:
            return reduced(self.straightening.apply(grey), factor)
        return self.straightening.apply(grey, factor)

    def reduced_level(self, factor: float) -> Pixels:
        """The level picture made much smaller: reduced before it is turned, which rules survive and letters do not."""
        small = reduced(self.even, factor)
        return small if self.straightening is None else self.straightening.apply(small, factor, of_reduced=True)

    def placed(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """Words of the level picture with their boxes on the upright page."""
        if self.straightening is None:
            return words
        return tuple(replace(word, box=self.placed_box(word.box)) for word in words)

    def placed_box(self, box: Box) -> Box:
        """One box of the level picture on the upright page."""
        return self.straightening.back(box, self.image.width, self.image.height) if self.straightening else box

    def level_box(self, box: Box) -> Box:
        """One box of the upright page on the level picture."""
        return self.straightening.forth(box) if self.straightening else box


def measured(page: SourcePage) -> Measured:
    """Measure a page and take uneven paper away."""
    grey = turned(grey_of(page.pixels), page.rotation)
    drawn = sketch(grey, page.dpi)
    features = measure(grey, drawn)
    even = evened(grey, features, page.dpi)
    return Measured(page, grey, even, drawn if even is grey else sketch(even, page.dpi), features)


def upright(ready: Measured) -> Upright:
    """Turn a page as the shape of its print asks for."""
    return _turned_by(ready, orient(ready.drawn, photo=is_photo(ready.features)))


def upright_by_reading(ready: Measured, engine: OcrEngine, ways: tuple[int, ...]) -> Upright:
    """Turn a page as it reads best, when it could not be read as it was."""
    return _turned_by(ready, orient_by_reading(ready.even, ready.drawn, engine, ready.page.dpi, ways))


def _turned_by(ready: Measured, orientation: Orientation) -> Upright:
    page, angle = ready.page, orientation.lines.angle
    rotation = (page.rotation + orientation.turn) % 360
    pixels = turned(page.pixels, rotation)
    height, width = pixels.shape[:2]
    return Upright(
        pixels=pixels,
        grey=turned(ready.grey, orientation.turn),
        even=turned(ready.even, orientation.turn),
        letters=turned(ready.drawn.letters, orientation.turn),
        factor=ready.drawn.factor,
        red=red_regions(pixels, page.dpi),
        image=PageImage(page.number, width, height, page.dpi, rotation, page.source),
        orientation=orientation,
        features=ready.features,
        straightening=Straightening.by(angle, width, height) if abs(angle) >= _WORTH_STRAIGHTENING else None,
    )
