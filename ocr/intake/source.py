"""The port through which the rest of the reader sees a file: pages with pixels."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from dossier.page import PageSource, Word
from ocr.intake.media import MediaType
from ocr.stored_image import StoredImage

Pixels = NDArray[np.uint8]
"""An image: height × width (grey) or height × width × 3 (blue, green, red)."""

PDF_DPI = 300
"""Resolution at which a page without a scan of its own is drawn (TT 02/2019/TT-BNV asks at least 200)."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One page with its picture as stored.

    ``rotation``: clockwise degrees by which the file itself says the picture must be turned (/Rotate, EXIF), not yet
    applied to ``pixels``. ``dpi`` of the stored picture; ``dpi_known`` is false where it was inferred from an assumed
    paper size. ``own_words``: the visible text of a born-digital page, boxes in ``pixels``. ``raw``: the compressed
    picture of a page that is one scan, as it lies in the file; a copy can carry it unchanged. ``truncated``: only a
    part of the picture could be decoded.
    """

    number: int
    pixels: Pixels
    dpi: int
    dpi_known: bool
    rotation: int
    source: PageSource
    bilevel: bool = False
    own_words: tuple[Word, ...] = ()
    raw: StoredImage | None = None
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class StoredPage:
    """The scan that is a page, as it lies in the file, and its resolution."""

    image: StoredImage
    dpi: int


@dataclass(frozen=True, slots=True)
class DamagedPage:
    """A page that could not be opened; the others of its file go on. ``reason`` is for the log."""

    number: int
    reason: str


class SourceDocument(Protocol):
    """A file that was opened. ``page`` decodes one page at a time and keeps nothing; numbers run from 1.

    ``page`` raises ``InputRefused`` when a limit is hit and ``PermanentError`` when a program it needs is missing.
    """

    @property
    def media_type(self) -> MediaType: ...

    @property
    def page_count(self) -> int: ...

    def page(self, number: int) -> SourcePage | DamagedPage: ...

    def stored(self, number: int) -> StoredPage | None:
        """The scan of a page that was read before as ``EMBEDDED``, not decoded again; None where that takes decoding."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
