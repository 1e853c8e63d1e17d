"""The catalogue and the layouts are data; these facts keep them together."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from hoso.catalogue import load_catalogue, load_layouts

CONTRACT = Path(__file__).parents[2].parent / "shared" / "contract" / "document-types.yaml"


def test_the_catalogue_is_the_contract() -> None:
    if not CONTRACT.exists():
        pytest.skip("the contract's document types are not at hand")
    ours = Path("hoso/data/document-types.yaml") if Path("hoso/data").exists() else None
    contract = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))
    assert {key: list(entry["fields"]) for key, entry in contract["types"].items()} == {
        key: [spec.key for spec in kind.fields] for key, kind in load_catalogue().items()
    }
    assert ours is None or yaml.safe_load(ours.read_text(encoding="utf-8")) == contract


def test_every_type_has_a_layout_and_no_layout_is_without_type() -> None:
    assert set(load_layouts()) == set(load_catalogue())


@pytest.mark.parametrize("key", sorted(set(load_catalogue()) - {"administrative_document", "other"}))
def test_a_form_says_where_each_of_its_fields_stands(key: str) -> None:
    fields = {spec.key for spec in load_catalogue()[key].fields}
    assert {item.key for item in load_layouts()[key].items if item.key} == fields


@pytest.mark.parametrize("key", sorted(load_catalogue()))
def test_attributes_name_fields_of_the_type(key: str) -> None:
    fields = {spec.key for spec in load_catalogue()[key].fields}
    keys = load_layouts()[key].attributes
    named = {keys.owner_id, keys.number, keys.issued_on, keys.issuer, keys.valid_until, *keys.abstract} - {None}
    assert named <= fields
