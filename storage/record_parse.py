"""A record out of JSON that nobody vouches for: an archived ``record.json``, an answer of another program."""

from __future__ import annotations

from dataclasses import fields

from dossier.codes import DossierCode
from dossier.cover import Cover, CoverState
from dossier.identification import Identification, IdentityVerdict, RegisterAnswer
from dossier.judgement import Algorithms, Indication, Reason, SignatureJudgement
from dossier.page import Box, FaultCode, PageFault, PageImage, PageSource
from dossier.record import (
    CONTRACT,
    ArchivePlace,
    Attributes,
    Copy,
    CopySignature,
    Document,
    Event,
    Field,
    Head,
    LogEntry,
    Package,
    PageRef,
    Policy,
    Profile,
    Record,
    ReviewItem,
    Seal,
    Source,
    SourceFile,
    Status,
)
from storage.json_node import Node, refused

_ATTRIBUTES = tuple(Attributes.__dataclass_fields__)
_BASIS = "digitise_basis"


def read_record(node: Node) -> Record:
    """The record in ``node``; anything missing or of another kind is ``InputRefused`` with its place."""
    if node["contract"].value != CONTRACT:
        raise refused("contract", CONTRACT)
    return Record(
        head=_head(node["dossier"]),
        status=node["status"].parsed(Status),
        files=node["files"].each(_file),
        documents=node["documents"].each(_document),
        identity=node["identity"].each(_identification),
        review=node["review"].each(_review_item),
        refusal=node["refusal"].each(read_reason),
        events=node["events"].each(_event),
        seal=node.optional("seal", _seal),
        package=node.optional("package", _package),
    )


def read_reason(node: Node) -> Reason:
    """A reason of a verdict."""
    return Reason(
        code=node["code"].text(),
        message=node["message"].text(),
        message_vi=node["message_vi"].text(),
        field=node.optional("field", Node.text),
    )


def read_image(node: Node) -> PageImage:
    """What boxes refer to."""
    return PageImage(
        page=node["page"].integer(),
        width=node["width"].integer(),
        height=node["height"].integer(),
        dpi=node["dpi"].integer(),
        rotation=node["rotation"].integer(),
        source=node["source"].parsed(PageSource),
    )


def read_box(node: Node) -> Box:
    """``[x0, y0, x1, y1]``."""
    corners = node.each(Node.integer)
    if len(corners) != 4:
        raise refused(node.place, "a box of four numbers")
    return Box(*corners)


def read_signature(node: Node) -> SignatureJudgement:
    """A judged signature, with the names of the contract ``hoso.verify/1``."""
    return SignatureJudgement(
        field=node["field"].text(),
        kind=node["kind"].text(),
        indication=node["indication"].parsed(Indication),
        sub_indication=node.optional("sub_indication", Node.text),
        intact=node["intact"].truth(),
        coverage=node["coverage"].text(),
        modification=node["modification"].text(),
        level=node["level"].text(),
        sub_filter=node.optional("sub_filter", Node.text),
        signer=node.optional("signer", Node.text),
        issuer=node.optional("issuer", Node.text),
        signed_at=node.optional("signed_at", Node.text),
        timestamped_at=node.optional("timestamped_at", Node.text),
        algorithms=node.optional("algorithms", _algorithms),
        reasons=node["reasons"].each(read_reason),
        development=node["development"].truth(),
    )


def _algorithms(node: Node) -> Algorithms:
    return Algorithms(digest=node["digest"].text(), signature=node["signature"].text())


def _head(node: Node) -> Head:
    return Head(
        code=node["code"].parsed(DossierCode.parse),
        procedure=node.optional("procedure", Node.text),
        unit=node["unit"].text(),
        officer=node["officer"].text(),
        profile=node["profile"].parsed(Profile),
        policy=node["policy"].parsed(Policy),
        received_at=node["received_at"].text(),
        name=node["name"].text(),
        archive=_archive_place(node["archive"]),
    )


def _archive_place(node: Node) -> ArchivePlace:
    return ArchivePlace(*(node.optional(each.name, Node.text) for each in fields(ArchivePlace)))


def _file(node: Node) -> SourceFile:
    return SourceFile(
        file=node["file"].text(),
        sha256=node["sha256"].digest(),
        media_type=node["media_type"].text(),
        size=node["size"].integer(),
        pages=node["pages"].integer(),
        page_images=node["page_images"].each(read_image),
        faults=node["faults"].each(_fault),
        blank_pages=node["blank_pages"].each(Node.integer),
        covers=node.optional("covers", _covers) or (),
        signatures=node["signatures"].each(read_signature),
        words=node.optional("words_sha256", Node.digest),
    )


