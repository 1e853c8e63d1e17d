"""SHA-256 digests as a type."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from dossier.errors import UsageError

_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, order=True)
class Digest:
    """A SHA-256 digest in lower-case hexadecimal."""

    hex: str

    @classmethod
    def parse(cls, text: str) -> Digest:
        """Read 64 lower-case hexadecimal digits; anything else is a ``UsageError``."""
        if not _HEX.fullmatch(text):
            raise UsageError("A SHA-256 digest has 64 lower-case hexadecimal digits.")
        return cls(text)

    @classmethod
    def of(cls, data: bytes) -> Digest:
        """Digest ``data``."""
        return cls(hashlib.sha256(data).hexdigest())

    def __str__(self) -> str:
        return self.hex
