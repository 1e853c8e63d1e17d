"""One task per dossier: what a batch hands its dossiers to when it runs under Prefect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed
from prefect.task_runners import ThreadPoolTaskRunner

from dossier.codes import DossierCode
from dossier.errors import HosoError, TransientError
from flows.discreet import discreet
from flows.office import shared_office
from hoso.batch import Processed
from hoso.digitise import carry
from hoso.office import Office

# Tasks handed to the server at a time: more would only wait in its recorder.
WINDOW = 200


@task(task_run_name="{code}", cache_policy=NO_CACHE, persist_result=False)
@discreet
def process_dossier(code: str) -> str:
    """Carry one received dossier as far as it goes; the answer is its status. It fails when the system does."""
    return carry(shared_office(), DossierCode.parse(code), entering=_entering).status.value


def _entering(_code: DossierCode, _step: str) -> None:
    """Steps are not told to the server: a dossier is one task."""


def mapped_tasks(codes: Iterable[DossierCode]) -> Iterator[Processed]:
    """Each dossier as a task, in windows; what came of it is read from our own register, not from the orchestrator.

    A dossier that waits for a person or has ended is no task: a watched folder would make thousands of them a day.
    """
    office = shared_office()
    waiting = []
    for code in codes:
        position = office.journal.position(code)
        if position.at_rest:
            yield Processed(code, office.drafts.load(position.record))
        else:
            waiting.append(code)
    ahead = iter(waiting)
    while window := tuple(islice(ahead, WINDOW)):
        yield from _in_threads(office, window)


def _in_threads(office: Office, window: tuple[DossierCode, ...]) -> Iterator[Processed]:
    with ThreadPoolTaskRunner[str](max_workers=office.settings.worker_count) as runner:
        futures = runner.map(process_dossier, {"code": [str(code) for code in window]})
        code_of = {future.task_run_id: code for future, code in zip(futures, window, strict=True)}
        for future in as_completed(list(futures)):
            yield _outcome(office, code_of[future.task_run_id], future.result(raise_on_failure=False))


def _outcome(office: Office, code: DossierCode, result: object) -> Processed:
    match result:
        case str():
            return Processed(code, office.drafts.load(office.journal.position(code).record))
        case HosoError():
            return Processed(code, None, result)
        case _:
            return Processed(code, None, TransientError("The task was interrupted.", remedy="Run the batch again."))
