"""Finding the printed labels of a form: fuzzy, tone-blind, and in the order of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from dossier.text import fold, tone_key
from ocr.fields.english_half import english_words, run_behind
from ocr.fields.heads import Heads
from ocr.fields.row import NUMBERING
from ocr.fields.stream import Stream, Token, comparable
from ocr.footnote_marks import is_mark
from ocr.layout import Item

_FOOTNOTE = re.compile(r"[(\[{]?\d{0,2}[)\]}]|\d?%|[*°®©™¹²³“”\"'’‘`]{1,3}[)\]]?")


@dataclass(frozen=True, slots=True)
class Found:
    """A label found: tokens ``start`` to ``end`` (exclusive, colon and footnote included). ``score`` 0 to 1."""

    item: int
    start: int
    end: int
    score: float
    size: int

    def overlaps(self, other: Found) -> bool:
        """Whether two labels share a token."""
        return self.start < other.end and other.start < self.end

    @property
    def weight(self) -> float:
        """Long labels are worth more than short ones."""
        return self.score**3 * (1 + self.size / 12)


def is_footnote(word: str) -> bool:
    """Whether a word is what engines make of the small figure behind a label: "(2)", "3)", "4%", "®"."""
    return _FOOTNOTE.fullmatch(word) is not None


@lru_cache(maxsize=8192)
def plain_label(label: str) -> str:
    """A label as it is compared: folded letters and digits without spaces."""
    return comparable(re.sub(r"\([^)]*\)", "", label))


def candidates(stream: Stream, items: Sequence[Item]) -> Iterator[Found]:
    """Every place that may be the label of an item, on either side."""
    leading = frozenset(start for start in range(len(stream.tokens)) if _leads(stream, start))
    heads = Heads(
        stream, leading, leading.union(start for start in range(len(stream.tokens)) if _begins(stream, start))
    )
    places: dict[str, list[Found]] = {}  # several items have the same label
    for number, item in enumerate(items):
        for label in item.labels:
            if label not in places:
                places[label] = [*_places(stream, heads, label)]
            yield from (replace(each, item=number) for each in places[label])


def _places(stream: Stream, heads: Heads, label: str) -> Iterator[Found]:
    """Every place of one label, as the first item's."""
    plain, within = plain_label(label), label[0].islower()
    if not plain:
        return
    if plain == _NUMBER_SIGN:
        misread = (start for start in heads.leading if _is_number_sign(stream, start))
        yield from (Found(0, start, start + 2, 0.9, len(plain)) for start in misread)
    for start in heads.somewhat_like(plain, within=within):
        headed = _begins(stream, start) or (start in heads.leading and _beheaded(stream.tokens[start], label))
        if (within or headed) and (found := _match(stream, heads, label, start)):
            yield found


def _match(stream: Stream, heads: Heads, label: str, start: int) -> Found | None:
    """The label at this token, if its letters, its place in the row and its colon speak for it."""
    plain, tokens = plain_label(label), stream.tokens
    best, score = start, 0.0
    for end, letters in heads.about(start, len(plain), within=label[0].islower()):
        ratio = _likeness(plain, letters)
        best, score = (end, ratio) if ratio > score else (best, score)
    if (
        score < _least(plain)
        or not _begins_alike(tokens[start:best], plain)
        or (_ends_in_value(tokens[start:best], label) and not _is_colon(stream, best))
    ):
        return None
    if (
        tokens[start].word.text.endswith((",", ";"))
        and fuzz.ratio(tokens[start].plain, plain_label(label.split(" ", maxsplit=1)[0])) < _ALIKE
        and not (start in heads.leading and _rest_is(tokens[start + 1 : best], label))
    ):
        return None  # the end of a value before a label in small letters: "Bà Lý Tâm Vi, năm sinh: 1945"
    parted = best < len(tokens) and tokens[best].word.text.startswith("/")
    if tokens[best - 1].word.text.endswith(",") and not (parted or _ends_as_colon(stream, best)):
        return None  # a longer phrase that begins so: "Thửa đất, nhà ở và tài sản khác"
    return _with_surroundings(stream, label, Found(0, start, best, score, len(plain)))


def _rest_is(words: Sequence[Token], label: str) -> bool:
    """Whether words are those of a long label behind its first, which a speck may have spoiled: "Liọ, chữ đệm, tên"."""
    rest = label.partition(" ")[2]
    return label.count(" ") > _LONG and "".join(token.plain for token in words) == plain_label(rest)


def _ends_as_colon(stream: Stream, end: int) -> bool:
    """Whether the comma or point behind a label's last word stands before a value: a colon that was read so."""
    last = stream.tokens[end - 1]
    if not last.word.text.endswith((",", ".")) or end >= len(stream.tokens):
        return False
    after = stream.tokens[end]
    return after.row == last.row and (after.word.text[:1].isupper() or after.word.text[:1].isdigit())


