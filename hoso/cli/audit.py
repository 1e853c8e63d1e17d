"""``hoso audit``: the auditor's walk."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape

from dossier.errors import UsageError
from hoso.auditing import AuditReport, archive_size
from hoso.auditing import audit as audit_archive
from hoso.cli import console, options
from hoso.cli.status import Exit
from hoso.language import say
from hoso.settings import load_settings
from hoso.wiring import open_office

_SAMPLE = 50


def audit(
    everything: Annotated[
        bool, typer.Option("--all", help=say("Toàn bộ kho, nhật ký và sổ.", "The whole archive, log and registers."))
    ] = False,
    sample: Annotated[
        int | None, typer.Option(min=1, help=say("Số gói rút ngẫu nhiên (mặc định 50).", "Packages drawn by lot."))
    ] = None,
    full: Annotated[
        bool,
        typer.Option(
            "--full",
            help=say(
                "Với --all: kiểm tra đầy đủ mọi gói, kể cả gói đã kiểm tra trong tháng.",
                "With --all: judge every package in full, also those judged within a month.",
            ),
        ),
    ] = False,
    json: options.Json = False,
) -> None:
    """Kiểm tra kho lưu trữ: mã băm, niêm phong, dấu thời gian, nhật ký, khóa. / Walk the archive and report.

    Gói đã kiểm tra đầy đủ trong vòng một tháng chỉ kiểm lại từng byte và giá trị chữ ký. / Of packages judged in full
    within a month every byte and signature value is checked again.

    Ví dụ / Example: hoso audit --sample 100
    """
    if everything and sample is not None:
        raise UsageError("--all and --sample exclude each other.")
    wanted = None if everything else sample or _SAMPLE
    with open_office(load_settings()) as office, console.progress() as shown:
        task = shown.add_task(say("gói", "packages"), total=archive_size(office, wanted))
        report = audit_archive(office, sample=wanted, full=full, looked=lambda count: shown.update(task, advance=count))
    if json:
        console.print_json(_plain(report))
    else:
        _print(report)
    raise typer.Exit(Exit.REFUSED if report.findings else Exit.DONE)


def _plain(report: AuditReport) -> dict[str, object]:
    findings = [{**asdict(each), "code": str(each.code) if each.code else None} for each in report.findings]
    waiting = [{"code": str(each.code), "state": each.state} for each in report.not_archived]
    return {"contract": "hoso.audit/1", **asdict(report), "findings": findings, "not_archived": waiting}


def _print(report: AuditReport) -> None:
    if report.findings:
        table = console.table(
            say("Phát hiện", "Findings"), say("Hồ sơ", "Dossier"), say("Loại", "Kind"), say("Điều gì", "What")
        )
        for each in report.findings:
            table.add_row(str(each.code or ""), each.what, escape(say(each.message_vi, each.message)))
        console.out.print(table)
    for waiting in report.not_archived:
        state = waiting.state or say("chưa nhận giấy tờ", "papers never received")
        console.out.print(f"  {waiting.code}: {say('chưa lưu trữ', 'not archived')} ({state})", markup=False)
    scope = say("toàn bộ kho", "the whole archive") if report.whole else say("rút ngẫu nhiên", "drawn by lot")
    console.out.print(
        say(
            f"Đã kiểm tra {report.checked} gói ({scope}; {report.in_full} gói kiểm tra đầy đủ), "
            f"{len(report.findings)} phát hiện; nhật ký: {report.log_size}.",
            f"{report.checked} packages checked ({scope}; {report.in_full} judged in full), "
            f"{len(report.findings)} findings; log: {report.log_size}.",
        )
    )
    if report.development:
        console.out.print(
            say("Chứng thư thử nghiệm: không có giá trị pháp lý.", "Development certificates: no legal value.")
        )
