"""The upright pictures of a dossier's pages, for second looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import numpy as np

from dossier.record import Record
from hoso.drafts import Drafts
from hoso.reader import Reader
from ocr.fields import PageAt
from ocr.intake.source import DamagedPage, Pixels, SourceDocument
from ocr.prepare.geometry import turned

_NOTHING: Pixels = np.zeros((0, 0), np.uint8)


@dataclass(slots=True)
class Pictures:
    """Opens files as they are asked for and keeps the last page's picture; use as a context manager."""

    record: Record
    drafts: Drafts
    reader: Reader
    _sources: dict[int, SourceDocument] = field(default_factory=dict)
    _last: tuple[PageAt, Pixels, int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for source in self._sources.values():
            source.__exit__(kind, error, trace)
        self._sources.clear()

    def __call__(self, at: PageAt) -> tuple[Pixels, int]:
        """The page as boxes see it, and its resolution in dots per inch; of a damaged page an empty picture."""
        if self._last is None or self._last[0] != at:
            page = self._source(at.file).page(at.page)
            if isinstance(page, DamagedPage):
                return _NOTHING, 1
            rotation = self.record.files[at.file].page_images[at.page - 1].rotation
            self._last = (at, turned(page.pixels, rotation), page.dpi)
        return self._last[1], self._last[2]

    def _source(self, file: int) -> SourceDocument:
        if file not in self._sources:
            data = self.drafts.blobs.get(self.record.files[file].sha256)
            self._sources[file] = self.reader.open(data).__enter__()
        return self._sources[file]
