"""``hoso cover``: separator sheets to be laid between the papers of a stack."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dossier.cover import ANY
from dossier.errors import UsageError
from hoso.catalogue import load_catalogue
from hoso.cli import console, options
from hoso.clock import vietnam_now
from hoso.covers import cover_pdf, parse_sheet
from hoso.language import say
from hoso.settings import load_settings
from hoso.wiring import cover_key
from storage import disk

_NAME = "to-phan-cach.pdf"


def cover(
    sheets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TYPE[=PAGES]",
            help=say(
                "Loại giấy tờ và số trang có chữ, mỗi tờ một loại; any: theo nội dung.",
                "Types with their count of written pages, one for each sheet; any: by content.",
            ),
        ),
    ] = None,
    copies: Annotated[int, typer.Option(min=1, max=500, help=say("Số bản mỗi tờ.", "Copies of each sheet."))] = 1,
    out: Annotated[
        Path | None, typer.Option(help=say(f"Tệp PDF hoặc thư mục; mặc định {_NAME}.", f"PDF or folder; {_NAME}."))
    ] = None,
    json: options.Json = False,
) -> None:
    """In tờ phân cách có mã QR, đặt trước từng giấy tờ khi quét. / Print QR separator sheets, one before each paper.

    Số trang ghi trên tờ được kiểm tra khi đọc; mặt sau trắng không tính. / The page count is checked when the stack is
    read; empty backs do not count.

    Ví dụ / Example: hoso cover birth_certificate=1 residence_change_form=2 identity_card --out bia.pdf
    """
    settings, catalogue = load_settings(), load_catalogue()
    asked = [parse_sheet(each, catalogue) for each in sheets or (ANY,)]
    key = cover_key(settings)
    data = cover_pdf(
        [each for each in asked for _ in range(copies)], catalogue, key=key, font=settings.font, at=vietnam_now()
    )
    target = Path(_NAME) if out is None else out / _NAME if out.is_dir() else out
    if not target.parent.is_dir():
        raise UsageError("The folder to write to is not there.", remedy="Choose another --out.")
    with disk.translated("Writing the separator sheets"):
        disk.replace(target, data, spool=target.parent)
    if json:
        told = [{"type": each.type or ANY, "pages": each.pages, "code": each.code(key)} for each in asked]
        console.print_json({"file": str(target), "copies": copies, "sheets": told})
    else:
        console.out.print(str(target), markup=False, soft_wrap=True)
