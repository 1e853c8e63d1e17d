"""What this installation judged in full and found valid: the next audits look at digests and signature values only.

Full judgement comes again when a month has passed, when the anchors, the algorithms' last days or the program change, and
for a share drawn by lot (domain rule: three lanes).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from dossier.digest import Digest
from hoso.settings import Settings
from signing.judge.trust import TrustStore, trust_to_plain
from storage import disk

_CONTRACT = "hoso.audited/1"
_FILE = "audited.json"
_LASTS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Noted:
    """The day of a full judgement that came to "valid", and whether that rested on the development authority."""

    day: date
    development: bool


@dataclass(slots=True)
class AuditMemory:
    """Packages by digest, with their last full judgement under the same ``circumstances``."""

    path: Path
    circumstances: str
    today: date
    _judged: dict[str, Noted] = field(default_factory=dict)

    def noted(self, digest: Digest) -> Noted | None:
        """What is noted of these very bytes, if that is no more than a month old."""
        found = self._judged.get(str(digest))
        return found if found is not None and self.today - _LASTS < found.day <= self.today else None

    def judged(self, digest: Digest, *, valid: bool, development: bool) -> None:
        """Note a full judgement; one that is not valid comes again every time."""
        if valid:
            self._judged[str(digest)] = Noted(self.today, development)
        else:
            self._judged.pop(str(digest), None)

    def keep(self) -> None:
        """Write it down for the next audit."""
        judged = {name: [each.day.isoformat(), each.development] for name, each in self._judged.items()}
        plain = {"contract": _CONTRACT, "circumstances": self.circumstances, "judged": judged}
        with disk.translated("Writing what was audited"):
            disk.replace(self.path, json.dumps(plain).encode(), spool=self.path.parent, mode=0o600)


def open_memory(settings: Settings, trust: TrustStore, today: date) -> AuditMemory:
    """What was noted under these circumstances; nothing where they changed, or where the notes cannot be read."""
    path, now = settings.root / _FILE, _circumstances(settings, trust)
    return AuditMemory(path, now, today, _read(path, lambda noted: noted == now))


def _read(path: Path, same: Callable[[object], bool]) -> dict[str, Noted]:
    try:
        plain = json.loads(path.read_bytes())
        if plain["contract"] != _CONTRACT or not same(plain["circumstances"]):
            return {}
        return {str(name): Noted(date.fromisoformat(day), bool(dev)) for name, (day, dev) in plain["judged"].items()}
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return {}


def _circumstances(settings: Settings, trust: TrustStore) -> str:
    """Anchors with their windows, algorithms' last days, the program's version; lists change daily and are left out."""
    plain = trust_to_plain(trust)
    kept = {name: plain[name] for name in ("anchors", "development", "windows")}
    sunsets = {name: day.isoformat() for name, day in settings.algorithm_sunsets.items()}
    told = json.dumps([kept, sunsets, metadata.version("hoso")], sort_keys=True)
    return sha256(told.encode()).hexdigest()
