"""How large an input may be; every limit is checked before the thing it bounds is decoded."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.errors import InputRefused


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file. The defaults hold A3 at 600 dpi in colour within 500 MB of memory.

    ``render_seconds`` bounds one page's rendering; ``max_stream_bytes`` one decoded stream that is not an image.
    """

    max_bytes: int = 200_000_000
    max_pages: int = 500
    max_pixels: int = 80_000_000
    max_stream_bytes: int = 64_000_000
    render_seconds: int = 60

    def check_bytes(self, found: int) -> None:
        """Refuse a file of more than ``max_bytes``."""
        _check("max_bytes", self.max_bytes, found, unit="bytes", unit_vi="byte")

    def check_pages(self, found: int) -> None:
        """Refuse a file of more than ``max_pages`` pages, and one that has none."""
        if found < 1:
            raise InputRefused("no_pages", "The file has no pages.", "Tệp không có trang nào.")
        _check("max_pages", self.max_pages, found, unit="pages", unit_vi="trang")

    def check_pixels(self, width: int, height: int) -> None:
        """Refuse a picture of more than ``max_pixels``."""
        _check(
            "max_pixels", self.max_pixels, width * height, unit="pixels on a page", unit_vi="điểm ảnh trên một trang"
        )

    def check_stream(self, found: int) -> None:
        """Refuse a stream that unpacks to more than ``max_stream_bytes``."""
        _check("max_stream_bytes", self.max_stream_bytes, found, unit="unpacked bytes", unit_vi="byte sau khi giải nén")


def _check(setting: str, limit: int, found: int, *, unit: str, unit_vi: str) -> None:
    if found > limit:
        raise InputRefused(
            "limit_exceeded",
            f"The file exceeds the limit {setting} = {limit}: {found} {unit}.",
            f"Tệp vượt giới hạn {setting} = {limit}: {found} {unit_vi}.",
        )
