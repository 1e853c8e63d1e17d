"""What a paper says, apart from how it is laid out: its head, its entries in print order, its end."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.reading.papers import Value


@dataclass(frozen=True, slots=True)
class Entry:
    """A labelled value. ``values``: what is right for ``key`` (default: what is printed).

    ``short``: may share its line with its neighbours; ``boxed``: digits that may stand in boxes; ``mark``: a footnote's.
    """

    label: str
    printed: str = ""
    key: str | None = None
    values: tuple[Value, ...] = ()
    short: bool = False
    boxed: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of its own in bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two persons side by side, the same entries for each."""

    left: tuple[Entry, ...]
    right: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of its own: what stands over the columns, the rows, and how the columns share its width."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]


Item = Entry | Heading | Prose | Pair | Grid


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the lines over the name, and whether with a seal."""

    lines: tuple[str, ...]
    name: str
    key: str | None = None
    seal: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """A paper. ``authority``: the lines left of the motto, superior first; ``number`` and ``dated`` as printed.

    ``corner``: the lines over the head at its right; ``numbered``: not by its own words, so that an office may number it.
    ``fields``: what is right for keys that no entry bears (number, date line, addressee).
    """

    kind: str
    title: tuple[str, ...]
    items: tuple[Item, ...]
    signers: tuple[Signer, ...]
    authority: tuple[str, ...] = ()
    number: str = ""
    dated: str = ""
    dated_at_end: bool = False
    addressed: str = ""
    foot: str = ""
    corner: tuple[str, ...] = ()
    numbered: bool = True
    after: tuple[Item, ...] = ()
    fields: dict[str, tuple[Value, ...]] = field(default_factory=dict)
