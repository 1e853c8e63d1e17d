"""PAdES from B-B to B-LTA: our CMS in a revision of its own, what was there before is not touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cryptography import x509
from cryptography.x509.oid import NameOID

from dossier.errors import PermanentError, TransientError, UsageError
from signing.cms.build import Signed, container, container_size
from signing.keys.port import Identity, Signer
from signing.levels import Level
from signing.pades.appearance import Appearance
from signing.pades.longterm import with_document_timestamp, with_validation_data
from signing.pades.picture import Picture
from signing.pades.prepare import Prepared, prepare
from signing.status.gather import Gatherer
from signing.tsa.port import TimeStamper
from signing.tsa.token import chain_of
from signing.wanted import B_T, Shortfall, Wanted, untold


@dataclass(frozen=True, slots=True)
class SignedPdf:
    """The signed file and what was reached: the conformance level, the signer's common name, why it is not more."""

    data: bytes
    reached: Level
    signer: str
    shortfall: Shortfall | None = None
    covers: bool = False
    """The visible mark found no free place, and something of the page lies under it."""

    @property
    def level(self) -> str:
        """As EN 319 142-1 names it."""
        return f"PAdES-{self.reached}"


def sign_pdf(
    pdf: bytes,
    signer: Signer,
    timestamper: TimeStamper,
    *,
    appearance: Appearance | Picture | None,
    at: datetime,
    wanted: Wanted = B_T,
) -> SignedPdf:
    """Sign a PDF, visibly when it has an ``appearance``. What is ``wanted`` is reached, or excused, or an error."""
    prepared = prepare_pdf(pdf, signer, timestamper, appearance=appearance, at=at, level=wanted.level)
    signed = prepared.signed(signer.sign(prepared.attributes))
    done = _completed(prepared, signed, timestamper, at, wanted)
    return replace(done, covers=prepared.covers)


def prepare_pdf(
    pdf: bytes,
    identity: Identity,
    timestamper: TimeStamper,
    *,
    appearance: Appearance | Picture | None,
    at: datetime,
    level: Level = Level.B_T,
) -> Prepared:
    """The first of two steps, for a key that lies elsewhere: ``identity`` signs ``attributes`` or their ``digest``."""
    stamp = timestamper.token_bytes if level.holds(Level.B_T) else 0
    return prepare(pdf, identity, room=container_size(identity, stamp), appearance=appearance, at=at)


def finish_pdf(
    prepared: Prepared, value: bytes, timestamper: TimeStamper, *, at: datetime, wanted: Wanted = B_T
) -> SignedPdf:
    """The second step: the value goes into its gap; a value that is not the certificate's is a ``UsageError``."""
    try:
        signed = prepared.signed(value)
    except PermanentError as error:
        raise UsageError(
            error.message, remedy="Sign the digest that was prepared, with that certificate's key."
        ) from error
    return _completed(prepared, signed, timestamper, at, wanted)


def common_name(signer: Identity) -> str:
    """The signer's name as its certificate says it."""
    subject = signer.chain[0].subject
    names = subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else subject.rfc4514_string()


def _completed(prepared: Prepared, signed: Signed, timestamper: TimeStamper, at: datetime, wanted: Wanted) -> SignedPdf:
    name = common_name(signed.signer)
    if wanted.level is Level.B_B:
        return SignedPdf(prepared.gap.filled(container(signed)), Level.B_B, name)
    try:
        token = timestamper.stamp(signed.value)
    except TransientError as error:
        shortfall = wanted.excuse(error, Shortfall.NO_TIME_STAMP)
        return SignedPdf(prepared.gap.filled(container(signed)), Level.B_B, name, shortfall)
    stamped = SignedPdf(prepared.gap.filled(container(signed, timestamp=token)), Level.B_T, name)
    if wanted.gatherer is None or wanted.level is Level.B_T:
        return stamped
    return _kept(stamped, wanted, wanted.gatherer, timestamper, (signed.signer.chain, chain_of(token)), at)


def _kept(
    stamped: SignedPdf,
    wanted: Wanted,
    gatherer: Gatherer,
    timestamper: TimeStamper,
    chains: Sequence[Sequence[x509.Certificate]],
    at: datetime,
) -> SignedPdf:
    """With what judges it later, and for B-LTA a time stamp over that."""
    data = gatherer.gather(chains, at)
    if not data.complete:
        return replace(stamped, shortfall=wanted.excuse(untold(), Shortfall.NO_REVOCATION_DATA))
    if wanted.level is Level.B_LT:
        return replace(stamped, data=with_validation_data(stamped.data, data), reached=Level.B_LT)
    try:
        whole = with_document_timestamp(stamped.data, timestamper, data)
    except TransientError as error:
        shortfall = wanted.excuse(error, Shortfall.NO_TIME_STAMP)
        kept = with_validation_data(stamped.data, data)
        return replace(stamped, data=kept, reached=Level.B_LT, shortfall=shortfall)
    return replace(stamped, data=whole, reached=Level.B_LTA)
