"""The document types and their layouts: package data, read into values once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from dossier.doctype import Catalogue, DocumentType, FieldSpec, FieldType
from hoso.packaged import read_yaml
from ocr.layout import AttributeKeys, Item, Layout, Layouts, Near, Side, Take


@cache
def load_catalogue() -> Catalogue:
    """All document types by key, fields in the order of the form."""
    types = read_yaml("document-types.yaml")["types"]
    return {key: _document_type(key, entry) for key, entry in types.items()}


def _document_type(key: str, entry: Mapping[str, Any]) -> DocumentType:
    fields = tuple(
        FieldSpec(name, FieldType(field["type"]), tuple(field["labels"])) for name, field in entry["fields"].items()
    )
    return DocumentType(key, entry["vi"], fields)


@cache
def load_layouts() -> Layouts:
    """The layout of every document type by key."""
    return {key: _layout(kind, read_yaml("layouts", f"{key}.yaml")) for key, kind in load_catalogue().items()}


def _layout(kind: DocumentType, entry: Mapping[str, Any]) -> Layout:
    printed = {spec.key: spec.labels for spec in kind.fields}
    return Layout(
        type=kind.key,
        titles=tuple(entry["titles"]),
        items=tuple(_item(each, printed) for each in entry["items"]),
        marks=tuple(entry.get("marks", ())),
        ordered=entry.get("ordered", True),
        card=entry.get("card", False),
        column_heads=tuple(map(tuple, entry.get("column_heads", ()))),
        pages=entry.get("pages", 1),
        attributes=_attributes(entry.get("attributes", {})),
    )


def _item(entry: Mapping[str, Any], printed: Mapping[str, tuple[str, ...]]) -> Item:
    """Labels of the catalogue come first, unless ``own_labels``; a key that is not the type's is an error in the data."""
    key = entry.get("key")
    take = Take(entry.get("take", Take.TEXT))
    inherited = key is not None and take is not Take.DATE_LINE and not entry.get("own_labels", False)
    labels = printed[key] if key and inherited else ()
    return Item(
        labels=tuple(dict.fromkeys((*labels, *entry.get("labels", ())))),
        key=key,
        confirms=entry.get("confirms"),
        side=Side(entry.get("side", Side.ANY)),
        lines=entry.get("lines", 1),
        hanging=entry.get("hanging", False),
        take=take,
        pattern=entry.get("pattern"),
        joins=entry.get("joins", False),
        near=Near(near["key"], tuple(near["box"])) if (near := entry.get("near")) else None,
        section=entry.get("section"),
        opens=entry.get("opens", False),
        part=entry.get("part"),
        after=tuple(entry.get("after", ())),
        first=entry.get("first", False),
    )


def _attributes(entry: Mapping[str, Any]) -> AttributeKeys:
    return AttributeKeys(**{**entry, "abstract": tuple(entry.get("abstract", ()))})
