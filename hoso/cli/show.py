"""``hoso show`` and ``hoso search``: a dossier, and the way to it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from dossier.codes import DossierCode
from hoso.cli import console, options, status
from hoso.cli.masking import without_numbers
from hoso.cli.record import print_record
from hoso.digitise import record_of
from hoso.language import say
from hoso.settings import load_settings
from hoso.wiring import open_office
from storage import record_json


def show(
    code: Annotated[str, typer.Argument(help=say("Mã hồ sơ.", "The dossier's code."))],
    json: options.Json = False,
) -> None:
    """Xem một hồ sơ. / Show a dossier.

    Ví dụ / Example: hoso show H29.12-261122-0001
    """
    with open_office(load_settings()) as office:
        wanted = DossierCode.parse(code)
        office.access.record_access(who=office.settings.officer, purpose="show", code=wanted)
        record = record_of(office, wanted)
    if json:
        console.print_json(record_json.to_plain(record))
    else:
        print_record(record)
    raise typer.Exit(status.of_statuses([record.status]))


def search(
    text: Annotated[str, typer.Argument(help=say("Từ cần tìm, có dấu hoặc không.", "What to find, tones optional."))],
    limit: Annotated[int, typer.Option(min=1, max=1000, help=say("Số kết quả tối đa.", "Most hits shown."))] = 20,
    json: options.Json = False,
) -> None:
    """Tìm trong toàn văn và các trường. / Full text and fields, tones optional.

    Ví dụ / Example: hoso search "nguyen thi anh"
    """
    with open_office(load_settings()) as office:
        office.access.record_access(who=office.settings.officer, purpose="search", code=None)
        hits = office.search.search(text, limit)
    if json:
        console.print_json(
            [{"code": str(hit.code), "match": hit.match.value, "snippet": hit.snippet.text} for hit in hits]
        )
        return
    shown = console.table(say("Kết quả", "Hits"), say("Mã hồ sơ", "Dossier"), say("Trích", "Where"))
    for hit in hits:
        shown.add_row(str(hit.code), escape(without_numbers(hit.snippet.text)))
    console.out.print(shown)
