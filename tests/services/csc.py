"""A remote signing service that speaks the Cloud Signature Consortium's API, versions 1.0.4 and 2.0."""

from __future__ import annotations

import base64
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding

from signing.keys.local import LocalSigner

PIN = "246802"
SECRET = "client-secret"
SHA256 = "2.16.840.1.101.3.4.2.1"


class RefusedError(Exception):
    """Answered with this status."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(error)
        self.status, self.error = status, error


@dataclass
class CscServer:
    """``credentials`` by id. ``heard`` are the calls; a token is good for ``uses`` of them."""

    version: int
    credentials: dict[str, LocalSigner]
    mode: str = "explicit"
    otp: bool = False
    raw_ecdsa: bool = False
    uses: int = 1_000
    heard: list[str] = field(default_factory=list)
    tokens: dict[str, int] = field(default_factory=dict)
    authorised: dict[str, tuple[str, str]] = field(default_factory=dict)

    def answer(self, method: str, asked: dict[str, Any], authorisation: str) -> dict[str, Any]:
        self.heard.append(method)
        match method:
            case "info":
                return {"specs": "1.0.4.0" if self.version == 1 else "2.0.0.2", "name": "test", "methods": []}
            case "oauth2/token":
                self._demand(asked.get("client_secret") == SECRET and asked["grant_type"] == "client_credentials", 401)
                return {"access_token": self._token(), "token_type": "Bearer", "expires_in": 3600}
            case "auth/login":
                basic = base64.b64decode(authorisation.removeprefix("Basic ")).decode()
                self._demand(basic == f"officer:{SECRET}", 401)
                return {"access_token": self._token(), "expires_in": 3600}
        self._spend(authorisation.removeprefix("Bearer "))
        signer = self.credentials.get(asked["credentialID"])
        self._demand(signer is not None, 400)
        assert signer is not None
        match method:
            case "credentials/info":
                return self._info(signer, asked)
            case "credentials/authorize":
                return self._authorise(asked)
            case "signatures/signHash":
                return self._sign(signer, asked)
        raise RefusedError(404, "not_found")

    def _demand(self, holds: bool, status: int) -> None:
        if not holds:
            raise RefusedError(status, "invalid_request")

    def _token(self) -> str:
        token = secrets.token_hex(8)
        self.tokens[token] = self.uses
        return token

    def _spend(self, token: str) -> None:
        self._demand(self.tokens.get(token, 0) > 0, 401)
        self.tokens[token] -= 1

    def _info(self, signer: LocalSigner, asked: dict[str, Any]) -> dict[str, Any]:
        self._demand(asked["certificates"] == "chain" and asked["authInfo"] is True, 400)
        chain = [base64.b64encode(each.public_bytes(Encoding.DER)).decode() for each in signer.chain]
        found: dict[str, Any] = {"key": {"status": "enabled"}, "cert": {"status": "valid", "certificates": chain}}
        if self.version == 1:
            found |= {"authMode": self.mode, "PIN": {"presence": "true"}, "OTP": {"presence": str(self.otp).lower()}}
        else:
            objects = [{"type": "Password", "id": "PIN"}] + ([{"type": "Password", "id": "OTP"}] if self.otp else [])
            found |= {"auth": {"mode": self.mode, "expression": "PIN", "objects": objects}}
        return found

    def _authorise(self, asked: dict[str, Any]) -> dict[str, Any]:
        if self.version == 1:
            pin, hashed = asked.get("PIN"), asked["hash"]
        else:
            self._demand(asked["hashAlgorithmOID"] == SHA256, 400)
            pin, hashed = {each["id"]: each["value"] for each in asked["authData"]}.get("PIN"), asked["hashes"]
        self._demand(pin == PIN and asked["numSignatures"] == len(hashed) == 1, 400)
        sad = secrets.token_hex(8)
        self.authorised[sad] = (asked["credentialID"], hashed[0])
        return {"SAD": sad, "expiresIn": 300}

    def _sign(self, signer: LocalSigner, asked: dict[str, Any]) -> dict[str, Any]:
        names = ("hash", "hashAlgo") if self.version == 1 else ("hashes", "hashAlgorithmOID")
        (hashed,), algorithm = asked[names[0]], asked[names[1]]
        self._demand(algorithm == SHA256, 400)
        if self.mode == "explicit":
            self._demand(self.authorised.pop(asked.get("SAD"), None) == (asked["credentialID"], hashed), 400)
        value = self._value(signer, asked, base64.b64decode(hashed))
        return {"signatures": [base64.b64encode(value).decode()]}

    def _value(self, signer: LocalSigner, asked: dict[str, Any], digest: bytes) -> bytes:
        done = Prehashed(hashes.SHA256())
        if isinstance(signer.key, rsa.RSAPrivateKey):
            pss = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
            self._demand(asked["signAlgo"] == "1.2.840.113549.1.1.10" and bool(asked["signAlgoParams"]), 400)
            return signer.key.sign(digest, pss, done)
        assert isinstance(signer.key, ec.EllipticCurvePrivateKey)
        self._demand(asked["signAlgo"] == "1.2.840.10045.4.3.2", 400)
        value = signer.key.sign(digest, ec.ECDSA(done))
        if not self.raw_ecdsa:
            return value
        return b"".join(each.to_bytes(32) for each in decode_dss_signature(value))


@contextmanager
def serving(server: CscServer) -> Iterator[str]:
    """Its base address while it runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                method = self.path.removeprefix("/csc/")
                is_form = self.headers["Content-Type"] == "application/x-www-form-urlencoded"
                asked = dict(parse_qsl(body.decode())) if is_form else json.loads(body)
                status, answer = 200, server.answer(method, asked, self.headers.get("Authorization", ""))
            except RefusedError as refused:
                status, answer = refused.status, {"error": refused.error}
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_address[1]}/csc"
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
