"""The end of an administrative document: who signed, and whom it goes to (NĐ 30/2020/NĐ-CP Phụ lục I, ô 7 and 9b)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from dossier.page import Word
from ocr.fields.row import Row, acts_for, folded, surround, upper_share
from ocr.fields.signer import acts_in_place, is_title, without_rank
from ocr.fields.spans import joined
from ocr.fields.vocabulary import is_name

_MARK = re.compile(r"^['‘’`]?[-–—~+•*=¬»]+\s*")
_HALF_HEADINGS = ("noi", "nhan")
"""What is left of the heading where a word of it was not read."""
_QUOTE = re.compile(r"^[“”„\"'‘’`]+\s*(?=[^\W\d_])")
"""What engines read for the mark of an item."""
_TWO_ITEMS = re.compile(r"(?<=[;.]) ?['‘’`]? ?(?=[-–+] ?[A-ZĐ])")
_STROKE = re.compile(r"[|\\\[\]]+")
"""A signature's or a stamp's stroke beside a word."""
_KEEPS = re.compile(r"L[ưu]u\s*:.*\bV[TF]\b")
_CLOSED = re.compile(r"[;.,]\W*$|[;.]\W*\S{0,3}$")


@dataclass(frozen=True, slots=True)
class Recipients:
    """Row of the heading "Nơi nhận", items, whether an item or the end of one may be lost, and the words of the items.

    ``headless``: the heading was not read, so that items over the first one may be lost, too.
    """

    row: int
    items: tuple[str, ...]
    torn: bool
    words: tuple[Word, ...]
    headless: bool = False


def find_recipients(rows: Sequence[Row], width: int) -> Recipients | None:
    """The list under "Nơi nhận:", items without marks and closing punctuation, wrapped lines joined."""
    heading = _heading(rows)
    found = heading or _headless(rows, width)
    if found is None:
        return None
    at, run = found
    limit = run.box.x0 + 0.5 * width
    lines: list[tuple[Word, ...]] = []
    above = rows[at]
    for row in rows[at + 1 :]:
        line = _left_run(row, run.box.x0 - 0.03 * width, limit)
        if not line:
            continue
        step = row.middle - above.middle
        if step > _APART * above.height or (lines and _is_last(lines[-1])):
            break
        lines.append(line)
        above = row
    printed = [joined(line) for line in lines]
    words = tuple(word for line in lines for word in line)
    return Recipients(at, items_of(printed), is_torn(printed), words, headless=heading is None)


def _heading(rows: Sequence[Row]) -> tuple[int, Row] | None:
    for at in range(len(rows) - 1, -1, -1):
        run = rows[at].runs()[0]
        if fuzz.ratio(folded(run.words)[:9], "noi nhan") >= 85 and len(folded(run.words)) <= 14:
            return at, run
        below = rows[at + 1].runs()[0] if at + 1 < len(rows) else run
        if folded(run.words) in _HALF_HEADINGS and _MARK.match(below.text) and run.box.x1 > below.box.x0:
            return at, run
    return None


_APART = 3.2
"""Heights of print from one line of the list to the next, at most."""


def _headless(rows: Sequence[Row], width: int) -> tuple[int, Row] | None:
    """The row over a list whose heading a seal hides: items with marks, the last of them who keeps a copy."""
    firsts = [row.runs(1.8)[0] for row in rows]
    ends = [at for at, run in enumerate(firsts) if _MARK.match(run.text) and _KEPT_BY.match(folded(run.words))]
    if not ends or firsts[ends[-1]].box.x0 > 0.4 * width:
        return None
    first = ends[-1]
    for at in range(first - 1, -1, -1):
        if rows[at + 1].middle - rows[at].middle >= _APART * rows[at + 1].height:
            break
        if _is_item(firsts[at]):
            first = at
        elif first - at > 1 or firsts[at].box.x0 < firsts[first].box.x0:
            break  # one line that goes on with an item may stand between two
    return (first - 1, firsts[first]) if 0 < first < ends[-1] else None


_KEPT_BY = re.compile(r"luu\b")


def _is_item(run: Row) -> bool:
    return _MARK.match(run.text) is not None


def _left_run(row: Row, start: float, limit: float) -> tuple[Word, ...]:
    """The words of the list on this row: the runs that begin in its column."""
    runs = [run for run in row.runs(1.8) if start <= run.box.x0 < limit]
    return _without_title(runs[0]) if runs and runs[0].box.x0 < start + 0.3 * (limit - start) else ()


def _without_title(run: Row) -> tuple[Word, ...]:
    """The words of a line of the list without the signer's title, in capitals close behind it."""
    for at, (before, word) in enumerate(pairwise(run.words), start=1):
        tail = "".join(each.text for each in run.words[at:])
        apart = word.box.x0 - before.box.x1 >= _BEFORE_TITLE * run.height
        if apart and len(run.words) - at > 1 and tail.isupper() and not before.text.isupper():
            return run.words[:at]
    return run.words


_BEFORE_TITLE = 0.7
"""Heights of print between a line of the list and a title beside it, at least."""


def _is_last(words: Sequence[Word]) -> bool:
    return bool(re.match(r"luu\b", folded(words))) and bool(re.search(r"[.;]\W*\S{0,3}$", joined(words)))


def items_of(lines: Sequence[str]) -> tuple[str, ...]:
    """The items of a list by its lines: a mark or a capital after a closed item begins one."""
    return tuple(cleaned for text in _items(lines) if (cleaned := _without_end(_repaired(_STROKE.sub("", text)))))


