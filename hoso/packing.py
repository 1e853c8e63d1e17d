"""What goes into a package, and under which name (design: the archived package)."""

from __future__ import annotations

from dossier.errors import PermanentError
from dossier.record import Record, SourceFile
from hoso.drafts import Drafts
from storage import package, premis

_EXTENSIONS = {"application/pdf": "pdf", "image/tiff": "tif", "image/jpeg": "jpg", "image/png": "png",
               "application/zip": "zip"}  # fmt: skip


def pack(drafts: Drafts, record: Record, version: int) -> bytes:
    """The package of a sealed dossier: the same record gives the same bytes, whenever it is packed."""
    return package.build(record.head.code, version, payload(drafts, record), info=_info(record))


def payload(drafts: Drafts, record: Record) -> dict[str, bytes]:
    """The payload files by their path in the bag."""
    if record.seal is None:
        raise PermanentError("A dossier is packed after it was sealed.")
    get = drafts.blobs.get
    files = {
        "data/record.json": get(record.seal.record),
        "data/record.p7s": get(record.seal.cms),
        "data/record.sig": get(record.seal.signature),
        "data/record.tst": get(record.seal.timestamp),
        "data/premis.xml": premis.write(record),
    }
    for number, file in enumerate(record.files, start=1):
        files[f"data/{original_name(number, file)}"] = get(file.sha256)
        if file.words is not None:
            files[f"data/words/{number}.json"] = get(file.words)
    for document in record.documents:
        for copy in (*document.former_copies, *((document.copy,) if document.copy else ())):
            files[f"data/copy/{copy.file}"] = get(copy.sha256)
    return files


def original_name(number: int, file: SourceFile) -> str:
    """Where the ``number``-th received file lies below ``data/``."""
    return f"original/{number}.{_EXTENSIONS.get(file.media_type, 'bin')}"


def _info(record: Record) -> dict[str, str]:
    return {
        "Source-Organization": record.head.unit,
        "Bagging-Date": record.head.received_at[:10],
        "External-Identifier": str(record.head.code),
    }
