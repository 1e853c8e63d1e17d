"""Until when evidence holds, and what has to be done before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, mldsa, rsa

from signing.evidence.batch import Batch
from signing.tsa.token import chain_of

# NIST IR 8547 (initial public draft, table 2): 112-bit RSA and curves deprecated after 2030, all of them disallowed
# after 2035. The SHA-2 family has no end there. An office may set other days.
SUNSETS: Mapping[str, date] = {
    "sha1": date(2010, 12, 31),
    "rsa2048": date(2030, 12, 31),
    "rsa3072": date(2035, 12, 31),
    "ec256": date(2035, 12, 31),
}


class Reason(StrEnum):
    """What ends first."""

    CERTIFICATE = "certificate"
    SIGNATURE_ALGORITHM = "signature_algorithm"
    HASH_ALGORITHM = "hash_algorithm"


class Need(StrEnum):
    """What is due."""

    NOTHING = "nothing"
    TIME_STAMP = "time_stamp"
    HASH_TREE = "hash_tree"


@dataclass(frozen=True, slots=True)
class Ending:
    """Evidence holds until ``at``; ``why`` says what ends then, ``what`` which certificate's or algorithm's end it is."""

    at: datetime
    why: Reason
    what: str

    def need(self, now: datetime, margin: timedelta) -> Need:
        """What has to be done when ``margin`` is left for it."""
        if self.at - margin > now:
            return Need.NOTHING
        return Need.HASH_TREE if self.why is Reason.HASH_ALGORITHM else Need.TIME_STAMP

    def is_late(self, now: datetime) -> bool:
        """Whether it has ended: a renewal now proves less than one in time."""
        return self.at <= now


def ending_of(batch: Batch, sunsets: Mapping[str, date] = SUNSETS) -> Ending:
    """The first of all ends of the newest time stamp. ``sunsets``: last days of ``sha256``, ``rsa2048``, ``ec256`` …"""
    return min(_endings(batch, sunsets), key=lambda each: each.at)


def _endings(batch: Batch, sunsets: Mapping[str, date]) -> Iterator[Ending]:
    chain = chain_of(batch.token)
    for each in chain:
        yield Ending(each.not_valid_after_utc, Reason.CERTIFICATE, "time-stamp authority")
        name = _key(each)
        if name in sunsets:
            yield Ending(_end(sunsets[name]), Reason.SIGNATURE_ALGORITHM, name)
    hash_name = batch.newest.hash_name
    if hash_name in sunsets:
        yield Ending(_end(sunsets[hash_name]), Reason.HASH_ALGORITHM, hash_name)


def _end(day: date) -> datetime:
    return datetime.combine(day, time.max, UTC)


def _key(certificate: x509.Certificate) -> str:
    """Kind and size: every RSA key below 3072 bits counts as 2048, every longer one as 3072."""
    match certificate.public_key():
        case rsa.RSAPublicKey() as key:
            return "rsa2048" if key.key_size < 3072 else "rsa3072"
        case ec.EllipticCurvePublicKey() as key:
            return f"ec{key.key_size}"
        case mldsa.MLDSA65PublicKey():
            return "ml-dsa-65"
    return "unknown"