def _is_colon(stream: Stream, at: int) -> bool:
    return at < len(stream.tokens) and stream.tokens[at].word.text == ":"


def _ends_in_value(words: Sequence[Token], label: str) -> bool:
    """Whether the last word is the value's first, with its capital: "Mục đích sử dụng Đất ở", of a shorter label."""
    last = words[-1].word.text
    small = label.rpartition(" ")[2][:1].islower() and len(words) > 2 and words[-2].word.text.islower()
    return small and last.istitle() and last.isalpha()


def _likeness(plain: str, read: str) -> float:
    """How far letters are a label's, 0 to 1; a label with slanting as, which engines read as os, is nearly one."""
    ratio = fuzz.ratio(plain, read) / 100
    if len(plain) <= _EXACT or not _UNLIKE <= ratio < 1 - _SLANT:
        return ratio
    slanting = fuzz.ratio(plain.replace("a", "o"), read.replace("a", "o")) / 100 - _SLANT
    return slanting if slanting >= 1 - 2 * _SLANT else ratio


_EXACT, _UNLIKE, _SLANT = 4, 0.6, 0.04
"""Letters of labels that are told by each of them; what no slant makes a label; how much less a slanting one is worth."""
_NUMBER_SIGN = "so"
_LIKE_NUMBER_SIGN = re.compile(r"[5s38$][o06]")


def _is_number_sign(stream: Stream, start: int) -> bool:
    """Whether a token is "Số" with figures for its letters: two of them that begin a line, a colon and a number behind."""
    if start + 2 >= len(stream.tokens) or stream.tokens[start].plain == _NUMBER_SIGN:
        return False
    sign, colon, number = stream.tokens[start : start + 3]
    figures = _LIKE_NUMBER_SIGN.fullmatch(fold(sign.word.text)) is not None and colon.word.text == ":"
    return figures and number.row == sign.row and number.word.text[:1].isdigit()


_ALIKE = 60
"""How far the words of a label on the first of two rows are its first, in percent."""


def _begins_alike(words: Sequence[Token], plain: str) -> bool:
    """Whether what a label has on the first of two rows is its beginning, and not the end of the value above it."""
    first = "".join(token.plain for token in words if token.row == words[0].row)
    return words[-1].row == words[0].row or fuzz.ratio(plain[: len(first)], first) >= _ALIKE


_SAME_SHAPE = "cosuvxwzpkq"


def _capital(text: str, *, alike: bool) -> bool:
    """Whether a word begins with a capital; ``alike``: or with a letter whose capital differs only in size."""
    first = next((character for character in text.replace("€", "C") if character.isalpha()), "")
    return first.isupper() or (alike and first != "" and fold(first) in _SAME_SHAPE)


def _begins(stream: Stream, start: int) -> bool:
    """Whether a label that is written with a capital may begin at a token."""
    return _capital(stream.tokens[start].word.text, alike=stream.tokens[start].gap >= 1.2)


def _beheaded(token: Token, label: str) -> bool:
    """Whether a word is the label's first but for its first letter, which a streak at the margin may take or change."""
    first = comparable(label.split(" ", maxsplit=1)[0])
    rest = token.plain[1:] == first[1:] and token.plain != first
    if label.count(" ") >= _LONG and rest and len(first) > 1:
        return True
    return len(first) >= 3 and (token.plain == first[1:] or (rest and token.word.text[:1] in _STROKES))


_LONG = 2
"""Spaces of a label that its other words show, whatever its first letter was read as: "nọ và tên"."""
_STROKES = frozenset("lIi|1€(")
"""What engines read for a part of a first letter: "lgày" for Ngày, "€6" for Có."""


def _least(plain: str) -> float:
    return 0.99 if len(plain) <= _EXACT else 0.8


def _leads(stream: Stream, start: int) -> bool:
    """Whether a token begins its row or stands apart from the word before it; a list number may precede."""
    tokens, row = stream.tokens, stream.tokens[start].row
    if tokens[start].gap > 1.2:
        return True
    at = start - 1
    while at > stream.first[row] and not tokens[at].plain and tokens[at].gap <= _CLOSE:
        at -= 1  # the full stop of a number, read by itself
    number = tokens[at]
    if tokens[start].gap > _CLOSE or number.row != row:
        return False
    listed = NUMBERING.fullmatch(number.word.text) is not None or (at < start - 1 and number.plain.isdigit())
    short = len(number.word.text) <= _SHORT_NUMBER or _STROKED_NUMBER.fullmatch(number.word.text) is not None
    misread = at == stream.first[row] and short
    return number.gap > 1.2 and (listed or misread)


