"""What a page shows of its type: title, labels, the head of an administrative document, codes of a card."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from dossier.page import PageReading
from dossier.text import fold
from ocr.fields.closing import find_recipients
from ocr.fields.form_places import DATED
from ocr.fields.head import NUMBER, Head, find_head, letter_subject
from ocr.fields.labels import plain_label
from ocr.fields.row import Row, acts_for, upper_share
from ocr.fields.rows import rows_of
from ocr.layout import Layout, Layouts

ADMINISTRATIVE = "administrative_document"
CARD = "identity_card"
PASSPORT = "passport"
_LEAST_LETTERS = 12
_ANNEX = re.compile(r"^(?:phuluc|danhsach|mauso|bieumau|banhanhkemtheo|kemtheo|bieuso)")
_INNER = re.compile(r"^(?:chuong|dieu|muc|phan|phuluc|quydinhchung|quyetdinh|dieukhoan|mau[a-z0-9]{2,5}$|noinhan)")


@dataclass(frozen=True, slots=True)
class Clues:
    """``titles``, ``labels``: how strongly each type's title and labels are there, 0 to 1. ``filled``: labels with values.

    ``head``: strength of an administrative head, 0 to 1. ``heading``: some title of its own. ``numbered``: the page
    number printed in the top margin. ``ends``: a list of recipients. ``sides``: sides of a card seen. ``person``: the
    number of the card's holder. ``letters``: letters and digits on the page.
    ``signed``: it says that somebody signs there, or for whom, in its first lines.
    ``closing``: it begins with place and date, as what is over a signature.
    ``assures``: it begins with what forms end with, the assurance that all is true or a note that is not the first.
    ``requests``: it bears what a passport asks of the authorities of other countries, on the page before its particulars.
    ``phrases``: every run of ten words on the page, without their marks.
    """

    blank: bool
    titles: Mapping[str, float] = field(default_factory=dict)
    labels: Mapping[str, float] = field(default_factory=dict)
    filled: int = 0
    head: float = 0.0
    heading: bool = False
    annex: bool = False
    numbered: int | None = None
    ends: bool = False
    codes: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    person: str | None = None
    letters: int = 0
    signed: bool = False
    closing: bool = False
    assures: bool = False
    requests: bool = False
    phrases: frozenset[str] = frozenset()


def find_clues(reading: PageReading, layouts: Layouts) -> Clues:
    """Look at one page; a page with hardly a letter is blank."""
    rows = rows_of(reading)
    letters = sum(character.isalnum() for word in reading.words for character in word.text)
    if letters < _LEAST_LETTERS and not reading.symbols and not reading.mrz:
        return Clues(blank=True)
    chunks = tuple(chunk for row in rows for chunk in _chunks(row))
    seen = _seen(layouts, chunks)
    shares = _shares(layouts, seen)
    head = find_head(rows, reading.image.width)
    runs = tuple(_headings(rows))
    return Clues(
        blank=False,
        titles={key: _title(layout, runs) for key, layout in layouts.items()},
        labels=shares,
        filled=sum(chunk.filled for chunk in chunks if chunk.tail),
        head=_head_strength(head),
        heading=_own_heading([row for row in rows if row.middle < reading.image.height / 2]),
        annex=any(_ANNEX.match(_plain(row.text)) for row in rows[:6]),
        numbered=_page_number(rows),
        ends=find_recipients(rows, reading.image.width) is not None,
        codes=_codes(reading),
        sides=_sides(reading, rows),
        person=_person(reading),
        letters=letters,
        signed=any(_SIGNED.search(fold(row.text)) for row in rows) or any(acts_for(row.text) for row in rows[:_FIRST]),
        requests=not reading.mrz and any(_REQUEST.search(fold(row.text)) for row in rows),
        assures=any(_ASSURANCE.match(fold(row.text)) for row in rows[:2]),
        phrases=_phrases(rows),
        closing=bool(rows) and DATED.search(rows[0].text) is not None and ":" not in rows[0].text.split("ngày")[0],
    )


_PHRASE = 10
"""Words of a run that two papers of different matters hardly have in common."""
_MOTTO = re.compile(r"nghia viet nam|doc lap tu do")


def _phrases(rows: Sequence[Row]) -> frozenset[str]:
    words = [plain for row in rows for word in row.words if (plain := _plain(word.text)).isalpha()]
    runs = (" ".join(words[at : at + _PHRASE]) for at in range(len(words) - _PHRASE + 1))
    return frozenset(run for run in runs if not _MOTTO.search(run))


_ASSURANCE = re.compile(
    r"\W*(?:(?:chung )?toi(?:\W+chung toi)?|ho gia dinh)(?: xin)? cam (?:doan|ket)|\([2-9]\) \w{2}|(?:chu thich|ghi chu)\W*$"
)
_FIRST = 4
"""Rows of a page among which one that says for whom somebody signs stands over a signature, not over a text."""
_SIGNED = re.compile(r"\(\s*ky\b")
_REQUEST = re.compile(r"nguoi mang ho chieu|holder of this passport|nha chuc trach co tham quyen tao")
_SHORTEST = 5
"""Letters of a label that says anything."""
_ALONE = 10
"""The same without a colon behind it."""
_LIKE = 85


@dataclass(frozen=True, slots=True)
class Chunk:
    """The start of a run, or what stands before a colon (``tail``), as plain letters; ``filled``: something follows."""

    plain: str
    tail: bool
    filled: bool


_LISTED = re.compile(r"^\w{1,4}[.)]\s+")
"""The number of a chapter, whatever it was read as."""


def _plain(text: str) -> str:
    return plain_label(text)


def _chunks(row: Row) -> Iterator[Chunk]:
    for run in row.runs():
        yield Chunk(_plain(run.text), tail=False, filled=False)
        if _LISTED.match(run.text):
            yield Chunk(_plain(_LISTED.sub("", run.text)), tail=False, filled=False)
    words = row.words
    colons = [index for index, word in enumerate(words) if word.text == ":"]
    for number, at in enumerate(colons):
        start = colons[number - 1] + 1 if number else 0
        end = colons[number + 1] if number + 1 < len(colons) else len(words)
        after = "".join(word.text for word in words[at + 1 : end])
        before = _plain(" ".join(word.text for word in words[start:at]))
        yield Chunk(before, tail=True, filled=sum(map(str.isalnum, after)) >= 2)


def _seen(layouts: Layouts, chunks: Sequence[Chunk]) -> dict[str, frozenset[str]]:
    """By type its labels and marks that are on the page, as plain letters; what types share is looked for once."""
    wanted = {key: _labels(layout) for key, layout in layouts.items()}
    by_length: dict[int, list[str]] = {}
    for label in sorted(frozenset().union(*wanted.values())):
        by_length.setdefault(len(label), []).append(label)
    found = frozenset(
        label for length, labels in by_length.items() if length >= _SHORTEST for label in _alike(labels, chunks, length)
    )
    return {key: labels & found for key, labels in wanted.items()}


def _labels(layout: Layout) -> frozenset[str]:
    """All labels and marks of a type as plain letters."""
    return frozenset(map(plain_label, (*(label for item in layout.items for label in item.labels), *layout.marks)))


def _alike(labels: Sequence[str], chunks: Sequence[Chunk], length: int) -> Iterator[str]:
    """Those of ``labels``, all of that length, with which a chunk begins, or ends where a colon stands."""
    parts = {
        chunk.plain[-length:] if chunk.tail else chunk.plain[:length]
        for chunk in chunks
        if len(chunk.plain) >= 0.85 * length and (chunk.tail or length >= _ALONE)
    }
    if parts:
        scores = process.cdist(labels, sorted(parts), scorer=fuzz.ratio, score_cutoff=_LIKE)
        yield from (label for label, row in zip(labels, scores, strict=True) if row.any())


def _shares(layouts: Layouts, seen: Mapping[str, frozenset[str]]) -> dict[str, float]:
    """How much of each form is there; a label that many types have counts little."""
    owners: dict[str, int] = {}
    for layout in layouts.values():
        for label in _labels(layout):
            owners[label] = owners.get(label, 0) + 1
    weights = {key: sum(1 / owners[label] ** 1.5 for label in labels) for key, labels in seen.items()}
    return {key: min(weight / 3.0, 1.0) for key, weight in weights.items()}


def _headings(rows: Sequence[Row]) -> Iterator[tuple[str, float, bool]]:
    """Texts that may be titles: runs, and runs with those centred below them. With their place, 0 top to 1 bottom."""
    last = rows[-1].middle if rows else 1.0
    for at, row in enumerate(rows):
        for run in row.runs(2.5):
            text = run.text
            if sum(map(str.isalpha, text)) < 5:
                continue
            capital = upper_share(text) > 0.6
            place = row.middle / max(last, 1.0)
            yield text, place, capital
            centre = (run.box.x0 + run.box.x1) / 2
            for below in rows[at + 1 : at + 4]:
                over = [part for part in below.runs(2.5) if part.box.x0 <= centre <= part.box.x1]
                if not over or upper_share(over[0].text) < 0.6:
                    break
                text = f"{text} {over[0].text}"
                yield text, place, capital


def _title(layout: Layout, headings: Sequence[tuple[str, float, bool]]) -> float:
    """How well the best heading is a title of the type: letters, capitals, in the upper part."""
    best = 0.0
    for title in layout.titles:
        plain = plain_label(title)
        for text, place, capital in headings:
            if title.isupper() and not capital:
                continue
            ratio = fuzz.ratio(plain, _plain(text)) / 100
            at_top = 1.0 if place < 0.45 or layout.type in (CARD, PASSPORT) else 0.6
            best = max(best, (ratio - 0.75) / 0.25 * at_top)
    return max(best, 0.0)


def _head_strength(head: Head | None) -> float:
    """Motto at the right, number and symbol at the left, dated line, known kind or "V/v": each says something."""
    if head is None:
        return 0.0
    number = head.number is not None and NUMBER.search(head.number.text) is not None
    beside = head.split > 0.25 * head.width
    named = head.kind() is not None or bool(letter_subject(head))
    return 0.4 * number + 0.2 * (head.dated is not None) + 0.3 * named + 0.1 * (beside and bool(head.issuer()))


def _own_heading(rows: Sequence[Row]) -> bool:
    """Whether a line of capitals stands in the upper part, as a title does: no chapter, article or annex."""
    upper = rows[: max(4, len(rows) // 4)]
    for row in upper:
        runs = row.runs(2.5)
        text = row.text
        plain = _plain(text)
        if len(runs) == 1 and len(plain) >= 8 and upper_share(text) > 0.7 and not _INNER.match(plain):
            return True
    return False


def _page_number(rows: Sequence[Row]) -> int | None:
    for row in rows[:2]:
        found = re.fullmatch(r"[-–—\s|]*(\d{1,3})[-–—\s|]*", row.text)
        if found:
            return int(found[1])
    return None


_CARD_QR = re.compile(rb"^\d{12}\|\d{0,9}\|[^|]+\|\d{8}\|")


def _codes(reading: PageReading) -> frozenset[str]:
    """Types that the machine-readable parts of the page speak for."""
    found = {CARD for symbol in reading.symbols if _CARD_QR.match(symbol.content)}
    zone = "".join(reading.mrz)
    if re.match(r"[I1|][D0O]V?NM", zone) or (len(reading.mrz) == 3 and "VNM" in zone):
        found.add(CARD)
    if re.match(r"P.?VNM|P<", zone) and len(reading.mrz) == 2:
        found.add(PASSPORT)
    return frozenset(found)


_FRONT = (
    "hovaten",
    "hochudemvaten",
    "fullname",
    "ngaysinh",
    "dateofbirth",
    "nationality",
    "citizenidentitycard",
    "hoten",
    "sinhngay",
    "nguyenquan",
)
_BACK = ("dacdiemnhan", "leftindexfinger", "ngontrotrai", "rightindexfinger", "ngontrophai", "ministryofpublic")


def _sides(reading: PageReading, rows: Sequence[Row]) -> frozenset[str]:
    plain = _plain(" ".join(row.text for row in rows))
    front = sum(word in plain for word in _FRONT) >= 2
    back = len(reading.mrz) == 3 or any(word in plain for word in _BACK)
    return frozenset(name for name, seen in (("front", front), ("back", back)) if seen)


def _person(reading: PageReading) -> str | None:
    """The card's number from code, zone or print; None where two differ."""
    found = {symbol.content[:12].decode("ascii") for symbol in reading.symbols if _CARD_QR.match(symbol.content)}
    found |= {line[15:27] for line in reading.mrz[:1] if len(line) == 30 and line[15:27].isdigit()}
    found = found or {word.text for word in reading.words if re.fullmatch(r"\d{12}", word.text)}
    return found.pop() if len(found) == 1 else None
