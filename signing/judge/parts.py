"""A CMS signature taken apart: what was signed, by whom, how. Anything unexpected is a ``Malformed``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from asn1crypto import cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509

from signing.cms import der
from signing.judge.certificates import extension, read_certificate
from signing.judge.evidence import Evidence, evidence_of
from signing.judge.frame import check_frame, elements
from signing.judge.malformed import Malformed, reading
from signing.judge.schemes import Scheme, hash_name, scheme_of

T = TypeVar("T")

_WHAT = "a signature"
# RFC 5652, 5.1 and 5.3.
_VERSIONS, _SIGNER_VERSIONS = {"v1", "v3", "v4", "v5"}, {"v1", "v3"}
# Bounds of what is worth reading: real signatures have one chain and one or two time stamps.
_MOST_CERTIFICATES, _MOST_TIMESTAMPS, _MOST_SIGNERS = 64, 8, 8
_SIGNATURE_TIME_STAMPS = {"1.2.840.113549.1.9.16.2.14"}
# Unsigned attributes that are read, or known and without bearing on the verdict.
_KNOWN_UNSIGNED = {
    "1.2.840.113549.1.9.16.2.14",  # signature time stamp
    "1.2.840.113549.1.9.16.2.10",  # content reference: the Government's signing tools leave it here
    "1.2.840.113549.1.9.6",  # countersignature: another's, over this value
    "1.2.840.113549.1.9.16.2.21",  # references to certificates
    "1.2.840.113549.1.9.16.2.22",  # references to revocation data
    "1.2.840.113549.1.9.16.2.23",  # certificates
    "1.2.840.113549.1.9.16.2.24",  # revocation data
    "1.2.840.113549.1.9.16.2.25",  # time stamp over signature and references
    "1.2.840.113549.1.9.16.2.26",  # time stamp over references
    "1.2.840.113549.1.9.16.2.27",  # archive time stamps, older forms
    "1.2.840.113549.1.9.16.2.48",
    "1.2.840.113549.1.9.16.2.49",  # evidence records (RFC 4998, appendix A)
    "1.2.840.113549.1.9.16.2.50",
    "0.4.0.1733.2.4",  # archive time stamp, version 3
    "0.4.0.1733.2.5",  # long-term validation
    "0.4.0.19122.1.5",  # index of an archive time stamp
    "1.2.840.113583.1.1.8",  # revocation data as Adobe writes them
    "1.3.6.1.4.1.311.3.3.1",  # time stamp as Microsoft writes it
}


@dataclass(frozen=True, slots=True)
class Parts:
    """One SignerInfo with its surroundings. ``signed_bytes`` is what the signature value is over.

    ``canonical``: its attributes are in DER, as they must be (RFC 5652, 5.3), not merely in BER.
    """

    content_type: str
    content: bytes | None
    digest: str
    scheme: Scheme
    signature: bytes
    signed_bytes: bytes | None
    message_digest: bytes | None
    signer: x509.Certificate | None
    certificates: tuple[x509.Certificate, ...]
    certificate_hash: tuple[str, bytes] | None
    canonical: bool
    signing_time: datetime | None
    timestamps: tuple[bytes, ...]
    archive_timestamps: tuple[bytes, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    strange: tuple[str, ...] = ()
    raw: cms.SignerInfo | None = None
    container: cms.SignedData | None = None

    def signer_among(self, certificates: Iterable[x509.Certificate]) -> x509.Certificate | None:
        """The signer's certificate, when it does not lie in the CMS but among ``certificates``."""
        return None if self.raw is None else _signer(self.raw["sid"], certificates)


def take_apart(data: bytes) -> Parts:
    """Read a DER or BER ContentInfo of SignedData with one signer; bytes behind it are not looked at."""
    found = take_all_apart(data)
    if len(found) != 1:
        raise Malformed(f"{len(found)} signers")
    return found[0]


