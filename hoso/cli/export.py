"""``hoso export``: the archived package as a file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import PermanentError, UsageError
from hoso.cli import console
from hoso.language import say
from hoso.settings import load_settings
from hoso.wiring import open_office


class Form(StrEnum):
    """What can be handed out."""

    PACKAGE = "package"


def export(
    code: Annotated[str, typer.Argument(help=say("Mã hồ sơ.", "The dossier's code."))],
    form: Annotated[Form, typer.Option("--as", help=say("Dạng xuất.", "What to export."))] = Form.PACKAGE,
    out: Annotated[Path | None, typer.Option(help=say("Tệp đích.", "The file to write."))] = None,
) -> None:
    """Xuất gói lưu trữ; kiểm tra được không cần hoso. / Export the archived package, checkable without hoso.

    Ví dụ / Example: hoso export H29.12-261122-0001 --as package --out goi.zip
    """
    wanted = DossierCode.parse(code)
    with open_office(load_settings()) as office:
        packages = office.holdings.packages(wanted)
        if not packages:
            raise UsageError(f"{wanted} is not archived.", remedy="`hoso show` says how far it has come.")
        latest = packages[-1]
        office.access.record_access(who=office.settings.officer, purpose=f"export {form}", code=wanted)
        data = office.store.get(latest.key)
    if Digest.of(data) != latest.sha256:
        raise PermanentError(f"The package of {wanted} was altered in the store.", remedy="Run `hoso audit --all`.")
    target = out or Path(f"{wanted}.v{latest.version}.zip")
    try:
        target.write_bytes(data)
    except OSError as error:
        raise UsageError(f"{target.name} cannot be written.", remedy="Choose another --out.") from error
    console.out.print(str(target), markup=False, soft_wrap=True)
