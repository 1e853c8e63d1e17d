"""What is read again without red: around the stamp, in the columns that it lies on."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from pages_drawn import drawn, engine, source_page, stamped

from dossier.page import Word
from ocr.engine.port import Mode, OcrEngine, Pixels
from ocr.prepare.upright import measured, upright
from ocr.running_text import read_print, reading_factor
from ocr.stamps import reread_under_stamps

_DPI = 300
_LEFT = [(60.0 + 12 * row, "Nơi nhận: Phòng Nội vụ huyện") for row in range(4)]


@dataclass
class Watched:
    """An engine that tells how wide the pictures were that it read."""

    engine: OcrEngine
    widths: list[int] = field(default_factory=list)

    def read(self, image: Pixels, *, dpi: int, mode: Mode = Mode.PAGE) -> tuple[Word, ...]:
        self.widths.append(image.shape[1])
        return self.engine.read(image, dpi=dpi, mode=mode)

    def read_each(self, images: list[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        return self.engine.read_each(images, dpi=dpi, mode=mode)

    def describe(self) -> str:
        return self.engine.describe()


def two_columns() -> Pixels:
    """Recipients at the left, a signature block at the right with a seal over it."""
    left = np.asarray(drawn(_LEFT, dpi=_DPI).convert("L"))
    right = np.asarray(drawn([(60, "CHỦ TỊCH"), (96, "Nguyễn Văn Thành")], dpi=_DPI, left=130).convert("L"))
    page = np.repeat(np.minimum(left, right)[:, :, None], 3, axis=2)
    return stamped(np.ascontiguousarray(page), "ỦY BAN NHÂN DÂN", at=(1700, 1100), radius=210)


def test_the_other_column_is_not_read_again() -> None:
    page = upright(measured(source_page(two_columns(), dpi=_DPI)))
    watched = Watched(engine())
    words = read_print(page.level(reading_factor(_DPI)), _DPI, watched)
    whole = watched.widths[0]
    again = reread_under_stamps(page, words, watched)
    text = " ".join(word.text for word in again)
    assert "CHỦ TỊCH" in text
    assert text.count("Phòng Nội vụ") == len(_LEFT)
    assert all(width < 0.75 * whole for width in watched.widths[1:])
    assert len(watched.widths) > 1
