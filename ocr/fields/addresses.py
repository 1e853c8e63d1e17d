"""Addresses and other texts that name places: cleaned of specks, spelled as the gazetteer has them, whole or in doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, product

from rapidfuzz.distance import Levenshtein

from dossier.text import fold, tone_key
from ocr.fields.checked import Checked
from ocr.fields.confidence import Check
from ocr.fields.gazetteer import Held
from ocr.fields.lost_commas import BUILDING, with_lost_commas
from ocr.fields.phrases import spelled
from ocr.fields.places import hold, hold_name
from ocr.fields.prose import without_signs_behind
from ocr.fields.vocabulary import PROVINCES, has_rare_surname, has_surname, is_name
from ocr.syllable import is_syllable

_SIGN_BEFORE = re.compile(r"(?:(?<=\s)|^)['’‘`´.,;:]+(?=[^\W\d_])")
_LABEL_BEFORE = re.compile(r"^\W*(?:[ĐD][iị]a ch[iíỉ]|Đ/c)(?:\s*:\s*|\s+(?=\S))")
"""A label under a heading that asks for the address: "2. Trụ sở của hộ kinh doanh", "Địa chỉ: Tổ 12"."""
_BEHIND = 4
"""Words of specks that may follow an address on its last line."""


_QUOTE_IN = re.compile(r"(?<=\d)['’‘`](?=[^\W\d_])")
"""A speck where the space behind a house's number was."""
_DASH_BEHIND = re.compile(r", [-–—]+ (?=[^\W\d_])")
"""A comma and a dash: the rule of a column or a speck."""
_STOP = re.compile(r"(?<=[^\W\d_]{3})[.](?=\s+([^\W\d_]+))")
"""A full stop behind a word that is no abbreviation: a speck, or the comma before a unit."""
_HALF_DASH = re.compile(r"(?<=[^\W_])(?: -|- )(?=[^\W\d_])")
"""A hyphen of which one space was lost."""
_BARE_KIND = re.compile(r"(?<=[,–-] )(X|H|T|TT|TX|P|Q) (?=[A-ZĐÀ-Ỹ])")
"""A kind of unit in one or two letters, whose full stop was lost; "TP" is often printed without one."""
_STOP_BETWEEN = re.compile(
    r"(?:(?<=\d)[.](?=\s+[^\W\d_])|(?<=[^\W\d_][a-zà-ỹđ])[.](?=\s+(?:thôn|xóm|ấp|tổ|khu|xã|phường|đường|quận|huyện|thị|thành phố|tỉnh)\s))"
)
"""What was a comma: behind a number or a word that is no abbreviation, before what an address goes on with."""
_UNITS = ("xa", "phuong", "thi", "huyen", "quan", "thanh", "tinh")


_UNIT_SPELLINGS = {
    fold(unit).replace(" ", ""): unit
    for unit in (
        "xã",
        "huyện",
        "quận",
        "phường",
        "tỉnh",
        "thị xã",
        "thị trấn",
        "thành phố",
        "khu phố",
        "tổ dân phố",
        "thôn",
        "xóm",
    )
}
_STROKE_IN = re.compile(r"\b(Thôn|Xóm|Ấp|Đội|Bản|Buôn|Làng|Khóm|Khu phố|Tổ dân phố)[-–—.](?=[^\W\d_])")
"""A speck between the kind of a hamlet and its name."""


_CARE = ("Bệnh viện", "Trung tâm Y tế", "Trạm Y tế", "Nhà hộ sinh")
"""Where children are born."""


def _with_units(address: str) -> str:
    """An address with the kinds of its units, in small letters behind a comma, in their spelling: "huyên" has lost a dot."""
    first, *others = _STROKE_IN.sub(r"\1 ", address).split(", ")
    first = spelled(first) if first.startswith(_CARE) else first
    for kind in _CARE:
        if fold(first[: len(kind)]) == fold(kind) and first[:1].isupper() and first[len(kind) : len(kind) + 1] == " ":
            first = _in_case(kind, first) + first[len(kind) :]
    return ", ".join([first, *map(_with_unit, others)])


