"""The development authority in a folder, made on first run: root, issuing authority, signers, revocation lists."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, mldsa, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from dossier.errors import PermanentError, UsageError
from signing.authority import certificates
from signing.authority.certificates import Issuer
from signing.authority.files import PUBLIC, replace_file, write_new
from signing.keys.files import pem_signer
from signing.keys.local import LocalSigner, PrivateKey

_REMEDY = "Check the folder HOSO_HOME: its owner, its free space, and that it is not on a network share."
_ADDRESS = "address"
_OFFICER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")


class KeyKind(StrEnum):
    """What the development keys are."""

    P256 = "p256"
    RSA2048 = "rsa2048"
    RSA3072 = "rsa3072"
    ML_DSA_65 = "ml_dsa_65"


@dataclass(frozen=True, slots=True)
class DevelopmentAuthority:
    """``root.pem`` is the anchor of everything here; nothing in the folder has legal value."""

    folder: Path

    @property
    def root(self) -> Path:
        """The root certificate."""
        return self.folder / "root.pem"

    @property
    def revocation_lists(self) -> tuple[Path, ...]:
        """The lists of the root and of the issuing authority."""
        return self.folder / "root.crl", self.folder / "issuing.crl"

    def agency(self) -> LocalSigner:
        """The agency's key."""
        return self._signer("agency", "Cơ quan số hóa", certificates.document_signer)

    def time_stamper(self) -> LocalSigner:
        """The time-stamping authority's key: always P-256, for ``openssl ts`` cannot check RSASSA-PSS."""
        return self._signer("tsa", "Cấp dấu thời gian", certificates.time_stamper, KeyKind.P256)

    def officer(self, officer: str) -> LocalSigner:
        """The key of an officer, made when it is first asked for."""
        if not _OFFICER.fullmatch(officer):
            raise UsageError("An officer's account has letters, digits, dots, hyphens and @ only.")
        return self._signer(f"officer-{officer}", officer, certificates.document_signer)

    def second_seal(self) -> LocalSigner:
        """The agency's ML-DSA key: for a seal beside the lawful one, never alone."""
        return self._signer("agency-ml-dsa", "Cơ quan số hóa", certificates.document_signer, KeyKind.ML_DSA_65)

    def responder(self) -> LocalSigner:
        """The key that answers OCSP questions."""
        return self._signer("ocsp", "Trả lời trạng thái", certificates.responder, KeyKind.P256)

    def revoke(self, certificate: x509.Certificate, at: datetime) -> None:
        """From ``at`` on; the list of the issuing authority is written anew."""
        path = self.folder / "issuing.crl"
        old = x509.load_pem_x509_crl(path.read_bytes())
        entry = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number).revocation_date(at).build()
        number = old.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number + 1
        new = certificates.revocation_list(self._issuer(), _now(), (*old, entry), number=number)
        replace_file(path, new.public_bytes(Encoding.PEM), PUBLIC)

    def _signer(
        self,
        file: str,
        name: str,
        certify: Callable[[Issuer, PrivateKey, str, datetime], x509.Certificate],
        kind: KeyKind | None = None,
    ) -> LocalSigner:
        path = self.folder / f"{file}.pem"
        if not path.exists():
            issuer = self._issuer()
            key = _new_key(kind or _kind_of(issuer.key))
            # Valid since the authority is: its revocation list, made then, would else be older than what it vouches for.
            certificate = certify(issuer, key, name, issuer.certificate.not_valid_before_utc + certificates.BACKDATED)
            _write(path, _pem(key) + _certificate_pem(certificate) + _certificate_pem(issuer.certificate))
        return pem_signer(path, lambda: None)

    def _issuer(self) -> Issuer:
        loaded = pem_signer(self.folder / "issuing.pem", lambda: None)
        place = self.folder / _ADDRESS
        return Issuer(loaded.chain[0], loaded.key, place.read_text() if place.exists() else "")


def open_authority(folder: Path, kind: KeyKind = KeyKind.P256, *, address: str = "") -> DevelopmentAuthority:
    """The authority in ``folder``, made as a whole if it is not there yet; several first runs at once are safe.

    A new one with an ``address`` (``http://host:port``) names it in its certificates as where their state is asked.
    """
    if not (folder / "root.pem").exists():
        _create(folder, kind, address)
    return DevelopmentAuthority(folder)


def _create(folder: Path, kind: KeyKind, address: str) -> None:
    """Make everything beside the place and move it there in one step: the first to arrive stays."""
    partial = folder.with_name(f".{folder.name}.{secrets.token_hex(8)}")
    try:
        partial.mkdir(parents=True, mode=0o700)
        _fill(partial, kind, address)
        try:
            partial.rename(folder)
        except OSError:
            if not (folder / "root.pem").exists():
                raise
    except OSError as error:
        raise PermanentError("The development keys cannot be made.", remedy=_REMEDY) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _fill(folder: Path, kind: KeyKind, address: str) -> None:
    now = _now()
    root_key, issuing_key = _new_key(kind), _new_key(kind)
    root = Issuer(certificates.self_signed(root_key, "hoso Root", now), root_key, address)
    issuing = Issuer(certificates.authority(root, issuing_key, "hoso Issuing", now), issuing_key)
    write_new(folder / "root-key.pem", _pem(root_key) + _certificate_pem(root.certificate))
    write_new(folder / "issuing.pem", _pem(issuing_key) + _certificate_pem(issuing.certificate))
    for name, issuer in (("root.crl", root), ("issuing.crl", issuing)):
        write_new(folder / name, certificates.revocation_list(issuer, now).public_bytes(Encoding.PEM), PUBLIC)
    if address:
        write_new(folder / _ADDRESS, address.encode(), PUBLIC)
    write_new(folder / "root.pem", _certificate_pem(root.certificate), PUBLIC)


def _write(path: Path, data: bytes) -> None:
    try:
        write_new(path, data)
    except OSError as error:
        raise PermanentError("A development key cannot be written.", remedy=_REMEDY) from error


def _new_key(kind: KeyKind) -> PrivateKey:
    match kind:
        case KeyKind.RSA2048 | KeyKind.RSA3072:
            return rsa.generate_private_key(public_exponent=65537, key_size=int(kind.removeprefix("rsa")))
        case KeyKind.ML_DSA_65:
            return mldsa.MLDSA65PrivateKey.generate()
    return ec.generate_private_key(ec.SECP256R1())


def _kind_of(key: PrivateKey) -> KeyKind:
    return KeyKind(f"rsa{key.key_size}") if isinstance(key, rsa.RSAPrivateKey) else KeyKind.P256


def _pem(key: PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _certificate_pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.PEM)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
