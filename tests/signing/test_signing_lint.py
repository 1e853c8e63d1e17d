"""What is not signed because it could show something else later."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from signing_office import AT, Office
from signing_papers import blank_page, flipped
from signing_updates import Style, Update, updated_as

from dossier.errors import InputRefused, PermanentError
from signing.pades.lint import TEXTS, Hazard, hazards
from signing.pades.sign import sign_pdf

Change = Callable[[pikepdf.Pdf], None]


def changed(change: Change) -> bytes:
    """A page to which something was done."""
    out = BytesIO()
    with pikepdf.open(BytesIO(blank_page())) as pdf:
        change(pdf)
        pdf.save(out, compress_streams=False)
    return out.getvalue()


def layers(**default: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="A"))
        given = {key: Array([layer]) if value == "layer" else value for key, value in default.items()}
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(**given))

    return change


def widget(pdf: pikepdf.Pdf, box: tuple[int, ...], name: str, **more: object) -> pikepdf.Object:
    plain = {"Type": Name.Annot, "Subtype": Name.Widget, "FT": Name.Tx, "T": name, "Rect": Array(list(box))} | more
    return pdf.make_indirect(Dictionary(**plain))


def fields(*boxes: tuple[int, ...], **more: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        made = [widget(pdf, box, f"field {number}", **more) for number, box in enumerate(boxes)]
        pdf.pages[0].obj.Annots = Array(made)
        pdf.Root.AcroForm = Dictionary(Fields=Array(made))

    return change


def root(**entries: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return change


def picture(**more: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(b"\x00", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, **more)
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(I=stream))

    return change


def left_over(pdf: pikepdf.Pdf) -> None:
    """A form that no page shows."""
    pdf.Root.Spare = pdf.make_stream(b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))


def with_unused(change: Change) -> bytes:
    """Saved with a reference to it, which is then taken out of the bytes."""
    data = changed(change)
    return re.sub(rb"/Spare \d 0 R", b"/Spare null ", data)


FOUND = {
    Hazard.HIDDEN_LAYER: [layers(OFF="layer"), layers(BaseState=Name.OFF), layers(AS=Array([Dictionary(Event=Name.Print)]))],
    Hazard.OVERLAPPING_FIELDS: [
        fields((10, 10, 90, 90), (50, 50, 120, 120)),
        fields((90, 90, 10, 10), (50, 50, 120, 120)),
        fields((10, 10, 90, 90), (200, 200, 300, 300), (20, 20, 30, 30)),
        fields((10, 10, 90, 90), (50, 50, 120, 120), FT=Name.Sig),
    ],
    Hazard.SCRIPT: [
        root(OpenAction=Dictionary(S=Name.JavaScript, JS="app.alert(1)")),
        root(Names=Dictionary(JavaScript=Dictionary(Names=Array(["a", Dictionary(S=Name.JavaScript, JS="1")])))),
    ],
    Hazard.ACTION: [
        root(OpenAction=Dictionary(S=Name.Launch, F="a.exe")),
        root(AA=Dictionary(WC=Dictionary(S=Name.Named, N=Name.NextPage))),
        fields((10, 10, 90, 90), A=Dictionary(S=Name.SubmitForm, F="https://example.vn")),
        fields((10, 10, 90, 90), A=Dictionary(S=Name.Hide, T="field 0")),
    ],
    Hazard.OUTSIDE_CONTENT: [picture(F="outside.jpg"), picture(OPI=Dictionary())],
    Hazard.ALTERNATIVE_CONTENT: [picture(Alternates=Array([Dictionary(DefaultForPrinting=True)]))],
    Hazard.MOVING_CONTENT: [fields((10, 10, 90, 90), Subtype=Name.RichMedia)],
    Hazard.DYNAMIC_FORM: [
        root(AcroForm=Dictionary(Fields=Array(), XFA=Array())),
        root(AcroForm=Dictionary(Fields=Array(), NeedAppearances=True)),
    ],
    Hazard.CERTIFIED: [
        root(Perms=Dictionary(DocMDP=Dictionary(Reference=Array([Dictionary(TransformParams=Dictionary(P=1))]))))
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("hazard", "change"), [(hazard, change) for hazard, changes in FOUND.items() for change in changes]
)
def test_prepared_content_is_found_and_named(hazard: Hazard, change: Change) -> None:
    assert hazards(changed(change)) == (hazard,)


def left(data: bytes, **entries: object) -> Change:
    """A stream that nothing uses."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Spare = pdf.make_stream(data, **entries)

    return change


