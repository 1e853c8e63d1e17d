"""What the tests of the command share: the office's two dossiers, and what a call came to."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hoso.samples.persons import Person
from hoso.settings import Settings

ARCHIVED, WAITING = "H29.12-261122-0001", "H29.12-261122-0002"
PASSING = {"HOSO_ACCEPT_CONFIDENCE": "0", "HOSO_SAMPLE_SHARE": "0"}


@dataclass(frozen=True, slots=True)
class Papers:
    """``folder`` has the dossiers ``notice`` (a page) and ``card`` (a page for each side); ``register`` knows its owner."""

    folder: Path
    owner: Person
    register: Path


@dataclass(frozen=True, slots=True)
class Called:
    """What a call came to."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The JSON on standard output."""
        return json.loads(self.out)


Hoso = Callable[..., Called]


def settings_of(home: Path) -> Settings:
    """Every field passes, nothing is drawn: a dossier waits only where the policy is the counter's."""
    return Settings(home=home, accept_confidence=0, sample_share=0, workers=1)


def alter(path: Path, at: int) -> None:
    """Change one byte of a file, as somebody with the rights to do so might."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.unlink()
    path.write_bytes(bytes(data))
