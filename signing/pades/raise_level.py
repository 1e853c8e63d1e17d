"""Signed PDFs are given what they lack, by further revisions: nothing that was there before is touched."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader

from dossier.errors import PermanentError
from signing.cms import archive, der
from signing.cms.build import SIGNATURE_TIME_STAMP
from signing.cms.envelope import take_apart
from signing.levels import Level
from signing.pades.faults import sound
from signing.pades.longterm import with_document_timestamp, with_validation_data
from signing.tsa.issuing import TST_INFO
from signing.tsa.port import TimeStamper
from signing.tsa.token import chain_of
from signing.wanted import Wanted, untold


def raise_pdf(pdf: bytes, timestamper: TimeStamper, *, at: datetime, wanted: Wanted) -> bytes:
    """With a time for every signature, with what judges them, and for B-LTA with one more time stamp over everything.

    Errors: transient when no time stamp or no word on revocation can be had now; permanent for a file without signatures.
    """
    found = _signatures(pdf)
    if not found:
        raise PermanentError("The file has no signature whose level could be raised.")
    if wanted.level.holds(Level.B_T) and not _has_time(found):
        pdf = with_document_timestamp(pdf, timestamper)
    if wanted.gatherer is None or wanted.level is Level.B_T:
        return pdf
    data = wanted.gatherer.gather(_chains(_signatures(pdf)), at)
    if not data.complete:
        raise untold()
    if wanted.level is Level.B_LT:
        return with_validation_data(pdf, data)
    return with_document_timestamp(pdf, timestamper, data)


def _signatures(pdf: bytes) -> list[bytes]:
    """The CMS of every signature and document time stamp, the earliest first."""
    with sound():
        return [_trimmed(bytes(each.pkcs7_content)) for each in PdfFileReader(BytesIO(pdf)).embedded_signatures]


def _trimmed(padded: bytes) -> bytes:
    """Without the zeros that fill the gap."""
    return der.first(padded)


def _has_time(found: list[bytes]) -> bool:
    """Whether the last is a document time stamp, or every one has a time stamp of its own."""
    return _is_timestamp(found[-1]) or all(_is_timestamp(each) or _own_stamps(each) for each in found)


def _is_timestamp(cms: bytes) -> bool:
    return take_apart(cms).content_type == der.oid(TST_INFO)


def _own_stamps(cms: bytes) -> list[bytes]:
    return list(archive.tokens(take_apart(cms), SIGNATURE_TIME_STAMP))


def _chains(found: list[bytes]) -> list[tuple[x509.Certificate, ...]]:
    """Of the signers and of all time stamps."""
    return [chain_of(cms) for each in found for cms in (each, *_own_stamps(each))]
