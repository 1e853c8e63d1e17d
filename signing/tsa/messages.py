"""Requests and answers of RFC 3161, and what must hold of a token before it is used."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime

from asn1crypto import cms, core, tsp

from dossier.errors import HosoError, PermanentError, TransientError
from dossier.judgement import Indication
from signing.cms import der
from signing.cms.algorithms import hash_algorithm
from signing.judge.timestamp import judge_token
from signing.judge.trust import TrustStore

_GRANTED = {"granted", "granted_with_mods"}
# RFC 3161, 2.4.2: what is wrong with the question stays wrong however often it is asked.
_FINAL = {"bad_alg", "bad_request", "bad_data_format", "unaccepted_policy", "unaccepted_extensions"}
_ELSEWHERE = "Do not use this time-stamp server."


@dataclass(frozen=True, slots=True)
class Request:
    """A question about ``data``, with a nonce so that an old answer is no answer."""

    data: bytes = field(repr=False)
    nonce: int
    policy: str | None = None
    """The policy under which the token is wanted, an object identifier; None: whichever the authority has."""

    hash_name: str = "sha256"

    @classmethod
    def about(cls, data: bytes, policy: str | None = None, hash_name: str = "sha256") -> Request:
        """Ask about ``data``."""
        return cls(data, secrets.randbits(64), policy, hash_name)

    @property
    def digest(self) -> bytes:
        """The hash of the data."""
        return hashlib.new(self.hash_name, self.data).digest()

    def encode(self) -> bytes:
        """TimeStampReq version 1 that asks for the certificates."""
        imprint = der.sequence(hash_algorithm(self.hash_name), der.octets(self.digest))
        policy = [] if self.policy is None else [der.oid(self.policy)]
        return der.sequence(der.integer(1), imprint, *policy, der.integer(self.nonce), der.boolean(True))


class _Response(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """TimeStampResp as RFC 3161, 2.4.2 has it: a refusal comes without a token, which asn1crypto's own insists on."""

    _fields = [("status", tsp.PKIStatusInfo), ("time_stamp_token", cms.ContentInfo, {"optional": True})]  # noqa: RUF012


@dataclass(frozen=True, slots=True)
class _Answer:
    """A TimeStampResp read to its end, so that nothing in it can fail later."""

    status: str
    failures: frozenset[str]
    token: bytes
    imprint: tuple[str, bytes]
    nonce: int | None
    policy: str | None = None


def token_of(response: bytes, request: Request) -> bytes:
    """The token in a TimeStampResp that answers ``request``; anything else is an error that says what is wrong.

    ``TransientError`` when the server refuses for now or its answer cannot be read; ``PermanentError`` when it refuses
    the question as such, or answers with a token that is about something else or is not sound.
    """
    try:
        answer = _read(response)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError) as error:
        raise TransientError("The time-stamp server's answer cannot be read.", remedy="Try again later.") from error
    if answer.status not in _GRANTED:
        raise _refused(answer)
    if answer.imprint != (request.hash_name, request.digest):
        raise PermanentError("The time stamp is about other data.", remedy=_ELSEWHERE)
    if answer.nonce != request.nonce:
        raise PermanentError("The time stamp answers another question.", remedy=_ELSEWHERE)
    if request.policy is not None and answer.policy != request.policy:
        raise PermanentError("The time stamp is under another policy.", remedy=_ELSEWHERE)
    _check_soundness(answer.token, request)
    return answer.token


def time_of(token: bytes) -> datetime:
    """What a token that was checked says of the time."""
    info = cms.ContentInfo.load(token)["content"]["encap_content_info"]["content"].parsed
    moment: datetime = info["gen_time"].native
    return moment


def _read(response: bytes) -> _Answer:
    answer = _Response.load(response, strict=True)
    status = answer["status"]["status"].native
    failures = frozenset(answer["status"]["fail_info"].native or ())
    if status not in _GRANTED:
        return _Answer(str(status), failures, b"", ("", b""), None)
    token = answer["time_stamp_token"]
    info = token["content"]["encap_content_info"]["content"].parsed
    imprint = info["message_imprint"]
    described = (imprint["hash_algorithm"]["algorithm"].native, imprint["hashed_message"].native)
    return _Answer(status, failures, bytes(token.dump()), described, info["nonce"].native, info["policy"].dotted)


def _refused(answer: _Answer) -> HosoError:
    why = ", ".join((answer.status, *sorted(answer.failures)))
    if answer.failures & _FINAL:
        return PermanentError(f"The time-stamp server refused ({why}).", remedy=_ELSEWHERE)
    return TransientError(f"The time-stamp server refused ({why}).", remedy="Try again later.")


def _check_soundness(token: bytes, request: Request) -> None:
    """What is archived with a broken token cannot be mended: signature, purpose and certificate are judged at once.

    Whom the authority is trusted by is another matter, and the verifier's.
    """
    judged = judge_token(token, request.data, TrustStore(), datetime.now(UTC))
    if judged.indication is Indication.TOTAL_FAILED:
        raise PermanentError("The time stamp is not sound.", remedy=_ELSEWHERE)
