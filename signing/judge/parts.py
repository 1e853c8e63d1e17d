"""A CMS signature taken apart: what was signed, by whom, how. Anything unexpected is a ``Malformed``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from asn1crypto import cms, core, tsp
from cryptography import x509

T = TypeVar("T")


class Malformed(Exception):  # noqa: N818  an outcome of reading, turned into a judgement by whoever asked
    """The bytes are no signature that can be judged; the text says what is wrong, without content."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The signature algorithm: ``name`` as in the contract, its hash, and for PSS the salt length and MGF1's hash."""

    name: str
    hash: str
    salt: int = 0
    mask_hash: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """One SignerInfo with its surroundings. ``signed_bytes`` is what the signature value is over."""

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
    signing_time: datetime | None
    timestamps: tuple[bytes, ...]


def take_apart(data: bytes) -> Parts:
    """Read a DER or BER ContentInfo of SignedData with one signer; bytes behind it are not looked at."""
    with _reading():
        info = cms.ContentInfo.load(data)
        if info["content_type"].native != "signed_data":
            raise Malformed("not signed data")
        signed = info["content"]
        infos = signed["signer_infos"]
        if len(infos) != 1:
            raise Malformed(f"{len(infos)} signers")
        return _parts(signed, infos[0])


def size_of(data: bytes) -> int:
    """How many bytes of ``data`` the CMS takes; what is behind it is padding."""
    with _reading():
        return len(core.Any.load(data).dump())


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except Malformed:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError) as error:
        raise Malformed("not readable as CMS") from error


def _parts(signed: cms.SignedData, info: cms.SignerInfo) -> Parts:
    certificates = tuple(_certificates(signed))
    attributes = {each["type"].dotted: each["values"] for each in info["signed_attrs"]}
    raw = info["signed_attrs"]
    content = signed["encap_content_info"]["content"]
    return Parts(
        content_type=signed["encap_content_info"]["content_type"].dotted,
        content=None if content.native is None else bytes(content),
        digest=info["digest_algorithm"]["algorithm"].native,
        scheme=_scheme(info),
        signature=info["signature"].native,
        signed_bytes=b"\x31" + bytes(raw.dump())[1:] if len(raw) else None,
        message_digest=_of_kind(bytes, _single(attributes, "1.2.840.113549.1.9.4")),
        signer=_signer(info["sid"], certificates),
        certificates=certificates,
        certificate_hash=_certificate_hash(attributes),
        signing_time=_of_kind(datetime, _single(attributes, "1.2.840.113549.1.9.5")),
        timestamps=tuple(_timestamps(info)),
    )


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
    for each in signed["certificates"] or ():
        if each.name != "certificate":
            continue
        try:
            yield x509.load_der_x509_certificate(each.chosen.dump())
        except ValueError:
            continue  # a certificate that cannot be read vouches for nobody; a signer without one is told as such


def _signer(sid: cms.SignerIdentifier, certificates: tuple[x509.Certificate, ...]) -> x509.Certificate | None:
    for certificate in certificates:
        if sid.name == "issuer_and_serial_number":
            chosen = sid.chosen
            same = certificate.issuer.public_bytes() == chosen["issuer"].dump()
            if certificate.serial_number == chosen["serial_number"].native and same:
                return certificate
        elif _key_identifier(certificate) == sid.chosen.native:
            return certificate
    return None


def _key_identifier(certificate: x509.Certificate) -> bytes | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    except (x509.ExtensionNotFound, ValueError):
        return None


def _scheme(info: cms.SignerInfo) -> Scheme:
    algorithm = info["signature_algorithm"]
    digest = info["digest_algorithm"]["algorithm"].native
    name = algorithm.signature_algo
    match name:
        case "rsassa_pkcs1v15":
            hashed = algorithm["algorithm"].native.removesuffix("_rsa")
            return Scheme(name, digest if hashed == "rsassa_pkcs1v15" else hashed)
        case "rsassa_pss":
            parameters = algorithm["parameters"]
            mask = parameters["mask_gen_algorithm"]["parameters"]["algorithm"].native
            hashed = parameters["hash_algorithm"]["algorithm"].native
            return Scheme(name, hashed, parameters["salt_length"].native, mask)
        case "ecdsa":
            hashed = algorithm["algorithm"].native.removesuffix("_ecdsa")
            return Scheme(name, digest if hashed == "ecdsa" else hashed)
    raise Malformed("unknown signature algorithm")


def _certificate_hash(attributes: dict[str, core.SetOf]) -> tuple[str, bytes] | None:
    second = attributes.get("1.2.840.113549.1.9.16.2.47")
    if second is not None:
        first = tsp.SigningCertificateV2.load(second[0].dump())["certs"][0]
        return first["hash_algorithm"]["algorithm"].native, first["cert_hash"].native
    older = attributes.get("1.2.840.113549.1.9.16.2.12")
    if older is not None:
        return "sha1", tsp.SigningCertificate.load(older[0].dump())["certs"][0]["cert_hash"].native
    return None


def _timestamps(info: cms.SignerInfo) -> Iterator[bytes]:
    for each in info["unsigned_attrs"] or ():
        if each["type"].dotted == "1.2.840.113549.1.9.16.2.14":
            yield from (bytes(value.dump()) for value in each["values"])