def is_torn(lines: Sequence[str]) -> bool:
    """Whether an item ends without the mark that the others end with: a line of it was not read."""
    closed = [bool(_CLOSED.search(item)) for item in _items(lines)][:-1]
    return len(closed) > 1 and 2 * sum(closed) >= len(closed) > sum(closed)


def _items(lines: Sequence[str]) -> list[str]:
    items: list[str] = []
    for line in (_QUOTE.sub("", part) for each in lines for part in _TWO_ITEMS.split(each)):
        if items and _KEEPS.match(items[-1]) and not _MARK.match(line) and (_ends(items[-1]) or is_name(line)):
            break  # a name beside the list
        new = bool(_MARK.match(line)) or not items or (_ends(items[-1]) and line[:1].isupper())
        text = _MARK.sub("", line)
        if new:
            items.append(text)
        else:
            items[-1] = f"{items[-1]} {text}"
    return items


# Who keeps a copy is always the clerk's office, VT, first; "(để b/c)": for information upwards.
_KEPT = re.compile(r"^L[ưu]u\s*:\s*V[TFIl1ÍÌĨĪ](?=[,;. ]|$)\s*", re.IGNORECASE)
_DIRECTOR = re.compile(r"\bGD(?=, (?:các )?PGĐ\b)")
_AS_ARTICLE = re.compile(r"^Nh[ưu] [ĐD][iì][eêèéềếểễẻẽẹệ]u(?= \d)")
_TO_REPORT = re.compile(r"\((để|đê|dể)\s+b[/íiìIl1]c\)")


def _repaired(item: str) -> str:
    """Set abbreviations of such lists in their only spelling."""
    item = re.sub(r"^Gác (?=\w)", "Các ", item)
    item = re.sub(r"(?<=[A-ZĐ]),(?=[A-ZĐ])", ", ", item)
    item = re.sub(r"(?<=[A-ZĐ])[(](?=\d\d?b?[)])", " (", item)
    item = _AS_ARTICLE.sub("Như Điều", _DIRECTOR.sub("GĐ", item))
    item = re.sub(r"(?<=b/)[CG€©](?=[)])", "c", item)
    return _TO_REPORT.sub("(để b/c)", _KEPT.sub("Lưu: VT", item).replace("Lưu: VT; ", "Lưu: VT, "))


_COPIES = re.compile(r"[.](?:\w{3,}|\d{1,3}b)$")
"""What belongs to the last item behind its point: an address on the network, how many copies are kept ("VT.5b")."""


def _ends(text: str) -> bool:
    return bool(re.search(r"[;.]$", text.strip()))


def _without_end(text: str) -> str:
    """Closing punctuation and what was written by hand after it left out."""
    text = re.sub(r"[;]\s*(?:\S{0,4}|\S{1,2}(?: \S{1,2}){1,3})$", "", text.strip())
    text = re.sub(r"(?<=[\w)])[.]+\W*\S{0,3}$", "", text) if not _COPIES.search(text.rstrip(".")) else text
    return text.strip(" .;,:-–—~'\"`*+")


@dataclass(frozen=True, slots=True)
class Signer:
    """Lines of the office, top to bottom, and the line of the name; either may be missing.

    ``acting``: the lines over the office say "KT.", in the place of.
    """

    title: tuple[tuple[Word, ...], ...]
    name: tuple[Word, ...]
    acting: bool


def find_signer(rows: Sequence[Row], width: int, start: int) -> Signer:
    """The signature block right of the list of recipients, from row ``start`` on."""
    titles: list[tuple[Word, ...]] = []
    name: tuple[Word, ...] = ()
    for row in rows[start:]:
        for run in row.runs(1.8):
            text = run.text
            if (run.box.x0 + run.box.x1) / 2 < 0.5 * width or run.box.x0 < 0.38 * width:
                continue
            if not name and upper_share(text) > 0.8 and (is_title(text) or (titles and _is_prose(text))):
                titles.append(run.words)
            elif is_name(without_rank(text)) and upper_share(text) < 0.8:
                name = run.words
    return Signer(tuple(_last_title(titles)), name, any(acts_in_place(joined(line)) for line in titles))


def _is_prose(text: str) -> bool:
    """Whether a text is words: strokes of a signature read as letters come with digits and signs."""
    return sum(map(str.isalpha, text)) > 4 and sum(c.isalpha() or c.isspace() for c in text) >= 0.8 * len(text)


def _last_title(lines: Sequence[tuple[Word, ...]]) -> Sequence[tuple[Word, ...]]:
    """The last office named, with the lines that continue it: KT. CHỦ TỊCH / PHÓ CHỦ TỊCH gives the second."""
    starts = [index for index, line in enumerate(lines) if is_title(joined(line)) and not acts_for(joined(line))]
    starts = starts or [index for index, line in enumerate(lines) if is_title(joined(line))]
    if not starts:
        return ()
    kept = [lines[starts[-1]]]
    for line in lines[starts[-1] + 1 :]:
        if surround(line).y0 - surround(kept[-1]).y1 > 1.2 * (surround(line).y1 - surround(line).y0):
            break
        kept.append(line)
    return kept


def signature_start(rows: Sequence[Row], recipients: Recipients | None) -> int:
    """The row from which a signature block may begin: a few rows above the recipients, else the lower half."""
    if recipients is None:
        return len(rows) // 2
    top = rows[recipients.row].middle - 6 * rows[recipients.row].height
    return next(index for index, row in enumerate(rows) if row.middle >= top)
