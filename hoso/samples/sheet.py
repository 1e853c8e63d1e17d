"""A sheet of paper to draw on, in millimetres from the top left; what is written is also kept as text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TypedDict, Unpack

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from dossier.errors import PermanentError

MM_PER_INCH = 25.4
Ink = tuple[int, int, int]
BLACK: Ink = (22, 22, 26)
GREY: Ink = (130, 130, 135)
RED: Ink = (196, 30, 40)
BLUE: Ink = (30, 50, 140)
_CROSCORE = Path("/usr/share/fonts/truetype/croscore")
_OCR_B = Path("/usr/share/fonts/opentype/ocr-b/OCRB.otf")


class Changes(TypedDict, total=False):
    """What of a style can be changed."""

    family: str
    size: float
    bold: bool
    italic: bool
    ink: Ink


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks; ``size`` in points. Families: Tinos, Arimo, Cousine, OCR-B."""

    family: str = "Tinos"
    size: float = 13.0
    bold: bool = False
    italic: bool = False
    ink: Ink = BLACK

    def of(self, **changes: Unpack[Changes]) -> Style:
        """This style with some things changed."""
        return replace(self, **changes)

    @property
    def path(self) -> Path:
        """The font file; Debian's fonts-croscore and fonts-ocr-b bring them."""
        if self.family == "OCR-B":
            return _OCR_B
        face = ("Bold" if self.bold else "") + ("Italic" if self.italic else "")
        return _CROSCORE / f"{self.family}-{face or 'Regular'}.ttf"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text on a sheet: left end of its baseline in mm."""

    text: str
    x: float
    y: float
    style: Style


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line in mm."""

    start: tuple[float, float]
    end: tuple[float, float]
    width: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Print:
    """An RGBA picture pressed onto the sheet, its top left in mm."""

    image: Image.Image
    x: float
    y: float


@lru_cache(maxsize=256)
def _font(path: Path, pixels: float) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(path, pixels, layout_engine=ImageFont.Layout.BASIC)
    except OSError as error:
        raise PermanentError(
            f"The font {path.name} is missing.", remedy="Install the packages fonts-croscore and fonts-ocr-b."
        ) from error


@lru_cache(maxsize=65536)
def _advance(path: Path, pixels: float, char: str) -> float:
    """Character by character, so that it can be remembered: kerning is too little to matter to a line break."""
    return _font(path, pixels).getlength(char)


@dataclass(slots=True)
class Sheet:
    """A page or card being drawn. ``image`` is RGB at ``dpi``.

    ``runs``, ``strokes`` and ``prints`` keep what was drawn, so that a born-digital page can be made of it.
    """

    width: float = 210.0
    height: float = 297.0
    dpi: int = 300
    paper: Ink = (255, 255, 255)
    image: Image.Image = field(init=False)
    draw: ImageDraw.ImageDraw = field(init=False)
    runs: list[Run] = field(init=False, default_factory=list)
    strokes: list[Stroke] = field(init=False, default_factory=list)
    prints: list[Print] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", (round(self.px(self.width)), round(self.px(self.height))), self.paper)
        self.draw = ImageDraw.Draw(self.image)

    def px(self, mm: float) -> float:
        """Millimetres in pixels."""
        return mm * self.dpi / MM_PER_INCH

    def font(self, style: Style) -> ImageFont.FreeTypeFont:
        """The font of ``style`` at this sheet's resolution."""
        return _font(style.path, style.size * self.dpi / 72)

    def measure(self, text: str, style: Style) -> float:
        """Width of ``text`` in mm."""
        pixels = sum(_advance(style.path, style.size * self.dpi / 72, char) for char in text)
        return pixels * MM_PER_INCH / self.dpi

    def text(self, x: float, y: float, text: str, style: Style, *, anchor: str = "l") -> float:
        """Write with the baseline at ``y``; ``anchor`` l, m or r says what ``x`` is. Returns the right end in mm."""
        width = self.measure(text, style)
        left = x - {"l": 0.0, "m": width / 2, "r": width}[anchor]
        self.draw.text((self.px(left), self.px(y)), text, font=self.font(style), fill=style.ink, anchor="ls")
        if text.strip():
            self.runs.append(Run(text, left, y, style))
        return left + width

    def line(
        self, start: tuple[float, float], end: tuple[float, float], *, width: float = 0.25, ink: Ink = BLACK
    ) -> None:
        """A straight line of ``width`` mm."""
        points = [self.px(v) for v in (*start, *end)]
        self.draw.line(points, fill=ink, width=max(1, round(self.px(width))))
        self.strokes.append(Stroke(start, end, width, ink))

    def box(
        self,
        corners: tuple[float, float, float, float],
        *,
        width: float = 0.25,
        ink: Ink = BLACK,
        fill: Ink | None = None,
    ) -> None:
        """A rectangle (x0, y0, x1, y1) in mm."""
        self.draw.rectangle([self.px(v) for v in corners], outline=ink, width=max(1, round(self.px(width))), fill=fill)
        x0, y0, x1, y1 = corners
        ring = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
        self.strokes.extend(Stroke(a, b, width, ink) for a, b in pairwise(ring))

    def dots(self, x0: float, x1: float, y: float, style: Style, *, dot: str = ".") -> None:
        """A dotted leader from ``x0`` to ``x1``, as forms print it: ``dot`` again and again."""
        count = int((x1 - x0) / self.measure(dot, style))
        if count > 1:
            self.text(x0, y, dot * count, style)

    def press(self, stamp: Image.Image, x: float, y: float) -> None:
        """Press an RGBA picture onto the sheet so that what is under it stays visible; ``x``, ``y`` its top left."""
        self.prints.append(Print(stamp, x, y))
        left, top = round(self.px(x)), round(self.px(y))
        area = (left, top, min(left + stamp.width, self.image.width), min(top + stamp.height, self.image.height))
        if area[2] <= area[0] or area[3] <= area[1]:
            return
        under = np.asarray(self.image.crop(area), dtype=np.float32) / 255
        over = np.asarray(stamp, dtype=np.float32)[: area[3] - top, : area[2] - left] / 255
        alpha = over[..., 3:]
        pressed = under * (1 - alpha + alpha * over[..., :3])
        self.image.paste(Image.fromarray((pressed * 255).astype(np.uint8)), (left, top))

    def lay(self, other: Sheet, x: float, y: float) -> None:
        """Lay a smaller sheet of the same resolution (a card) onto this one."""
        self.image.paste(other.image, (round(self.px(x)), round(self.px(y))))
        self.runs.extend(Run(r.text, r.x + x, r.y + y, r.style) for r in other.runs)


def wrap(sheet: Sheet, text: str, style: Style, widths: tuple[float, float]) -> list[str]:
    """Break ``text`` into lines; ``widths`` are the first line's and the others' in mm."""
    lines: list[str] = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        room = widths[0] if len(lines) == 1 else widths[1]
        if (lines[-1] and sheet.measure(longer, style) > room) or (
            not lines[-1] and len(lines) == 1 and sheet.measure(word, style) > room
        ):
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
