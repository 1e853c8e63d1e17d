"""A SignedData with one signer, taken apart and put together again without touching a byte of its parts (RFC 5652)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dossier.errors import PermanentError
from signing.cms import der

DATA = "1.2.840.113549.1.7.1"
SIGNED_DATA = "1.2.840.113549.1.7.2"
# RFC 5940: an OCSP response among the revocation information.
_OCSP_RESPONSE = der.oid("1.3.6.1.5.5.7.16.2")
_DATA = der.oid(DATA)
_CERTIFICATES, _REVOCATION, _UNSIGNED, _OTHER = 0xA0, 0xA1, 0xA1, 0xA1
_SIGNED_FIELDS = 6
"""Of a SignerInfo: version, identifier, digest algorithm, signed attributes, signature algorithm, value."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The parts in DER. ``signer`` are the six of the SignerInfo before its unsigned attributes."""

    digests: bytes
    content: bytes
    certificates: tuple[bytes, ...]
    revocation: tuple[bytes, ...]
    signer: tuple[bytes, ...]
    unsigned: tuple[bytes, ...] = ()

    @property
    def content_type(self) -> bytes:
        """The OBJECT IDENTIFIER of what is signed, with its header."""
        return der.children(self.content)[0]

    @property
    def value(self) -> bytes:
        """The signature value."""
        return der.content(self.signer[5])

    @property
    def unsigned_values(self) -> tuple[tuple[bytes, bytes], ...]:
        """Type (OBJECT IDENTIFIER with header) and value of each unsigned attribute value."""
        pairs = (der.children(each) for each in self.unsigned)
        return tuple((kind, value) for kind, values in pairs for value in der.children(values))

    def with_unsigned(self, kind: str, value: bytes) -> Envelope:
        """One more unsigned attribute."""
        return replace(self, unsigned=(*self.unsigned, attribute(kind, value)))

    def with_certificates(self, certificates: Iterable[bytes]) -> Envelope:
        """More certificates; those that are there are not put twice."""
        return replace(self, certificates=tuple(dict.fromkeys((*self.certificates, *certificates))))

    def with_revocation(self, lists: Iterable[bytes], responses: Iterable[bytes]) -> Envelope:
        """More revocation lists and OCSP responses (EN 319 122-1, 5.4.2.2 and RFC 5940)."""
        others = [der.tlv(_OTHER, _OCSP_RESPONSE + each) for each in responses]
        return replace(self, revocation=tuple(dict.fromkeys((*self.revocation, *lists, *others))))

    def encode(self) -> bytes:
        """ContentInfo in DER."""
        parts = [der.integer(self._version()), self.digests, self.content]
        if self.certificates:
            parts.append(der.tlv(_CERTIFICATES, b"".join(sorted(self.certificates))))
        if self.revocation:
            parts.append(der.tlv(_REVOCATION, b"".join(sorted(self.revocation))))
        signer = list(self.signer)
        if self.unsigned:
            signer.append(der.implicit(_UNSIGNED, der.set_of(*self.unsigned)))
        parts.append(der.set_of(der.sequence(*signer)))
        return der.sequence(der.oid(SIGNED_DATA), der.explicit(0, der.sequence(*parts)))

    def _version(self) -> int:
        """RFC 5652, 5.1."""
        if any(each[0] == _OTHER for each in self.revocation):
            return 5
        return 1 if self.content_type == _DATA else 3


def attribute(kind: str, value: bytes) -> bytes:
    """An Attribute of one value."""
    return der.sequence(der.oid(kind), der.set_of(value))


def take_apart(cms: bytes) -> Envelope:
    """The parts of a ContentInfo in DER with exactly one signer; ``PermanentError`` for anything else."""
    try:
        found = _parts(cms)
        _look_at(found.content_type, found.value, found.unsigned_values)
        return found
    except (ValueError, IndexError) as error:
        raise PermanentError("The signature is not of a form that can be extended.") from error


def _parts(cms: bytes) -> Envelope:
    kind, wrapped = der.children(cms)
    if kind != der.oid(SIGNED_DATA):
        raise ValueError("no SignedData")
    (signed_data,) = der.children(wrapped)
    _, digests, content, *optional, signers = der.children(signed_data)
    sets = {each[0]: tuple(der.children(each)) for each in optional}
    (signer,) = der.children(signers)
    fields = der.children(signer)
    unsigned = tuple(der.children(fields[6])) if len(fields) > _SIGNED_FIELDS else ()
    if len(fields) < _SIGNED_FIELDS or fields[3][0] != 0xA0:
        raise ValueError("no signed attributes")
    return Envelope(
        digests,
        content,
        sets.get(_CERTIFICATES, ()),
        sets.get(_REVOCATION, ()),
        tuple(fields[:_SIGNED_FIELDS]),
        unsigned,
    )


def _look_at(*parts: object) -> None:
    """What is read when it is asked for is asked for once, so that it cannot fail later."""
