"""``hoso demo``: sample dossiers through everything, and what to open next."""

from __future__ import annotations

from typing import Annotated

import typer

from dossier.record import Status
from hoso import demo as demonstration
from hoso.batch import counts, run_batch, threads
from hoso.cli import console, options
from hoso.cli.batch import Bars
from hoso.cli.status import Exit
from hoso.demo import DemoReport
from hoso.intake import IntakeOptions
from hoso.language import say
from hoso.office import Office
from hoso.settings import load_settings
from hoso.summary import plain, summary_table
from hoso.wiring import open_office


def demo(
    seed: Annotated[
        int, typer.Option(help=say("Hạt giống của hồ sơ mẫu.", "The seed of the papers."))
    ] = demonstration.SEED,
    force: Annotated[
        bool, typer.Option("--force", help=say("Cả khi kho không phải mặc định.", "On any store."))
    ] = False,
    json: options.Json = False,
) -> None:
    """Tạo hồ sơ mẫu và sổ công dân mẫu, cho đi hết quy trình. / Sample dossiers and register through everything.

    Ví dụ / Example: hoso demo
    """
    settings = load_settings()
    with console.progress() as shown, open_office(settings) as office:
        making = shown.add_task(say("vẽ hồ sơ mẫu", "drawing sample papers"), total=None)
        papers = demonstration.prepare(office, seed, force=force)
        shown.remove_task(making)
        bars = Bars(shown)
        office.pages.listen(bars.pages)
        items = run_batch(
            office,
            papers.dossiers,
            IntakeOptions(settings.unit, settings.officer),
            workers=threads(office, settings.worker_count, bars.entering),
            starting=bars.starting,
            finished=bars.finished,
        )
        report = demonstration.finish(office, items)
    if json:
        console.print_json(plain_report(report))
    else:
        print_report(office, report)
    failed = any(item.status is Status.FAILED for item in report.items)
    raise typer.Exit(Exit.FAULT if failed else Exit.DONE)


def plain_report(report: DemoReport) -> dict[str, object]:
    """How many ended how, the dossier that a person confirmed, and every record."""
    confirmed = None if report.confirmed is None else str(report.confirmed)
    return {
        "counts": counts(report.items),
        "confirmed": confirmed,
        "dossiers": [plain(item) for item in report.items],
    }


def print_report(office: Office, report: DemoReport) -> None:
    """The summary, and the exact lines to type next."""
    console.out.print(summary_table(report.items))
    if report.confirmed is not None:
        console.out.print(
            say(
                f"{report.confirmed} đã chờ người xem xét, được xác nhận rồi lưu trữ.",
                f"{report.confirmed} waited for a person, was confirmed and then archived.",
            )
        )
    console.out.print(say("Mở tiếp:", "Open next:"))
    for line in _next_lines(report):
        console.out.print(f"  {line}", markup=False, soft_wrap=True)
    home = office.settings.root
    console.out.print(say(f"Trạng thái nằm ở {home}.", f"All state lies in {home}."), soft_wrap=True)


def _next_lines(report: DemoReport) -> list[str]:
    archived = [item.processed.code for item in report.items if item.processed and item.status is Status.ARCHIVED]
    waiting = [item.processed.code for item in report.items if item.processed and item.status is Status.IN_REVIEW]
    lines = ["./run hoso review list", './run hoso search "nguyen"', "./run hoso audit --all"]
    if waiting:
        lines.insert(1, f"./run hoso review show {waiting[0]}")
    if archived:
        first = archived[0]
        lines = [
            f"./run hoso show {first}",
            f"./run hoso verify {first}",
            f"./run hoso export {first} --as package",
            *lines,
        ]
    return lines