def take_all_apart(data: bytes) -> tuple[Parts, ...]:
    """The same with any number of signers from one, each with what they share."""
    check_frame(data)
    with reading(_WHAT):
        info = cms.ContentInfo.load(data)
        if info["content_type"].native != "signed_data":
            raise Malformed("not signed data")
        signed = info["content"]
        infos = signed["signer_infos"]
        if not 1 <= len(infos) <= _MOST_SIGNERS:
            raise Malformed(f"{len(infos)} signers")
        return tuple(_parts(signed, each) for each in infos)


def bare_parts(value: bytes, signer: x509.Certificate, hashed: str) -> Parts:
    """A PKCS#1 value without any CMS around it (adbe.x509.rsa_sha1)."""
    scheme = Scheme("rsassa_pkcs1v15", hashed)
    return Parts("", None, hashed, scheme, value, None, None, signer, (signer,), None, True, None, ())


def size_of(data: bytes) -> int:
    """How many bytes of ``data`` the CMS takes; what is behind it is padding."""
    with reading(_WHAT):
        return len(core.Any.load(data).dump())


def _parts(signed: cms.SignedData, info: cms.SignerInfo) -> Parts:
    certificates = tuple(_certificates(signed))
    raw = info["signed_attrs"]
    attributes = {each["type"].dotted: each["values"] for each in raw}
    _check_frame(signed, info)
    content = signed["encap_content_info"]["content"]
    content_type = signed["encap_content_info"]["content_type"].dotted
    if len(attributes) != len(raw):
        raise Malformed("a signed attribute that stands there twice")
    if len(raw) and _stated_type(attributes) != content_type:
        raise Malformed("signed attributes about another type of content")
    signed_bytes = b"\x31" + bytes(raw.dump())[1:] if len(raw) else None
    return Parts(
        content_type=content_type,
        content=None if content.native is None else bytes(content),
        digest=hash_name(info["digest_algorithm"]),
        scheme=scheme_of(info["signature_algorithm"], hash_name(info["digest_algorithm"])),
        signature=info["signature"].native,
        signed_bytes=signed_bytes,
        message_digest=_of_kind(bytes, _single(attributes, "1.2.840.113549.1.9.4")),
        signer=_signer(info["sid"], certificates),
        certificates=certificates,
        certificate_hash=_certificate_hash(attributes),
        canonical=signed_bytes is None or signed_bytes == der.set_of(*(bytes(each.dump()) for each in raw)),
        signing_time=_zoned(_of_kind(datetime, _single(attributes, "1.2.840.113549.1.9.5"))),
        timestamps=tuple(_tokens(info, _SIGNATURE_TIME_STAMPS)),
        archive_timestamps=tuple(_tokens(info, {"0.4.0.1733.2.4"})),
        evidence=evidence_of(signed, info),
        strange=(
            *sorted({each["type"].dotted for each in info["unsigned_attrs"] or ()} - _KNOWN_UNSIGNED),
            *_versions(signed, info),
            *_unreadable(signed, certificates),
        ),
        raw=info,
        container=signed,
    )


def _check_frame(signed: cms.SignedData, info: cms.SignerInfo) -> None:
    """What nothing else here needs, and so would not be read: nobody's signature covers it, but it has a form."""
    if signed["version"].native not in _VERSIONS or info["version"].native not in _SIGNER_VERSIONS:
        raise Malformed("a version that is not known")
    announced = {each["algorithm"].dotted for each in signed["digest_algorithms"]}
    if announced and info["digest_algorithm"]["algorithm"].dotted not in announced:
        raise Malformed("a hash that was not announced")


def _unreadable(signed: cms.SignedData, certificates: tuple[x509.Certificate, ...]) -> Iterator[str]:
    """Certificates that were passed over."""
    enclosed = sum(each.name == "certificate" for each in signed["certificates"] or ())
    if enclosed != len(certificates):
        yield "a certificate"


