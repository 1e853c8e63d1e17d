"""What a copy is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dossier.page import Word


@dataclass(frozen=True, slots=True)
class StoredImage:
    """A compressed picture as a PDF image object holds it (ISO 32000-1, 8.9.5).

    ``filter`` and ``colour_space`` are PDF names without the slash; ``parameters`` are the entries of /DecodeParms.
    ``profile`` is an ICC profile for the samples; ``palette`` the lookup bytes of an ``Indexed`` image over
    ``palette_base``.
    """

    filter: str
    data: bytes
    width: int
    height: int
    bits: int
    colour_space: str
    parameters: Mapping[str, int] = field(default_factory=dict)
    decode: tuple[float, ...] = ()
    profile: bytes | None = None
    palette: bytes | None = None
    palette_base: str | None = None


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
