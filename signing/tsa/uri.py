"""A time-stamping authority named by URI: ``development:`` or ``http(s)://…``."""

from __future__ import annotations

from dossier.errors import UsageError
from signing.authority.development import DevelopmentAuthority
from signing.tsa.http import HttpTimeStamper
from signing.tsa.issuing import IssuingTimeStamper
from signing.tsa.port import TimeStamper


def timestamper_of(uri: str, *, seconds: float, development: DevelopmentAuthority) -> TimeStamper:
    """The authority that ``uri`` names; ``seconds`` bounds the wait for one over HTTP."""
    if uri == "development:":
        return IssuingTimeStamper(development.time_stamper())
    if uri.startswith(("http://", "https://")):
        return HttpTimeStamper(uri, seconds)
    raise UsageError("The time-stamp server's URI is none.", remedy="Write development: or http(s)://…")
