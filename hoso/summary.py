"""What a batch came to: a table for people, one record per entry for machines."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from dossier.digest import Digest
from dossier.errors import InputRefused
from dossier.identification import Identification, IdentityVerdict
from dossier.record import Record
from hoso.batch import Item, counts
from hoso.language import say
from storage import disk, record_json

_GRAVEST_LAST = [
    IdentityVerdict.MATCH,
    IdentityVerdict.REVIEW,
    IdentityVerdict.NOT_FOUND,
    IdentityVerdict.UNAVAILABLE,
    IdentityVerdict.MISMATCH,
]


_SUFFIX = ".json"
_LONGEST_NAME = 255  # bytes, on the file systems in use


def write_record(folder: Path, item: Item) -> None:
    """``<entry name incl. extension>.json``: the record, or what stopped the entry before it had one."""
    text = json.dumps(plain(item), ensure_ascii=False, indent=2) + "\n"
    with disk.translated("Writing a record"):
        folder.mkdir(parents=True, exist_ok=True)
        disk.replace(folder / _file_name(item.entry.name), text.encode(), spool=folder / ".incoming")


def _file_name(entry: str) -> str:
    """``<entry>.json``; an entry whose name leaves no room for that is cut and told apart by its digest."""
    if len(os.fsencode(entry)) + len(_SUFFIX) <= _LONGEST_NAME:
        return entry + _SUFFIX
    mark = f"~{Digest.of(os.fsencode(entry)).hex[:8]}{_SUFFIX}"
    return os.fsencode(entry)[: _LONGEST_NAME - len(mark)].decode("utf-8", "ignore") + mark


def plain(item: Item) -> record_json.Plain:
    """The record of an entry as JSON values; of a failed or growing one what is known."""
    if item.processed is not None and item.processed.record is not None:
        return record_json.to_plain(item.processed.record)
    error = item.error or (item.processed.error if item.processed else None)
    return {
        "contract": "hoso.record/1",
        "dossier": {"code": str(item.processed.code) if item.processed else None, "name": item.entry.shown},
        "status": item.status.value if item.status else "growing",
        "refusal": [_reason(error)] if isinstance(error, InputRefused) else [],
        "error": str(error) if error else None,
    }


def _reason(refusal: InputRefused) -> record_json.Plain:
    return {"code": refusal.code, "message": refusal.message, "message_vi": refusal.message_vi, "field": None}


def verdict_of(record: Record) -> IdentityVerdict | None:
    """The gravest verdict about the persons of a dossier; None when it names nobody."""
    verdicts = [person.verdict for person in record.identity]
    return max(verdicts, key=_GRAVEST_LAST.index, default=None)


def summary_table(items: Iterable[Item]) -> Table:
    """Every entry with its status, verdict, pages and package key; the counts stand under it."""
    shown = tuple(items)
    table = Table(title=say("Tổng hợp", "Summary"), title_justify="left", header_style="bold", show_footer=True)
    ended = ", ".join(f"{name} {count}" for name, count in sorted(counts(shown).items()))
    table.add_column(say("Đầu vào", "Input"), footer=say(f"{len(shown)} hồ sơ", f"{len(shown)} dossiers"))
    table.add_column(say("Mã hồ sơ", "Dossier"), no_wrap=True)
    table.add_column(say("Trang", "Pages"), footer=str(sum(_pages(item) for item in shown)), justify="right")
    table.add_column(say("Kết quả", "Status"), footer=ended, overflow="fold")
    table.add_column(say("Danh tính", "Identity"))
    table.add_column(say("Vì sao / gói", "Why / package"), overflow="fold")
    for item in shown:
        table.add_row(*(escape(cell) for cell in _row(item)))
    return table


def _pages(item: Item) -> int:
    record = item.processed.record if item.processed else None
    return sum(file.pages for file in record.files) if record else 0


def _row(item: Item) -> tuple[str, str, str, str, str, str]:
    status = item.status.value if item.status else say("đang ghi dở", "still growing")
    processed = item.processed
    if processed is None or processed.record is None:
        error = item.error or (processed.error if processed else None)
        why = error.code if isinstance(error, InputRefused) else str(error or "")
        return item.entry.shown, str(processed.code) if processed else "", "", status, "", why
    record = processed.record
    verdict = verdict_of(record)
    return item.entry.shown, str(processed.code), str(_pages(item)), status, verdict or "", _why(record)


def _why(record: Record) -> str:
    if record.package is not None:
        return record.package.key + _reasons(record.identity)
    if record.refusal:
        return ", ".join(sorted({reason.code for reason in record.refusal}))
    open_items = sorted({f"{item.code}:{item.field}" if item.field else item.code for item in record.review})
    return ", ".join(open_items) + _reasons(record.identity)


def _reasons(people: Iterable[Identification]) -> str:
    codes = sorted({reason.code for person in people for reason in person.reasons})
    return f" ({', '.join(codes)})" if codes else ""
