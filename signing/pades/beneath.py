"""What lies beneath something on a page: nobody who signs sees it, and whoever moves the cover shows it.

Asked of pictures: what has ink of its own, and makes no difference where that ink is, is not to be seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from signing.drawn import LEAST_HIDDEN, LEAST_INK, cells, drawable, grey, is_too_large

_INK, _DIFFERENT = 40, 12
"""Grey levels by which ink differs from paper, and by which a difference can be seen."""
_MOST_OF_A_PICTURE = 0.9
# What covers less hides no word; more pictures over each other on one page are no office's paper.
_LEAST_AREA = 200.0
_MOST_PICTURES = 16
_INVISIBLE = pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
_TEXT, _PATH = pdfium_c.FPDF_PAGEOBJ_TEXT, pdfium_c.FPDF_PAGEOBJ_PATH
_IMAGE, _FORM = pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM
# Annotations that show nothing of their own over the page.
_UNSEEN = {"/Link", "/Popup"}
Gray = NDArray[np.int16]
Box = tuple[float, float, float, float]


def hides_something(pdf: bytes, opened: pikepdf.Pdf) -> bool:
    """Whether any page shows something over text or pictures that then are not to be seen; ``opened``: the same file.

    A page that cannot be drawn counts as one that does: nobody can tell.
    """
    try:
        with drawable(pdf) as document:
            if any(_hides(document, number) for number in range(len(document))):
                return True
        marked = [number for number, page in enumerate(opened.pages) if _marks(page.obj)]
        return any(_hides_flattened(opened, number) for number in marked)
    except (pdfium.PdfiumError, MemoryError, OSError):
        return True


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something painted, in the order of painting. ``box`` in points, None inside of forms, whose scale is their own."""

    kind: int
    box: Box | None
    handle: object

    @property
    def covers(self) -> bool:
        """Whether it is large enough to hide a word."""
        return self.kind != _TEXT and (self.box is None or _area(self.box) >= _LEAST_AREA)


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


@dataclass(eq=False)
class _Drawing:
    """A page of which any part can be drawn alone or left out."""

    page: pdfium.PdfPage
    pieces: Sequence[_Piece]
    _whole: Gray | None = field(default=None)

    @property
    def whole(self) -> Gray:
        """As it is shown."""
        if self._whole is None:
            self._whole = self._drawn()
        return self._whole

    def hidden(self, chosen: Collection[int]) -> tuple[int, int]:
        """Of the squares in which the chosen pieces have ink: how many show none of it, and how many there are."""
        others = set(range(len(self.pieces))) - set(chosen)
        alone, without = self._without(others), self._without(chosen)
        paper = int(np.median(alone))
        ink = cells(np.abs(alone - paper) >= _INK)
        seen = cells(np.abs(self.whole - without) >= _DIFFERENT)
        inked = ink >= LEAST_INK
        return int((inked & (seen == 0)).sum()), int(inked.sum())

    def _without(self, left_out: Collection[int]) -> Gray:
        for each in left_out:
            pdfium_c.FPDFPageObj_SetIsActive(self.pieces[each].handle, False)
        try:
            return self._drawn()
        finally:
            for each in left_out:
                pdfium_c.FPDFPageObj_SetIsActive(self.pieces[each].handle, True)

    def _drawn(self) -> Gray:
        return grey(self.page, marks=False).astype(np.int16)


def _hides(document: pdfium.PdfDocument, number: int) -> bool:
    page = document[number]
    try:
        pieces = list(_pieces(page))
        texts, pictures = list(_covered(pieces, _TEXT)), list(_covered(pieces, _IMAGE))
        if not texts and not pictures:
            return False
        if is_too_large(page) or len(pictures) > _MOST_PICTURES:
            return True
        drawing = _Drawing(page, pieces)
        if texts and drawing.hidden(texts)[0] >= LEAST_HIDDEN:
            return True
        return any(_is_hidden(*drawing.hidden([each])) for each in pictures)
    finally:
        page.close()


def _is_hidden(hidden: int, inked: int) -> bool:
    """A picture laid partly over another is a design; one that is not to be seen at all is a secret."""
    return hidden >= max(LEAST_HIDDEN, _MOST_OF_A_PICTURE * inked)


def _pieces(page: pdfium.PdfPage) -> Iterator[_Piece]:
    for each in page.get_objects(max_depth=8):
        if each.type == _FORM:
            continue  # what is in it follows
        if each.type == _TEXT and pdfium_c.FPDFTextObj_GetTextRenderMode(each.raw) == _INVISIBLE:
            continue  # what was recognised in a scan: for searching, never for showing
        yield _Piece(each.type, each.get_bounds() if each.level == 0 else None, each.raw)


def _covered(pieces: Sequence[_Piece], kind: int) -> Iterator[int]:
    """Places of the pieces of that kind over which something larger is painted later."""
    covers: list[_Piece] = []
    for place in range(len(pieces) - 1, -1, -1):
        piece = pieces[place]
        if piece.kind == kind and any(_meet(piece, each) for each in covers):
            yield place
        if piece.covers:
            covers.append(piece)


def _meet(one: _Piece, other: _Piece) -> bool:
    if one.box is None or other.box is None:
        return True
    wide = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    high = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return wide > 1 and high > 1


def _marks(page: pikepdf.Object) -> list[pikepdf.Object]:
    """Annotations with a picture of their own; marks of signatures that were made are judged, not looked under."""
    found = page.get("/Annots")
    return [each for each in found if _is_mark(each)] if isinstance(found, pikepdf.Array) else []


def _is_mark(annotation: pikepdf.Object) -> bool:
    if not isinstance(annotation, pikepdf.Dictionary) or "/AP" not in annotation:
        return False
    held = annotation if "/FT" in annotation else annotation.get("/Parent", annotation)
    signed = isinstance(held, pikepdf.Dictionary) and held.get("/FT") == pikepdf.Name.Sig and "/V" in held
    return not signed and str(annotation.get("/Subtype")) not in _UNSEEN


def _hides_flattened(opened: pikepdf.Pdf, number: int) -> bool:
    with drawable(_flattened(opened, number)) as document:
        return _hides(document, 0)


def _flattened(opened: pikepdf.Pdf, number: int) -> bytes:
    """The page alone, with its marks painted on it in their order, as every viewer would."""
    out = BytesIO()
    with pikepdf.new() as alone:
        alone.pages.append(opened.pages[number])
        page = alone.pages[0].obj
        page.Annots = pikepdf.Array(_marks(page))
        alone.flatten_annotations("screen")
        alone.save(out)
    return out.getvalue()
