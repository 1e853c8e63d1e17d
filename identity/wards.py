"""What each commune became on 1 July 2025 (Resolution 202/2025/QH15 and the resolutions on communes)."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources


@cache
def _table() -> dict[tuple[str, str, str], frozenset[str]]:
    """Keys of today's communes by code of today's province, key of the old district and of the old commune."""
    text = resources.files("identity").joinpath("data/wards.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {(r["province"], r["district"], r["ward"]): frozenset(r["successors"].split("|")) for r in rows}


def successors(province: str, district: str, ward: str) -> frozenset[str]:
    """Keys of the communes that a commune went into; ``province``: two digits, the names folded and without titles."""
    return _table().get((province, commune_key(district), commune_key(ward)), frozenset())


def commune_key(name: str) -> str:
    """A folded name as the table writes it: letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", name)
