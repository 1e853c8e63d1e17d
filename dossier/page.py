"""A page as it was read: words, symbols and what is wrong with the picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in pixels of the upright page image, origin top left."""

    x0: int
    y0: int
    x1: int
    y1: int


class FaultCode(StrEnum):
    """What can be wrong with a page; a fault is for a person, the page is kept."""

    BLURRED = "blurred"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    LOW_RESOLUTION = "low_resolution"
    LOW_CONTRAST = "low_contrast"
    CUT_OFF = "cut_off"
    SKEWED = "skewed"
    GLARE = "glare"
    TURNED = "turned"
    NOT_A_DOCUMENT = "not_a_document"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    DAMAGED_FILE = "damaged_file"


class PageSource(StrEnum):
    """How the page image came about."""

    EMBEDDED = "embedded"
    RENDERED = "rendered"


@dataclass(frozen=True, slots=True)
class PageFault:
    """One fault of one page (counted from 1 within its file) with a sentence for the counter."""

    page: int
    code: FaultCode
    message: str
    message_vi: str


@dataclass(frozen=True, slots=True)
class PageImage:
    """The picture that boxes refer to: its size in pixels *after* turning it ``rotation`` degrees clockwise."""

    page: int
    width: int
    height: int
    dpi: int
    rotation: int
    source: PageSource


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box on the upright page image and the engine's confidence, 0 to 1.

    ``block`` and ``line`` number the engine's grouping within the page, in reading order. ``borne_out``: a look
    apart from the engine's has found the same, at the shapes of its figures or at the marks over a name's letters.
    ``apart``: the text is what such a look has found, not the engine's.
    """

    text: str
    box: Box
    confidence: float
    block: int
    line: int
    borne_out: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Symbol:
    """A decoded QR code or barcode: the raw bytes as the decoder gave them."""

    format: str
    content: bytes
    box: Box


@dataclass(frozen=True, slots=True)
class PageReading:
    """Everything the machine read on one page. ``mrz`` holds the lines of a machine-readable zone, if one was seen.

    ``cells``: those of ruled tables, as large as they are on a level page, about their middles.
    """

    image: PageImage
    words: tuple[Word, ...] = ()
    symbols: tuple[Symbol, ...] = ()
    mrz: tuple[str, ...] = ()
    mrz_box: Box | None = None
    cells: tuple[Box, ...] = ()

    @property
    def text(self) -> str:
        """The words in reading order, one line of the page per line."""
        lines: dict[tuple[int, int], list[str]] = {}
        for word in self.words:
            lines.setdefault((word.block, word.line), []).append(word.text)
        return "\n".join(" ".join(line) for line in lines.values())
