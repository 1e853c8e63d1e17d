"""A credential at a remote signing service: ``csc:https://host/csc/v1?credential=ID``."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from dossier.errors import UsageError

_REMEDY = "Write csc:https://host/csc/v1?credential=ID, with client= or user= where the service wants one."
_KNOWN = {"credential", "client", "user"}


@dataclass(frozen=True, slots=True)
class CredentialUri:
    """``client``: an OAuth 2 client; ``user``: an account; with neither, the service's secret is an access token."""

    base: str
    credential: str
    client: str | None = None
    user: str | None = None


def parse(uri: str) -> CredentialUri:
    """A ``csc:`` URI; ``UsageError`` for anything else. Plain HTTP is for the loopback interface alone."""
    try:
        parts = urlsplit(uri.removeprefix("csc:"))
        pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)
    except ValueError as error:
        raise UsageError("The remote credential's URI is none.", remedy=_REMEDY) from error
    named = dict(pairs)
    is_private = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost"))
    understood = len(named) == len(pairs) and set(named) <= _KNOWN and not parts.fragment and "@" not in parts.netloc
    if not is_private or not understood or not named.get("credential") or ("client" in named and "user" in named):
        raise UsageError("The remote credential's URI is none.", remedy=_REMEDY)
    base = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
    return CredentialUri(base, named["credential"], named.get("client"), named.get("user"))
