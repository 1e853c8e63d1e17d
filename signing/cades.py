"""CAdES-T over bytes that lie beside it (EN 319 122-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from signing.cms.build import container, sign_digest
from signing.keys.port import Signer
from signing.tsa.port import TimeStamper

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
    """Seal ``content``. Without a time stamp there is no seal: the stamper's error goes up."""
    signed = sign_digest(signer, sha256(content).digest(), signing_time=at)
    token = timestamper.stamp(signed.value)
    return DetachedSeal(container(signed, timestamp=token), signed.value, token)
