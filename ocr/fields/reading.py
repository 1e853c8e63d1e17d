"""From the words of a value to its normal form: letters repaired, two readings combined, everything observed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from dossier.doctype import FieldSpec, FieldType
from dossier.page import Word
from dossier.text import fold, tidy, tone_key
from dossier.values import Value, normal_form
from ocr.fields.checked import Checked
from ocr.fields.checks import CLOSED, check_name, check_value, plausible_number
from ocr.fields.confidence import Check, Family, Observation, probability
from ocr.fields.digit_repair import has_either_figure, repair_digits
from ocr.fields.english_half import begins_english
from ocr.fields.phrases import has_slip, in_small_letters, spelled, with_spaces
from ocr.fields.prose import of_prose, with_square_metres, without_dots_between
from ocr.fields.rows import with_figures
from ocr.fields.ticks import has_boxes, ticked
from ocr.syllable import is_syllable

_WELL_READ, _FIGURES_WELL_READ = 0.88, 0.92
_BODIES = ("addressed_to", "registered_at")
_PHRASED = ("purpose", "change", "request", "land_use_purpose", "land_use_term", "marital_status")
"""Fields that are filled in with the words of the law, not with names."""


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
        least = _FIGURES_WELL_READ if self.family is Family.DATE else _WELL_READ
        well_read = seen.weakest >= least and seen.label >= _WELL_READ
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


_OF_FIGURES = ("certificate_number", "parcel_number", "map_sheet_number")
_STROKES = re.compile(r"[Il|]{1,4}")
"""Ones, read as letters."""


def read_value(spec: FieldSpec, text: str, words: Sequence[Word], label: float, *, part: bool = False) -> Read:
    """Read a text as a value of this field. ``label`` is how well its label was recognised, 0 to 1.

    ``part``: the text is one of two that make the value, and is not held against what whole values must be.
    """
    repaired = _repaired(spec, text)
    strokes = spec.key in _OF_FIGURES and _STROKES.fullmatch(repaired) is not None
    repaired = "1" * len(repaired) if strokes else repaired
    value = normal_form(spec.type, repaired)
    stroke = _without_stroke(repaired) if spec.type is FieldType.ID and value is None else None
    value = stroke or value
    family = family_of(spec)
    seen = Observation(
        weakest=min((word.confidence for word in words if _solid(word)), default=0.0),
        label=label,
        words=len(words),
        foreign=_foreign(words) if family in (Family.NAME, Family.TEXT, Family.LIST) else 0.0,
        repaired=bool(stroke) or (family in (Family.DIGITS, Family.DATE) and repaired != text),
        borne_out=repaired == text and _are_borne_out(spec, family, words),
    )
    checked = Checked(value) if part else check_value(spec, family, value)
    seen = replace(seen, unlisted=checked.unlisted, repaired=seen.repaired or checked.value != value)
    value, check = checked.value, checked.check
    either = spec.type in _NUMERIC and has_either_figure(text)
    if (
        stroke
        or strokes
        or either
        or (spec.type is FieldType.SEX and not _TOLD_TWICE.search(text) and (repaired != text or has_boxes(text)))
        or _is_doubtful(spec, family, repaired, value, words)
        or _is_broken(spec, of_prose(text))
    ):
        check = Check.DOUBTFUL
    return Read(value, tidy(text), family, replace(seen, check=check))


_IN_ENGLISH = re.compile(r"\b(nam|nữ)\s*[/|Il1!]\s*[MF]\s*$", re.IGNORECASE)
"""The sex as passports have it: "Nữ / F", the stroke maybe read as a letter."""
_TOLD_TWICE = re.compile(r"(?:\bnam ?/ ?M|\bnữ ?/ ?F)$", re.IGNORECASE)
"""The sex in both languages, which say the same."""
_DATE_IN_TEXT = re.compile(r"\b(\d{1,2})( ?/ ?)(\d{1,2})( ?/ ?)(\d{4})\b")


def _evenly_spaced(text: str) -> str:
    """A text with the dates in it as they are printed: with white on both sides of both strokes, or on none."""
    return _DATE_IN_TEXT.sub(
        lambda found: found[0] if found[2] == found[4] == " / " else re.sub(r"\s", "", found[0]), text
    )


def _are_borne_out(spec: FieldSpec, family: Family, words: Sequence[Word]) -> bool:
    """Whether there are figures, and their shapes speak for all of them; not for the white between a text's, once dots.

    For a name speak the marks over all of its words.
    """
    if family is Family.NAME:
        return bool(words) and all(word.borne_out for word in words if any(map(str.isalpha, word.text)))
    if family not in (Family.DIGITS, Family.DATE) or (spec.type is FieldType.TEXT and len(words) > 1):
        return False
    figures = [word for word in words if any(map(str.isdigit, word.text))]
    return bool(figures) and all(word.borne_out for word in figures)


def _repaired(spec: FieldSpec, text: str) -> str:
    """A text with what engines do to values of this kind undone."""
    if spec.type in _NUMERIC:
        return with_figures(repair_digits(text))
    if spec.type is FieldType.SEX:
        return _IN_ENGLISH.sub(r"\1", ticked(text))
    repaired = without_dots_between(of_prose(text))
    if family_of(spec) is Family.NAME:
        return _WITH_SPOUSE.sub("", _ADDRESSED.sub("", repaired))
    repaired = _evenly_spaced(with_figures(repaired))
    if spec.key in (*_BODIES, "issuing_body"):
        repaired = with_spaces(repaired)
    if spec.key in _OF_LAND:
        repaired = with_square_metres(repaired)
    if spec.key == "phone":
        repaired = _LOST_POINT.sub(r"\1.\2.\3", re.sub(r"(?<=\d\.) (?=\d)", "", repaired))
    if spec.key in _COUNTED:
        repaired = re.sub(r"(?<=\d) (?=\d)", "", repaired)
    if spec.key in _SENTENCES and _is_small(repaired):
        repaired = repaired[:1].upper() + repaired[1:]
    return (
        _body(repaired)
        if spec.key in _BODIES
        else in_small_letters(spelled(repaired))
        if spec.key in _PHRASED
        else repaired
    )


_LOST_POINT = re.compile(r"\b(\d{3,4})(?:\.(?=\d{3} )| (?=\d{3}\.))(\d{3})[ .](\d{3,4})\b")
"""Groups of a telephone number with a point between two of them and white between the others."""
_ADDRESSED = re.compile(r"^(?:BÀ|Bà|bà) (?=[A-ZĐÀ-Ỹ]\S* [A-ZĐÀ-Ỹ])")
"""What a woman is called before her name; no family is called so, as one is Ông."""
_WITH_SPOUSE = re.compile(r"(?<=\w),? (?:và|cùng|và cùng) (?:vợ|chồng|bà|ông)\b.*$", re.IGNORECASE)
"""A second person behind the one whose name is asked for."""
_CONSONANT = re.compile(r"[B-DGHK-NP-TVX] [a-zđà-ỹ]")
"""A text that begins with a consonant alone has lost the rest of its first word."""


def _is_broken(spec: FieldSpec, text: str) -> bool:
    """Whether words are none, or strokes may be lost from a Roman number; what is filled in with the words of the law
    begins small, has a figure in a word or ends in other words.
    """
    plain = fold(text)
    prose = family_of(spec) in (Family.TEXT, Family.LIST)
    if without_dots_between(text) != text:
        return True  # commas and the dots under letters may be the leader's, too
    if prose and (
        _JUNK.search(text) or has_slip(text) or _ROMAN.search(text) or _YEARS.search(text) or _OPEN.search(text)
    ):
        return True
    if spec.key in _PHRASED and _PERSON.search(text) and tone_key(spelled(text)) != tone_key(text):
        return True  # where the tones of set phrases were lost those of the name may be
    if prose and (_CONSONANT.match(text) or text.count("(") != text.count(")")):
        return True
    if (spec.key == "email" and _LETTER_FOR_FIGURE.search(text)) or (spec.key == "phone" and _LOST_POINT.search(text)):
        return True
    if spec.key == "change" and tone_key(text.partition(" ")[0]) not in _CHANGES:
        return True
    begins_small = spec.key in (*_SENTENCES, "subject") and text[:1].islower()
    other_end = "ket hon voi" in plain and "ket hon voi ai" not in plain
    return begins_small or (spec.key in _PHRASED and (other_end or bool(_FIGURE_IN_WORD.search(text))))


_CHANGES = frozenset(
    word
    for line in (
        "chuyển tặng thừa nhận để góp thay xác tách hợp gia đính cấp cho đổi điều giảm tăng ghi xóa đăng thế mua bán",
        "sử chỉnh công hủy cập nhập phân bổ sửa đề người diện thông mất rút hiến trao nguyên giao thu được sáp về do có",
    )
    for word in map(tone_key, line.split(" "))
)
"""What the change of a right to land begins with."""
_LETTER_FOR_FIGURE = re.compile(r"(?<=\d)[ol](?=[@.\d])|l(?=[@\d])")
"""A letter that may be a figure: behind one, or an l that no vowel follows, as in no syllable of Vietnamese."""
_PERSON = re.compile(r"\b(?:[Ôô]ng|[Bb]à) [A-ZĐÀ-Ỹ]")
_YEARS = re.compile(r"\b(?:19|20)\d\d (?:19|20)\d\d\b")
"""Two years with nothing between them."""
_JUNK = re.compile(r"[:;,][.:]")
"""Two marks where one is printed."""
_OPEN = re.compile(
    r"\b(?:(?i:quý|và|của|các|thuộc|tại|giai đoạn|trong|cho|về|với|theo|một số(?: điều)?)"
    r"|ngày|số|huyện|tỉnh|phường|thị trấn|thành phố)\W*$"
)
"""What ends with these has lost its last words."""
_ROMAN = re.compile(r"\b[VX]*I{2,3}\b")
_FIGURE_IN_WORD = re.compile(r"(?<![^\W_])\d[^\W\d_A-ZĐ](?![^\W_])")


def _is_doubtful(spec: FieldSpec, family: Family, text: str, value: Value | None, words: Sequence[Word]) -> bool:
    """Whether more was read than a value of this kind is, or words of it are lost or were no words."""
    if spec.type in _LONE and _wordy(text) > _MOST_BESIDE[spec.type]:
        return True
    if spec.type is FieldType.NUMBER and not _is_whole(text, value):
        return True
    if spec.type is FieldType.DATE and (_UNEVEN.search(text) or _LETTERED.search(text)):
        return True
    if begins_english(text) or (":" in text and (family is Family.NAME or spec.key.endswith(_COLONLESS))):
        return True  # a part of a label
    return family in (Family.NAME, Family.TEXT) and (_has_hole(words) or _has_blot(words) or _is_misread(text, spec))


_UNEVEN = re.compile(r"(?<!\d)\d\s?([/.-])\s?0\d\s?\1\s?\d{4}")
"""A day of one figure before a month of two: its first was lost."""
_LETTERED = re.compile(r"(?<!\w)(?:[^\W\d_]\d|\d[^\W\d_])(?!\w)")
"""A letter for one of the two figures of a day or a month: "ngày T1"."""
_OF_LAND = ("land_use_purpose", "change")
_COLONLESS = ("residence", "registered_at", "place_of_birth", "place_of_origin")
"""Places in which no colon is printed."""
_COUNTED = ("parcel_number", "map_sheet_number")
"""Numbers that are printed without spaces."""


_SENTENCES = ("change", "request", "marital_status", "land_use_purpose", "land_use_term")
"""Fields that are filled in with what begins with a capital."""
_AS_LARGE_ALONE = "cosuvx"
"""Letters whose capitals differ in size only."""


def _is_small(text: str) -> bool:
    """Whether a text begins with a small letter whose capital differs in size only: it is one, or the text is cut off."""
    return text[:1].islower() and fold(text[:1]) in _AS_LARGE_ALONE


def _body(text: str) -> str:
    """The name of a body in its spelling: it begins with a capital, and with no number, as the mark of a footnote is read."""
    text = _COMMITTEE.sub("UBND", _BEHEADED.sub("Ủy ban nhân dân", spelled(_MARK_BEFORE.sub("", text))))
    text = re.sub(r"^(?:ỦY|UỶ)(?= ban )", lambda found: found[0].capitalize(), text)
    return text[:1].upper() + text[1:]


_BEHEADED = re.compile(r"^(?:(?![Ủủ]y|[Uu]ỷ)\S{0,2}[yỷYỶ] )?[Bb]an nhân dân(?= )")
"""No body is called so but with the word before it, whose first letter is lost where lines cross."""
_COMMITTEE = re.compile(r"^(?!U)[^\W\d_]?BND(?= )")


_MARK_BEFORE = re.compile(r"^\d{1,2}\s+(?=[^\W\d_]{2})")


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
    checked = check_name(read.value if isinstance(read.value, str) else "")
    repaired = read.seen.repaired or checked.value != read.value
    seen = replace(read.seen, check=checked.check, unlisted=checked.unlisted, repaired=repaired)
    return replace(read, value=checked.value, seen=seen)


# Letters that may stand beside a value of these kinds: "ngày tháng năm", "Nam / M", "CCCD số … do … cấp ngày …".
_MOST_BESIDE = {FieldType.DATE: 14, FieldType.YEAR: 12, FieldType.SEX: 8, FieldType.NUMBER: 12, FieldType.ID: 90}
_LONE = tuple(_MOST_BESIDE)


def _is_whole(text: str, value: Value | None) -> bool:
    """Whether all figures of a text are in its number, but for the two of a square metre: "3./64,3 m2" is not three."""
    figures = re.sub(r"\D", "", re.sub(r"m\s?[2²?]", "", text))
    return figures.strip("0") == re.sub(r"\D", "", str(value)).strip("0")


def _wordy(text: str) -> int:
    """How many letters a text has: many beside a date or a number show that something else was read with it."""
    return sum(map(str.isalpha, text))


_NUMERIC = (FieldType.DATE, FieldType.ID, FieldType.YEAR, FieldType.NUMBER)


def family_of(spec: FieldSpec) -> Family:
    """The family whose model weighs this field."""
    if spec.key in CLOSED or spec.type is FieldType.SEX:
        return Family.CHOICE
    if spec.type is FieldType.DATE:
        return Family.DATE
    if spec.type in _NUMERIC or "number" in spec.key or spec.key == "phone":
        return Family.DIGITS
    if spec.key.endswith("name") and not spec.key.startswith("business"):
        return Family.NAME
    return Family.LIST if spec.type is FieldType.LIST else Family.TEXT


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


_AS_LARGE = 0.7
_SIGNS = frozenset("-–—/&()+")


def _has_blot(words: Sequence[Word]) -> bool:
    """Whether a sign as large as a word stands among them, which is what engines make of a word they cannot read."""
    heights = [word.box.y1 - word.box.y0 for word in words if _solid(word)]
    least = _AS_LARGE * median(heights) if heights else 0.0
    return any(
        min(word.box.x1 - word.box.x0, word.box.y1 - word.box.y0) >= least
        for word in words
        if not _solid(word) and not _SIGNS.issuperset(word.text)
    )


_MIXED = re.compile(r"(?<![^\W_])(?:[^\W\d_A-Z]+\d+|\d+[^\W\d_A-Z]{2,})(?![^\W_])")
"""A word of small letters with digits in it; houses and flats have one letter behind the number, or capitals."""
_STROKED = re.compile(r"\d[Il|]\d")
"""A letter between figures may be a stroke or a one: "27I20" for a house 27/20."""
_VOWELS = frozenset("aeiouy")


def _is_misread(text: str, spec: FieldSpec) -> bool:
    """Whether words of a text cannot be printed so: "với a1", or "LTNH", whose T is an I in any syllable."""
    if spec.key == "email":
        return False
    capitals = (word for word in re.findall(r"[^\W\d_]{3,}", text) if word.isupper() and not _VOWELS & set(fold(word)))
    return bool(_MIXED.search(text) or _STROKED.search(text)) or any(
        is_syllable(word[:at] + "I" + word[at + 1 :])
        for word in capitals
        for at, letter in enumerate(word)
        if letter == "T"
    )


def _foreign(words: Sequence[Word]) -> float:
    """Share of purely alphabetic words that are no syllables; abbreviations in capitals are none either and count half."""
    letters = [re.sub(r"^\W+|\W+$", "", word.text) for word in words]
    letters = [text for text in letters if text.isalpha()]
    strange = sum(not is_syllable(text) for text in letters)
    return strange / len(letters) if letters else 0.0
