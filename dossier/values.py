"""Values as Vietnamese papers print them, and the normal form in which each is archived.

Every reader returns None for what it cannot read as a whole: nothing is guessed here.
"""

from __future__ import annotations

import re
from datetime import date

from dossier.doctype import FieldType
from dossier.text import fold, tidy

Value = str | tuple[str, ...]

_DIGITS = {"khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5}
_DIGITS |= {"sau": 6, "bay": 7, "tam": 8, "chin": 9}
_MONTH_NAMES = {"gieng": 1, "chap": 12}
# Nobody whose papers are handled was born before; permits and leases run at most so long.
_FIRST_YEAR, _LAST_YEAR = 1850, 2150
_NUMERIC_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4})(?!\d)")
_SPELLED_DATE = re.compile(
    r"(?:ngày\s*|(?<![\d/.-]))(\d{1,2})\s*[,./]?\s*tháng\s*(\d{1,2})\s*[,./]?\s*năm\s*(\d{4})(?!\d)", re.IGNORECASE
)
_MONTH_ONLY = re.compile(r"(?:tháng\s*(\d{1,2})\s*năm|(?<![\d/])(\d{1,2})\s*/)\s*(\d{4})(?!\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|2[01]\d\d)(?!\d)")
_GROUPED = re.compile(r"\d{1,3}(?:(?:[. ]|\. )\d{3})+(?!\d)(?:,\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")


def parse_date(text: str) -> str | None:
    """ISO 8601 of the first date in digits (``15/06/1990``, ``15 tháng 6 năm 1990``); YYYY-MM or YYYY if no more."""
    found = _NUMERIC_DATE.search(text)
    if found:
        return _iso(int(found[4]), int(found[3]), int(found[1]))
    found = _SPELLED_DATE.search(text)
    if found:
        return _iso(int(found[3]), int(found[2]), int(found[1]))
    found = _MONTH_ONLY.search(text)
    if found:
        month = int(found[1] or found[2])
        return f"{found[3]}-{month:02d}" if 1 <= month <= 12 else None
    return parse_year(text) if len(re.findall(r"\d", text)) == 4 else None


def _iso(year: int, month: int, day: int) -> str | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def parse_date_words(text: str) -> str | None:
    """ISO 8601 of a date in words: ``Ngày mười lăm tháng sáu năm một nghìn chín trăm chín mươi``.

    Tones are not needed; ``năm`` is both "year" and "five", so every reading is tried and only one may be possible.
    """
    words = re.findall(r"[a-z]+", fold(text))
    if "thang" not in words:
        return None
    middle = words.index("thang")
    start = words.index("ngay") + 1 if "ngay" in words[:middle] else 0
    day = number_from_words([word for word in words[start:middle] if word not in ("mong", "mung")])
    readings = {
        _iso(year, month, day or 0)
        for at in range(middle + 2, len(words))
        if words[at] == "nam"
        and (month := _month(words[middle + 1 : at])) is not None
        and (year := number_from_words(words[at + 1 :])) is not None
        and year >= 1000
    } - {None}
    return readings.pop() if len(readings) == 1 else None


def _month(words: list[str]) -> int | None:
    if len(words) == 1 and words[0] in _MONTH_NAMES:
        return _MONTH_NAMES[words[0]]
    return number_from_words(words)


def number_from_words(words: list[str]) -> int | None:
    """The number below ten thousand that folded number words spell; digit by digit (``hai không hai ba``) too."""
    words = ["nghin" if word == "ngan" else word for word in words]
    if not words:
        return None
    if len(words) == 4 and all(word in _DIGITS for word in words):
        return int("".join(str(_DIGITS[word]) for word in words))
    total, rest = 0, words
    for unit, size in (("nghin", 1000), ("tram", 100)):
        if unit in rest:
            at = rest.index(unit)
            head = _below_hundred(rest[:at])
            if head is None or head > 9:
                return None
            total, rest = total + head * size, rest[at + 1 :]
    if not rest:
        return total
    tail = _below_hundred(rest[1:] if rest[0] in ("linh", "le") and len(rest) < len(words) else rest)
    return None if tail is None else total + tail


_AMOUNTS = (("ty", 10**9), ("trieu", 10**6), ("nghin", 1000))


