"""The demonstration; its papers themselves are drawn in tests/samples, its whole run is ``./run demo``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cli_desk import ARCHIVED, WAITING, Hoso, Papers
from test_batch import run

from dossier.errors import UsageError
from dossier.record import Status
from hoso.cli.demo import plain_report, print_report
from hoso.demo import finish, prepare
from hoso.office import Office


@pytest.mark.parametrize("elsewhere", ["store", "database_url", "register_url"])
def test_an_office_that_keeps_its_records_elsewhere_gets_no_invented_citizens(
    office: Office, elsewhere: str, home: Path
) -> None:
    real = replace(office, settings=office.settings.model_copy(update={elsewhere: "s3://archive"}))
    with pytest.raises(UsageError, match="invented"):
        prepare(real)
    assert office.register.describe().entries == 0
    assert not (home / "demo").exists()


def test_the_command_refuses_such_an_office(hoso: Hoso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSO_STORE", str(tmp_path / "store"))
    assert hoso("demo").status == 2


def test_one_waiting_dossier_is_confirmed_and_archived(office: Office, papers: Papers) -> None:
    report = finish(office, run(office, papers.folder))
    assert str(report.confirmed) == WAITING
    assert [item.status for item in report.items] == [Status.ARCHIVED, Status.ARCHIVED]
    assert plain_report(report)["counts"] == {"archived": 2}


def test_where_nobody_waits_nobody_is_confirmed(office: Office, papers: Papers) -> None:
    done = finish(office, run(office, papers.folder))
    assert finish(office, done.items).confirmed is None


def test_what_to_open_next_is_a_line_to_type(
    office: Office, papers: Papers, capsys: pytest.CaptureFixture[str]
) -> None:
    print_report(office, finish(office, run(office, papers.folder)))
    said = capsys.readouterr().out
    for line in (f"verify {WAITING}", f"export {WAITING} --as package", "audit --all", "search", "review list"):
        assert f"./run hoso {line}" in said
    assert f"{ARCHIVED}/v1.zip" in said
