"""Keys in tokens and HSMs (PKCS#11): the key stays there."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

import pkcs11
from cryptography import x509
from pkcs11 import Mechanism

from dossier.errors import PermanentError
from signing.cms.algorithms import scheme_of
from signing.keys.chain import ordered
from signing.keys.pkcs11_mechanisms import TokenKey, signature
from signing.keys.pkcs11_objects import certificates_in, key_for, own_certificate
from signing.keys.pkcs11_session import session_of, token_of, translated
from signing.keys.pkcs11_uri import TokenUri
from signing.keys.port import Scheme
from signing.keys.secret import Secret

_LOST = (
    pkcs11.SessionHandleInvalid,
    pkcs11.SessionClosed,
    pkcs11.ObjectHandleInvalid,
    pkcs11.KeyHandleInvalid,
    pkcs11.UserNotLoggedIn,
)


@dataclass(frozen=True, slots=True)
class _Key:
    """A key in an open session, and what the token can do with it."""

    key: TokenKey
    mechanisms: frozenset[Mechanism]


@dataclass(slots=True)
class TokenSigner:
    """Signs in the token. A lost session is opened again, once, with the secret asked for anew."""

    uri: TokenUri
    secret: Secret = field(repr=False)
    chain: tuple[x509.Certificate, ...]
    _key: _Key | None = field(default=None, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def scheme(self) -> Scheme:
        """By the certificate's kind of key."""
        return scheme_of(self.chain[0])

    def sign(self, data: bytes) -> bytes:
        """The signature value over ``data``; one at a time, for a session serves one thread."""
        with self._lock, translated():
            try:
                return self._sign(data)
            except _LOST:
                self._key = None
                return self._sign(data)

    def _sign(self, data: bytes) -> bytes:
        if self._key is None:
            token = token_of(self.uri)
            self._key = _key(token, session_of(self.uri, token, self.secret), self.uri, self.chain[0])
        return signature(self._key.key, self._key.mechanisms, self.chain[0], data)


def token_signer(uri: TokenUri, secret: Secret) -> TokenSigner:
    """The signer that ``uri`` names; the PIN comes from the URI's ``pin-source``, else from ``secret``."""
    asked = uri.pin_source or secret
    with translated():
        token = token_of(uri)
        session = session_of(uri, token, asked)
        given = _given(uri)
        found = certificates_in(session)
        own = given[0] if given else own_certificate(session, uri)
        key = _key(token, session, uri, own)
    others = [each for each in (*given, *found) if each != own]
    return TokenSigner(uri, asked, ordered((own, *others)), key)


def _key(token: pkcs11.Token, session: pkcs11.Session, uri: TokenUri, own: x509.Certificate) -> _Key:
    return _Key(key_for(session, uri, own), frozenset(token.slot.get_mechanisms()))


def _given(uri: TokenUri) -> list[x509.Certificate]:
    if uri.certificate is None:
        return []
    try:
        return x509.load_pem_x509_certificates(uri.certificate.read_bytes())
    except (OSError, ValueError) as error:
        message = f"The certificate file {uri.certificate.name} cannot be read."
        raise PermanentError(message, remedy="Check x-certificate in the key's URI.") from error
