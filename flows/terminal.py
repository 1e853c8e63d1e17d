"""Commands of this package on a terminal."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable

import typer

from dossier.errors import HosoError
from hoso.cli import console


def run_command(command: Callable[..., None]) -> None:
    """Run it with its options; an error of ours is one line on standard error and its exit status."""
    signal.signal(signal.SIGTERM, _end)
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(command)
    try:
        app()
    except HosoError as error:
        sys.exit(console.report(error))


def _end(number: int, _frame: object) -> None:
    """End as by an exception, so that what was started is stopped: the default would leave the server behind."""
    sys.exit(128 + number)
