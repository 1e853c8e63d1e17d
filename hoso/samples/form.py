"""A filled form: a pen that goes down the pages, prints labels and leaders, fills values in and keeps the truth."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from hoso.samples.sheet import GREY, Sheet, Style, wrap

Value = str | list[str]


@dataclass(frozen=True, slots=True)
class Filled:
    """A field's truth: its normal form, what is printed, and the page of the document (from 1)."""

    value: Value
    printed: str
    page: int
    alternatives: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document as drawn: its type, which variant of the layout, its sheets and the truth about its fields.

    ``channels``: what its QR code (``qr``: text) and machine-readable zone (``mrz``: lines) hold.
    """

    type: str
    variant: str
    sheets: tuple[Sheet, ...]
    fields: Mapping[str, Filled]
    channels: Mapping[str, str | list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """How one office's paper looks: type, leaders, margins, habits. Drawn anew for every document."""

    print: Style
    entry: Style
    leader: str
    left: float
    right: float
    top: float
    step: float
    upper: bool
    dpi: int

    def name(self, text: str) -> str:
        """A name as this office writes it."""
        return text.upper() if self.upper else text


def make_look(rng: random.Random, dpi: int = 300) -> Look:
    """Draw a look: mostly Times-like print, entries typed in the same or another face."""
    family = rng.choice(["Tinos", "Tinos", "Tinos", "Arimo"])
    size = rng.choice([12.0, 12.5, 13.0, 13.0, 13.5]) - (1.0 if family == "Arimo" else 0)
    entry = rng.choice([family, family, "Tinos", "Arimo", "Cousine"])
    entry_size = size - (1.0 if entry in {"Arimo", "Cousine"} and family == "Tinos" else 0)
    return Look(
        print=Style(family, size),
        entry=Style(entry, entry_size, bold=entry != "Cousine" and rng.random() < 0.3),
        leader=rng.choice(["dots", "fine", "fine", "line", "none"]),
        left=rng.uniform(21, 30),
        right=210 - rng.uniform(14, 19),
        top=rng.uniform(17, 25),
        step=rng.uniform(7.2, 8.4),
        upper=rng.random() < 0.55,
        dpi=dpi,
    )


