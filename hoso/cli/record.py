"""A record on the terminal: documents with their fields, where each was read, who it is about, what is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import floor

from rich import box
from rich.markup import escape
from rich.table import Table

from dossier.cover import Cover, CoverState
from dossier.identification import Identification
from dossier.record import ArchivePlace, Document, Field, Record, ReviewItem, SourceFile
from hoso.catalogue import load_catalogue
from hoso.cli import console
from hoso.cli.masking import masked, without_numbers
from hoso.language import say

Shown = Callable[[str], str]

_STATUS = {
    "in_progress": ("đang xử lý", "in progress"),
    "in_review": ("chờ người xem xét", "waiting for a person"),
    "sealed": ("đã niêm phong", "sealed"),
    "archived": ("đã lưu trữ", "archived"),
    "refused": ("từ chối", "refused"),
    "failed": ("lỗi hệ thống", "failed"),
}


_CHIP = {
    "anchored": (
        "chíp: nguyên vẹn, người ký có chứng thư gốc tin cậy",
        "chip: intact, its signer under a trusted root",
    ),
    "intact_not_anchored": ("chíp: nguyên vẹn, chưa gắn chứng thư gốc (CSCA)", "chip: intact, not anchored"),
    "invalid": ("chíp: không hợp lệ", "chip: invalid"),
}


def print_record(record: Record, *, whole_numbers: bool = False) -> None:
    """Print it; personal numbers are masked unless ``whole_numbers``."""
    shown: Shown = str if whole_numbers else without_numbers
    _line(f"{record.head.code}  {say(*_STATUS[record.status.value])}", style="bold")
    if place := _archive_place(record.head.archive):
        _line(say("Nơi để bản giấy: ", "The paper lies in: ") + place)
    for reason in record.refusal:
        _line(f"  {reason.code}: {shown(say(reason.message_vi, reason.message))}")
    for file in record.files:
        for cover in file.covers:
            _print_cover(file, cover)
    for index, document in enumerate(record.documents):
        open_fields = {item.field for item in record.review if item.document == index}
        _print_document(document, open_fields, shown)
    for person in record.identity:
        _print_person(person, shown, whole_numbers=whole_numbers)
    _print_open(record, shown)
    if record.package is not None:
        _line(say("Gói lưu trữ: ", "Package: ") + record.package.key)


def _archive_place(place: ArchivePlace) -> str:
    """Where the paper lies, as an archivist writes it; empty when it was not said."""
    parts = (
        (say("phông", "fonds"), place.fonds),
        (say("mục lục", "catalogue"), place.catalogue),
        (say("hộp", "box"), place.box),
        (say("hồ sơ", "file"), place.file),
    )
    return ", ".join(f"{name} {value}" for name, value in parts if value)


def _line(text: str, style: str | None = None) -> None:
    console.out.print(text, markup=False, style=style)


_COVERS = {
    CoverState.OWN: ("", ""),
    CoverState.FOREIGN: (" (không do đơn vị này in)", " (not printed here)"),
    CoverState.UNREADABLE: (" (không đọc được mã)", " (code not readable)"),
    CoverState.WRITTEN_ON: (" (có nội dung khác)", " (other print on it)"),
}


def _print_cover(file: SourceFile, cover: Cover) -> None:
    known = load_catalogue().get(cover.type or "")
    said = [known.name_vi] if known else []
    said += [say(f"{cover.pages} trang", f"{cover.pages} pages")] if cover.pages else []
    told = f": {', '.join(said)}" if said else ""
    _line(say("Tờ phân cách ", "Separator sheet ") + f"{file.file}:{cover.page}" + say(*_COVERS[cover.state]) + told)


def _print_document(document: Document, open_fields: set[str | None], shown: Shown) -> None:
    name = load_catalogue()[document.type].name_vi
    _line(f"\n{document.ordinal}. {name} ({document.type}, {_probability(document.confidence)})", style="bold")
    _line("   " + ", ".join(f"{page.file}:{page.page}" for page in document.pages))
    if document.copy is not None:
        _line("   " + say("bản sao: ", "copy: ") + document.copy.file)
    for copy in document.former_copies:
        _line("   " + say("bản cũ: ", "former copy: ") + f"{copy.file} → {copy.superseded_by}")
    if document.fields:
        console.out.print(_fields(document, open_fields, shown))


def _fields(document: Document, open_fields: set[str | None], shown: Shown) -> Table:
    """Under each key the page and the box in pixels of its image, so that the value keeps room on 80 columns."""
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    table.add_column(say("Trường (trang: ô)", "Field (page: box)"), overflow="fold")
    table.add_column(say("Giá trị", "Value"), overflow="fold")
    table.add_column(say("X.suất", "Prob."), justify="right", no_wrap=True)
    table.add_column(say("Nguồn", "Source"), overflow="fold")
    several_files = len({page.file for page in document.pages}) > 1
    for key, field in document.fields.items():
        name = f"? {key}" if key in open_fields else f"  {key}"
        source = field.confirmed_by or field.source.value
        row = (f"{name}{_where(field, several_files)}", _value(field, shown), _probability(field.confidence), source)
        table.add_row(*map(escape, row))
    return table


def _probability(value: float) -> str:
    """Two digits, cut off: what is almost certain is not shown as certain."""
    return f"{floor(value * 100 + 1e-6) / 100:.2f}"


def _value(field: Field, shown: Shown) -> str:
    if field.value is None:
        return "—"
    return shown(field.value if isinstance(field.value, str) else "; ".join(field.value))


def _where(field: Field, several_files: bool) -> str:
    if field.page is None:
        return ""
    page = f"{field.file}:{field.page}" if several_files else str(field.page)
    return f"\n  {page}: {','.join(map(str, field.box))}" if field.box else f"\n  {page}"


def _print_person(person: Identification, shown: Shown, *, whole_numbers: bool) -> None:
    number = person.id_number or "—"
    _line(f"\n{person.role} {number if whole_numbers else masked(number)}: {person.verdict}")
    if level := person.channels.get("chip", {}).get("authentication"):
        _line("  " + say(*_CHIP[level]))
    for reason in person.reasons:
        _line(f"  - {reason.code}: {shown(say(reason.message_vi, reason.message))}")


def _print_open(record: Record, shown: Shown) -> None:
    if record.review:
        _line(say("\nCòn phải xem:", "\nTo be looked at:"), style="bold")
    for item in record.review:
        place = _place(record.documents, item)
        _line(f"  ? {place}{item.code}: {shown(say(item.message_vi, item.message))}")


def _place(documents: Iterable[Document], item: ReviewItem) -> str:
    """``1.full_name``, as ``hoso review correct --set`` takes it."""
    if item.document is None:
        return ""
    ordinal = list(documents)[item.document].ordinal
    return f"{ordinal}.{item.field} " if item.field else f"{ordinal} "
