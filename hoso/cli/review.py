"""``hoso review``: the queue, and the way from it to the archive."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated

import typer
from rich.markup import escape

from dossier.codes import DossierCode
from dossier.errors import UsageError
from dossier.record import PageRef, Record, Status
from hoso.cli import console, options, status
from hoso.cli.record import print_record
from hoso.clock import VIETNAM
from hoso.digitise import record_of
from hoso.language import say
from hoso.regrouping import Group
from hoso.reviewing import Correction
from hoso.reviewing import confirm as confirm_dossier
from hoso.reviewing import correct as correct_dossier
from hoso.reviewing import refuse as refuse_dossier
from hoso.reviewing import regroup as regroup_dossier
from hoso.settings import load_settings
from hoso.steps.sign import SIGNATURE
from hoso.wiring import open_office
from storage import record_json
from storage.database import Waiting

app = typer.Typer(help=say("Hàng chờ xem xét.", "The review queue."), no_args_is_help=True)

Code = Annotated[str, typer.Argument(help=say("Mã hồ sơ.", "The dossier's code."))]
_SET = re.compile(r"(\d+)\.([a-z_0-9]+)=(.*)", re.DOTALL)
_PAGE = re.compile(r"(.+?):([1-9]\d*)(?:,|$)")
_EMPTY = re.compile(r"(\d+)\.([a-z_0-9]+)")


@app.command("list")
def list_(
    limit: Annotated[int, typer.Option(min=1, max=1000, help=say("Số dòng tối đa.", "Most rows shown."))] = 50,
    json: options.Json = False,
) -> None:
    """Hồ sơ đang chờ, lâu nhất trước. / Dossiers that wait for a person, the longest waiting first.

    Ví dụ / Example: hoso review list
    """
    with open_office(load_settings()) as office:
        waiting = office.dossiers.review_queue(limit=limit)
        count = office.dossiers.waiting_count()
    if json:
        console.print_json([_plain(each) for each in waiting])
        return
    table = console.table(
        say(f"Đang chờ: {count}", f"Waiting: {count}"),
        say("Mã hồ sơ", "Dossier"),
        say("Từ", "Since"),
        say("Đầu vào", "Input"),
        say("Việc", "Items"),
    )
    for each in waiting:
        reasons = ", ".join(f"{name} ×{count}" for name, count in each.reasons)
        since = datetime.fromisoformat(each.place.since).astimezone(VIETNAM).strftime("%d/%m %H:%M")
        table.add_row(str(each.place.code), since, escape(each.name), reasons)
    console.out.print(table)
    if waiting:
        console.out.print(say("Xem: ", "See: ") + f"hoso review show {waiting[0].place.code}", markup=False)


def _plain(waiting: Waiting) -> dict[str, object]:
    return {
        "code": str(waiting.place.code),
        "since": waiting.place.since,
        "unit": waiting.unit,
        "procedure": waiting.procedure,
        "name": waiting.name,
        "items": dict(waiting.reasons),
    }


@app.command("show")
def show(
    code: Code,
    full: options.Full = False,
    reason: options.Why = None,
    json: options.Json = False,
) -> None:
    """Các trường, nơi đọc được trên trang, và những gì còn phải xem. / Fields, where each was read, and what is open.

    Dấu ? là trường phải xem; trang và ô là điểm ảnh trên ảnh trang. Việc xem được ghi lại. / ? marks what is open; page
    and box are pixels of the page image. The look is logged.

    Ví dụ / Example: hoso review show H29.12-261122-0001 --full --reason "đối chiếu bản giấy"
    """
    wanted = DossierCode.parse(code)
    purpose = options.look("review", full=full, reason=reason, json=json)
    with open_office(load_settings()) as office:
        office.access.record_access(who=office.settings.officer, purpose=purpose, code=wanted)
        record = record_of(office, wanted)
    if json:
        console.print_json(record_json.to_plain(record))
    else:
        print_record(record, whole_numbers=full)
    if record.status is Status.IN_REVIEW and not json:
        _print_next(wanted, record)
    raise typer.Exit(status.of_statuses([record.status]))


def _print_next(code: DossierCode, record: Record) -> None:
    if any(each.code == SIGNATURE for each in record.review):
        console.out.print(f"  hoso sign prepare {code}", markup=False, soft_wrap=True)
        return
    lines = (
        f"hoso review confirm {code}",
        f'hoso review correct {code} --set "1.full_name=…" --empty 1.…',
        f'hoso review refuse {code} --why "…"',
    )
    for line in lines:
        console.out.print(f"  {line}", markup=False, soft_wrap=True)


@app.command("confirm")
def confirm(code: Code, officer: options.Officer = None, json: options.Json = False) -> None:
    """Mọi trường đã đối chiếu với bản giấy: đưa vào lưu trữ. / All fields stand against the paper: on to the archive.

    Ví dụ / Example: hoso review confirm H29.12-261122-0001
    """
    with open_office(load_settings()) as office:
        by = officer or office.settings.officer
        record = confirm_dossier(office, DossierCode.parse(code), by=by, entering=_quiet)
    _finish(record, json)


@app.command("correct")
def correct(
    code: Code,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="N.FIELD=VALUE", help=say("Sửa trường của giấy tờ số N.", "Correct a field.")),
    ] = None,
    empty: Annotated[
        list[str] | None,
        typer.Option("--empty", metavar="N.FIELD", help=say("Trường để trống trên giấy.", "The paper has no value.")),
    ] = None,
    group: Annotated[
        list[str] | None,
        typer.Option(
            "--group",
            metavar="TYPE=FILE:PAGE,…",
            help=say(
                "Một giấy tờ và các trang; nêu đủ mọi trang.", "One paper and its pages; every page must be named."
            ),
        ),
    ] = None,
    officer: options.Officer = None,
    json: options.Json = False,
) -> None:
    """Sửa trường, loại giấy tờ, cách tách và thứ tự trang. / Correct fields, types, splits and page order.

    Ví dụ / Examples:
    hoso review correct H29.12-261122-0001 --set "1.full_name=Nguyễn Thị Ánh" --empty 2.email
    hoso review correct H29.12-261122-0001 --group identity_card=scan.pdf:1,scan.pdf:2 --group other=scan.pdf:3
    """
    corrections = [*map(_set, set_ or ()), *map(_emptied, empty or ())]
    groups = [_group(each) for each in group or ()]
    if bool(corrections) == bool(groups):
        raise UsageError("Give --set and --empty, or --group.", remedy="Types first, then fields.")
    wanted = DossierCode.parse(code)
    with open_office(load_settings()) as office:
        by = officer or office.settings.officer
        if groups:
            record = regroup_dossier(office, wanted, groups, by=by, entering=_quiet)
        else:
            record = correct_dossier(office, wanted, corrections, by=by, entering=_quiet)
    _finish(record, json)


@app.command("refuse")
def refuse(
    code: Code,
    why: Annotated[str, typer.Option(help=say("Lý do, không nêu dữ liệu cá nhân.", "Why, without personal data."))],
    officer: options.Officer = None,
    json: options.Json = False,
) -> None:
    """Từ chối: hồ sơ phải nộp lại. / Refuse: the dossier has to be brought again.

    Ví dụ / Example: hoso review refuse H29.12-261122-0001 --why "Thiếu trang 2"
    """
    with open_office(load_settings()) as office:
        record = refuse_dossier(office, DossierCode.parse(code), by=officer or office.settings.officer, why=why)
    _finish(record, json)


def _finish(record: Record, json: bool) -> None:
    if json:
        console.print_json(record_json.to_plain(record))
    else:
        print_record(record)
    raise typer.Exit(status.of_statuses([record.status]))


def _quiet(_code: DossierCode, _step: str) -> None:
    """One dossier is done in seconds: no progress."""


def _set(text: str) -> Correction:
    found = _SET.fullmatch(text)
    if found is None:
        raise UsageError("A correction looks like 1.full_name=Nguyễn Thị Ánh.")
    return Correction(int(found[1]), found[2], found[3])


def _emptied(text: str) -> Correction:
    found = _EMPTY.fullmatch(text)
    if found is None:
        raise UsageError("An empty field looks like 1.email.")
    return Correction(int(found[1]), found[2], None)


def _group(text: str) -> Group:
    """``identity_card=scan.pdf:1,scan.pdf:2``; a file's name may hold commas and colons itself."""
    kind, _, rest = text.partition("=")
    pages = tuple(PageRef(found[1], int(found[2])) for found in _PAGE.finditer(rest))
    if not pages or ",".join(f"{page.file}:{page.page}" for page in pages) != rest:
        raise UsageError("A group looks like identity_card=scan.pdf:1,scan.pdf:2.", remedy="`hoso show` lists pages.")
    return Group(kind, pages)
