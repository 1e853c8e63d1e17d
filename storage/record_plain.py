"""The record as plain JSON values, with the names and the nesting of the contract ``hoso.record/1``."""

from __future__ import annotations

from dataclasses import asdict

from dossier.digest import Digest
from dossier.identification import Identification
from dossier.judgement import Reason, SignatureJudgement
from dossier.page import Box, PageImage
from dossier.record import (
    CONTRACT,
    Copy,
    Document,
    Event,
    Field,
    Head,
    Package,
    Record,
    ReviewItem,
    Seal,
    SourceFile,
)
from storage.json_node import Plain, decimal

# Where the paper lies in the historical archive is said when it is handed over there, in a later version.


def to_plain(record: Record) -> Plain:
    """The contract's JSON of ``record``: without the working store's ``seal``; ``package`` once there is one."""
    plain: Plain = {
        "contract": CONTRACT,
        "dossier": _head(record.head),
        "status": record.status.value,
        "files": [_file(file) for file in record.files],
        "documents": [_document(document) for document in record.documents],
        "identity": [_identification(person) for person in record.identity],
        "review": [_review_item(item) for item in record.review],
        "refusal": [reason_plain(reason) for reason in record.refusal],
        "events": [_event(event) for event in record.events],
    }
    return plain if record.package is None else {**plain, "package": _package(record.package)}


def seal_plain(seal: Seal) -> Plain:
    """The digests of the sealed bytes, which only the working record holds."""
    return {
        "record": seal.record.hex,
        "cms": seal.cms.hex,
        "signature": seal.signature.hex,
        "timestamp": seal.timestamp.hex,
    }


def reason_plain(reason: Reason) -> Plain:
    """A reason as it stands in a record and in a verdict."""
    return asdict(reason)


def signature_plain(signature: SignatureJudgement) -> Plain:
    """A judged signature, with the names of the contract ``hoso.verify/1``."""
    return {
        **asdict(signature),
        "indication": signature.indication.value,
        "reasons": [*map(reason_plain, signature.reasons)],
    }


def image_plain(image: PageImage) -> Plain:
    """What boxes refer to."""
    return {**asdict(image), "source": image.source.value}


def box_plain(box: Box | None) -> list[int] | None:
    """``[x0, y0, x1, y1]``."""
    return None if box is None else list(box)


def _hex(digest: Digest | None) -> str | None:
    return None if digest is None else digest.hex


def _head(head: Head) -> Plain:
    return {
        "code": head.code.text,
        "procedure": head.procedure,
        "unit": head.unit,
        "officer": head.officer,
        "profile": head.profile.value,
        "policy": head.policy.value,
        "received_at": head.received_at,
        "name": head.name,
        "archive": asdict(head.archive),
    }


def _file(file: SourceFile) -> Plain:
    return {
        "file": file.file,
        "sha256": file.sha256.hex,
        "media_type": file.media_type,
        "size": file.size,
        "pages": file.pages,
        "page_images": [image_plain(image) for image in file.page_images],
        "faults": [{**asdict(fault), "code": fault.code.value} for fault in file.faults],
        "blank_pages": list(file.blank_pages),
        "covers": [{**asdict(cover), "state": cover.state.value} for cover in file.covers],
        "signatures": [signature_plain(signature) for signature in file.signatures],
        "words_sha256": _hex(file.words),
    }


def _document(document: Document) -> Plain:
    return {
        "type": document.type,
        "confidence": decimal(document.confidence),
        "pages": [asdict(page) for page in document.pages],
        "ordinal": document.ordinal,
        **asdict(document.attributes),
        "copy": None if document.copy is None else _copy(document.copy),
        "former_copies": [_copy(copy) for copy in document.former_copies],
        "fields": {key: _field(field) for key, field in document.fields.items()},
    }


def _copy(copy: Copy) -> Plain:
    return {
        "file": copy.file,
        "sha256": copy.sha256.hex,
        "superseded_by": copy.superseded_by,
        "signature": None if copy.signature is None else asdict(copy.signature),
    }


def _field(field: Field) -> Plain:
    return {
        "value": list(field.value) if isinstance(field.value, tuple) else field.value,
        "text": field.text,
        "confidence": decimal(field.confidence),
        "file": field.file,
        "page": field.page,
        "box": box_plain(field.box),
        "source": field.source.value,
        "confirmed_by": field.confirmed_by,
    }


def _identification(person: Identification) -> Plain:
    register = person.register
    return {
        "id_number": person.id_number,
        "role": person.role,
        "verdict": person.verdict.value,
        "bits": None if person.bits is None else decimal(person.bits),
        "reasons": [reason_plain(reason) for reason in person.reasons],
        "channels": {channel: dict(said) for channel, said in person.channels.items()},
        "register": register and {**asdict(register), "answer_sha256": _hex(register.answer_sha256)},
    }


def _review_item(item: ReviewItem) -> Plain:
    return asdict(item)


def _event(event: Event) -> Plain:
    return {"type": event.type, "at": event.at, "by": event.by, "outcome": event.outcome, "detail": dict(event.detail)}


def _package(package: Package) -> Plain:
    return {
        "key": package.key,
        "sha256": package.sha256.hex,
        "version": package.version,
        "version_id": package.version_id,
        "log": None if package.log is None else asdict(package.log),
    }
