"""RFC 3161 over HTTP (section 3.4): the client of a real time-stamping authority."""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request as HttpRequest
from urllib.request import urlopen

from dossier.errors import PermanentError, TransientError
from signing.tsa.messages import Request, token_of

_MOST_BYTES = 64_000


@dataclass(frozen=True, slots=True)
class HttpTimeStamper:
    """Asks one server; ``seconds`` bounds the wait."""

    url: str
    seconds: float

    def stamp(self, data: bytes) -> bytes:
        """A token over ``data``."""
        request = Request.about(data)
        return token_of(self._ask(request.encode()), request)

    def describe(self) -> str:
        """The server's address."""
        return self.url

    def _ask(self, body: bytes) -> bytes:
        question = HttpRequest(self.url, data=body, headers={"Content-Type": "application/timestamp-query"})  # noqa: S310
        try:
            with urlopen(question, timeout=self.seconds) as answer:  # noqa: S310  the URI's scheme was checked
                data: bytes = answer.read(_MOST_BYTES + 1)
        except HTTPError as error:
            raise _of_status(error.code) from error
        except (OSError, HTTPException) as error:
            raise TransientError("The time-stamp server does not answer.", remedy="Try again later.") from error
        if len(data) > _MOST_BYTES:
            raise PermanentError("The time-stamp server's answer is too long.", remedy="Check its address.")
        return data


def _of_status(status: int) -> PermanentError | TransientError:
    if status in (408, 429) or status >= 500:
        return TransientError(f"The time-stamp server is busy (HTTP {status}).", remedy="Try again later.")
    return PermanentError(f"The time-stamp server refuses (HTTP {status}).", remedy="Check its address.")
