"""``hoso register``: the citizen register's own copy."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from dossier.codes import IdNumber
from hoso.cli import console, options
from hoso.cli.masking import masked
from hoso.cli.status import Exit
from hoso.language import say
from hoso.settings import load_settings
from hoso.wiring import open_office
from identity.register.load import load_register

app = typer.Typer(help=say("Sổ công dân.", "The citizen register."), no_args_is_help=True)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help=say("Tệp CSV hoặc Parquet.", "A CSV or Parquet file."))],
    json: options.Json = False,
) -> None:
    """Nạp sổ công dân; nạp lại không đổi gì. / Load the citizen register; loading it again changes nothing.

    Ví dụ / Example: hoso register import cong-dan.csv
    """
    with open_office(load_settings()) as office, console.progress() as shown:
        task = shown.add_task(say("dòng", "rows"), total=None)
        summary = load_register(file, office.register, progress=lambda rows: shown.update(task, completed=rows))
    if json:
        console.print_json(asdict(summary))
    else:
        console.out.print(
            say(
                f"Đã đọc {summary.read} dòng, lưu {summary.stored}, lỗi {len(summary.bad)}.",
                f"{summary.read} rows read, {summary.stored} stored, {len(summary.bad)} bad.",
            )
        )
        for row in summary.bad[:20]:
            console.out.print(
                say(f"  dòng {row.line}: ", f"  line {row.line}: ") + ", ".join(row.columns), markup=False
            )
    raise typer.Exit(Exit.REFUSED if summary.bad else Exit.DONE)


@app.command("show")
def show(
    number: Annotated[str, typer.Argument(help=say("Số định danh cá nhân.", "A personal number."))],
    json: options.Json = False,
) -> None:
    """Xem một người trong sổ; việc xem được ghi lại. / Show one entry; the look is logged.

    Ví dụ / Example: hoso register show 001190123456
    """
    wanted = IdNumber.parse(number)
    with open_office(load_settings()) as office:
        office.access.record_access(who=office.settings.officer, purpose="register show", code=None)
        citizen = office.citizen(wanted)
    if citizen is None:
        console.err.print(say("Không có trong sổ.", "Not in the register."))
        raise typer.Exit(Exit.REFUSED)
    plain = {**asdict(citizen), "id_number": str(citizen.id_number), "status": citizen.status.value}
    if json:
        console.print_json(plain)
        return
    table = console.table(masked(number), say("Mục", "Field"), say("Giá trị", "Value"))
    for key, value in plain.items():
        table.add_row(key, masked(value) if key == "id_number" else value or "—")
    console.out.print(table)
