"""Do later marks hide what a page showed? Asked of pictures, for the syntax of such a revision is flawless."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from signing.drawn import LEAST_HIDDEN, LEAST_INK, Mask, cells, drawable, grey, is_too_large, png
from signing.judge.malformed import Malformed

Gray = NDArray[np.uint8]
_INK = 150
_MOST_LOST = 0.8


@dataclass(eq=False)
class Pictures:
    """Pages of one revision as gray pictures, drawn when asked for and kept."""

    data: bytes
    _drawn: dict[tuple[int, bool], Gray] = field(default_factory=dict, repr=False)

    def page(self, number: int, *, marks: bool) -> Gray:
        """A page with or without its annotations and form fields; ``Malformed`` when it cannot be drawn."""
        key = number, marks
        if key not in self._drawn:
            self._drawn[key] = self._draw(number, marks=marks)
        return self._drawn[key]

    def _draw(self, number: int, *, marks: bool) -> Gray:
        try:
            with drawable(self.data, forms=True) as document:
                page = document[number]
                if is_too_large(page):
                    raise Malformed("a page that is too large to be drawn")
                return grey(page, marks=marks)
        except (pdfium.PdfiumError, IndexError, ValueError, MemoryError, OSError) as error:
            raise Malformed("a page that cannot be drawn") from error


def picture_of(data: bytes, number: int) -> bytes:
    """A page of a revision in colour, with its annotations and fields, as PNG; ``Malformed`` when it cannot be drawn."""
    try:
        with drawable(data, forms=True) as document:
            page = document[number]
            if is_too_large(page):
                raise Malformed("a page that is too large to be drawn")
            return png(page)
    except (pdfium.PdfiumError, IndexError, ValueError, MemoryError, OSError) as error:
        raise Malformed("a page that cannot be drawn") from error


def hides_ink(before: Pictures, after: Pictures, number: int, *, own_ink: bool) -> bool:
    """Whether ink of that page is no more to be seen. ``own_ink``: marks may lose theirs (a form's value that changed).

    What the marks hid already when the earlier revision was signed does not count.
    """
    new = after.page(number, marks=True)
    bare = before.page(number, marks=False)
    shown = before.page(number, marks=True)
    if not new.shape == bare.shape == shown.shape:
        return True
    lost = hidden_cells(bare, new) & ~hidden_cells(bare, shown)
    if not own_ink:
        lost |= hidden_cells(shown, new)
    return int(lost.sum()) >= LEAST_HIDDEN


def hidden_cells(before: Gray, after: Gray) -> Mask:
    """Squares whose ink became paper, or whose paper became ink all over."""
    old, new = before < _INK, after < _INK
    ink, paper = cells(old), cells(~old)
    lost, filled = cells(old & ~new), cells(~old & new)
    whitened = (ink >= LEAST_INK) & (lost >= _MOST_LOST * ink)
    blackened = (ink >= LEAST_INK) & (paper >= LEAST_INK) & (filled >= 0.95 * paper)
    return np.asarray(whitened | blackened, dtype=np.bool_)
