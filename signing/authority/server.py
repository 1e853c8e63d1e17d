"""The development authority over HTTP on the loopback interface: time stamps, OCSP, revocation lists."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from signing.authority.development import DevelopmentAuthority
from signing.authority.ocsp import responder_of
from signing.tsa.issuing import IssuingTimeStamper

_MOST_BYTES = 64_000
_SECONDS = 10
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Route:
    """What one path answers: to the body of a POST, or to a GET (the body is empty then)."""

    method: str
    content_type: str
    answer: Callable[[bytes], bytes]


def routes_of(authority: DevelopmentAuthority) -> dict[str, Route]:
    """``/tsa``, ``/ocsp``, ``/root.crl`` and ``/issuing.crl`` in DER."""
    root, issuing = authority.revocation_lists
    return {
        "/tsa": timestamps(IssuingTimeStamper(authority.time_stamper())),
        "/ocsp": Route("POST", "application/ocsp-response", responder_of(authority).answer),
        "/root.crl": Route("GET", "application/pkix-crl", lambda _: _der(root.read_bytes())),
        "/issuing.crl": Route("GET", "application/pkix-crl", lambda _: _der(issuing.read_bytes())),
    }


def timestamps(stamper: IssuingTimeStamper) -> Route:
    """RFC 3161 over HTTP (section 3.4)."""
    return Route("POST", "application/timestamp-reply", stamper.answer)


def _der(pem: bytes) -> bytes:
    return x509.load_pem_x509_crl(pem).public_bytes(Encoding.DER)


@contextmanager
def serving(routes: Mapping[str, Route], port: int = 0) -> Iterator[str]:
    """The server's address (``http://host:port``) while it runs; port 0 takes a free one."""

    class Handler(BaseHTTPRequestHandler):
        timeout = _SECONDS

        def do_GET(self) -> None:
            self._answer("GET", b"")

        def do_POST(self) -> None:
            size = self.headers.get("Content-Length", "")
            if not size.isdecimal() or int(size) > _MOST_BYTES:
                self.send_error(HTTPStatus.BAD_REQUEST)
                return
            self._answer("POST", self.rfile.read(int(size)))

        def _answer(self, method: str, body: bytes) -> None:
            route = routes.get(self.path)
            if route is None or route.method != method:
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            answer = route.answer(body)
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", route.content_type)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing: who asks is nobody's business."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(_POLL_SECONDS,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
