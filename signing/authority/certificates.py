"""The certificates of the development authority, one function per kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import mldsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from signing.keys.local import PrivateKey

# Worn by every name, so that no screen and no report can hide it.
NO_LEGAL_VALUE = "MẪU - KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
# RFC 9336: documents are signed by people and organisations.
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
AUTHORITY_DAYS = 20 * 365
SIGNER_DAYS = 10 * 365
BACKDATED = timedelta(hours=1)
"""What is made counts from a little earlier: clocks differ."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """A certificate authority: its certificate and key."""

    certificate: x509.Certificate
    key: PrivateKey
    address: str = ""
    """Where its responder is asked (``http://host:port``), told by the certificates that it issues; empty: nowhere."""

    @property
    def hash(self) -> hashes.SHA256 | None:
        """What it signs with; ML-DSA hashes by itself."""
        return _hash(self.key)


def self_signed(key: PrivateKey, name: str, now: datetime) -> x509.Certificate:
    """A root."""
    builder = _begun(_name(name), _name(name), key.public_key(), now, AUTHORITY_DAYS)
    return _as_authority(builder, key.public_key(), path_length=1).sign(key, _hash(key))


def authority(issuer: Issuer, key: PrivateKey, name: str, now: datetime) -> x509.Certificate:
    """An issuing authority below ``issuer``."""
    builder = _begun(_name(name), issuer.certificate.subject, key.public_key(), now, AUTHORITY_DAYS)
    builder = _placed(_as_authority(builder, key.public_key(), path_length=0), issuer, "root.crl")
    return builder.add_extension(_authority_key(issuer), critical=False).sign(issuer.key, issuer.hash)


def document_signer(issuer: Issuer, key: PrivateKey, name: str, now: datetime) -> x509.Certificate:
    """An officer or an agency: signs documents and cannot deny it."""
    return _end_entity(issuer, key, name, now, usage=DOCUMENT_SIGNING, critical=False)


def time_stamper(issuer: Issuer, key: PrivateKey, name: str, now: datetime) -> x509.Certificate:
    """A time-stamping authority: that, critically, and nothing else (RFC 3161, 2.3)."""
    return _end_entity(issuer, key, name, now, usage=ExtendedKeyUsageOID.TIME_STAMPING, critical=True)


def responder(issuer: Issuer, key: PrivateKey, name: str, now: datetime) -> x509.Certificate:
    """Answers OCSP questions for ``issuer`` and is not asked about itself (RFC 6960, 4.2.2.2)."""
    builder = _end_entity_builder(issuer, key, name, now, usage=ExtendedKeyUsageOID.OCSP_SIGNING, critical=False)
    return builder.add_extension(x509.OCSPNoCheck(), critical=False).sign(issuer.key, issuer.hash)


def revocation_list(
    issuer: Issuer, now: datetime, revoked: tuple[x509.RevokedCertificate, ...] = (), *, number: int = 1
) -> x509.CertificateRevocationList:
    """The issuer's list of revoked certificates."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(now - BACKDATED)
        .next_update(now + timedelta(days=SIGNER_DAYS))
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(_authority_key(issuer), critical=False)
    )
    for each in revoked:
        builder = builder.add_revoked_certificate(each)
    return builder.sign(issuer.key, issuer.hash)


def _end_entity(
    issuer: Issuer, key: PrivateKey, name: str, now: datetime, *, usage: ObjectIdentifier, critical: bool
) -> x509.Certificate:
    builder = _end_entity_builder(issuer, key, name, now, usage=usage, critical=critical)
    return _placed(builder, issuer, "issuing.crl").sign(issuer.key, issuer.hash)


def _placed(builder: x509.CertificateBuilder, issuer: Issuer, revocation_list: str) -> x509.CertificateBuilder:
    """Where to ask about the certificate, if there is a place."""
    if not issuer.address:
        return builder
    ocsp = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, _at(f"{issuer.address}/ocsp"))
    place = x509.DistributionPoint([_at(f"{issuer.address}/{revocation_list}")], None, None, None)
    return builder.add_extension(x509.AuthorityInformationAccess([ocsp]), critical=False).add_extension(
        x509.CRLDistributionPoints([place]), critical=False
    )


def _at(url: str) -> x509.UniformResourceIdentifier:
    return x509.UniformResourceIdentifier(url)


def _end_entity_builder(
    issuer: Issuer, key: PrivateKey, name: str, now: datetime, *, usage: ObjectIdentifier, critical: bool
) -> x509.CertificateBuilder:
    public = key.public_key()
    builder = _begun(_name(name), issuer.certificate.subject, public, now, SIGNER_DAYS)
    return (
        builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signing=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([usage]), critical=critical)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(_authority_key(issuer), critical=False)
    )


def _begun(
    subject: x509.Name, issuer: x509.Name, public: CertificatePublicKeyTypes, now: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(now + timedelta(days=days))
    )


def _as_authority(
    builder: x509.CertificateBuilder, public: CertificatePublicKeyTypes, *, path_length: int
) -> x509.CertificateBuilder:
    return (
        builder.add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
        .add_extension(_usage(signing=False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _hash(key: PrivateKey) -> hashes.SHA256 | None:
    return None if isinstance(key, mldsa.MLDSA65PrivateKey) else hashes.SHA256()


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "hoso development"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, NO_LEGAL_VALUE),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _usage(*, signing: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signing,
        content_commitment=signing,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signing,
        crl_sign=not signing,
        encipher_only=False,
        decipher_only=False,
    )


def _authority_key(issuer: Issuer) -> x509.AuthorityKeyIdentifier:
    identifier = issuer.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier)
