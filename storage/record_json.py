"""The record as JSON: what is shown, what is sealed and archived, what the working store keeps."""

from __future__ import annotations

from dataclasses import replace

from dossier.record import Event, Record, Status
from storage.json_node import Node, Plain, canonical, parse
from storage.readings_json import readings_from_json, readings_to_json
from storage.record_parse import read_record
from storage.record_plain import seal_plain, to_plain

__all__ = [
    "SEAL_EVENT",
    "Plain",
    "canonical",
    "dump",
    "from_plain",
    "load",
    "read_sealed",
    "readings_from_json",
    "readings_to_json",
    "sealed_bytes",
    "sealed_part",
    "to_plain",
]

# The event that the sealing step adds *after* it has sealed: the sealed bytes cannot tell of their own sealing.
SEAL_EVENT = "seal"


def from_plain(plain: object) -> Record:
    """The record in plain JSON values; anything missing or of another kind is ``InputRefused`` with its place."""
    return read_record(Node(plain, ""))


def read_sealed(data: bytes) -> Record:
    """The record in the bytes of an archived ``record.json``; ``InputRefused`` when they are damaged."""
    return read_record(parse(data))


def dump(record: Record) -> bytes:
    """The working record, seal and package included, in canonical form."""
    plain = to_plain(record)
    return canonical(plain if record.seal is None else {**plain, "seal": seal_plain(record.seal)})


def load(data: bytes) -> Record:
    """What ``dump`` wrote; ``InputRefused`` when it is damaged."""
    return read_sealed(data)


def sealed_part(record: Record) -> Record:
    """What is sealed: everything but the package, the events up to the seal.

    The same whether the record is about to be sealed, has just been, or is archived. A later version that is not yet
    sealed (``seal`` None) keeps the events of the earlier seal.
    """
    events = record.events if record.seal is None else _before_last_seal(record.events)
    return replace(record, status=Status.SEALED, events=events, seal=None, package=None)


def sealed_bytes(record: Record) -> bytes:
    """The bytes of ``data/record.json``."""
    return canonical(to_plain(sealed_part(record)))


def _before_last_seal(events: tuple[Event, ...]) -> tuple[Event, ...]:
    positions = [n for n, event in enumerate(events) if event.type == SEAL_EVENT]
    return events[: positions[-1]] if positions else events
