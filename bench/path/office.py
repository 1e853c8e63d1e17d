"""``python -m bench.path.office FOLDER OUT``: the measured process of hoso itself.

An office of the settings in the environment takes every dossier of FOLDER to the archive, one after the other; what
waits for a person is confirmed. The copies are taken out of the archived packages into OUT, the figures are written to
OUT/figures.json. ``--under-prefect``: the batch runs as the flow of that name, on the server of the environment.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from bench.path.meter import Meter, Usage, metered
from dossier.codes import DossierCode
from dossier.record import Record, Status
from hoso.batch import Item, run_batch, threads
from hoso.intake import IntakeOptions
from hoso.office import Office
from hoso.reviewing import confirm
from hoso.settings import load_settings
from hoso.wiring import open_office


def plainly(folder: Path, out: Path) -> None:
    """The batch as the command line runs it, one worker so that steps can be told apart."""
    steps, engine = Meter(), Meter()
    with open_office(load_settings()) as opened:
        office = replace(opened, steps=metered(opened.steps, steps, engine))
        ready = Usage.now()
        records = _batch(office, folder)
        batch = Usage.now()
        records = [_settled(office, record) for record in records]
        archived = Usage.now()
        figures = {
            "start": ready.cpu,
            "batch": (batch - ready).cpu,
            "path": (archived - ready).cpu,
            "batch_wall": (batch - ready).wall,
            "steps": steps.plain(),
            "engine": engine.plain(),
            "statuses": [record.status.value for record in records],
            "waited": sum(any(event.type == "confirmation" for event in record.events) for record in records),
            "dossiers": [_described(office, record, out) for record in records],
        }
    (out / "figures.json").write_text(json.dumps(figures, indent=1))


def _batch(office: Office, folder: Path) -> list[Record]:
    settings = office.settings
    items = run_batch(
        office,
        folder,
        IntakeOptions(settings.unit, settings.officer),
        workers=threads(office, 1, _entering),
        finished=_finished,
        starting=_starting,
    )
    return [_record(item) for item in items]


def _record(item: Item) -> Record:
    if item.processed is None or item.processed.record is None:
        raise SystemExit(f"{item.entry.name}: {item.error or (item.processed and item.processed.error)}")
    return item.processed.record


def _settled(office: Office, record: Record) -> Record:
    """A dossier that waits is confirmed, as an officer would with one key: every one goes the whole way."""
    if record.status is Status.IN_REVIEW:
        record = confirm(office, record.head.code, by=office.settings.officer, entering=_entering)
    if record.status is not Status.ARCHIVED:
        raise SystemExit(f"{record.head.name} ended {record.status}: {[each.message for each in record.refusal]}")
    return record


def _described(office: Office, record: Record, out: Path) -> dict[str, object]:
    """Where each page of the copies comes from: a list of page numbers of the scan for each copy."""
    assert record.package is not None
    copies = {}
    with zipfile.ZipFile(io.BytesIO(office.store.get(record.package.key))) as package:
        members = {Path(name).name: name for name in package.namelist() if "/data/copy/" in name}
        for document in record.documents:
            if document.copy is not None:
                (out / document.copy.file).write_bytes(package.read(members[document.copy.file]))
                copies[document.copy.file] = [page.page for page in document.pages]
    return {"name": record.head.name, "copies": copies}


def under_prefect(folder: Path, out: Path) -> None:
    """The same batch as a flow: Prefect reads the environment when it is imported, hence not before."""
    from flows.digitise import digitise_batch  # noqa: PLC0415
    from flows.office import shared_office  # noqa: PLC0415

    shared_office()
    ready = Usage.now()
    ended = digitise_batch(str(folder))
    batch = Usage.now()
    figures = {"start": ready.cpu, "batch": (batch - ready).cpu, "ended": ended}
    figures["batch_wall"] = (batch - ready).wall
    (out / "figures.json").write_text(json.dumps(figures, indent=1))


def _entering(_code: DossierCode, _step: str) -> None:
    """No progress is shown."""


def _finished(_item: Item) -> None:
    """No record is written beside the archive."""


def _starting(_count: int) -> None:
    """No progress is shown."""


def main(arguments: Iterable[str]) -> None:
    """Measure once."""
    names = [argument for argument in arguments if not argument.startswith("--")]
    (under_prefect if "--under-prefect" in sys.argv else plainly)(Path(names[0]), Path(names[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
