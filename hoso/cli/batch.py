"""``hoso batch``: a folder of dossiers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from dossier.codes import DossierCode
from dossier.record import Policy, Profile
from hoso import batch as batches
from hoso.cli import console, options, status
from hoso.language import say
from hoso.settings import load_settings
from hoso.summary import RecordFolder, plain, summary_table
from hoso.wiring import open_office


def batch(
    folder: Annotated[Path, typer.Argument(help=say("Thư mục chứa các hồ sơ.", "The folder of dossiers."))],
    records: Annotated[
        Path | None, typer.Option(help=say("Ghi bản ghi JSON của từng hồ sơ vào đây.", "Write each record here."))
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help=say("Số hồ sơ xử lý cùng lúc.", "Dossiers worked on at once."))
    ] = None,
    done: Annotated[
        batches.Done,
        typer.Option(
            help=say("Làm gì với bản quét sau khi đã lưu trữ và đọc lại.", "What becomes of inputs that were archived.")
        ),
    ] = batches.Done.LEAVE,
    procedure: options.Procedure = None,
    unit: options.Unit = None,
    officer: options.Officer = None,
    profile: options.ProfileOption = Profile.COUNTER,
    policy: options.PolicyOption = Policy.BATCH,
    place: options.Place = None,
    json: options.Json = False,
) -> None:
    """Số hóa mọi hồ sơ trong một thư mục; chạy lại sẽ làm tiếp. / Digitise every dossier of a folder; resumable.

    Mỗi thư mục con hoặc tệp rời là một hồ sơ. / Every sub-folder or loose file is a dossier.

    Ví dụ / Example: hoso batch scans --records out --done move
    """
    settings = load_settings()
    given = options.intake_options(
        settings,
        procedure=procedure,
        unit=unit,
        officer=officer,
        profile=profile,
        policy=policy,
        place=place,
    )
    with console.progress() as shown, open_office(settings) as office:
        bars = Bars(shown)
        record_folder = RecordFolder(records) if records is not None else None

        def finished(item: batches.Item) -> None:
            bars.finished(item)
            if record_folder is not None:
                record_folder.write(item)
            batches.let_go(folder, item, done)

        office.pages.listen(bars.pages)
        items = batches.run_batch(
            office,
            folder,
            given,
            workers=batches.threads(office, workers or settings.worker_count, bars.entering),
            starting=bars.starting,
            finished=finished,
        )
    if json:
        console.print_json({"counts": batches.counts(items), "dossiers": [plain(item) for item in items]})
    else:
        console.out.print(summary_table(items))
    raise typer.Exit(status.of_statuses(item.status for item in items if item.status))


class Bars:
    """Two bars: dossiers with the time left, and pages read so far."""

    def __init__(self, shown: Progress) -> None:
        self._shown = shown
        self._dossiers = shown.add_task(say("hồ sơ", "dossiers"), total=None)
        self._pages = shown.add_task(say("trang đã đọc", "pages read"), total=None)

    def starting(self, count: int) -> None:
        """The number of entries is known."""
        self._shown.update(self._dossiers, total=count)

    def entering(self, _code: DossierCode, _step: str) -> None:
        """A dossier enters a step: nothing to show."""

    def pages(self, count: int) -> None:
        """So many more pages were read."""
        self._shown.update(self._pages, advance=count)

    def finished(self, _item: batches.Item) -> None:
        """One entry is done."""
        self._shown.update(self._dossiers, advance=1)
