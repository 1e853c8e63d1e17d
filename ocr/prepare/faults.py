"""What is wrong with a page's picture, said so that the clerk knows what to do."""

from __future__ import annotations

from collections.abc import Iterable

from dossier.page import FaultCode, PageFault, Word
from ocr.prepare.features import Features, is_photo
from ocr.prepare.orientation import letters_in

LEAST_DPI = 200
"""TT 02/2019/TT-BNV: at least 200 dpi."""

_BLURRED_EDGE = 5.0
"""Pixels at 300 dpi; a Gaussian blur of 2 pixels, from which QR codes are lost."""
_BLURRED_LEAST = 3.2
"""The sharpest scan measures 1.7 at any resolution."""
_DARK_PAPER = 110.0
_FAINT = 70.0
_BRIGHT = 235.0
_SKEWED = 5.0
_CUT_LETTERS = 6
_GLARE = 0.02
_SURE = 0.6
_FEW_LETTERS = 12
_DOUBT = 0.25
"""Share of the letters below which what was read with some confidence is taken for chance."""
_INKED = 60
_MARKED = 0.0008
"""Share of ink from which a page without words is not blank: a signature has 0.001, dust and a crease have less."""

_TEXTS = {
    FaultCode.BLURRED: (
        "The page is blurred; clean the glass, hold the paper still and scan again.",
        "Trang bị mờ; hãy lau mặt kính, giữ yên giấy và quét lại.",
    ),
    FaultCode.TOO_DARK: (
        "The page is too dark; scan again with more brightness.",
        "Trang quá tối; hãy tăng độ sáng và quét lại.",
    ),
    FaultCode.TOO_BRIGHT: (
        "The print is too faint on bright paper; scan again with less brightness.",
        "Trang quá sáng, chữ bị nhạt; hãy giảm độ sáng và quét lại.",
    ),
    FaultCode.LOW_RESOLUTION: (
        "The resolution is {dpi} dpi; at least 200 dpi is required: scan again.",
        "Độ phân giải chỉ {dpi} dpi; yêu cầu tối thiểu 200 dpi: hãy quét lại.",
    ),
    FaultCode.LOW_CONTRAST: (
        "Print and paper hardly differ; scan again with more contrast.",
        "Chữ và nền giấy gần như không phân biệt; hãy tăng độ tương phản và quét lại.",
    ),
    FaultCode.CUT_OFF: (
        "Print is cut off at the edge; lay the whole sheet on the glass and scan again.",
        "Chữ bị cắt ở mép trang; hãy đặt trọn tờ giấy lên mặt kính và quét lại.",
    ),
    FaultCode.SKEWED: (
        "The page lies aslant by {angle:.0f}°; it was straightened for reading, better scan it again.",
        "Trang bị nghiêng {angle:.0f}°; đã chỉnh thẳng để đọc, nên quét lại.",
    ),
    FaultCode.GLARE: (
        "Light is reflected on the page; photograph it again without flash.",
        "Trang bị lóa sáng; hãy chụp lại không dùng đèn flash.",
    ),
    FaultCode.TURNED: (
        "The page was turned by {turn}° to stand upright.",
        "Trang đã được xoay {turn}° cho đúng chiều.",
    ),
    FaultCode.NOT_A_DOCUMENT: (
        "This picture does not show a document; scan the paper itself.",
        "Ảnh này không phải là giấy tờ; hãy quét chính giấy tờ cần nộp.",
    ),
    FaultCode.BLANK: (
        "The page is blank; it is kept.",
        "Trang trắng; vẫn được lưu giữ.",
    ),
    FaultCode.UNREADABLE: (
        "Hardly anything on the page could be read; scan it again, or key it in by hand.",
        "Hầu như không đọc được chữ trên trang; hãy quét lại hoặc nhập bằng tay.",
    ),
    FaultCode.DAMAGED_FILE: (
        "The picture of the page is damaged or incomplete; scan it again.",
        "Hình ảnh của trang bị hỏng hoặc không đầy đủ; hãy quét lại.",
    ),
}


def fault(page: int, code: FaultCode, **values: float) -> PageFault:
    """The fault with its sentences filled in; each text names its own values."""
    english, vietnamese = _TEXTS[code]
    return PageFault(page, code, english.format(**values), vietnamese.format(**values))


def picture_faults(page: int, features: Features, *, dpi: int, bilevel: bool) -> Iterable[PageFault]:
    """Faults that the picture shows by itself. A bilevel scan has no greys to be judged."""
    if dpi < LEAST_DPI:
        yield fault(page, FaultCode.LOW_RESOLUTION, dpi=dpi)
    if features.touching >= _CUT_LETTERS:
        yield fault(page, FaultCode.CUT_OFF)
    if bilevel:
        return
    if features.edge > max(_BLURRED_EDGE * dpi / 300, _BLURRED_LEAST):
        yield fault(page, FaultCode.BLURRED)
    if features.paper < _DARK_PAPER:
        yield fault(page, FaultCode.TOO_DARK)
    if features.letters and features.contrast < _FAINT:
        yield fault(page, FaultCode.TOO_BRIGHT if features.paper > _BRIGHT else FaultCode.LOW_CONTRAST)
    if features.glare > _GLARE:
        yield fault(page, FaultCode.GLARE)


def position_faults(page: int, *, turn: int, angle: float) -> Iterable[PageFault]:
    """Faults of how the paper lay; both were corrected for reading."""
    if turn:
        yield fault(page, FaultCode.TURNED, turn=turn)
    if abs(angle) > _SKEWED:
        yield fault(page, FaultCode.SKEWED, angle=abs(angle))


def reading_faults(page: int, features: Features, words: tuple[Word, ...]) -> Iterable[PageFault]:
    """Faults that show when a page has been read: blank, no document, not to be read."""
    sure = letters_in(tuple(word for word in words if word.confidence >= _SURE))
    if sure >= max(_FEW_LETTERS, _DOUBT * letters_in(words)):
        return
    inked = not features.faint and (features.letters >= _INKED or (not sure and features.ink > _MARKED))
    if is_photo(features):
        yield fault(page, FaultCode.NOT_A_DOCUMENT)
    elif inked or sure >= _FEW_LETTERS:
        yield fault(page, FaultCode.UNREADABLE)
    elif not sure:
        yield fault(page, FaultCode.BLANK)
