"""The faces that other offices print and type with: those of Debian's font packages that have all Vietnamese letters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dossier.errors import PermanentError

PACKAGES = (
    "fonts-dejavu-core fonts-dejavu-extra fonts-freefont-ttf fonts-open-sans fonts-roboto-unhinted fonts-sil-charis"
)
_FONTS = Path("/usr/share/fonts/truetype")
_STYLES = ("", "B", "I", "BI")


@dataclass(frozen=True, slots=True)
class Face:
    """A family in its four cuts; ``upright`` to ``both`` are file names below ``folder``."""

    name: str
    folder: str
    upright: str
    bold: str
    italic: str
    both: str

    def files(self) -> tuple[tuple[str, Path], ...]:
        """Each style as FPDF names it (``""``, ``B``, ``I``, ``BI``) with its font file.

        Raises ``PermanentError`` where the face is not installed.
        """
        paths = [_FONTS / self.folder / name for name in (self.upright, self.bold, self.italic, self.both)]
        if missing := [path.name for path in paths if not path.is_file()]:
            remedy = f"Install the packages {PACKAGES}."
            raise PermanentError(f"The font {missing[0]} is missing.", remedy=remedy)
        return tuple(zip(_STYLES, paths, strict=True))


def _usual(name: str, folder: str, stem: str, italic: str = "Italic") -> Face:
    return Face(
        name, folder, f"{stem}-Regular.ttf", f"{stem}-Bold.ttf", f"{stem}-{italic}.ttf", f"{stem}-Bold{italic}.ttf"
    )


_FREE = ("{}.ttf", "{}Bold.ttf", "{}{}.ttf", "{}Bold{}.ttf")


def _free(stem: str, italic: str) -> Face:
    return Face(stem, "freefont", *(form.format(stem, italic) for form in _FREE))


def _dejavu(stem: str, italic: str) -> Face:
    return Face(stem, "dejavu", f"{stem}.ttf", f"{stem}-Bold.ttf", f"{stem}-{italic}.ttf", f"{stem}-Bold{italic}.ttf")


SERIF = (
    _free("FreeSerif", "Italic"),
    _usual("Charis", "charis", "CharisSIL"),
    _dejavu("DejaVuSerif", "Italic"),
    _dejavu("DejaVuSerifCondensed", "Italic"),
)
SANS = (
    _free("FreeSans", "Oblique"),
    _usual("OpenSans", "open-sans", "OpenSans"),
    _usual("Roboto", "roboto/unhinted/RobotoTTF", "Roboto"),
    _dejavu("DejaVuSansCondensed", "Oblique"),
)
CONDENSED = _usual("RobotoCondensed", "roboto/unhinted", "RobotoCondensed")
TYPEWRITER = (_free("FreeMono", "Oblique"),)
