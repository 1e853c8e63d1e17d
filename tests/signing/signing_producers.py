"""One paper as several programs write it, with a form, a layer and things that are not to be seen yet."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import img2pdf
import pikepdf
import pypdfium2 as pdfium
from fpdf import FPDF
from PIL import Image, ImageDraw

LINES = ("Ben A tra ben B so tien 1.000.000 dong", "Thoi han: 30 ngay", "Noi nhan: luu van thu")
A4 = (595, 842)


def by_fpdf() -> bytes:
    """fpdf2: a cross-reference table, compressed contents."""
    pdf = FPDF(unit="pt", format=A4)
    for _ in range(2):
        pdf.add_page()
        pdf.set_font("Helvetica", size=14)
        for number, line in enumerate(LINES):
            pdf.text(60, 200 + 40 * number, line)
    return bytes(pdf.output())


def by_img2pdf() -> bytes:
    """img2pdf: a scan."""
    scan = BytesIO()
    pages = []
    for _ in range(2):
        image = Image.new("L", (1240, 1754), 255)
        draw = ImageDraw.Draw(image)
        for number, line in enumerate(LINES):
            draw.text((120, 400 + 80 * number), line, fill=0, font_size=30)
        scan = BytesIO()
        image.save(scan, "PNG", dpi=(150, 150))
        pages.append(scan.getvalue())
    return bytes(img2pdf.convert(pages))


def by_qpdf(*, streams: bool, linear: bool = False) -> bytes:
    """qpdf through pikepdf: with object and cross-reference streams, or linearised."""
    out = BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if streams else pikepdf.ObjectStreamMode.disable
    with pikepdf.open(BytesIO(by_fpdf())) as pdf:
        pdf.save(out, object_stream_mode=mode, linearize=linear)
    return out.getvalue()


def by_hand() -> bytes:
    """Written by hand: nothing is compressed, resources and sizes are inherited, contents are several streams."""
    text = "".join(f"1 0 0 1 60 {640 - 40 * number} Tm ({line}) Tj " for number, line in enumerate(LINES)).encode()
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        for _ in range(2):
            pdf.add_blank_page(page_size=A4)
            page = pdf.pages[-1].obj
            page.Contents = pikepdf.Array(
                [pdf.make_stream(b"BT /F1 14 Tf "), pdf.make_stream(text), pdf.make_stream(b" ET")]
            )
            del page["/Resources"], page["/MediaBox"]
        pdf.Root.Pages.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        pdf.Root.Pages.MediaBox = pikepdf.Array([0, 0, *A4])
        out = BytesIO()
        pdf.save(out, compress_streams=False)
        return out.getvalue()


def by_pillow() -> bytes:
    """Pillow: a scan as JPEG, in colours."""
    out = BytesIO()
    pages = []
    for _ in range(2):
        image = Image.new("RGB", (1240, 1754), "white")
        draw = ImageDraw.Draw(image)
        for number, line in enumerate(LINES):
            draw.text((120, 400 + 80 * number), line, fill="black", font_size=30)
        pages.append(image)
    pages[0].save(out, "PDF", resolution=150, save_all=True, append_images=pages[1:])
    return out.getvalue()


def by_pdfium() -> bytes:
    """pdfium, as browsers save what they have open."""
    out = BytesIO()
    document = pdfium.PdfDocument(by_fpdf())
    document.save(out)
    document.close()
    return out.getvalue()


PRODUCERS: dict[str, Callable[[], bytes]] = {
    "fpdf2": by_fpdf,
    "img2pdf": by_img2pdf,
    "qpdf": lambda: by_qpdf(streams=False),
    "qpdf-streams": lambda: by_qpdf(streams=True),
    "qpdf-linear": lambda: by_qpdf(streams=False, linear=True),
    "by-hand": by_hand,
    "pillow": by_pillow,
    "pdfium": by_pdfium,
}


def prepared(pdf: bytes, prepare: Callable[[pikepdf.Pdf], None] | None = None) -> bytes:
    """The paper as somebody made it ready to be signed: a form to fill in, and whatever ``prepare`` adds."""
    streams = b"/ObjStm" in pdf
    with pikepdf.open(BytesIO(pdf)) as opened:
        _with_form(opened)
        if prepare is not None:
            prepare(opened)
        out = BytesIO()
        mode = pikepdf.ObjectStreamMode.generate if streams else pikepdf.ObjectStreamMode.preserve
        opened.save(out, object_stream_mode=mode, linearize=prepare is None and b"/Linearized" in pdf[:1024])
    return out.getvalue()


def _with_form(pdf: pikepdf.Pdf) -> None:
    """A blank field, a field with a value, a box to tick; the filled one lies beside the text, the wide one over it."""
    page = pdf.pages[0].obj
    font = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    fields = [
        text_field(pdf, "blank", (60, 100, 260, 120), None, font),
        text_field(pdf, "filled", (60, 140, 260, 160), "500", font),
        text_field(pdf, "wide", (50, 580, 500, 660), None, font),
        _box(pdf, "tick", (300, 100, 320, 120)),
    ]
    resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=font))
    pdf.Root.AcroForm = pdf.make_indirect(
        pikepdf.Dictionary(Fields=pikepdf.Array(fields), DR=resources, DA="/Helv 10 Tf 0 g")
    )
    page.Annots = pikepdf.Array(fields)


def look(
    pdf: pikepdf.Pdf, text: str, box: tuple[float, ...], font: pikepdf.Object, more: bytes = b""
) -> pikepdf.Object:
    """An appearance that writes ``text``."""
    made = pdf.make_stream(more + b"/Tx BMC q BT /Helv 10 Tf 0 g 2 5 Td (%s) Tj ET Q EMC" % text.encode("latin-1"))
    made.Type, made.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    made.BBox = pikepdf.Array([0, 0, box[2] - box[0], box[3] - box[1]])
    made.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=font))
    return made


def text_field(
    pdf: pikepdf.Pdf, name: str, box: tuple[float, ...], value: str | None, font: pikepdf.Object
) -> pikepdf.Object:
    """A text field with its one widget."""
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T=name, F=4, DA="/Helv 10 Tf 0 g"
    )
    field.Rect = pikepdf.Array(list(box))
    if value is not None:
        field.V = value
        field.AP = pikepdf.Dictionary(N=look(pdf, value, box, font))
    return pdf.make_indirect(field)


def _box(pdf: pikepdf.Pdf, name: str, box: tuple[float, ...]) -> pikepdf.Object:
    states = pikepdf.Dictionary(Yes=pdf.make_stream(b"0 g 4 4 12 12 re f"), Off=pdf.make_stream(b""))
    for each in states.values():
        each.Type, each.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        each.BBox, each.Resources = pikepdf.Array([0, 0, 20, 20]), pikepdf.Dictionary()
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Btn, T=name, F=4, V=pikepdf.Name.Off
    )
    field.Rect, field.AS, field.AP = pikepdf.Array(list(box)), pikepdf.Name.Off, pikepdf.Dictionary(N=states)
    return pdf.make_indirect(field)
