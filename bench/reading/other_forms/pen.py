"""Pages written with FPDF, in millimetres from the top left; every word is kept with its place."""

from __future__ import annotations

import logging
import math
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from fpdf import FPDF
from fpdf.fonts import TTFFont
from PIL import Image

from bench.path.truth import Placed, even
from bench.reading.other_forms.faces import Face
from hoso.samples.form import SPECIMEN

logging.getLogger("fontTools").setLevel(logging.ERROR)  # tables of Charis that a subset does without
_WIDTH, _MARK = 210.0, 293.5  # mm: of the paper, and from its top to the mark
_MM_PER_POINT = 25.4 / 72
_X_HEIGHT = 0.3  # of the size: the middle of small letters above the baseline
Ink = tuple[int, int, int]
BLACK: Ink = (15, 15, 18)
BLUE: Ink = (24, 40, 120)
RED: Ink = (200, 24, 36)
GREY: Ink = (120, 120, 124)


@dataclass(frozen=True, slots=True)
class Type:
    """How text is set; ``size`` in points."""

    face: Face
    size: float
    bold: bool = False
    italic: bool = False
    ink: Ink = BLACK

    @property
    def style(self) -> str:
        """As FPDF names it."""
        return "B" * self.bold + "I" * self.italic

    def strong(self, *, size: float | None = None, italic: bool = False) -> Type:
        """The bold cut."""
        return replace(self, bold=True, italic=italic, size=size or self.size)

    def slanted(self, *, size: float | None = None) -> Type:
        """The italic cut."""
        return replace(self, bold=False, italic=True, size=size or self.size)


