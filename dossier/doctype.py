"""Document types and their fields, as values; the catalogue itself is data read elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class FieldType(StrEnum):
    """The normal form in which a field's value is archived."""

    TEXT = "text"
    DATE = "date"
    SEX = "sex"
    ID = "id"
    YEAR = "year"
    NUMBER = "number"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a type: its stable key, normal form, and how printed forms name it."""

    key: str
    type: FieldType
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of paper: its stable key, Vietnamese name and fields in the order of the form."""

    key: str
    name_vi: str
    fields: tuple[FieldSpec, ...]


Catalogue = Mapping[str, DocumentType]
OTHER = "other"
