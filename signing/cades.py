"""CAdES over bytes that lie beside it, from B-B to B-LTA (EN 319 122-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509

from dossier.errors import TransientError
from signing.cms import archive
from signing.cms.algorithms import algorithm_of
from signing.cms.build import SIGNATURE_TIME_STAMP, container, envelope, sign_digest
from signing.cms.envelope import Envelope, take_apart
from signing.keys.port import Signer
from signing.levels import Level
from signing.status.gather import Gatherer, ValidationData
from signing.tsa.port import TimeStamper
from signing.tsa.token import chain_of
from signing.wanted import Shortfall, Wanted, untold

# How anybody checks a seal without this program: in the package's data folder, ``root.pem`` being the only anchor.
OPENSSL_CMS = (
    "openssl cms -verify -binary -inform DER -in record.p7s -content record.json -CAfile root.pem -purpose any"
)
OPENSSL_TIMESTAMP = "openssl ts -verify -token_in -in record.tst -data record.sig -CAfile root.pem"


@dataclass(frozen=True, slots=True)
class DetachedSeal:
    """DER of the CMS, the bare signature value, and the RFC 3161 token over that value (so that openssl can check it)."""

    cms: bytes
    signature: bytes
    timestamp: bytes


def seal(content: bytes, signer: Signer, timestamper: TimeStamper, *, at: datetime) -> DetachedSeal:
    """Seal ``content``, B-T. Without a time stamp there is no seal: the stamper's error goes up."""
    signed = sign_digest(signer, algorithm_of(signer.scheme).hashed(content), signing_time=at)
    token = timestamper.stamp(signed.value)
    return DetachedSeal(container(signed, timestamp=token), signed.value, token)


@dataclass(frozen=True, slots=True)
class DetachedSignature:
    """DER of the CMS, what was reached, and why it is not more."""

    cms: bytes
    reached: Level
    shortfall: Shortfall | None = None

    @property
    def level(self) -> str:
        """As EN 319 122-1 names it."""
        return f"CAdES-{self.reached}"


def sign_detached(
    content: bytes, signer: Signer, timestamper: TimeStamper, *, at: datetime, wanted: Wanted
) -> DetachedSignature:
    """Sign ``content``. What is ``wanted`` is reached, or excused with its shortfall, or an error."""
    signed = sign_digest(signer, algorithm_of(signer.scheme).hashed(content), signing_time=at)
    return _raised(envelope(signed), content, signer.chain, timestamper, at, wanted)


def raise_detached(
    cms: bytes, content: bytes, timestamper: TimeStamper, *, at: datetime, wanted: Wanted
) -> DetachedSignature:
    """A CAdES signature over ``content`` with what it lacks for the level; one more archive time stamp for B-LTA."""
    return _raised(take_apart(cms), content, chain_of(cms), timestamper, at, wanted)


def _raised(
    found: Envelope,
    content: bytes,
    chain: Sequence[x509.Certificate],
    timestamper: TimeStamper,
    at: datetime,
    wanted: Wanted,
) -> DetachedSignature:
    reached = Level.B_B
    try:
        if wanted.level.holds(Level.B_T):
            found, reached = _stamped(found, timestamper), Level.B_T
        if wanted.gatherer is not None and wanted.level.holds(Level.B_LT):
            data = _gathered(found, chain, wanted.gatherer, at)
            if not data.complete:
                return DetachedSignature(found.encode(), reached, wanted.excuse(untold(), Shortfall.NO_REVOCATION_DATA))
            found = found.with_certificates(data.certificates)
            found, reached = found.with_revocation(data.revocation_lists, data.responses), Level.B_LT
        if wanted.level is Level.B_LTA:
            found, reached = archive.stamped(found, content, timestamper.stamp), Level.B_LTA
    except TransientError as error:
        return DetachedSignature(found.encode(), reached, wanted.excuse(error, Shortfall.NO_TIME_STAMP))
    return DetachedSignature(found.encode(), reached)


def _stamped(found: Envelope, timestamper: TimeStamper) -> Envelope:
    """With a signature time stamp, if it has none."""
    if any(True for _ in archive.tokens(found, SIGNATURE_TIME_STAMP)):
        return found
    return found.with_unsigned(SIGNATURE_TIME_STAMP, timestamper.stamp(found.value))


def _gathered(found: Envelope, chain: Sequence[x509.Certificate], gatherer: Gatherer, at: datetime) -> ValidationData:
    """For the signer and for every time stamp so far."""
    tokens = [*archive.tokens(found, SIGNATURE_TIME_STAMP), *archive.tokens(found, archive.ARCHIVE_TIME_STAMP_V3)]
    return gatherer.gather([chain, *map(chain_of, tokens)], at)
