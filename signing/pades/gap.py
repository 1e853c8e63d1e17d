"""The gap in a signed file: everything but it is covered, the CMS goes into it (ISO 32000-1, 12.8.1)."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.errors import PermanentError


@dataclass(frozen=True, slots=True)
class Gap:
    """``pdf`` has hexadecimal zeros from ``start`` to ``end``, ``<`` and ``>`` included."""

    pdf: bytes
    start: int
    end: int

    @property
    def covered(self) -> bytes:
        """What is signed of the file."""
        return self.pdf[: self.start] + self.pdf[self.end :]

    @property
    def room(self) -> int:
        """Bytes of CMS that it takes."""
        return (self.end - self.start - 2) // 2

    @property
    def is_empty(self) -> bool:
        """Whether it is a gap of the file at all, and nothing is in it yet."""
        inside = 0 <= self.start < self.end <= len(self.pdf)
        return inside and self.pdf[self.start : self.end] == b"<" + b"0" * (self.end - self.start - 2) + b">"

    def filled(self, cms: bytes) -> bytes:
        """The file with ``cms`` in it."""
        if len(cms) > self.room:
            raise PermanentError("The time stamp is longer than expected.", remedy="Do not use this time-stamp server.")
        digits = cms.hex().upper().encode().ljust(2 * self.room, b"0")
        return b"".join((self.pdf[: self.start + 1], digits, self.pdf[self.end - 1 :]))
