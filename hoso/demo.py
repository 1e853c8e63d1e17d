"""The demonstration: invented papers through everything, on the office's own state."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass

from dossier.codes import DossierCode
from dossier.errors import UsageError
from dossier.record import Record, Status
from hoso.batch import Item, Processed
from hoso.office import Office
from hoso.reviewing import confirm
from hoso.samples.demo import DemoSet, make_demo
from identity.register.load import load_register

SEED = 20261125


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What happened: every dossier as it ended, and which one waited and was then confirmed by a person."""

    items: tuple[Item, ...]
    confirmed: DossierCode | None


def prepare(office: Office, seed: int = SEED, *, force: bool = False) -> DemoSet:
    """Make the papers under ``HOSO_HOME/demo`` and load the sample register.

    An office that keeps its records elsewhere than in ``HOSO_HOME`` is a real one: invented citizens have no place in
    its register, so that is a ``UsageError`` unless ``force``.
    """
    settings = office.settings
    if not force and (settings.store or settings.database_url or settings.register_url):
        raise UsageError(
            "The demonstration would put invented dossiers into this office's archive.",
            remedy="Set HOSO_HOME to an empty folder and unset HOSO_STORE, HOSO_DATABASE_URL and HOSO_REGISTER_URL.",
        )
    folder = settings.root / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    papers = make_demo(folder, seed)
    load_register(papers.register, office.register_store(), progress=lambda _rows: None)
    return papers


def finish(office: Office, items: Iterable[Item]) -> DemoReport:
    """Confirm one of the dossiers that wait, as an officer would after comparing it with the paper."""
    ended = tuple(items)
    chosen = _to_confirm(ended)
    if chosen is None:
        return DemoReport(ended, None)
    record = confirm(office, chosen, by=office.settings.officer, entering=lambda _code, _step: None)
    return DemoReport(tuple(_updated(item, record) for item in ended), chosen)


def _to_confirm(items: Iterable[Item]) -> DossierCode | None:
    """The waiting dossier with nobody's identity in question and the least to look at."""
    waiting = [
        item.processed for item in items if item.processed and item.processed.record and item.status is Status.IN_REVIEW
    ]
    plain = [each for each in waiting if each.record and all(todo.code != "identity" for todo in each.record.review)]
    best = min(plain or waiting, key=lambda each: len(each.record.review) if each.record else 0, default=None)
    return best.code if best else None


def _updated(item: Item, record: Record) -> Item:
    if item.processed is None or item.processed.code != record.head.code:
        return item
    return Item(item.entry, Processed(record.head.code, record))
