"""Chips that we make ourselves: a country authority, a document signer, data groups and the security object over them."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from asn1crypto import algos, cms, core, x509
from cryptography import x509 as made
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from identity.chip.passive import _SecurityObject

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
LDS = "2.23.136.1.1.1"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def tlv(tag: int, value: bytes) -> bytes:
    """A node; lengths up to 64 KiB."""
    size = len(value)
    length = bytes([size]) if size < 0x80 else b"\x82" + size.to_bytes(2, "big")
    return tag.to_bytes(1 if tag < 0x100 else 2, "big") + length + value


def dg1(lines: list[str]) -> bytes:
    """Data group 1 with a zone."""
    return tlv(0x61, tlv(0x5F1F, "".join(lines).encode()))


def dg13(fields: Mapping[int, str]) -> bytes:
    """Data group 13 as Vietnamese chips nest it: a list of number and text."""
    pairs = (tlv(0x30, tlv(0x02, bytes([n])) + tlv(0x0C, text.encode())) for n, text in fields.items())
    return tlv(0x6D, tlv(0x30, tlv(0x02, b"\x01") + tlv(0x31, b"".join(pairs))))


def name(text: str) -> made.Name:
    """A distinguished name of a SPECIMEN."""
    return made.Name([made.NameAttribute(NameOID.COUNTRY_NAME, "VN"), made.NameAttribute(NameOID.COMMON_NAME, text)])


@dataclass(frozen=True)
class Authority:
    """A country authority and its key."""

    key: Key
    certificate: made.Certificate

    @property
    def der(self) -> bytes:
        """The certificate."""
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def parsed(self) -> x509.Certificate:
        """The certificate as the judge sees it."""
        return x509.Certificate.load(self.der)


def authority(subject: str = "SPECIMEN CSCA", key: Key | None = None) -> Authority:
    """A self-signed country authority."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    builder = _builder(subject, subject, key, key, NOW + timedelta(days=3650))
    builder = builder.add_extension(made.BasicConstraints(ca=True, path_length=0), critical=True)
    return Authority(key, builder.sign(key, hashes.SHA256()))


def signer(
    csca: Authority, key: Key, *, until: datetime = NOW + timedelta(days=900), usage: bool = True
) -> made.Certificate:
    """A document signer's certificate."""
    issuer = csca.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    builder = _builder("SPECIMEN DS", str(issuer), key, csca.key, until)
    builder = builder.add_extension(
        made.KeyUsage(
            digital_signature=usage,
            content_commitment=False,
            key_encipherment=not usage,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=False,
            crl_sign=False,
            encipher_only=False,
            decipher_only=False,
        ),
        critical=True,
    )
    return builder.sign(csca.key, hashes.SHA256())


def _builder(subject: str, issuer: str, key: Key, issuing: Key, until: datetime) -> made.CertificateBuilder:
    return (
        made.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(made.random_serial_number())
        .not_valid_before(NOW - timedelta(days=2000))
        .not_valid_after(until)
        .add_extension(made.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(made.AuthorityKeyIdentifier.from_issuer_public_key(issuing.public_key()), critical=False)
    )


def sod(
    groups: Mapping[int, bytes], key: Key, certificate: made.Certificate, *, digest: str = "sha256", pss: bool = False
) -> bytes:
    """The security object over ``groups``."""
    listed = _SecurityObject(
        {
            "version": 0,
            "hash_algorithm": {"algorithm": digest},
            "hashes": [{"number": n, "value": hashlib.new(digest, data).digest()} for n, data in groups.items()],
        }
    ).dump()
    held = x509.Certificate.load(certificate.public_bytes(Encoding.DER))
    attributes = cms.CMSAttributes(
        [
            {"type": "content_type", "values": [LDS]},
            {"type": "message_digest", "values": [hashlib.new(digest, listed).digest()]},
        ]
    )
    info = cms.SignerInfo(
        {
            "version": "v1",
            "sid": {"issuer_and_serial_number": {"issuer": held.issuer, "serial_number": held.serial_number}},
            "digest_algorithm": {"algorithm": digest},
            "signed_attrs": attributes,
            "signature_algorithm": _algorithm(key, digest, pss),
            "signature": _signed(key, attributes.dump(), digest, pss),
        }
    )
    data = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [{"algorithm": digest}],
            "encap_content_info": {"content_type": LDS, "content": core.ParsableOctetString(listed)},
            "certificates": [held],
            "signer_infos": [info],
        }
    )
    return tlv(0x77, cms.ContentInfo({"content_type": "signed_data", "content": data}).dump())


def _algorithm(key: Key, digest: str, pss: bool) -> algos.SignedDigestAlgorithm:
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return algos.SignedDigestAlgorithm({"algorithm": f"{digest}_ecdsa"})
    if not pss:
        return algos.SignedDigestAlgorithm({"algorithm": f"{digest}_rsa"})
    parameters = {
        "hash_algorithm": {"algorithm": digest},
        "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": digest}},
        "salt_length": 32,
    }
    return algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": parameters})


def _signed(key: Key, data: bytes, digest: str, pss: bool) -> bytes:
    hashed = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384()}[digest]
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(data, ec.ECDSA(hashed))
    return key.sign(data, padding.PSS(padding.MGF1(hashed), 32) if pss else padding.PKCS1v15(), hashed)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return target.getvalue()
