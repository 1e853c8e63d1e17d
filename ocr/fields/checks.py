"""What a value must be: of a closed list, spelled as names are, an address that ends in a province, a legal number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from dossier.codes import IdNumber
from dossier.doctype import FieldSpec, FieldType
from dossier.text import fold
from dossier.values import Value, parse_date, parse_date_words
from ocr.fields.confidence import Check, Family
from ocr.fields.gazetteer import Held
from ocr.fields.mail import is_near_known_domain
from ocr.fields.phrases import spelled
from ocr.fields.places import hold, hold_name
from ocr.fields.syllables import unknown_words
from ocr.fields.vocabulary import (
    ETHNICITIES,
    NATIONALITIES,
    PLACE_CODES,
    PROVINCES,
    RELATIONS,
    adds_marks,
    has_rare_surname,
    has_surname,
    highland,
    is_given,
    is_name,
    is_syllable,
    lacks_tone,
    listed,
    parted_name,
    torn_surname,
    unusual,
    with_any_surname,
    with_surname,
)

CLOSED = {"ethnicity": ETHNICITIES, "nationality": NATIONALITIES, "relation_to_head": RELATIONS}
"""The values that a field may have, by its key."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A value held against what such values must be, in the spelling of the lists; ``unlisted``: share not in them."""

    value: Value | None
    check: Check = Check.NONE
    unlisted: float = 0.0


def check_value(spec: FieldSpec, family: Family, value: Value | None) -> Checked:
    """Hold a value against what such values must be; closed lists give back their own spelling.

    A text with a word that is none is in doubt whatever else speaks for it.
    """
    if not isinstance(value, str):
        return Checked(value)
    checked = _held(spec, family, value)
    prose = family is Family.TEXT and spec.key not in _NO_PROSE and isinstance(checked.value, str)
    if prose and (unknown_words(str(checked.value)) or has_half_a_quote(str(checked.value))):
        return replace(checked, check=Check.DOUBTFUL)
    return checked


_NO_PROSE = ("email", "certificate_number")


def has_half_a_quote(text: str) -> bool:
    """Whether one of two quotation marks was not read."""
    return (text.count('"') + text.count("“") + text.count("”")) % 2 == 1


def _held(spec: FieldSpec, family: Family, value: str) -> Checked:
    if spec.key in CLOSED:
        known = listed(value, CLOSED[spec.key])
        check = Check.CONFIRMED if known == value else Check.PLAUSIBLE if known else Check.DOUBTFUL
        return Checked(known or value, check)
    if family is Family.NAME:
        return check_name(value if spec.key == "signer_name" else _without_title(value))
    if spec.key == "certificate_number":
        return _registered(value)
    if spec.key == "business_name":
        return _business(spelled(value))
    if re.search(_PLACES, spec.key):
        return _address(spec.key, value)
    if spec.key == "place":
        return _place(value)
    if spec.key in _WITH_PLACES:
        held = hold(_STOP_BETWEEN.sub(",", value))
        cut = spec.key == "request" and " tại " in held.text and not ends_in_province(held.text)
        cut = cut or _STOP_IN_NAME.search(held.text) is not None
        return Checked(held.text, Check.DOUBTFUL if held.doubtful or held.unknown or cut else Check.NONE, _share(held))
    return Checked(value, _form(spec, value))


def _form(spec: FieldSpec, value: str) -> Check:
    """Whether a value has the form of its kind."""
    if spec.key.endswith("_vnd") and "." in value:  # the đồng has no parts
        return Check.DOUBTFUL
    if spec.type in (FieldType.SEX, FieldType.YEAR):
        return Check.PLAUSIBLE
    if spec.key in ("parcel_number", "map_sheet_number"):
        return Check.PLAUSIBLE if _PARCEL.fullmatch(value) else Check.DOUBTFUL
    if spec.key == "phone":
        even = " " not in value or all(len(group) <= _GROUP for group in re.split(r"[ .()-]+", value))
        return Check.PLAUSIBLE if even and _PHONE.fullmatch(re.sub(r"[ .()-]", "", value)) else Check.DOUBTFUL
    if spec.key == "email":
        formed = re.fullmatch(r"[\w.+-]+@[\w-]+(?:[.][a-z]+)+", value) and not is_near_known_domain(value)
        return Check.PLAUSIBLE if formed else Check.DOUBTFUL
    if spec.type is FieldType.DATE:
        future = "birth" in spec.key and value > _NOBODY_BORN_AFTER
        return Check.PLAUSIBLE if len(value) == 10 and not future else Check.DOUBTFUL
    if spec.type is FieldType.ID:
        return Check.PLAUSIBLE if plausible_number(value) else Check.DOUBTFUL
    return Check.NONE