def _in_case(kind: str, read: str) -> str:
    """The words of a kind with the capitals that were read."""
    return "".join(new.upper() if old.isupper() else new.lower() for new, old in zip(kind, read, strict=False))


def _with_unit(part: str) -> str:
    words = part.split(" ")
    for count in (3, 2, 1):
        kind = "".join(words[:count])
        if len(words) > count and kind.islower() and fold(kind) in _UNIT_SPELLINGS:
            return " ".join([_UNIT_SPELLINGS[fold(kind)], *words[count:]])
    return part


def _ending(address: str) -> str:
    """The address without what was read of specks before and behind its words and behind the name of its province."""
    address = without_signs_behind(_LABEL_BEFORE.sub("", address))
    address = _HALF_DASH.sub(" - ", address)
    address = _BARE_KIND.sub(r"\1. ", address)
    address = _STOP_BETWEEN.sub(",", re.sub(r"^[^\w(]+", "", address)).replace(";", ",")
    address = _DASH_BEHIND.sub(", ", re.sub(r",(?:\s*,)+", ",", _QUOTE_IN.sub(" ", address)))
    address = _with_commas(address)
    address = _SIGN_BEFORE.sub("", address)
    words = address.split(" ")
    for count in range(min(_BEHIND, len(words) - 1)):
        kept = " ".join(words[: len(words) - count])
        if ends_in_province(kept):
            gone = words[len(words) - count :]
            return kept if not any(is_syllable(word) and len(word) > 1 for word in gone) else address
    return address


def _with_commas(address: str) -> str:
    """An address with commas for full stops where they part units, and without them where they are specks."""
    address = _STOP.sub(lambda found: "," if fold(found[1]) in _UNITS and found[1][0].isupper() else found[0], address)
    stops = [found.start() for found in _STOP.finditer(address)]
    if not stops or len(stops) > _MOST_STOPS:
        return _STOP.sub("", address)
    return max((_stopped(address, stops, signs) for signs in product(("", ","), repeat=len(stops))), key=_units_known)


_MOST_STOPS = 3
"""More full stops than that are the dots of a leader."""


def _stopped(address: str, stops: Sequence[int], signs: Sequence[str]) -> str:
    parts = [address[start:end] for start, end in pairwise([0, *(at + 1 for at in stops), len(address) + 1])]
    whole = (part[:-1] + sign for part, sign in zip(parts, signs, strict=False))
    return "".join(whole) + parts[-1]


def _units_known(address: str) -> int:
    """How many units of the gazetteer an address names, less what is none."""
    held = hold(address)
    return held.known - held.unknown - held.doubtful


_KIND_BEFORE = re.compile(r"^(?:T\.?P\.?|thành phố|thị xã|quận|huyện|phường|xã|tỉnh)\s+", re.IGNORECASE)


def check_place(value: str) -> Checked:
    """The place of a document: a name of the gazetteer, with or without its kind; numbers are names of wards."""
    bare = _KIND_BEFORE.sub("", value)
    held = hold_name(bare)
    misread = held.doubtful or (held.unknown and not any(map(str.isdigit, bare)))
    check = Check.PLAUSIBLE if held.known else Check.DOUBTFUL if misread else Check.NONE
    return Checked(value[: len(value) - len(bare)] + held.text, check)


def is_address(key: str) -> bool:
    """Whether a field holds an address or the place of an event."""
    return re.search(_PLACES, key) is not None


