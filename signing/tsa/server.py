"""A time-stamping authority alone over HTTP, on the loopback interface."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from signing.authority.server import serving as serving_routes
from signing.authority.server import timestamps
from signing.tsa.issuing import IssuingTimeStamper


@contextmanager
def serving(authority: IssuingTimeStamper, port: int = 0) -> Iterator[str]:
    """The server's address while it runs; port 0 takes a free one."""
    with serving_routes({"/": timestamps(authority)}, port) as address:
        yield f"{address}/"
