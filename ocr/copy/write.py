"""Pages → one PDF/A-2u file (ISO 19005-2; TCVN 14159-2:2024)."""

from __future__ import annotations

from collections.abc import Iterable

from dossier.errors import PermanentError
from ocr.copy import profile
from ocr.copy.colour import colour
from ocr.copy.font import DESCENTS, TextFont, font_name
from ocr.copy.metadata import information, xmp
from ocr.copy.page import CopyMeta, CopyPage
from ocr.copy.pdf_file import PdfFile, Ref, number, text_string
from ocr.copy.text_layer import text_layer
from ocr.stored_image import StoredImage

_FLAGS = frozenset({"BlackIs1", "EndOfLine", "EncodedByteAlign", "EndOfBlock"})
_PARAMETERS = frozenset({"K", "Columns", "Rows", "Predictor", "Colors", "BitsPerComponent", "ColorTransform"})
_SMALLEST, _LARGEST = 3.0, 14400.0  # a page's side in points: ISO 19005-2, 6.1.13
_TURNS = {
    0: "{w} 0 0 {h} 0 0",
    90: "0 -{w} {h} 0 0 {w}",
    180: "-{w} 0 0 -{h} {w} {h}",
    270: "0 {w} -{h} 0 {h} 0",
}
"""Matrix that turns a picture of w × h pixels clockwise into the upright page."""


def write_copy(pages: Iterable[CopyPage], meta: CopyMeta) -> bytes:
    """One PDF/A-2u with the pages in the order given; the same input gives the same bytes.

    Pages are taken one at a time, only their compressed form is held. ``PermanentError``: no pages, a page whose
    size PDF cannot express, a time without zone.
    """
    writer = _Writer()
    for page in pages:
        writer.add(page)
    return writer.finish(meta)


class _Writer:
    def __init__(self) -> None:
        self._file = PdfFile()
        self._font = TextFont()
        self._tree = self._file.reserve()
        self._fonts = [self._file.reserve() for _ in DESCENTS]
        self._pages: list[Ref] = []
        self._profiles: dict[bytes, Ref] = {}

    def add(self, page: CopyPage) -> None:
        """Write a page: the words below, the picture over them."""
        width, height = page.size
        scale = 72 / page.dpi
        box = f"[0 0 {_side(width * scale)} {_side(height * scale)}]"
        image = self._image(page.image)
        matrix = _TURNS[page.rotation % 360].format(w=page.image.width, h=page.image.height)
        layer = text_layer(page.words, height, self._font)
        content = self._file.deflated("", f"{scale:.8f} 0 0 {scale:.8f} 0 0 cm\n{layer}\n{matrix} cm\n/Im Do".encode())
        fonts = " ".join(f"/{font_name(variant)} {ref}" for variant, ref in enumerate(self._fonts))
        self._pages.append(
            self._file.put(
                f"<< /Type /Page /Parent {self._tree} /MediaBox {box} /Contents {content} "
                f"/Resources << /XObject << /Im {image} >> /Font << {fonts} >> >> >>"
            )
        )

    def finish(self, meta: CopyMeta) -> bytes:
        """Write what belongs to the whole document."""
        if not self._pages:
            raise PermanentError("A copy without pages cannot be made.")
        file = self._file
        self._font.write(file, self._fonts)
        kids = " ".join(str(page) for page in self._pages)
        file.put(f"<< /Type /Pages /Count {len(self._pages)} /Kids [{kids}] >>", at=self._tree)
        metadata = file.stream("/Type /Metadata /Subtype /XML", xmp(meta))
        intent = file.put(
            "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) "
            f"/Info (sRGB IEC61966-2.1) /DestOutputProfile {self._profile(profile.srgb())} >>"
        )
        root = file.put(
            f"<< /Type /Catalog /Pages {self._tree} /Metadata {metadata} /OutputIntents [{intent}] "
            f"/Lang {text_string(meta.language)} /ViewerPreferences << /DisplayDocTitle true >> >>"
        )
        return file.finish(root=root, info=file.put(information(meta)))

    def _image(self, image: StoredImage) -> Ref:
        entries = [
            f"/Type /XObject /Subtype /Image /Width {image.width} /Height {image.height}",
            f"/BitsPerComponent {image.bits} /ColorSpace {self._colour(image)} /Filter /{image.filter}",
        ]
        parameters = _parameters(image)
        if image.symbols is not None:
            parameters += f" /JBIG2Globals {self._file.stream('', image.symbols)}"
        if parameters:
            entries.append(f"/DecodeParms << {parameters} >>")
        if image.decode:
            entries.append(f"/Decode [{' '.join(number(value) for value in image.decode)}]")
        return self._file.stream(" ".join(entries), image.data)

    def _colour(self, image: StoredImage) -> str:
        found = colour(image)
        if found is None:
            raise PermanentError("The colours of a page's picture cannot be told.", remedy="Pass its pixels instead.")
        base = f"/{found.device}" if found.profile is None else f"[/ICCBased {self._profile(found.profile)}]"
        if image.colour_space != "Indexed":
            return base
        palette = image.palette or b""
        return f"[/Indexed {base} {len(palette) // found.components - 1} <{palette.hex()}>]"

    def _profile(self, data: bytes) -> Ref:
        if data not in self._profiles:
            self._profiles[data] = self._file.deflated(f"/N {profile.components(data)}", data)
        return self._profiles[data]


def _parameters(image: StoredImage) -> str:
    entries = []
    for name, value in image.parameters.items():
        if name in _FLAGS:
            entries.append(f"/{name} {'true' if value else 'false'}")
        elif name in _PARAMETERS:
            entries.append(f"/{name} {value}")
    return " ".join(entries)


def _side(points: float) -> str:
    if not _SMALLEST <= points <= _LARGEST:
        raise PermanentError("A page is smaller or larger than a PDF page can be.", remedy="Check its resolution.")
    return number(points)
