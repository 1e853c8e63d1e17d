"""The values of one form held against each other: numbers, names, owners and couples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dossier.page import Box
from dossier.text import fold, tone_key
from ocr.fields.checks import number_agrees, plausible_number
from ocr.fields.confidence import Again, Check, Family
from ocr.fields.field import PageAt
from ocr.fields.joined_value import Reading
from ocr.fields.stream import Stream, Token
from ocr.fields.vocabulary import has_surname

Readings = dict[str, Reading]


def hold_together(stream: Stream, read: Readings) -> None:
    """Put values that cannot stand together in doubt, and confirm what another one bears out."""
    _hold_numbers(read)
    _hold_owners(stream, read)
    _hold_names(stream, read)
    _hold_couples(read)


def _hold_numbers(read: Readings) -> None:
    """Hold each personal number against the sex and the birth date beside it; who contradicts whom is for a person."""
    for key in [key for key in read if key.endswith("id_number")]:
        owner = key.removesuffix("id_number")
        number, sex, born = read[key][0], f"{owner}sex", f"{owner}date_of_birth"
        if not isinstance(number.value, str):
            continue
        check = number_agrees(number.value, sex=_text(read, sex), born=_text(read, born))
        if number_agrees(number.value, sex=_SEXES.get(owner), born=None) is Check.DOUBTFUL:
            check = Check.DOUBTFUL
        if check is Check.PLAUSIBLE and number.seen.check is Check.DOUBTFUL:
            continue  # nothing speaks for it yet
        checked(read, key, check)
        if check is Check.CONFIRMED:
            checked(read, sex, check)
        elif check is Check.DOUBTFUL and plausible_number(number.value) and not _is_confirmed(read, born):
            checked(read, born, check)


# A mother's number under the father's label is somebody else's.
_SEXES = {"mother_": "female", "father_": "male", "wife_": "female", "husband_": "male"}


def _hold_owners(stream: Stream, read: Readings) -> None:
    """Doubt the number of an owner before whom the page names another: the first owner's label may not have been read."""
    if "owner_id_number" not in read:
        return
    found, at, box = read["owner_id_number"]
    before = [token for token in stream.tokens if token.at == at and _comes_before(token.box, box)]
    numbers = {number[1] for token in before if (number := _ID.fullmatch(token.plain))}
    if numbers - {found.value} or any(map(_is_spouse, before, before[1:])):  # whose it is no second look can tell
        disputed = replace(found, seen=replace(found.seen, again=Again.DIFFERS))
        read["owner_id_number"] = disputed.checked(Check.DOUBTFUL), at, box


_ID = re.compile(r"[a-z]*(\d{9}|\d{12})")
"""A personal number, maybe read as one word with the end of its label."""


def _comes_before(box: Box, number: Box) -> bool:
    """Whether a word stands over a number, or left of it on its line."""
    level = box.y0 < number.y1 and number.y0 < box.y1
    return box.y1 <= number.y0 or (level and box.x1 <= number.x0)


def _is_spouse(token: Token, after: Token) -> bool:
    """Whether two words name the second owner: "và vợ", "và chồng"."""
    return token.plain == "va" and after.plain in ("vo", "chong")


def _hold_names(stream: Stream, read: Readings) -> None:
    """Hold each name against the same letters elsewhere in the paper, under a signature or in another field."""
    for key, (found, at, box) in read.items():
        if found.family is not Family.NAME or not isinstance(found.value, str) or " " not in found.value:
            continue
        if any(tone_key(other) != tone_key(found.value) for other in _elsewhere(stream, found.value, at, box)):
            checked(read, key, Check.DOUBTFUL)


_COUPLES = (("wife_full_name", "husband_full_name"), ("mother_full_name", "father_full_name"))


def _hold_couples(read: Readings) -> None:
    """Doubt both names of a couple where one has lost its family name: it may have been read as the other's last word."""
    for couple in _COUPLES:
        names = [name for key in couple if (name := _text(read, key))]
        if len(names) == len(couple) and not all(map(has_surname, names)):
            for key in couple:
                checked(read, key, Check.DOUBTFUL)


_WELL_READ = 0.8


def _elsewhere(stream: Stream, name: str, at: PageAt, box: Box) -> Iterator[str]:
    """Every place outside this box where the letters of a name stand, as read well there."""
    plain = [fold(word) for word in name.split()]
    for start in range(len(stream.tokens) - len(plain) + 1):
        run = stream.tokens[start : start + len(plain)]
        if [token.plain for token in run] != plain or run[0].row != run[-1].row:
            continue
        apart = run[0].at != at or run[0].box.y0 >= box.y1 or run[0].box.y1 <= box.y0 or run[0].box.x0 >= box.x1
        if (apart or run[-1].box.x1 <= box.x0) and min(token.word.confidence for token in run) >= _WELL_READ:
            yield " ".join(token.word.text for token in run)


def checked(read: Readings, key: str, check: Check) -> None:
    """Put what a check says on a value."""
    found, at, box = read[key]
    read[key] = (found.checked(check), at, box)


def _is_confirmed(read: Readings, key: str) -> bool:
    """Whether nothing is to be doubted: a date that its words repeat, or no date."""
    return key not in read or read[key][0].value is None or read[key][0].seen.check is Check.CONFIRMED


def _text(read: Readings, key: str) -> str | None:
    value = read[key][0].value if key in read else None
    return value if isinstance(value, str) else None
