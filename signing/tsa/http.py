"""RFC 3161 over HTTP (section 3.4): the client of a real time-stamping authority."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import IO
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, build_opener
from urllib.request import Request as HttpRequest

from dossier.errors import PermanentError, TransientError
from signing.tsa.messages import Request, token_of
from signing.tsa.port import LONGEST_TOKEN

_MOST_BYTES = 64_000
_AT_ONCE = 8_192


class _NoRedirect(HTTPRedirectHandler):
    """A question that was POSTed is not asked again elsewhere, least of all by another scheme."""

    def redirect_request(
        self, req: HttpRequest, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """None makes of the redirection an error with its status."""


_OPENER = build_opener(_NoRedirect)


@dataclass(frozen=True, slots=True)
class HttpTimeStamper:
    """Asks one server; ``seconds`` bounds the wait for each step and for the whole answer."""

    url: str
    seconds: float

    def stamp(self, data: bytes) -> bytes:
        """A token over ``data``."""
        request = Request.about(data)
        return token_of(self._ask(request.encode()), request)

    def describe(self) -> str:
        """The server's address."""
        return self.url

    @property
    def token_bytes(self) -> int:
        """Not known of a server."""
        return LONGEST_TOKEN

    def _ask(self, body: bytes) -> bytes:
        try:
            question = HttpRequest(self.url, data=body, headers={"Content-Type": "application/timestamp-query"})  # noqa: S310
            deadline = monotonic() + self.seconds
            with _OPENER.open(question, timeout=self.seconds) as answer:
                return _read(answer, deadline)
        except HTTPError as error:
            error.close()
            raise _of_status(error.code) from error
        except (OSError, HTTPException) as error:
            raise TransientError("The time-stamp server does not answer.", remedy="Try again later.") from error
        except ValueError as error:
            raise PermanentError("The time-stamp server's address is none.", remedy="Check its address.") from error


def _read(answer: HTTPResponse, deadline: float) -> bytes:
    """The body, whole; a server that trickles is as good as silent."""
    data = bytearray()
    while piece := answer.read1(_AT_ONCE):
        data += piece
        if len(data) > _MOST_BYTES:
            raise PermanentError("The time-stamp server's answer is too long.", remedy="Check its address.")
        if monotonic() > deadline:
            raise TransientError("The time-stamp server is too slow.", remedy="Try again later.")
    return bytes(data)


def _of_status(status: int) -> PermanentError | TransientError:
    if status in (408, 429) or status >= 500:
        return TransientError(f"The time-stamp server is busy (HTTP {status}).", remedy="Try again later.")
    return PermanentError(f"The time-stamp server refuses (HTTP {status}).", remedy="Check its address.")
