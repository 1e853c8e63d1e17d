"""Certificates and keys in a token."""

from __future__ import annotations

from collections.abc import Iterator

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pkcs11 import Attribute, ObjectClass

from dossier.errors import PermanentError
from signing.keys.pkcs11_mechanisms import TokenKey
from signing.keys.pkcs11_uri import TokenUri

_READING = (pkcs11.PKCS11Error, ValueError, KeyError)


def certificates_in(session: pkcs11.Session) -> list[x509.Certificate]:
    """Those that can be read."""
    return [certificate for _, certificate in _certificates(session)]


def own_certificate(session: pkcs11.Session, uri: TokenUri) -> x509.Certificate:
    """The one that the URI means: by its id or label or its key's, else the only one whose key is in the token."""
    found = list(_certificates(session))
    named = [certificate for there, certificate in found if _is_named(there, uri)]
    keys = _meant(session, uri)
    keyed = [each for _, each in found if any(_belongs(session, key, each) for key in keys)]
    both = [each for each in named if each in keyed]
    candidates = both or keyed or named
    if len(candidates) != 1:
        how = "no certificate" if not candidates else "several certificates"
        raise PermanentError(
            f"The token holds {how} for the key.", remedy="Add id= to the key's URI, or x-certificate=PATH."
        )
    return candidates[0]


def key_for(session: pkcs11.Session, uri: TokenUri, certificate: x509.Certificate) -> TokenKey:
    """The private key that belongs to ``certificate``: with the URI's id or label, by the public key otherwise."""
    named = _meant(session, uri)
    # A token that tells nothing of its public keys can still be right: what it signs is checked.
    matching = [each for each in named if _belongs(session, each, certificate)]
    candidates = matching or [each for each in named if _belongs(session, each, certificate) is None]
    if len(candidates) == 1:
        return candidates[0]
    what = "No key in the token belongs" if not candidates else "Several keys in the token may belong"
    ids = ", ".join(f"%{name.hex('%')}" for each in _private_keys(session) if (name := _id_of(each))) or "none"
    raise PermanentError(f"{what} to the certificate; ids of its keys: {ids}.", remedy="Add id= to the key's URI.")


def _meant(session: pkcs11.Session, uri: TokenUri) -> list[TokenKey]:
    """The keys with the URI's id or label; all when it names a certificate, or nothing."""
    keys = _private_keys(session)
    named = [each for each in keys if _is_named(each, uri)]
    is_open = uri.id is None and uri.label is None
    names_certificate = any(_is_named(there, uri) for there, _ in _certificates(session))
    return keys if not named and (is_open or names_certificate) else named


def _private_keys(session: pkcs11.Session) -> list[TokenKey]:
    found = session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
    return [each for each in found if isinstance(each, TokenKey)]


def _certificates(session: pkcs11.Session) -> Iterator[tuple[pkcs11.Object, x509.Certificate]]:
    for found in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        try:
            yield found, x509.load_der_x509_certificate(found[Attribute.VALUE])
        except _READING:  # attribute certificates, CVCs: not what signs here
            continue


def _id_of(found: pkcs11.Object) -> bytes:
    try:
        return bytes(found[Attribute.ID])
    except _READING:
        return b""


def _is_named(found: pkcs11.Object, uri: TokenUri) -> bool:
    if uri.id is not None and _id_of(found) != uri.id:
        return False
    if uri.label is not None and str(found[Attribute.LABEL]) != uri.label:
        return False
    return uri.id is not None or uri.label is not None


def _belongs(session: pkcs11.Session, key: TokenKey, certificate: x509.Certificate) -> bool | None:
    """Whether the key is the certificate's; None when the token does not tell."""
    public = certificate.public_key()
    try:
        if isinstance(public, rsa.RSAPublicKey):
            if key.key_type is not pkcs11.KeyType.RSA:
                return False
            return int.from_bytes(key[Attribute.MODULUS]) == public.public_numbers().n
        if not isinstance(public, ec.EllipticCurvePublicKey) or key.key_type is not pkcs11.KeyType.EC:
            return False
        point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        asked = {Attribute.CLASS: ObjectClass.PUBLIC_KEY, Attribute.ID: _id_of(key)}
        # The point stands in an OCTET STRING (PKCS#11, 6.3.3), which some tokens leave out.
        points = [bytes(each[Attribute.EC_POINT]) for each in session.get_objects(asked)]
    except _READING:
        return None
    return any(each.endswith(point) for each in points) if points else None
