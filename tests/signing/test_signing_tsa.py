"""Time stamps: the authority in this process, behind HTTP, and servers that mean no good."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from asn1crypto import cms, tsp
from signing_office import Office
from signing_pki import Pki

from dossier.errors import HosoError, PermanentError, TransientError, UsageError
from signing.cms import der
from signing.tsa.http import HttpTimeStamper
from signing.tsa.issuing import IssuingTimeStamper
from signing.tsa.messages import Request
from signing.tsa.server import serving
from signing.tsa.uri import timestamper_of

DATA = b"a signature value"
SECONDS = 0.5


@dataclass
class Reply:
    """What a server of ours answers: status, body, how long it waits before each piece."""

    body: bytes = b""
    status: int = 200
    pause: float = 0.0
    location: str = ""


@contextmanager
def answering(reply: Callable[[bytes], Reply]) -> Iterator[HttpTimeStamper]:
    """A client of a server that answers as told."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = reply(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(answer.status)
            if answer.location:
                self.send_header("Location", answer.location)
            self.end_headers()
            for at in range(0, len(answer.body), 1 if answer.pause else len(answer.body)):
                over.wait(answer.pause)
                self.wfile.write(answer.body[at : at + (1 if answer.pause else len(answer.body))])

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:  # the client hung up, as it should
                return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield HttpTimeStamper(f"http://127.0.0.1:{server.server_address[1]}/", SECONDS)
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def failing(reply: Callable[[bytes], Reply]) -> HosoError:
    """The error that such a server ends in."""
    with answering(reply) as client, pytest.raises(HosoError) as error:
        client.stamp(DATA)
    return error.value


def asked(request: bytes) -> tsp.TimeStampReq:
    return tsp.TimeStampReq.load(request)


def rejection(*bits: int) -> bytes:
    """A TimeStampResp that rejects, with failure bits."""
    value = sum(1 << (31 - bit) for bit in bits).to_bytes(4)
    info = der.tlv(0x03, b"\x06" + value) if bits else b""
    return der.sequence(der.sequence(der.integer(2), info))


def info_of(token: bytes) -> tsp.TSTInfo:
    return cms.ContentInfo.load(token)["content"]["encap_content_info"]["content"].parsed


def test_a_stamp_of_this_process_is_about_the_data(office: Office) -> None:
    info = info_of(office.stamper.stamp(DATA))
    assert info["message_imprint"]["hashed_message"].native == Request.about(DATA).digest
    assert abs((info["gen_time"].native - datetime.now(UTC)).total_seconds()) < 60


def test_a_stamp_over_http_is_the_same_kind_of_thing(office: Office) -> None:
    with serving(office.stamper) as address:
        token = HttpTimeStamper(address, 5).stamp(DATA)
    assert info_of(token)["message_imprint"]["hashed_message"].native == Request.about(DATA).digest


def test_every_question_has_a_nonce_of_its_own() -> None:
    assert Request.about(DATA).nonce != Request.about(DATA).nonce


def test_a_question_asks_for_the_certificates() -> None:
    assert asked(Request.about(DATA).encode())["cert_req"].native is True


def test_an_answer_to_another_nonce_is_refused_for_good(office: Office) -> None:
    def other(request: bytes) -> Reply:
        digest = asked(request)["message_imprint"]["hashed_message"].native
        assert digest == Request.about(DATA).digest
        return Reply(office.stamper.answer(Request.about(DATA).encode()))

    error = failing(other)
    assert isinstance(error, PermanentError)
    assert "another question" in str(error)


def test_an_answer_about_other_data_is_refused_for_good(office: Office) -> None:
    def other(request: bytes) -> Reply:
        return Reply(office.stamper.answer(Request(b"other data", asked(request)["nonce"].native).encode()))

    error = failing(other)
    assert isinstance(error, PermanentError)
    assert "other data" in str(error)


def test_a_token_whose_signature_is_wrong_is_refused_for_good(office: Office) -> None:
    def broken(request: bytes) -> Reply:
        body = bytearray(office.stamper.answer(request))
        body[-3] ^= 1
        return Reply(bytes(body))

    error = failing(broken)
    assert isinstance(error, PermanentError)
    assert "not sound" in str(error)


