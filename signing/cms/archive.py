"""Archive time stamps of CAdES (EN 319 122-1, 5.5): over the content, the signature and all that is in the CMS so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

from signing.cms import der
from signing.cms.algorithms import SHA256_ALGORITHM
from signing.cms.envelope import Envelope, take_apart

ARCHIVE_TIME_STAMP_V3 = "0.4.0.1733.2.4"
ATS_HASH_INDEX_V3 = "0.4.0.19122.1.5"


def stamped(envelope: Envelope, content: bytes, stamp: Callable[[bytes], bytes]) -> Envelope:
    """With one more archive time stamp; ``stamp`` gives a token over the SHA-256 of what it is given."""
    index = hash_index(envelope)
    token = take_apart(stamp(imprinted(envelope, content, index)))
    return envelope.with_unsigned(ARCHIVE_TIME_STAMP_V3, token.with_unsigned(ATS_HASH_INDEX_V3, index).encode())


def hash_index(envelope: Envelope) -> bytes:
    """ATSHashIndexV3: what of the CMS the time stamp covers besides the signer's own part (5.5.2)."""
    attributes = (kind + value for kind, value in envelope.unsigned_values)
    return der.sequence(
        SHA256_ALGORITHM, _hashes(envelope.certificates), _hashes(envelope.revocation), _hashes(attributes)
    )


def imprinted(envelope: Envelope, content: bytes, index: bytes) -> bytes:
    """What is hashed for the imprint (5.5.3): type and hash of the content, six fields of the SignerInfo, the index."""
    return b"".join((envelope.content_type, sha256(content).digest(), *envelope.signer, index))


def tokens(envelope: Envelope, kind: str) -> Iterator[bytes]:
    """The time-stamp tokens in unsigned attributes of that type."""
    wanted = der.oid(kind)
    return (value for found, value in envelope.unsigned_values if found == wanted)


def _hashes(values: Iterable[bytes]) -> bytes:
    return der.sequence(*(der.octets(sha256(each).digest()) for each in values))
