"""The package is put where nothing was, read back, and entered in the transparency log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import PermanentError
from dossier.pipeline import Advanced, Outcome
from dossier.record import Event, LogEntry, Package, Record, Status
from hoso.clock import Clock, rfc3339
from hoso.drafts import Drafts, with_event
from hoso.packing import pack
from storage.objects import AlreadyThere, Created, Lock, LockMode, VersionedStore
from storage.package import package_key

VERSION = 1


@dataclass(frozen=True, slots=True)
class ArchiveStep:
    """Puts, reads back and logs; every effect may be repeated and changes nothing the second time."""

    drafts: Drafts
    store: VersionedStore
    log: Callable[[DossierCode, int, Digest], LogEntry]
    lock_days: int
    clock: Clock

    def __call__(self, code: DossierCode, digest: Digest) -> Outcome:
        """The record with where its package lies. The sealed bytes are spooled before they are put."""
        record = self.drafts.load(digest)
        data = pack(self.drafts, record, VERSION)
        spooled = self.drafts.blobs.put(data)
        key = package_key(code, VERSION)
        version_id = self._put(key, data)
        self._read_back(key, spooled)
        entry = self.log(code, VERSION, spooled)
        package = Package(key, spooled, VERSION, version_id, entry)
        return Advanced(self.drafts.keep(self._archived(record, package)))

    def _put(self, key: str, data: bytes) -> str | None:
        match self.store.put_new(key, data, lock=self._lock()):
            case Created(version_id):
                return version_id
            case AlreadyThere():
                return self.store.history(key)[0].version_id

    def _lock(self) -> Lock | None:
        """The retention term; none where the office set none."""
        if self.lock_days == 0:
            return None
        return Lock(LockMode.COMPLIANCE, self.clock() + timedelta(days=self.lock_days))

    def _read_back(self, key: str, expected: Digest) -> None:
        """What lies there is what was meant to lie there, whoever put it: an earlier run that was killed, or this one."""
        if Digest.of(self.store.get(key)) != expected:
            raise PermanentError(
                f"The archive holds other bytes at {key} than this version of the dossier.",
                remedy="Compare both with `hoso verify`; nothing was overwritten.",
            )

    def _archived(self, record: Record, package: Package) -> Record:
        event = Event("ingestion", rfc3339(self.clock()), "hoso", "success", {"version": package.version})
        return with_event(replace(record, package=package, status=Status.ARCHIVED), event)
