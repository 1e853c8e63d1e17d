"""Certificates that the development authority would never make: expired, revoked, misused, malformed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from signing.authority import certificates
from signing.authority.certificates import Issuer
from signing.judge.trust import TrustStore
from signing.keys.local import LocalSigner
from signing.tsa.issuing import IssuingTimeStamper

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
LONG_AGO = NOW - 11 * 365 * DAY


def new_key() -> ec.EllipticCurvePrivateKey:
    """P-256."""
    return ec.generate_private_key(ec.SECP256R1())


@dataclass(frozen=True)
class Pki:
    """A root and an issuing authority that were made eleven years ago, and what is revoked below them."""

    root: Issuer
    issuing: Issuer

    @classmethod
    def made(cls) -> Pki:
        """Fresh keys."""
        root_key, issuing_key = new_key(), new_key()
        root = Issuer(certificates.self_signed(root_key, "Test Root", LONG_AGO), root_key)
        issuing = certificates.authority(root, issuing_key, "Test Issuing", LONG_AGO)
        return cls(root, Issuer(issuing, issuing_key))

    def signer(self, since: datetime = NOW - DAY) -> LocalSigner:
        """A document signer whose ten years began at ``since``."""
        key = new_key()
        leaf = certificates.document_signer(self.issuing, key, "Test Officer", since)
        return LocalSigner(key, (leaf, self.issuing.certificate))

    def stamper(self, at: datetime = NOW) -> IssuingTimeStamper:
        """A time-stamping authority whose clock stands at ``at``."""
        key = new_key()
        leaf = certificates.time_stamper(self.issuing, key, "Test TSA", at - DAY)
        return IssuingTimeStamper(LocalSigner(key, (leaf, self.issuing.certificate)), lambda: at)

    def lists(
        self, *revoked: tuple[x509.Certificate, datetime], at: datetime = NOW
    ) -> tuple[x509.CertificateRevocationList, ...]:
        """The root's list, empty, and the issuing authority's with what was revoked when."""
        entries = tuple(
            x509.RevokedCertificateBuilder().serial_number(each.serial_number).revocation_date(since).build()
            for each, since in revoked
        )
        return certificates.revocation_list(self.root, at), certificates.revocation_list(self.issuing, at, entries)

    def trust(self, *lists: x509.CertificateRevocationList) -> TrustStore:
        """The root as anchor; the lists that no certificate is revoked in, unless others are given."""
        return TrustStore((self.root.certificate,), lists or self.lists())


def unlike(
    certificate: x509.Certificate,
    issuer: Issuer,
    key: ec.EllipticCurvePrivateKey,
    *more: tuple[x509.ExtensionType, bool],
) -> x509.Certificate:
    """A certificate for the same name and term with other extensions."""
    builder = (
        x509.CertificateBuilder()
        .subject_name(certificate.subject)
        .issuer_name(issuer.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(certificate.not_valid_before_utc)
        .not_valid_after(certificate.not_valid_after_utc)
    )
    for extension, critical in more:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(issuer.key, hashes.SHA256())
