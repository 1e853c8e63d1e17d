"""What TT 01/2023/TT-VPCP Art. 9 wants to be known of a paper, taken from its fields."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date

from dossier.doctype import DocumentType
from dossier.record import Attributes
from dossier.values import Value
from ocr.layout import Layout

_KIND_FIELD = "document_kind"


def attributes(kind: DocumentType, layout: Layout, values: Mapping[str, Value | None]) -> Attributes:
    """Name, number, day, issuer, abstract, owner and term of a paper; ``values`` are its fields in normal form.

    The result code is given by the office's pattern, later. What the fields do not say stays None.
    """
    keys = layout.attributes
    issued_on = _text(values, keys.issued_on)
    return Attributes(
        type_code=kind.key,
        title=_text(values, _KIND_FIELD) or kind.name_vi,
        owner_id=_text(values, keys.owner_id),
        abstract=_abstract(values, keys.abstract),
        number=_text(values, keys.number),
        issued_on=issued_on,
        issuer=_text(values, keys.issuer) or keys.issuer_text,
        valid_until=_text(values, keys.valid_until) or _months_after(issued_on, keys.valid_months),
    )


def _text(values: Mapping[str, Value | None], key: str | None) -> str | None:
    value = values.get(key) if key else None
    return "; ".join(value) if isinstance(value, tuple) else value


def _abstract(values: Mapping[str, Value | None], keys: tuple[str, ...]) -> str | None:
    return "; ".join(text for key in keys if (text := _text(values, key))) or None


def _months_after(day: str | None, months: int | None) -> str | None:
    """The day as many months later; the month's last day where it has no such day."""
    if months is None or day is None or len(day) != 10:
        return None
    start = date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)).isoformat()
