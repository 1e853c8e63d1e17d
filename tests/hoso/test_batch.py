"""A folder of dossiers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from cli_desk import ARCHIVED, Papers
from cli_records import CODE, document, record

from dossier.codes import DossierCode
from dossier.errors import TransientError, UsageError
from dossier.record import Status
from hoso.batch import Done, Item, Processed, counts, let_go, run_batch, threads
from hoso.digitise import held
from hoso.intake import Entry, IntakeOptions
from hoso.office import Office

OPTIONS = IntakeOptions("H29.12", "can-bo-01")


def scanned(papers: Papers, of: str, target: Path) -> None:
    """A copy of a scan that nobody has touched for a while."""
    target.mkdir(parents=True)
    shutil.copy2(papers.folder / of / "scan.pdf", target / "scan.pdf")
    os.utime(target / "scan.pdf", (0, 0))


def run(office: Office, folder: Path) -> tuple[Item, ...]:
    workers = threads(office, 1, lambda _code, _step: None)
    return run_batch(
        office, folder, OPTIONS, workers=workers, finished=lambda _item: None, starting=lambda _count: None
    )


def test_entries_come_back_by_name_each_with_its_record(office: Office, papers: Papers) -> None:
    items = run(office, papers.folder)
    assert [(item.entry.name, item.status) for item in items] == [
        ("card", Status.IN_REVIEW),
        ("notice", Status.ARCHIVED),
    ]


def test_the_same_papers_twice_in_a_folder_are_one_dossier(office: Office, papers: Papers, tmp_path: Path) -> None:
    for name in ("a", "b"):
        scanned(papers, "notice", tmp_path / "twice" / name)
    codes = {str(item.processed.code) for item in run(office, tmp_path / "twice") if item.processed}
    assert codes == {ARCHIVED}


def test_a_dossier_in_other_hands_fails_alone(office: Office, papers: Papers) -> None:
    code = office.dossiers.review_queue()[0].place.code
    with held(office, code):
        items = run(office, papers.folder)
    assert counts(items) == {"failed": 1, "archived": 1}


def test_workers_only_get_codes(office: Office, papers: Papers) -> None:
    given: list[DossierCode] = []

    def none(codes: Iterable[DossierCode]) -> Iterator[Processed]:
        given.extend(codes)
        return iter(())

    run_batch(office, papers.folder, OPTIONS, workers=none, finished=lambda _i: None, starting=lambda _n: None)
    assert all(isinstance(code, DossierCode) for code in given)
    assert len(given) == 2


def test_a_file_is_no_folder_of_dossiers(office: Office, papers: Papers) -> None:
    with pytest.raises(UsageError):
        run(office, papers.register)


@pytest.mark.parametrize(("done", "left"), [(Done.LEAVE, True), (Done.MOVE, False), (Done.DELETE, False)])
def test_only_what_was_archived_is_let_go(
    office: Office, papers: Papers, tmp_path: Path, done: Done, left: bool
) -> None:
    folder = tmp_path / "scans"
    for name in ("card", "notice"):
        scanned(papers, name, folder / name)
    for item in run(office, folder):
        let_go(folder, item, done)
    assert (folder / "notice").exists() is left
    assert (folder / "card").exists()
    assert (tmp_path / "scans.done" / "notice").exists() is (done is Done.MOVE)


def test_how_an_entry_ended_is_told_by_its_error_where_it_has_no_record() -> None:
    entry = Entry("x", (Path("x.pdf"),))
    assert Item(entry, Processed(CODE, None, TransientError("busy"))).status is Status.FAILED
    assert Item(entry, Processed(CODE, record(document()))).status is Status.IN_PROGRESS
    assert Item(entry, growing=True).status is None
