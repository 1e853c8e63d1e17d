"""The events up to the seal in PREMIS 3 (loc.gov/standards/premis/v3): objects, events, agents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from dossier.digest import Digest
from dossier.record import Event, Record
from storage.json_node import canonical
from storage.record_json import sealed_part

NAMESPACE = "http://www.loc.gov/premis/v3"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_TYPE = "hoso"
# Characters that XML 1.0 section 2.2 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(record: Record) -> bytes:
    """PREMIS XML of the sealed part of ``record``: the same record gives the same bytes, sealed, archived or before."""
    sealed = sealed_part(record)
    root = ET.Element("premis", {"xmlns": NAMESPACE, "xmlns:xsi": _XSI, "version": "3.0"})
    root.extend(_objects(sealed))
    root.extend(_event(number, event, sealed.head.code.text) for number, event in enumerate(sealed.events, start=1))
    root.extend(_agents(sealed))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _objects(record: Record) -> Iterator[ET.Element]:
    yield _representation(record)
    for number, file in enumerate(record.files, start=1):
        yield _file(f"original/{number}", file.sha256, file.media_type, size=file.size, original_name=file.file)
    for document in record.documents:
        for copy in (*document.former_copies, *((document.copy,) if document.copy else ())):
            yield _file(f"copy/{copy.file}", copy.sha256, "application/pdf", version="PDF/A-2u")


def _representation(record: Record) -> ET.Element:
    dossier = ET.Element("object", {"xsi:type": "representation"})
    _identify(dossier, "object", record.head.code.text)
    _say(dossier, "originalName", record.head.name)
    return dossier


def _file(
    place: str,
    digest: Digest,
    media_type: str,
    *,
    version: str | None = None,
    size: int | None = None,
    original_name: str | None = None,
) -> ET.Element:
    file = ET.Element("object", {"xsi:type": "file"})
    _identify(file, "object", place)
    characteristics = ET.SubElement(file, "objectCharacteristics")
    _say(characteristics, "compositionLevel", "0")
    fixity = ET.SubElement(characteristics, "fixity")
    _say(fixity, "messageDigestAlgorithm", "SHA-256")
    _say(fixity, "messageDigest", digest.hex)
    if size is not None:
        _say(characteristics, "size", str(size))
    designation = ET.SubElement(ET.SubElement(characteristics, "format"), "formatDesignation")
    _say(designation, "formatName", media_type)
    if version is not None:
        _say(designation, "formatVersion", version)
    if original_name is not None:
        _say(file, "originalName", original_name)
    return file


def _event(number: int, event: Event, code: str) -> ET.Element:
    element = ET.Element("event")
    _identify(element, "event", f"{code}/{number}")
    _say(element, "eventType", event.type)
    _say(element, "eventDateTime", event.at)
    if event.detail:
        detail = ET.SubElement(element, "eventDetailInformation")
        _say(detail, "eventDetail", canonical(dict(event.detail)).decode("utf-8"))
    _say(ET.SubElement(element, "eventOutcomeInformation"), "eventOutcome", event.outcome)
    _identify(element, "linkingAgent", event.by)
    _identify(element, "linkingObject", code)
    return element


def _agents(record: Record) -> Iterator[ET.Element]:
    """Everybody and everything that did something, in the order of their first event."""
    for name in dict.fromkeys(event.by for event in record.events):
        agent = ET.Element("agent")
        _identify(agent, "agent", name)
        _say(agent, "agentName", name)
        if name == record.head.officer:
            _say(agent, "agentType", "person")
        yield agent


def _identify(parent: ET.Element, kind: str, value: str) -> None:
    identifier = ET.SubElement(parent, f"{kind}Identifier")
    _say(identifier, f"{kind}IdentifierType", _TYPE)
    _say(identifier, f"{kind}IdentifierValue", value)


def _say(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = _UNWRITABLE.sub("\ufffd", text)
