"""From the words of a value to its normal form: digits repaired, closed lists consulted, everything observed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from dossier.codes import IdNumber
from dossier.doctype import FieldSpec, FieldType
from dossier.page import Word
from dossier.text import fold, tidy
from dossier.values import Value, normal_form, parse_date, parse_date_words, parse_id
from ocr.fields.confidence import Again, Check, Family, Observation, probability
from ocr.fields.phrases import spelled
from ocr.fields.places import Held, hold, is_place
from ocr.fields.vocabulary import (
    ETHNICITIES,
    NATIONALITIES,
    PLACE_CODES,
    PROVINCES,
    RELATIONS,
    has_surname,
    highland,
    is_name,
    is_syllable,
    listed,
    unusual,
    with_surname,
)

_WELL_READ = 0.88
_DIGIT_LIKE = str.maketrans({"O": "0", "o": "0", "Ó": "0", "l": "1", "I": "1", "|": "1", "]": "1", "S": "5", "B": "8"})
_BODIES = ("addressed_to", "registered_at")
_CLOSED = {"ethnicity": ETHNICITIES, "nationality": NATIONALITIES, "relation_to_head": RELATIONS}


@dataclass(frozen=True, slots=True)
class Read:
    """A value with what speaks for it."""

    value: Value | None
    text: str
    family: Family
    seen: Observation

    @property
    def confidence(self) -> float:
        """Probability that the value is right."""
        return probability(self.family, self.seen)

    @property
    def settled(self) -> bool:
        """Whether a second look is not worth its time: confirmed, or well read and as such values are, every word known.

        Not asked of the fitted model, so that a refit changes no readings.
        """
        seen = self.seen
        if seen.weakest >= 1.0:
            return self.value is not None  # the file's own text: its picture says no more
        known = seen.check is Check.PLAUSIBLE and not seen.repaired and not seen.unlisted
        well_read = seen.weakest >= _WELL_READ and seen.label >= _WELL_READ
        confirmed = seen.check is Check.CONFIRMED and (well_read or self.family is not Family.TEXT)
        return self.value is not None and (
            confirmed or (known and well_read)
        )  # an address is confirmed but for its house

    @property
    def fits(self) -> bool:
        """Whether the value is as such values are."""
        return self.seen.check in (Check.CONFIRMED, Check.PLAUSIBLE) and not self.seen.unlisted

    def checked(self, check: Check) -> Read:
        """The same reading after a check."""
        return replace(self, seen=replace(self.seen, check=check))


def read_value(spec: FieldSpec, text: str, words: Sequence[Word], label: float, *, part: bool = False) -> Read:
    """Read a text as a value of this field. ``label`` is how well its label was recognised, 0 to 1.

    ``part``: the text is one of two that make the value, and is not held against what whole values must be.
    """
    repaired = repair_digits(text) if spec.type in _NUMERIC else _of_prose(text)
    repaired = spelled(repaired) if spec.key in _BODIES else repaired
    value = normal_form(spec.type, repaired)
    stroke = _without_stroke(repaired) if spec.type is FieldType.ID and value is None else None
    value = stroke or value
    family = family_of(spec)
    seen = Observation(
        weakest=min((word.confidence for word in words if _solid(word)), default=0.0),
        label=label,
        words=len(words),
        foreign=_foreign(words) if family in (Family.NAME, Family.TEXT, Family.LIST) else 0.0,
        repaired=bool(stroke) or (spec.type in _NUMERIC and repaired != text),
    )
    checked = Checked(value) if part else _check(spec, family, value)
    seen = replace(seen, unlisted=checked.unlisted, repaired=seen.repaired or checked.value != value)
    value, check = checked.value, checked.check
    if spec.type in _LONE and _wordy(repaired) > _MOST_BESIDE[spec.type]:
        check = Check.DOUBTFUL
    if stroke or (family in (Family.NAME, Family.TEXT) and _has_hole(words)):
        check = Check.DOUBTFUL
    return Read(value, tidy(text), family, replace(seen, check=check))


def _of_prose(text: str) -> str:
    """A text without specks and the mark of a footnote, with the strokes in its dates."""
    return _DATE_IN_TEXT.sub(r"\1/\2/\3", _SPECK.sub("", _FOOTNOTE.sub("", text)))


_DATE_IN_TEXT = re.compile(r"(?<!\d)(\d{1,2})(?=[/Il|!]\d{1,2}[/Il|!])[/Il|!](\d{1,2})[/Il|!]((?:19|20)\d\d)(?!\d)")


def _without_stroke(text: str) -> str | None:
    """The number in thirteen digits of which one 1 is the rule of a box: if only one leaves a number that can be."""
    digits = re.sub(r"\D", "", text)
    if len(digits) != 13 or _wordy(text) > 0:
        return None
    left = {digits[:at] + digits[at + 1 :] for at, digit in enumerate(digits) if digit == "1"}
    legal = [each for each in left if plausible_number(each)]
    return legal[0] if len(legal) == 1 else None


def whole_name(read: Read) -> Read:
    """A name that was put together from its parts, held against what names must be."""
    checked = _name(read.value if isinstance(read.value, str) else "")
    repaired = read.seen.repaired or checked.value != read.value
    seen = replace(read.seen, check=checked.check, unlisted=checked.unlisted, repaired=repaired)
    return replace(read, value=checked.value, seen=seen)


# The mark of a footnote that stands behind the label's colon: "Nơi cư trú: (2) Thôn Nà Đồng", "2® Thôn …".
_FOOTNOTE = re.compile(r"^\W{0,2}\d{0,2}\s?[)\]}®°©]+[\W_]*(?=\w)")
# Signs that stand alone between words of text: specks.
_SPECK = re.compile(r"(?:(?<=\s)|^)[†‡¬¦§¤«»¶•·~^_|=<>\\{}\[\]]+\s+(?=\S)")
# Letters that may stand beside a value of these kinds: "ngày tháng năm", "Nam / M", "CCCD số … do … cấp ngày …".
_MOST_BESIDE = {FieldType.DATE: 14, FieldType.YEAR: 12, FieldType.SEX: 8, FieldType.NUMBER: 12, FieldType.ID: 90}
_LONE = tuple(_MOST_BESIDE)


def _wordy(text: str) -> int:
    """How many letters a text has: many beside a date or a number show that something else was read with it."""
    return sum(map(str.isalpha, text))


def combined(first: Read, second: Read) -> Read:
    """Two readings of the same print: agreement strengthens, a dispute leaves the likelier one, in doubt."""
    if second.value is None:
        return first
    if first.value is None:
        return replace(second, seen=replace(second.seen, label=second.seen.label * 0.98, again=Again.ALONE))
    if first.value == second.value:
        best = first if first.confidence >= second.confidence else second
        lost = first.family in (Family.NAME, Family.TEXT) and first.seen.check is Check.DOUBTFUL
        check = Check.DOUBTFUL if lost else best.seen.check  # what is not in the place is in neither reading of it
        weaker = min(first.seen.weakest, second.seen.weakest)
        return replace(best, seen=replace(best.seen, again=Again.AGREES, check=check, agreed=weaker))
    if first.family is not Family.DIGITS and first.settled and not second.fits:
        return first  # what is no such value does not speak against one; digits are never known to be right
    best = max(first, second, key=lambda read: read.confidence)
    return replace(best, seen=replace(best.seen, again=Again.DIFFERS))


_NUMERIC = (FieldType.DATE, FieldType.ID, FieldType.YEAR, FieldType.NUMBER)


def family_of(spec: FieldSpec) -> Family:
    """The family whose model weighs this field."""
    if spec.key in _CLOSED or spec.type is FieldType.SEX:
        return Family.CHOICE
    if spec.type is FieldType.DATE:
        return Family.DATE
    if spec.type in _NUMERIC or "number" in spec.key or spec.key == "phone":
        return Family.DIGITS
    if spec.key.endswith("name") and not spec.key.startswith("business"):
        return Family.NAME
    return Family.LIST if spec.type is FieldType.LIST else Family.TEXT


_SLASHED = re.compile(r"(?<!\d)(\d{2})[/Il1|!ijt7]{1,2}(\d{2})[/Il1|!ijt7]{1,2}((?:19|20)\d{2})(?!\d)")


# The words of a date in other tones: "ngay 12 thảng 01 nắm 2026".
_DATE_WORDS = (
    (re.compile(r"\bng[aáảãạâ]y(?=\s*\d)"), "ngày"),
    (re.compile(r"\bth[aàảãạâấ]ng(?=\s*\d)"), "tháng"),
    (re.compile(r"\bn[aáàạâấắằẳẵặ]m(?=\s*\d{4})"), "năm"),
)


def repair_digits(text: str) -> str:
    """Letters that engines read for digits made digits again, in words that are mostly digits; lost slashes too."""
    text = _SLASHED.sub(r"\1/\2/\3", text)
    for pattern, word in _DATE_WORDS:
        text = pattern.sub(word, text)
    return " ".join(
        word.translate(_DIGIT_LIKE) if 2 * sum(c.isdigit() for c in word) >= sum(c.isalnum() for c in word) else word
        for word in text.split(" ")
    )


def _solid(word: Word) -> bool:
    return any(character.isalnum() for character in word.text)


_WIDEST_SPACE = 2.2  # heights of print: the most that parts two words of justified or evenly spaced print


def _has_hole(words: Sequence[Word]) -> bool:
    """Whether two neighbours on a line stand so far apart that words between them must have been lost."""
    return any(
        after.box.x0 - before.box.x1 > _WIDEST_SPACE * max(before.box.y1 - before.box.y0, after.box.y1 - after.box.y0)
        for before, after in pairwise(words)
        if before.box.y0 < after.box.y1 and after.box.y0 < before.box.y1 and after.box.x0 > before.box.x0
    )


def _foreign(words: Sequence[Word]) -> float:
    """Share of purely alphabetic words that are no syllables; abbreviations in capitals are none either and count half."""
    letters = [re.sub(r"^\W+|\W+$", "", word.text) for word in words]
    letters = [text for text in letters if text.isalpha()]
    strange = sum(not is_syllable(text) for text in letters)
    return strange / len(letters) if letters else 0.0


@dataclass(frozen=True, slots=True)
class Checked:
    """A value held against what such values must be, in the spelling of the lists; ``unlisted``: share not in them."""

    value: Value | None
    check: Check = Check.NONE
    unlisted: float = 0.0


def _check(spec: FieldSpec, family: Family, value: Value | None) -> Checked:
    """Hold a value against what such values must be; closed lists give back their own spelling."""
    if not isinstance(value, str):
        return Checked(value)
    if spec.key in _CLOSED:
        known = listed(value, _CLOSED[spec.key])
        check = Check.CONFIRMED if known == value else Check.PLAUSIBLE if known else Check.DOUBTFUL
        return Checked(known or value, check)
    if family is Family.NAME:
        return _name(_without_title(value))
    if spec.key == "certificate_number":
        return _registered(value)
    if spec.key == "business_name":
        return Checked(_business(value))
    if re.search(_PLACES, spec.key):
        return _address(value)
    if spec.key in _WITH_PLACES:
        held = hold(value)
        return Checked(held.text, Check.DOUBTFUL if held.doubtful else Check.NONE, _share(held))
    return Checked(value, _form(spec, value))


def _form(spec: FieldSpec, value: str) -> Check:
    """Whether a value has the form of its kind."""
    if spec.type in (FieldType.SEX, FieldType.YEAR):
        return Check.PLAUSIBLE
    if spec.key == "phone":
        return Check.PLAUSIBLE if _PHONE.fullmatch(re.sub(r"[ .()-]", "", value)) else Check.DOUBTFUL
    if spec.key == "place":
        return Check.PLAUSIBLE if is_place(value) else Check.NONE
    if spec.key == "email":
        return Check.PLAUSIBLE if re.fullmatch(r"[\w.+-]+@[\w-]+(?:[.][a-z]+)+", value) else Check.DOUBTFUL
    if spec.type is FieldType.DATE:
        future = "birth" in spec.key and value > _NOBODY_BORN_AFTER
        return Check.PLAUSIBLE if len(value) == 10 and not future else Check.DOUBTFUL
    if spec.type is FieldType.ID:
        return Check.PLAUSIBLE if plausible_number(value) else Check.DOUBTFUL
    return Check.NONE


_NOBODY_BORN_AFTER = "2050"
# Mobile numbers of today and of before September 2018, numbers at fixed places (TT 22/2014/TT-BTTTT and its plan).
_PHONE = re.compile(r"(?:0|\+?84)(?:[35789]\d{8}|1[2689]\d{8}|2\d{8,9})")
# A register's number with its year or symbol ("376/2023", "376/TLKS-BS"), a serial number ("AB 123456").
_REGISTERED = re.compile(
    r"\d+[a-z]?(?:/(?:19|20)\d\d)?(?:[/-][A-ZĐ][A-ZĐa-z]*(?:-[A-ZĐ][A-ZĐa-z]*)*)?|[A-ZĐ]{2} ?\d{6,8}"
)


_UNPARTED = re.compile(r"(\d{1,6})([A-ZĐ]{2,}-[A-ZĐ]{2,})")
_SYMBOLS = ("UBND-XNTTHN", "TLKS-BS", "TLKH-BS")
"""Symbols of registers: confirmations of marital status, extracts of births and of marriages."""


def _registered(value: str) -> Checked:
    """A register's number, its symbol as registers have it where one letter is off.

    A stroke that was not read is put back in doubt: it may be the last digit that was read.
    """
    parted = _UNPARTED.fullmatch(value)
    number, stroke, symbol = parted.group(1, 0, 2) if parted else value.partition("/")
    near = [known for known in _SYMBOLS if stroke and Levenshtein.distance(known, symbol) <= 1]
    whole = f"{number}/{near[0] if near else symbol}" if stroke else value
    sound = not parted and _REGISTERED.fullmatch(whole)
    return Checked(whole, Check.PLAUSIBLE if sound else Check.DOUBTFUL)


_BUSINESS = "HỘ KINH DOANH"


def _business(value: str) -> str:
    """The name of a household business with the three words that all such names begin with."""
    words = value.split(" ")
    begins = " ".join(words[:3])
    like = fuzz.ratio(fold(begins), fold(_BUSINESS)) >= _LIKE
    if len(words) <= 3 or not like or not begins.isupper():
        return value
    return " ".join([_BUSINESS, *words[3:]])


_LIKE = 88


def _without_title(name: str) -> str:
    """A name without "Ông", "Bà", "Hộ ông" before it; "Ông" is a family name too, where no other follows."""
    bare = re.sub(r"^(?:Hộ\s+)?(?:[Ôô]ng|[Bb]à)(?:\s*/\s*[Bb]à)?\s*:?\s+(?=\S)", "", name)
    return bare if bare != name and bare.count(" ") >= 2 and has_surname(bare) else name


_LETTER_LIKE = str.maketrans("150", "iso")


def _lettered(word: str) -> str:
    """A word of a name with letters for the digits in it, and without a T behind its K: no name has either."""
    bare = word[:1] + word[2:]
    if word[:2].upper() == "KT" and is_syllable(bare):
        return bare  # engines see a T behind a bold K
    if word.isalpha() or not any(map(str.isalpha, word)):
        return word
    return (
        word.translate(_LETTER_LIKE).upper() if word.upper() == word and len(word) > 2 else word.translate(_LETTER_LIKE)
    )


def _name(value: str) -> Checked:
    if upland := highland(value):
        return Checked(upland, Check.NONE, unusual(upland))
    value = re.sub(r"(?<=[^\W\d_])[.:;,]+(?=\s)", "", value)
    name = with_surname(" ".join(map(_lettered, value.split(" "))))
    sound = is_name(name) and has_surname(name) and all(is_syllable(word) for word in name.split())
    strange = unusual(name)
    if not sound or any(fold(word) == "nguyen" and not has_surname(word) for word in name.split()[1:-1]):
        return Checked(name, Check.DOUBTFUL, strange)  # "TRẦN NGUYÊN HOÀI MAI": engines lose the tilde of Nguyễn
    return Checked(name, Check.NONE if strange else Check.PLAUSIBLE, strange)


_SIGN_BEFORE = re.compile(r"(?:(?<=\s)|^)['’‘`´.,;:]+(?=[^\W\d_])")
_BEHIND = 3
"""Words of specks that may follow an address on its last line."""


_STOP = re.compile(r"(?<=[^\W\d_]{3})[.](?=\s+([^\W\d_]+))")
"""A full stop behind a word that is no abbreviation: a speck, or the comma before a unit."""
_UNITS = ("xa", "phuong", "thi", "huyen", "quan", "thanh", "tinh")


def _ending(address: str) -> str:
    """The address without what was read of specks before and behind its words and behind the name of its province."""
    address = re.sub(r"^[^\w(]+", "", address)
    address = _STOP.sub(lambda found: "," if fold(found[1]) in _UNITS and found[1][0].isupper() else "", address)
    address = _SIGN_BEFORE.sub("", address)
    words = address.split(" ")
    for count in range(min(_BEHIND, len(words) - 1)):
        kept = " ".join(words[: len(words) - count])
        if ends_in_province(kept):
            gone = words[len(words) - count :]
            return kept if not any(is_syllable(word) and len(word) > 1 for word in gone) else address
    return address


def _address(value: str) -> Checked:
    held = hold(_ending(value))
    sound = ends_in_province(held.text) and not held.doubtful
    check = (
        Check.DOUBTFUL if not sound else Check.CONFIRMED if held.known >= 2 and not held.unknown else Check.PLAUSIBLE
    )
    return Checked(held.text, check, _share(held))


def _share(held: Held) -> float:
    names = held.known + held.unknown + held.doubtful
    return 1 - held.known / names if names else 0.5


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


def digits_only(text: str) -> str | None:
    """A personal number in a text from a grid of boxes, whose rules engines read as strokes."""
    return parse_id(re.sub(r"[^\d ]", " ", fold(text)))
