"""``hoso export``: what is archived, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dossier.codes import DossierCode
from hoso import exporting
from hoso.cli import console, options
from hoso.exporting import Form
from hoso.language import say
from hoso.settings import load_settings
from hoso.wiring import open_office

_LACKS = {
    "evidence": ("chưa có bản ghi bằng chứng: hoso renew", "no evidence record yet: hoso renew"),
    "revocation": (
        "thiếu dữ liệu thu hồi của một số chứng thư",
        "revocation data of some certificates could not be had",
    ),
}


def export(
    code: Annotated[str, typer.Argument(help=say("Mã hồ sơ.", "The dossier's code."))],
    form: Annotated[
        Form,
        typer.Option(
            "--as",
            help=say(
                "package: gói lưu trữ; bundle: bộ kiểm chứng ngoại tuyến; evidence: bản ghi bằng chứng RFC 4998.",
                "package: the archived package; bundle: everything to check it offline; evidence: its RFC 4998 record.",
            ),
        ),
    ] = Form.PACKAGE,
    out: Annotated[
        Path | None, typer.Option(help=say("Tệp hoặc thư mục đích.", "The file or folder to write to."))
    ] = None,
    json: options.Json = False,
) -> None:
    """Xuất gói lưu trữ, bộ kiểm chứng, bằng chứng; kiểm tra được không cần hoso. / Export what can be checked without hoso.

    Ví dụ / Example: hoso export H29.12-261122-0001 --as bundle --out kiem-chung.zip
    """
    with open_office(load_settings()) as office:
        done = exporting.export(office, DossierCode.parse(code), form, out)
    if json:
        console.print_json({"code": code, "as": form.value, "file": str(done.file), "lacks": list(done.lacks)})
        return
    console.out.print(str(done.file), markup=False, soft_wrap=True)
    for each in done.lacks:
        console.err.print(say(*_LACKS[each]), markup=False, soft_wrap=True)
