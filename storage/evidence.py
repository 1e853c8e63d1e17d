"""Where evidence over archived packages lies: ``evidence/<id>/``, new generations beside the old ones, nothing replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dossier.digest import Digest
from dossier.errors import PermanentError
from storage.json_node import canonical, parse
from storage.objects import Created, Lock, ObjectStore

_PREFIX = "evidence/"
_GENERATION = re.compile(r"evidence/([0-9a-f]{32})/(\d{4})\.json")
MEMBERS, SEAL, SECOND_SEAL = "members.json", "members.p7s", "members.ml-dsa.p7s"
HEAD = "checkpoint"
"""The transparency log's checkpoint of then: with it the whole log is proven to be that old."""
VALIDATION = "validation.json"
"""Certificates and revocation answers of then about whoever signed in the packages: what judges them decades later."""
FILES = (MEMBERS, SEAL, SECOND_SEAL, HEAD, VALIDATION)
"""All in the order of their leaves, which follow those of the packages; a batch may lack some."""
_CONTRACT = "hoso.members/1"


@dataclass(frozen=True, slots=True)
class Member:
    """A package that the evidence is about."""

    key: str
    sha256: Digest


@dataclass(frozen=True, slots=True)
class Generation:
    """The newest state of a batch's evidence: the first has number 0."""

    id: str
    number: int


def members_bytes(members: Iterable[Member]) -> bytes:
    """The list that the agency seals, as RFC 8785 canonical JSON."""
    plain = [{"key": each.key, "sha256": str(each.sha256)} for each in members]
    return canonical({"contract": _CONTRACT, "members": plain})


@dataclass(frozen=True, slots=True)
class EvidenceObjects:
    """Reads and writes them in the store of the packages."""

    store: ObjectStore
    lock: Lock | None = None

    def newest(self) -> Iterator[Generation]:
        """Each batch's newest generation, by id."""
        found: dict[str, int] = {}
        for key in self.store.keys(_PREFIX):
            if matched := _GENERATION.fullmatch(key):
                name, number = matched[1], int(matched[2])
                found[name] = max(number, found.get(name, 0))
        return (Generation(name, number) for name, number in sorted(found.items()))

    def generation(self, name: str) -> Generation | None:
        """The newest generation of one batch; None for a batch that was not begun or is gone."""
        found = (_GENERATION.fullmatch(key) for key in self.store.keys(f"{_PREFIX}{name}/"))
        numbers = [int(each[2]) for each in found if each]
        return Generation(name, max(numbers)) if numbers else None

    def members(self, name: str) -> tuple[Member, ...]:
        """The packages of a batch, in the order of its leaves."""
        node = parse(self.get(name, MEMBERS))
        if node["contract"].text() != _CONTRACT:
            raise PermanentError(
                "A list of evidence is of another kind.", remedy="Compare it with a copy of the store."
            )
        return node["members"].each(lambda each: Member(each["key"].text(), each["sha256"].parsed(Digest.parse)))

    def get(self, name: str, file: str) -> bytes:
        """A file of a batch."""
        return self.store.get(f"{_PREFIX}{name}/{file}")

    def has(self, name: str, file: str) -> bool:
        """Whether a batch has that file."""
        key = f"{_PREFIX}{name}/{file}"
        return any(each == key for each in self.store.keys(key))

    def put(self, name: str, file: str, data: bytes) -> bool:
        """Whether it was written; False when somebody was first."""
        return isinstance(self.store.put_new(f"{_PREFIX}{name}/{file}", data, lock=self.lock), Created)

    def state(self, generation: Generation) -> bytes:
        """What was kept of that generation."""
        return self.get(generation.id, _file(generation.number))

    def advance(self, generation: Generation, data: bytes) -> bool:
        """The next generation; False when somebody else made it meanwhile."""
        return self.put(generation.id, _file(generation.number + 1), data)

    def begin(self, name: str, data: bytes) -> bool:
        """The first generation, written last: a batch without it is none."""
        return self.put(name, _file(0), data)


def _file(number: int) -> str:
    return f"{number:04d}.json"
