"""The command: its verbs, and what an error leaves on the terminal."""

from __future__ import annotations

import faulthandler
import sys
import traceback
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer

from dossier.errors import HosoError, PermanentError
from hoso.cli import console, register, review, sign, trust
from hoso.cli.audit import audit
from hoso.cli.batch import batch
from hoso.cli.card import card
from hoso.cli.cover import cover
from hoso.cli.demo import demo
from hoso.cli.digitise import digitise
from hoso.cli.doctor import doctor
from hoso.cli.export import export
from hoso.cli.renew import renew
from hoso.cli.show import search, show
from hoso.cli.verify import verify
from hoso.language import say

app = typer.Typer(
    name="hoso",
    help=say(
        "hoso: hồ sơ giấy thành bản điện tử được kiểm tra, ký số và chứng minh được lâu dài.",
        "hoso: paper dossiers become verified, signed and permanently provable electronic records.",
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command()(demo)
app.command()(digitise)
app.command()(batch)
app.command()(card)
app.command()(cover)
app.command()(show)
app.command()(search)
app.command()(export)
app.command()(verify)
app.command()(audit)
app.command()(renew)
app.command()(doctor)
app.add_typer(review.app, name="review")
app.add_typer(sign.app, name="sign")
app.add_typer(register.app, name="register")
app.add_typer(trust.app, name="trust")


def _version(asked: bool) -> None:
    if asked:
        console.out.print(metadata.version("hoso"), markup=False)
        raise typer.Exit


@app.callback()
def options(
    _version_asked: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_version, help=say("In phiên bản.", "Print the version.")),
    ] = False,
) -> None:
    """Options of the command itself."""


def main() -> None:
    """Run the command; whatever goes wrong is one line on standard error and its exit status."""
    if sys.__stderr__:
        faulthandler.enable(sys.__stderr__)  # where a native library crashed: lines of code, no values
    try:
        app(prog_name="hoso")
    except HosoError as error:
        sys.exit(console.report(error))
    except Exception as error:  # noqa: BLE001  the last line: a defect is status 4, never Python's own 1 ("a person is needed")
        sys.exit(console.report(defect(error)))


def defect(error: Exception) -> PermanentError:
    """Kind and place only: the text of a foreign exception may hold what was read on a paper."""
    frames = traceback.extract_tb(error.__traceback__)
    place = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-3:]))
    return PermanentError(
        f"A defect of hoso: {type(error).__name__} at {place}.", remedy="Report this line with `hoso --version`."
    )
