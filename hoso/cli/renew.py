"""``hoso renew``: what keeps the archive provable for decades."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Annotated

import typer
from rich.markup import escape

from hoso.cli import console, options
from hoso.cli.status import Exit
from hoso.language import say
from hoso.renewing import Done, Renewal
from hoso.renewing import renew as renew_archive
from hoso.settings import load_settings
from hoso.wiring import open_office
from signing.evidence.plan import Need, Reason


def renew(
    plan: Annotated[
        bool, typer.Option("--plan", help=say("Chỉ cho biết việc cần làm.", "Only say what is due; change nothing."))
    ] = False,
    within: Annotated[
        int | None,
        typer.Option(
            min=1, help=say("Gia hạn những gì hết hạn trong số ngày này.", "Renew what ends within so many days.")
        ),
    ] = None,
    json: options.Json = False,
) -> None:
    """Gia hạn bằng chứng lưu trữ: dấu thời gian, cây băm, bản sao còn thiếu dấu thời gian. / Renew the archive's evidence.

    Ví dụ / Example: hoso renew --plan
    """
    settings = load_settings()
    margin = timedelta(days=within or settings.renew_days)
    with open_office(settings) as office, console.progress() as shown:
        task = shown.add_task(say("xem xét", "looking"), total=None)
        found = renew_archive(
            office, plan_only=plan, margin=margin, looked=lambda what: shown.update(task, description=_PARTS[what]())
        )
    if json:
        console.print_json(_plain(found))
    else:
        _print(found)
    raise typer.Exit(Exit.WAITING if found.at_risk else Exit.DONE)


_PARTS = {
    "copies": lambda: say("bản sao", "copies"),
    "evidence": lambda: say("bằng chứng", "evidence"),
    "packages": lambda: say("gói", "packages"),
}
_NEEDS = {
    Need.NOTHING: ("chưa cần", "nothing due"),
    Need.TIME_STAMP: ("dấu thời gian mới", "new time stamp"),
    Need.HASH_TREE: ("cây băm mới", "new hash tree"),
}
_REASONS = {
    Reason.CERTIFICATE: ("chứng thư hết hạn", "certificate ends"),
    Reason.SIGNATURE_ALGORITHM: ("thuật toán ký", "signature algorithm"),
    Reason.HASH_ALGORITHM: ("thuật toán băm", "hash algorithm"),
}
_DONE = {
    None: ("", ""),
    Done.PLANNED: ("cần làm", "due"),
    Done.DONE: ("đã làm", "done"),
    Done.FAILED: ("chưa làm được", "failed"),
}


def _plain(found: Renewal) -> dict[str, object]:
    waiting = [{**asdict(each), "code": str(each.code)} for each in found.waiting]
    batches = [
        {
            **asdict(each),
            "ending": {**asdict(each.ending), "at": each.ending.at.isoformat()},
            "holds_until": each.holds_until.isoformat() if each.holds_until else None,
        }
        for each in found.batches
    ]
    return {
        "contract": "hoso.renew/1",
        "at_risk": found.at_risk,
        "waiting": waiting,
        "fresh": found.fresh,
        "fresh_done": found.fresh_done,
        "batches": batches,
        "problem": found.problem,
    }


def _print(found: Renewal) -> None:
    for waiting in found.waiting:
        what = say("bản sao thiếu dấu thời gian", "copies without a time stamp")
        line = f"  {waiting.code}: {waiting.copies} {what}: {say(*_DONE[waiting.done])} {waiting.problem}"
        console.out.print(line, markup=False)
    if found.batches:
        table = console.table(
            say("Bằng chứng", "Evidence"),
            say("Lô", "Batch"),
            say("Gói", "Packages"),
            say("Có hiệu lực đến", "Holds until"),
            say("Vì", "Because"),
            say("Việc", "Due"),
            say("Kết quả", "Result"),
        )
        for each in found.batches:
            why = f"{say(*_REASONS[each.ending.why])}: {each.ending.what}"
            late = say(" (đã quá hạn)", " (too late)") if each.late else ""
            until = f"{(each.holds_until or each.ending.at):%Y-%m-%d}{late}"
            result = f"{say(*_DONE[each.done])} {each.problem}".strip()
            table.add_row(each.id[:12], str(each.packages), until, why, say(*_NEEDS[each.need]), escape(result))
        console.out.print(table)
    covered = say("gói chưa có bằng chứng", "packages without evidence")
    done = f": {say(*_DONE[found.fresh_done])}" if found.fresh_done else ""
    problem = f": {found.problem}" if found.problem else "."
    console.out.print(f"{found.fresh} {covered}{done}{problem}", markup=False)
    if found.at_risk:
        console.out.print(say("Có phần đang gặp rủi ro: xem ở trên.", "Something is at risk: see above."), markup=False)