@pytest.mark.parametrize(
    "change",
    [
        left_over,
        left(b"BT (other) Tj ET"),
        left(b"\x30\x80 q BT (other) Tj ET"),
        left(b"\x00", Subtype=Name.Image, Width=1, Height=1),
        left(b"0" * 9, Type=Name.Pattern),
        left(b"BT (other) Tj ET", S=36),
        root(Spare=Dictionary(Type=Name.Page)),
    ],
)
def test_content_that_is_used_nowhere_is_found(change: Change) -> None:
    found = with_unused(indirect(change))
    assert b"/Spare null" in found
    assert hazards(found) == (Hazard.UNUSED_OBJECTS,)


def indirect(change: Change) -> Change:
    """What ``change`` hangs on the root, as an object of its own."""

    def changing(pdf: pikepdf.Pdf) -> None:
        change(pdf)
        pdf.Root.Spare = pdf.make_indirect(pdf.Root.Spare)

    return changing


@pytest.mark.parametrize(
    "data",
    [b"", b" \n", b"PK\x03\x04 an archive", b"<?xpacket begin=''?>", b"\x30\x03\x02\x01\x01", bytes(36) + b"acsp" + bytes(99)],
    ids=["empty", "blank", "archive", "metadata", "certificate", "profile"],
)  # fmt: skip
def test_what_tools_leave_behind_and_no_page_can_show_is_harmless(data: bytes) -> None:
    assert hazards(with_unused(left(data))) == ()


def test_a_stream_that_swells_beyond_all_bounds_is_not_read_to_its_end() -> None:
    def bomb(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Spare = pikepdf.Stream(pdf, zlib.compress(bytes(50_000_000)), Filter=Name.FlateDecode)

    assert hazards(with_unused(bomb)) == (Hazard.UNUSED_OBJECTS,)


def test_the_hints_of_a_linearized_file_are_harmless() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(blank_page())) as pdf:
        pdf.save(out, linearize=True)
    assert b"/Linearized" in out.getvalue()
    assert hazards(out.getvalue()) == ()


@pytest.mark.parametrize(
    "change",
    [
        layers(),
        fields((10, 10, 90, 90), (90, 10, 120, 90)),
        fields((10, 10, 90, 90), (50, 50, 120, 120), FT=Name.Sig, V=Dictionary(Type=Name.Sig)),
        root(OpenAction=Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]))),
        root(AcroForm=Dictionary(Fields=Array(), NeedAppearances=False)),
        picture(),
        root(Perms=Dictionary(DocMDP=Dictionary(Reference=Array([Dictionary(TransformParams=Dictionary(P=2))])))),
        root(OCProperties=Dictionary(OCGs=Array(), D=Dictionary())),
    ],
)
def test_harmless_content_is_not_refused(change: Change) -> None:
    assert hazards(changed(change)) == ()


def test_what_we_signed_ourselves_can_be_signed_again(office: Office, signed_twice: bytes) -> None:
    assert hazards(signed_twice) == ()


def test_a_file_with_prepared_content_is_refused_with_all_of_it_in_both_languages(office: Office) -> None:
    def both(pdf: pikepdf.Pdf) -> None:
        layers(OFF="layer")(pdf)
        root(OpenAction=Dictionary(S=Name.JavaScript, JS="1"))(pdf)

    with pytest.raises(InputRefused) as caught:
        sign_pdf(changed(both), office.officer, office.stamper, appearance=None, at=AT)
    assert caught.value.code == "prepared_content"
    assert "hidden layers, scripts" in caught.value.message
    assert "lớp nội dung ẩn, mã lệnh" in caught.value.message_vi


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7 rubbish", bytes(2000)])
def test_what_is_no_pdf_is_told(pdf: bytes) -> None:
    with pytest.raises(PermanentError):
        hazards(pdf)


