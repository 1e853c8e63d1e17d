"""What the office wants to know of each type of paper: package data, read once."""

from __future__ import annotations

from functools import cache
from typing import Any

from hoso.packaged import read_yaml


@cache
def _rules() -> dict[str, dict[str, Any]]:
    types: dict[str, dict[str, Any]] = read_yaml("paper-rules.yaml")["types"]
    return types


def required_fields() -> dict[str, frozenset[str]]:
    """For each type the fields that a paper of it never lacks."""
    return {key: frozenset(rule["required"]) for key, rule in _rules().items()}


def type_codes() -> dict[str, str | None]:
    """For each type its code in the national catalogue, None where none is known."""
    return {key: rule["code"] for key, rule in _rules().items()}