_SHORT_NUMBER = 2
"""Characters at the beginning of a row that are the number or letter of a list, whatever they were read as."""
_STROKED_NUMBER = re.compile(r"[^\W_]{1,2}[.,]\d{0,2}[.,]?|[^\W\d_]\S[).]")
"""The same with points or a bracket: "L1." for 1.1, "f?)" for f)."""
_CLOSE, _NO_LIST = 3.0, 1.2
"""Heights of print over which a number belongs to nothing; up to which it belongs to the colon before it."""


def _is_numbered(stream: Stream, start: int) -> bool:
    """Whether the token before one is its list number, and not the value of the label before: "Thửa đất số: 22, tờ …"."""
    before, token = stream.tokens[start - 1 : start + 1]
    value = start > 1 and stream.tokens[start - 2].word.text == ":" and before.gap <= _NO_LIST
    return not value and token.gap <= _CLOSE and NUMBERING.fullmatch(before.word.text) is not None


_SURE, _WHOLLY = 0.9, 0.97
"""How well the last words of a sentence are read, at least, that lead on to a value without a colon; one in small letters."""
_FEW = 5
"""Letters of a label without a colon that all must be the same, such as Chồng; with fewer it needs one."""
_SHORT = 8
"""Letters of a label in which one misread is much: it must begin its run and have its colon."""


def _with_surroundings(stream: Stream, label: str, found: Found) -> Found | None:
    """Take footnote, parenthesis and colon into the label; without colon it must stand alone at the start of its run."""
    tokens = stream.tokens
    end = _after_english(stream, found.start, _after_remarks(stream, found.end))
    row = tokens[end - 1].row
    if tokens[end - 1].word.text == ":":
        end -= 1  # the colon behind the English half
    colon = end < len(tokens) and tokens[end].row == row and tokens[end].word.text == ":"
    start = found.start
    if start and tokens[start - 1].row == tokens[start].row and _is_numbered(stream, start):
        start -= 1
    leads = _leads(stream, found.start)
    marked = start != found.start or end > found.end
    if marked and not colon and leads and _is_dash_before_value(stream, end, row):
        end += 1
    alike = label.isupper() == tokens[found.start].word.text.isupper() or len(tokens[found.start].plain) == 1
    stopped = tokens[end - 1].word.text.endswith(".") or _ends_as_colon(stream, end)  # so a colon is read
    if not (colon or stopped) and _goes_on_to_colon(stream, end, row):
        return None
    like = found.score >= (_WHOLLY if found.size <= _FEW else 0.85)
    if not colon and not (leads and like and found.size >= _FEW and alike):
        after = tokens[end].word.text.lstrip("._…")[:1] if end < len(tokens) and tokens[end].row == row else ""
        numbered = start != found.start and after.isupper()  # "1.1. Tên VŨ BÍCH TIÊN" whose colon was not read
        leading = not after or after.isupper()
        least = _SURE if leading else _WHOLLY
        last = label[0].islower() and found.size > _SHORT and found.score >= least
        number = (
            label.endswith(_BEFORE_NUMBERS)
            and found.score >= _SURE
            and end < len(tokens)
            and _is_number_behind(stream, end)
        )
        first = _is_first(stream, found.start)  # behind a label ÔNG is a family name
        titled = leads and found.size <= _FEW and (alike or first) and _is_before_name(stream, label, found, end)
        if titled:
            return Found(found.item, start, end, found.score, found.size)
        if not (last or number) and not (leads and (numbered or after.isdigit()) and found.size <= 4):
            return None
    if found.size <= _EXACT and not leads and not (colon and _is_long_number(stream, end + 1)):
        return None
    if found.size <= _SHORT and found.score < 0.86 and not (colon and leads):
        return None
    score = found.score * (1.0 if colon else 0.93) * (1.0 if leads else 0.97)
    return Found(found.item, start, _after_marks(stream, end + colon) if colon else end, score, found.size)


def _is_dash_before_value(stream: Stream, at: int, row: int) -> bool:
    """Whether a dash stands where a colon was printed: "1.1. Tên (2) - NINH QUANG"."""
    words = [token.word.text for token in stream.tokens[at : at + 2] if token.row == row]
    return len(words) == 2 and words[0] in _DASHES and words[1][:1].isupper()


_DASHES = ("-", "–")
_BEFORE_NUMBERS = (" số", " định danh cá nhân")
_TITLES, _NAMED = ("Ông", "Bà"), ("Ông", "Bà", "Tên", "Hộ ông", "Hộ bà")


