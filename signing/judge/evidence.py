"""What comes with a signature to judge it by: certificates, revocation lists and OCSP answers, wherever they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import TypeVar

from asn1crypto import cms
from cryptography import x509
from cryptography.x509 import ocsp

from signing.cms import der
from signing.judge.certificates import read_certificate
from signing.judge.frame import elements
from signing.judge.malformed import Malformed, reading

_OCSP_IN_CMS = "1.3.6.1.5.5.7.16.2"
_ADOBE = "1.2.840.113583.1.1.8"
_CERTIFICATE_VALUES, _REVOCATION_VALUES = "1.2.840.113549.1.9.16.2.23", "1.2.840.113549.1.9.16.2.24"
_MOST_PIECES = 256
Crl = x509.CertificateRevocationList
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Evidence:
    """DER of each piece. ``since``: by digest, until when at the latest it existed, as a time stamp proves.

    That may be said of signed files and signatures, too, by an evidence record about what holds them.
    """

    certificates: tuple[bytes, ...] = ()
    lists: tuple[bytes, ...] = ()
    responses: tuple[bytes, ...] = ()
    since: Mapping[bytes, datetime] = field(default_factory=dict)

    def joined(self, *others: Evidence) -> Evidence:
        """All together, each piece once, the earliest proof of each."""
        every = (self, *others)
        since: dict[bytes, datetime] = {}
        for each in every:
            for name, at in each.since.items():
                since[name] = min(at, since.get(name, at))
        return Evidence(
            tuple(dict.fromkeys(one for each in every for one in each.certificates)),
            tuple(dict.fromkeys(one for each in every for one in each.lists)),
            tuple(dict.fromkeys(one for each in every for one in each.responses)),
            since,
        )

    def known_at(self, at: datetime) -> Evidence:
        """The same, proven to have existed at ``at``."""
        pieces = (*self.certificates, *self.lists, *self.responses)
        return self.joined(Evidence(since={name_of(each): at for each in pieces}))

    @property
    def revocation(self) -> bool:
        """Whether there is any word on revocation."""
        return bool(self.lists or self.responses)

    def proven(self, piece: bytes) -> datetime | None:
        """When at the latest a piece existed; None without proof."""
        return self.since.get(name_of(piece)) if self.since else None


def name_of(piece: bytes) -> bytes:
    """Its digest."""
    return sha256(piece).digest()


def readable_certificates(evidence: Evidence) -> tuple[x509.Certificate, ...]:
    """Those of its certificates that can be read: one that cannot vouches for nobody."""
    return tuple(each for each in map(_certificate, evidence.certificates) if each is not None)


@lru_cache(maxsize=512)
def _certificate(encoded: bytes) -> x509.Certificate | None:
    try:
        return read_certificate(encoded)
    except Malformed:
        return None


@lru_cache(maxsize=64)
def readable_list(encoded: bytes) -> Crl | None:
    """A revocation list read to the end; None for what is none."""
    try:
        with reading("a revocation list"):
            found = x509.load_der_x509_crl(encoded)
            found.issuer.rfc4514_string()
            list(found.extensions)
            len(found)
            return found
    except Malformed:
        return None


@lru_cache(maxsize=256)
def readable_response(encoded: bytes) -> ocsp.OCSPResponse | None:
    """A successful OCSP answer; None for what is none."""
    try:
        with reading("an OCSP answer"):
            found = ocsp.load_der_ocsp_response(encoded)
            if found.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
                return None
            list(found.certificates)
            list(found.responses)
            return found
    except Malformed:
        return None


def evidence_of(signed: cms.SignedData, info: cms.SignerInfo) -> Evidence:
    """What a CMS brings with it; an attribute that cannot be read is as good as none."""
    found = [_enclosed(signed)]
    for attributes in (info["signed_attrs"] or (), info["unsigned_attrs"] or ()):
        for each in attributes:
            try:
                with reading("an attribute"):
                    found += [_of_attribute(each["type"].dotted, value.dump()) for value in each["values"]]
            except Malformed:
                continue
    return Evidence().joined(*found)


def _enclosed(signed: cms.SignedData) -> Evidence:
    """SignedData.crls: lists as they are, OCSP answers in [1] with their type (RFC 5940)."""
    lists, responses = [], []
    for (kind, number), whole, inner in _bounded(elements(signed["crls"].contents or b"")):
        if (kind, number) == (0, 16):
            lists.append(whole)
        elif (kind, number) == (2, 1):
            (_, form, _), (_, other, _) = elements(inner)
            if form == der.oid(_OCSP_IN_CMS):
                responses.append(_as_response(other))
    return Evidence(lists=tuple(lists), responses=tuple(responses))


def _of_attribute(kind: str, value: bytes) -> Evidence:
    content = next(elements(value))[2]
    if kind == _CERTIFICATE_VALUES:
        return Evidence(certificates=tuple(_bounded(whole for _, whole, _ in elements(content))))
    if kind in {_REVOCATION_VALUES, _ADOBE}:
        return _revocation(content)
    return Evidence()


def _revocation(content: bytes) -> Evidence:
    """[0] lists, [1] OCSP answers: the same in RevocationValues (RFC 5126) and in Adobe's attribute."""
    found: dict[int, tuple[bytes, ...]] = {}
    for (_, number), _, tagged in elements(content):
        for _, _, inner in elements(tagged):
            found[number] = tuple(_bounded(whole for _, whole, _ in elements(inner)))
    return Evidence(lists=found.get(0, ()), responses=tuple(_as_response(each) for each in found.get(1, ())))


def _bounded(found: Iterable[T]) -> Iterator[T]:
    for number, each in enumerate(found):
        if number >= _MOST_PIECES:
            raise Malformed("more evidence than is read")
        yield each


def _as_response(encoded: bytes) -> bytes:
    """RevocationValues hold BasicOCSPResponse where others hold OCSPResponse: made one and the same."""
    parts = list(elements(next(elements(encoded))[2]))
    if len(parts) <= 2:
        return encoded
    body = der.sequence(der.oid("1.3.6.1.5.5.7.48.1.1"), der.octets(encoded))
    return der.sequence(b"\x0a\x01\x00", der.explicit(0, body))
