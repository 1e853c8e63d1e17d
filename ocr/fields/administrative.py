"""Administrative documents: read by their places on the page (NĐ 30/2020/NĐ-CP Phụ lục I)."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.doctype import DocumentType
from ocr.fields.confidence import MISSING
from ocr.fields.field import ExtractedField, Look, Reread
from ocr.fields.official_end import covered_look, covered_settled, end_looks, end_parts, end_settled
from ocr.fields.official_head import head_parts, head_settled, is_open
from ocr.fields.sheet import Part, Sheet


def extract_administrative(
    sheets: Sequence[Sheet], kind: DocumentType, reread: Reread | None
) -> tuple[ExtractedField, ...]:
    """All fields of the type in its order; those not found have value None."""
    specs = {spec.key: spec for spec in kind.fields}
    head, of_head = head_parts(sheets, specs)
    end = end_parts(sheets, specs)
    doubtful = [part for part in of_head if is_open(part)] if reread else []
    looks = [*(Look(part.at, part.box, "stamped") for part in doubtful), *(end_looks(end) if reread else ())]
    answers = list(reread(looks)) if reread and looks else []
    of_doubtful, of_end = answers[: len(doubtful)], answers[len(doubtful) :]
    again = dict(zip((part.key for part in doubtful), of_doubtful, strict=True))
    settled = end_settled(end, of_end, specs)
    if reread and (covered := covered_look(end, settled)):
        settled = covered_settled(settled, covered, reread([covered])[0][0], specs)
    parts = {**head_settled(of_head, again, specs, head), **settled}
    return tuple(_field(spec.key, parts.get(spec.key)) for spec in kind.fields)


def _field(key: str, part: Part | None) -> ExtractedField:
    if part is None:
        return ExtractedField(key, None, "", MISSING)
    read = part.read
    confidence = read.confidence if read.value is not None else MISSING
    return ExtractedField(key, read.value, read.text, confidence, part.at, part.box, read.family, read.seen)
