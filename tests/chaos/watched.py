"""An office whose ports tell a trigger of every effect: wrapped, as the house's way is, and otherwise the real one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from chaos.moments import Trigger
from sqlalchemy import Connection, event

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.pipeline import Outcome, Run, Steps
from dossier.record import LogEntry
from hoso.guard import GuardedStep, guarded
from hoso.office import Office
from storage.tlog import Leaf, TransparencyLog


class Watched:
    """Hands everything on to ``inner``; the trigger is told of the methods named."""

    def __init__(self, inner: Any, name: str, methods: Iterable[str], trigger: Trigger) -> None:
        self._inner = inner
        self._name = name
        self._methods = frozenset(methods)
        self._trigger = trigger

    def __getattr__(self, attribute: str) -> Any:
        value = getattr(self._inner, attribute)
        watched = attribute in self._methods
        return self._trigger.around(f"{self._name}.{attribute}", value) if watched else value


class WatchedJournal(Watched):
    """The journal; also the one that is bound to a lease."""

    def under(self, lease: Any) -> WatchedJournal:
        """Watched as well."""
        return WatchedJournal(self._inner.under(lease), self._name, self._methods, self._trigger)


class WatchedBlobs(Watched):
    """A file handed in is the next dossier's: each dossier of the batch has one."""

    _handed_in = 0

    def put_file(self, path: Path) -> Any:
        """Follow the next dossier, then take its file in."""
        self._handed_in += 1
        self._trigger.enter(self._handed_in, "receive")
        return self._trigger.around("blobs.put_file", self._inner.put_file)(path)


class WatchedLeases(Watched):
    """A dossier is carried from the moment its lease is claimed."""

    def claim(self, code: DossierCode, owner: str, seconds: float) -> Any:
        """Follow the dossier, then claim."""
        self._trigger.enter(code.number, "claim")
        return self._trigger.around("leases.claim", self._inner.claim)(code, owner, seconds)


def watched_office(office: Office, trigger: Trigger) -> Office:
    """The same office, every effect told to ``trigger``."""
    blobs: Any = WatchedBlobs(office.drafts.blobs, "blobs", ["put", "discard"], trigger)
    store: Any = Watched(office.store, "store", ["put_new", "overwrite"], trigger)
    stamp = office.log.stamp
    assert stamp is not None
    log = replace(office.log, store=store, stamp=trigger.around("log.stamp", stamp))
    _watch_commits(office, trigger)
    changed: dict[str, Any] = {
        "drafts": replace(office.drafts, blobs=blobs),
        "intake": Watched(office.intake, "intake", ["find_or_allocate", "received"], trigger),
        "journal": WatchedJournal(office.journal, "journal", ["advance", "fail"], trigger),
        "leases": WatchedLeases(office.leases, "leases", ["renew", "release"], trigger),
        "store": store,
        "log": log,
        "signatures": Watched(office.signatures, "signatures", ["sign_copy", "seal"], trigger),
    }
    return replace(office, **changed, steps=_watched_steps(office.steps, changed, trigger))


def _watched_steps(steps: Steps, changed: dict[str, Any], trigger: Trigger) -> Steps:
    """Every step with the watched ports among its parts, and watched itself."""
    log: TransparencyLog = changed["log"]

    def enter(code: DossierCode, version: int, package: Digest) -> LogEntry:
        return log.append(Leaf(code, version, package))

    real: dict[str, Any] = {name: step.step if isinstance(step, GuardedStep) else step for name, step in steps}
    own: dict[str, dict[str, Any]] = {
        "archive": {"log": trigger.around("log.append", enter)},
        "read": {
            "reader": _watched_reader(real["read"], trigger),
            "quarantine": replace(real["read"].quarantine, blobs=changed["drafts"].blobs),
        },
        "identify": {"identify": trigger.around("identify", real["identify"].identify)},
        "release": {"index": Watched(real["release"].index, "index", ["index"], trigger)},
    }
    made = {}
    for name, step in real.items():
        fitting = {key: changed[key] for key in ("drafts", "store", "signatures") if hasattr(step, key)}
        made[name] = _watched_step(name, replace(step, **fitting, **own.get(name, {})), trigger)
    return guarded(Steps(**made))


def _watched_reader(step: Any, trigger: Trigger) -> Any:
    return replace(step.reader, engine=Watched(step.reader.engine, "engine", ["read"], trigger))


def _watched_step(name: str, step: Run, trigger: Trigger) -> Run:
    def run(code: DossierCode, digest: Digest) -> Outcome:
        trigger.enter(code.number, name)
        outcome: Outcome = trigger.around("step", step)(code, digest)
        return outcome

    return run


def _watch_commits(office: Office, trigger: Trigger) -> None:
    """A moment inside every transaction that writes: all is said, nothing is committed."""

    def committing(connection: Connection) -> None:
        if connection.get_execution_options().get("hoso_write"):
            trigger.before("commit")

    listen: Callable[..., None] = event.listen
    listen(office.database.engine, "commit", committing)
