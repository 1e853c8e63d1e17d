"""A folder of dossiers, taken in and carried on together; running it again goes on where it stopped."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import HosoError, InputRefused
from dossier.record import Record, Status
from hoso.digitise import Entering, carry, take_in
from hoso.intake import Entry, IntakeOptions, entries_of, files_of
from hoso.office import Office
from storage import disk

# A scanner that is still writing touches its file at least this often.
SETTLE_SECONDS = 2.0


class Done(StrEnum):
    """What becomes of an input once its dossier was archived and read back."""

    LEAVE = "leave"
    MOVE = "move"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Processed:
    """One dossier of a batch: its record, or the error of the system that stopped it."""

    code: DossierCode
    record: Record | None
    error: HosoError | None = None

    @property
    def status(self) -> Status:
        """How it ended."""
        return self.record.status if self.record else Status.FAILED


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the folder and what came of it; ``growing`` entries are left for the next run."""

    entry: Entry
    processed: Processed | None = None
    error: HosoError | None = None
    growing: bool = False

    @property
    def status(self) -> Status | None:
        """How the entry ended; None when it was not taken because it still grows."""
        if self.growing:
            return None
        if self.processed is not None:
            return self.processed.status
        return Status.REFUSED if isinstance(self.error, InputRefused) else Status.FAILED


Workers = Callable[[Iterable[DossierCode]], Iterator[Processed]]


def carry_safely(office: Office, code: DossierCode, entering: Entering) -> Processed:
    """Carry one dossier on; an error of the system becomes its outcome, so that the batch goes on."""
    try:
        return Processed(code, carry(office, code, entering=entering))
    except HosoError as error:
        return Processed(code, None, error)


def threads(office: Office, count: int, entering: Entering) -> Workers:
    """``count`` dossiers at a time in this process (docs/adr/0002)."""

    def work(codes: Iterable[DossierCode]) -> Iterator[Processed]:
        pool = ThreadPoolExecutor(count, thread_name_prefix="dossier")
        try:
            waiting = [pool.submit(carry_safely, office, code, entering) for code in codes]
            for done in as_completed(waiting):
                yield done.result()
        finally:
            # Whoever interrupts a batch does not wait for the dossiers that have not begun.
            pool.shutdown(cancel_futures=True)

    return work


def run_batch(
    office: Office,
    folder: Path,
    options: IntakeOptions,
    *,
    workers: Workers,
    finished: Callable[[Item], None],
    starting: Callable[[int], None],
) -> tuple[Item, ...]:
    """Every dossier of ``folder``; ``starting`` is told how many, ``finished`` each one as it ends."""
    items: list[Item] = []
    taken: dict[DossierCode, list[Entry]] = {}
    entries = entries_of(folder)
    starting(len(entries))
    growing = _growing(entries)
    for entry in entries:
        stopped = Item(entry, growing=True) if entry.name in growing else _take(office, entry, options, taken)
        if stopped is not None:
            items.append(stopped)
            finished(stopped)
    for processed in workers(tuple(taken)):
        for entry in taken[processed.code]:
            item = Item(entry, processed)
            items.append(item)
            finished(item)
    return tuple(sorted(items, key=lambda item: item.entry.name))


def _take(office: Office, entry: Entry, options: IntakeOptions, taken: dict[DossierCode, list[Entry]]) -> Item | None:
    """Receive one entry into ``taken``, or say what stopped it."""
    try:
        taken.setdefault(take_in(office, entry, options), []).append(entry)
    except HosoError as error:
        return Item(entry, error=error)
    return None


def _growing(entries: Iterable[Entry]) -> frozenset[str]:
    """The entries that were touched a moment ago and change while we look."""
    recently = time.time() - SETTLE_SECONDS
    young = {entry.name: entry for entry in entries if _touched(entry) > recently}
    if not young:
        return frozenset()
    before = {name: _states(entry) for name, entry in young.items()}
    time.sleep(SETTLE_SECONDS)
    return frozenset(name for name, entry in young.items() if _states(entry) != before[name])


def _touched(entry: Entry) -> float:
    return max((touched for touched, _ in _states(entry)), default=0.0)


def _states(entry: Entry) -> list[tuple[float, int]]:
    """When each file was last written, and its size; what cannot be looked at is told when it is taken in."""
    found = []
    for path in entry.files:
        try:
            known = path.stat()
        except OSError:
            found.append((0.0, 0))
        else:
            found.append((known.st_mtime, known.st_size))
    return found


def let_go(folder: Path, item: Item, done: Done) -> None:
    """Do with an archived dossier's input what was asked for; anything not archived stays where it is.

    What was changed or added since it was taken in is not in the archive: then the whole input stays.
    """
    record = item.processed.record if item.processed else None
    if record is None or record.status is not Status.ARCHIVED or done is Done.LEAVE:
        return
    source = folder / item.entry.name
    with disk.translated("Letting go of an archived input"):
        hidden = source.is_dir() and any(path.name.startswith(".") for path in source.rglob("*"))
        if not _is_archived(item.entry, source, record) or (done is Done.DELETE and hidden):
            return
        if done is Done.MOVE:
            target = folder.with_name(folder.name + ".done")
            target.mkdir(exist_ok=True)
            shutil.move(source, _free(target / item.entry.name))
        elif source.is_dir() and not source.is_symlink():
            shutil.rmtree(source)
        else:
            source.unlink()


def _is_archived(entry: Entry, source: Path, record: Record) -> bool:
    """Whether the input still is, byte for byte and file for file, what the package holds."""
    now = Entry(entry.name, files_of(source), source) if source.is_dir() else Entry(entry.name, (source,))
    return now.files == entry.files and {file.sha256 for file in record.files} == {_digest(path) for path in now.files}


def _digest(path: Path) -> Digest:
    with path.open("rb") as stream:
        return Digest(hashlib.file_digest(stream, "sha256").hexdigest())


def _free(path: Path) -> Path:
    """``path``, or the first ``path.2``, ``path.3`` … that is not taken."""
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}.{number}")
    return free


def counts(items: Iterable[Item]) -> Counter[str]:
    """How many entries ended how; ``growing`` for those left alone."""
    return Counter(item.status.value if item.status else "growing" for item in items)
