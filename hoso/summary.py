"""What a batch came to: a table for people, one record per entry for machines."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from dossier.digest import Digest
from dossier.errors import InputRefused
from dossier.identification import IdentityVerdict
from dossier.record import Record
from hoso.batch import Item, counts
from hoso.language import say
from hoso.told import told
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


class RecordFolder:
    """The folder of ``--records``: a file for each entry of a batch and nothing else.

    What a killed batch left half-written there is cleared when the folder is opened again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        disk.sweep(folder)

    def write(self, item: Item) -> None:
        """``<entry name incl. extension>.json``: the record, or what stopped the entry before it had one."""
        text = json.dumps(plain(item), ensure_ascii=False, indent=2) + "\n"
        with disk.translated("Writing a record"):
            disk.replace(self._folder / _file_name(item.entry.name), text.encode(), spool=self._folder)


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


_COLUMNS = (("Mã hồ sơ", "Dossier"), ("Kết quả", "Status"), ("Trang", "Pages"), ("Danh tính", "Identity"))
_INDENT = (0, 0, 0, 2)


def summary_table(items: Iterable[Item]) -> RenderableType:
    """Every entry with its code, status, pages, verdict and name; under it why, or where the package lies.

    The reasons stand on lines of their own: in a column they would be a ladder of single words on 80 columns.
    """
    shown = tuple(items)
    rows = [_row(item) for item in shown]
    head = tuple(say(*column) for column in _COLUMNS)
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    lines: list[RenderableType] = [Text(_aligned((*head, say("Đầu vào", "Input")), widths), style="bold")]
    for item, row in zip(shown, rows, strict=True):
        lines.append(Text(_aligned(row, widths), overflow="fold"))
        if why := _why_item(item):
            lines.append(Padding(Text(why, style="dim", overflow="fold"), _INDENT))
    ended = ", ".join(f"{name} {count}" for name, count in sorted(counts(shown).items()))
    pages = sum(_pages(item) for item in shown)
    total = say(f"{len(shown)} hồ sơ, {pages} trang", f"{len(shown)} dossiers, {pages} pages")
    return Group(*lines, Text(f"{total}: {ended}" if ended else total, style="bold"))


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]])


def _pages(item: Item) -> int:
    record = item.processed.record if item.processed else None
    return sum(file.pages for file in record.files) if record else 0


def _row(item: Item) -> tuple[str, str, str, str, str]:
    status = item.status.value if item.status else say("đang ghi dở", "still growing")
    processed = item.processed
    code = str(processed.code) if processed else ""
    verdict = verdict_of(processed.record) if processed and processed.record else None
    pages = _pages(item)
    return code, status, str(pages) if pages else "", verdict or "", item.entry.shown


def _why_item(item: Item) -> str:
    if item.processed is not None and item.processed.record is not None:
        return _why(item.processed.record)
    error = item.error or (item.processed.error if item.processed else None)
    return error.code if isinstance(error, InputRefused) else told(error) if error else ""


def _why(record: Record) -> str:
    """The package and what stands besides a match; or the codes of what stopped it, with how often each."""
    reasons = sorted({reason.code for person in record.identity for reason in person.reasons})
    persons = f" ({', '.join(reasons)})" if reasons else ""
    if record.package is not None:
        return record.package.key + persons
    if record.refusal:
        return ", ".join(sorted({reason.code for reason in record.refusal}))
    found = Counter(item.code for item in record.review)
    return ", ".join(_counted(code, count) for code, count in sorted(found.items())) + persons


def _counted(code: str, count: int) -> str:
    return code if count == 1 else f"{code} ×{count}"
