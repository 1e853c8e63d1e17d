"""PREMIS 3: the schema's structure, the events up to the seal, the same bytes each time."""

from __future__ import annotations

import os
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from lxml import etree

from dossier.record import Event, Record
from storage.premis import NAMESPACE, write

SCHEMA = os.environ.get("PREMIS_XSD")
"""The official schema is not part of this repository; the order below is what it says."""

# The order of children in premis-v3-0.xsd, as far as these elements have children here; "?" marks optional ones.
SEQUENCES = {
    "premis": ["object", "event", "agent"],
    "object": ["objectIdentifier", "objectCharacteristics?", "originalName?"],
    "objectIdentifier": ["objectIdentifierType", "objectIdentifierValue"],
    "objectCharacteristics": ["compositionLevel?", "fixity?", "size?", "format"],
    "fixity": ["messageDigestAlgorithm", "messageDigest"],
    "format": ["formatDesignation"],
    "formatDesignation": ["formatName", "formatVersion?"],
    "event": [
        "eventIdentifier",
        "eventType",
        "eventDateTime",
        "eventDetailInformation?",
        "eventOutcomeInformation?",
        "linkingAgentIdentifier?",
        "linkingObjectIdentifier?",
    ],
    "eventIdentifier": ["eventIdentifierType", "eventIdentifierValue"],
    "eventDetailInformation": ["eventDetail"],
    "eventOutcomeInformation": ["eventOutcome"],
    "linkingAgentIdentifier": ["linkingAgentIdentifierType", "linkingAgentIdentifierValue"],
    "linkingObjectIdentifier": ["linkingObjectIdentifierType", "linkingObjectIdentifierValue"],
    "agent": ["agentIdentifier", "agentName?", "agentType?"],
    "agentIdentifier": ["agentIdentifierType", "agentIdentifierValue"],
}


def _local(element: ET.Element) -> str:
    assert element.tag.startswith(f"{{{NAMESPACE}}}")
    return element.tag.rpartition("}")[2]


def _texts(root: ET.Element, tag: str) -> list[str | None]:
    return [element.text for element in root.iter(f"{{{NAMESPACE}}}{tag}")]


def _written(record: Record) -> ET.Element:
    return ET.fromstring(write(record))  # noqa: S314  our own bytes


def test_every_element_has_its_children_in_the_schemas_order(record: Record) -> None:
    for element in _written(record).iter():
        sequence = [name.rstrip("?") for name in SEQUENCES.get(_local(element), [])]
        children = [_local(child) for child in element]
        assert [sequence.index(child) for child in children] == sorted(sequence.index(child) for child in children)
        required = {name for name in SEQUENCES.get(_local(element), []) if not name.endswith("?")}
        assert required <= set(children)


@pytest.mark.skipif(SCHEMA is None, reason="PREMIS_XSD does not name the Library of Congress's premis-v3-0.xsd")
@pytest.mark.parametrize("name", ["can-bo-01", "a\x01b", "<&>", "Hồ sơ ]]>", ""])
def test_the_official_schema_finds_it_valid(record: Record, name: str) -> None:
    detail = {"reasons": "damaged_file", "pages": 3}
    events = (*record.events, Event("read", "2026-11-22T08:15:31+07:00", name, "failure", detail))
    odd = replace(record, head=replace(record.head, name=name), events=events)
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    for each in (record, odd, replace(odd, documents=()), replace(odd, events=(), files=())):
        schema.assertValid(etree.fromstring(write(each)))


def test_events_end_before_the_seal(record: Record) -> None:
    root = _written(record)
    assert _texts(root, "eventType") == ["capture", "validation"]
    assert _texts(root, "eventDetail") == ['{"files":1,"tool":"quét"}']
    assert _texts(root, "agentName") == ["can-bo-01", "hoso 0.1.0"]


def test_objects_are_the_dossier_its_files_and_copies_with_their_digests(record: Record) -> None:
    root = _written(record)
    assert _texts(root, "objectIdentifierValue")[:2] == ["H29.12-261122-0001", "original/1"]
    assert record.files[0].sha256.hex in _texts(root, "messageDigest")
    kinds = [
        item.get("{http://www.w3.org/2001/XMLSchema-instance}type") for item in root.iter(f"{{{NAMESPACE}}}object")
    ]
    assert kinds == ["representation", "file", "file", "file"]


def test_identifiers_are_unique_and_links_resolve(record: Record) -> None:
    root = _written(record)
    for kind in ("object", "event", "agent"):
        values = _texts(root, f"{kind}IdentifierValue")
        assert len(set(values)) == len(values)
    assert set(_texts(root, "linkingAgentIdentifierValue")) <= set(_texts(root, "agentIdentifierValue"))
    assert set(_texts(root, "linkingObjectIdentifierValue")) <= set(_texts(root, "objectIdentifierValue"))


def test_before_and_after_sealing_the_bytes_are_the_same(record: Record) -> None:
    before = replace(record, events=record.events[:2], seal=None, package=None)
    assert write(before) == write(record)


@pytest.mark.parametrize("name", ["a\x01b", "<&>\"'", "\ufffe", "\ud800", "Hồ sơ ]]>"])
def test_whatever_is_in_a_name_the_xml_is_well_formed(record: Record, name: str) -> None:
    events = (Event("capture", "2026-11-22T08:15:30+07:00", name, "success"),)
    root = _written(replace(record, head=replace(record.head, name=name), events=events))
    assert len(_texts(root, "originalName")) == 2
