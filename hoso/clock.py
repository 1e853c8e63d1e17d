"""The time of the office: Vietnam has one zone and no summer time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
Clock = Callable[[], datetime]


def vietnam_now() -> datetime:
    """Now, with the offset +07:00, to the second."""
    return datetime.now(UTC).astimezone(VIETNAM).replace(microsecond=0)


def rfc3339(moment: datetime) -> str:
    """``2026-11-22T08:15:30+07:00``."""
    return moment.astimezone(VIETNAM).isoformat(timespec="seconds")
