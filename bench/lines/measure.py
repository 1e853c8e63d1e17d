"""How well lines are read: those of faces that the network was trained on, and those of faces that it has not seen."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from bench.lines.draw import Line, drawn
from bench.lines.fonts import Faces
from ocr.intake.source import Pixels

SURE = 0.9
_KNOWN_SEED, _UNSEEN_SEED = 1_000_001, 1_000_002
"""Apart from those of lines that are trained on."""

Reader = Callable[[Pixels], tuple[str, float]]
"""From a grey picture of a line to its text and how certain that is, as ``ocr.line_network.LineNetwork.read``."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was read of some ``lines`` with so many ``signs``.

    ``errors``: signs that were added, left out or taken for others. ``wrong``: lines with one or more of them.
    """

    lines: int
    signs: int
    errors: int
    wrong: int
    sure: int
    sure_and_wrong: int
    seconds: float

    def shares(self) -> str:
        """Of misread signs and lines."""
        return f"CER {self.errors / self.signs:.2%}, {self.wrong / self.lines:.1%} of lines wrong"

    def told(self) -> str:
        """Everything, the time of a line too."""
        return (
            f"{self.lines} lines, {self.shares()}, {1000 * self.seconds / self.lines:.1f} ms a line;"
            f" {self.sure / self.lines:.1%} read with {SURE} or more, of them {self.sure_and_wrong} wrong"
        )


def measured_on(faces: Faces, count: int) -> Mapping[str, Sequence[Line]]:
    """So many lines of each kind of faces that there are here; the same ones each time."""
    kinds = (
        ("known faces", faces.trained_on, faces.known, _KNOWN_SEED),
        ("other faces", faces.held_out, faces.unseen, _UNSEEN_SEED),
    )
    return {name: list(drawn(face, count, seed)) for name, families, face, seed in kinds if families}


def measured(read: Reader, lines: Sequence[Line]) -> Measured:
    """Read lines one by one and compare what was read with what was printed."""
    started = time.process_time()
    found = [read(line.picture) for line in lines]
    seconds = time.process_time() - started
    errors = [Levenshtein.distance(text, line.text) for (text, _), line in zip(found, lines, strict=True)]
    sure = [certainty >= SURE for _, certainty in found]
    return Measured(
        lines=len(lines),
        signs=sum(len(line.text) for line in lines),
        errors=sum(errors),
        wrong=sum(error > 0 for error in errors),
        sure=sum(sure),
        sure_and_wrong=sum(error > 0 and is_sure for error, is_sure in zip(errors, sure, strict=True)),
        seconds=seconds,
    )
