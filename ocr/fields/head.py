"""The head of a document laid out after NĐ 30/2020/NĐ-CP Phụ lục I: two columns, then kind and subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from dossier.page import Word
from dossier.text import fold
from ocr.fields.row import Row, folded, surround, upper_share
from ocr.fields.vocabulary import KINDS

_STATE = "cong hoa xa hoi chu nghia viet nam"
_MOTTO = "doc lap tu do hanh phuc"
NUMBER = re.compile(
    r"(?P<number>\d+[a-zA-Z]?)\s*/\s*(?:(?P<year>\d{4})\s*/\s*)?"
    r"(?P<symbol>[A-ZĐƯ][A-Za-zĐđƯư0-9&.]*(?:\s*-\s*[A-ZĐƯ][A-Za-zĐđƯư0-9&.]*)*)"
)
_UNPARTED = re.compile(r":\W*\d{1,5}\s?(?=[A-ZĐ]{2,5}-[A-ZĐ])")
"""A number whose stroke was not read: "Số: 75QĐ-BHXH"."""
_OVER = 2.0
"""Heights of print by which the year of a date reaches over the line above it, at most."""
_NUMBER_BELOW = 2
"""Rows under that of place and date in which the number stands, at most: further down the text names others."""
DATED = re.compile(
    r"(?P<place>[^,]{2,40}),?\s*(?:ng[^\W\d_]y|[^\W\d_]{3,5}(?=\s\d{1,2}\s*tháng))\s*(?P<date>.*)", re.IGNORECASE
)
"""Place and date, whatever the word before the day was read as."""
_YEAR = re.compile(r"(?:nam )?(?:19|20)\d\d")
_SPELLED = re.compile(r"\bng[aou]y\b.*\bth[aou]ng\b.*\bn[aou]m\b|\b[a-z]{3,5} \d{1,2} thang \d{1,2} nam\b")
_CUT_OFF = re.compile(r"\bng[aou]y\b.*\bth[aou]ng\b(?: \d+)?(?: n[aou]m)?$")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the head and its words in one column."""

    row: int
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True)
class Head:
    """The upper part of a first page: rows, and where the motto of the state stands in them."""

    rows: tuple[Row, ...]
    width: int
    anchor: int
    split: float

    def left(self, row: int) -> tuple[Word, ...]:
        """Words of a row left of the motto's column."""
        return tuple(word for word in self.rows[row].words if (word.box.x0 + word.box.x1) / 2 < self.split)

    def right(self, row: int) -> tuple[Word, ...]:
        """Words of a row in the motto's column."""
        return tuple(word for word in self.rows[row].words if (word.box.x0 + word.box.x1) / 2 >= self.split)

    @cached_property
    def number(self) -> Line | None:
        """The line "Số: 123/QĐ-UBND" in the left column."""
        lines = [Line(row, self.left(row)) for row in self._below(8)]
        marked = [
            line
            for line in lines
            if re.match(r"(luat )?s[oa0]\b", folded(line.words)) and ("/" in line.text or _UNPARTED.search(line.text))
        ]
        last = self.dated.row + _NUMBER_BELOW if self.dated else len(self.rows)
        formed = [line for line in lines if line.row <= last and NUMBER.search(line.text)]
        return next(iter([*marked, *formed]), None)

    @cached_property
    def dated(self) -> Line | None:
        """The line "place, ngày … tháng … năm …" in the right column."""
        for row in self._below(9):
            runs = [run.words for run in self.rows[row].runs() if run.box.x0 > 0.3 * self.width]
            for words in (*runs, self.right(row)):
                if not words or words[0].box.x0 <= 0.3 * self.width:
                    continue
                more = self._year_below(row, words) if _CUT_OFF.search(folded(words)) else ()
                if more or _SPELLED.search(folded(words)):
                    return Line(row, (*words, *more))
        return None

    def _year_below(self, row: int, words: Sequence[Word]) -> tuple[Word, ...]:
        """The year of a date line that had no room for it, under it."""
        box = surround(words)
        below = self.rows[row + 1 : row + 3]
        years = (run for each in below for run in each.runs() if _YEAR.fullmatch(folded(run.words)))
        return next(
            (run.words for run in years if box.x0 < run.box.x0 and run.box.x1 < box.x1 + _OVER * run.height), ()
        )

    def _below(self, count: int) -> range:
        return range(self.anchor, min(self.anchor + count, len(self.rows)))

    @property
    def last(self) -> int:
        """The last row of the two columns, the subject of a letter not counted."""
        return max([self.anchor, *(line.row for line in (self.number, self.dated) if line)])

    def issuer(self) -> tuple[Line, ...]:
        """Lines of the issuing body and of the body above it: in capitals, over the number."""
        end = self.number.row if self.number else self.last
        lines = [Line(row, self.left(row)) for row in range(max(self.anchor - 2, 0), end)]
        lines = [Line(line.row, _main_run(line.words, self.split)) for line in lines if line.words]
        lines = [line for line in lines if upper_share(line.text) > 0.8]
        long = [line for line in lines if len(folded(line.words)) > 3]
        return tuple(line for line in lines if line in long or _is_last_word(line, long))

    def kind(self) -> tuple[Line, str] | None:
        """The line that is a kind of document by itself, and that kind."""
        found: list[tuple[float, Line, str]] = []
        for row in range(self.last, min(self.last + 9, len(self.rows))):
            for run in self.rows[row].runs():
                kind, score = nearest_kind(run.text)
                if score >= 0.82 and upper_share(run.text) > 0.7:
                    found.append((score, Line(row, run.words), kind))
        if not found:
            return None
        best = max(found, key=lambda each: each[0])
        return best[1], best[2]


