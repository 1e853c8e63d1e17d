"""What passes and what a person must look at (TT 01/2023/TT-VPCP Art. 9: every field is right against the paper)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dossier.contradictions import Persons, contradictions
from dossier.doctype import OTHER
from dossier.identification import HARMLESS, Identification, IdentityVerdict
from dossier.page import FaultCode
from dossier.record import Document, Policy, Record, ReviewItem, Source
from dossier.separated import chosen_as_other, cover_items

# Faults that leave a doubt about what the page says; the others are told but stop nothing.
BLOCKING_FAULTS = frozenset(
    {
        FaultCode.UNREADABLE,
        FaultCode.DAMAGED_FILE,
        FaultCode.CUT_OFF,
        FaultCode.NOT_A_DOCUMENT,
        FaultCode.LOW_RESOLUTION,
    }
)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """``accept``: a field or a type passes from this probability on. ``sample``: share of dossiers looked at anyway."""

    accept: float
    sample: float


def review_items(
    record: Record,
    thresholds: Thresholds,
    required: Mapping[str, frozenset[str]],
    persons: Persons | None = None,
) -> tuple[ReviewItem, ...]:
    """Everything a person has to look at, reported at once; none means that the dossier passes.

    ``required`` names, for each document type, the fields that a paper of this type never lacks; ``persons`` who is on
    it and where, by default its owner.
    """
    items = [*_page_items(record), *cover_items(record, thresholds.accept), *_identity_items(record)]
    chosen = chosen_as_other(record)
    for index, document in enumerate(record.documents):
        if document.type != OTHER or document.pages[0] not in chosen:
            items += _type_items(index, document, thresholds)
        items += _field_items(index, document, thresholds, required.get(document.type, frozenset()))
    items += contradictions(record, persons or {})
    if record.head.policy is Policy.COUNTER:
        items += _unconfirmed(record)
    elif not items and _drawn(record, thresholds.sample):
        items.append(
            ReviewItem(
                "sampled",
                "Drawn by lot to be compared with the paper.",
                "Được chọn ngẫu nhiên để đối chiếu với bản giấy.",
            )
        )
    return tuple(items)


def _page_items(record: Record) -> Iterator[ReviewItem]:
    for file in record.files:
        for fault in file.faults:
            if fault.code in BLOCKING_FAULTS and fault.page not in file.blank_pages:
                where, where_vi = f"{file.file}, page {fault.page}: ", f"{file.file}, trang {fault.page}: "
                yield ReviewItem("page_fault", where + fault.message, where_vi + fault.message_vi)


# A relative or head of household is named on a form by number and name alone, which is too little for a match. Where
# the register knows just that name under just that number, nobody is asked about it.
_BYSTANDERS = frozenset({"household_head", "mother", "father"})
_NAMED_ONLY = HARMLESS | {"too_little_evidence"}


def _identity_items(record: Record) -> Iterator[ReviewItem]:
    for person in record.identity:
        named_only = person.role in _BYSTANDERS and {reason.code for reason in person.reasons} <= _NAMED_ONLY
        if person.verdict is not IdentityVerdict.MATCH and not (
            person.verdict is IdentityVerdict.REVIEW and named_only
        ):
            yield ReviewItem("identity", *_identity_sentence(person))


def _identity_sentence(person: Identification) -> tuple[str, str]:
    codes = ", ".join(sorted({reason.code for reason in person.reasons})) or person.verdict.value
    return f"{person.role}: {person.verdict} ({codes})", f"{person.role}: {person.verdict} ({codes})"


def _type_items(index: int, document: Document, thresholds: Thresholds) -> Iterator[ReviewItem]:
    if document.type == OTHER or document.confidence < thresholds.accept:
        yield ReviewItem(
            "unknown_type",
            f"Paper {document.ordinal} is of no type that is known for sure.",
            f"Chưa xác định chắc chắn loại giấy tờ số {document.ordinal}.",
            document=index,
        )


def _field_items(
    index: int, document: Document, thresholds: Thresholds, required: frozenset[str]
) -> Iterator[ReviewItem]:
    for key in sorted(required - set(document.fields)):
        yield _missing(index, key)
    for key, field in document.fields.items():
        if field.confirmed_by is not None:
            continue
        if field.confidence >= thresholds.accept:
            continue  # also of an empty value: a paper that says so ("không thời hạn")
        if field.value is None:
            if key in required or field.text:
                yield _missing(index, key)
        else:
            yield ReviewItem(
                "low_confidence",
                f"{key} was read with a probability of {field.confidence:.2f}.",
                f"{key} đọc được với xác suất {field.confidence:.2f}.",
                document=index,
                field=key,
            )


def _missing(index: int, key: str) -> ReviewItem:
    return ReviewItem(
        "missing_field",
        f"{key} could not be read or is not there.",
        f"{key} không đọc được hoặc không có.",
        document=index,
        field=key,
    )


def _unconfirmed(record: Record) -> Iterator[ReviewItem]:
    """At the counter the officer confirms every field against the paper; one key when all is well."""
    waiting = sum(
        1
        for document in record.documents
        for field in document.fields.values()
        if field.confirmed_by is None and field.source is not Source.PERSON
    )
    if waiting:
        yield ReviewItem(
            "unconfirmed",
            f"{waiting} fields are to be confirmed against the paper.",
            f"{waiting} trường cần được xác nhận so với bản giấy.",
        )


def _drawn(record: Record, share: float) -> bool:
    """A lot that is the same whenever the same dossier is looked at."""
    lot = hashlib.sha256(b"sample " + str(record.head.code).encode()).digest()
    return int.from_bytes(lot[:4], "big") < share * 2**32