@dataclass(slots=True)
class Form:
    """The pen. ``y`` is the baseline last written on, in mm; ``sheets`` the pages begun so far."""

    look: Look
    sheets: list[Sheet] = field(default_factory=list)
    fields: dict[str, Filled] = field(default_factory=dict)
    y: float = 0.0
    bottom: float = 272.0
    width: float = 210.0
    height: float = 297.0

    def __post_init__(self) -> None:
        self.new_page()

    @property
    def sheet(self) -> Sheet:
        """The page being written on."""
        return self.sheets[-1]

    @property
    def left(self) -> float:
        """Left margin in mm."""
        return self.look.left

    @property
    def right(self) -> float:
        """Right margin, mm from the left edge."""
        return self.look.right

    def new_page(self) -> None:
        """Begin a page; from the second on it bears its number in the top margin."""
        self.sheets.append(Sheet(self.width, self.height, self.look.dpi))
        mark_specimen(self.sheet)
        if len(self.sheets) > 1:
            self.sheet.text(self.width / 2, 12.5, str(len(self.sheets)), self.look.print)
        self.y = self.look.top

    def down(self, mm: float) -> float:
        """Move the pen down, onto a new page where this one ends."""
        if self.y + mm > self.bottom:
            self.new_page()
        self.y += mm
        return self.y

    def keep(
        self, key: str | None, printed: str, value: Value | None = None, alternatives: tuple[Value, ...] = ()
    ) -> None:
        """Put a value into the truth. ``value`` is its normal form where that is not what is printed."""
        if key and printed:
            self.fields[key] = Filled(value if value is not None else printed, printed, len(self.sheets), alternatives)

    def centre(self, text: str, style: Style, *, span: tuple[float, float] | None = None, step: float = 6.0) -> float:
        """Write lines centred in ``span`` (default: the margins), one per line of ``text``."""
        x0, x1 = span or (self.left, self.right)
        for part in text.split("\n"):
            for line in wrap(self.sheet, part, style, (x1 - x0, x1 - x0)):
                self.down(step)  # may begin a page: the sheet is asked for after it
                self.sheet.text((x0 + x1) / 2, self.y, line, style, anchor="m")
        return self.y

    def paragraph(self, text: str, style: Style | None = None, *, indent: float = 10.0, step: float = 6.3) -> None:
        """Running text, justified as decrees want it."""
        style = style or self.look.print
        room = self.right - self.left
        lines = wrap(self.sheet, text, style, (room - indent, room))
        for index, line in enumerate(lines):
            x = self.left + (indent if index == 0 else 0)
            self.down(step)
            if index == len(lines) - 1:
                self.sheet.text(x, self.y, line, style)
            else:
                self._justified(line, x, style)

    def _justified(self, line: str, x: float, style: Style) -> None:
        words = line.split(" ")
        free = self.right - x - sum(self.sheet.measure(w, style) for w in words)
        gap = free / max(1, len(words) - 1)
        for word in words:
            x = self.sheet.text(x, self.y, word, style) + gap

    def field(self, label: str, printed: str = "", *, key: str | None = None, value: Value | None = None) -> None:
        """A line of its own: label, value, leader to the margin; a long value goes on in the next line."""
        self.down(self.look.step)
        self.fill(label, printed, span=(self.left, self.right))
        self.keep(key, printed, value)

    def row(self, *cells: tuple[str, str, str | None, Value | None], shares: tuple[float, ...] = ()) -> None:
        """Several labelled values on one line; ``shares`` divide it (default: evenly)."""
        self.down(self.look.step)
        parts = shares or (1.0,) * len(cells)
        x, unit = self.left, (self.right - self.left) / sum(parts)
        for (label, printed, key, value), share in zip(cells, parts, strict=True):
            self.fill(label, printed, span=(x, x + share * unit - 2.0))
            self.keep(key, printed, value)
            x += share * unit

    def fill(self, label: str, printed: str, *, span: tuple[float, float]) -> None:
        """Write label, value and leader within ``span`` at the pen; wrapped lines start at the left margin."""
        x = self.label(span[0], label)
        style = self.look.entry
        lines = wrap(self.sheet, printed, style, (span[1] - x, self.right - self.left))
        for index, line in enumerate(lines):
            if index:
                self.down(self.look.step)
            start = x if index == 0 else self.left
            end = self.sheet.text(start, self.y - self._lift(), line, style)
            self._lead(start, end, span[1] if index == 0 else self.right)

    def label(self, x: float, label: str) -> float:
        """Print a label with its footnote mark raised, ``Kính gửi(1):``. Returns where the value may start."""
        head, mark, tail = label.partition("^")
        x = self.sheet.text(x, self.y, head, self.look.print)
        if mark:
            digits, _, tail = tail.partition("^")
            x = self.sheet.text(x, self.y - 1.6, digits, self.look.print.of(size=self.look.print.size * 0.62))
        x = self.sheet.text(x, self.y, tail, self.look.print)
        return x + 1.4

    def _lift(self) -> float:
        return 0.45 if self.look.leader == "line" else 0.0

    def _lead(self, start: float, end: float, stop: float) -> None:
        if self.look.leader == "dots":
            self.sheet.dots(end + 0.6, stop, self.y, self.look.print)
        elif self.look.leader == "fine":
            self.sheet.dots(end + 1.0, stop, self.y, self.look.print.of(size=self.look.print.size * 0.62), dot=". ")
        elif self.look.leader == "line":
            self.sheet.line((start, self.y + 0.8), (stop, self.y + 0.8), width=0.12, ink=GREY)

    def drawn(self, kind: str, variant: str) -> Drawn:
        """What has been drawn so far, as a document."""
        return Drawn(kind, variant, tuple(self.sheets), dict(self.fields))


SPECIMEN = "MẪU / SPECIMEN"


def mark_specimen(sheet: Sheet) -> None:
    """The mark every page bears: a drawn paper must never pass for a real one."""
    style = Style("Arimo", 7.0 if sheet.height > 100 else 4.0, ink=GREY)
    sheet.text(sheet.width / 2, sheet.height - (3.6 if sheet.height > 100 else 0.9), SPECIMEN, style, anchor="m")