def _versions(signed: cms.SignedData, info: cms.SignerInfo) -> Iterator[str]:
    """Versions that are not those of the form (RFC 5652, 5.1 and 5.3): nobody's signature covers them."""
    by_key = info["sid"].name != "issuer_and_serial_number"
    if info["version"].native != ("v3" if by_key else "v1"):
        yield "version of the signer"
    kinds = {each.name for each in signed["certificates"] or ()}
    others = [tag for tag, _, _ in elements(signed["crls"].contents or b"")]
    if "other" in kinds or (2, 1) in others:
        expected = "v5"
    elif "v2_attr_cert" in kinds:
        expected = "v4"
    elif "v1_attr_cert" in kinds or by_key or signed["encap_content_info"]["content_type"].native != "data":
        expected = "v3"
    else:
        expected = "v1"
    if signed["version"].native != expected:
        yield "version"


def _stated_type(attributes: dict[str, core.SetOf]) -> str | None:
    values = attributes.get("1.2.840.113549.1.9.3")
    return values[0].dotted if values is not None and len(values) == 1 else None


def _zoned(moment: datetime | None) -> datetime | None:
    """RFC 5652, 11.3: the time is UTC whether it says so or not."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _single(attributes: dict[str, core.SetOf], kind: str) -> object:
    values = attributes.get(kind)
    if values is None:
        return None
    if len(values) != 1:
        raise Malformed("a signed attribute with several values")
    return values[0].native


def _of_kind(kind: type[T], value: object) -> T | None:
    if value is None or isinstance(value, kind):
        return value
    raise Malformed("a signed attribute of another kind")


def _certificates(signed: cms.SignedData) -> Iterator[x509.Certificate]:
    enclosed = signed["certificates"] or ()
    if len(enclosed) > _MOST_CERTIFICATES:
        raise Malformed(f"{len(enclosed)} certificates")
    for each in enclosed:
        if each.name != "certificate":
            continue
        try:
            yield read_certificate(each.chosen.dump())
        except Malformed:
            continue  # it vouches for nobody; a signer without certificate is told as such


def _signer(sid: cms.SignerIdentifier, certificates: Iterable[x509.Certificate]) -> x509.Certificate | None:
    for certificate in certificates:
        if sid.name == "issuer_and_serial_number":
            number = sid.chosen["serial_number"].native
            if certificate.serial_number == number and _is_named(certificate, sid.chosen["issuer"]):
                return certificate
        elif _key_identifier(certificate) == sid.chosen.native:
            return certificate
    return None


def _is_named(certificate: x509.Certificate, issuer: asn1_x509.Name) -> bool:
    """By the bytes, else by the texts: programs write the same text in several types."""
    own = certificate.issuer.public_bytes()
    return bool(own == issuer.dump() or asn1_x509.Name.load(own).native == issuer.native)


def _key_identifier(certificate: x509.Certificate) -> bytes | None:
    found = extension(certificate, x509.SubjectKeyIdentifier)
    return None if found is None else found.digest


def _certificate_hash(attributes: dict[str, core.SetOf]) -> tuple[str, bytes] | None:
    second = attributes.get("1.2.840.113549.1.9.16.2.47")
    if second is not None:
        first = tsp.SigningCertificateV2.load(second[0].dump())["certs"][0]
        return hash_name(first["hash_algorithm"]), first["cert_hash"].native
    older = attributes.get("1.2.840.113549.1.9.16.2.12")
    if older is not None:
        return "sha1", tsp.SigningCertificate.load(older[0].dump())["certs"][0]["cert_hash"].native
    return None


def _tokens(info: cms.SignerInfo, wanted: set[str]) -> Iterator[bytes]:
    kinds = [each for each in info["unsigned_attrs"] or () if each["type"].dotted in wanted]
    tokens = [value for each in kinds for value in each["values"]]
    if len(tokens) > _MOST_TIMESTAMPS:
        raise Malformed(f"{len(tokens)} time stamps")
    yield from (bytes(token.dump()) for token in tokens)
