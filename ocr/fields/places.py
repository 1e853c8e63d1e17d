"""The country's places: whether the units that an address names exist, and how they are spelled."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from dossier.text import fold, tone_key
from ocr.fields.vocabulary import is_syllable

_KIND = re.compile(
    r"(?<!\w)(?P<kind>xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tp\.?|tx\.?|đặc khu|tỉnh)\s+(?P<rest>[^,;:()]+)",
    re.I,
)
_SHORT = {"tp": "thanh pho", "tp.": "thanh pho", "tx": "thi xa", "tx.": "thi xa"}
_KINDS = ("xa", "phuong", "thi tran", "huyen", "quan", "thi xa", "thanh pho", "dac khu", "tinh")
_PROVINCE_KINDS = ("tinh", "thanh pho")
_LONGEST = 6  # words of a name
_INSIDE = str.maketrans({"1": "i", "0": "o", "5": "s"})  # what engines read for letters within a word

Spellings = Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]
"""Folded province, folded kind, folded name: the spellings it has there."""


@dataclass(frozen=True, slots=True)
class Held:
    """A text held against the gazetteer, put right where only one spelling is possible.

    How many names are known, how many are not listed, how many are listed in other tones only, more than one way.
    """

    text: str
    known: int = 0
    unknown: int = 0
    doubtful: int = 0


def _lines(name: str) -> list[str]:
    return resources.files("ocr").joinpath("data", name).read_text(encoding="utf-8").splitlines()


@lru_cache(maxsize=1)
def _spellings() -> Spellings:
    found: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {}
    province = ""
    for line in _lines("places.txt"):
        if not line.startswith(" "):
            province = line
            found.setdefault(fold(province), {})
            for kind in _PROVINCE_KINDS:
                found[fold(province)].setdefault(kind, {})[_plain(province)] = (province,)
            continue
        kind, _, names = line.strip().partition(": ")
        units = found[fold(province)].setdefault(fold(kind), {})
        for name in names.split(", "):
            units[_plain(name)] = (*units.get(_plain(name), ()), name)
    return found


@lru_cache(maxsize=1)
def _streets() -> tuple[tuple[str, re.Pattern[str]], ...]:
    names = sorted(_lines("streets.txt"), key=len, reverse=True)
    return tuple((name, re.compile(rf"(?<!\w){re.escape(fold(name))}(?!\w)")) for name in names)


def _plain(name: str) -> str:
    words = re.sub(r"[^\w]+", " ", fold(name)).split()
    return " ".join(
        word.lstrip("0") if word.isdigit() else word if word.isalpha() else word.translate(_INSIDE) for word in words
    )


def hold(text: str) -> Held:
    """Hold every unit named with its kind ("xã …", "quận …") and every bare province against the gazetteer."""
    text = _with_streets(_with_house(text))
    scope = frozenset(_provinces(text))
    parts = [_piece(part, scope) for part in re.split(r"([,;:()])", text)]
    return Held(
        "".join(part.text for part in parts),
        known=sum(part.known for part in parts),
        unknown=sum(part.unknown for part in parts),
        doubtful=sum(part.doubtful for part in parts),
    )


# What stands before the number or the name of a house, a street, a hamlet: one spelling each.
_HOUSE = {
    fold(word): word
    for word in ("Tổ", "Số", "Thôn", "Xóm", "Ấp", "Bản", "Ngõ", "Ngách", "Hẻm", "Khóm", "Buôn", "Làng", "Đội", "Đường", "Khu")
}  # fmt: skip


def _with_house(text: str) -> str:
    """The words before house numbers and hamlets in their tones, strokes and footnote marks before a part left out."""
    text = re.sub(r"(?<=,)\s*[-–—_.~]+\s*(?=[A-ZĐ])", " ", text)
    text = re.sub(
        r"^\d\s+(?=(?:" + "|".join(_HOUSE.values()) + r"|Xã|Phường|Thị trấn|Huyện|Trạm|Bệnh viện|Trung tâm)\s)",
        "",
        text,
    )
    text = _UNPARTED.sub(r"\1 ", _with_kinds(re.sub(r",(?=[^\W\d_])", ", ", text)))
    text = re.sub(r"(?:^|(?<=, )|(?<= tại ))([^\W\d_]+)(?= (?:\d|[A-ZĐ]))", _house_word, text)
    text = re.sub(r"^[rf]ổ(?= (?:\d|dân phố))", "Tổ", text)
    text = re.sub(r"^[xs](?=óm |ố )", lambda found: found[0].upper(), text)  # as large as its capital
    text = re.sub(r"\bKi[eéẽêếềểễệ]t (?=số \d)", "Kiốt ", text)
    return _FIGURE.sub(lambda found: f"{found[1]} 6", text)


_UNPARTED = re.compile(r"\b(Tổ|Số|Thôn|Xóm|Ấp|Ngõ|Đội|Khóm|[Pp]hố|[Pp]hường|[Qq]uận)(?=\d)")
_TITLES = ("thị trấn", "thị xã", "thành phố", "đặc khu")
"""Of two words: Quan Hóa, Phương Liệt and Tĩnh Gia begin with the letters of kinds of one. Names have capitals twice."""


def _with_kinds(text: str) -> str:
    """The kinds of units at the beginnings of the parts of an address in their spelling: "Thành phế Việt Trì"."""
    return ", ".join(map(_with_kind, text.split(", ")))


def _with_kind(part: str) -> str:
    for kind in _TITLES:
        read, rest = part[: len(kind)], part[len(kind) :]
        near = Levenshtein.distance(fold(kind), fold(read)) <= 1 and read.split(" ")[-1].islower()
        if near and rest.startswith(" ") and read.casefold() != kind:
            return (kind.capitalize() if read[:1].isupper() else kind) + rest
    return part


# What a six is read as in some faces; no hamlet and no ward is called so.
_FIGURE = re.compile(r"\b(Tổ|Số|Thôn|Xóm|Ấp|Ngõ|Đội|Khóm|phố|Phường|phường|Quận|quận) ó(?=[,;\s]|$)")


def _house_word(found: re.Match[str]) -> str:
    word = _HOUSE.get(fold(found[1]), found[1])
    return found[1] if found[1].isupper() or tone_key(word) == tone_key(found[1]) else word


def is_place(name: str) -> bool:
    """Whether a province, district or commune bears this name."""
    plain, tones = _plain(name), tone_key(name)
    return any(
        tone_key(spelling) == tones
        for province in _spellings().values()
        for units in province.values()
        for spelling in units.get(plain, ())
    )


def hold_name(name: str) -> Held:
    """Hold the bare name of a province, district or commune against the gazetteer, as the head of a document has it."""
    if is_place(name):
        return Held(name, known=1)
    plain = _plain(name)
    units = (units for province in _spellings().values() for units in province.values())
    tones = {tone_key(spelling): spelling for each in units for spelling in each.get(plain, ())}
    if len(tones) == 1:
        (right,) = tones.values()
        return Held(right.upper() if name.isupper() else right, known=1)
    if tones:
        return Held(name, doubtful=1)
    near = _one_letter_off(plain) if not all(map(is_syllable, name.split())) else None
    return Held(near, known=1) if near else Held(name, unknown=1)


def _one_letter_off(plain: str) -> str | None:
    """The one name that differs from this one by a letter; None for short names, which are like many."""
    if len(plain) < _LONG_NAME:
        return None
    alike = process.extract(plain, list(_names()), scorer=Levenshtein.distance, score_cutoff=1, limit=2)
    spellings = {spelling for found, _, _ in alike for spelling in _names()[found]}
    return spellings.pop() if len(spellings) == 1 else None


_LONG_NAME = 8


@lru_cache(maxsize=1)
def _names() -> Mapping[str, frozenset[str]]:
    """The spellings of every unit by its bare name."""
    found: dict[str, set[str]] = {}
    for province in _spellings().values():
        for units in province.values():
            for plain, spellings in units.items():
                found.setdefault(plain, set()).update(spellings)
    return {plain: frozenset(spellings) for plain, spellings in found.items()}


def _provinces(text: str) -> Iterator[str]:
    """The folded names of the provinces that the text names: after their kind, or as a part by itself."""
    for part in re.split(r"[,;:()]", text):
        found = _KIND.search(part)
        words = (found["rest"] if found else part).split()
        kind = fold(found["kind"]) if found else ""
        if not found or _SHORT.get(kind, kind) in _PROVINCE_KINDS:
            for count in range(min(len(words), _LONGEST), 0, -1):
                if _plain(" ".join(words[:count])) in _by_plain():
                    yield _by_plain()[_plain(" ".join(words[:count]))]
                    break


@lru_cache(maxsize=1)
def _by_plain() -> dict[str, str]:
    return {_plain(province): province for province in _spellings()}


def _piece(part: str, scope: frozenset[str]) -> Held:
    found = _KIND.search(part)
    if found:
        kind = fold(found["kind"])
        start = found.start("rest")
        put = _named(part[start:], _SHORT.get(kind, kind), scope)
        return replace(put, text=part[:start] + put.text)
    lead = len(part) - len(part.lstrip())
    words = part.split()
    for count in range(min(len(words), _LONGEST), 0, -1):
        if _plain(" ".join(words[:count])) in _by_plain() and words[0][:1].isupper():
            put = _named(part[lead:], "tinh", scope)
            return replace(put, text=part[:lead] + put.text)
    return Held(part)


def _named(rest: str, kind: str, scope: frozenset[str]) -> Held:
    """``rest`` begins with the name of a unit of this kind, or of one that was of another kind at another time."""
    rest = re.sub(r"^l(?=[a-z] [A-ZĐ])", "I", rest)  # "la Lâu": names begin with capitals, this one with I
    words = rest.split(" ")
    for count in range(min(len(words), _LONGEST), 0, -1):
        read = " ".join(words[:count])
        if words[count : count + 1] and not words[count][:1].islower():
            continue  # the name goes on
        spellings = set(_of_kind((kind,), _plain(read), scope)) or set(_of_kind(_KINDS, _plain(read), scope))
        if not spellings:
            continue
        tail = words[count:]
        if read.isdigit() or any(tone_key(read) == tone_key(spelling) for spelling in spellings):
            return Held(" ".join([_cased(read, spellings), *tail]), known=1)
        if len({tone_key(spelling) for spelling in spellings}) == 1:
            right = min(spellings)
            return Held(" ".join([right.upper() if read.isupper() else right, *tail]), known=1)
        return Held(rest, doubtful=1)
    if re.match(r"Ta(?= [A-ZĐ])", rest):  # "Ta Lâu": in typewriter faces an I has the bar of a T
        return _named(f"I{rest[1:]}", kind, scope)
    return Held(rest, doubtful=1) if _is_misread(_plain(rest), kind, scope) else Held(rest, unknown=1)


def _is_misread(plain: str, kind: str, scope: frozenset[str]) -> bool:
    """Whether a unit of this kind in the province that is named differs by one letter from a name that is in no list."""
    units = (_spellings()[province].get(kind, {}) for province in scope)
    return len(plain) > _SHORT_NAME and any(Levenshtein.distance(plain, name) == 1 for each in units for name in each)


_SHORT_NAME = 4


def _cased(read: str, spellings: Collection[str]) -> str:
    """The name with the capitals of its spelling, else only at the beginnings of its words where one is all capitals."""
    words = read.split(" ")
    if read.isupper() or len(words) == 1:
        return read
    if read in spellings:
        return read
    for spelling in spellings:
        if spelling.casefold() == read.casefold():
            return spelling
    return " ".join(word.capitalize() if word.isupper() and len(word) > 1 else word for word in words)


def _of_kind(kinds: Sequence[str], plain: str, scope: frozenset[str]) -> Iterator[str]:
    for province in scope or _spellings():
        for kind in kinds:
            yield from _spellings()[province].get(kind, {}).get(plain, ())


def _with_streets(text: str) -> str:
    """Names that streets bear everywhere, in their right tones."""
    plain = fold(text)
    if len(plain) != len(text):
        return text
    for name, pattern in _streets():
        for found in pattern.finditer(plain):
            read = text[found.start() : found.end()]
            unit = _KIND.match(text[max(found.start() - 12, 0) : found.end()].lstrip())
            if len(name) == len(read) and not unit and read != name and not read.isupper():
                text = text[: found.start()] + name + text[found.end() :]
    return text
