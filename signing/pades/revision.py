"""A further revision of a PDF that changes nothing but what it is made for."""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


class Revision(IncrementalPdfFileWriter):
    """pyHanko writes the document's information and metadata anew with every revision, in its own spelling.

    Who signs a file does not become its producer, and to earlier signatures a title spelt otherwise is another title.
    """

    def __init__(self, pdf: bytes) -> None:
        super().__init__(BytesIO(pdf))

    def _update_meta(self) -> None:
        """Leave both as they are."""
