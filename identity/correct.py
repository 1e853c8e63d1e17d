"""A personal number that leads to nobody, with one digit read otherwise: which numbers it may have been."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.codes import IdNumber
from identity.number import check_number
from identity.provinces import by_code

# Digits that recognition takes for each other; these are tried first.
_LOOK_ALIKE = {
    "0": "689", "1": "74", "2": "7", "3": "85", "4": "19", "5": "638", "6": "580", "7": "12", "8": "3609", "9": "048",
}  # fmt: skip
_LENGTH = 12


def corrections(read: str, *, sex: str | None, date_of_birth: str | None) -> tuple[IdNumber, ...]:
    """Every number that one slip of reading makes ``read`` of and that fits place, sex and year; likeliest first.

    One digit misread, two neighbours exchanged, one digit lost or added. ``date_of_birth`` is ISO and may be partial.
    """
    digits = re.sub(r"[\s.]", "", read)
    if not re.fullmatch(r"[0-9]{11,13}", digits):
        return ()
    tried = dict.fromkeys(_slips(digits))
    tried.pop(digits, None)
    numbers = (IdNumber(each) for each in tried)
    return tuple(each for each in numbers if _stands(each, sex, date_of_birth))


def _slips(digits: str) -> Iterator[str]:
    places = range(len(digits))
    if len(digits) == _LENGTH:
        yield from (_put(digits, at, other) for at in places for other in _LOOK_ALIKE[digits[at]])
        yield from (digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :] for at in places)
        yield from (_put(digits, at, other) for at in places for other in "0123456789")
    elif len(digits) == _LENGTH - 1:
        yield from (digits[:at] + other + digits[at:] for at in range(_LENGTH) for other in "0123456789")
    else:
        yield from (digits[:at] + digits[at + 1 :] for at in places)


def _put(digits: str, at: int, other: str) -> str:
    return digits[:at] + other + digits[at + 1 :]


def _stands(number: IdNumber, sex: str | None, date_of_birth: str | None) -> bool:
    odd = check_number(number, sex=sex, date_of_birth=date_of_birth)
    return number.place in by_code() and not odd
