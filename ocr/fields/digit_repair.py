"""Letters that engines read for figures made figures again, and the words of dates in their tones."""

from __future__ import annotations

import re

from dossier.text import fold
from dossier.values import parse_id

_DIGIT_LIKE = str.maketrans(
    {
        "O": "0",
        "o": "0",
        "Ó": "0",
        "Ø": "0",
        "l": "1",
        "I": "1",
        "|": "1",
        "]": "1",
        "S": "5",
        "B": "8",
        "ó": "6",
        "§": "8",
        "Ï": "1",
        "Ì": "1",
        "Í": "1",
    }
)
_DOT_IN_DATE = re.compile(r"(?<=[^\W\d_]{3})\.(?=\d)|(?<=\d)\.(?=[^\W\d_])")
"""A leader's dot between the words and the figures of a date: "ngày 10.tháng 04.năm.1984"."""
_SLASHED = re.compile(r"(?<!\d)(\d{2})[/Il1|!ijt7]{1,2}(\d{2})[/Il1|!ijt7]{1,2}((?:19|20)\d{2})(?!\d)")


# The words of a date in other tones: "ngay 12 thảng 01 nắm 2026".
_DATE_WORDS = (
    (re.compile(r"\bng[aáảãạâăắằẳẵặấầẩẫậoóòỏõọ]y(?=\s*[\dOIl])"), "ngày"),
    (re.compile(r"\bth[aàảãạâăắằẳẵặấầẩẫậoóòỏõọuúùủũụ]ng(?=\s*[\dOIl])"), "tháng"),
    (re.compile(r"\bn[aáàảãạâắằẳẵặấầẩẫậ]m(?=\s*\d{4})"), "năm"),
)


_WORD_TWICE = re.compile(r"\b(ngày|tháng|năm) \1\b")
_ONE = re.compile(r"(?<=[gGyY] )[Il|](?= (?:th[aá]ng|n[aă]m))")
_ELEVEN = re.compile(r"(?<=[gGyY] )[Il1|]{2}(?= (?:th[aá]ng|n[aă]m))")
"""The day or the month that engines read as two strokes: "ngày 20 tháng II năm 2026"."""


def has_either_figure(text: str) -> bool:
    """Whether an S stands among figures, which is a five or an eight."""
    return bool(_EITHER.search(text))


_EITHER = re.compile(r"(?<=\d)[Ss]|[Ss](?=\d)")


def repair_digits(text: str) -> str:
    """Letters that engines read for digits made digits again, in words that are mostly digits; lost slashes too."""
    text = _DOT_IN_DATE.sub(" ", _SLASHED.sub(r"\1/\2/\3", text))
    for pattern, word in _DATE_WORDS:
        text = pattern.sub(word, text)
    text = _WORD_TWICE.sub(r"\1", _ELEVEN.sub("11", _ONE.sub("1", text)))
    return " ".join(
        word.translate(_DIGIT_LIKE)
        if 2 * sum(c.isdigit() for c in word) >= sum(c.isalnum() or c == "§" for c in word)
        else word
        for word in text.split(" ")
    )


def digits_only(text: str) -> str | None:
    """A personal number in a text from a grid of boxes, whose rules engines read as strokes."""
    return parse_id(re.sub(r"[^\d ]", " ", fold(text)))