def _covers(node: Node) -> tuple[Cover, ...]:
    return node.each(_cover)


def _cover(node: Node) -> Cover:
    return Cover(
        page=node["page"].integer(),
        state=node["state"].parsed(CoverState),
        type=node.optional("type", Node.text),
        pages=node.optional("pages", Node.integer),
        back=node.optional("back", Node.integer),
    )


def _fault(node: Node) -> PageFault:
    return PageFault(
        page=node["page"].integer(),
        code=node["code"].parsed(FaultCode),
        message=node["message"].text(),
        message_vi=node["message_vi"].text(),
    )


def _document(node: Node) -> Document:
    return Document(
        type=node["type"].text(),
        confidence=node["confidence"].number(),
        pages=node["pages"].each(_page),
        ordinal=node["ordinal"].integer(),
        attributes=_attributes(node),
        copy=node.optional("copy", _copy),
        former_copies=node["former_copies"].each(_copy),
        fields={key: _field(member) for key, member in node["fields"].items()},
    )


def _page(node: Node) -> PageRef:
    return PageRef(file=node["file"].text(), page=node["page"].integer())


def _attributes(node: Node) -> Attributes:
    said = {key: node.optional(key, Node.text) for key in _ATTRIBUTES if key != _BASIS}
    return Attributes(**said, digitise_basis=node[_BASIS].text())


def _copy(node: Node) -> Copy:
    return Copy(
        file=node["file"].text(),
        sha256=node["sha256"].digest(),
        signature=node.optional("signature", _copy_signature),
        superseded_by=node.optional("superseded_by", Node.text),
    )


def _copy_signature(node: Node) -> CopySignature:
    return CopySignature(level=node["level"].text(), signer=node["signer"].text(), signed_at=node["signed_at"].text())


def _field(node: Node) -> Field:
    return Field(
        value=node.optional("value", _value),
        text=node["text"].text(),
        confidence=node["confidence"].number(),
        file=node.optional("file", Node.text),
        page=node.optional("page", Node.integer),
        box=node.optional("box", read_box),
        source=node["source"].parsed(Source),
        confirmed_by=node.optional("confirmed_by", Node.text),
    )


def _value(node: Node) -> str | tuple[str, ...]:
    return node.each(Node.text) if isinstance(node.value, list) else node.text()


def _identification(node: Node) -> Identification:
    return Identification(
        id_number=node.optional("id_number", Node.text),
        role=node["role"].text(),
        verdict=node["verdict"].parsed(IdentityVerdict),
        bits=node.optional("bits", Node.number),
        reasons=node["reasons"].each(read_reason),
        channels={channel: _said(member) for channel, member in node["channels"].items()},
        register=node.optional("register", _register),
    )


def _said(node: Node) -> dict[str, str]:
    return {key: member.text() for key, member in node.items()}


def _register(node: Node) -> RegisterAnswer:
    return RegisterAnswer(
        source=node["source"].text(),
        asked_at=node["asked_at"].text(),
        answer_sha256=node.optional("answer_sha256", Node.digest),
    )


def _review_item(node: Node) -> ReviewItem:
    return ReviewItem(
        code=node["code"].text(),
        message=node["message"].text(),
        message_vi=node["message_vi"].text(),
        document=node.optional("document", Node.integer),
        field=node.optional("field", Node.text),
    )


def _event(node: Node) -> Event:
    return Event(
        type=node["type"].text(),
        at=node["at"].text(),
        by=node["by"].text(),
        outcome=node["outcome"].text(),
        detail={key: _detail(member) for key, member in node["detail"].items()},
    )


def _detail(node: Node) -> str | int:
    return node.text() if isinstance(node.value, str) else node.integer()


def _seal(node: Node) -> Seal:
    return Seal(
        record=node["record"].digest(),
        cms=node["cms"].digest(),
        signature=node["signature"].digest(),
        timestamp=node["timestamp"].digest(),
    )


def _package(node: Node) -> Package:
    return Package(
        key=node["key"].text(),
        sha256=node["sha256"].digest(),
        version=node["version"].integer(),
        version_id=node.optional("version_id", Node.text),
        log=node.optional("log", _log_entry),
    )


def _log_entry(node: Node) -> LogEntry:
    return LogEntry(index=node["index"].integer(), checkpoint=node["checkpoint"].text())
