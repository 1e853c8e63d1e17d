"""Checks an installation: engines, fonts, store and its lock, keys, time stamping, register, database, disk."""

from __future__ import annotations

import secrets
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from dossier.errors import HosoError
from dossier.judgement import Indication
from hoso.office import Office
from signing.judge.detached import judge_detached
from storage.objects import LockProbe, probe_lock

_LEAST_FREE = 5 * 2**30
_CHECKED_BYTES = b"hoso doctor"


class Health(StrEnum):
    """How one thing is."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; ``remedy`` where something is to be done."""

    what: str
    health: Health
    found: str
    remedy: str = ""


def examine(office: Office, *, quick: bool) -> Iterator[Check]:
    """Every check in turn; ``quick`` leaves out what goes over the network or writes to the store."""
    looks: list[tuple[str, Callable[[Office], Check]]] = [
        ("reading", _engine),
        ("rendering", _poppler),
        ("font", _font),
        ("database", _database),
        ("disk", _disk),
    ]
    if not quick:
        looks += [("store", _store), ("keys", _keys), ("register", _register), ("log", _log)]
    for what, look in looks:
        try:
            yield look(office)
        except HosoError as error:
            yield Check(what, Health.FAIL, error.message, error.remedy)


def _engine(office: Office) -> Check:
    return Check("reading", Health.OK, office.engine.describe())


def _poppler(_office: Office) -> Check:
    program = shutil.which("pdftoppm")
    if program is None:
        return Check("rendering", Health.FAIL, "pdftoppm is missing.", "apt-get install poppler-utils")
    said = subprocess.run([program, "-v"], capture_output=True, text=True, timeout=20, check=False).stderr
    return Check("rendering", Health.OK, said.splitlines()[0] if said else "pdftoppm")


def _font(office: Office) -> Check:
    font = office.settings.font
    if not font.is_file():
        return Check("font", Health.FAIL, "The font of signatures is missing.", "apt-get install fonts-croscore")
    return Check("font", Health.OK, font.name)


def _database(office: Office) -> Check:
    waiting = office.dossiers.waiting_count()
    for name, chain in (("events", office.events), ("access", office.access)):
        head = chain.head()
        if head.sequence < 0:
            return Check("database", Health.FAIL, f"The chain of {name} has no head.", "Restore the database.")
    return Check("database", Health.OK, f"{office.database.engine.dialect.name}; {waiting} dossiers wait for a person")


def _disk(office: Office) -> Check:
    free = shutil.disk_usage(office.settings.root).free
    health = Health.OK if free >= _LEAST_FREE else Health.WARN
    return Check("disk", health, f"{free / 2**30:.1f} GiB free", "" if health is Health.OK else "Make room.")


def _store(office: Office) -> Check:
    """Puts, reads and removes an object, and tries whether a lock really locks."""
    key = f"probe/{secrets.token_hex(8)}"
    office.store.put_new(key, _CHECKED_BYTES)
    same = office.store.get(key) == _CHECKED_BYTES
    for version in office.store.history(key):
        office.store.remove(key, version.version_id)
    if not same:
        return Check("store", Health.FAIL, "The store gives back other bytes than were put.", "Replace the store.")
    probe = probe_lock(office.store, now=datetime.now(UTC), token=secrets.token_hex(8))
    wanted = office.settings.lock_days > 0
    match probe:
        case LockProbe.ENFORCED:
            return Check("store", Health.OK, "writes, reads and locks")
        case LockProbe.NO_LOCK if not wanted:
            return Check("store", Health.OK, "writes and reads; it has no object lock and none is asked for")
        case LockProbe.NO_LOCK:
            return Check(
                "store", Health.FAIL, "HOSO_LOCK_DAYS is set and the store has no lock.", "Use a bucket with lock."
            )
        case LockProbe.NOT_ENFORCED:
            return Check("store", Health.FAIL, "The store lets locked objects be deleted.", "Do not archive here.")


def _keys(office: Office) -> Check:
    """Seals something with the agency's key and a time stamp, and has it judged."""
    now = office.clock()
    sealed = office.signatures.seal(_CHECKED_BYTES, now)
    office.signatures.officer(office.settings.officer)
    judged = judge_detached(sealed.cms, _CHECKED_BYTES, office.judges.trust(), name="doctor", now=office.clock())
    stamped = f"{office.signatures.timestamper.describe()}"
    if judged.indication is Indication.TOTAL_PASSED:
        if judged.development:
            return Check("keys", Health.WARN, f"development keys, no legal value; {stamped}", "Set HOSO_AGENCY_KEY.")
        return Check("keys", Health.OK, f"{judged.signer}; {stamped}")
    why = judged.reasons[0].message if judged.reasons else judged.indication.value
    return Check(
        "keys", Health.FAIL, f"The agency's own seal is not valid: {why}", "Check HOSO_HOME/trust and the key."
    )


def _register(office: Office) -> Check:
    found = office.register.describe()
    if not found.entries:
        return Check("register", Health.WARN, "The register is empty.", "hoso register import FILE")
    return Check("register", Health.OK, f"{found.detail}: {found.entries} entries")


def _log(office: Office) -> Check:
    head = office.log.view.head()
    return Check("log", Health.OK, f"{head.size} leaves; {office.log.signer.key.encoded()}")
