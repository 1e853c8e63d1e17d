"""Inputs that people try: formats beside the four, PDFs that hold more than pages, pictures of every make, odd names."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from pikepdf import Array, AttachedFileSpec, Dictionary, Encryption, Name, Pdf, Stream, String
from PIL import Image, ImageDraw, ImageFont

_FONT = "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf"
_SIZE = (827, 1169)  # A4 at 100 dpi: few pixels, so that the whole set is read in seconds
_DPI = (100, 100)
_TARGETS = {"Type": Name.XObject, "Subtype": Name.Image, "Width": _SIZE[0], "Height": _SIZE[1]}


def page(text: str = "Giấy biên nhận hồ sơ") -> Image.Image:
    """A sheet with one line."""
    image = Image.new("L", _SIZE, 255)
    ImageDraw.Draw(image).text((90, 120), text, 0, ImageFont.truetype(_FONT, 28))
    return image


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, dpi=_DPI, **options)
    return target.getvalue()


def _pdf_of(data: bytes, name: Name, *, bits: int = 8, space: Name = Name.DeviceGray) -> Pdf:
    """One page that shows a picture in that encoding."""
    pdf = Pdf.new()
    sheet = pdf.add_blank_page(page_size=(595, 842))
    image = Stream(pdf, data, Filter=name, ColorSpace=space, BitsPerComponent=bits, **_TARGETS)
    sheet.Resources = Dictionary(XObject=Dictionary(I0=image))
    sheet.Contents = Stream(pdf, b"q 595 0 0 842 0 0 cm /I0 Do Q")
    return pdf


def _plain_pdf() -> Pdf:
    return _pdf_of(_saved(page(), "JPEG"), Name.DCTDecode)


def _bytes_of(pdf: Pdf, **options: object) -> bytes:
    target = io.BytesIO()
    pdf.save(target, deterministic_id="encryption" not in options, **options)  # type: ignore[arg-type]
    return target.getvalue()


def jbig2() -> bytes:
    """A JBIG2 page: one generic region in MMR coding, which is the group 4 coding of a TIFF (T.88, 7.4.6)."""
    fax = io.BytesIO()
    page().convert("1").save(fax, "TIFF", compression="group4", dpi=_DPI, strip_size=1 << 24)
    with Image.open(fax) as image:
        tags = image.tag_v2  # type: ignore[attr-defined]
        offset, count = tags[273][0], tags[279][0]
    region = struct.pack(">IIIIB", *_SIZE, 0, 0, 0) + b"\x01" + fax.getvalue()[offset : offset + count]
    about = struct.pack(">IIIIBH", *_SIZE, 0, 0, 0, 0)
    stream = _segment(0, 48, about) + _segment(1, 38, region) + _segment(2, 49, b"")
    return _bytes_of(_pdf_of(stream, Name.JBIG2Decode, bits=1))


def _segment(number: int, kind: int, data: bytes) -> bytes:
    return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data


def portfolio() -> bytes:
    """A collection whose papers are attached to a cover page."""
    pdf = _plain_pdf()
    pdf.attachments["giay-to.pdf"] = AttachedFileSpec(pdf, _bytes_of(_plain_pdf()), mime_type="application/pdf")
    pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.D)
    return _bytes_of(pdf)


def xfa() -> bytes:
    """A dynamic form: the page only says that another program is needed."""
    pdf = _plain_pdf()
    template = b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template/></xdp:xdp>'
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(pdf, template))
    pdf.Root.NeedsRendering = True
    return _bytes_of(pdf)


def javascript() -> bytes:
    """A script that runs when the file is opened, and a program to launch."""
    pdf = _plain_pdf()
    pdf.Root.OpenAction = Dictionary(
        S=Name.JavaScript, JS=String("app.alert('x'); this.submitForm('http://127.0.0.1:9/');")
    )
    pdf.Root.AA = Dictionary(WC=Dictionary(S=Name.Launch, F=String("/bin/true")))
    return _bytes_of(pdf)


def boxes(*media: float) -> bytes:
    """A page of that MediaBox."""
    pdf = _plain_pdf()
    pdf.pages[0].MediaBox = Array(list(media))
    return _bytes_of(pdf)


def owner_locked() -> bytes:
    """Anybody may read it, only the owner may change it: many offices export so."""
    return _bytes_of(_plain_pdf(), encryption=Encryption(user="", owner="chu-so-huu", R=6))


def claims_65535() -> bytes:
    """A PNG of which there is only the header."""
    body = b"IHDR" + struct.pack(">IIBBBBB", 65535, 65535, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))


def tiff(*pages: Image.Image, **options: object) -> bytes:
    """A TIFF of several pages."""
    return _saved(pages[0], "TIFF", save_all=True, append_images=list(pages[1:]), **options)


def _no_dpi() -> bytes:
    target = io.BytesIO()
    page().save(target, "JPEG")
    return target.getvalue()


def _gif() -> bytes:
    return _saved(page(), "GIF", save_all=True, append_images=[page("hai")])


def _heic() -> bytes:
    return struct.pack(">I4s4sI4s4s", 24, b"ftyp", b"heic", 0, b"mif1", b"heic") + bytes(4000)


def nested_zip() -> bytes:
    """An archive in an archive."""
    inner = _zip({"scan.pdf": _bytes_of(_plain_pdf())})
    return _zip({"trong.zip": inner})


def _zip(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return target.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><text>a</text></svg>'

# What is refused, and why.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "drawing.svg": (lambda: SVG, "unsupported_type"),
    "photo.webp": (lambda: _saved(page(), "WEBP"), "unsupported_type"),
    "photo.heic": (_heic, "unsupported_type"),
    "moving.gif": (_gif, "unsupported_type"),
    "wall.pdf": (lambda: boxes(0, 0, 200_000, 200_000), "limit_exceeded"),
}
# What is taken: archived, or before a person with its faults.
TAKEN: dict[str, Callable[[], bytes]] = {
    "jbig2.pdf": jbig2,
    "jpx.pdf": lambda: _bytes_of(_pdf_of(_saved(page(), "JPEG2000"), Name.JPXDecode)),
    "portfolio.pdf": portfolio,
    "xfa.pdf": xfa,
    "javascript.pdf": javascript,
    "owner-locked.pdf": owner_locked,
    "turned-box.pdf": lambda: boxes(595, 842, 0, 0),
    "cmyk.jpg": lambda: _saved(page().convert("CMYK"), "JPEG"),
    "progressive.jpg": lambda: _saved(page(), "JPEG", progressive=True),
    "palette.png": lambda: _saved(page().convert("P"), "PNG"),
    "transparent.png": lambda: _saved(page().convert("LA"), "PNG"),
    "deep.png": lambda: _saved(page().convert("I;16").point(lambda value: value * 257), "PNG"),
    "cmyk.tif": lambda: tiff(page().convert("CMYK"), compression="tiff_lzw"),
    "deep.tif": lambda: tiff(page().convert("I;16").point(lambda value: value * 257)),
    "float.tif": lambda: tiff(page().convert("F")),
    "big.tif": lambda: tiff(page(), big_tiff=True),
    "no-dpi.jpg": _no_dpi,
}
# Either end is right for these; what matters is that there is one.
EITHER: dict[str, Callable[[], bytes]] = {
    "header-only.png": claims_65535,
    "nothing-box.pdf": lambda: boxes(0, 0, 0, 0),
    "only-header.pdf": lambda: b"%PDF-1.7\n%%EOF\n",
    "only-header.tif": lambda: b"II*\x00\x08\x00\x00\x00",
    "own-next.tif": lambda: struct.pack("<2sHIHI", b"II", 42, 8, 0, 8),
}
# Pictures that Pillow or the page's preparation stumble over.
STUMBLING: dict[str, Callable[[], bytes]] = {
    "dots.tif": lambda: tiff(*(Image.new("1", (1, 1), 1) for _ in range(3)), compression="group4"),
    "comment.jpg": lambda: b"\xff\xd8\xff\xfe\x00\x04ab\xff\xd9",
}
# Names of files whose content is fine.
NAMES = [
    "hai\ndòng.png",
    "hồ sơ 📄👩‍⚖️.png",
    "[red] [bold.png",
    "\x1b[2J.png",
    "-rf.png",
    "a" * 251 + ".png",
    os.fsdecode(b"kh\xf4ng ph\xe1i utf-8.png"),
    "giấy khai sinh.PDF.png",
    "dấu tổ hợp á.png",
    " dấu cách .png",
]


def write_all(folder: Path) -> None:
    """Every input of this page: loose files, and dossiers in folders of every odd kind."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (make, _) in REFUSED.items():
        (folder / name).write_bytes(make())
    for name, make in {**TAKEN, **EITHER}.items():
        (folder / name).write_bytes(make())
    for number, name in enumerate(NAMES):
        (folder / name).write_bytes(png(number))
    for name, files in FOLDERS.items():
        (folder / name).mkdir()
        for path, make in files.items():
            (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / name / path).write_bytes(make())
    (folder / "contains-itself" / "trong").symlink_to(".")
    (folder / "own-link.pdf").symlink_to("own-link.pdf")
    (folder / "broken-link.pdf").symlink_to("nowhere.pdf")
    os.mkfifo(folder / "pipe.pdf")
    with (folder / "sparse.pdf").open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(2 * 2**30)


def png(number: int) -> bytes:
    """A page that differs from every other number's."""
    return _saved(page(f"Tờ số {number}"), "PNG")


# Dossiers in folders: the files of each by their path.
FOLDERS: dict[str, dict[str, Callable[[], bytes]]] = {
    "twice": {"a.png": lambda: png(101), "b.png": lambda: png(101)},
    "contains-itself": {"a.png": lambda: png(102)},
    "deep": {"a/b/c/a.png": lambda: png(103), "a.png": lambda: png(104)},
    "empty-file": {"a.pdf": bytes},
    "archives": {"a.zip": nested_zip},
    "nothing": {},
    "only-hidden": {".a.png": lambda: png(105)},
}
# How the entries that are no plain file of one of the lists above end: status and code.
ENDS = {
    "own-link.pdf": ("refused", "not_a_file"),
    "broken-link.pdf": ("refused", "not_a_file"),
    "pipe.pdf": ("refused", "not_a_file"),
    "contains-itself": ("refused", "not_a_file"),
    "sparse.pdf": ("refused", "limit_exceeded"),
    "empty-file": ("refused", "empty_file"),
    "archives": ("refused", "unsupported_type"),
    "twice": ("in_review", "page_fault"),
    "deep": ("in_review", "page_fault"),
}
