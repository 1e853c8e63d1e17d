"""What a file is, by its content alone; names and declared types are not asked."""

from __future__ import annotations

from enum import StrEnum

from dossier.errors import InputRefused

_PDF_WINDOW = 1024
"""ISO 32000-2 note in 7.5.2: readers accept a header within the first 1024 bytes."""


class MediaType(StrEnum):
    """The kinds of file that are taken in, as media types."""

    PDF = "application/pdf"
    TIFF = "image/tiff"
    JPEG = "image/jpeg"
    PNG = "image/png"

    @property
    def extension(self) -> str:
        """The usual file name ending, without the dot."""
        return _EXTENSIONS[self]


_EXTENSIONS = {MediaType.PDF: "pdf", MediaType.TIFF: "tif", MediaType.JPEG: "jpg", MediaType.PNG: "png"}

_MAGIC = (
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"II*\x00", MediaType.TIFF),
    (b"MM\x00*", MediaType.TIFF),
    (b"II+\x00", MediaType.TIFF),
    (b"MM\x00+", MediaType.TIFF),
)


def sniff(data: bytes) -> MediaType:
    """Tell the type from the first bytes of a file (1 KiB is enough); ``InputRefused`` when it is none of ours."""
    if not data:
        raise InputRefused(
            "empty_file",
            "The file is empty; scan the paper again.",
            "Tệp rỗng; hãy quét lại giấy tờ.",
        )
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    # An uncompressed archive shows the PDF inside it within the window.
    if not data.startswith(b"PK\x03\x04") and b"%PDF-" in data[:_PDF_WINDOW]:
        return MediaType.PDF
    raise InputRefused(
        "unsupported_type",
        "The content of the file is neither PDF, TIFF, JPEG nor PNG; scan to one of these.",
        "Nội dung tệp không phải PDF, TIFF, JPEG hay PNG; hãy quét lại sang một trong các định dạng này.",
    )
