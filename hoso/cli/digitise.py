"""``hoso digitise``: one dossier through the whole path."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dossier.codes import DossierCode
from dossier.record import Policy, Profile
from hoso.cli import console, options, status
from hoso.cli.record import print_record
from hoso.digitise import digitise as digitise_dossier
from hoso.intake import entry_of
from hoso.language import say
from hoso.settings import load_settings
from hoso.wiring import open_office
from storage import record_json

STEP_NAMES = {
    "read": ("đọc trang", "reading"),
    "sort": ("phân loại", "sorting"),
    "copy": ("lập bản PDF/A", "making PDF/A copies"),
    "sign": ("ký bản sao", "signing copies"),
    "extract": ("bóc tách", "extracting"),
    "identify": ("đối chiếu", "checking identity"),
    "decide": ("quyết định", "deciding"),
    "seal": ("niêm phong", "sealing"),
    "archive": ("lưu trữ", "archiving"),
    "release": ("lập chỉ mục", "indexing"),
}


def digitise(
    paths: Annotated[list[Path], typer.Argument(help=say("Các tệp, hoặc một thư mục.", "Files, or one folder."))],
    code: Annotated[
        str | None, typer.Option(help=say("Mã hồ sơ của đơn vị; nếu không có sẽ được cấp.", "The office's own code."))
    ] = None,
    procedure: options.Procedure = None,
    unit: options.Unit = None,
    officer: options.Officer = None,
    profile: options.ProfileOption = Profile.COUNTER,
    policy: options.PolicyOption = Policy.BATCH,
    place: options.Place = None,
    json: options.Json = False,
) -> None:
    """Số hóa một hồ sơ: đọc, phân loại, ký, đối chiếu, niêm phong, lưu trữ. / Digitise one dossier.

    Ví dụ / Example: hoso digitise scans/ho-so-01 --procedure 1.001193
    """
    settings = load_settings()
    given = options.intake_options(
        settings,
        procedure=procedure,
        unit=unit,
        officer=officer,
        profile=profile,
        policy=policy,
        code=code,
        place=place,
    )
    with console.progress() as shown:
        task = shown.add_task(say("tiếp nhận", "receiving"), total=len(STEP_NAMES))

        def entering(_code: DossierCode, step: str) -> None:
            shown.update(task, description=say(*STEP_NAMES[step]), completed=list(STEP_NAMES).index(step))

        with open_office(settings) as office:
            record = digitise_dossier(office, entry_of(paths), given, entering=entering)
    if json:
        console.print_json(record_json.to_plain(record))
    else:
        print_record(record)
    raise typer.Exit(status.of_statuses([record.status]))