# --- What lies beneath something. ----------------------------------------------------------------------------------

TEXT = b"BT /F 14 Tf 0 g 100 700 Td (So tien: 9.999.999 dong) Tj ET "
COVER = b"1 g 90 690 300 40 re f "


def page(content: bytes, *, scan: bytes | None = None, below: bytes = b"") -> Change:
    """A page with a font, and over all of ``below`` a picture if there is one."""

    def change(pdf: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        entries = {"Font": Dictionary(F=font), "ExtGState": Dictionary(Half=Dictionary(ca=0.5))}
        data = content
        if scan is not None:
            image = pdf.make_stream(scan, Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2)
            image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
            entries["XObject"] = Dictionary(I=image)
            data = below + b"q 500 0 0 700 50 50 cm /I Do Q " + content
        pdf.pages[0].obj.Resources = Dictionary(**entries)
        pdf.pages[0].obj.Contents = pdf.make_stream(data)

    return change


def form_over_text(pdf: pikepdf.Pdf) -> None:
    page(TEXT)(pdf)
    look = pdf.make_stream(b"1 g 0 0 300 40 re f /Tx BMC EMC", Type=Name.XObject, Subtype=Name.Form)
    look.BBox = Array([0, 0, 300, 40])
    made = widget(pdf, (90, 690, 390, 730), "cover", AP=Dictionary(N=look))
    pdf.pages[0].obj.Annots = Array([made])
    pdf.Root.AcroForm = Dictionary(Fields=Array([made]))


def picture_over_picture(pdf: pikepdf.Pdf) -> None:
    page(b"", scan=bytes((0, 0, 255, 255)))(pdf)
    above = pdf.make_stream(b"\xff", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
    above.ColorSpace, above.BitsPerComponent = Name.DeviceGray, 8
    pdf.pages[0].obj.Resources.XObject.J = above
    pdf.pages[0].contents_add(b"q 500 0 0 700 50 50 cm /J Do Q")


def inside_a_form(pdf: pikepdf.Pdf) -> None:
    page(b"/Inner Do " + COVER)(pdf)
    inner = pdf.make_stream(TEXT, Type=Name.XObject, Subtype=Name.Form)
    inner.BBox, inner.Resources = Array([0, 0, 595, 842]), Dictionary(Font=pdf.pages[0].obj.Resources.Font)
    pdf.pages[0].obj.Resources.XObject = Dictionary(Inner=inner)


@pytest.mark.parametrize(
    "change",
    [
        page(TEXT + COVER),
        page(b"", scan=bytes((255, 255, 255, 255)), below=TEXT),
        page(b"0 g 90 690 300 40 re f " + TEXT + b"0 g 90 690 300 40 re f "),
        form_over_text,
        picture_over_picture,
        inside_a_form,
    ],
    ids=["fill", "scan", "black bar", "field", "picture", "form"],
)
def test_what_lies_hidden_beneath_something_is_found(change: Change) -> None:
    assert hazards(changed(change)) == (Hazard.COVERED_CONTENT,)


@pytest.mark.parametrize(
    "change",
    [
        page(COVER + TEXT),
        page(TEXT, scan=bytes((200, 255, 255, 255))),
        page(b"", scan=bytes((200, 255, 255, 255)), below=TEXT.replace(b"0 g", b"3 Tr")),
        page(TEXT + b"/Half gs 0.8 g 90 690 300 40 re f "),
        page(TEXT + b"0 G 90 690 300 40 re S "),
        page(TEXT + b"1 g 400 690 100 40 re f "),
    ],
    ids=["text over a fill", "text over a scan", "recognised text", "watermark", "frame", "beside"],
)
def test_what_is_seen_or_meant_for_searching_is_not_hidden(change: Change) -> None:
    assert hazards(changed(change)) == ()


# --- Fields, earlier signatures, leftovers. ------------------------------------------------------------------------


def filled(value: str, shown: str, *, known: bool = True, **more: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        look = pdf.make_stream(b"/Tx BMC BT /F 12 Tf 2 4 Td (%s) Tj ET EMC" % shown.encode())
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 20])
        look.Resources = Dictionary(Font=Dictionary(F=font))
        made = widget(pdf, (50, 50, 250, 70), "amount", V=value, AP=Dictionary(N=look), **more)
        pdf.pages[0].obj.Annots = Array([made])
        if known:
            pdf.Root.AcroForm = Dictionary(Fields=Array([made]))

    return change


@pytest.mark.parametrize("known", [True, False])
def test_a_field_that_shows_something_else_than_its_value_is_found(known: bool) -> None:
    assert hazards(changed(filled("9999", "1000", known=known))) == (Hazard.FIELD_DIFFERS,)
    assert hazards(changed(filled("1000", "1000", known=known))) == ()


def test_a_password_shows_asterisks() -> None:
    assert hazards(changed(filled("bi mat", "******", Ff=1 << 13))) == ()


def test_a_file_whose_signature_is_broken_is_not_signed_again(signed: bytes) -> None:
    assert hazards(signed) == ()
    assert hazards(flipped(signed, 20)) == (Hazard.BROKEN_SIGNATURE,)


def test_objects_in_no_cross_reference_are_found_those_of_attachments_are_not() -> None:
    plain = blank_page()
    loose = plain.replace(b"xref\n", b"77 0 obj\n<< /Type /Page >>\nendobj\nxref\n", 1)
    loose = loose.replace(b"startxref\n", b"startxref\n%d %%" % loose.rindex(b"xref\n0 "), 1)
    start = re.search(rb"startxref\s+(\d+) %\d+", loose)
    assert start is not None
    loose = loose[: start.start()] + b"startxref\n" + start[1] + loose[start.end() :]
    assert hazards(loose) == (Hazard.UNUSED_OBJECTS,)
    attached = changed(root(Attached=Dictionary()))
    assert hazards(attached) == ()

    def attach(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Names = Dictionary(
            EmbeddedFiles=Dictionary(Names=Array(["a", Dictionary(EF=Dictionary(F=pdf.make_stream(loose)))]))
        )

    assert hazards(changed(attach)) == ()


def test_what_only_readers_of_streams_find_is_looked_at_too() -> None:
    def scripted(update: Update) -> None:
        update.pdf.Root.OpenAction = update.add(Dictionary(S=Name.JavaScript, JS="1"))
        update.touch(update.pdf.Root)

    assert hazards(updated_as(Style.HYBRID, blank_page(), scripted)) == (Hazard.SCRIPT,)


@pytest.mark.parametrize("data", [b"", b"q Q", b"% DSBlank", b"q 1 0 0 1 0 0 cm Q n"])
def test_an_empty_mark_that_is_left_behind_shows_nothing(data: bytes) -> None:
    assert hazards(with_unused(left(data, Type=Name.XObject, Subtype=Name.Form))) == ()


@pytest.mark.parametrize(
    "data", [b"0 0 9 9 re f", b"/I Do", b"BT(x)Tj ET", b"BT [(x)]TJ ET", b"(x)'", b"/P sh", b"n\nS"]
)
def test_a_mark_that_paints_is_content(data: bytes) -> None:
    found = hazards(with_unused(left(data, Type=Name.XObject, Subtype=Name.Form)))
    assert found == (Hazard.UNUSED_OBJECTS,)


def font(**more: object) -> Change:
    return indirect(root(Spare=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, **more)))


def test_a_plain_font_that_is_left_behind_shows_what_the_text_says() -> None:
    assert hazards(with_unused(font())) == ()
    harmless = Array([24, Name.breve, 128, Name.bullet])
    assert hazards(with_unused(font(Encoding=Dictionary(Differences=harmless)))) == ()


@pytest.mark.parametrize(
    "more",
    [
        {"Encoding": Dictionary(Differences=Array([49, Name.nine]))},
        {"Encoding": Dictionary(Differences=Array([47, Name.slash, Name.nine]))},
        {"FontDescriptor": Dictionary(FontName=Name.X)},
        {"CharProcs": Dictionary()},
    ],
)
def test_a_font_that_can_show_other_digits_is_content(more: dict[str, object]) -> None:
    assert hazards(with_unused(font(**more))) == (Hazard.UNUSED_OBJECTS,)


def test_every_hazard_has_words_in_both_languages() -> None:
    assert set(TEXTS) == set(Hazard)
