"""RFC 3161 over HTTP (section 3.4): the client of a real time-stamping authority."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dossier.errors import PermanentError
from signing.tsa.messages import Request, time_of, token_of
from signing.tsa.port import LONGEST_TOKEN
from signing.web import Server

_MOST_BYTES = 64_000
_DRIFT = timedelta(minutes=10)
"""Clocks differ; a token from further off says that one of them is wrong, and a wrong time is worse than none."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class HttpTimeStamper:
    """Asks one server; ``seconds`` bounds the wait. With ``policy``, a token under another policy is refused."""

    url: str
    seconds: float
    policy: str | None = None
    clock: Callable[[], datetime] = _now

    def stamp(self, data: bytes, hash_name: str = "sha256") -> bytes:
        """A token over ``data``."""
        request = Request.about(data, self.policy, hash_name)
        server = Server("time-stamp server", self.url, self.seconds, _MOST_BYTES)
        token = token_of(server.ask(request.encode(), "application/timestamp-query"), request)
        if abs(time_of(token) - self.clock()) > _DRIFT:
            raise PermanentError(
                "The time-stamp server's clock and this machine's differ by more than ten minutes.",
                remedy="Set this machine's clock; if it is right, do not use this time-stamp server.",
            )
        return token

    def describe(self) -> str:
        """The server's address."""
        return self.url

    @property
    def token_bytes(self) -> int:
        """Not known of a server."""
        return LONGEST_TOKEN
