"""The whole evidence becomes one canonical record, sealed by the agency with a time stamp."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.pipeline import Advanced, Outcome
from dossier.record import Event, Seal, Status
from hoso.clock import Clock, rfc3339
from hoso.drafts import Drafts, with_event
from hoso.signatures import Signatures
from hoso.upgrading import raised
from signing.pades.sign import common_name
from storage import record_json


@dataclass(frozen=True, slots=True)
class SealStep:
    """Seals ``record.json``: CAdES-T detached, the signature value and the RFC 3161 token over it beside."""

    drafts: Drafts
    signatures: Signatures
    clock: Clock

    def __call__(self, code: DossierCode, digest: Digest) -> Outcome:  # noqa: ARG002
        """The record with the digests of its sealed bytes, which are kept before anything names them."""
        record = raised(self.drafts, self.signatures, self.drafts.load(digest), self.clock())
        content = record_json.sealed_bytes(record)
        sealed = self.signatures.seal(content, self.clock())
        put = self.drafts.blobs.put
        seal = Seal(put(content), put(sealed.cms), put(sealed.signature), put(sealed.timestamp))
        sealing = Event(record_json.SEAL_EVENT, rfc3339(self.clock()), common_name(self.signatures.agency()), "success")
        return Advanced(self.drafts.keep(replace(with_event(record, sealing), seal=seal, status=Status.SEALED)))
