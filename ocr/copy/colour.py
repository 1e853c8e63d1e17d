"""Which colour space a stored picture gets in a PDF/A-2 (ISO 19005-2, 6.2.4)."""

from __future__ import annotations

from dataclasses import dataclass

from ocr.copy import profile
from ocr.intake.jpeg import frame
from ocr.stored_image import StoredImage

_COMPONENTS = {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3, "DeviceCMYK": 4}


@dataclass(frozen=True, slots=True)
class Colour:
    """``components`` of a sample and the profile they are under; grey and RGB without one go by the output intent."""

    components: int
    profile: bytes | None = None

    @property
    def device(self) -> str:
        """The PDF name of the space when there is no profile."""
        return "DeviceGray" if self.components == 1 else "DeviceRGB"


def colour(image: StoredImage) -> Colour | None:
    """The picture's colours, of the palette if it has one; ``None`` when they cannot be told.

    Its own profile is kept when it is sound. The samples of a CMYK picture without one stay as they are, under a
    profile that says what viewers show anyway. Calibrated spaces become plain ones: the samples are kept, and
    scanners' calibrations are those of sRGB.
    """
    count = _count(image)
    if image.profile is not None and count and profile.components(image.profile) == count:
        return Colour(count, image.profile)
    if count == 4:
        return Colour(4, profile.plain_cmyk())
    return Colour(count) if count in {1, 3} else None


def _count(image: StoredImage) -> int | None:
    name = image.palette_base if image.colour_space == "Indexed" else image.colour_space
    if name in _COMPONENTS:
        return _COMPONENTS[name]
    if image.filter == "DCTDecode" and image.colour_space != "Indexed":
        found = frame(image.data)
        return found.components if found else None
    return profile.claimed_components(image.profile or b"")
