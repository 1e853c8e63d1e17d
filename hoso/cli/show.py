"""``hoso show`` and ``hoso search``: a dossier, and the way to it."""

from __future__ import annotations

from typing import Annotated

import typer

from dossier.codes import DossierCode, IdNumber
from dossier.errors import UsageError
from dossier.record import Document, Field, Record
from hoso.cli import console, options, status
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
        shown.add_row(str(hit.code), hit.snippet.text)
    console.out.print(shown)


def print_record(record: Record) -> None:
    """The record for a person: documents with fields, identity, what is open, where the package lies."""
    head = record.head
    console.out.print(f"[bold]{head.code}[/bold]  {say(*_STATUS[record.status.value])}", soft_wrap=True)
    for reason in record.refusal:
        console.out.print(f"  {reason.code}: {say(reason.message_vi, reason.message)}", markup=False)
    for document in record.documents:
        _print_document(document)
    for person in record.identity:
        _print_person(
            person.role, person.id_number, person.verdict.value, [say(r.message_vi, r.message) for r in person.reasons]
        )
    for item in record.review:
        console.out.print(f"  ? {item.code}: {say(item.message_vi, item.message)}", markup=False)
    if record.package is not None:
        console.out.print(say("Gói lưu trữ: ", "Package: ") + record.package.key, markup=False)


_STATUS = {
    "in_progress": ("đang xử lý", "in progress"),
    "in_review": ("chờ người xem xét", "waiting for a person"),
    "sealed": ("đã niêm phong", "sealed"),
    "archived": ("đã lưu trữ", "archived"),
    "refused": ("từ chối", "refused"),
    "failed": ("lỗi hệ thống", "failed"),
}


def _print_document(document: Document) -> None:
    pages = ", ".join(f"{page.file}:{page.page}" for page in document.pages)
    shown = console.table(
        f"{document.ordinal}. {document.type} ({document.confidence:.2f})  {pages}",
        say("Trường", "Field"),
        say("Giá trị", "Value"),
        say("Xác suất", "Probability"),
        say("Nguồn", "Source"),
    )
    for key, field in document.fields.items():
        shown.add_row(key, _value(key, field), f"{field.confidence:.2f}", field.confirmed_by or field.source.value)
    console.out.print(shown)


def _value(key: str, field: Field) -> str:
    if field.value is None:
        return "—"
    text = field.value if isinstance(field.value, str) else "; ".join(field.value)
    return masked(text) if key.endswith("id_number") else text


def masked(number: str) -> str:
    """A personal number as it is shown by default; ``--json`` and the record hold it whole."""
    try:
        return IdNumber.parse(number).masked
    except UsageError:
        return number[:2] + "*" * max(0, len(number) - 4) + number[-2:]


def _print_person(role: str, number: str | None, verdict: str, reasons: list[str]) -> None:
    console.out.print(f"  {role} {masked(number or '')}: [bold]{verdict}[/bold]")
    for reason in reasons:
        console.out.print(f"    - {reason}", markup=False)
