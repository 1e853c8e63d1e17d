"""Keys at a remote signing service, after the Cloud Signature Consortium's API."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock

from cryptography import x509

from dossier.errors import PermanentError
from signing.cms import der
from signing.cms.algorithms import algorithm_of, scheme_of
from signing.keys.chain import ordered
from signing.keys.csc_service import Answer, CscService, octets_of, text_of
from signing.keys.csc_uri import CredentialUri
from signing.keys.ecdsa import in_der
from signing.keys.port import Scheme
from signing.keys.secret import Secret
from signing.web import RefusedError

_SHA256 = "2.16.840.1.101.3.4.2.1"
_SIGNATURES = {Scheme.ECDSA: "1.2.840.10045.4.3.2", Scheme.RSASSA_PSS: "1.2.840.113549.1.1.10"}


@dataclass(slots=True)
class RemoteSigner:
    """Each signature is authorised for its own hash (SCAL 2). The PIN is fetched when it is needed."""

    service: CscService
    pin: Secret = field(repr=False)
    chain: tuple[x509.Certificate, ...]
    wants_pin: bool
    explicit: bool
    _refused: bool = False
    _lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def scheme(self) -> Scheme:
        """By the certificate's kind of key."""
        return scheme_of(self.chain[0])

    def sign(self, data: bytes) -> bytes:
        """The signature value over ``data``; the service sees its hash only."""
        digest = base64.b64encode(sha256(data).digest()).decode()
        with self._lock:
            question = self._signing(digest)
            if self.explicit:
                question |= {"SAD": self._authorised(digest)}
            answer = self.service.ask("signatures/signHash", question)
        values = octets_of(answer, "signatures")
        if len(values) != 1:
            raise PermanentError("The remote signing service gives not one signature.", remedy="Ask its operator.")
        return in_der(values[0]) if self.scheme is Scheme.ECDSA else values[0]

    def _authorised(self, digest: str) -> str:
        """Leave to sign this one hash. What was refused is not tried again: a few wrong PINs lock a credential."""
        if self._refused:
            raise PermanentError(
                "The remote credential has refused this PIN; it is not tried again.", remedy="Correct it and restart."
            )
        try:
            return text_of(self.service.ask("credentials/authorize", self._authorising(digest)), "SAD")
        except RefusedError:
            self._refused = True
            raise

    def _signing(self, digest: str) -> dict[str, object]:
        if self.scheme not in _SIGNATURES:
            raise PermanentError("The remote credential is of no kind that signs here.")
        hashed = (
            {"hashes": [digest], "hashAlgorithmOID": _SHA256, "operationMode": "S"}
            if self.service.version == 2
            else {"hash": [digest], "hashAlgo": _SHA256}
        )
        own = {"credentialID": self.service.uri.credential, "signAlgo": _SIGNATURES[self.scheme]}
        question: dict[str, object] = {**own, **hashed}
        if self.scheme is Scheme.RSASSA_PSS:
            _, parameters = der.children(algorithm_of(self.scheme).signature)
            question["signAlgoParams"] = base64.b64encode(parameters).decode()
        return question

    def _authorising(self, digest: str) -> dict[str, object]:
        pin = self._pin()
        question: dict[str, object] = {"credentialID": self.service.uri.credential, "numSignatures": 1}
        if self.service.version == 2:
            question |= {"hashes": [digest], "hashAlgorithmOID": _SHA256}
            return question | ({} if pin is None else {"authData": [{"id": "PIN", "value": pin}]})
        return question | {"hash": [digest]} | ({} if pin is None else {"PIN": pin})

    def _pin(self) -> str | None:
        if not self.wants_pin:
            return None
        pin = self.pin()
        if not pin:
            raise PermanentError("The remote credential wants a PIN.", remedy="Set this key's HOSO_…_KEY_SECRET.")
        return pin.decode(errors="replace")


def remote_signer(uri: CredentialUri, *, pin: Secret, access: Secret, seconds: float) -> RemoteSigner:
    """The signer of a credential; ``access`` is the secret of the service, ``pin`` that of the credential."""
    service = CscService(uri, access, seconds)
    about = {"credentialID": uri.credential, "certificates": "chain", "certInfo": True, "authInfo": True}
    info = service.ask("credentials/info", about)
    mode, wants_pin = _authorisation(info) if service.version == 1 else _authorisation_2(info)
    if mode not in ("implicit", "explicit"):
        raise PermanentError(
            "The remote credential wants a person's consent for each signature.",
            remedy="Prepare the file, have it signed there, and finish it.",
        )
    return RemoteSigner(service, pin, _chain(info), wants_pin, mode == "explicit")


def _authorisation(info: Answer) -> tuple[str, bool]:
    """Version 1.0.4, 11.5: a one-time password is a person's."""
    mode = text_of(info, "authMode")
    wanted = {name: _presence(info.get(name)) for name in ("PIN", "OTP")}
    return ("otp" if wanted["OTP"] else mode), wanted["PIN"]


def _presence(found: object) -> bool:
    return isinstance(found, dict) and str(found.get("presence", "")).lower() == "true"


def _authorisation_2(info: Answer) -> tuple[str, bool]:
    """Version 2.0, 11.6: a list of what is to be given."""
    auth = info.get("auth")
    if not isinstance(auth, dict):
        raise PermanentError("The remote signing service's answer lacks auth.", remedy="Check its address.")
    objects = [each for each in auth.get("objects") or () if isinstance(each, dict)]
    names = {str(each.get("id")) for each in objects}
    return (text_of(auth, "mode") if names <= {"PIN"} else "otp"), "PIN" in names


def _chain(info: Answer) -> tuple[x509.Certificate, ...]:
    cert = info.get("cert")
    if not isinstance(cert, dict):
        raise PermanentError("The remote signing service's answer lacks cert.", remedy="Check its address.")
    if cert.get("status", "valid") != "valid":
        raise PermanentError(
            "The remote credential's certificate is not valid.", remedy="Ask the service for a new one."
        )
    try:
        chain = ordered([x509.load_der_x509_certificate(each) for each in octets_of(cert, "certificates")])
    except ValueError as error:
        raise PermanentError("The remote credential's certificate cannot be read.") from error
    if not chain:
        raise PermanentError("The remote credential has no certificate.", remedy="Ask the service for one.")
    return chain
