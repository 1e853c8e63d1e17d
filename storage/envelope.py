"""An object of the archive in a sealed envelope that anybody who holds the key opens with openssl alone.

CMS AuthEnvelopedData (RFC 5083) with AES-256-GCM (RFC 5084), the object's own key wrapped (RFC 3394) for a key that the
office holds and names by the first eight bytes of its SHA-256:

    openssl cms -decrypt -binary -inform DER -in v1.zip -out package.zip -secretkey HEX -secretkeyid ID
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import ClassVar

from asn1crypto import cms, core
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from dossier.errors import PermanentError

KEY_BYTES = 32
_NONCE, _TAG = 12, 16
_AES256_GCM = "2.16.840.1.101.3.4.1.46"
_KIND = "authenticated_enveloped_data"
_HEAD = core.ObjectIdentifier("1.2.840.113549.1.9.16.1.23").dump()
_LONGEST_HEADER = 12  # of the outer SEQUENCE


class _GcmParameters(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    _fields: ClassVar = [("nonce", core.OctetString), ("icv_len", core.Integer, {"default": 12})]


class UnknownKeyError(PermanentError):
    """The envelope names a key that is not held here."""

    def __init__(self, key_id: str) -> None:
        super().__init__(
            f"An object of the archive is sealed under key {key_id}, which is not held here.",
            remedy="Name the key's file in HOSO_ARCHIVE_KEY or HOSO_ARCHIVE_FORMER_KEYS, or verify what `hoso export` gives.",
        )


def is_sealed(data: bytes) -> bool:
    """Whether these bytes begin an envelope."""
    at = data.find(_HEAD, 0, _LONGEST_HEADER + len(_HEAD))
    return data.startswith(b"\x30") and at > 0


def key_id(key: bytes) -> bytes:
    """The eight bytes by which envelopes name a key."""
    return hashlib.sha256(key).digest()[:8]


@dataclass(frozen=True, slots=True)
class _Parts:
    """What an envelope of ours consists of; ``wrapped`` is the object's own key under the one that ``named`` names."""

    named: bytes
    wrapped: bytes
    nonce: bytes
    content: bytes
    tag: bytes


class Envelope:
    """Seals under ``key``, and opens under it or a former one; 32 bytes each. Without a key nothing is sealed."""

    def __init__(self, key: bytes | None, *former: bytes) -> None:
        self._key = key
        self._known = {key_id(each): each for each in (key, *former) if each is not None}

    def sealed(self, data: bytes) -> bytes:
        """The envelope (DER), each time under a key of its own; without a key the data as they are."""
        if self._key is None:
            return data
        own, nonce = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(_NONCE)
        encryptor = Cipher(AES(own), GCM(nonce)).encryptor()
        content = encryptor.update(data) + encryptor.finalize()
        return _written(_Parts(key_id(self._key), aes_key_wrap(self._key, own), nonce, content, encryptor.tag))

    def opened(self, data: bytes) -> bytes | None:
        """What was sealed; None: altered, or no envelope of ours. A key that is not held is an ``UnknownKeyError``."""
        try:
            parts = _parsed(data)
        except (ValueError, TypeError, KeyError, IndexError):
            return None
        if parts is None or _written(parts) != data:  # what no tag covers is as we write it, or it was altered
            return None
        key = self._known.get(parts.named)
        if key is None:
            raise UnknownKeyError(parts.named.hex())
        try:
            decryptor = Cipher(AES(aes_key_unwrap(key, parts.wrapped)), GCM(parts.nonce, parts.tag)).decryptor()
            return decryptor.update(parts.content) + decryptor.finalize()
        except (InvalidUnwrap, InvalidTag, ValueError):
            return None


def _written(parts: _Parts) -> bytes:
    recipient = {
        "version": "v4",
        "kekid": {"key_identifier": parts.named},
        "key_encryption_algorithm": {"algorithm": "aes256_wrap"},
        "encrypted_key": parts.wrapped,
    }
    parameters = _GcmParameters({"nonce": parts.nonce, "icv_len": _TAG})
    encrypted = {
        "content_type": "data",
        "content_encryption_algorithm": {"algorithm": _AES256_GCM, "parameters": parameters},
        "encrypted_content": parts.content,
    }
    enveloped = {
        "version": "v0",
        "recipient_infos": [cms.RecipientInfo("kekri", cms.KEKRecipientInfo(recipient))],
        "auth_encrypted_content_info": encrypted,
        "mac": parts.tag,
    }
    info = cms.ContentInfo({"content_type": _KIND, "content": cms.AuthEnvelopedData(enveloped)})
    written: bytes = info.dump()
    return written


def _parsed(data: bytes) -> _Parts | None:
    """The parts of an envelope; None for any other CMS."""
    info = cms.ContentInfo.load(data, strict=True)
    if info["content_type"].native != _KIND or len(info["content"]["recipient_infos"]) != 1:
        return None
    enveloped = info["content"]
    recipient, encrypted = enveloped["recipient_infos"][0], enveloped["auth_encrypted_content_info"]
    algorithm = encrypted["content_encryption_algorithm"]
    tag = bytes(enveloped["mac"].native)
    if recipient.name != "kekri" or len(tag) != _TAG:  # a shorter tag is easier to forge
        return None
    return _Parts(
        named=bytes(recipient.chosen["kekid"]["key_identifier"].native),
        wrapped=bytes(recipient.chosen["encrypted_key"].native),
        nonce=bytes(_GcmParameters.load(algorithm["parameters"].dump())["nonce"].native),
        content=bytes(encrypted["encrypted_content"].native),
        tag=tag,
    )