def parse_amount_words(text: str) -> int | None:
    """An amount of dong in words: ``Bảy trăm năm mươi triệu đồng`` is 750,000,000. Tones are not needed."""
    words = re.findall(r"[a-z]+", fold(text))
    rest = ["nghin" if word == "ngan" else word for word in words[: words.index("dong") if "dong" in words else None]]
    total = 0
    for unit, size in _AMOUNTS:
        if unit in rest:
            at = rest.index(unit)
            head = number_from_words(rest[:at])
            if head is None or head > 999:
                return None
            total, rest = total + head * size, rest[at + 1 :]
    if not rest:
        return total or None
    tail = number_from_words(rest)
    return None if tail is None or tail > 999 else total + tail


def _below_hundred(words: list[str]) -> int | None:
    match words:
        case [unit] if unit in _DIGITS:
            return _DIGITS[unit]
        case ["muoi"]:
            return 10
        case ["muoi", unit] if unit in _DIGITS:
            return 10 + _DIGITS[unit]
        case [tens, "muoi"] if tens in _DIGITS:
            return 10 * _DIGITS[tens]
        case [tens, "muoi", unit] if tens in _DIGITS and unit in _DIGITS:
            return 10 * _DIGITS[tens] + _DIGITS[unit]
        case [tens, unit] if tens in _DIGITS and unit in _DIGITS:
            return 10 * _DIGITS[tens] + _DIGITS[unit]
    return None


def parse_sex(text: str) -> str | None:
    """``male`` or ``female`` from Nam, Nữ (M, F beside them); both or neither is no answer."""
    words = set(re.findall(r"[a-z]+", fold(text)))
    male, female = bool(words & {"nam", "male", "m"}), bool(words & {"nu", "female", "f"})
    return None if male == female else ("male" if male else "female")


def parse_id(text: str) -> str | None:
    """The digits of a personal number: 12, or 9 of the old card; spaces and dots between them allowed."""
    runs = re.findall(r"\d(?:[\s.|]?\d)*", text)
    numbers = {digits for run in runs if len(digits := re.sub(r"\D", "", run)) in (9, 12)}
    return numbers.pop() if len(numbers) == 1 else None


def parse_year(text: str) -> str | None:
    """The one year named in the text; of a full date, its year."""
    years = set(_YEAR.findall(text))
    return years.pop() if len(years) == 1 else None


# Two groups of three or more are thousands whatever parts them: "1,250,000,000".
_COMMAS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3}){2,}(?![\d,])")


def parse_number(text: str) -> str | None:
    """A decimal in Vietnamese writing (``1.250.000,5``) without separators and with "." as decimal mark."""
    text = _COMMAS.sub(lambda found: found[0].replace(",", "."), text)
    grouped = _GROUPED.search(text)
    plain = _PLAIN.search(text)
    if grouped and plain and grouped.start() <= plain.start():
        return _decimal(re.sub(r"[. ]", "", grouped[0]).replace(",", "."))
    return _decimal(plain[0].replace(",", ".")) if plain else None


def _decimal(text: str) -> str:
    whole, mark, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (mark + fraction if fraction else "")


def parse_text(text: str) -> str | None:
    """NFC with single spaces, leaders and stray rules at the ends removed; None if nothing is left."""
    # A closing bracket without its opening one is what is left of a footnote mark.
    text = re.sub(r"^\W*[)\]}]+\s*", "", text)
    cleaned = tidy(re.sub(r"(?:\.\s*){3,}|[…|]+|(?<![^\W_])_+|_+(?![^\W_])", " ", text)).strip(
        " .,;:-–—'\"`~*=#®©™°“”‘’"
    )
    return cleaned if re.search(r"[^\W_]", cleaned) else None


def parse_list(text: str) -> tuple[str, ...] | None:
    """Items set apart by line ends or ``;`` without list marks and closing punctuation."""
    items = (parse_text(item) for item in re.split(r"[;\n]", text))
    found = tuple(item for item in items if item)
    return found or None


def normal_form(kind: FieldType, text: str) -> Value | None:
    """What a field of this kind is archived as, or None if the text is no such value."""
    match kind:
        case FieldType.DATE:
            return parse_date(text)
        case FieldType.SEX:
            return parse_sex(text)
        case FieldType.ID:
            return parse_id(text)
        case FieldType.YEAR:
            return parse_year(text)
        case FieldType.NUMBER:
            return parse_number(text)
        case FieldType.LIST:
            return parse_list(text)
        case FieldType.TEXT:
            return parse_text(text)
