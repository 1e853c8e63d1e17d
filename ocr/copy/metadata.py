"""What the file says about itself, once in XMP and once in the document information (ISO 19005-2, 6.6)."""

from __future__ import annotations

from datetime import datetime
from xml.sax.saxutils import escape

from dossier.errors import PermanentError
from ocr.copy.page import CopyMeta
from ocr.copy.pdf_file import text_string

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:identifier>{code}</dc:identifier>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def xmp(meta: CopyMeta) -> bytes:
    """The metadata packet; uncompressed in the file, so that any tool finds it."""
    return _PACKET.format(
        title=escape(meta.title),
        code=escape(meta.code),
        language=escape(meta.language),
        producer=escape(meta.producer),
        date=_moment(meta).isoformat(timespec="seconds"),
    ).encode()


def information(meta: CopyMeta) -> str:
    """The document information dictionary with the same values."""
    moment = _moment(meta)
    zone = f"{moment:%z}"
    date = f"(D:{moment:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}')"
    return (
        f"<< /Title {text_string(meta.title)} /Creator {text_string(meta.producer)} "
        f"/Producer {text_string(meta.producer)} /CreationDate {date} /ModDate {date} >>"
    )


def _moment(meta: CopyMeta) -> datetime:
    if meta.created.tzinfo is None:
        raise PermanentError("The time of copying has no zone.")
    return meta.created.replace(microsecond=0)
