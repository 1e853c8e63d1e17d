"""``digitise_dossier`` and ``digitise_batch``: one flow run per batch, one mapped task per dossier.

The tasks call the same function as the command line. Parameters, names, results and logs hold dossier codes, folders and
counts, never a person's data: what is known of a dossier stays in our own database and store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.concurrency.sync import concurrency
from prefect.futures import as_completed
from prefect.task_runners import ThreadPoolTaskRunner

from dossier.codes import DossierCode
from dossier.errors import PermanentError
from dossier.record import Policy, Profile, Status
from flows.office import shared_office
from hoso.batch import Done, Item, Processed, carry_safely, counts, let_go, run_batch
from hoso.intake import IntakeOptions
from hoso.settings import load_settings
from hoso.summary import verdict_of, write_record

# Tasks handed to the server at a time: more would only wait in its recorder.
WINDOW = 200
# One slot of each is held for a whole batch; within it the office bounds its own calls (docs/adr/0005).
LIMITS = ["hoso-register", "hoso-tsa"]


@task(task_run_name="{code}", cache_policy=NO_CACHE, persist_result=False)
def process_dossier(code: str) -> str:
    """Carry one received dossier as far as it goes; the answer is its status."""
    done = carry_safely(shared_office(), DossierCode.parse(code), _entering)
    if done.error is not None:
        get_run_logger().error("%s: %s", code, done.error)
    return done.status.value


def _entering(_code: DossierCode, _step: str) -> None:
    """Steps are not told to the server: a dossier is one task."""


@flow(name="digitise-dossier", flow_run_name="{code}", task_runner=ThreadPoolTaskRunner(max_workers=1))
def digitise_dossier(code: str) -> str:
    """Carry on one dossier that was received before: after a failure, or once a person has decided."""
    with concurrency(LIMITS, occupy=1):
        status = process_dossier.submit(code).result()
    if status == Status.FAILED.value:
        raise PermanentError(f"{code} failed.", remedy="Its state and the reason: `hoso show`, `hoso doctor`.")
    return status


@flow(name="digitise-batch", task_runner=ThreadPoolTaskRunner(max_workers=load_settings().worker_count))
def digitise_batch(
    folder: str,
    records: str | None = None,
    procedure: str | None = None,
    profile: str = Profile.COUNTER.value,
    policy: str = Policy.BATCH.value,
    done: str = Done.LEAVE.value,
) -> dict[str, int]:
    """Every dossier of ``folder``; the answer is how many ended how. Running it again goes on where it stopped."""
    office = shared_office()
    options = IntakeOptions(
        unit=office.settings.unit,
        officer=office.settings.officer,
        procedure=procedure,
        profile=Profile(profile),
        policy=Policy(policy),
    )
    progress = Progress()

    def finished(item: Item) -> None:
        progress.one_more()
        if records is not None:
            write_record(Path(records), item)
        let_go(Path(folder), item, Done(done))

    with concurrency(LIMITS, occupy=1):
        items = run_batch(
            office, Path(folder), options, workers=mapped_tasks, starting=progress.start, finished=finished
        )
    create_table_artifact(key="hoso-batch", table=[_row(item) for item in items], description="Hồ sơ / Dossiers")
    ended = dict(counts(items))
    if ended.get(Status.FAILED.value):
        raise PermanentError(f"{ended[Status.FAILED.value]} dossiers failed.", remedy="Run the batch again.")
    return ended


def mapped_tasks(codes: Iterable[DossierCode]) -> Iterator[Processed]:
    """One task per dossier, in windows; each outcome is read from our own register, not from the orchestrator."""
    office = shared_office()
    waiting = list(codes)
    for start in range(0, len(waiting), WINDOW):
        window = {str(code): code for code in waiting[start : start + WINDOW]}
        futures = dict(zip(process_dossier.map(list(window)), window, strict=True))
        for future in as_completed(list(futures)):
            code = window[futures[future]]
            if future.result(raise_on_failure=False) == Status.FAILED.value:
                yield Processed(code, None, PermanentError("The system failed.", remedy="See the task's log."))
            else:
                yield Processed(code, office.drafts.load(office.journal.position(code).record))


class Progress:
    """A progress artifact that is updated every fiftieth of the batch: each update is a request to the server."""

    def __init__(self) -> None:
        self._total = 0
        self._done = 0
        self._artifact = create_progress_artifact(progress=0.0, key="hoso-progress")

    def start(self, total: int) -> None:
        """The number of entries is known."""
        self._total = total

    def one_more(self) -> None:
        """One entry is done."""
        self._done += 1
        if self._done % max(1, self._total // 50) == 0 or self._done == self._total:
            update_progress_artifact(self._artifact, progress=100.0 * self._done / max(1, self._total))


def _row(item: Item) -> dict[str, str | int]:
    """Codes, states and counts: what a table on a server without a login may hold."""
    record = item.processed.record if item.processed else None
    return {
        "code": str(item.processed.code) if item.processed else "",
        "status": item.status.value if item.status else "growing",
        "pages": sum(file.pages for file in record.files) if record else 0,
        "identity": (verdict_of(record) or "") if record else "",
    }
