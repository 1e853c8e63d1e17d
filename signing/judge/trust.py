"""What is believed without proof: anchors, and what helps to reach them."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from dossier.errors import UsageError
from signing.authority.certificates import NO_LEGAL_VALUE
from signing.judge.certificates import check_readable
from signing.judge.evidence import Evidence
from signing.judge.malformed import Malformed, reading

_CERTIFICATES = {".pem", ".crt", ".cer", ".der"}
_LISTS = {".crl"}
_REMEDY = "Take it out of the trust folder."


@dataclass(frozen=True, slots=True)
class Window:
    """From when until when an anchor is believed; None leaves that side open."""

    since: datetime | None = None
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether ``at`` lies inside."""
        return (self.since is None or self.since <= at) and (self.until is None or at <= self.until)


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Anchors, revocation lists at hand, and which anchors are the development authority's. Empty: nothing is valid.

    ``windows``: when an anchor was one. ``evidence``: what else was given or asked for, checked like everything else.
    """

    anchors: tuple[x509.Certificate, ...] = ()
    revocation_lists: tuple[x509.CertificateRevocationList, ...] = ()
    development: frozenset[bytes] = field(default_factory=frozenset)
    windows: Mapping[bytes, Window] = field(default_factory=dict)
    evidence: Evidence = field(default_factory=Evidence)

    def trusts(self, certificate: x509.Certificate, at: datetime | None = None) -> bool:
        """Whether this very certificate is an anchor, and was one at ``at``."""
        if certificate not in self.anchors:
            return False
        window = self.windows.get(certificate.public_bytes(Encoding.DER))
        return at is None or window is None or window.holds(at)

    def is_development(self, certificate: x509.Certificate) -> bool:
        """Whether this anchor has no legal value: known as such, or one that says so of itself."""
        units = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
        says_so = any(unit.value == NO_LEGAL_VALUE for unit in units)
        return says_so or certificate.public_bytes(Encoding.DER) in self.development

    def joined(self, other: TrustStore) -> TrustStore:
        """Both together."""
        return TrustStore(
            (*self.anchors, *other.anchors),
            (*self.revocation_lists, *other.revocation_lists),
            self.development | other.development,
            {**self.windows, **other.windows},
            self.evidence.joined(other.evidence),
        )


def trust_to_plain(trust: TrustStore) -> dict[str, Any]:
    """For the way into another process: DER in Base64."""
    certificates = [each.public_bytes(Encoding.DER) for each in trust.anchors]
    return {
        "anchors": [b64encode(each).decode() for each in certificates],
        "lists": [b64encode(each.public_bytes(Encoding.DER)).decode() for each in trust.revocation_lists],
        "development": sorted(b64encode(each).decode() for each in trust.development),
        "windows": {
            b64encode(each).decode(): [_text(window.since), _text(window.until)]
            for each, window in trust.windows.items()
        },
        "evidence": [
            [b64encode(each).decode() for each in pieces]
            for pieces in (trust.evidence.certificates, trust.evidence.lists, trust.evidence.responses)
        ],
        "since": {b64encode(name).decode(): at.isoformat() for name, at in trust.evidence.since.items()},
    }


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def trust_from_plain(plain: Mapping[str, Any]) -> TrustStore:
    """The store that was sent."""
    return TrustStore(
        tuple(x509.load_der_x509_certificate(b64decode(each)) for each in plain["anchors"]),
        tuple(x509.load_der_x509_crl(b64decode(each)) for each in plain["lists"]),
        frozenset(b64decode(each) for each in plain["development"]),
        {b64decode(each): Window(*map(_moment, sides)) for each, sides in plain["windows"].items()},
        _evidence(plain["evidence"], plain["since"]),
    )


def _evidence(plain: list[list[str]], since: Mapping[str, str]) -> Evidence:
    certificates, lists, responses = (tuple(b64decode(each) for each in pieces) for pieces in plain)
    known = {b64decode(name): datetime.fromisoformat(at) for name, at in since.items()}
    return Evidence(certificates, lists, responses, known)


def trust_of(files: Iterable[Path], *, development: bool = False) -> TrustStore:
    """A store from certificate files (PEM, DER) and revocation lists; a file that is neither is a ``UsageError``."""
    certificates: list[x509.Certificate] = []
    lists: list[x509.CertificateRevocationList] = []
    for path in files:
        if path.suffix.lower() in _LISTS:
            lists.append(_list(path))
        else:
            certificates.extend(certificates_in(path))
    own = frozenset(each.public_bytes(Encoding.DER) for each in certificates) if development else frozenset()
    return TrustStore(tuple(certificates), tuple(lists), own)


def trust_folder(folder: Path) -> TrustStore:
    """Every certificate and revocation list directly in ``folder``."""
    if not folder.is_dir():
        raise UsageError(f"The trust folder {folder.name} is not there.", remedy="Name a folder of PEM or DER files.")
    return trust_of(_known(folder))


def _known(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.suffix.lower() in _CERTIFICATES | _LISTS)


def certificates_in(path: Path) -> list[x509.Certificate]:
    """Those of a PEM or DER file; ``UsageError`` when there is none that can be read to its end."""
    data = _read(path)
    try:
        with reading("a certificate"):
            pem = b"-----BEGIN" in data
            found = x509.load_pem_x509_certificates(data) if pem else [x509.load_der_x509_certificate(data)]
            for each in found:
                check_readable(each)
                list(each.extensions)
    except Malformed as error:
        raise UsageError(f"{path.name} holds no certificate.", remedy=_REMEDY) from error
    return found


def _list(path: Path) -> x509.CertificateRevocationList:
    data = _read(path)
    try:
        with reading("a revocation list"):
            found = x509.load_pem_x509_crl(data) if b"-----BEGIN" in data else x509.load_der_x509_crl(data)
            found.issuer.rfc4514_string()
            list(found.extensions)
            len(found)
    except Malformed as error:
        raise UsageError(f"{path.name} is no revocation list.", remedy=_REMEDY) from error
    return found


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path.name} cannot be read.", remedy=_REMEDY) from error
