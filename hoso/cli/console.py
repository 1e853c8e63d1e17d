"""What the terminal shows: one line of error, tables, progress, JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from dossier.errors import HosoError
from hoso.cli.status import Exit, of_error
from hoso.told import told

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def print_json(value: object) -> None:
    """One JSON document on standard output, Vietnamese readable."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def report(error: HosoError) -> Exit:
    """One line on standard error: what, and what to do."""
    err.print(f"hoso: {told(error)}", style="red", markup=False, soft_wrap=True)
    return of_error(error)


def table(title: str, *columns: str) -> Table:
    """A table in the house's look."""
    made = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress display on standard error: only on a terminal."""
    shown = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=err,
        disable=not err.is_terminal,
        transient=True,
    )
    with shown:
        yield shown