_NOBODY_BORN_AFTER = "2050"
_GROUP = 4
"""Digits of a telephone number between two spaces, at most: in "077 8129922" a space was not read."""
_PARCEL = re.compile(r"\d+(?:[-/., ]+\d+)*[a-z]?")
# Mobile numbers of today and of before September 2018, numbers at fixed places (TT 22/2014/TT-BTTTT and its plan).
_PHONE = re.compile(r"(?:0|\+?84)(?:[35789]\d{8}|1[2689]\d{8}|2\d{8,9})")
# A register's number with its year or symbol ("376/2023", "376/TLKS-BS", "162/2025-XNTTHN"), a serial number ("AB 123456").
_REGISTERED = re.compile(
    r"\d+[a-z]?(?:/(?:19|20)\d\d)?(?:[/-][A-ZĐ][A-ZĐa-z]*(?:-[A-ZĐ][A-ZĐa-z]*)*)?|[A-ZĐ]{2} ?\d{6,8}"
)


_UNPARTED = re.compile(r"(\d{1,6})([A-ZĐ]{2,}-[A-ZĐ]{2,})")
_STROKE_LIKE = re.compile(r"(?<=\d)[Il|](?=(?:19|20)\d\d(?:-|$))")
_WITH_SYMBOL = re.compile(r"(\d+[a-z]?(?:/(?:19|20)\d\d)?[/-])([A-ZĐ][A-ZĐ0-9 /-]*)")
_SYMBOLS = (
    "UBND-XNTTHN", "XNTTHN", "XN-UBND", "UBND-XN", "TLKS-BS", "TLKH-BS", "TLKT-BS", "TLKS", "TLKH", "TLKT", "KS", "KH",
)  # fmt: skip
"""Symbols of registers: confirmations of marital status, extracts and copies of births, marriages and deaths."""


def _registered(value: str) -> Checked:
    """A register's number, its symbol as registers have it where one letter is off; a symbol of the list stands.

    A stroke that was not read is put back in doubt: it may be the last digit that was read. Where one letter would make
    several symbols nobody can tell which was printed.
    """
    value, strokes = _STROKE_LIKE.subn("/", value)
    parted = _UNPARTED.fullmatch(value)
    found = parted or _WITH_SYMBOL.fullmatch(value)
    if not found:
        return Checked(value, Check.PLAUSIBLE if _REGISTERED.fullmatch(value) else Check.DOUBTFUL)
    number, symbol = (f"{found[1]}/" if parted else found[1]), found[2].replace(" ", "")
    near = [known for known in _SYMBOLS if len(known) > 2 and Levenshtein.distance(known, symbol) <= 1]
    known = symbol in _SYMBOLS
    whole = f"{number}{near[0] if len(near) == 1 and not known else symbol}"
    cut = not known and any(each.startswith(symbol) for each in _SYMBOLS)
    sound = not parted and not strokes and not cut and (known or len(near) <= 1) and _REGISTERED.fullmatch(whole)
    return Checked(whole, Check.PLAUSIBLE if sound else Check.DOUBTFUL)


_BUSINESS = "HỘ KINH DOANH"


def _business(value: str) -> Checked:
    """The name of a household business with the three words that all such names begin with.

    Of a person's name in it the tilde of Nguyễn is put back before Văn and Thị; before others it may be Nguyên.
    """
    words = value.split(" ")
    begins = " ".join(words[:3])
    like = fuzz.ratio(fold(begins), fold(_BUSINESS)) >= _LIKE
    if like and len(words) <= 3:
        return Checked(value, Check.DOUBTFUL)  # its name stands on the next line
    if not like or not begins.isupper():
        return Checked(value)
    words = spelled(value).split(" ")
    name = " ".join(words[3:])
    lost = fold(words[3]) == "nguyen" and not has_surname(name)
    surname = lost and len(words) > 5 and fold(words[4]) in ("van", "thi")
    held = with_surname(name) if surname else name
    strange = unusual(held) if is_name(held) else 0.0
    foreign = any(_VOWEL.search(fold(word)) and not is_syllable(word) for word in words if word.isalpha())
    return Checked(f"{_BUSINESS} {held}", Check.DOUBTFUL if foreign or (lost and not surname) else Check.NONE, strange)


