"""The country's places: whether the units that an address names exist, and how they are spelled."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from dossier.text import fold, tone_key
from ocr.fields.bare_units import held_bare
from ocr.fields.gazetteer import (
    KINDS,
    PROVINCE_KINDS,
    Held,
    alike,
    all_names,
    hyphened,
    is_place,
    lines_of,
    of_kinds,
    plain_name,
    provinces,
    spellings,
)
from ocr.fields.vocabulary import PROVINCES
from ocr.syllable import is_syllable

_KIND = re.compile(
    r"(?<!\w)(?P<kind>(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|t\.?p|t\.?x|đặc khu|tỉnh)(?=\s)"
    r"|t\.?p\.|t\.?x\.|tt\.|[hqpxt]\.)\s*(?P<rest>[^,;:()]+)",
    re.I,
)
_SHORT = {
    "tp": "thanh pho",
    "tx": "thi xa",
    "tt": "thi tran",
    "h": "huyen",
    "q": "quan",
    "p": "phuong",
    "x": "xa",
    "t": "tinh",
}
"""Kinds as they are abbreviated, without full stops."""
_LONGEST = 6  # words of a name


@lru_cache(maxsize=1)
def _streets() -> tuple[tuple[str, re.Pattern[str]], ...]:
    names = sorted(lines_of("streets.txt"), key=len, reverse=True)
    return tuple((name, re.compile(rf"(?<!\w){re.escape(fold(name))}(?!\w)")) for name in names)


def _kind(abbreviated: str) -> str:
    return _SHORT.get(abbreviated.replace(".", ""), abbreviated)


_BETWEEN = re.compile(r"([,;:()]|\s[-–]\s)")


def hold(text: str) -> Held:
    """Hold every unit named with its kind ("xã …", "quận …"), every bare province and what stands before it.

    Against the gazetteer; the hyphen within a name parts no units.
    """
    text = _with_streets(_with_house(text))
    if " - " in text and "," not in text:
        text = _UNHYPHENED.sub(" - ", text)
    commas = _UNCOMMAED.sub(", ", text) if "," in text else text
    off = int(commas != text)
    text = commas
    parted = _BETWEEN.split(_with_hyphens(text))
    names = [at for at in range(0, len(parted), 2) if parted[at].strip()]
    off += _with_province(parted, names[-1]) if names else 0
    scope = frozenset(_provinces(parted))
    held = dict(enumerate(_piece(part, scope) for part in parted))
    last = frozenset(_provinces([parted[names[-1]]])) if names else frozenset()
    if len(last) == 1:
        kinds = [_kind(fold(found["kind"])) if (found := _KIND.search(parted[at])) else "" for at in names]
        bare = held_bare([parted[at] for at in names], kinds, *last)
        held |= {names[number]: each for number, each in bare.items() if each.known or not held[names[number]].known}
    return Held(
        "".join(part.text for part in held.values()).replace(_HYPHEN, " - "),
        known=sum(part.known for part in held.values()),
        unknown=sum(part.unknown for part in held.values()),
        doubtful=off + sum(part.doubtful for part in held.values()),
    )


_UNHYPHENED = re.compile(r"(?<=[^\W\d_]) (?=(?:Tỉnh|Huyện|Thị xã|Thành phố|TP\.) [A-ZĐ])")
"""Where a hyphen at the end or the beginning of a line was lost, before a unit of an address with hyphens."""
_UNCOMMAED = re.compile(r"(?<=[^\W\d_])(?<! đất đai) (?=(?:Tỉnh|Huy[eêệềểễế]n) [A-ZĐ])")
"""Where a comma at the end of a line was lost, or none was printed."""
_HYPHEN = " \N{HYPHEN} "
"""Stands for the hyphen within a name while an address is taken apart."""


def _with_hyphens(text: str) -> str:
    plain = fold(text)
    for found in (found for name in hyphened() for found in name.finditer(plain)) if len(plain) == len(text) else ():
        inside = text[found.start() : found.end()]
        text = text[: found.start()] + re.sub(r" [-–] ", _HYPHEN, inside) + text[found.end() :]
    return text


def _with_province(parted: list[str], last: int) -> int:
    """Put the last part of an address right where it is one letter off one province; how many are (they stay in doubt)."""
    found = _KIND.search(parted[last])
    name = (found["rest"] if found else parted[last]).strip()
    if found and _kind(fold(found["kind"])) not in PROVINCE_KINDS:
        return 0
    if plain_name(name) in provinces() or fold(name) in PROVINCES or any(_provinces([parted[last]])):
        return 0
    near = alike(("tinh",), plain_name(name), tuple(spellings()))
    if len(near) != 1:
        return 0
    right = min(near)
    parted[last] = parted[last].replace(name, right.upper() if name.isupper() else right)
    return 1


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
    text = re.sub(r"\b([Tt])[oôơồốộỗọỏ](?= dân phố)", r"\1ổ", text)
    text = re.sub(r"^(?:SỐ|ẤP)(?= [a-zà-ỹđ])", lambda found: found[0].capitalize(), text)
    text = re.sub(r"^TỔ(?= \d[^A-ZĐÀ-Ỹ]*, [^A-ZĐÀ-Ỹ])", "Tổ", text)  # as large as its small letters
    text = re.sub(r"\bchơ(?= [A-ZĐ])", "chợ", text)
    text = re.sub(r"\bKi[eéẽêếềểễệ]t (?=số \d)", "Kiốt ", text)
    return _ELEVENTH.sub(r"\1 1\2", _FIGURE.sub(lambda found: f"{found[1]} 6", text))


_UNPARTED = re.compile(r"\b(Tổ|Số|Thôn|Xóm|Ấp|Ngõ|Đội|Khóm|[Pp]hố|[Pp]hường|[Qq]uận)(?=\d)")
_TITLES = ("thị trấn", "thị xã", "thành phố", "đặc khu")
"""Of two words: Quan Hóa, Phương Liệt and Tĩnh Gia begin with the letters of kinds of one. Names have capitals twice."""


def _with_kinds(text: str) -> str:
    """The kinds of units at the beginnings of the parts of an address in their spelling: "Thành phế Việt Trì"."""
    return "".join(map(_with_kind, re.split(r"(, | [-–] )", text)))


def _with_kind(part: str) -> str:
    for kind in _TITLES:
        read, rest = part[: len(kind)], part[len(kind) :]
        near = Levenshtein.distance(fold(kind), fold(read)) <= 1 and read.split(" ")[-1].islower()
        if near and rest.startswith(" ") and read.casefold() != kind:
            return (kind.capitalize() if read[:1].isupper() else kind) + rest
    return _with_short_kind(part)


_ONE_WORD = {fold(kind): kind for kind in ("Xã", "Phường", "Quận", "Huyện", "Tỉnh")}


def _with_short_kind(part: str) -> str:
    """A kind of one word in its tones, where a unit of that kind has the name behind it: "Huyên Vị Thủy"."""
    read, _, name = part.partition(" ")
    kind = _ONE_WORD.get(fold(read))
    wrong = kind and read.istitle() and tone_key(read) != tone_key(kind)
    return f"{kind} {name}" if wrong and any(of_kinds((fold(read),), plain_name(name), ())) else part


# What a six is read as in some faces; no hamlet and no ward is called so.
_FIGURE = re.compile(r"\b(Tổ|Số|Thôn|Xóm|Ấp|Ngõ|Đội|Khóm|phố|Phường|phường|Quận|quận) ó(?=[,;\s]|$)")


_ELEVENTH = re.compile(r"\b(Thôn|Xóm|Ấp|Đội) [TIl](\d)(?=[,;\s]|$)")
"""The first figure of two, read as a letter: "Thôn T1"."""


def _house_word(found: re.Match[str]) -> str:
    word = _HOUSE.get(fold(found[1]), found[1])
    if is_place(re.split(r",| [-–] ", found.string[found.start() :])[0]):
        return found[1]  # Tô Châu is no Tổ, Bàn Đạt no Bản
    if found[1].isupper() or tone_key(word) == tone_key(found[1]):
        return found[1]
    return word.lower() if found[1].islower() else word


def hold_name(name: str) -> Held:
    """Hold the bare name of a province, district or commune against the gazetteer, as the head of a document has it."""
    if is_place(name):
        return Held(name, known=1)
    plain = plain_name(name)
    units = (units for province in spellings().values() for units in province.values())
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
    alike = process.extract(plain, list(all_names()), scorer=Levenshtein.distance, score_cutoff=1, limit=2)
    spellings = {spelling for found, _, _ in alike for spelling in all_names()[found]}
    return spellings.pop() if len(spellings) == 1 else None


_LONG_NAME = 8


def _provinces(parts: Iterable[str]) -> Iterator[str]:
    """The folded names of the provinces that the parts of a text name: after their kind, or as a part by itself."""
    for part in parts:
        found = _KIND.search(part)
        words = (found["rest"] if found else part).split()
        kind = fold(found["kind"]) if found else ""
        if not found or _kind(kind) in PROVINCE_KINDS:
            for count in range(min(len(words), _LONGEST), 0, -1):
                if plain_name(" ".join(words[:count])) in provinces():
                    yield provinces()[plain_name(" ".join(words[:count]))]
                    break


def _piece(part: str, scope: frozenset[str]) -> Held:
    found = _KIND.search(part)
    if found:
        kind = fold(found["kind"])
        start = found.start("rest")
        put = _named(part[start:], _kind(kind), scope)
        return replace(put, text=part[:start] + put.text)
    lead = len(part) - len(part.lstrip())
    words = part.split()
    for count in range(min(len(words), _LONGEST), 0, -1):
        if plain_name(" ".join(words[:count])) in provinces() and words[0][:1].isupper():
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
        spellings = set(of_kinds((kind,), plain_name(read), scope)) or set(of_kinds(KINDS, plain_name(read), scope))
        if not spellings:
            continue
        tail = words[count:]
        if read.isdigit() or any(_key(read) == _key(spelling) for spelling in spellings):
            return Held(" ".join([_cased(read, spellings), *tail]), known=1)
        if len({tone_key(spelling) for spelling in spellings}) == 1:
            right = min(spellings)
            return Held(" ".join([right.upper() if read.isupper() else right, *tail]), known=1)
        return Held(rest, doubtful=1)
    if re.match(r"Ta(?= [A-ZĐ])", rest):  # "Ta Lâu": in typewriter faces an I has the bar of a T
        return _named(f"I{rest[1:]}", kind, scope)
    near = alike((kind,), plain_name(rest), scope)
    parted = rest if any(_joined(rest) == _joined(each) for each in near) else None  # other words, as printed
    sound = all(map(is_syllable, rest.split()))
    if len(near) == 1 and (not sound or fold(min(near)) in scope):  # real words may be the name of a unit in no list
        return Held(parted or (min(near).upper() if rest.isupper() else min(near)), doubtful=1)
    return Held(rest, doubtful=1) if near or not sound else Held(rest, unknown=1)


def _key(name: str) -> str:
    """A name as tones tell it from others; of a highland name that ends in k its tone may be left out: Đăk, Đắk."""
    return tone_key(re.sub(r"ắk\b", "ăk", name.casefold()))


def _joined(name: str) -> str:
    return plain_name(name).replace(" ", "")


def _cased(read: str, spellings: Collection[str]) -> str:
    """The name with the capitals of its spelling, else only at the beginnings of its words where one is all capitals."""
    words = read.split(" ")
    if read.isupper() or len(words) == 1:
        return read
    if read in spellings:
        return read
    for spelling in spellings:
        if spelling.casefold() == read.casefold():
            return read if _small_behind_apostrophes(spelling) == _small_behind_apostrophes(read) else spelling
    return " ".join(word.capitalize() if word.isupper() and len(word) > 1 else word for word in words)


def _small_behind_apostrophes(name: str) -> str:
    """Đắk R'lấp for Đắk R'Lấp: offices print both."""
    return re.sub(r"['’]\w", lambda found: found[0].lower(), name)


def _with_streets(text: str) -> str:
    """Names that streets bear everywhere, in their right tones."""
    plain = fold(text)
    if len(plain) != len(text):
        return text
    for name, pattern in _streets():
        for found in pattern.finditer(plain):
            read = text[found.start() : found.end()]
            unit = _KIND.match(text[max(found.start() - 12, 0) : found.end()].lstrip())
            named = read[:1].isupper() and not read.isupper()  # "thị trấn Phú Mỹ" is no street
            if len(name) == len(read) and not unit and read != name and named:
                text = text[: found.start()] + name + text[found.end() :]
    return text
