"""One file through intake and reading, as the path needs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dossier.errors import InputRefused
from dossier.page import PageFault, PageReading
from ocr.engine.port import OcrEngine
from ocr.intake.limits import Limits
from ocr.intake.open import open_source
from ocr.intake.render import Renderer
from ocr.intake.source import SourceDocument
from ocr.read import read_document
from ocr.secrecy import secret_marking


@dataclass(frozen=True, slots=True)
class FileRead:
    """What was read in one file. ``secret_marking`` set: reading stopped there and nothing else is given."""

    media_type: str
    readings: tuple[PageReading, ...] = ()
    faults: tuple[PageFault, ...] = ()
    secret_marking: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Opens and reads files within ``limits``; ``page_done`` is told of each page."""

    engine: OcrEngine
    renderer: Renderer
    limits: Limits
    page_done: Callable[[int], None]

    @property
    def name(self) -> str:
        """The engine with its version, for events."""
        return self.engine.describe()

    def open(self, data: bytes) -> SourceDocument:
        """The file's pages as pictures; ``InputRefused`` for what cannot be taken."""
        return open_source(data, self.limits, self.renderer)

    def read(self, data: bytes) -> FileRead:
        """Every page of a file. ``InputRefused`` when there is no page that can be used."""
        readings: list[PageReading] = []
        faults: list[PageFault] = []
        with self.open(data) as source:
            media_type = source.media_type.value
            for page in read_document(source, self.engine, progress=lambda _done, _total: self.page_done(1)):
                marking = secret_marking(page.reading)
                if marking is not None:
                    return FileRead(media_type, secret_marking=marking)
                readings.append(page.reading)
                faults.extend(page.faults)
        if all(reading.image.width == 0 for reading in readings):
            raise _nothing_usable()
        return FileRead(media_type, tuple(readings), tuple(faults))


def _nothing_usable() -> InputRefused:
    return InputRefused(
        "damaged_file",
        "No page of the file can be opened; scan the paper again.",
        "Không mở được trang nào của tệp; hãy quét lại giấy tờ.",
    )
