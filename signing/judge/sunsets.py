"""Until when algorithms are believed: a policy with dates, so that what is old and proven to be old is not thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa

from signing.judge.schemes import Scheme


def _day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


# TT 15/2025/TT-BKHCN annex I rows 1.2 and 1.3 (in force 15-08-2025) allow neither SHA-1 nor SHA-224, RSA from 2048 bits,
# curves from 256. What was made before is judged by ETSI TS 119 312 v1.5.1 and its forerunner TS 102 176-1.
HASHES_UNTIL = {"md5": _day(2004, 8, 1), "sha1": _day(2012, 8, 1), "sha224": _day(2025, 8, 15)}
_RSA_UNTIL = ((1024, _day(2010, 8, 1)), (2048, _day(2019, 10, 1)))
_EC_UNTIL = ((192, _day(2012, 8, 1)), (256, _day(2021, 1, 1)))


def sunset_of_hash(name: str) -> datetime | None:
    """From when a hash is not believed; None while it is."""
    return HASHES_UNTIL.get(name)


def sunsets(certificate: x509.Certificate, scheme: Scheme, digest_name: str) -> dict[str, datetime]:
    """What of a signature has a sunset, by name."""
    found = {}
    for name in (digest_name, scheme.hash):
        until = sunset_of_hash(name)
        if until is not None:
            found[name] = until
    found |= dict(_of_key(certificate))
    return found


def _of_key(certificate: x509.Certificate) -> Iterator[tuple[str, datetime]]:
    try:
        key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        yield "key", _day(1970, 1, 1)
        return
    match key:
        case dsa.DSAPublicKey():
            yield f"DSA {key.key_size}", _day(2025, 8, 15)  # annex I, row 1.2: RSA or ECDSA
            return
        case rsa.RSAPublicKey():
            table, kind = _RSA_UNTIL, "RSA"
        case ec.EllipticCurvePublicKey():
            table, kind = _EC_UNTIL, "EC"
        case _:
            return
    for size, until in table:
        if key.key_size < size:
            yield f"{kind} {key.key_size}", until
            return
