"""How a type of paper is laid out: titles, labels in the order of print, where values stand. The data is read elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """The column in which a label and its value stand."""

    ANY = "any"
    LEFT = "left"
    RIGHT = "right"


class Take(StrEnum):
    """How a value is found from its label.

    ``text``: what stands beside or below. ``name``: the person's name at the foot of the signature block that the label
    heads. ``date_line``: no label, the line "…, ngày … tháng … năm …". ``number``: the number beside "Số" in the head.
    ``alone``: no label, what stands by itself and is what ``pattern`` says, nothing else.
    """

    TEXT = "text"
    NAME = "name"
    DATE_LINE = "date_line"
    NUMBER = "number"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Near:
    """A place by the label of the field ``key``: ``box`` from its lower left corner, in widths of that label."""

    key: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Item:
    """One printed label. ``key`` None: no field, the label only ends the value before it.

    ``confirms`` names the field whose value is repeated here (a date in words). ``lines`` is how many lines a value may
    take, ``hanging`` says that they begin no further left than the label. ``pattern`` picks the value out of the text: its group, or all of
    it. ``joins``: the value goes on with what an earlier item of the same key gave (surname, then given names). ``near``: where
    a value in small print stands whose own label may not be read. ``section``: the part of the form in which the label
    stands, whatever the order of its parts; ``opens``: only this part has it, and begins with it. ``part``: of whom an item
    tells where a form tells of two persons in the same words; which of the two comes first their own labels say. ``after``:
    the label is the one behind those of these fields, of the first that is found; the same words before it say something
    else.
    ``first``: of several places the first in print is meant, whichever of its labels is the longer.
    """

    labels: tuple[str, ...]
    key: str | None = None
    confirms: str | None = None
    side: Side = Side.ANY
    lines: int = 1
    hanging: bool = False
    take: Take = Take.TEXT
    pattern: str | None = None
    joins: bool = False
    near: Near | None = None
    section: str | None = None
    opens: bool = False
    part: str | None = None
    after: tuple[str, ...] = ()
    first: bool = False


@dataclass(frozen=True, slots=True)
class AttributeKeys:
    """Which fields give the attributes of TT 01/2023/TT-VPCP Art. 9; ``issuer_text`` where the law names the issuer."""

    owner_id: str | None = None
    number: str | None = None
    issued_on: str | None = None
    issuer: str | None = None
    issuer_text: str | None = None
    valid_until: str | None = None
    abstract: tuple[str, ...] = ()
    valid_months: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """One type of paper. ``ordered``: labels follow each other as listed. ``pages``: the most it has, None for any.

    ``marks`` are phrases, besides titles and labels, that speak for the type. ``card``: its sides may lie side by side.
    ``column_heads``: of two persons what stands over their columns where the form is a table with one column of labels.
    """

    type: str
    titles: tuple[str, ...]
    items: tuple[Item, ...]
    marks: tuple[str, ...] = ()
    ordered: bool = True
    pages: int | None = 1
    card: bool = False
    column_heads: tuple[tuple[str, ...], ...] = ()
    attributes: AttributeKeys = AttributeKeys()


Layouts = Mapping[str, Layout]
