"""The provinces: codes in personal numbers, names in addresses, and what each became on 1 July 2025."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dossier.text import fold

# Ways of writing that no folding brings to the name of the table.
_ALSO = {"tp hcm": "079", "tphcm": "079", "hcm": "079", "sai gon": "079", "hue": "046"}
_TITLES = ("thanh pho ", "tinh ", "tp ", "t ")


@dataclass(frozen=True, slots=True)
class Province:
    """A province of TT 07/2016/TT-BCA Appendix 1 and its successor under Resolution 202/2025/QH15.

    ``code`` has three digits as in personal numbers, ``successor_code`` two as in the statistics office's list.
    """

    code: str
    name: str
    successor_code: str
    successor_name: str


@cache
def by_code() -> dict[str, Province]:
    """The 63 provinces by the three digits that begin a personal number."""
    table = resources.files("identity").joinpath("data/provinces.csv").read_text(encoding="utf-8")
    return {row["code"]: Province(**row) for row in csv.DictReader(table.splitlines())}


@cache
def _successors_by_name() -> dict[str, str]:
    """Successor code by folded name; a name that old and new provinces share leads to the same successor."""
    named = {_plain(each.successor_name): each.successor_code for each in by_code().values()}
    named |= {_plain(each.name): each.successor_code for each in by_code().values()}
    return named | {name: by_code()[code].successor_code for name, code in _ALSO.items()}


def successor_named(text: str) -> str | None:
    """The successor's code for a province as an address writes it, old name or new; None when it is no province."""
    name = _plain(text)
    for title in _TITLES:
        name = name.removeprefix(title)
    return _successors_by_name().get(name)


def _plain(text: str) -> str:
    """Folded, with dots and hyphens as spaces."""
    return " ".join(re.sub(r"[.\-–]", " ", fold(text)).split())
