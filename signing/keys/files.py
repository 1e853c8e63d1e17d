"""Keys in files: PKCS#12 and PEM."""

from __future__ import annotations

from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, mldsa, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key, pkcs12

from dossier.errors import PermanentError
from signing.keys.chain import ordered
from signing.keys.local import LocalSigner, PrivateKey
from signing.keys.secret import Secret


def pkcs12_signer(path: Path, secret: Secret) -> LocalSigner:
    """The key and chain of a PKCS#12 file."""
    data = _read(path)
    try:
        loaded = _open_pkcs12(data, secret)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _unreadable(path) from error
    if loaded.cert is None:
        raise _unreadable(path)
    chain = (loaded.cert.certificate, *(each.certificate for each in loaded.additional_certs))
    return LocalSigner(_usable(loaded.key), ordered(chain))


def _open_pkcs12(data: bytes, secret: Secret) -> pkcs12.PKCS12KeyAndCertificates:
    """Whether a file is locked shows only when it is opened: the pass phrase is asked for after that."""
    try:
        return pkcs12.load_pkcs12(data, None)
    except ValueError:
        return pkcs12.load_pkcs12(data, secret())


def pem_signer(path: Path, secret: Secret) -> LocalSigner:
    """The key and chain of one PEM file that holds both."""
    data = _read(path)
    try:
        key = load_pem_private_key(data, secret() if b"ENCRYPTED" in data else None)
        chain = tuple(x509.load_pem_x509_certificates(data))
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _unreadable(path) from error
    return LocalSigner(_usable(key), ordered(chain))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PermanentError(f"The key file {path.name} cannot be read.", remedy="Check the key's URI.") from error


def _unreadable(path: Path) -> PermanentError:
    return PermanentError(f"The key file {path.name} cannot be opened.", remedy="Check its pass phrase and format.")


def _usable(key: object) -> PrivateKey:
    if isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | mldsa.MLDSA65PrivateKey):
        return key
    raise PermanentError("The signing key is neither RSA, elliptic-curve nor ML-DSA-65.", remedy="Use RSA or P-256.")
