"""What each commune became on 1 July 2025 (Resolution 202/2025/QH15 and the resolutions on communes)."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources


@cache
def _table() -> dict[str, str]:
    """Keys of today's communes, parted by ``|``, by code of today's province, key of the old district and of the old commune.

    Keys are letters and digits, so no line needs the quotes of CSV; parsed so, ten thousand of them cost a first check
    some milliseconds and not a tenth of a second.
    """
    text = resources.files("identity").joinpath("data/wards.csv").read_text(encoding="utf-8")
    return dict(line.rsplit(",", 1) for line in text.splitlines()[1:])


def successors(province: str, district: str, ward: str) -> frozenset[str]:
    """Keys of the communes that a commune went into; ``province``: two digits, the names folded and without titles."""
    found = _table().get(f"{province},{commune_key(district)},{commune_key(ward)}")
    return frozenset(found.split("|")) if found else frozenset()


def commune_key(name: str) -> str:
    """A folded name as the table writes it: letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", name)
