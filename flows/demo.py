"""``./run demo``: hoso's demonstration with its batch on a Prefect server, started for it and stopped after it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from dossier.errors import TransientError
from dossier.record import Status
from flows.office import shared_office
from flows.server import PrefectServer, starting_server
from flows.terminal import run_command
from hoso import demo as demonstration
from hoso.batch import Item
from hoso.cli import console
from hoso.cli.batch import Bars
from hoso.cli.demo import print_report
from hoso.cli.status import Exit
from hoso.language import say
from hoso.office import Office
from hoso.settings import load_settings

_START_SECONDS = 180.0


def demo(
    seed: Annotated[
        int, typer.Option(help=say("Hạt giống của hồ sơ mẫu.", "The seed of the papers."))
    ] = demonstration.SEED,
    force: Annotated[
        bool, typer.Option("--force", help=say("Cả khi kho không phải mặc định.", "On any store."))
    ] = False,
) -> None:
    """Hồ sơ mẫu đi hết quy trình dưới Prefect. / Sample dossiers through everything, under Prefect."""
    home = load_settings().root / "prefect"
    # The server takes half a minute to come up: meanwhile the papers are drawn.
    with starting_server(home) as ready:
        with console.progress() as shown:
            office = shared_office()
            drawing = shown.add_task(say("vẽ hồ sơ mẫu", "drawing sample papers"), total=None)
            papers = demonstration.prepare(office, seed, force=force)
            shown.remove_task(drawing)
            server = ready(_START_SECONDS)
            items = _through_prefect(server, office, papers.dossiers, shown)
        report = demonstration.finish(office, items)
    print_report(office, report)
    _print_server(server)
    failed = any(item.status is Status.FAILED for item in report.items)
    raise typer.Exit(Exit.FAULT if failed else Exit.DONE)


def _through_prefect(server: PrefectServer, office: Office, folder: Path, shown: Progress) -> tuple[Item, ...]:
    """Prepare the server and run the flow ``digitise_batch`` on it in this process."""
    # What goes wrong with a dossier stands in its row of the summary: Prefect's own lines would only hide the bar.
    os.environ.update({**server.environment, "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL"})
    from flows.artifacts import send_the_last  # noqa: PLC0415  Prefect reads its settings when imported
    from flows.digitise import digitise_batch, listening  # noqa: PLC0415
    from flows.prepare import deploy, prepare  # noqa: PLC0415

    prepare()
    deploy()
    bars = Bars(shown)
    bars.starting(len(list(folder.iterdir())))
    office.pages.listen(bars.pages)
    items: list[Item] = []

    def told(item: Item) -> None:
        items.append(item)
        bars.finished(item)

    with listening(told):
        digitise_batch(str(folder), return_state=True)  # a failed dossier is told by its row and the exit status
    send_the_last()
    if not items:
        raise TransientError("The batch did not run.", remedy=f"See {server.home / 'server.log'}.")
    return tuple(sorted(items, key=lambda item: item.entry.name))


def _print_server(server: PrefectServer) -> None:
    console.out.print(
        say(
            f"Prefect đã điều phối ở {server.url}; mở lại giao diện và các lịch chạy: ./run serve-flows",
            f"Prefect ran at {server.url}; to open its pages and deployments again: ./run serve-flows",
        ),
        soft_wrap=True,
    )


if __name__ == "__main__":
    run_command(demo)
