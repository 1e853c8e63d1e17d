"""Typed access to JSON that nobody vouches for: whatever is missing or of another kind is refused with its place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn, TypeVar

import rfc8785

from dossier.digest import Digest
from dossier.errors import InputRefused, PermanentError, UsageError

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Plain = dict[str, object]

# Records have a handful of levels; a bound far below Python's own keeps a hostile file from exhausting the stack.
_MAX_DEPTH = 64
_LARGEST = 2**53
DECIMALS = 4


def canonical(plain: object) -> bytes:
    """RFC 8785 canonical JSON; what that form cannot express (NaN, huge integers, lone surrogates) is an error."""
    try:
        return bytes(rfc8785.dumps(plain))  # type: ignore[arg-type]
    except rfc8785.CanonicalizationError as error:
        raise PermanentError("A value of the record has no canonical JSON form.") from error


def decimal(number: float) -> float:
    """A probability or weight as it is archived: four decimals say all that was measured."""
    return round(float(number), DECIMALS)


def refused(place: str, wanted: str) -> InputRefused:
    """The one error of this module; ``place`` is a JSON path made of keys and positions only."""
    return InputRefused("malformed_json", f"{place or 'JSON'} is not {wanted}.", f"{place or 'JSON'} sai cấu trúc.")


def parse(data: bytes) -> Node:
    """Read UTF-8 JSON; doubled keys, NaN and deep nesting are refused like any other damage."""
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise refused("", "well-formed JSON") from error
    _bound_depth(value)
    return Node(value, "")


def _unique(pairs: list[tuple[str, object]]) -> Plain:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(_: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")


def _bound_depth(value: object) -> None:
    level: list[object] = [value]
    for _ in range(_MAX_DEPTH):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return
    raise refused("", "JSON of bounded depth")


def _children(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value and its place. Unknown keys are passed over: more may be added to a contract."""

    value: object
    place: str

    def __getitem__(self, key: str) -> Node:
        """The member ``key``; refused when it is missing."""
        members = self._members()
        if key not in members:
            raise refused(f"{self.place}.{key}".lstrip("."), "there")
        return Node(members[key], f"{self.place}.{key}".lstrip("."))

    def get(self, key: str) -> Node | None:
        """The member ``key``, or None when it is missing or null."""
        return None if self._members().get(key) is None else self[key]

    def _members(self) -> Plain:
        if not isinstance(self.value, dict):
            raise refused(self.place, "an object")
        return self.value

    def items(self) -> Iterator[tuple[str, Node]]:
        """Keys and members of an object."""
        return ((key, self[key]) for key in self._members())

    def __iter__(self) -> Iterator[Node]:
        """The elements of a list."""
        if not isinstance(self.value, list):
            raise refused(self.place, "a list")
        return (Node(value, f"{self.place}[{n}]") for n, value in enumerate(self.value))

    def each(self, read: Callable[[Node], T]) -> tuple[T, ...]:
        """Every element of a list, read."""
        return tuple(read(node) for node in self)

    def optional(self, key: str, read: Callable[[Node], T]) -> T | None:
        """The member ``key``, read, or None when it is missing or null."""
        node = self.get(key)
        return None if node is None else read(node)

    def parsed(self, read: Callable[[str], T]) -> T:
        """A string through a domain type's own parser."""
        try:
            return read(self.text())
        except (UsageError, ValueError) as error:
            raise refused(self.place, "of the form it must have") from error

    def text(self) -> str:
        """A string."""
        if not isinstance(self.value, str):
            raise refused(self.place, "a string")
        return self.value

    def integer(self) -> int:
        """A whole number; true and false are none."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise refused(self.place, "a whole number")
        return self.value

    def number(self) -> float:
        """A number, as a float."""
        if not isinstance(self.value, int | float) or isinstance(self.value, bool):
            raise refused(self.place, "a number")
        if not abs(self.value) < _LARGEST:
            raise refused(self.place, "a number of usable size")
        return float(self.value)

    def truth(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise refused(self.place, "true or false")
        return self.value

    def digest(self) -> Digest:
        """A SHA-256 digest."""
        return self.parsed(Digest.parse)
