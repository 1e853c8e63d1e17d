"""One contract for every register, on real SQLite and real PostgreSQL, and the loading of files."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import psycopg
import pyarrow
import pyarrow.parquet
import pytest

from dossier.codes import IdNumber
from dossier.errors import TransientError, UsageError
from identity.register.interface import Access, Citizen, CitizenStatus, Claim, Purpose
from identity.register.load import ImportSummary, load_register
from identity.register.logged import LoggedRegister
from identity.register.rows import BadRow
from identity.register.sql import SqlRegister

PURPOSE = Purpose("officer")
ANH = Citizen(
    IdNumber("001190123456"),
    "Nguyễn Thị Minh Ánh",
    "1990-06-15",
    "female",
    "Việt Nam",
    "Kinh",
    "Xã Mẫu, Hà Nam",
    "Số 5, Phường Láng, Hà Nội",
    "2021-04-20",
    "2030-06-15",
    CitizenStatus.ACTIVE,
)
COLUMNS = [each.name for each in fields(Citizen)]


@pytest.fixture
def register(database_url: str) -> Iterator[SqlRegister]:
    opened = SqlRegister(database_url)
    yield opened
    opened.close()


def row(citizen: Citizen) -> list[str]:
    return [str(getattr(citizen, column)) for column in COLUMNS]


def csv_file(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return path


def loaded(path: Path, register: SqlRegister) -> ImportSummary:
    return load_register(path, register, progress=lambda _rows: None)


def test_what_was_put_is_found_by_its_number(register: SqlRegister) -> None:
    register.put([ANH])
    assert register.lookup(ANH.id_number, purpose=PURPOSE) == ANH
    assert register.lookup(IdNumber("001190123457"), purpose=PURPOSE) is None


def test_putting_again_replaces_and_the_last_of_a_batch_stays(register: SqlRegister) -> None:
    register.put([ANH])
    register.put([replace(ANH, full_name="Một"), replace(ANH, status=CitizenStatus.DECEASED)])
    assert register.lookup(ANH.id_number, purpose=PURPOSE) == replace(ANH, status=CitizenStatus.DECEASED)
    assert register.describe().entries == 1


def test_it_says_what_it_is(register: SqlRegister, database_url: str) -> None:
    assert register.source == "sql"
    assert register.describe().detail == database_url.partition(":")[0].partition("+")[0]


def test_a_database_that_is_not_there_is_a_transient_error(tmp_path: Path) -> None:
    with pytest.raises(TransientError):
        SqlRegister(f"sqlite:///{tmp_path}/missing/folder/r.db")
    with pytest.raises(TransientError):
        SqlRegister(f"postgresql:///postgres?host={tmp_path}")


@pytest.mark.parametrize("url", ["mysql://host/db", "nonsense"])
def test_another_kind_of_url_is_a_usage_error(url: str) -> None:
    with pytest.raises(UsageError):
        SqlRegister(url)


def test_every_question_is_logged_before_it_is_put(register: SqlRegister) -> None:
    asked: list[Access] = []
    LoggedRegister(register, asked.append).lookup(ANH.id_number, purpose=PURPOSE)
    assert asked == [Access("sql", PURPOSE, ANH.id_number)]


def test_a_question_that_cannot_be_logged_is_not_put(register: SqlRegister) -> None:
    def broken(_access: Access) -> None:
        raise TransientError("The log is full.")

    with pytest.raises(TransientError, match="log"):
        LoggedRegister(register, broken).lookup(ANH.id_number, purpose=PURPOSE)


def test_a_csv_file_is_loaded_and_loading_it_again_changes_nothing(register: SqlRegister, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "r.csv", [row(ANH)])
    assert loaded(file, register) == loaded(file, register) == ImportSummary(1, 1, ())
    assert register.lookup(ANH.id_number, purpose=PURPOSE) == ANH
    assert register.describe().entries == 1


def test_bad_rows_are_told_by_line_and_column_and_the_load_goes_on(register: SqlRegister, tmp_path: Path) -> None:
    bad = [
        row(replace(ANH, full_name="", sex="nam")),
        row(replace(ANH, date_of_birth="1990-02-30")),
        ["too", "short"],
        row(replace(ANH, card_date_of_expiry="15/06/2030")),
    ]
    summary = loaded(csv_file(tmp_path / "r.csv", [*bad, row(ANH)]), register)
    assert (summary.read, summary.stored) == (5, 1)
    assert summary.bad == (
        BadRow(2, ("full_name", "sex")),
        BadRow(3, ("date_of_birth",)),
        BadRow(4, ("number of columns",)),
        BadRow(5, ("card_date_of_expiry",)),
    )


def test_bytes_that_are_no_text_spoil_their_row_only(register: SqlRegister, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "r.csv", [row(replace(ANH, full_name="XX")), row(ANH)])
    file.write_bytes(file.read_bytes().replace(b"XX", b"\xff\xfe"))
    assert loaded(file, register).bad == (BadRow(2, ("encoding",)),)


def test_semicolons_and_a_byte_order_mark_are_understood(register: SqlRegister, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    text = ";".join(COLUMNS) + "\r\n" + ";".join(row(ANH)) + "\r\n"
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert loaded(file, register).stored == 1


def test_a_parquet_file_with_real_dates_is_loaded(register: SqlRegister, tmp_path: Path) -> None:
    columns = {column: [value, value] for column, value in zip(COLUMNS, row(ANH), strict=True)}
    table = pyarrow.table(
        columns | {"date_of_birth": [date(1990, 6, 15), None], "id_number": ["001190123456", "001190123457"]}
    )
    pyarrow.parquet.write_table(table, tmp_path / "r.parquet")
    assert loaded(tmp_path / "r.parquet", register) == ImportSummary(2, 1, (BadRow(2, ("date_of_birth",)),))
    assert register.lookup(ANH.id_number, purpose=PURPOSE) == ANH


def test_progress_counts_the_rows(register: SqlRegister, tmp_path: Path) -> None:
    numbers = [row(replace(ANH, id_number=IdNumber(f"001190{index:06d}"))) for index in range(25_000)]
    told: list[int] = []
    load_register(csv_file(tmp_path / "r.csv", numbers), register, progress=told.append)
    assert told == [10_000, 20_000, 25_000]
    assert register.describe().entries == 25_000


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"", b"PAR1 but no Parquet"])
def test_a_file_that_is_no_register_is_a_usage_error(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "r").write_bytes(content)
    register = SqlRegister(f"sqlite:///{tmp_path / 'r.db'}")
    with pytest.raises(UsageError):
        loaded(tmp_path / "r", register)
    with pytest.raises(UsageError):
        loaded(tmp_path / "missing", register)
    register.close()


def test_only_the_numbers_asked_for_and_the_day_claimed_are_answered(register: SqlRegister) -> None:
    other = replace(ANH, id_number=IdNumber("001190123457"), date_of_birth="1990-06-16")
    register.put([ANH, other])
    claim = Claim("Nguyễn Thị Minh Ánh", "1990-06-15")
    numbers = [ANH.id_number, other.id_number, IdNumber("001190123458")]
    assert register.among(numbers, purpose=PURPOSE, claim=claim) == (ANH,)
    assert register.among([], purpose=PURPOSE, claim=claim) == ()


def test_many_ask_at_once_and_see_what_is_put_meanwhile(register: SqlRegister) -> None:
    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(lambda _n: register.lookup(ANH.id_number, purpose=PURPOSE), range(30))) == {None}
        register.put([ANH])
        assert set(pool.map(lambda _n: register.lookup(ANH.id_number, purpose=PURPOSE), range(30))) == {ANH}


def test_a_connection_that_the_server_dropped_is_replaced(register: SqlRegister, database_url: str) -> None:
    register.put([ANH])
    assert register.lookup(ANH.id_number, purpose=PURPOSE) == ANH
    if not database_url.startswith("postgresql"):
        return
    drop = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
    with psycopg.connect(database_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(drop)
    assert register.lookup(ANH.id_number, purpose=PURPOSE) == ANH


def test_a_set_of_numbers_is_one_entry_of_the_log_and_one_more_for_each_person_found(register: SqlRegister) -> None:
    register.put([ANH])
    asked: list[Access] = []
    claim = Claim("Nguyễn Thị Minh Ánh", "1990-06-15")
    numbers = [IdNumber("001190123458"), ANH.id_number]
    LoggedRegister(register, asked.append).among(numbers, purpose=PURPOSE, claim=claim)
    assert [each.number for each in asked] == [None, ANH.id_number]