_LIKE = 88
_VOWEL = re.compile(r"[aeiouy]")
"""What every syllable has, and no abbreviation as TNHH."""


def _without_title(name: str) -> str:
    """A name without "Ông", "Bà", "Hộ ông" before it; "Ông" is a family name too, where no other follows."""
    bare = re.sub(r"^(?:Hộ\s+)?(?:[Ôô]ng|[Bb]à|ÔNG|BÀ)(?:\s*/\s*[Bb]à)?\s*:?\s+(?=\S)", "", name)
    bare = with_surname(bare)
    return bare if bare != name and bare.count(" ") >= 2 and has_surname(bare) else name


_LETTER_LIKE = str.maketrans("150", "iso")


def _lettered(word: str) -> str:
    """A word of a name with letters for the digits in it, and without a T behind its K: no name has either."""
    bare = word[:1] + word[2:]
    if word[:2].upper() == "KT" and is_syllable(bare):
        return bare  # engines see a T behind a bold K
    if word.isalpha() and not is_syllable(word):
        return _with_i(word)
    if word.isalpha() or not any(map(str.isalpha, word)):
        return word
    return (
        word.translate(_LETTER_LIKE).upper() if word.upper() == word and len(word) > 2 else word.translate(_LETTER_LIKE)
    )


def _with_i(word: str) -> str:
    """A word that is no syllable with an I for one of its Ts, if one alone makes a given name: LTNH, MAT, THT."""
    places = [at for at, letter in enumerate(word) if letter in "Tt"]
    names = {word[:at] + ("I" if word[at] == "T" else "i") + word[at + 1 :] for at in places}
    known = [name for name in names if is_syllable(name) and is_given(name)]
    return known[0] if len(known) == 1 else word


def _in_one_case(name: str) -> str:
    """A name in capitals but for the small letters of its first word: "Đỗ ÁI NHI", whose capitals look like those."""
    first, _, rest = name.partition(" ")
    return name.upper() if len(rest) > 2 and rest.isupper() and len(first) <= 2 and not first.isupper() else name


def _with_surname_torn(name: str) -> str:
    """A name that begins in the middle of the one family name that ends so: "rương Thị Hoa"."""
    first, space, rest = name.partition(" ")
    surname = torn_surname(first) if first[:1].islower() and first.isalpha() else None
    return f"{surname}{space}{rest}" if surname else name


_WOMAN_IN = re.compile(r"(?<=[^\W\d_] )H ?(?=[A-ZĐ][^\W\d_A-ZĐÀ-Ỹ])")
"""What is left of H' before the given name of a woman of the highlands, behind her clan's: "Rơ Mah HYung"."""
_HORNED = re.compile(r"\b[ỨỬ][^\W\d_]")
"""The hook and the acute over a capital that has a horn too are alike to engines."""


def check_name(value: str) -> Checked:
    """Hold a name against how names are spelled; a slip that only one spelling can be behind is put right."""
    if upland := highland(value):
        return Checked(upland, Check.NONE, unusual(upland))
    torn = value[:1].islower()
    value = _with_surname_torn(_WOMAN_IN.sub("H'", value))
    value = _in_one_case(re.sub(r"(?<=[^\W\d_])[.:;,]+(?=\s)", "", value))
    lettered = " ".join(map(_lettered, parted_name(value).split(" ")))
    read = with_surname(lettered)
    name = with_any_surname(read)
    guessed = (
        name != read
        or not adds_marks(lettered, read)
        or parted_name(value) != value
        or any(map(lacks_tone, name.split(" ")[1:]))
    )
    sound = is_name(name) and has_surname(name) and all(is_syllable(word) for word in name.split())
    strange = unusual(name)
    if (
        not sound
        or torn
        or _HORNED.search(name)
        or guessed
        or has_rare_surname(name)
        or any(fold(word) == "nguyen" and not has_surname(word) for word in name.split()[1:-1])
    ):
        return Checked(name, Check.DOUBTFUL, strange)  # "TRẦN NGUYÊN HOÀI MAI": engines lose the tilde of Nguyễn
    return Checked(name, Check.NONE if strange else Check.PLAUSIBLE, strange)


