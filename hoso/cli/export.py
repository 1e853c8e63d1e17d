"""``hoso export``: the archived package as a file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dossier.codes import DossierCode
from hoso.cli import console, options
from hoso.exporting import export_package
from hoso.language import say
from hoso.settings import load_settings
from hoso.wiring import open_office


class Form(StrEnum):
    """What can be handed out."""

    PACKAGE = "package"


def export(
    code: Annotated[str, typer.Argument(help=say("Mã hồ sơ.", "The dossier's code."))],
    form: Annotated[Form, typer.Option("--as", help=say("Dạng xuất.", "What to export."))] = Form.PACKAGE,
    out: Annotated[
        Path | None, typer.Option(help=say("Tệp hoặc thư mục đích.", "The file or folder to write to."))
    ] = None,
    json: options.Json = False,
) -> None:
    """Xuất gói lưu trữ; kiểm tra được không cần hoso. / Export the archived package, checkable without hoso.

    Ví dụ / Example: hoso export H29.12-261122-0001 --as package --out goi.zip
    """
    with open_office(load_settings()) as office:
        target = export_package(office, DossierCode.parse(code), out)
    if json:
        console.print_json({"code": code, "as": form.value, "file": str(target)})
    else:
        console.out.print(str(target), markup=False, soft_wrap=True)
