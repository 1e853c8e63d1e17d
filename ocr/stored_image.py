"""A compressed picture as it lies in a file: the same value whether it was found in a scan or made for a copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class StoredImage:
    """A compressed picture as a PDF image object holds it (ISO 32000-1, 8.9.5).

    ``filter`` and ``colour_space`` are PDF names without the slash (``DCTDecode``, ``CCITTFaxDecode``, ``FlateDecode``;
    ``DeviceGray``, ``DeviceRGB``, ``DeviceCMYK``, ``CalGray``, ``CalRGB``, ``ICCBased``, ``Indexed``). ``parameters``
    are the entries of /DecodeParms that are numbers or flags, ``symbols`` the stream of /JBIG2Globals. ``profile`` is an
    ICC profile for the samples; ``palette`` the lookup bytes of an ``Indexed`` image over ``palette_base``.
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
    symbols: bytes | None = None
