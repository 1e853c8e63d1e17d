"""``hoso register``: the citizen register's own copy."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from dossier.codes import IdNumber
from hoso.cli import console, options
from hoso.cli.status import Exit
from hoso.language import say
from hoso.settings import load_settings
from hoso.wiring import open_office
from identity.register.interface import Citizen
from identity.register.load import ImportSummary, load_register

app = typer.Typer(help=say("Sổ công dân.", "The citizen register."), no_args_is_help=True)

_BAD_SHOWN = 20


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help=say("Tệp CSV hoặc Parquet.", "A CSV or Parquet file."))],
    json: options.Json = False,
) -> None:
    """Nạp sổ công dân; nạp lại không đổi gì. / Load the citizen register; loading it again changes nothing.

    Dòng lỗi bị bỏ qua và được nêu theo số dòng; mã kết thúc khi đó là 3. / Bad rows are left out and told by their line; the
    exit status is then 3.

    Ví dụ / Example: hoso register import cong-dan.csv
    """
    with open_office(load_settings()) as office, console.progress() as shown:
        task = shown.add_task(say("dòng", "rows"), total=None)
        summary = load_register(file, office.register_store(), progress=lambda rows: shown.update(task, completed=rows))
    if json:
        console.print_json(asdict(summary))
    else:
        _print_summary(summary)
    raise typer.Exit(Exit.REFUSED if summary.bad else Exit.DONE)


def _print_summary(summary: ImportSummary) -> None:
    console.out.print(
        say(
            f"Đã đọc {summary.read} dòng, lưu {summary.stored}, bỏ {len(summary.bad)} dòng lỗi.",
            f"{summary.read} rows read, {summary.stored} stored, {len(summary.bad)} bad rows left out.",
        )
    )
    for row in summary.bad[:_BAD_SHOWN]:
        where = say(f"  dòng {row.line}: ", f"  line {row.line}: ")
        console.out.print(where + ", ".join(row.columns), markup=False)
    if len(summary.bad) > _BAD_SHOWN:
        console.out.print(say("  … cả danh sách: --json", "  … the whole list: --json"))


@app.command("show")
def show(
    number: Annotated[str, typer.Argument(help=say("Số định danh cá nhân.", "A personal number."))],
    full: options.Full = False,
    reason: options.Why = None,
    json: options.Json = False,
) -> None:
    """Xem một người trong sổ; việc xem được ghi lại. / Show one entry; the look is logged.

    Số bị che trừ khi có --full và --reason. / The number is masked but for --full with a --reason.

    Ví dụ / Example: hoso register show 001190123456
    """
    wanted = IdNumber.parse(number)
    purpose = options.look("register show", full=full, reason=reason, json=json)
    with open_office(load_settings()) as office:
        who, subject = office.settings.officer, office.token(wanted)
        office.access.record_access(who=who, purpose=purpose, subject=subject)
        citizen = office.citizen(wanted)
    if json:
        console.print_json(None if citizen is None else _plain(citizen))
    elif citizen is None:
        console.out.print(say("Không có trong sổ.", "Not in the register."))
    else:
        _print_citizen(citizen, whole_number=full)
    raise typer.Exit(Exit.REFUSED if citizen is None else Exit.DONE)


@app.command("accesses")
def accesses(
    number: Annotated[str, typer.Argument(help=say("Số định danh cá nhân.", "A personal number."))],
    json: options.Json = False,
) -> None:
    """Ai đã xem dữ liệu của người này, khi nào, vì sao. / Who looked at this person's data, when and why.

    Bản kê lấy từ nhật ký chuỗi băm; mã kết thúc 3 nếu nhật ký bị sửa. / Taken from the hash-chained log; the exit status is 3
    when the log was altered.

    Ví dụ / Example: hoso register accesses 001190123456 --json > nhat-ky.json
    """
    wanted = IdNumber.parse(number)
    with open_office(load_settings()) as office:
        subject = office.token(wanted)
        office.access.record_access(who=office.settings.officer, purpose="access list for the citizen", subject=subject)
        looks, report, head = office.access.about(subject), office.access.verify_chain(), office.access.head()
    if json:
        plain = [{**asdict(each), "code": str(each.code) if each.code else None} for each in looks]
        console.print_json({"citizen": wanted.masked, "accesses": plain, "intact": report.ok, "head": asdict(head)})
    else:
        table = console.table(wanted.masked, *_LOOKS)
        for each in looks:
            table.add_row(each.at, escape(each.who), escape(each.purpose), str(each.code or "—"))
        console.out.print(table)
        if not report.ok:
            console.out.print(say("Nhật ký đã bị sửa.", "The log was altered."), style="red")
    raise typer.Exit(Exit.DONE if report.ok else Exit.REFUSED)


_LOOKS = (say("Lúc", "At"), say("Ai", "Who"), say("Vì sao", "Why"), say("Hồ sơ", "Dossier"))


def _plain(citizen: Citizen) -> dict[str, str]:
    return {**asdict(citizen), "id_number": str(citizen.id_number), "status": citizen.status.value}


def _print_citizen(citizen: Citizen, *, whole_number: bool) -> None:
    number = str(citizen.id_number) if whole_number else citizen.id_number.masked
    table = console.table(number, say("Mục", "Field"), say("Giá trị", "Value"))
    for key, value in {**_plain(citizen), "id_number": number}.items():
        table.add_row(key, escape(value) or "—")
    console.out.print(table)
