"""The port of a time-stamping authority."""

from __future__ import annotations

from typing import Protocol

LONGEST_TOKEN = 12_000


class TimeStamper(Protocol):
    """Gives RFC 3161 tokens. ``TransientError`` when none can be had now; there is no signature without one."""

    def stamp(self, data: bytes, hash_name: str = "sha256") -> bytes:
        """A time-stamp token (DER ContentInfo) over that hash of ``data``, checked against it.

        ``hash_name`` is ``sha256``, ``sha384`` or ``sha512``.
        """
        ...

    def describe(self) -> str:
        """Which authority this is."""
        ...

    @property
    def token_bytes(self) -> int:
        """The most bytes that a token takes; one who cannot tell says the longest: the government's take 4 to 6 kB."""
        return LONGEST_TOKEN
