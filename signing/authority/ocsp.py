"""The development authority's answers to OCSP questions (RFC 6960), read from its own revocation list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from signing.authority.development import DevelopmentAuthority
from signing.keys.local import LocalSigner

_VALID = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class OcspResponder:
    """Answers for the issuing authority. ``signer`` is its delegate; ``listed`` gives the newest revocation list."""

    issuer: x509.Certificate
    signer: LocalSigner
    listed: Callable[[], x509.CertificateRevocationList]

    def answer(self, request: bytes) -> bytes:
        """OCSPResponse in DER; a question that is none, or about another issuer's certificate, is told so."""
        try:
            asked = ocsp.load_der_ocsp_request(request)
            if not self._is_ours(asked):
                return _unsuccessful(ocsp.OCSPResponseStatus.UNAUTHORIZED)
            return self._signed(asked, asked.serial_number)
        except (ValueError, UnsupportedAlgorithm):  # also numbers that no certificate bears
            return _unsuccessful(ocsp.OCSPResponseStatus.MALFORMED_REQUEST)

    def _is_ours(self, asked: ocsp.OCSPRequest) -> bool:
        own = ocsp.OCSPRequestBuilder().add_certificate(self.signer.chain[0], self.issuer, asked.hash_algorithm).build()
        return (asked.issuer_key_hash, asked.issuer_name_hash) == (own.issuer_key_hash, own.issuer_name_hash)

    def _signed(self, asked: ocsp.OCSPRequest, serial: int) -> bytes:
        now = datetime.now(UTC).replace(microsecond=0)
        entry = self.listed().get_revoked_certificate_by_serial_number(serial)
        builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
            issuer_name_hash=asked.issuer_name_hash,
            issuer_key_hash=asked.issuer_key_hash,
            serial_number=serial,
            algorithm=asked.hash_algorithm,
            cert_status=ocsp.OCSPCertStatus.GOOD if entry is None else ocsp.OCSPCertStatus.REVOKED,
            this_update=now,
            next_update=now + _VALID,
            revocation_time=None if entry is None else entry.revocation_date_utc,
            revocation_reason=None,
        )
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, self.signer.chain[0])
        builder = builder.certificates([self.signer.chain[0]])
        for each in asked.extensions:
            if isinstance(each.value, x509.OCSPNonce):
                builder = builder.add_extension(each.value, critical=False)
        return builder.sign(self.signer.key, hashes.SHA256()).public_bytes(Encoding.DER)


def responder_of(authority: DevelopmentAuthority) -> OcspResponder:
    """That of the development authority."""
    signer = authority.responder()
    listing = authority.revocation_lists[1]
    return OcspResponder(signer.chain[1], signer, lambda: x509.load_pem_x509_crl(listing.read_bytes()))


def _unsuccessful(status: ocsp.OCSPResponseStatus) -> bytes:
    return ocsp.OCSPResponseBuilder.build_unsuccessful(status).public_bytes(Encoding.DER)
