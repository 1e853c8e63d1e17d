"""A national register for tests: takes exactly the envelope that the real one takes, and misbehaves when told to."""

from __future__ import annotations

import base64
import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from lxml import etree

USER, SECRET, CLIENT, KEY = "h29", "SPECIMEN-secret", "VN/GOV/H29", "SPECIMEN-key"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
REQUEST = "http://dancuquocgia.bca"
ANSWER = "http://www.mic.gov.vn/dancu/1.0"
ORDER = ["MaYeuCau", "MaDVC", "MaTichHop", "MaCanBo", "SoDinhDanh", "HoVaTen", "NgayThangNamSinh"]
CALLS = {"TraCuuThongTinCongDan": "037", "XacThucThongTinCongDan": "003"}
DRIFT = 5 * 60 * 1000


@dataclass(frozen=True)
class Known:
    """A person of the register, as it spells them."""

    number: str
    name: str  # as compared: upper case, no tones, no spaces
    born: str  # yyyymmdd
    entry: str  # the XML inside CongDan


@dataclass
class Register:
    """What it knows, how it behaves next, and what it was asked. ``next``: one behaviour for each coming request."""

    known: dict[str, Known] = field(default_factory=dict)
    next: list[str] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    def answer(self, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """Status and envelope; whatever is wrong with the question is a fault."""
        wrong = self._wrong_headers(headers)
        if wrong:
            return 401, wrong.encode()
        try:
            question = self._question(body)
        except ValueError as error:
            return 500, fault("soapenv:Client", str(error))
        self.asked.append(question)
        found = self.known.get(question["SoDinhDanh"])
        same = found and (found.name, found.born) == (question["HoVaTen"], question["born"])
        if question["MaTichHop"] == "003":
            return 200, envelope(
                f"<KetQuaXacThuc xmlns='{ANSWER}'><TonTai>{str(bool(same)).lower()}</TonTai></KetQuaXacThuc>"
            )
        entry = f"<CongDan>{found.entry}</CongDan>" if found and same else ""
        return 200, envelope(f"<CongdanCollection xmlns='{ANSWER}'>{entry}</CongdanCollection>")

    def _wrong_headers(self, headers: dict[str, str]) -> str:
        stamp = headers.get("Timestamp", "")
        if not stamp.isdigit() or abs(int(stamp) - time.time_ns() // 1_000_000) > DRIFT:
            return "timestamp"
        digest = hashlib.sha256(f"{self.url}{USER}{stamp}{SECRET}".encode()).hexdigest()
        token = "Basic " + base64.b64encode(f"{USER}:{digest}".encode()).decode()
        wanted = {"Authorization": token, "X-Road-Client": CLIENT, "ApiKey": KEY, "SOAPAction": '""'}
        return next((key for key, value in wanted.items() if headers.get(key) != value), "")

    @staticmethod
    def _question(body: bytes) -> dict[str, str]:
        root = etree.fromstring(body)
        tags = [etree.QName(each) for each in root]
        if [(t.namespace, t.localname) for t in tags] != [(SOAP, "Header"), (SOAP, "Body")]:
            raise ValueError("not an envelope")
        (asked,) = root[1]
        name = etree.QName(asked)
        if name.namespace != REQUEST or name.localname not in CALLS:
            raise ValueError("unknown operation")
        if [etree.QName(each).localname for each in asked] != ORDER:
            raise ValueError("elements out of order")
        said = {etree.QName(each).localname: (each.text or "") for each in asked}
        said["born"] = asked[-1][0].text or ""
        if said["MaTichHop"] != CALLS[name.localname] or not 0 < len(said["MaYeuCau"]) <= 40:
            raise ValueError("wrong code or request number")
        if not (said["HoVaTen"].isascii() and said["HoVaTen"].isalnum() and said["HoVaTen"].isupper()):
            raise ValueError("name not folded")
        return said


def envelope(inner: str) -> bytes:
    """A SOAP envelope around a body."""
    return f"<soap:Envelope xmlns:soap='{SOAP}'><soap:Body>{inner}</soap:Body></soap:Envelope>".encode()


def fault(code: str, text: str) -> bytes:
    """A SOAP 1.1 fault."""
    return envelope(f"<soap:Fault><faultcode>{code}</faultcode><faultstring>{text}</faultstring></soap:Fault>")


class _Handler(BaseHTTPRequestHandler):
    register: Register

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        behaviour = self.register.next.pop(0) if self.register.next else "right"
        status, answer = self.register.answer(dict(self.headers), body)
        match behaviour:
            case "busy":
                status, answer = 503, b"busy"
            case "truncated":
                answer = answer[: len(answer) // 2]
            case "nonsense":
                answer = b"<html>maintenance</html>"
            case "entities":
                answer = b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + envelope("&x;")
            case "huge":
                answer = envelope("<a>" + "x" * 3_000_000 + "</a>")
            case "004" | "005":
                status, answer = 500, fault("soapenv:Server", f"Error {behaviour}")
            case "own fault":
                status, answer = 500, fault("soapenv:Server", "internal")
            case "another":
                answer = answer.replace(b"<SoDinhDanh>0", b"<SoDinhDanh>9")
            case "slow":
                time.sleep(1.5)
            case "dripping":
                self._drip(answer)
                return
            case "hang up":
                self.close_connection = True
                return
        self._send(status, answer)

    def _send(self, status: int, answer: bytes) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", "text/xml; charset=utf-8")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)
        except (BrokenPipeError, ConnectionResetError):  # the client had enough
            self.close_connection = True

    def _drip(self, answer: bytes) -> None:
        """A byte now and then: each alone is quick enough, the whole never ends."""
        try:
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            for byte in answer[:40]:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(0.1)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  named by the base class
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Register]:
    """A register at work on a port of its own."""
    register = Register()
    handler = type("Handler", (_Handler,), {"register": register})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    register.url = f"http://127.0.0.1:{server.server_port}/dancu"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield register
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
