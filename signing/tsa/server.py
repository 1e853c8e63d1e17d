"""The development authority's time stamps over HTTP, on the loopback interface."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from signing.tsa.issuing import IssuingTimeStamper

_MOST_BYTES = 64_000
_SECONDS = 10
_POLL_SECONDS = 0.05


@contextmanager
def serving(authority: IssuingTimeStamper, port: int = 0) -> Iterator[str]:
    """The server's address while it runs; port 0 takes a free one."""

    class Handler(BaseHTTPRequestHandler):
        timeout = _SECONDS

        def do_POST(self) -> None:
            size = self.headers.get("Content-Length", "")
            if not size.isdecimal() or int(size) > _MOST_BYTES:
                self.send_error(HTTPStatus.BAD_REQUEST)
                return
            body = authority.answer(self.rfile.read(int(size)))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing: who asks for stamps is nobody's business."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(_POLL_SECONDS,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
