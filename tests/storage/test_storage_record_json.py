"""The record's JSON: the contract's names, nothing lost, nothing malformed accepted."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.errors import InputRefused, PermanentError
from dossier.page import Box
from dossier.record import ArchivePlace, Event, Field, Record, Source, Status
from storage.record_json import canonical, dump, from_plain, load, read_sealed, sealed_bytes, sealed_part, to_plain


def test_nothing_is_lost_on_the_way_to_json_and_back(record: Record) -> None:
    assert load(dump(record)) == record
    assert from_plain(to_plain(record)) == replace(record, seal=None)


def test_the_names_and_nesting_are_the_contracts(record: Record) -> None:
    plain: Any = to_plain(record)
    assert list(plain["dossier"]["archive"].values()) == [None] * 4
    assert {"code", "procedure", "unit", "profile", "received_at", "name", "officer", "policy"} < set(plain["dossier"])
    file, document = plain["files"][0], plain["documents"][0]
    assert file["words_sha256"] == record.files[0].words.hex  # type: ignore[union-attr]
    assert file["page_images"][0] == {
        "page": 1, "width": 2480, "height": 3508, "dpi": 300, "rotation": 0, "source": "embedded",
    }  # fmt: skip
    assert document["pages"] == [{"file": "scan.pdf", "page": 1}, {"file": "scan.pdf", "page": 2}]
    assert document["owner_id"] == "079190000001" and "attributes" not in document
    assert document["copy"]["signature"]["level"] == "PAdES-B-T" and document["copy"]["superseded_by"] is None
    assert document["fields"]["full_name"]["box"] == [412, 655, 980, 702]
    assert plain["identity"][0]["register"]["source"] == "sql"
    assert plain["package"]["log"] == {"index": 7, "checkpoint": "origin\n8\n"}
    assert "seal" not in plain


def test_where_the_paper_lies_in_the_archive_is_told(record: Record) -> None:
    placed = replace(record, head=replace(record.head, archive=ArchivePlace("G09", "01", None, "17")))
    plain: Any = to_plain(placed)
    assert plain["dossier"]["archive"] == {"fonds": "G09", "catalogue": "01", "box": None, "file": "17"}
    assert load(dump(placed)) == placed


def test_canonical_bytes_are_rfc_8785() -> None:
    assert canonical({"b": 1.0, "a": ["Đ", None, 0.97]}) == '{"a":["Đ",null,0.97],"b":1}'.encode()


def test_confidences_keep_four_decimals(record: Record) -> None:
    document = replace(record.documents[0], confidence=0.98765432)
    plain: Any = to_plain(replace(record, documents=(document,)))
    assert plain["documents"][0]["confidence"] == 0.9877


def test_the_sealed_part_ends_before_the_seal_and_knows_no_package(record: Record) -> None:
    part = sealed_part(record)
    assert part.status is Status.SEALED and part.seal is None and part.package is None
    assert [event.type for event in part.events] == ["capture", "validation"]
    assert "package" not in json.loads(sealed_bytes(record))


def test_the_sealed_part_is_the_same_before_and_after_sealing(record: Record) -> None:
    before = replace(record, events=record.events[:2], seal=None, package=None, status=Status.IN_PROGRESS)
    assert sealed_bytes(before) == sealed_bytes(record)
    assert sealed_part(sealed_part(record)) == sealed_part(record)


def test_a_later_version_keeps_the_events_of_the_earlier_seal(record: Record) -> None:
    reopened = replace(record, seal=None, events=(*record.events, Event("correction", "2026-12-01", "x", "success")))
    assert [event.type for event in sealed_part(reopened).events][-3:] == ["seal", "archive", "correction"]


def test_every_missing_or_foreign_member_is_refused_with_its_place(record: Record) -> None:
    whole = json.loads(dump(record))
    refused = 0
    for path in _paths(whole):
        for wrong in (_without(whole, path), _with(whole, path, {"never": object}), _with(whole, path, 1.5)):
            try:
                from_plain(wrong)
            except InputRefused:
                refused += 1
    assert refused > 300


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [p for key, child in members for p in [(*path, key), *_paths(child, (*path, key))]]


def _without(value: Any, path: tuple[Any, ...]) -> Any:
    changed = copy.deepcopy(value)
    parent = changed
    for key in path[:-1]:
        parent = parent[key]
    del parent[path[-1]]
    return changed


def _with(value: Any, path: tuple[Any, ...], new: object) -> Any:
    changed = copy.deepcopy(value)
    parent = changed
    for key in path[:-1]:
        parent = parent[key]
    parent[path[-1]] = new
    return changed


def test_an_error_names_the_place_and_not_the_value(record: Record) -> None:
    plain: Any = to_plain(record)
    plain["documents"][0]["fields"]["full_name"]["confidence"] = "Nguyễn"
    with pytest.raises(InputRefused, match=r"documents\[0\].fields.full_name.confidence is not a number") as caught:
        from_plain(plain)
    assert "Nguyễn" not in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"contract":1,"contract":2}',
        b"[" * 5000,
        b'{"a":NaN}',
        b'{"contract":"other/1"}',
        b"1" * 9000,
    ],
    ids=range(8),
)
def test_damaged_json_is_refused(data: bytes) -> None:
    with pytest.raises(InputRefused):
        read_sealed(data)


@given(st.binary(max_size=60))
def test_arbitrary_bytes_never_raise_anything_else(data: bytes) -> None:
    with pytest.raises(InputRefused):
        read_sealed(data)


TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
BOXES = st.none() | st.builds(Box, *[st.integers(0, 20_000)] * 4)
FIELDS = st.builds(
    Field,
    value=st.none() | TEXTS | st.lists(TEXTS, max_size=3).map(tuple),
    text=TEXTS,
    confidence=st.floats(0, 1).map(lambda number: round(number, 4)),
    file=st.none() | TEXTS,
    page=st.none() | st.integers(1, 500),
    box=BOXES,
    source=st.sampled_from(Source),
    confirmed_by=st.none() | TEXTS,
)
EVENTS = st.builds(
    Event, TEXTS, TEXTS, TEXTS, TEXTS, st.dictionaries(TEXTS, TEXTS | st.integers(-(2**53) + 1, 2**53 - 1), max_size=3)
)


@given(fields=st.dictionaries(TEXTS, FIELDS, max_size=3), events=st.lists(EVENTS, max_size=3).map(tuple))
def test_whatever_fields_and_events_hold_comes_back(
    record: Record, fields: dict[str, Field], events: tuple[Event, ...]
) -> None:
    changed = replace(record, documents=(replace(record.documents[0], fields=fields),), events=events)
    assert load(dump(changed)) == changed


@pytest.mark.parametrize("value", [float("nan"), 2**60, "\ud800"], ids=["nan", "huge", "surrogate"])
def test_what_has_no_canonical_form_is_an_error(value: object) -> None:
    with pytest.raises(PermanentError):
        canonical({"a": value})


def test_unknown_members_are_passed_over(record: Record) -> None:
    plain = {**to_plain(record), "added_later": {"x": 1}}
    assert from_plain(plain).head == record.head
