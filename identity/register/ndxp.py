"""The national register as an adapter: SOAP over HTTP, asked by number, name and birth date together."""

from __future__ import annotations

import base64
import hashlib
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import httpx

from dossier.codes import IdNumber
from dossier.errors import TransientError
from identity.register.interface import (
    Citizen,
    CitizenRegister,
    Claim,
    Purpose,
    RegisterDescription,
    RegisterRefused,
)
from identity.register.ndxp_envelope import Asker, Call, confirmed, entry_of, plain_name, request

_MOST_BYTES = 2 * 2**20
_MOST_CORRECTIONS = 8  # a register that cannot be browsed is asked about the likeliest misreadings only


@dataclass(frozen=True, slots=True)
class NdxpAccount:
    """What the operator gave the office; what is empty is not sent."""

    user: str
    secret: str = field(repr=False)
    client: str = ""
    api_key: str = field(default="", repr=False)
    unit: str = ""
    account: str = ""
    phone: str = ""


class NdxpRegister(CitizenRegister):
    """One question is one request; it tries nothing twice (``RetryingRegister`` does).

    ``seconds`` bounds a whole answer, however slowly it drips.
    """

    def __init__(
        self,
        url: str,
        account: NdxpAccount,
        *,
        seconds: float,
        milliseconds: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
    ) -> None:
        self._url = url
        self._account = account
        self._seconds = seconds
        self._now = milliseconds
        self._client = httpx.Client(timeout=seconds, follow_redirects=False, trust_env=False)

    @property
    def source(self) -> str:
        """``ndxp``."""
        return "ndxp"

    def lookup(self, number: IdNumber, *, purpose: Purpose, claim: Claim | None = None) -> Citizen | None:
        """Call 037. None means that number, name and birth date together name nobody, not that the number does not."""
        return entry_of(self._ask(Call.LOOK_UP, number, purpose, claim), number)

    def confirm(self, number: IdNumber, *, purpose: Purpose, claim: Claim) -> bool:
        """Call 003: whether there is such a person, and nothing else about them."""
        return confirmed(self._ask(Call.CONFIRM, number, purpose, claim))

    def among(self, numbers: Sequence[IdNumber], *, purpose: Purpose, claim: Claim) -> tuple[Citizen, ...]:
        """The likeliest numbers are confirmed one by one; only of one that stands the entry is asked."""
        likeliest = numbers[:_MOST_CORRECTIONS]
        standing = [each for each in likeliest if self.confirm(each, purpose=purpose, claim=claim)]
        found = (self.lookup(each, purpose=purpose, claim=claim) for each in standing)
        return tuple(each for each in found if each is not None)

    def describe(self) -> RegisterDescription:
        """The address; the service cannot be asked how many it knows."""
        return RegisterDescription(f"ndxp {httpx.URL(self._url).host}", None)

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()

    def _ask(self, call: Call, number: IdNumber, purpose: Purpose, claim: Claim | None) -> bytes:
        if claim is None or not plain_name(claim.full_name) or not claim.date_of_birth:
            raise RegisterRefused(
                "The national register answers only to number, name and birth date together.",
                remedy="Have all three read or corrected first.",
            )
        if purpose.procedure is None:
            raise RegisterRefused(
                "The national register is asked for a procedure only.", remedy="Give the dossier its procedure code."
            )
        own = self._account
        asker = Asker(purpose.procedure, purpose.officer, own.unit, own.account, own.phone)
        content = request(call, request_id=uuid.uuid4().hex, asker=asker, number=number, claim=claim)
        return self._posted(content)

    def _posted(self, content: bytes) -> bytes:
        deadline = time.monotonic() + self._seconds
        try:
            with self._client.stream("POST", self._url, content=content, headers=self._headers()) as answer:
                body = bytearray()
                for chunk in answer.iter_bytes():
                    body += chunk
                    if len(body) > _MOST_BYTES or time.monotonic() > deadline:
                        raise TransientError("The national register's answer is too long or too slow.")
                return _judged(answer.status_code, bytes(body))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise TransientError(
                "The national register does not answer.", remedy="Check the line to it; it will be asked again."
            ) from error

    def _headers(self) -> dict[str, str]:
        """A digest over address, user, time and secret stands for the password, which never travels."""
        stamp, user = str(self._now()), self._account.user
        digest = hashlib.sha256(f"{self._url}{user}{stamp}{self._account.secret}".encode()).hexdigest()
        headers = {
            "Content-Type": "text/xml; charset=utf-8",
            "SOAPAction": '""',
            "Timestamp": stamp,
            "Authorization": "Basic " + base64.b64encode(f"{user}:{digest}".encode()).decode(),
            "X-Road-Client": self._account.client,
            "ApiKey": self._account.api_key,
        }
        return {key: value for key, value in headers.items() if value}


def _judged(status: int, body: bytes) -> bytes:
    """The body of an answer; a SOAP fault comes with status 500 and is read from it."""
    if status in (401, 403):
        raise RegisterRefused("The national register does not know this office.", remedy="Check its user and secret.")
    if status == 200 or (status == 500 and b"Fault" in body):
        return body
    if status in (400, 404, 405, 415) or 300 <= status < 400:
        raise RegisterRefused("The national register's address does not take questions.", remedy="Check the address.")
    raise TransientError("The national register is out of order.", remedy="It will be asked again.")
