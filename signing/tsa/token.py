"""Who made a time-stamp token."""

from __future__ import annotations

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from dossier.errors import PermanentError
from signing.cms import der
from signing.cms.envelope import take_apart
from signing.judge.certificates import read_certificate
from signing.judge.malformed import Malformed


def chain_of(cms: bytes) -> tuple[x509.Certificate, ...]:
    """The signer's certificate first, then the others in the CMS; ``PermanentError`` when its own is not there."""
    envelope = take_apart(cms)
    try:
        found = [read_certificate(each) for each in envelope.certificates]
        own = next((each for each in found if _identifier(each) == envelope.signer[1]), None)
    except (Malformed, ValueError) as error:
        raise PermanentError("A signature's certificate cannot be read.") from error
    if own is None:
        raise PermanentError("A signature comes without its certificate.", remedy="Do not use this time-stamp server.")
    others = sorted((each for each in found if each != own), key=lambda each: each.public_bytes(Encoding.DER))
    return own, *others


def _identifier(certificate: x509.Certificate) -> bytes:
    return der.sequence(certificate.issuer.public_bytes(), der.integer(certificate.serial_number))
