"""The first page as a reader sees it: cropped and turned (ISO 32000-1, 7.7.3.4 and 14.11.2)."""

from __future__ import annotations

from dataclasses import dataclass

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError

_DEEPEST = 64
Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""

# What stands upright on the seen page must be turned back by the page's own turn.
_UPRIGHT = {0: (1, 0, 0, 1, 0, 0), 90: (0, 1, -1, 0, 0, 0), 180: (-1, 0, 0, -1, 0, 0), 270: (0, -1, 1, 0, 0, 0)}


@dataclass(frozen=True, slots=True)
class SeenPage:
    """``visible`` in the page's own space, shown turned clockwise by ``turn`` degrees."""

    visible: Box
    turn: int

    @property
    def width(self) -> float:
        """Points from left to right as seen."""
        left, bottom, right, top = self.visible
        return right - left if self.turn in (0, 180) else top - bottom

    @property
    def height(self) -> float:
        """Points from bottom to top as seen."""
        left, bottom, right, top = self.visible
        return top - bottom if self.turn in (0, 180) else right - left

    @property
    def upright(self) -> tuple[int, ...]:
        """The /Matrix of a form that is to be read upright."""
        return _UPRIGHT[self.turn]

    def in_page(self, seen: Box) -> Box:
        """A box given from the seen page's lower left corner, in the page's own space."""
        x0, y0 = self._point(seen[0], seen[1])
        x1, y1 = self._point(seen[2], seen[3])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self.visible
        match self.turn:
            case 90:
                return right - y, bottom + x
            case 180:
                return right - x, top - y
            case 270:
                return left + y, top - x
        return left + x, bottom + y


def seen(page: generic.DictionaryObject) -> SeenPage:
    """How ``page`` is shown; a page without a size is a ``PdfReadError``."""
    media = _box(_inherited(page, "/MediaBox"))
    if media is None:
        raise PdfReadError("the first page has no size")
    crop = _box(_inherited(page, "/CropBox")) or media
    visible = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    if visible[0] >= visible[2] or visible[1] >= visible[3]:
        visible = media
    turn = _inherited(page, "/Rotate")
    return SeenPage(visible, int(turn) % 360 // 90 * 90 if isinstance(turn, int) else 0)


def _inherited(page: generic.DictionaryObject, key: str) -> object:
    node: object = page
    for _ in range(_DEEPEST):
        if not isinstance(node, generic.DictionaryObject):
            return None
        if key in node:
            return node[key]
        # Looked up in brackets, a reference is followed; ``get`` would give the reference itself.
        node = node["/Parent"] if "/Parent" in node else None  # noqa: SIM401
    return None


def _box(value: object) -> Box | None:
    """Four numbers, any two opposite corners (7.9.5)."""
    if not isinstance(value, generic.ArrayObject) or len(value) != 4:
        return None
    x0, y0, x1, y1 = (float(each) for each in value)
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return box if box[0] < box[2] and box[1] < box[3] else None