def check_address(key: str, value: str) -> Checked:
    """An address in the gazetteer's spelling; in doubt where a part of it may be lost or is no unit's name."""
    held = hold(_with_units(_ending(value)))
    text = with_lost_commas(held.text)
    sound = (
        ends_in_province(held.text)
        and not held.doubtful
        and not _COMMUNE.match(held.text.rpartition(", ")[2])
        and not _WITHOUT_COMMA.match(held.text)
        and not _HIGHLAND.match(held.text)
        and not _LETTERED.match(value)
        and not _stops_within(value)
        and not _IN_TWO_CASES.match(held.text)
        and not _is_near_kind(held.text.split(" ")[0])
        and not _UNEVEN.search(held.text)
        and text == held.text
        and not (_HALF_DASH.search(value) and " - " not in value)
        and not (" - " in held.text and " – " in held.text)
        and not _is_partly_in_capitals(held.text)
        and not _is_hamlet_in_other_tones(held.text)
        and not _is_street_in_other_tones(held.text)
        and not _begins_with_other_word(held.text)
        and not ("residence" in key and _DISTRICT.match(held.text))
    )
    sound = sound and not (key == "registered_at" and "," not in held.text and not _BODY.match(held.text))
    whole = "," in held.text or BUILDING.match(held.text)  # a province alone may be the last line of an address
    known = Check.CONFIRMED if held.known >= 2 else Check.PLAUSIBLE if whole else Check.NONE
    check = Check.DOUBTFUL if not sound else Check.NONE if held.unknown else known
    return Checked(text, check, _share(held))


def _is_near_kind(word: str) -> bool:
    """Whether a word is a letter off what hamlets are called: "Thân Quyết Thắng"."""
    plain = fold(word)
    return any(plain != kind and plain[:1] == kind[0] and Levenshtein.distance(plain, kind) == 1 for kind in _HAMLETS)


_HAMLETS = ("thon", "xom", "buon", "khom")


def _stops_within(address: str) -> bool:
    """Whether full stops stand in it that may be commas or specks."""
    return any(fold(found[1]) not in _UNITS for found in _STOP.finditer(address))


_HAMLET = re.compile(r"(?:Thôn|Xóm|Ấp|Bản|Buôn|Làng|Khóm|Sóc|Khu|Khối) (?P<name>[^,\d]+)")


def _is_hamlet_in_other_tones(address: str) -> bool:
    """Whether the hamlet has the letters of a unit's name and not its tones: many bear the names of communes."""
    found = _HAMLET.match(address)
    if not found:
        return False
    held = hold_name(found["name"])
    return held.doubtful > 0 or (held.known > 0 and tone_key(held.text) != tone_key(found["name"]))


_STREET = re.compile(r"(?:Số |Nhà số )?\d[\w/-]* (?:đường |phố |ngõ \d+ (?:đường |phố )?)?(?P<name>[A-ZĐÀ-Ỹ][^,\d]+),")


def _is_street_in_other_tones(address: str) -> bool:
    """Whether the street bears a person's name whose family name has lost its tones: "Đăng Thùy Trâm"."""
    found = _STREET.match(address)
    named = found is not None and found["name"].count(" ") > 1 and is_name(found["name"])
    return found is not None and named and (not has_surname(found["name"]) or has_rare_surname(found["name"]))


_NUMBERED = re.compile(r"(?P<word>[^\W\d_]+)[.]? \d+[A-Z]?,")
_BEFORE_NUMBERS = frozenset(
    (
        "số", "tổ", "thôn", "xóm", "ấp", "khu", "đội", "khóm", "bản", "buôn",
        "làng", "sóc", "khối", "ngõ", "ngách", "hẻm", "kiệt", "lô", "căn", "nhà",
        "phòng", "tầng", "tòa", "toà", "đường", "phố", "phường", "quận", "xã", "block",
        "km", "cụm", "đ", "p", "q", "t", "k", "b",
    )
)  # fmt: skip


def _begins_with_other_word(address: str) -> bool:
    """Whether an address begins with a word and a number, and the word is none that has one: "Tế 1" for Tổ 1."""
    found = _NUMBERED.match(address)
    return found is not None and found["word"].casefold() not in _BEFORE_NUMBERS


_WITHOUT_COMMA = re.compile(r"(?:Đội|Tổ|Khóm|Khu phố) \d+ (?:thôn|xóm|ấp|bản|buôn|làng|sóc|khóm)\b")
"""A part and the next with nothing between them: the comma may be lost."""


def _is_partly_in_capitals(address: str) -> bool:
    """Whether a word with marks is in capitals and others are not: "Tân LẬP"; abbreviations have no marks."""
    words = re.findall(r"[^\W\d_]{2,}", address)
    capitals = [word for word in words if word.isupper() and not word.isascii()]
    return bool(capitals) and not all(map(str.isupper, words))


