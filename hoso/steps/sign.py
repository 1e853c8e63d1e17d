"""Copies are signed before anything is extracted from them (TT 01/2023/TT-VPCP Art. 8.1)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.pipeline import Advanced, Outcome, Waiting
from dossier.record import CopySignature, Document, Event, Record, ReviewItem, Status
from hoso.clock import Clock, rfc3339
from hoso.drafts import Drafts, with_event
from hoso.signatures import Signatures
from signing.before import Caution

_LOG = logging.getLogger("hoso")
SIGNING = "signing"
SIGNATURE = "signature"
"""The review code of a copy that waits for a signature made outside of the system."""
# Of a development installation everything says so already.
_KNOWN = {Caution.NO_LEGAL_VALUE.value}


@dataclass(frozen=True, slots=True)
class SignStep:
    """Signs every copy that bears no signature of ours yet."""

    drafts: Drafts
    signatures: Signatures
    waiting: Callable[[Record], None]
    clock: Clock

    def __call__(self, code: DossierCode, digest: Digest) -> Outcome:
        """The record with signed copies; what the signer is to know goes to the log as well.

        ``Waiting`` where the officer's key is in nobody's reach but hers.
        """
        record = self.drafts.load(digest)
        if (unsigned := _unsigned(record)) and self.signatures.outside(record.head.profile, record.head.officer):
            return self._handed_over(record, unsigned)
        told: set[str] = set()
        documents = tuple(self._signed(record, document, told) for document in record.documents)
        count = sum(1 for old, new in zip(record.documents, documents, strict=True) if old.copy != new.copy)
        if not count and any(each.type == SIGNING for each in record.events):
            return Advanced(digest)  # signed elsewhere, and told then
        for caution in sorted(told - _KNOWN):
            _LOG.warning("%s: signing: %s", code, caution)
        detail = {"copies": count} | ({"cautions": ",".join(sorted(told))} if told else {})
        event = Event(SIGNING, rfc3339(self.clock()), record.head.officer, "success", detail)
        return Advanced(self.drafts.keep(with_event(replace(record, documents=documents), event)))

    def _handed_over(self, record: Record, unsigned: tuple[ReviewItem, ...]) -> Outcome:
        waiting = replace(record, review=unsigned, status=Status.IN_REVIEW)
        self.waiting(waiting)
        return Waiting(self.drafts.keep(waiting))

    def _signed(self, record: Record, document: Document, told: set[str]) -> Document:
        """What the signer is to know, and why the level is not what it should be, is added to ``told``."""
        copy = document.copy
        if copy is None or copy.signature is not None:
            return document
        at = self.clock()
        pdf = self.drafts.blobs.get(copy.sha256)
        signed = self.signatures.sign_copy(pdf, record.head.profile, record.head.officer, at)
        told |= {*signed.cautions, *([signed.pdf.shortfall] if signed.pdf.shortfall else [])}
        facts = CopySignature(signed.pdf.level, signed.pdf.signer, rfc3339(at))
        return replace(document, copy=replace(copy, sha256=self.drafts.blobs.put(signed.pdf.data), signature=facts))


def _unsigned(record: Record) -> tuple[ReviewItem, ...]:
    return tuple(
        ReviewItem(
            SIGNATURE,
            f"The copy of paper {each.ordinal} waits for its officer's signature: hoso sign prepare {record.head.code}",
            f"Bản sao giấy tờ số {each.ordinal} chờ cán bộ ký: hoso sign prepare {record.head.code}",
            document=index,
        )
        for index, each in enumerate(record.documents)
        if each.copy is not None and each.copy.signature is None
    )
