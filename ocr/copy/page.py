"""What a copy is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dossier.page import Word
from ocr.stored_image import StoredImage


@dataclass(frozen=True, slots=True)
class CopyPage:
    """One page: its picture as stored, turned ``rotation`` (0, 90, 180, 270) degrees clockwise to stand upright.

    The page gets the picture's real size, pixels / ``dpi`` inches. ``words`` have boxes in pixels of the upright
    picture and come in reading order.
    """

    image: StoredImage
    dpi: int
    rotation: int = 0
    words: tuple[Word, ...] = ()

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the upright picture in pixels."""
        across, down = self.image.width, self.image.height
        return (down, across) if self.rotation % 180 else (across, down)


@dataclass(frozen=True, slots=True)
class CopyMeta:
    """What the file says about itself.

    ``title`` is the kind of document, ``code`` the dossier's code and the document's ordinal (TT 02/2019/TT-BNV);
    neither names a person. ``created`` is the time of copying, with its zone.
    """

    title: str
    code: str
    created: datetime
    language: str = "vi-VN"
    producer: str = "hoso"
