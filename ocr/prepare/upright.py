"""A page put upright, with everything that was measured on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dossier.page import Box, PageImage, Word
from ocr.engine.port import OcrEngine
from ocr.intake.source import Pixels, SourcePage
from ocr.prepare.background import divided, is_streaked, needs_division, without_streaks
from ocr.prepare.features import Features, Sketch, measure, sketch
from ocr.prepare.geometry import Straightening, grey_of, turned
from ocr.prepare.orientation import Orientation, orient

_WORTH_STRAIGHTENING = 0.3
"""Degrees; Tesseract copes with less, and an untouched bilevel scan reads best."""


@dataclass(frozen=True, slots=True)
class Upright:
    """The upright picture and how it came about. ``turn`` is what the content asked for beyond the file's own."""

    pixels: Pixels
    grey: Pixels
    image: PageImage
    turn: int
    angle: float
    oriented_by_reading: bool
    features: Features
    straightening: Straightening | None

    def level(self, grey: Pixels) -> Pixels:
        """A grey picture of this page with its lines level, uneven paper taken away where that was measured."""
        if is_streaked(self.features):
            grey = without_streaks(grey, self.image.dpi)
        if needs_division(self.features):
            grey = divided(grey, self.image.dpi)
        return self.straightening.apply(grey) if self.straightening else grey

    def placed(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """Words of the level picture with their boxes on the upright page."""
        return tuple(replace(word, box=self.placed_box(word.box)) for word in words)

    def level_box(self, box: Box) -> Box:
        """One box of the upright page on the level picture."""
        return self.straightening.forth(box) if self.straightening else box

    def placed_box(self, box: Box) -> Box:
        """One box of the level picture on the upright page."""
        return self.straightening.back(box, self.image.width, self.image.height) if self.straightening else box


def upright(page: SourcePage, engine: OcrEngine) -> Upright:
    """Turn a page as its file and its print ask for, and measure it."""
    grey = turned(grey_of(page.pixels), page.rotation)
    drawn = sketch(grey, page.dpi)
    return turned_by(page, drawn, orient(grey, drawn, engine, page.dpi))


def turned_by(page: SourcePage, drawn: Sketch, orientation: Orientation) -> Upright:
    """The page under a given orientation; ``drawn`` is its sketch after the file's own rotation."""
    rotation = (page.rotation + orientation.turn) % 360
    pixels = turned(page.pixels, rotation)
    height, width = pixels.shape[:2]
    angle = orientation.lines.angle
    return Upright(
        pixels=pixels,
        grey=grey_of(pixels),
        image=PageImage(page.number, width, height, page.dpi, rotation, page.source),
        turn=orientation.turn,
        angle=angle,
        oriented_by_reading=orientation.tried,
        features=measure(turned(page.pixels, page.rotation), drawn),
        straightening=Straightening.by(angle, width, height) if abs(angle) >= _WORTH_STRAIGHTENING else None,
    )