_SIGN_BEFORE = re.compile(r"(?:(?<=\s)|^)['’‘`´.,;:]+(?=[^\W\d_])")
_BEHIND = 3
"""Words of specks that may follow an address on its last line."""


_QUOTE_IN = re.compile(r"(?<=\d)['’‘`](?=[^\W\d_])")
"""A speck where the space behind a house's number was."""
_STOP = re.compile(r"(?<=[^\W\d_]{3})[.](?=\s+([^\W\d_]+))")
"""A full stop behind a word that is no abbreviation: a speck, or the comma before a unit."""
_STOP_BETWEEN = re.compile(
    r"(?:(?<=\d)[.](?=\s+[^\W\d_])|(?<=[^\W\d_]{3})[.](?=\s+(?:thôn|xóm|ấp|tổ|khu|xã|phường|đường|quận|huyện|thị|thành phố|tỉnh)\s))"
)
"""What was a comma: behind a number or a word that is no abbreviation, before what an address goes on with."""
_UNITS = ("xa", "phuong", "thi", "huyen", "quan", "thanh", "tinh")


_UNIT_SPELLINGS = {
    fold(unit).replace(" ", ""): unit for unit in ("huyện", "quận", "phường", "tỉnh", "thị xã", "thị trấn", "thành phố")
}
_STROKE_IN = re.compile(r"\b(Thôn|Xóm|Ấp|Đội|Bản|Buôn|Làng|Khóm|Khu phố|Tổ dân phố)[-–—.](?=[^\W\d_])")
"""A speck between the kind of a hamlet and its name."""


_CARE = ("Bệnh viện", "Trung tâm Y tế", "Trạm Y tế", "Nhà hộ sinh")
"""Where children are born."""


def _with_units(address: str) -> str:
    """An address with the kinds of its units, in small letters behind a comma, in their spelling: "huyên" has lost a dot."""
    first, *others = _STROKE_IN.sub(r"\1 ", address).split(", ")
    for kind in _CARE:
        if fold(first[: len(kind)]) == fold(kind) and first[:1].isupper() and first[len(kind) : len(kind) + 1] == " ":
            first = _in_case(kind, first) + first[len(kind) :]
    return ", ".join([first, *map(_with_unit, others)])


def _in_case(kind: str, read: str) -> str:
    """The words of a kind with the capitals that were read."""
    return "".join(new.upper() if old.isupper() else new.lower() for new, old in zip(kind, read, strict=False))


def _with_unit(part: str) -> str:
    words = part.split(" ")
    for count in (2, 1):
        kind = "".join(words[:count])
        if len(words) > count and kind.islower() and fold(kind) in _UNIT_SPELLINGS:
            return " ".join([_UNIT_SPELLINGS[fold(kind)], *words[count:]])
    return part


def _ending(address: str) -> str:
    """The address without what was read of specks before and behind its words and behind the name of its province."""
    address = _STOP_BETWEEN.sub(",", re.sub(r"^[^\w(]+", "", address)).replace(";", ",")
    address = _QUOTE_IN.sub(" ", address)
    address = _STOP.sub(lambda found: "," if fold(found[1]) in _UNITS and found[1][0].isupper() else "", address)
    address = _SIGN_BEFORE.sub("", address)
    words = address.split(" ")
    for count in range(min(_BEHIND, len(words) - 1)):
        kept = " ".join(words[: len(words) - count])
        if ends_in_province(kept):
            gone = words[len(words) - count :]
            return kept if not any(is_syllable(word) and len(word) > 1 for word in gone) else address
    return address


_KIND_BEFORE = re.compile(r"^(?:T\.?P\.?|thành phố|thị xã|quận|huyện|phường|xã|tỉnh)\s+", re.IGNORECASE)


def _place(value: str) -> Checked:
    """The place of a document: a name of the gazetteer, with or without its kind; numbers are names of wards."""
    bare = _KIND_BEFORE.sub("", value)
    held = hold_name(bare)
    misread = held.doubtful or (held.unknown and not any(map(str.isdigit, bare)))
    check = Check.PLAUSIBLE if held.known else Check.DOUBTFUL if misread else Check.NONE
    return Checked(value[: len(value) - len(bare)] + held.text, check)


