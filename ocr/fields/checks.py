"""What a value must be: of a closed list, spelled as names are, an address that ends in a province, a legal number."""

from __future__ import annotations

import re
from dataclasses import replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from dossier.codes import IdNumber
from dossier.doctype import FieldSpec, FieldType
from dossier.text import fold
from dossier.values import Value, parse_amount_words, parse_date, parse_date_words
from ocr.fields.addresses import check_address, check_place, check_places_in, is_address, names_places
from ocr.fields.agency import begins_body
from ocr.fields.checked import Checked
from ocr.fields.confidence import Check, Family
from ocr.fields.digit_repair import repair_digits
from ocr.fields.mail import is_near_known_domain
from ocr.fields.phrases import spelled, without_phrases
from ocr.fields.prose import without_signs_behind
from ocr.fields.syllables import unknown_words
from ocr.fields.vocabulary import (
    ETHNICITIES,
    KINDS,
    NATIONALITIES,
    PLACE_CODES,
    RELATIONS,
    adds_marks,
    has_common_surname,
    has_rare_surname,
    has_surname,
    highland,
    is_given,
    is_name,
    lacks_tone,
    listed,
    parted_name,
    torn_surname,
    unusual,
    with_any_surname,
    with_surname,
)
from ocr.syllable import is_syllable

CLOSED = {"ethnicity": ETHNICITIES, "nationality": NATIONALITIES, "relation_to_head": RELATIONS}
"""The values that a field may have, by its key."""


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


_HYPHENS = re.compile(r"[\s-]")


def _listed(key: str, value: str) -> Checked:
    """A value of a closed list in the spelling that the list or the paper has."""
    known = listed(value, CLOSED[key])
    if known and value[: len(known)].isupper():
        known = known.upper()  # "VIỆT NAM / VIETNAMESE"
    if known and _HYPHENS.sub("", value).casefold() == _HYPHENS.sub("", known).casefold() and "-" in value:
        known = value  # "Ê-đê" is as good a spelling as "Ê Đê"
    if known and value.casefold() == known.casefold() and value[:1].isupper():
        known = value  # "Việt nam" is how it is printed; of "việt" and "Vợ" the first letter may be misread
    if known is None and _PART_OF_ADDRESS.search(value):
        return Checked(None, Check.DOUBTFUL)  # left empty: the next line is not its value
    if known is None and (country := _COUNTRIES_CUT.get(value)):
        return Checked(country, Check.DOUBTFUL)
    check = Check.CONFIRMED if known == value else Check.PLAUSIBLE if known else Check.DOUBTFUL
    return Checked(known or value, check)


def _held(spec: FieldSpec, family: Family, value: str) -> Checked:
    if spec.key in CLOSED:
        return _listed(spec.key, value)
    if family is Family.NAME:
        return _signer(value) if spec.key == "signer_name" else check_name(_without_title(value))
    if spec.key == "certificate_number":
        return _registered(value)
    if spec.key == "business_name":
        return _business(spelled(without_signs_behind(value)))
    if is_address(spec.key):
        return check_address(spec.key, value)
    if spec.key == "place":
        return check_place(value)
    if names_places(spec.key):
        held = check_places_in(spec.key, value)
        strange = spec.key == "addressed_to" and not begins_body(str(held.value))
        return replace(held, check=Check.DOUBTFUL) if strange else held
    return Checked(value, _form(spec, value))


_COUNTRIES_CUT = {"Nam": "Việt Nam", "NAM": "VIỆT NAM"}
"""What is left of the only country that ends so."""
_PART_OF_ADDRESS = re.compile(r",|^(?:tỉnh|huyện|quận|xã|phường|thành phố|thị xã|thị trấn) ", re.IGNORECASE)


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
_PARCEL = re.compile(r"\d+(?:[-/, ]+\d+)*[a-z]?")
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
    value = _WHITE_BETWEEN_FIGURES.sub("", _WHITE_BESIDE_STROKE.sub("/", value))
    if series := _SERIES.fullmatch(value):
        return Checked(f"{series[1]} {repair_digits(series[2])}", Check.DOUBTFUL)
    value, strokes = _STROKE_LIKE.subn("/", value)
    parted = _UNPARTED.fullmatch(value)
    found = parted or _WITH_SYMBOL.fullmatch(value)
    if not found:
        return Checked(value, Check.PLAUSIBLE if _REGISTERED.fullmatch(value) else Check.DOUBTFUL)
    number, symbol = (f"{found[1]}/" if parted else found[1]), found[2].replace(" ", "")
    near = [known for known in _SYMBOLS if len(known) > 2 and Levenshtein.distance(known, symbol) <= 1]
    known = symbol in _SYMBOLS or _is_of_committee(symbol)
    whole = f"{number}{near[0] if len(near) == 1 and not known else symbol}"
    cut = not known and any(each.startswith(symbol) for each in _SYMBOLS)
    sound = not parted and not strokes and not cut and (known or len(near) <= 1) and _REGISTERED.fullmatch(whole)
    return Checked(whole, Check.PLAUSIBLE if sound else Check.DOUBTFUL)


_WHITE_BESIDE_STROKE = re.compile(r"(?<=\d)\s?/\s(?=\w)|(?<=\d)\s/(?=\w)")
_WHITE_BETWEEN_FIGURES = re.compile(r"(?<=^\d) (?=\d\b)|(?<= \d) (?=\d\b)")
"""Of a number whose figures stand apart: "1 9 7/2025"."""


