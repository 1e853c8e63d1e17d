"""``hoso doctor``: checks the installation."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich import box
from rich.markup import escape
from rich.table import Table

from hoso.cli import console, options
from hoso.cli.status import Exit
from hoso.doctor import Check, Health, examine
from hoso.language import say
from hoso.settings import load_settings

_MARKS = {Health.OK: "[green]ok[/green]", Health.WARN: "[yellow]warn[/yellow]", Health.FAIL: "[red]fail[/red]"}


def doctor(
    quick: Annotated[
        bool, typer.Option("--quick", help=say("Chỉ phần tại chỗ, vài giây.", "Only what is local, in seconds."))
    ] = False,
    json: options.Json = False,
) -> None:
    """Kiểm tra cài đặt: máy đọc, kho và khóa, chứng thư, dấu thời gian, sổ, đĩa. / Check the installation.

    Mã kết thúc 4 khi có mục hỏng. / The exit status is 4 when something is broken.

    Ví dụ / Example: hoso doctor
    """
    checks = list(examine(load_settings(), quick=quick))
    if json:
        console.print_json([asdict(check) for check in checks])
    else:
        _print(checks)
    raise typer.Exit(Exit.FAULT if any(check.health is Health.FAIL for check in checks) else Exit.DONE)


def _print(checks: list[Check]) -> None:
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for column in ("", say("Mục", "What"), say("Thấy", "Found"), say("Làm gì", "Remedy")):
        table.add_column(column, overflow="fold")
    for check in checks:
        table.add_row(_MARKS[check.health], check.what, escape(check.found), escape(check.remedy))
    console.out.print(table)
