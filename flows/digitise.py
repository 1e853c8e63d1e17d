"""``digitise_dossier`` and ``digitise_batch``: one flow run per batch, one mapped task per dossier.

The tasks call the same function as the command line. Parameters, names, results and logs hold dossier codes, folders and
counts, never a person's data: what is known of a dossier stays in our own database and store. The folder's name is the
operator's to choose: it is shown by the server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from pathlib import Path

from prefect import flow
from prefect.concurrency.sync import concurrency

from dossier.codes import DossierCode
from dossier.errors import PermanentError
from dossier.record import Policy, Profile, Status
from flows.artifacts import Progress, show_table
from flows.discreet import discreet
from flows.limits import LIMITS
from flows.mapped import mapped_tasks
from flows.office import shared_office
from hoso.batch import Done, Item, counts, let_go, run_batch
from hoso.intake import IntakeOptions
from hoso.summary import RecordFolder

Told = Callable[[Item], None]
_listener: ContextVar[Told | None] = ContextVar("listener", default=None)


@contextmanager
def listening(told: Told) -> Iterator[None]:
    """Whoever runs a batch's flow in its own process is told of each entry as it ends; nothing of it is on the server."""
    before = _listener.set(told)
    try:
        yield
    finally:
        _listener.reset(before)


@flow(name="digitise-dossier", flow_run_name="{code}", persist_result=False)
@discreet
def digitise_dossier(code: str) -> str:
    """Carry on one dossier that was received before: after a failure, or once a person has decided."""
    given = DossierCode.parse(code)
    with concurrency(list(LIMITS), occupy=1):
        (ended,) = mapped_tasks([given])
    if ended.error is not None:
        raise ended.error
    return ended.status.value


@flow(name="digitise-batch", persist_result=False)
@discreet
def digitise_batch(
    folder: str,
    records: str | None = None,
    procedure: str | None = None,
    profile: str = Profile.COUNTER.value,
    policy: str = Policy.BATCH.value,
    done: str = Done.LEAVE.value,
) -> dict[str, int]:
    """Every dossier of ``folder``; the answer is how many ended how. Running it again goes on where it stopped."""
    return take_folder(
        Path(folder),
        records=Path(records) if records is not None else None,
        procedure=procedure,
        profile=Profile(profile),
        policy=Policy(policy),
        done=Done(done),
    )


def take_folder(
    folder: Path, *, records: Path | None, procedure: str | None, profile: Profile, policy: Policy, done: Done
) -> dict[str, int]:
    """Carry every dossier of ``folder`` on, within a flow run; a failed one makes the run fail once all are done."""
    office = shared_office()
    settings = office.settings
    options = IntakeOptions(settings.unit, settings.officer, procedure, profile, policy)
    with ExitStack() as held:
        batch = _Batch(folder, records, done, held)
        items = run_batch(
            office, folder, options, workers=mapped_tasks, starting=batch.starting, finished=batch.finished
        )
    if items:
        show_table(items)
    ended = dict(counts(items))
    if failed := ended.get(Status.FAILED.value):
        raise PermanentError(
            f"{failed} of {len(items)} dossiers failed.", remedy="Read the tasks; run the batch again."
        )
    return ended


class _Batch:
    """What happens around the dossiers of one batch. An empty folder costs the server nothing."""

    def __init__(self, folder: Path, records: Path | None, done: Done, held: ExitStack) -> None:
        self._folder, self._done, self._held = folder, done, held
        self._records = RecordFolder(records) if records is not None else None
        self._progress: Progress | None = None

    def starting(self, total: int) -> None:
        """The number of entries is known: one slot of each limit is held for the whole batch (docs/adr/0005)."""
        if total:
            self._held.enter_context(concurrency(list(LIMITS), occupy=1))
            self._progress = Progress(total)

    def finished(self, item: Item) -> None:
        """One entry is done."""
        if self._records is not None:
            self._records.write(item)
        let_go(self._folder, item, self._done)
        if self._progress is not None:
            self._progress.one_more()
        if told := _listener.get():
            told(item)
