"""Numbers and dates in Vietnamese words, as registrars write them out."""

from __future__ import annotations

from datetime import date

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_MONTHS = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")


def _two(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    last = {0: "", 1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, _DIGITS[ones])
    return f"{'mười' if tens == 1 else _DIGITS[tens] + ' mươi'} {last}".strip()


def _three(number: int, *, full: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds and not full:
        return _two(rest)
    tail = "" if not rest else f" linh {_DIGITS[rest]}" if rest < 10 else f" {_two(rest)}"
    return f"{_DIGITS[hundreds]} trăm{tail}"


def number(value: int) -> str:
    """A number below a thousand thousand million in words."""
    if value == 0:
        return _DIGITS[0]
    parts: list[str] = []
    for scale, name in ((10**9, " tỷ"), (10**6, " triệu"), (10**3, " nghìn"), (1, "")):
        group, value = divmod(value, scale)
        if group:
            parts.append(_three(group, full=bool(parts)) + name)
    return " ".join(parts)


def day(when: date) -> str:
    """``Ngày mười lăm, tháng sáu, năm một nghìn chín trăm chín mươi``."""
    first = f"mùng {_DIGITS[when.day]}" if when.day < 10 else "mùng mười" if when.day == 10 else _two(when.day)
    return f"Ngày {first}, tháng {_MONTHS[when.month - 1]}, năm {number(when.year)}"


def long_date(when: date) -> str:
    """``ngày 05 tháng 02 năm 2026``: a zero before days below 10 and months 1 and 2 (NĐ 30/2020)."""
    month = f"{when.month:02d}" if when.month < 3 else str(when.month)
    return f"ngày {when.day:02d} tháng {month} năm {when.year}"


def slashed(when: date) -> str:
    """``05/02/2026``."""
    return f"{when:%d/%m/%Y}"


def thousands(value: int) -> str:
    """``120.000.000``."""
    return f"{value:,}".replace(",", ".")