def _address(key: str, value: str) -> Checked:
    held = hold(_with_units(_ending(value)))
    sound = (
        ends_in_province(held.text)
        and not held.doubtful
        and not _COMMUNE.match(held.text.rpartition(", ")[2])
        and not _WITHOUT_COMMA.match(held.text)
        and not _HIGHLAND.match(held.text)
        and not ("residence" in key and _DISTRICT.match(held.text))
    )
    whole = "," in held.text or _BUILDING.match(held.text)  # a province alone may be the last line of an address
    known = Check.CONFIRMED if held.known >= 2 else Check.PLAUSIBLE if whole else Check.NONE
    check = Check.DOUBTFUL if not sound else Check.NONE if held.unknown else known
    return Checked(held.text, check, _share(held))


_WITHOUT_COMMA = re.compile(r"(?:Đội|Tổ|Khóm|Khu phố) \d+ (?:thôn|xóm|ấp|bản|buôn|làng|sóc|khóm)\b")
"""A part and the next with nothing between them: the comma may be lost."""


def _share(held: Held) -> float:
    names = held.known + held.unknown + held.doubtful
    return 1 - held.known / names if names else 0.5


_DISTRICT = re.compile(r"(?:Huyện|Quận|Thị xã|H\.|Q\.|T\.?X\.?) ")
"""What a residence begins with whose first line was not read: nobody lives in a district but in a commune of it."""
_HIGHLAND = re.compile(r"(?:Buôn|Plei|Plơi|Kon|Ea|Ia|Đắk|Đăk|Krông|Chư|Cư)\s[^,]*[^\W\d_][il]\b[^,]*,")
"""A hamlet of the highlands with an i or an l at the end of a word, each of which is read for the other: Ea Nuôl."""
_COMMUNE = re.compile(r"(?:xã|phường|thị trấn|huyện|quận|thị xã)\s", re.IGNORECASE)
"""What no address ends with: the province is missing, or the comma before it."""
_BUILDING = re.compile(r"Bệnh viện|Trạm|Trung tâm|Nhà hộ sinh|Ủy ban", re.IGNORECASE)
_STOP_IN_NAME = re.compile(r"[^\W\d_A-ZĐ]{2}[.]\s")
"""A full stop behind a word in small letters: a speck or a comma."""
_WITH_PLACES = ("request", "addressed_to", "issuing_body")
_PLACES = r"residence|origin|place_of_birth|address$|registered_at"


def ends_in_province(address: str) -> bool:
    """Whether an address ends in the name of a province, old or new: what is cut off by mistake does not.

    Hospitals bear the name without a comma before it ("Bệnh viện Phụ sản An Giang").
    """
    folded = f" {re.sub(r'[^a-z0-9]+', ' ', fold(address)).strip()}"
    return any(folded.endswith(f" {province}") for province in _PROVINCE_WORDS)


_PROVINCE_WORDS = tuple(re.sub(r"[^a-z0-9]+", " ", province).strip() for province in PROVINCES)


def plausible_number(digits: str) -> bool:
    """A 12-digit number of a province or country (TT 07/2016/TT-BCA, Appendices 1 and 2) and of somebody born by now.

    Nine digits, an old number, are what is left when three of twelve were not read: never plausible by themselves.
    """
    known = digits[:3] in PLACE_CODES or 100 < int(digits[:3]) <= 400
    return len(digits) == 12 and known and int(digits[3]) <= 3


def number_agrees(digits: str, *, sex: str | None, born: str | None) -> Check:
    """Whether a personal number fits sex and date of birth (NĐ 137/2015 Art. 13)."""
    if not plausible_number(digits):
        return Check.DOUBTFUL
    if not (sex or born):
        return Check.PLAUSIBLE
    number = IdNumber.parse(digits)
    fits = [number.sex == sex] if sex else []
    fits += [str(number.birth_year) == born[:4]] if born else []
    return Check.DOUBTFUL if not all(fits) else (Check.CONFIRMED if len(fits) == 2 else Check.PLAUSIBLE)


def in_words(text: str, value: str) -> Check:
    """Whether a date written in words says the same as the digits did; unread words say nothing."""
    spelled = parse_date_words(text) or parse_date(text)
    if spelled is None:
        return Check.PLAUSIBLE
    return Check.CONFIRMED if spelled == value else Check.DOUBTFUL