@dataclass(slots=True)
class Pen:
    """Writes A4 pages; ``y`` is the baseline last written on, ``words`` what stands on each page.

    ``small``: the type of the mark which every page bears, for a drawn paper must never pass for a real one.
    """

    small: Type
    left: float
    right: float
    top: float
    bottom: float
    pdf: FPDF = field(default_factory=lambda: FPDF(unit="mm", format="A4"))
    words: list[list[Placed]] = field(default_factory=list)
    y: float = 0.0
    _known: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.pdf.set_auto_page_break(False)
        self.new_page()

    def new_page(self) -> None:
        """Begin a page."""
        self.pdf.add_page()
        self.words.append([])
        self.write(_WIDTH / 2, _MARK, SPECIMEN, self.small, anchor="m")
        self.words[-1] = [replace(word, mark=True) for word in self.words[-1]]
        self.y = self.top

    def room(self, mm: float) -> None:
        """Begin a page where less than ``mm`` are left of this one."""
        if self.y + mm > self.bottom:
            self.new_page()

    def down(self, mm: float) -> float:
        """Move the baseline down, onto a new page where this one ends."""
        if self.y + mm > self.bottom:
            self.new_page()
        self.y += mm
        return self.y

    def width(self, text: str, type_: Type) -> float:
        """Of ``text``, in mm."""
        self._set(type_)
        width: float = self.pdf.get_string_width(text)
        return width

    def write(self, x: float, y: float, text: str, type_: Type, *, anchor: str = "l") -> float:
        """Write with the baseline at ``y``; ``anchor`` l, m or r says what ``x`` is. Returns the right end."""
        width = self.width(text, type_)
        left = x - {"l": 0.0, "m": width / 2, "r": width}[anchor]
        self.pdf.text(left, y, text)
        self.words[-1] += self._placed(left, y, text, type_)
        return left + width

    def wrap(self, text: str, type_: Type, first: float, others: float | None = None) -> list[str]:
        """Lines of at most ``first`` (the others: ``others``) mm; the first is empty where its word does not fit."""
        lines = [""]
        for word in text.split():
            room = first if len(lines) == 1 or others is None else others
            longer = f"{lines[-1]} {word}".strip()
            if self.width(longer, type_) > room and (lines[-1] or len(lines) == 1):
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def centred(self, text: str, type_: Type, *, span: tuple[float, float] | None = None, step: float = 6.0) -> None:
        """Lines centred in ``span`` (default: the margins)."""
        x0, x1 = span or (self.left, self.right)
        for part in text.split("\n"):
            for line in self.wrap(part, type_, x1 - x0):
                if line:
                    self.down(step)
                    self.write((x0 + x1) / 2, self.y, line, type_, anchor="m")

    def paragraph(self, text: str, type_: Type, *, indent: float = 9.0, step: float = 6.0) -> None:
        """Running text, ragged."""
        room = self.right - self.left
        for index, line in enumerate(self.wrap(text, type_, room - indent, room)):
            self.down(step)
            self.write(self.left + (indent if index == 0 else 0.0), self.y, line, type_)

    def rule(self, x0: float, x1: float, y: float, *, dash: float = 0.0, width: float = 0.2, ink: Ink = BLACK) -> None:
        """A horizontal line, dashed where ``dash`` (mm) is given."""
        self.stroke((x0, y), (x1, y), dash=dash, width=width, ink=ink)

    def stroke(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        dash: float = 0.0,
        width: float = 0.2,
        ink: Ink = BLACK,
    ) -> None:
        """A straight line."""
        self.pdf.set_draw_color(*ink)
        self.pdf.set_line_width(width)
        self.pdf.set_dash_pattern(dash=dash, gap=dash)
        self.pdf.line(*start, *end)
        self.pdf.set_dash_pattern()

    def box(self, x0: float, y0: float, x1: float, y1: float, *, width: float = 0.2, ink: Ink = BLACK) -> None:
        """The outline of a rectangle."""
        self.pdf.set_draw_color(*ink)
        self.pdf.set_line_width(width)
        self.pdf.rect(x0, y0, x1 - x0, y1 - y0)

    def seal(self, x: float, y: float, rng: random.Random, *, radius: float = 17.0) -> None:
        """A round red seal about this middle: two rings and a star, see-through as ink is."""
        with self.pdf.local_context(stroke_opacity=0.75, fill_opacity=0.7):
            self.pdf.set_draw_color(*RED)
            self.pdf.set_fill_color(*RED)
            for share, width in ((1.0, 0.7), (0.94, 0.25), (0.62, 0.35)):
                self.pdf.set_line_width(width)
                self.pdf.circle(x, y, radius * share)
            turn = rng.uniform(0, math.tau)
            points = [
                (
                    x + radius * share * math.cos(turn + math.pi * i / 5),
                    y + radius * share * math.sin(turn + math.pi * i / 5),
                )
                for i, share in enumerate((0.3, 0.12) * 5)
            ]
            self.pdf.polygon(points, style="F")

    def signature(self, x: float, y: float, rng: random.Random, *, size: float = 1.0) -> None:
        """A hand's stroke to the right of this point, some 30 mm long at ``size`` 1."""
        self.pdf.set_draw_color(*BLUE)
        self.pdf.set_line_width(rng.uniform(0.3, 0.6) * size**0.5)
        points, at = [], x
        for _ in range(rng.randint(9, 15)):
            points.append((at, y + rng.uniform(-5.5, 5.5) * size))
            at += rng.uniform(-1.0, 5.0) * size
        self.pdf.polyline(points)

    def picture(self, image: Image.Image, x: float, y: float, width: float, height: float) -> None:
        """A picture, its top left and its size in mm."""
        self.pdf.image(image, x, y, width, height)

    def pdf_bytes(self) -> bytes:
        """The document; nothing more is written."""
        made = bytes(self.pdf.output())
        self.close()
        return made

    def close(self) -> None:
        """Give back the fonts, whose files FPDF keeps open and whose tables it keeps in a circle; nothing is drawn after."""
        for font in self.pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()
                font.ttfont.tables.clear()
                for table in (font.cmap, font.cw, font.glyph_ids):
                    table.clear()
        self.pdf.fonts.clear()

    def _set(self, type_: Type) -> None:
        for style, path in type_.face.files() if (type_.face.name, "") not in self._known else ():
            self.pdf.add_font(type_.face.name, style, path)
            self._known.add((type_.face.name, style))
        self.pdf.set_font(type_.face.name, type_.style, type_.size)
        self.pdf.set_text_color(*type_.ink)

    def _placed(self, left: float, y: float, text: str, type_: Type) -> Iterator[Placed]:
        middle = y - _X_HEIGHT * type_.size * _MM_PER_POINT
        for found in re.finditer(r"\S+", text):
            if word := even(found.group()):
                x = left + self.width(text[: found.start()], type_) + self.width(found.group(), type_) / 2
                yield Placed(word, x, middle)
