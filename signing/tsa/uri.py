"""Time-stamping authorities named by URI: ``development:`` or ``http(s)://…``, several with spaces between."""

from __future__ import annotations

from dossier.errors import UsageError
from signing.authority.development import DevelopmentAuthority
from signing.tsa.http import HttpTimeStamper
from signing.tsa.issuing import IssuingTimeStamper
from signing.tsa.port import TimeStamper
from signing.tsa.several import FirstTimeStamper
from signing.web import is_web


def timestamper_of(
    uri: str, *, seconds: float, development: DevelopmentAuthority, policy: str | None = None
) -> TimeStamper:
    """The authorities that ``uri`` names, asked in that order; ``seconds`` bounds the wait for each one over HTTP."""
    found = tuple(_one(each, seconds, development, policy) for each in uri.split())
    if not found:
        raise _none()
    return found[0] if len(found) == 1 else FirstTimeStamper(found)


def _one(uri: str, seconds: float, development: DevelopmentAuthority, policy: str | None) -> TimeStamper:
    if uri == "development:":
        return IssuingTimeStamper(development.time_stamper())
    if is_web(uri):
        return HttpTimeStamper(uri, seconds, policy)
    raise _none()


def _none() -> UsageError:
    return UsageError("The time-stamp server's URI is none.", remedy="Write development: or http(s)://…")
