"""The slot for country signing certificates (CSCA): a folder of PEM or DER files, and their revocation lists.

Viet Nam's is in no public master list that is known; until an office is given it, chips are intact and no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from asn1crypto import crl, pem, x509

from dossier.errors import TransientError, UsageError
from identity.chip.keys import verified

_MOST_BYTES = 4 * 2**20


@dataclass(frozen=True, slots=True)
class Anchors:
    """Trusted country certificates (link certificates among them), and revocation lists."""

    certificates: tuple[x509.Certificate, ...] = ()
    lists: tuple[crl.CertificateList, ...] = field(default=())

    def issuer_of(self, certificate: x509.Certificate) -> x509.Certificate | None:
        """The trusted certificate under whose key ``certificate`` was signed; None when there is none."""
        return next((each for each in self.certificates if _issued(each, certificate)), None)

    def revoked(self, certificate: x509.Certificate) -> bool:
        """Whether a list that its own issuer signed names ``certificate``."""
        return any(
            entry["user_certificate"].native == certificate.serial_number
            for each in self.lists
            if each.issuer == certificate.issuer and self._genuine(each)
            for entry in each["tbs_cert_list"]["revoked_certificates"] or ()
        )

    def _genuine(self, revoked: crl.CertificateList) -> bool:
        data, signature = revoked["tbs_cert_list"].dump(), bytes(revoked["signature"].native)
        return any(
            each.subject == revoked.issuer
            and verified(each.public_key, revoked["signature_algorithm"], signature, data)
            for each in self.certificates
        )


def _issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    """Name, key identifier, right to issue, and signature."""
    if issuer.subject != certificate.issuer or issuer.dump() == certificate.dump():
        return False
    told, known = certificate.authority_key_identifier, issuer.key_identifier
    if told is not None and known is not None and told != known:
        return False
    basic, usage = issuer.basic_constraints_value, issuer.key_usage_value
    if not (basic is not None and basic["ca"].native) or (usage is not None and "key_cert_sign" not in usage.native):
        return False
    data, signature = certificate["tbs_certificate"].dump(), bytes(certificate["signature_value"].native)
    return verified(issuer.public_key, certificate["signature_algorithm"], signature, data)


def anchors_in(folder: Path) -> Anchors:
    """Every certificate and list in a folder; files that are neither are a ``UsageError`` that names them."""
    try:
        files = sorted(each for each in folder.iterdir() if each.is_file() and not each.name.startswith("."))
        contents = [(each, each.read_bytes()[:_MOST_BYTES]) for each in files]
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UsageError("There is no such folder of country certificates.") from error
    except OSError as error:
        raise TransientError("The country certificates cannot be read.", remedy="Check the folder's rights.") from error
    certificates: list[x509.Certificate] = []
    lists: list[crl.CertificateList] = []
    for path, content in contents:
        for der in _ders(path, content):
            found = _parsed(der)
            if isinstance(found, x509.Certificate):
                certificates.append(found)
            elif found is not None:
                lists.append(found)
            else:
                raise UsageError(f"{path.name} is neither a certificate nor a revocation list.")
    return Anchors(tuple(certificates), tuple(lists))


def _ders(path: Path, content: bytes) -> Iterator[bytes]:
    if not pem.detect(content):
        yield content
        return
    try:
        for _kind, _headers, der in pem.unarmor(content, multiple=True):
            yield der
    except ValueError as error:
        raise UsageError(f"{path.name} is damaged.") from error


def _parsed(der: bytes) -> x509.Certificate | crl.CertificateList | None:
    for kind in (x509.Certificate, crl.CertificateList):
        try:
            found = kind.load(der, strict=True)
            _ = found.native, found.issuer.native
        except (ValueError, TypeError):
            continue
        return found
    return None