def _share(held: Held) -> float:
    names = held.known + held.unknown + held.doubtful
    return 1 - held.known / names if names else 0.5


_DISTRICT = re.compile(r"(?:Huyện|Quận|Thị xã|H\.|Q\.|T\.?X\.?) ")
"""What a residence begins with whose first line was not read: nobody lives in a district but in a commune of it."""
_HIGHLAND = re.compile(r"(?:Buôn|Plei|Plơi|Kon|Ea|Ia|Đắk|Đăk|Krông|Chư|Cư)\s[^,]*[^\W\d_][il]\b[^,]*,")
"""A hamlet of the highlands with an i or an l at the end of a word, each of which is read for the other: Ea Nuôl."""
_LETTERED = re.compile(r"(?:Thôn|Xóm|Ấp|Đội|Khóm|Tổ|Bản|Buôn) (?:[^\W\d_]|[^\W\d_]\d|\d[^\W\d_A-Z]),")
"""A hamlet of one letter, or of a letter and a figure: a figure was read so."""
_UNEVEN = re.compile(r"[^\W\d_][a-zà-ỹđ][.]\s|[^\W\d_]{3}\d|\b\d(?=[à-ỹ])|\d[IlO]\b|:")
"""What no address has: a full stop behind a word that is no abbreviation, a figure in a word ("Thân4", "7ổ") or a letter
in a number ("38I"), a colon."""
_BODY = re.compile(r"Ủy ban|Uỷ ban|UBND|Phòng|Sở|Cục|Đại sứ|Tổng lãnh sự|Cơ quan", re.IGNORECASE)
"""What registers births and marriages; a province alone is what is left of its name."""
_IN_TWO_CASES = re.compile(r"Xã [^,]+, (?:huyện|thị xã|thành phố|tỉnh) ")
"""A commune whose first letter, which differs from its capital in size only, is none of the others' case."""
_COMMUNE = re.compile(r"(?:xã|phường|thị trấn|huyện|quận|thị xã)\s", re.IGNORECASE)
"""What no address ends with: the province is missing, or the comma before it."""
_SEMICOLON = re.compile(r";(?=\s+(?:thôn|xóm|ấp|tổ|khu|xã|phường|quận|huyện|thị|thành phố|tỉnh)\s)")
"""What was a comma before a unit: no body has two."""
_STOP_IN_NAME = re.compile(r"[^\W\d_A-ZĐ]{2}[.]\s")
"""A full stop behind a word in small letters: a speck or a comma."""


def names_places(key: str) -> bool:
    """Whether a field is text in which places are named."""
    return key in _WITH_PLACES


def check_places_in(key: str, value: str) -> Checked:
    """A text with the places that it names in the gazetteer's spelling."""
    first, *others = _SEMICOLON.sub(",", _STOP_BETWEEN.sub(",", value)).split(", ")
    held = hold(", ".join([first, *map(_with_unit, others)]))
    cut = key == "request" and " tại " in held.text and not ends_in_province(held.text)
    cut = cut or _STOP_IN_NAME.search(held.text) is not None
    return Checked(held.text, Check.DOUBTFUL if held.doubtful or held.unknown or cut else Check.NONE, _share(held))


_WITH_PLACES = ("request", "addressed_to", "issuing_body")
_PLACES = r"residence|origin|place_of_birth|address$|registered_at"


def ends_in_province(address: str) -> bool:
    """Whether an address ends in the name of a province, old or new: what is cut off by mistake does not.

    Hospitals bear the name without a comma before it ("Bệnh viện Phụ sản An Giang").
    """
    folded = f" {re.sub(r'[^a-z0-9]+', ' ', fold(address)).strip()}"
    return any(folded.endswith(f" {province}") for province in _PROVINCE_WORDS)


_PROVINCE_WORDS = tuple(re.sub(r"[^a-z0-9]+", " ", province).strip() for province in PROVINCES)