def _is_last_word(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a short word stands in the middle under one of the lines, as the last of a name does: "AN", "TRỊ"."""
    above = next((each for each in reversed(lines) if each.row < line.row), None)
    if above is None or not re.sub(r"^\W+|\W+$", "", line.text).isalpha():
        return False
    box, over = surround(line.words), surround(above.words)
    near = box.y0 - over.y1 < 1.5 * (over.y1 - over.y0)
    return near and abs(box.x0 + box.x1 - over.x0 - over.x1) / 2 < 0.1 * (over.x1 - over.x0)


def nearest_kind(text: str) -> tuple[str, float]:
    """The kind of document whose name is most like a text, and how like it is (0 to 1)."""
    plain = re.sub(r"[^a-z ]", "", fold(text)).strip()
    scored = [(fuzz.ratio(plain, fold(kind)) / 100, kind) for kind in KINDS.values()]
    score, kind = max(scored)
    return kind, score


def _main_run(words: Sequence[Word], split: float) -> tuple[Word, ...]:
    """The widest run of a line: specks and stamps beside it are left out."""
    runs = Row(tuple(words), 0.0).runs(2.0)
    return max(runs, key=lambda run: len(folded(run.words)) if run.box.x0 < split else 0).words


def find_head(rows: Sequence[Row], width: int) -> Head | None:
    """The two-column head of a page, found by the motto of the state; without it by number and date on one row."""
    upper = tuple(rows[: max(12, len(rows) * 2 // 3)])
    mottos = [(score, at, words) for at, row in enumerate(upper) for score, words in _mottos(row)]
    scored = max(mottos, key=lambda each: each[0], default=None)
    if scored and scored[0] >= 0.72:
        box = surround(scored[2])
        return Head(tuple(rows), width, scored[1], box.x0 - 0.3 * (box.y1 - box.y0))
    return _head_by_number(tuple(rows), width)


def _mottos(row: Row) -> Iterator[tuple[float, tuple[Word, ...]]]:
    """Every tail of the row's runs as a possible motto: the column left of it may stand close by."""
    for start in range(len(row.words)):
        plain = folded(row.words[start:])
        if not folded(row.words[start : start + 1]):
            continue  # a speck before it
        if 18 <= len(plain) <= 48:
            yield fuzz.ratio(plain, _STATE) / 100, row.words[start:]
            yield fuzz.ratio(plain, _MOTTO) / 100 - 0.05, row.words[start:]


def _head_by_number(rows: tuple[Row, ...], width: int) -> Head | None:
    """A head whose top is cut off."""
    for at, row in enumerate(rows[:6]):
        runs = row.runs()
        if len(runs) >= 2 and NUMBER.search(runs[0].text) and _SPELLED.search(folded(runs[-1].words)):
            return Head(rows, width, at, runs[1].box.x0 - 8.0)
    return None


_BODY = re.compile(
    r"^(?:can cu|theo|xet|thuc hien|kinh gui|dieu \d|chuong|phan|de |nham|trong |i\b|1 |[-+] )", re.IGNORECASE
)


def subject_lines(head: Head, kind: Line) -> tuple[Line, ...]:
    """The centred lines below the kind, up to the body or to the body that decides, in capitals."""
    box = surround(kind.words)
    centre, lines = (box.x0 + box.x1) / 2, list[Line]()
    upper_title = upper_share(kind.text) > 0.7
    above = head.rows[kind.row]
    pitch = None  # of the first line from the kind, then of the second from the first
    for row in range(kind.row + 1, min(kind.row + 10, len(head.rows))):
        run = _run_over(head.rows[row], centre)
        if lines and _ADDRESSED.match(folded(head.rows[row].words)):
            break
        if run is None:
            continue
        step = head.rows[row].middle - above.middle
        if _begins_body(run, centre, first=not lines):
            break
        if (lines and step > 1.5 * (pitch or step)) or step > 5 * above.height:
            break
        if upper_title and lines and upper_share(run.text) > 0.8 and upper_share(lines[0].text) < 0.5:
            break
        if lines and _is_body(head, lines[-1].words, run):
            break
        pitch = step if len(lines) < 2 else pitch
        lines.append(Line(row, run.words))
        above = head.rows[row]
    return tuple(lines)


_OFF_CENTRE = 1.5  # heights of print


def _begins_body(run: Row, centre: float, *, first: bool) -> bool:
    """Whether a line begins as bodies do: with a capital, and not in the middle where the subject is still to come."""
    if not _BODY.match(folded(run.words)) or run.text[:1].islower():
        return False
    centred = abs((run.box.x0 + run.box.x1) / 2 - centre) < _OFF_CENTRE * run.height
    return not (first and centred and run.text[:1].isupper())


_ADDRESSED = re.compile(r"\S{0,3} ?kinh gui\b")


def _is_body(head: Head, above: Sequence[Word], run: Row) -> bool:
    """A line of full width under a short centred one: the title wraps the other way round."""
    left = min(row.box.x0 for row in head.rows)
    right = max(row.box.x1 for row in head.rows)
    before = surround(above)
    return run.box.x1 - run.box.x0 > 0.85 * (right - left) and before.x1 - before.x0 < 0.75 * (right - left)


def _run_over(row: Row, centre: float) -> Row | None:
    """The run of a row that spans the centre line of the title; stamps stand beside it."""
    runs = row.runs()
    over = next((run for run in runs if run.box.x0 - 40 <= centre <= run.box.x1 + 40), None)
    if (
        over is None
        and sum(len(run.words) for run in runs if run.box.x1 < centre) >= _HOLED
        and runs[-1].box.x0 > centre
    ):
        return Row(row.words, row.middle)
    return over


_HOLED = 5
"""Words left of the centre line that are no stamp's: those in the middle of the row were not read."""


def letter_subject(head: Head) -> tuple[Line, ...]:
    """The lines "V/v …" under the number, in the left column."""
    start = head.number.row + 1 if head.number else head.anchor + 1
    lines: list[Line] = []
    for row in range(start, min(start + 8, len(head.rows))):
        words = _near(head.left(row), lines)
        plain = folded(words)
        if not lines and not re.match(r"(?:v|v ?[il17]?[vwy]|ve viec)\b", plain):
            continue
        body = _BODY.match(plain) and not words[0].text[:1].islower()  # "theo …" may go on with the matter
        if lines and (not words or body or _far(head, lines[-1].row, row)):
            break
        lines.append(Line(row, words))
    return tuple(lines)


def whole_run(head: Head, line: Line) -> Line | None:
    """The line of a letter's subject with what it has right of the left column; None where it has nothing there."""
    runs = (run for run in head.rows[line.row].runs(2.5) if line.words[0] in run.words)
    run = next(runs, None)
    return Line(line.row, run.words) if run and len(run.words) > len(line.words) else None


def _near(words: tuple[Word, ...], lines: Sequence[Line]) -> tuple[Word, ...]:
    """The first run of a line that begins about where the lines before it lie."""
    runs = Row(words, 0.0).runs(2.5) if words else ()
    if not lines:
        return runs[0].words if runs else ()
    box = surround([word for line in lines for word in line.words])
    return next((run.words for run in runs if run.box.x0 < box.x1 and run.box.x1 > box.x0), ())


def _far(head: Head, above: int, below: int) -> bool:
    return head.rows[below].middle - head.rows[above].middle > 2.7 * head.rows[above].height
