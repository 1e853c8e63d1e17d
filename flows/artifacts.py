"""What a batch shows on the server while it runs and when it is done: no names, no numbers of persons, no file names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast
from uuid import UUID

from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker

from hoso.batch import Item
from hoso.summary import verdict_of

# Each update is a request to the server and a row in its database: one for every fiftieth of the batch is enough.
_UPDATES = 50
_LAST_SECONDS = 10.0


class Progress:
    """A progress artifact of ``total`` entries."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        # Prefect types what may be awaited or not as either; called from a plain function it is the identifier.
        self._artifact = cast(UUID, create_progress_artifact(progress=0.0, key="hoso-progress"))

    def one_more(self) -> None:
        """One entry is done."""
        self._done += 1
        if self._done * _UPDATES // self._total > (self._done - 1) * _UPDATES // self._total:
            update_progress_artifact(self._artifact, progress=100.0 * self._done / self._total)


def show_table(items: Iterable[Item]) -> None:
    """A table of the dossiers."""
    create_table_artifact(key="hoso-batch", table=[_row(item) for item in items], description="Hồ sơ / Dossiers")


def send_the_last() -> None:
    """Wait until the server has what this process tells it in the background; before the server is stopped."""
    EventsWorker.drain_all(timeout=_LAST_SECONDS)
    APILogWorker.drain_all(timeout=_LAST_SECONDS)


def _row(item: Item) -> dict[str, str | int]:
    """An entry that never became a dossier has no code; its file name is for the records, not for the server."""
    processed = item.processed
    record = processed.record if processed else None
    verdict = verdict_of(record) if record else None
    return {
        "code": str(processed.code) if processed else "",
        "status": item.status.value if item.status else "growing",
        "pages": sum(file.pages for file in record.files) if record else 0,
        "identity": verdict.value if verdict else "",
        "package": record.package.key if record and record.package else "",
    }
