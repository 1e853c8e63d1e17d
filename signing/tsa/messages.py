"""Requests and answers of RFC 3161, and what must hold of a token before it is used."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from asn1crypto import cms, tsp

from dossier.errors import PermanentError, TransientError
from signing.cms import der
from signing.cms.build import SHA256_ALGORITHM

_GRANTED = {"granted", "granted_with_mods"}


@dataclass(frozen=True, slots=True)
class Request:
    """A question: digest of the data, and a nonce so that an old answer is no answer."""

    digest: bytes
    nonce: int

    @classmethod
    def about(cls, data: bytes) -> Request:
        """Ask about ``data``."""
        return cls(hashlib.sha256(data).digest(), secrets.randbits(64))

    def encode(self) -> bytes:
        """TimeStampReq version 1 that asks for the certificates."""
        imprint = der.sequence(SHA256_ALGORITHM, der.octets(self.digest))
        return der.sequence(der.integer(1), imprint, der.integer(self.nonce), der.boolean(True))


def token_of(response: bytes, request: Request) -> bytes:
    """The token in a TimeStampResp that answers ``request``; anything else is an error that says what is wrong."""
    try:
        answer = tsp.TimeStampResp.load(response, strict=True)
        status = answer["status"]["status"].native
        token = answer["time_stamp_token"]
        info = _info(token) if status in _GRANTED else None
    except (ValueError, TypeError, KeyError) as error:
        raise TransientError("The time-stamp server's answer cannot be read.", remedy="Try again later.") from error
    if info is None:
        raise TransientError(f"The time-stamp server refused ({status}).", remedy="Try again later.")
    _check(info, request)
    return bytes(token.dump())


def _info(token: cms.ContentInfo) -> tsp.TSTInfo:
    parsed: tsp.TSTInfo = token["content"]["encap_content_info"]["content"].parsed
    return parsed


def _check(info: tsp.TSTInfo, request: Request) -> None:
    imprint = info["message_imprint"]
    if imprint["hash_algorithm"]["algorithm"].native != "sha256" or imprint["hashed_message"].native != request.digest:
        raise PermanentError("The time stamp is about other data.", remedy="Do not use this time-stamp server.")
    if info["nonce"].native != request.nonce:
        raise PermanentError("The time stamp answers another question.", remedy="Do not use this time-stamp server.")
