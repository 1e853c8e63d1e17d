"""Administrative documents: read by their places on the page (NĐ 30/2020/NĐ-CP Phụ lục I)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dossier.doctype import DocumentType, FieldSpec
from ocr.fields.confidence import MISSING, Check
from ocr.fields.field import ExtractedField, Look, Reread
from ocr.fields.head import Head
from ocr.fields.official_end import End, covered_look, covered_settled, end_looks, end_parts, end_settled, with_unread
from ocr.fields.official_head import head_parts, head_settled, is_open, number_look, number_settled
from ocr.fields.passed import passed_on
from ocr.fields.reading import Read
from ocr.fields.sheet import Part, Sheet
from ocr.words_apart import by_network


def extract_administrative(
    sheets: Sequence[Sheet], kind: DocumentType, reread: Reread | None
) -> tuple[ExtractedField, ...]:
    """All fields of the type in its order; those not found have value None."""
    specs = {spec.key: spec for spec in kind.fields}
    head, of_head = head_parts(sheets, specs)
    end = end_parts(sheets, specs)
    network = {sheet.at for sheet in sheets if by_network([word for row in sheet.rows for word in row.words])}
    doubtful = [part for part in of_head if is_open(part, network=part.at in network)] if reread else []
    looks = [*(Look(part.at, part.box, "stamped") for part in doubtful), *(end_looks(end) if reread else ())]
    answers = list(reread(looks)) if reread and looks else []
    of_doubtful, of_end = answers[: len(doubtful)], answers[len(doubtful) :]
    again = dict(zip((part.key for part in doubtful), of_doubtful, strict=True))
    parts: Mapping[str, Part] = {**head_settled(of_head, again, specs, head), **end_settled(end, of_end, specs)}
    if reread:
        parts = _looked_at_last(parts, reread, specs, end=end, head=head, of_head=of_head, again=again)
    if _is_law(parts) and (day := passed_on(sheets, specs["issued_on"])):
        parts = {**parts, "issued_on": day}
    parts = with_unread(end, parts, specs)
    return tuple(_field(spec.key, parts.get(spec.key)) for spec in kind.fields)


def _is_law(parts: Mapping[str, Part]) -> bool:
    """Whether the parliament passed it, as its number says, and its head has no date."""
    number = parts["document_number"].read.value if "document_number" in parts else None
    return isinstance(number, str) and "/QH" in number and "issued_on" not in parts


def _looked_at_last(
    parts: Mapping[str, Part],
    reread: Reread,
    specs: dict[str, FieldSpec],
    *,
    end: End,
    head: Head | None,
    of_head: Sequence[Part],
    again: Mapping[str, tuple[str, float]],
) -> Mapping[str, Part]:
    """Where readings of the number differ and where the signer is lost, a last look at both."""
    number, covered = number_look(parts), covered_look(end, parts)
    looks = [look for look in (number, covered) if look]
    answers = list(reread(looks)) if looks else []
    if number:
        read = number_settled(of_head, [again["document_number"], answers[0]], specs["document_number"], head)
        settled = read or _hardly_read(parts["document_number"].read)
        parts = {**parts, "document_number": replace(parts["document_number"], read=settled)}
    if covered:
        parts = covered_settled(parts, covered, answers[-1][0], specs)
    return parts


def _hardly_read(read: Read) -> Read:
    """A number of which three readings all differ: it is written by hand, or covered, and no word of it was read."""
    return replace(read, seen=replace(read.seen, check=Check.DOUBTFUL, weakest=0.0))


def _field(key: str, part: Part | None) -> ExtractedField:
    if part is None:
        return ExtractedField(key, None, "", MISSING)
    read = part.read
    confidence = read.confidence if read.value is not None else MISSING
    return ExtractedField(key, read.value, read.text, confidence, part.at, part.box, read.family, read.seen)
