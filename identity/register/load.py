"""Loading the citizen register from CSV or Parquet, told apart by content, a batch at a time."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from dossier.errors import TransientError, UsageError
from identity.register.interface import Citizen, CitizenStore
from identity.register.rows import OPTIONAL, REQUIRED, BadRow, citizen_of

_BATCH = 10_000
_PARQUET_MAGIC = b"PAR1"
Numbered = tuple[int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """Rows read, rows stored (a number given twice counts twice), and the rows left out."""

    read: int
    stored: int
    bad: tuple[BadRow, ...]


def load_register(path: Path, store: CitizenStore, *, progress: Callable[[int], None]) -> ImportSummary:
    """Load a whole file; ``progress`` is told after each batch how many rows were read so far.

    Bad rows are left out and the load goes on. A file without the needed columns is a ``UsageError``. Loading a file
    twice leaves what loading it once leaves.
    """
    read, stored, bad = 0, 0, list[BadRow]()
    for batch in _batches(path):
        results = [row if isinstance(row, BadRow) else citizen_of(row[1], row[0]) for row in batch]
        good = [each for each in results if isinstance(each, Citizen)]
        bad += [each for each in results if isinstance(each, BadRow)]
        store.put(good)
        read, stored = read + len(batch), stored + len(good)
        progress(read)
    return ImportSummary(read, stored, tuple(bad))


def _batches(path: Path) -> Iterator[list[Numbered | BadRow]]:
    try:
        with path.open("rb") as file:
            parquet = file.read(4) == _PARQUET_MAGIC
        batch: list[Numbered | BadRow] = []
        for row in _parquet(path) if parquet else _csv(path):
            batch.append(row)
            if len(batch) == _BATCH:
                yield batch
                batch = []
        if batch:
            yield batch
    except FileNotFoundError as error:
        raise UsageError("There is no such register file.") from error
    except OSError as error:
        raise TransientError("The register file cannot be read.", remedy="Check the disk and run again.") from error


def _csv(path: Path) -> Iterator[Numbered | BadRow]:
    """UTF-8 with or without a mark; bytes that are none become surrogates, so that only their row is bad."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        header = file.readline()
        delimiter = max(",;\t", key=header.count)
        columns = [column.strip() for column in next(csv.reader([header], delimiter=delimiter), [])]
        _check_columns(columns)
        reader = csv.reader(file, delimiter=delimiter)
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield BadRow(reader.line_num + 1, ("quoting",))
                continue
            if row:
                yield _numbered(reader.line_num + 1, columns, row)


def _numbered(line: int, columns: Sequence[str], row: Sequence[str]) -> Numbered | BadRow:
    if len(row) != len(columns):
        return BadRow(line, ("number of columns",))
    return line, {column: value.strip() for column, value in zip(columns, row, strict=True)}


def _parquet(path: Path) -> Iterator[Numbered | BadRow]:
    try:
        file = pyarrow.parquet.ParquetFile(path)
        _check_columns(file.schema_arrow.names)
        wanted = [name for name in file.schema_arrow.names if name in (*REQUIRED, *OPTIONAL)]
        line = 0
        for batch in file.iter_batches(batch_size=_BATCH, columns=wanted):
            for row in batch.to_pylist():
                line += 1
                yield line, {column: _text(value) for column, value in row.items()}
    except pyarrow.ArrowException as error:
        raise UsageError("The register file is a damaged Parquet file.") from error


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):  # a timestamp is one too; its day counts
        return value.isoformat()[:10]
    return str(value).strip()


def _check_columns(columns: Sequence[str]) -> None:
    missing = [column for column in REQUIRED if column not in columns]
    if missing:
        raise UsageError(f"The register file lacks the columns {', '.join(missing)}.")
