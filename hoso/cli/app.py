"""The command: its verbs, and what an error leaves on the terminal."""

from __future__ import annotations

import sys

import typer

from dossier.errors import HosoError
from hoso.cli import console, register, review
from hoso.cli.audit import audit
from hoso.cli.batch import batch
from hoso.cli.digitise import digitise
from hoso.cli.export import export
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
app.command()(digitise)
app.command()(batch)
app.command()(show)
app.command()(search)
app.command()(export)
app.command()(verify)
app.command()(audit)
app.add_typer(review.app, name="review")
app.add_typer(register.app, name="register")


def main() -> None:
    """Run the command; an error of ours is one line on standard error and its exit status."""
    try:
        app()
    except HosoError as error:
        sys.exit(console.report(error))
