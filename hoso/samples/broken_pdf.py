"""PDFs that are wrong in one definite way each."""

from __future__ import annotations

import io
import random
import re
import zlib

from pikepdf import Array, Dictionary, Encryption, Name, ObjectStreamMode, Pdf, Stream

from hoso.samples.write import saved


def encrypted(fine: bytes) -> bytes:
    """Needs a user password to be opened (AES-256)."""
    target = io.BytesIO()
    with Pdf.open(io.BytesIO(fine)) as pdf:
        pdf.save(target, encryption=Encryption(user="mat-khau", owner="chu-so-huu", R=6))
    return target.getvalue()


def bomb(side: int = 20_000) -> bytes:
    """One page whose grey picture of ``side`` x ``side`` pixels is packed into some hundred kilobytes."""
    packer, packed = zlib.compressobj(9), []
    for _ in range(side // 100):
        packed.append(packer.compress(bytes(100 * side)))
    packed.append(packer.flush())
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    entries = {"Type": Name.XObject, "Subtype": Name.Image, "Width": side, "Height": side, "BitsPerComponent": 8}
    image = Stream(pdf, b"".join(packed), Filter=Name.FlateDecode, ColorSpace=Name.DeviceGray, **entries)
    page.Resources = Dictionary(XObject=Dictionary(I0=image))
    page.Contents = Stream(pdf, b"q 595 0 0 842 0 0 cm /I0 Do Q")
    return saved(pdf)


def no_pages() -> bytes:
    """A page tree with no leaf."""
    return saved(Pdf.new())


def looped(fine: bytes) -> bytes:
    """The page tree's only kid is the tree itself."""
    with Pdf.open(io.BytesIO(fine)) as pdf:
        pages = pdf.Root.Pages
        node = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=3, Parent=pages))
        node.Kids = Array([pages])
        pages.Kids = Array([node])
        return saved(pdf)


def without_xref(fine: bytes) -> bytes:
    """The offsets in the cross-reference table point nowhere; the objects are all there."""
    text = re.sub(rb"\n(\d{10}) (\d{5}) n", lambda m: b"\n%010d %s n" % (int(m[1]) + 77, m[2]), _classic(fine))
    return re.sub(rb"startxref\s+\d+", b"startxref\n12345", text)


def _classic(fine: bytes) -> bytes:
    target = io.BytesIO()
    with Pdf.open(io.BytesIO(fine)) as pdf:
        pdf.save(target, object_stream_mode=ObjectStreamMode.disable, deterministic_id=True)
    return target.getvalue()


def one_image_corrupt(fine: bytes, rng: random.Random) -> bytes:
    """The second page's picture is noise from its start on; the file around it is sound."""
    with Pdf.open(io.BytesIO(fine)) as pdf:
        image = next(iter(pdf.pages[1].get_images().values()))
        image.write(rng.randbytes(20_000), filter=Name.DCTDecode)
        return saved(pdf)
