"""One question to a server over HTTP: bounded in time and size, no redirection, errors that say what to do."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from time import monotonic
from typing import IO, Any
from urllib.error import HTTPError
from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, ProxyHandler, build_opener
from urllib.request import Request as HttpRequest

from dossier.errors import PermanentError, TransientError

_AT_ONCE = 8_192


class _NoRedirect(HTTPRedirectHandler):
    """A question that was POSTed is not asked again elsewhere, least of all by another scheme."""

    def redirect_request(
        self, req: HttpRequest, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """None makes of the redirection an error with its status."""


def _connect_publicly(
    address: tuple[str, int], timeout: float | None = None, source_address: tuple[str, int] | None = None
) -> socket.socket:
    """Connects to the first public address of a host, and to no other: the name is looked up once, here."""
    host, port = address
    for _, _, _, _, found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if ip_address(str(found[0])).is_global:
            return socket.create_connection((str(found[0]), port), timeout, source_address)
    raise PrivateAddressError


class PrivateAddressError(OSError):
    """The host has no public address."""


class _PublicHTTPConnection(HTTPConnection):
    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._create_connection = _connect_publicly


class _PublicHTTPSConnection(HTTPSConnection):
    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._create_connection = _connect_publicly


class _PublicHTTP(HTTPHandler):
    def http_open(self, req: HttpRequest) -> HTTPResponse:
        return self.do_open(_PublicHTTPConnection, req)


class _PublicHTTPS(HTTPSHandler):
    def https_open(self, req: HttpRequest) -> HTTPResponse:
        return self.do_open(_PublicHTTPSConnection, req)


_OPENER = build_opener(_NoRedirect)
# No proxy either: it would look the name up anew.
_PUBLIC_OPENER = build_opener(ProxyHandler({}), _NoRedirect, _PublicHTTP, _PublicHTTPS)


class RefusedError(PermanentError):
    """The server refuses the question as such."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message, remedy="Check its address.")
        self.status = status


@dataclass(frozen=True, slots=True)
class Server:
    """``what`` names it in messages; ``seconds`` bounds the wait for each step and for the whole answer.

    ``public_only``: for addresses that strangers chose; those of our own network are not asked.
    """

    what: str
    url: str
    seconds: float
    most_bytes: int
    public_only: bool = False

    def ask(
        self,
        body: bytes | None = None,
        content_type: str = "",
        headers: Mapping[str, str] | None = None,
        path: str = "",
    ) -> bytes:
        """The body of the answer: to a POST of ``body``, to a GET without one."""
        sent = dict(headers or {}) | ({"Content-Type": content_type} if content_type else {})
        try:
            question = HttpRequest(self.url + path, data=body, headers=sent)  # noqa: S310  checked by ``is_web``
            if not is_web(question.full_url):
                raise ValueError("neither http nor https")
            deadline = monotonic() + self.seconds
            opener = _PUBLIC_OPENER if self.public_only else _OPENER
            with opener.open(question, timeout=self.seconds) as answer:
                return self._read(answer, deadline)
        except HTTPError as error:
            with error:
                raise self._of_status(error.code) from error
        except (OSError, HTTPException) as error:
            raise TransientError(f"The {self.what} does not answer.", remedy="Try again later.") from error
        except ValueError as error:
            raise PermanentError(f"The {self.what}'s address is none.", remedy="Check its address.") from error

    def _read(self, answer: HTTPResponse, deadline: float) -> bytes:
        """The body, whole; a server that trickles is as good as silent."""
        data = bytearray()
        while piece := answer.read1(_AT_ONCE):
            data += piece
            if len(data) > self.most_bytes:
                raise PermanentError(f"The {self.what}'s answer is too long.", remedy="Check its address.")
            if monotonic() > deadline:
                raise TransientError(f"The {self.what} is too slow.", remedy="Try again later.")
        return bytes(data)

    def _of_status(self, status: int) -> PermanentError | TransientError:
        if status in (408, 429) or status >= 500:
            return TransientError(f"The {self.what} is busy (HTTP {status}).", remedy="Try again later.")
        return RefusedError(f"The {self.what} refuses (HTTP {status}).", status)


def is_web(url: str) -> bool:
    """Whether it is asked over HTTP at all: certificates name LDAP too."""
    return url.lower().startswith(("http://", "https://"))
