"""``hoso doctor``: checks the installation."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from hoso.cli import console, options
from hoso.cli.status import Exit
from hoso.doctor import Health, examine
from hoso.language import say
from hoso.settings import load_settings
from hoso.wiring import open_office

_MARKS = {Health.OK: "[green]ok[/green]", Health.WARN: "[yellow]warn[/yellow]", Health.FAIL: "[red]fail[/red]"}


def doctor(
    quick: Annotated[
        bool, typer.Option("--quick", help=say("Chỉ phần tại chỗ, vài giây.", "Only what is local, in seconds."))
    ] = False,
    json: options.Json = False,
) -> None:
    """Kiểm tra cài đặt: máy đọc, kho và khóa, chứng thư, dấu thời gian, sổ, đĩa. / Check the installation.

    Ví dụ / Example: hoso doctor
    """
    with open_office(load_settings()) as office:
        checks = list(examine(office, quick=quick))
    if json:
        console.print_json([asdict(check) for check in checks])
    else:
        table = console.table(
            say("Kiểm tra", "Checks"), say("Mục", "What"), "", say("Thấy", "Found"), say("Làm gì", "Remedy")
        )
        for check in checks:
            table.add_row(check.what, _MARKS[check.health], check.found, check.remedy)
        console.out.print(table)
    raise typer.Exit(Exit.FAULT if any(check.health is Health.FAIL for check in checks) else Exit.DONE)