def _is_before_name(stream: Stream, label: str, found: Found, end: int) -> bool:
    """Whether a label without a colon stands before a name: "Ông Tôn Thất Lợi", "Tên TẠ VĂN TÚ", a title over "LÊ THỊ NA"."""
    tokens, row = stream.tokens, stream.tokens[found.start].row
    printed = " ".join(token.word.text for token in tokens[found.start : end])
    if label not in _NAMED or tone_key(printed) != tone_key(label):
        return False
    name = [token.word.text for token in tokens[end : stream.first[row + 1]]]
    if not name and row + 1 < len(stream.rows) and _is_first(stream, found.start):
        name = [tokens[index].word.text for index in stream.row_tokens(row + 1)]
        named = 1 < len(name) <= _LONGEST_NAME and all(word.isalpha() for word in name) and name[0] not in _TITLES
        return named and (all(map(str.isupper, name)) or (label in _TITLES and all(map(str.istitle, name))))
    if label == "Tên":
        return 1 < len(name) <= _LONGEST_NAME and all(word.isalpha() and word[0].isupper() for word in name)
    return bool(name) and name[0].lstrip("._…")[:1].isupper()


_LONGEST_NAME = 6
"""Words."""


def _is_first(stream: Stream, start: int) -> bool:
    """Whether a label is the first of its row, but for its number."""
    first = stream.first[stream.tokens[start].row]
    return start == first or (start == first + 1 and _is_numbered(stream, start))


def _is_number_behind(stream: Stream, end: int) -> bool:
    """Whether what stands behind a label, maybe on the next line, is figures: "Chứng minh nhân dân số 0234…"."""
    before, after = stream.tokens[end - 1 : end + 1]
    return after.at == before.at and after.row <= before.row + 1 and after.plain.isdigit()


def _is_long_number(stream: Stream, at: int) -> bool:
    """Whether a token is a personal number: "năm sinh 1989, CMND: 323477991"."""
    return at < len(stream.tokens) and _PERSONAL.fullmatch(stream.tokens[at].plain) is not None


_PERSONAL = re.compile(r"\d{9}|\d{12}")
_LONGER = 4
"""Words of a label behind what another label has in common with it: "Họ và tên", "Họ và tên cha"."""


def _goes_on_to_colon(stream: Stream, end: int, row: int) -> bool:
    """Whether the next words, and a remark in parentheses behind them, end with a colon: the label is a longer one."""
    tokens, at = stream.tokens, end
    while at < len(tokens) and tokens[at].row == row and tokens[at].word.text.isalpha():
        at += 1
    between = [token.word.text for token in tokens[end:at]]
    few = 0 < len(between) <= _LONGER and sum(map(str.islower, between)) >= len(between) - 1
    after = _after_remarks(stream, at) if few and at < len(tokens) and tokens[at].row == row else 0
    return 0 < after < len(tokens) and tokens[after].word.text == ":"


def _after_english(stream: Stream, start: int, end: int) -> int:
    """Past the label's English half, which may go on in the line under it, and the colon behind that."""
    row = stream.tokens[end - 1].row
    behind = stream.tokens[end : end + _HALF]
    if behind and behind[0].row != row and behind[0].word.text[:1] != "/":
        return end
    places = [(token.box, token.row, token.gap, token.word.text) for token in behind if token.at == behind[0].at]
    return end + english_words(tuple(run_behind(stream.tokens[start].box, places)), parted=True)


_HALF = 9
"""Words among which the English half of a label ends."""


def _after_marks(stream: Stream, end: int) -> int:
    """Past the footnote marks behind a colon: "Nơi cư trú: (2) Thôn Nà Đồng"."""
    tokens, row = stream.tokens, stream.tokens[end - 1].row
    while end < len(tokens) and tokens[end].row == row and is_mark(tokens[end].word):
        end += 1
    return end


def _after_remarks(stream: Stream, end: int) -> int:
    """Past footnote marks and one remark in parentheses, "(ghi bằng chữ in hoa)", that end before a colon."""
    tokens, end = stream.tokens, _after_footnotes(stream, end)
    row = tokens[end - 1].row
    if end < len(tokens) and tokens[end].row == row and tokens[end].word.text.startswith("("):
        for close in range(end, min(end + _REMARK, len(tokens))):
            if tokens[close].row > row + 1 or (tokens[close].row > row and tokens[close].at != tokens[end].at):
                break
            if tokens[close].word.text.rstrip(_MARKS).endswith((")", "}", "]")):
                return _after_footnotes(stream, close + 1)
    return end


def _after_footnotes(stream: Stream, end: int) -> int:
    """Past the marks of footnotes behind a word; what stands apart is the number of the next label."""
    tokens, row = stream.tokens, stream.tokens[end - 1].row
    while end < len(tokens) and tokens[end].row == row and _is_mark_behind(tokens[end]):
        end += 1
    return end


def _is_mark_behind(token: Token) -> bool:
    return token.gap <= _CLOSE and is_footnote(token.word.text)


_MARKS = "¹²³⁴⁵*"
_REMARK = 14
"""Words of a remark behind a label, at most."""