def _is_of_committee(symbol: str) -> bool:
    """Whether a symbol is made of the code of a kind and the committee's: "GXN-UBND"."""
    first, _, second = symbol.partition("-")
    return {first, second} > {"UBND"} and (first in KINDS or second in KINDS)


_SERIES = re.compile(r"([A-ZĐ]{2}) (?=\d*[SOIB])([\dSOIB]{6,8})")
"""The series and number of a land certificate with letters for figures: "CS SS8142"."""
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
    owner = like and _is_strange_owner(" ".join(words[3:]))
    if not like or not begins.isupper():
        return Checked(value, Check.DOUBTFUL if owner else Check.NONE)
    words = spelled(value).split(" ")
    name = " ".join(words[3:])
    lost = fold(words[3]) == "nguyen" and not has_surname(name)
    surname = lost and len(words) > 5 and fold(words[4]) in ("van", "thi")
    held = with_surname(name) if surname else name
    strange = unusual(held) if is_name(held) else 0.0
    foreign = any(_VOWEL.search(fold(word)) and not is_syllable(word) for word in words if word.isalpha())
    doubtful = foreign or owner or (lost and not surname) or _ends_in_slip(name)
    return Checked(f"{_BUSINESS} {held}", Check.DOUBTFUL if doubtful else Check.NONE, strange)


def _ends_in_slip(name: str) -> bool:
    """Whether the last word of a business's name is a given name's in other tones, and no word of a set phrase."""
    pieces = without_phrases(name)
    last = name.rpartition(" ")[2]
    return lacks_tone(last) and bool(pieces) and pieces[-1].rpartition(" ")[2] == last


def _is_strange_owner(name: str) -> bool:
    """Whether a business bears its owner's name, of three words or more, one of which no list of names has."""
    return name.count(" ") > 1 and is_name(name) and unusual(name) > 0


_LIKE = 88
_VOWEL = re.compile(r"[aeiouy]")
"""What every syllable has, and no abbreviation as TNHH."""


def _signer(value: str) -> Checked:
    """A signer's name; in doubt where it is two words of which the first is rarely a family name: a seal may hide that."""
    checked = check_name(value)
    short = value.count(" ") == 1 and not has_common_surname(value)
    return replace(checked, check=Check.DOUBTFUL) if short else checked


_LABEL_BEFORE = re.compile(r"^Họ(?: và|, chữ đệm,?(?: và)?) tên\s*:?\s+(?=\S)")


def _without_title(name: str) -> str:
    """A name without "Ông", "Bà", "Hộ ông" before it; "Ông" is a family name too, where no other follows."""
    name = _LABEL_BEFORE.sub("", name)
    bare = re.sub(r"^(?:Hộ\s+)?(?:[Ôô]ng|[Bb]à|ÔNG|BÀ)(?:\s*/\s*[Bb]à)?\s*:?\s+(?=\S)", "", name)
    bare = with_surname(bare)
    titled = not name.startswith("ÔNG ") or has_common_surname(bare)
    if bare != name and not name.isupper() and highland(bare):
        return bare
    return bare if bare != name and bare.count(" ") >= 2 and has_surname(bare) and titled else name


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
_BEFORE_GIVEN = ("thi", "van")
"""What no name ends with but where its given name stands on the next line."""
_HORNED = re.compile(r"\b[ỨỬ][^\W\d_]")
"""The hook and the acute over a capital that has a horn too are alike to engines."""


_SHORTEST = 2
_SPECK = re.compile(r"(?<=[^\W\d_]{2}) ?[’'‘`´·:.] ?(?=[^\W\d_]{2})")


def _without_specks(name: str) -> str:
    """A name without specks between two of its words and letters behind its capitals that are no syllables.

    "K'Brơi" and "Y'Kham" have one letter before theirs.
    """
    words = _SPECK.sub(" ", name).split(" ")
    while len(words) > _SHORTEST and len(words[-1]) == 1 and not is_syllable(words[-1]) and words[0].isupper():
        words.pop()
    return " ".join(words)


def check_name(value: str) -> Checked:
    """Hold a name against how names are spelled; a slip that only one spelling can be behind is put right."""
    if upland := highland(value):
        return Checked(upland, Check.NONE, unusual(upland))
    bare = _without_specks(value)
    torn = value[:1].islower() or bare != value
    value = _with_surname_torn(_WOMAN_IN.sub("H'", bare))
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
        or fold(name.rpartition(" ")[2]) in _BEFORE_GIVEN
        or guessed
        or has_rare_surname(name)
        or any(fold(word) == "nguyen" and not has_surname(word) for word in name.split()[1:-1])
    ):
        return Checked(name, Check.DOUBTFUL, strange)  # "TRẦN NGUYÊN HOÀI MAI": engines lose the tilde of Nguyễn
    return Checked(name, Check.NONE if strange else Check.PLAUSIBLE, strange)


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


def in_words(text: str, value: str) -> Check | None:
    """Whether a date or an amount written in words says the same as the digits did; None where the words were not read."""
    amount = parse_amount_words(text) if _AMOUNT.fullmatch(value) else None
    spelled = str(amount) if amount else parse_date_words(text) or parse_date(text)
    if spelled is None:
        return None
    return Check.CONFIRMED if spelled == value else Check.DOUBTFUL


_AMOUNT = re.compile(r"\d+(?:\.\d+)?")
