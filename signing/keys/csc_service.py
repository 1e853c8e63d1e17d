"""What a remote signing service is asked, after the Cloud Signature Consortium's API (versions 1.0.4 and 2.0)."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from dossier.errors import PermanentError, TransientError
from signing.keys.csc_uri import CredentialUri
from signing.keys.secret import Secret
from signing.web import RefusedError, Server

Answer = Mapping[str, Any]
_WHAT = "remote signing service"
_MOST_BYTES = 1_000_000
_UNAUTHORISED = (401, 403)
_PATIENCE = "Try again later."


@dataclass(slots=True)
class CscService:
    """Logs in when it is first asked something, and once more when its token has run out."""

    uri: CredentialUri
    access: Secret = field(repr=False)
    seconds: float
    _token: str | None = field(default=None, repr=False)
    _version: int | None = None

    @property
    def version(self) -> int:
        """1 or 2, as the service says of itself (its address need not)."""
        if self._version is None:
            specs = text_of(self._post("info", {}, {}), "specs")
            if specs[:1] not in ("1", "2"):
                raise PermanentError("The remote signing service speaks no version that is known here.")
            self._version = int(specs[0])
        return self._version

    def ask(self, method: str, question: Answer) -> Answer:
        """The answer to one call, with an access token."""
        fresh = self._token is None
        try:
            return self._post(method, question, self._authorisation())
        except RefusedError as error:
            if fresh or error.status not in _UNAUTHORISED:
                raise
        self._token = None
        return self._post(method, question, self._authorisation())

    def _authorisation(self) -> dict[str, str]:
        if self._token is None:
            self._token = self._log_in()
        return {"Authorization": f"Bearer {self._token}"}

    def _log_in(self) -> str:
        secret = (self.access() or b"").decode(errors="replace")
        if not secret:
            raise PermanentError(
                "The remote signing service wants a secret.",
                remedy="Set HOSO_OFFICER_CSC_SECRET or HOSO_AGENCY_CSC_SECRET.",
            )
        if self.uri.client is not None:
            grant = {"grant_type": "client_credentials", "client_id": self.uri.client, "client_secret": secret}
            # RFC 6749, 4.4.2: a form, unlike everything else here.
            data = self._server("oauth2/token").ask(urlencode(grant).encode(), "application/x-www-form-urlencoded")
            return text_of(_read(data), "access_token")
        if self.uri.user is not None:
            basic = base64.b64encode(f"{self.uri.user}:{secret}".encode()).decode()
            return text_of(self._post("auth/login", {}, {"Authorization": f"Basic {basic}"}), "access_token")
        return secret

    def _post(self, method: str, question: Answer, headers: Mapping[str, str]) -> Answer:
        return _read(self._server(method).ask(json.dumps(question).encode(), "application/json", headers))

    def _server(self, method: str) -> Server:
        return Server(_WHAT, f"{self.uri.base}/{method}", self.seconds, _MOST_BYTES)


def _read(data: bytes) -> Answer:
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise TransientError("The remote signing service's answer cannot be read.", remedy=_PATIENCE) from error
    if not isinstance(answer, dict):
        raise TransientError("The remote signing service's answer cannot be read.", remedy=_PATIENCE)
    return answer


def text_of(answer: Answer, name: str) -> str:
    """A string that must be there."""
    found = answer.get(name)
    if not isinstance(found, str) or not found:
        raise PermanentError(f"The remote signing service's answer lacks {name}.", remedy="Check its address.")
    return found


def octets_of(answer: Answer, name: str) -> list[bytes]:
    """A list of Base64 that must be there."""
    found = answer.get(name)
    try:
        if isinstance(found, Sequence) and not isinstance(found, str):
            return [base64.b64decode(each, validate=True) for each in found]
    except (ValueError, TypeError) as error:
        raise PermanentError(f"The remote signing service's {name} cannot be read.") from error
    raise PermanentError(f"The remote signing service's answer lacks {name}.", remedy="Check its address.")
