"""Revocation answers over HTTP, from where the certificate says (TT 15/2025/TT-BKHCN annex II row C1.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509.oid import AuthorityInformationAccessOID

from dossier.errors import HosoError
from signing.judge.revocation import Standing
from signing.status import ocsp
from signing.status.listed import answer_of
from signing.status.port import UNKNOWN, Answer
from signing.web import Server, is_web

_MOST_OCSP_BYTES = 64_000
_MOST_LIST_BYTES = 20_000_000
_KEPT = timedelta(minutes=10)
_SILENCE_KEPT = timedelta(minutes=1)
_MOST_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class OnlineStatus:
    """OCSP first, a revocation list else; an answer serves for ten minutes, silence for one.

    ``public_only``: certificates of strangers name the places.
    """

    seconds: float
    public_only: bool = False
    _kept: dict[bytes, tuple[datetime, Answer]] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def status(self, certificate: x509.Certificate, issuer: x509.Certificate, at: datetime) -> Answer:
        """The first place that can tell."""
        name = certificate.tbs_certificate_bytes
        with self._lock:
            asked, answer = self._kept.get(name, (None, UNKNOWN))
        if asked is not None and asked <= at <= asked + (_SILENCE_KEPT if answer == UNKNOWN else _KEPT):
            return answer
        answer = self._ask(certificate, issuer, at)
        self._keep(name, at, answer)
        return answer

    def _keep(self, name: bytes, at: datetime, answer: Answer) -> None:
        with self._lock:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[name] = (at, answer)

    def _ask(self, certificate: x509.Certificate, issuer: x509.Certificate, at: datetime) -> Answer:
        for url in _responders(certificate):
            response = self._fetched(
                Server("OCSP responder", url, self.seconds, _MOST_OCSP_BYTES, self.public_only).ask,
                (ocsp.question(certificate, issuer), "application/ocsp-request"),
            )
            answer = UNKNOWN if response is None else ocsp.read(response, certificate, issuer, at)
            if answer.standing is not Standing.UNKNOWN:
                return answer
        for url in _list_places(certificate):
            data = self._fetched(
                Server("revocation list's server", url, self.seconds, _MOST_LIST_BYTES, self.public_only).ask, ()
            )
            answer = UNKNOWN if data is None else _listed(data, certificate, issuer, at)
            if answer.standing is not Standing.UNKNOWN:
                return answer
        return UNKNOWN

    def _fetched(self, ask: Callable[..., bytes], arguments: tuple[object, ...]) -> bytes | None:
        """A place that gives nothing is as good as none: the next one is asked, and the signer warned at the end."""
        try:
            return ask(*arguments)
        except HosoError:
            return None


def _listed(data: bytes, certificate: x509.Certificate, issuer: x509.Certificate, at: datetime) -> Answer:
    try:
        found = x509.load_pem_x509_crl(data) if data.startswith(b"-----BEGIN") else x509.load_der_x509_crl(data)
        return answer_of([found], certificate, issuer, at)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return UNKNOWN


def _responders(certificate: x509.Certificate) -> Iterator[str]:
    try:
        found = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except x509.ExtensionNotFound:
        return
    for each in found:
        place = each.access_location
        if each.access_method == AuthorityInformationAccessOID.OCSP and _is_place(place):
            yield str(place.value)


def _list_places(certificate: x509.Certificate) -> Iterator[str]:
    try:
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return
    for point in points:
        yield from (str(each.value) for each in point.full_name or () if _is_place(each))


def _is_place(name: x509.GeneralName) -> bool:
    return isinstance(name, x509.UniformResourceIdentifier) and is_web(name.value)
