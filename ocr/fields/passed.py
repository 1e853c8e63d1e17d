"""The day of a law: its head bears none, its last sentence says when it was passed (Law 80/2015/QH13 Art. 57)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dossier.doctype import FieldSpec
from ocr.fields.reading import read_value
from ocr.fields.row import surround
from ocr.fields.sheet import Part, Sheet
from ocr.fields.spans import joined

_PASSED = re.compile(r"thông qua (ngày\s*\S{1,3}\s*tháng\s*\S{1,3}\s*năm\s*\S{4})", re.IGNORECASE)
_LETTERS = str.maketrans({"I": "1", "l": "1", "O": "0", "o": "0"})


def passed_on(sheets: Sequence[Sheet], spec: FieldSpec) -> Part | None:
    """ "… thông qua ngày 22 tháng 11 năm 2013", over one line or two, on the last page that says so."""
    for sheet in reversed(sheets):
        for at in reversed(range(len(sheet.rows))):
            words = [word for row in sheet.rows[at : at + 2] for word in row.words]
            found = _PASSED.search(joined(words))
            if found:
                numbers = re.sub(r"(?<=\s)[\dIlOo]{1,4}(?=\s|$)", lambda each: each[0].translate(_LETTERS), found[1])
                read = read_value(spec, numbers, words, 1.0)
                return Part(spec.key, read, sheet.at, surround(words)) if read.value else None
    return None
