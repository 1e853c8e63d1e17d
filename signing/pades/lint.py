"""Prepared content: what a file could show later that its signer does not see now. Looked for before signing.

A signature cannot tell it afterwards (shadow attacks: Mainka, Mladenov, Rohlmann 2021), so it is refused.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO
from itertools import takewhile

import pikepdf

from dossier.errors import InputRefused, PermanentError
from dossier.judgement import Verdict
from signing.cms import der
from signing.judge.changes.hybrid import completed, is_hybrid
from signing.judge.malformed import Malformed
from signing.judge.pdf import judge_pdf
from signing.judge.trust import TrustStore
from signing.pades.beneath import hides_something
from signing.pades.loose import has_loose_objects
from signing.pades.values import shows_other_values

_SCRIPTED = {"/JavaScript", "/Rendition", "/RichMediaExecute"}
_ACTING = {"/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/SetOCGState", "/Hide", "/Movie", "/Sound", "/Trans"}
_ACTING |= {"/GoToR", "/GoToE", "/GoTo3DView"}
_MOVING = {"/RichMedia", "/Movie", "/Screen", "/3D", "/Sound"}
_SHOWN_KINDS = {"/Page", "/Annot", "/XObject", "/Font", "/FontDescriptor", "/Pattern"}
_SHOWN_STREAMS = {"/Form", "/Image", "/PS"}
_OWN_STREAMS = {"/XRef", "/ObjStm", "/Metadata", "/EmbeddedFile"}
_MOST_OBJECTS = 500_000
_MOST_BYTES = 16_000_000
_TEXT = frozenset(b"\t\n\r" + bytes(range(32, 127)))
_MOSTLY = 0.8
_PAINTS = re.compile(rb"(?<![^\s\])>}])(?:f\*?|F|[bB]\*?|[sS]|sh|Do|T[jJ]|['\"]|BI)(?![^\s\[(</{%])")
"""Operators that put something on a page (ISO 32000-1, annex A)."""
_ALPHANUMERIC = {*range(48, 58), *range(65, 91), *range(97, 123)}
_ANY_TIME = datetime(2026, 1, 1, tzinfo=UTC)
_SIGNED = "signed"
_TOUCHING = 1.0
"""Points by which neighbours may overlap."""
Key = tuple[int, int]
Box = tuple[float, float, float, float]


class Hazard(StrEnum):
    """One kind of prepared content."""

    HIDDEN_LAYER = "hidden_layer"
    OVERLAPPING_FIELDS = "overlapping_fields"
    SCRIPT = "script"
    ACTION = "action"
    UNUSED_OBJECTS = "unused_objects"
    OUTSIDE_CONTENT = "outside_content"
    ALTERNATIVE_CONTENT = "alternative_content"
    MOVING_CONTENT = "moving_content"
    DYNAMIC_FORM = "dynamic_form"
    CERTIFIED = "certified"
    COVERED_CONTENT = "covered_content"
    FIELD_DIFFERS = "field_differs"
    BROKEN_SIGNATURE = "broken_signature"


TEXTS = {
    Hazard.HIDDEN_LAYER: ("hidden layers", "lớp nội dung ẩn"),
    Hazard.OVERLAPPING_FIELDS: ("fields that lie over each other", "trường biểu mẫu chồng lên nhau"),
    Hazard.SCRIPT: ("scripts", "mã lệnh"),
    Hazard.ACTION: ("actions that run by themselves or lead outside", "hành động tự chạy hoặc dẫn ra ngoài tệp"),
    Hazard.UNUSED_OBJECTS: ("content that is not shown anywhere", "nội dung không dùng ở đâu"),
    Hazard.OUTSIDE_CONTENT: ("content that lies outside the file", "nội dung nằm ngoài tệp"),
    Hazard.ALTERNATIVE_CONTENT: ("pictures with alternatives", "hình có bản thay thế"),
    Hazard.MOVING_CONTENT: ("sound, film or 3D", "âm thanh, phim hoặc 3D"),
    Hazard.DYNAMIC_FORM: ("a form that draws itself", "biểu mẫu tự dựng nội dung"),
    Hazard.CERTIFIED: ("a certification that allows no further signature", "chứng nhận không cho phép ký thêm"),
    Hazard.COVERED_CONTENT: (
        "text or pictures that lie hidden beneath something",
        "chữ hoặc hình bị che khuất bên dưới nội dung khác",
    ),
    Hazard.FIELD_DIFFERS: (
        "a form field that shows something else than its value",
        "ô biểu mẫu hiển thị khác giá trị của nó",
    ),
    Hazard.BROKEN_SIGNATURE: (
        "an earlier signature that is broken, or changes after it that nothing allows",
        "chữ ký có trước đã hỏng hoặc tệp bị sửa sau chữ ký đó",
    ),
}


def refuse_prepared(pdf: bytes) -> None:
    """``InputRefused`` with everything that was found; ``PermanentError`` for a file that cannot be opened."""
    found = hazards(pdf)
    if found:
        english = ", ".join(TEXTS[each][0] for each in found)
        vietnamese = ", ".join(TEXTS[each][1] for each in found)
        raise InputRefused(
            "prepared_content",
            f"The file may later show something else and is not signed: {english}.",
            f"Tệp có thể hiển thị khác đi sau khi ký nên không được ký: {vietnamese}.",
        )


def hazards(pdf: bytes) -> tuple[Hazard, ...]:
    """Each kind once, in the order of ``Hazard``."""
    try:
        with pikepdf.open(BytesIO(completed(pdf) if is_hybrid(pdf) else pdf)) as opened:
            found = {*_found(opened), *_of_the_whole(pdf, opened)}
    except (Malformed, pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, RecursionError) as error:
        message = "The copy cannot be signed: its PDF structure is not sound."
        raise PermanentError(message, remedy="Make the copy anew.") from error
    return tuple(each for each in Hazard if each in found)


def _found(pdf: pikepdf.Pdf) -> Iterator[Hazard]:
    reached = _reached(pdf)
    for each in reached.values():
        yield from _of_object(each)
    if any(_is_left(each) for key, each in _all(pdf) if key not in reached):
        yield Hazard.UNUSED_OBJECTS
    if _hides(pdf.Root.get("/OCProperties")):
        yield Hazard.HIDDEN_LAYER
    yield from _of_form(pdf.Root.get("/AcroForm"))
    if _is_final(pdf):
        yield Hazard.CERTIFIED
    if any(_overlapping(page.obj.get("/Annots")) for page in pdf.pages):
        yield Hazard.OVERLAPPING_FIELDS


def _of_the_whole(pdf: bytes, opened: pikepdf.Pdf) -> Iterator[Hazard]:
    """What the bytes, the pictures and the judge of signatures tell, who trusts nobody here: the time is all the same."""
    if has_loose_objects(pdf, opened):
        yield Hazard.UNUSED_OBJECTS
    if hides_something(pdf, opened):
        yield Hazard.COVERED_CONTENT
    if any("/Annots" in page.obj for page in opened.pages) and shows_other_values(pdf):
        yield Hazard.FIELD_DIFFERS
    if b"/ByteRange" in pdf:
        judged = judge_pdf(pdf, TrustStore(), file="", now=_ANY_TIME)
        if judged.verdict is Verdict.INVALID:
            yield Hazard.BROKEN_SIGNATURE


def _reached(pdf: pikepdf.Pdf) -> dict[Key, pikepdf.Object]:
    """Every dictionary that the trailer leads to, by object number; direct ones count from -1 down."""
    found: dict[Key, pikepdf.Object] = {}
    waiting: list[pikepdf.Object] = [pdf.trailer]
    while waiting:
        each = waiting.pop()
        key = each.objgen if each.is_indirect else (-len(found) - 1, 0)
        if key in found:
            continue
        found[key] = each
        if len(found) > _MOST_OBJECTS:
            raise ValueError("too many objects")
        waiting += _inside(each)
    return found


def _inside(each: pikepdf.Object) -> list[pikepdf.Object]:
    values = each.values() if isinstance(each, pikepdf.Dictionary | pikepdf.Stream) else iter(each)
    return [value for value in values if isinstance(value, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream)]


def _all(pdf: pikepdf.Pdf) -> Iterator[tuple[Key, pikepdf.Object]]:
    return ((each.objgen, each) for each in pdf.objects if isinstance(each, pikepdf.Object))


def _is_left(each: pikepdf.Object) -> bool:
    """Whether an unreached object could be shown: a stream of content, a page, a font, an annotation."""
    if isinstance(each, pikepdf.Stream):
        if _name(each, "/Subtype") == "/Form" and _paints_nothing(each):
            return False
        if _name(each, "/Type") in _SHOWN_KINDS or _name(each, "/Subtype") in _SHOWN_STREAMS:
            return True
        return _name(each, "/Type") not in _OWN_STREAMS and not _is_no_content(each)
    if not isinstance(each, pikepdf.Dictionary) or _name(each, "/Type") not in _SHOWN_KINDS:
        return False
    return not (_name(each, "/Type") == "/Font" and _is_plain_font(each))


def _paints_nothing(form: pikepdf.Stream) -> bool:
    """An empty mark, as signing programs leave them."""
    data = _decoded(form)
    return data is not None and _PAINTS.search(data) is None


def _is_plain_font(font: pikepdf.Object) -> bool:
    """One that every reader has, with letters and digits in their places: text in it shows what it says."""
    if font.keys() & {"/FontDescriptor", "/CharProcs", "/DescendantFonts", "/ToUnicode"}:
        return False
    encoding = font.get("/Encoding")
    differences = encoding.get("/Differences", ()) if isinstance(encoding, pikepdf.Dictionary) else ()
    code = 0
    for each in differences:
        if isinstance(each, pikepdf.Name):
            if code in _ALPHANUMERIC:
                return False
            code += 1
        else:
            code = int(each)
    return True


def _is_no_content(stream: pikepdf.Stream) -> bool:
    """What tools leave behind and no page can show: nothing, certificates and revocation data, archives, metadata, profiles."""
    data = _decoded(stream)
    if data is None:
        return False
    if not data.strip() or _is_hint(stream, data):
        return True
    is_der = data[:1] == b"0" and len(data) > 4 and _is_whole(data)
    return is_der or data.startswith((b"PK\x03\x04", b"<?xpacket", b"<?xml")) or data[36:40] == b"acsp"


def _decoded(stream: pikepdf.Stream) -> bytes | None:
    """The data, if it is plain or Flate without prediction and not too long; else it may be anything."""
    raw = bytes(stream.read_raw_bytes())
    if "/Filter" not in stream:
        return raw
    if _name(stream, "/Filter") != "/FlateDecode" or "/DecodeParms" in stream:
        return None
    inflating = zlib.decompressobj()
    try:
        data = inflating.decompress(raw, _MOST_BYTES)
    except zlib.error:
        return None
    return None if inflating.unconsumed_tail else data


def _is_hint(stream: pikepdf.Stream, data: bytes) -> bool:
    """The hint table of a linearized file, found by its offset (ISO 32000-1, annex F.3): numbers in bits, no text."""
    named = "/Type" not in stream and "/Subtype" not in stream and str(stream.get("/S")).isdecimal()
    return named and sum(each in _TEXT for each in data) < _MOSTLY * len(data)


def _is_whole(data: bytes) -> bool:
    try:
        return len(der.first(data)) == len(data)
    except (ValueError, IndexError):
        return False


def _of_object(each: pikepdf.Object) -> Iterator[Hazard]:
    if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        return
    kind = _name(each, "/S")
    if "/JS" in each or kind in _SCRIPTED:
        yield Hazard.SCRIPT
    if kind in _ACTING or "/AA" in each:
        yield Hazard.ACTION
    if _name(each, "/Subtype") in _MOVING:
        yield Hazard.MOVING_CONTENT
    if "/Alternates" in each:
        yield Hazard.ALTERNATIVE_CONTENT
    if isinstance(each, pikepdf.Stream) and ("/F" in each or "/Ref" in each or "/OPI" in each):
        yield Hazard.OUTSIDE_CONTENT


def _hides(properties: pikepdf.Object | None) -> bool:
    """Whether a layer is off, may be switched by itself, or there is more than one way to show them."""
    if not isinstance(properties, pikepdf.Dictionary):
        return False
    default = properties.get("/D")
    if not isinstance(default, pikepdf.Dictionary):
        return True
    base = str(default.get("/BaseState", pikepdf.Name.ON))
    return bool(base != "/ON" or default.get("/OFF") or default.get("/AS") or properties.get("/Configs"))


def _of_form(form: pikepdf.Object | None) -> Iterator[Hazard]:
    if isinstance(form, pikepdf.Dictionary) and ("/XFA" in form or bool(form.get("/NeedAppearances", False))):
        yield Hazard.DYNAMIC_FORM


def _is_final(pdf: pikepdf.Pdf) -> bool:
    """Whether a certification signature forbids every change (ISO 32000-1, 12.8.2.2: P = 1)."""
    permissions = pdf.Root.get("/Perms")
    signature = permissions.get("/DocMDP") if isinstance(permissions, pikepdf.Dictionary) else None
    references = signature.get("/Reference") if isinstance(signature, pikepdf.Dictionary) else None
    for each in references if isinstance(references, pikepdf.Array) else ():
        parameters = each.get("/TransformParams") if isinstance(each, pikepdf.Dictionary) else None
        if isinstance(parameters, pikepdf.Dictionary) and parameters.get("/P") == 1:
            return True
    return False


def _overlapping(annotations: pikepdf.Object | None) -> bool:
    """Whether a field's box and another annotation's lie over each other.

    Seals cover a part of signatures (NĐ 30/2020, annex I): what is signed already is no field that could be filled.
    """
    if not isinstance(annotations, pikepdf.Array):
        return False
    shown = [each for each in annotations if isinstance(each, pikepdf.Dictionary)]
    boxes = [(_kind(each), box) for each in shown if (box := _box(each.get("/Rect"))) is not None]
    return _any_overlap(
        sorted((each for each in boxes if each[0] not in ("/Link", "/Popup")), key=lambda each: each[1])
    )


def _any_overlap(boxes: list[tuple[str, Box]]) -> bool:
    """Of boxes sorted from left to right: only those that begin before one ends are compared with it."""
    for place, (kind, box) in enumerate(boxes):
        for other_kind, other in takewhile(lambda each: each[1][0] < box[2], boxes[place + 1 :]):  # noqa: B023  used at once
            kinds = {kind, other_kind}
            if kinds != {_SIGNED} and kinds & {"/Widget", _SIGNED} and _overlap(box, other):
                return True
    return False


def _kind(annotation: pikepdf.Object) -> str:
    """Its subtype; of a signature that was made, that."""
    field = annotation if "/FT" in annotation else annotation.get("/Parent", annotation)
    is_signature = isinstance(field, pikepdf.Dictionary) and _name(field, "/FT") == "/Sig" and "/V" in field
    return _SIGNED if is_signature else _name(annotation, "/Subtype")


def _overlap(one: Box, other: Box) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > _TOUCHING and high > _TOUCHING


def _box(value: pikepdf.Object | None) -> Box | None:
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    x0, y0, x1, y1 = _floats(value)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _floats(values: pikepdf.Array) -> Sequence[float]:
    return [float(each) for each in values]


def _name(each: pikepdf.Object, key: str) -> str:
    found = each.get(key)
    return str(found) if isinstance(found, pikepdf.Name) else ""
