"""Issues time stamps: the development authority's own, in this process or behind its HTTP server."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from asn1crypto import tsp

from signing.cms import der
from signing.cms.build import container, container_size, sign_digest
from signing.keys.port import Signer
from signing.tsa.messages import Request, token_of

TST_INFO = "1.2.840.113549.1.9.16.1.4"
# The example arc of ITU-T X.660: a policy that promises nothing.
DEVELOPMENT_POLICY = "2.999.1.1"

# TSTInfo with the longest imprint and nonce that are asked about.
_INFO_BYTES = 300

_REJECTED = der.sequence(der.sequence(der.integer(2)))
# PKIFailureInfo: bit 15 (RFC 3161, 2.4.2).
_UNACCEPTED_POLICY = der.sequence(der.sequence(der.integer(2), der.tlv(0x03, bytes((0, 0, 1)))))


def utc_now() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class IssuingTimeStamper:
    """A time-stamping authority with a key of its own. Its word is worth what its certificate says: nothing in law."""

    signer: Signer
    clock: Callable[[], datetime] = utc_now

    def stamp(self, data: bytes, hash_name: str = "sha256") -> bytes:
        """A token over ``data``, by way of the same messages that travel over HTTP."""
        request = Request.about(data, hash_name=hash_name)
        return token_of(self.answer(request.encode()), request)

    def answer(self, request: bytes) -> bytes:
        """TimeStampResp for the DER of a TimeStampReq; a request that is none is rejected."""
        try:
            asked = tsp.TimeStampReq.load(request, strict=True)
            imprint = asked["message_imprint"].dump()
            nonce, policy = asked["nonce"].native, asked["req_policy"].native
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError):
            return _REJECTED
        if policy not in (None, DEVELOPMENT_POLICY):
            return _UNACCEPTED_POLICY
        info = self._info(bytes(imprint), nonce)
        signed = sign_digest(self.signer, sha256(info).digest(), content_type=TST_INFO)
        return der.sequence(der.sequence(der.integer(0)), container(signed, content=(TST_INFO, info)))

    def describe(self) -> str:
        """The authority's name."""
        return self.signer.chain[0].subject.rfc4514_string()

    @property
    def token_bytes(self) -> int:
        """Known, since it is made here."""
        return container_size(self.signer, 0) + _INFO_BYTES

    def _info(self, imprint: bytes, nonce: int | None) -> bytes:
        return der.sequence(
            der.integer(1),
            der.oid(DEVELOPMENT_POLICY),
            imprint,
            der.integer(secrets.randbits(63)),
            der.generalized_time(self.clock()),
            *([] if nonce is None else [der.integer(nonce)]),
        )