def test_a_token_by_a_certificate_for_documents_is_refused_for_good(office: Office) -> None:
    error = failing(lambda request: Reply(IssuingTimeStamper(office.officer).answer(request)))
    assert isinstance(error, PermanentError)


@pytest.mark.parametrize(
    ("bits", "kind"), [((), TransientError), ((14,), TransientError), ((25,), TransientError), ((0,), PermanentError)]
)
def test_a_rejection_is_for_now_unless_the_question_itself_is_refused(bits, kind) -> None:
    error = failing(lambda _: Reply(rejection(*bits)))
    assert isinstance(error, kind)
    assert "refused" in str(error)


@pytest.mark.parametrize("body", [b"", b"<html>login</html>", b"\x30\x80", b"\x30\x03\x30\x01\x02", bytes(1000)])
def test_an_answer_that_cannot_be_read_may_be_better_next_time(body: bytes) -> None:
    assert isinstance(failing(lambda _: Reply(body)), TransientError)


def test_a_granted_answer_without_token_cannot_be_read() -> None:
    assert isinstance(failing(lambda _: Reply(der.sequence(der.sequence(der.integer(0))))), TransientError)


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_a_busy_server_is_asked_again_later(status: int) -> None:
    assert isinstance(failing(lambda _: Reply(status=status)), TransientError)


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_server_that_refuses_is_not(status: int) -> None:
    assert isinstance(failing(lambda _: Reply(status=status)), PermanentError)


def test_a_redirection_is_not_followed() -> None:
    error = failing(lambda _: Reply(status=302, location="http://127.0.0.1:1/"))
    assert "302" in str(error)


def test_an_endless_answer_is_cut_off() -> None:
    error = failing(lambda _: Reply(bytes(1_000_000)))
    assert isinstance(error, PermanentError)
    assert "too long" in str(error)


def test_a_silent_server_is_left_after_the_wait() -> None:
    began = time.monotonic()
    assert isinstance(failing(lambda _: Reply(b"x", pause=20)), TransientError)
    assert time.monotonic() - began < 5


def test_a_server_that_trickles_is_left_as_well() -> None:
    began = time.monotonic()
    assert isinstance(failing(lambda _: Reply(bytes(400), pause=0.05)), TransientError)
    assert time.monotonic() - began < 5


def test_nobody_at_the_address_is_transient() -> None:
    with pytest.raises(TransientError):
        HttpTimeStamper("http://127.0.0.1:1/", SECONDS).stamp(DATA)


@pytest.mark.parametrize("address", ["http://[::1", "http://", "http://a..b/"])
def test_an_address_that_is_none_is_told(address: str) -> None:
    with pytest.raises(HosoError):
        HttpTimeStamper(address, SECONDS).stamp(DATA)


def test_the_server_refuses_what_has_no_length_or_too_much(office: Office) -> None:
    with serving(office.stamper) as address:
        for length in ("", "-1", "abc", "999999999"):
            connection = HTTPConnection(urlsplit(address).netloc, timeout=5)
            connection.putrequest("POST", "/")
            connection.putheader("Content-Length", length)
            connection.endheaders()
            assert connection.getresponse().status == 400
            connection.close()


@pytest.mark.parametrize("request_", [b"", b"\x30\x00", b"rubbish", b"\x30\x03\x02\x01\x01", b"\x30\x80\x00\x00"])
def test_the_authority_rejects_what_is_no_question(office: Office, request_: bytes) -> None:
    assert office.stamper.answer(request_) == rejection()


def test_the_clock_is_the_authoritys_own() -> None:
    at = datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert info_of(Pki.made().stamper(at).stamp(DATA))["gen_time"].native == at


@pytest.mark.parametrize("uri", ["", "ftp://x/", "development", "file:///etc"])
def test_a_uri_that_names_no_authority_is_wrong_usage(office: Office, uri: str) -> None:
    with pytest.raises(UsageError):
        timestamper_of(uri, seconds=1, development=office.authority)


def test_the_development_uri_names_this_process(office: Office) -> None:
    stamper = timestamper_of("development:", seconds=1, development=office.authority)
    assert info_of(stamper.stamp(DATA))["policy"].native == "2.999.1.1"


def test_an_http_uri_names_a_server(office: Office) -> None:
    with serving(office.stamper) as address:
        stamper = timestamper_of(address, seconds=5, development=office.authority)
        assert stamper.describe() == address
        assert stamper.stamp(DATA)
