"""What the papers of a dossier say of one person and cannot all be right about: items that name both places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dossier.record import Document, Field, Record, ReviewItem
from dossier.text import tone_key

# For each type of paper the persons on it: which of its fields says what about them.
Persons = Mapping[str, tuple[Mapping[str, str], ...]]

_NUMBER, _NAME, _BIRTH = "id_number", "full_name", "date_of_birth"
_COMPARED = (_NAME, _BIRTH, "sex")
_OWNER: tuple[Mapping[str, str], ...] = ({key: key for key in (_NUMBER, *_COMPARED)},)


@dataclass(frozen=True, slots=True)
class _Place:
    """A field of a paper: the paper's index, its ordinal, the field's own name, and the field."""

    document: int
    ordinal: int
    name: str
    field: Field

    @property
    def told(self) -> str:
        return f"{self.ordinal}.{self.name}" + (f" ({self.field.file}:{self.field.page})" if self.field.page else "")


Said = Mapping[str, _Place]


def contradictions(record: Record, persons: Persons) -> Iterator[ReviewItem]:
    """Papers with one number that disagree about the person; papers with one name and birth date and two numbers."""
    said = [each for index, document in enumerate(record.documents) for each in _said(index, document, persons)]
    by_number: dict[str, dict[str, _Place]] = {}
    by_person: dict[tuple[str, str], _Place] = {}
    for person in said:
        number = person.get(_NUMBER)
        if number is None:
            continue
        first = by_number.setdefault(_plain(number), {})
        for key in _COMPARED:
            if key in person and not _same(first.setdefault(key, person[key]), person[key]):
                yield _item(key, first[key], person[key])
        if _NAME in person and len(_plain(person.get(_BIRTH))) == len("YYYY-MM-DD"):
            seen = by_person.setdefault((_plain(person[_NAME]), _plain(person[_BIRTH])), number)
            if _plain(seen) != _plain(number):
                yield _item(_NUMBER, seen, number)


def _said(index: int, document: Document, persons: Persons) -> Iterator[Said]:
    for fields in persons.get(document.type, _OWNER):
        found = {
            key: _Place(index, document.ordinal, name, document.fields[name])
            for key, name in fields.items()
            if name in document.fields and isinstance(document.fields[name].value, str)
        }
        if found:
            yield found


def _same(one: _Place, other: _Place) -> bool:
    """A date that is only a year agrees with every day of it."""
    left, right = _plain(one), _plain(other)
    return left.startswith(right) or right.startswith(left) if left[:4].isdigit() else left == right


def _plain(place: _Place | None) -> str:
    value = place.field.value if place else None
    return tone_key(value) if isinstance(value, str) else ""


def _item(key: str, one: _Place, other: _Place) -> ReviewItem:
    return ReviewItem(
        "contradiction",
        f"{key} differs: {one.told} ↔ {other.told}.",
        f"{key} không thống nhất: {one.told} ↔ {other.told}.",
        document=other.document,
        field=other.name,
    )
