"""What a batch came to, for people and for machines."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from cli_records import CODE, document, person, record
from rich.console import Console

from dossier.digest import Digest
from dossier.errors import InputRefused, TransientError
from dossier.identification import IdentityVerdict
from dossier.judgement import Reason
from dossier.record import Package, Record, ReviewItem, Status
from hoso.batch import Item, Processed
from hoso.intake import Entry
from hoso.summary import RecordFolder, plain, summary_table, verdict_of

ENTRY = Entry("ho-so", (Path("scan.pdf"),))


def item(of: Record) -> Item:
    return Item(ENTRY, Processed(CODE, of))


def shown(*items: Item) -> list[str]:
    console = Console(width=80)
    with console.capture() as taken:
        console.print(summary_table(items))
    return [line.rstrip() for line in taken.get().splitlines()]


def waiting(count: int) -> Record:
    items = tuple(ReviewItem("low_confidence", "x", "x", 0, f"field_{number}") for number in range(count))
    return replace(record(document()), status=Status.IN_REVIEW, review=items)


def test_reasons_are_counted_on_a_line_of_their_own() -> None:
    assert shown(item(waiting(12)))[2].strip() == "low_confidence ×12"


def test_however_much_is_wrong_the_table_stays_within_80_columns() -> None:
    reasons = tuple(Reason(f"a_long_reason_{number}", "x", "x") for number in range(9))
    about = replace(waiting(3), identity=(replace(person(IdentityVerdict.MISMATCH), reasons=reasons),))
    assert all(len(line) <= 80 for line in shown(item(about), item(waiting(1))))


def test_an_archived_dossier_shows_where_its_package_lies() -> None:
    package = Package(f"{CODE}/v1.zip", Digest.of(b"x"), 1)
    assert f"{CODE}/v1.zip" in shown(item(replace(record(document()), status=Status.ARCHIVED, package=package)))[2]


def test_the_last_line_counts_how_they_ended() -> None:
    refused = Item(ENTRY, error=InputRefused("damaged_file", "x", "x"))
    lines = shown(item(waiting(1)), refused, Item(ENTRY, growing=True))
    assert lines[-1].endswith(": growing 1, in_review 1, refused 1")


def test_names_are_no_markup() -> None:
    odd = Item(Entry("[red]hồ sơ[/]", (Path("scan.pdf"),)), growing=True)
    assert any("[red]hồ sơ[/]" in line for line in shown(odd))


def test_the_gravest_verdict_stands_for_the_dossier() -> None:
    people = (person(IdentityVerdict.MATCH), person(IdentityVerdict.MISMATCH), person(IdentityVerdict.REVIEW))
    assert verdict_of(replace(record(document()), identity=people)) is IdentityVerdict.MISMATCH
    assert verdict_of(record(document())) is None


@pytest.mark.parametrize(
    ("error", "status"), [(TransientError("busy"), "failed"), (InputRefused("empty", "x", "x"), "refused")]
)
def test_what_never_had_a_record_is_told_all_the_same(error: Exception, status: str) -> None:
    assert plain(Item(ENTRY, error=error))["status"] == status  # type: ignore[arg-type]


def test_a_record_is_written_under_the_entrys_name(tmp_path: Path) -> None:
    RecordFolder(tmp_path / "out").write(item(waiting(1)))
    written = json.loads((tmp_path / "out" / "ho-so.json").read_text(encoding="utf-8"))
    assert written["dossier"]["code"] == str(CODE)


def test_nothing_but_records_lies_in_their_folder(tmp_path: Path) -> None:
    """Half a record that a killed batch left there is gone after the next one; other files stay."""
    half, own = tmp_path / ".hoso-half", tmp_path / ".notes"
    for file in (half, own):
        file.write_bytes(b"{")
        os.utime(file, (0, 0))
    RecordFolder(tmp_path).write(item(waiting(1)))
    assert {path.name for path in tmp_path.iterdir()} == {".notes", "ho-so.json"}
