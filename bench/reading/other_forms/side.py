"""One side of a card, or a passport's data page: written on in its own millimetres wherever it lies on the paper."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image

from bench.path.truth import Placed
from bench.reading.other_forms import card_pictures
from bench.reading.other_forms.card_pictures import LEADING, PITCH, Tint
from bench.reading.other_forms.faces import CONDENSED, SANS, Face
from bench.reading.other_forms.pen import BLACK, GREY, Ink, Pen, Type
from hoso.samples.form import SPECIMEN

WIDTH, HEIGHT = 85.6, 53.98  # ID-1
CRIMSON: Ink = (190, 30, 40)
_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_ENGLISH_MOTTO = ("SOCIALIST REPUBLIC OF VIET NAM", "Independence - Freedom - Happiness")
_SMALLEST = 4.0  # points
GREEN: Tint = (206, 226, 208)
BLUE: Tint = (200, 222, 235)
SAND: Tint = (232, 222, 196)
ROSE: Tint = (238, 218, 212)
PALE: Tint = (226, 230, 214)


@dataclass(frozen=True, slots=True)
class Make:
    """How one maker prints: type of labels and values with their sizes in points, what divides two languages, the tints."""

    face: Face
    label: float
    value: float
    strong: bool
    slanted: bool
    divide: str
    ink: Ink
    tints: tuple[Tint, Tint]


def make(rng: random.Random, *, label: float = 5.2, value: float = 6.6) -> Make:
    """Draw a maker; ``label`` and ``value``: the sizes about which he prints."""
    return Make(
        face=rng.choice([*SANS, CONDENSED]),
        label=label * rng.uniform(0.94, 1.06),
        value=value * rng.uniform(0.94, 1.06),
        strong=rng.random() < 0.3,
        slanted=rng.random() < 0.6,
        divide=rng.choice([" / ", " / ", "/ "]),
        ink=rng.choice([(40, 40, 45), (60, 45, 40), (20, 50, 70)]),
        tints=rng.choice([(GREEN, SAND), (BLUE, PALE), (ROSE, GREEN), (SAND, BLUE)]),
    )


@dataclass(slots=True)
class Side:
    """``x``, ``y``: its top left on the paper in mm; ``scale``: how much larger than itself it was copied."""

    pen: Pen
    make: Make
    x: float
    y: float
    scale: float = 1.0
    width: float = WIDTH
    height: float = HEIGHT

    def begin(self, rng: random.Random) -> None:
        """The ground, and the mark that it is no real one."""
        self.picture(card_pictures.ground(self.width, self.height, self.make.tints, rng), 0, 0, self.width, self.height)
        before = len(self.pen.words[-1])
        self.text(self.width / 2, 1.7, SPECIMEN, 4.0, ink=GREY, anchor="m")
        self.pen.words[-1][before:] = [replace(word, mark=True) for word in self.pen.words[-1][before:]]

    def type(self, size: float, *, bold: bool = False, italic: bool = False, ink: Ink = BLACK) -> Type:
        """The maker's type in this size, as large as it comes out on the paper."""
        wide = 0.9 if self.make.face.name.startswith("DejaVu") else 1.0
        return Type(self.make.face, size * wide * self.scale, bold, italic, ink)

    def measure(self, text: str, size: float, *, bold: bool = False) -> float:
        """Width of ``text`` in the side's millimetres."""
        return self.pen.width(text, self.type(size, bold=bold)) / self.scale

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        italic: bool = False,
        ink: Ink = BLACK,
        anchor: str = "l",
        room: float | None = None,
    ) -> float:
        """Write with the baseline at ``y``, smaller where it must fit into ``room``. Returns the right end."""
        while room and self.measure(text, size, bold=bold) > room and size > _SMALLEST:
            size -= 0.15
        type_ = self.type(size, bold=bold, italic=italic, ink=ink)
        end = self.pen.write(self.x + x * self.scale, self.y + y * self.scale, text, type_, anchor=anchor)
        return (end - self.x) / self.scale

    def label(self, x: float, y: float, vi: str, en: str = "", *, room: float | None = None) -> float:
        """A label in one language or two, with its colon. Returns the right end."""
        make, size = self.make, self.make.label
        if not en:
            return self.text(x, y, f"{vi}:", size, ink=make.ink, room=room)
        while room and self.measure(f"{vi}{make.divide}{en}:", size) > room and size > _SMALLEST:
            size -= 0.1
        x = self.text(x, y, f"{vi}{make.divide.rstrip()}", size, ink=make.ink) + self.measure(" ", size)
        return self.text(x, y, f"{en}:", size, italic=make.slanted, ink=make.ink)

    def value(self, x: float, y: float, text: str, *, room: float | None = None, size: float = 0.0) -> float:
        """A value in the maker's type. Returns the right end."""
        return self.text(x, y, text, size or self.make.value, bold=self.make.strong, room=room)

    def block(
        self, x: float, y: float, text: str, *, left: float, right: float, lines: int, step: float, size: float = 0.0
    ) -> float:
        """A value of up to ``lines`` lines, beginning at ``x`` and going on at ``left``, smaller where it must.

        Returns the last baseline.
        """
        size = size or self.make.value
        broken = self._broken(text, size, right - x, right - left)
        while len(broken) > lines and size > _SMALLEST:
            size -= 0.15
            broken = self._broken(text, size, right - x, right - left)
        for index, line in enumerate(broken):
            if line:
                self.text(left if index else x, y + index * step, line, size, bold=self.make.strong)
        return y + (len(broken) - 1) * step

    def _broken(self, text: str, size: float, first: float, others: float) -> list[str]:
        type_ = self.type(size, bold=self.make.strong)
        return self.pen.wrap(text, type_, first * self.scale, others * self.scale)

    def picture(self, image: Image.Image, x: float, y: float, width: float, height: float) -> None:
        """A picture, its top left and its size in the side's millimetres."""
        k = self.scale
        self.pen.picture(image, self.x + x * k, self.y + y * k, width * k, height * k)

    def zone(self, lines: Sequence[str], *, x: float, y: float, leading: float = LEADING) -> None:
        """The machine-readable zone, its top left at ``x``, ``y``."""
        self.picture(card_pictures.zone(lines, leading), x, y, len(lines[0]) * PITCH, len(lines) * leading)
        middle = self.x + (x + len(lines[0]) * PITCH / 2) * self.scale
        self.pen.words[-1] += [
            Placed(line, middle, self.y + (y + (row + 0.6) * leading) * self.scale) for row, line in enumerate(lines)
        ]

    def motto(self, x: float, y: float, *, english: bool, size: float = 6.2, room: float = 60.0) -> None:
        """The national heading about ``x``."""
        self.text(x, y, _MOTTO[0], size, bold=True, anchor="m", room=room)
        self.text(x, y + 2.9, _MOTTO[1], size, bold=True, anchor="m")
        if english:
            for index, line in enumerate(_ENGLISH_MOTTO):
                self.text(x, y + 5.6 + 2.4 * index, line, size * 0.82, anchor="m")

    def emblem(self, x: float, y: float, radius: float) -> None:
        """A red disc with a star about this point: a stand-in for the national emblem."""
        pdf, k = self.pen.pdf, self.scale
        pdf.set_fill_color(*CRIMSON)
        pdf.set_draw_color(205, 165, 50)
        pdf.set_line_width(0.16 * radius * k)
        pdf.circle(self.x + x * k, self.y + y * k, radius * k, style="FD")
        pdf.set_fill_color(240, 210, 70)
        pdf.star(self.x + x * k, self.y + y * k, 0.2 * radius * k, 0.5 * radius * k, 5, style="F")

    def signed(self, x: float, y: float, name: str, rng: random.Random, *, size: float, seal: float) -> None:
        """A signature over a name about ``x``, a seal of this radius at its left."""
        k = self.scale
        self.pen.signature(self.x + (x - 6.0) * k, self.y + (y - seal) * k, rng, size=0.07 * seal * k)
        self.pen.seal(self.x + (x - 1.3 * seal) * k, self.y + (y - 1.1 * seal) * k, rng, radius=seal * k)
        self.text(x, y, name, size, bold=True, anchor="m")
