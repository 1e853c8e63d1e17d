"""The habits of another office: type, arrangement, leaders, list marks, spacing."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from bench.reading.other_forms.faces import SANS, SERIF, TYPEWRITER
from bench.reading.other_forms.pen import BLACK, BLUE, Type

ARRANGEMENTS = ("running", "tabbed", "table", "boxes")
_FILLERS = ("none", "dots", "wide dots", "underscores", "solid", "dashed", "hairline")
_NUMBERS: tuple[Callable[[int], str], ...] = (
    lambda _: "",
    lambda _: "",
    lambda n: f"{n}. ",
    lambda n: f"{n}) ",
    lambda n: f"{chr(96 + n)}) ",
    lambda _: "- ",
)


@dataclass(frozen=True, slots=True)
class Look:
    """One office's habits. ``step``: from line to line in mm; ``column``: where values begin in a tabulated form.

    ``share``: how much of a table's width its labels take.
    """

    print: Type
    entry: Type
    arrangement: str
    filler: str
    numbered: Callable[[int], str]
    colon: str
    upper: bool
    marks: bool
    boxed: bool
    strong_labels: bool
    step: float
    column: float
    share: float
    shared: bool
    ruled: str
    middle: bool

    @property
    def label(self) -> Type:
        """The type of labels."""
        return self.print.strong() if self.strong_labels else self.print


def make_look(rng: random.Random) -> Look:
    """Draw an office."""
    face = rng.choice([*SERIF, *SERIF, *SANS])
    size = rng.choice([11.0, 11.5, 12.0, 12.5, 13.0]) * (0.92 if face.name.startswith("DejaVu") else 1.0)
    typed = rng.choice([face, face, face, *SERIF, *SANS, *TYPEWRITER])
    entry = Type(typed, size * (0.92 if typed.name.startswith("DejaVu") and typed != face else 1.0))
    entry = replace(
        entry, bold=rng.random() < 0.25, italic=rng.random() < 0.12, ink=rng.choice([BLACK, BLACK, BLACK, BLUE])
    )
    arrangement = rng.choice(["running", "running", *ARRANGEMENTS])
    return Look(
        print=Type(face, size),
        entry=entry,
        arrangement=arrangement,
        filler=rng.choice(_FILLERS),
        numbered=rng.choice(_NUMBERS),
        colon=rng.choice([":", "", ""] if arrangement in {"table", "boxes"} else [":", ":", ":", " :"]),
        upper=rng.random() < 0.5,
        marks=rng.random() < 0.5,
        boxed=rng.random() < 0.35,
        strong_labels=rng.random() < 0.2,
        step=rng.uniform(6.6, 8.6),
        column=rng.uniform(58.0, 72.0),
        share=rng.choice([0.36, rng.uniform(0.22, 0.34)]),
        shared=rng.random() < 0.7,
        ruled=rng.choice(["grid", "grid", "rows", "dotted"]),
        middle=rng.random() < 0.5,
    )
