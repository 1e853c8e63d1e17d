"""What a whole paper says for or against a value: how well its pages read, signs of misreading, a second place."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from dossier.page import Box, PageReading, Word
from dossier.text import fold, tone_key
from dossier.values import Value
from ocr.fields.confidence import Again, Check, Family, Observation, probability
from ocr.fields.field import ExtractedField, PageAt
from ocr.words_apart import by_network

_FEWEST = 2
"""Words of a name or an address that is looked for elsewhere: a single one is found anywhere by chance."""
_SURELY = 0.88
"""Two readings that agree on digits count where both are so sure: of print that engines misread, both may misread it alike."""
_NEXT_LINE = 3.3
"""Heights of print from one line to the next at most."""
_NUMBER = re.compile(r"\d{9}|\d{12}")
_PHONE = re.compile(r"(?:0|\+84)[\d .]{8,12}")
_OLD_NUMBER = re.compile(r"[0-3]\d{8}")
"""Nine digits of the old identity cards, the first two or three the province's: none begins with more than 3."""

Readings = Mapping[PageAt, PageReading]


def with_evidence(fields: Sequence[ExtractedField], pages: Readings) -> tuple[ExtractedField, ...]:
    """The fields with their confidence in view of the whole paper; values stay as they are."""
    quality = {at: page_quality(reading.words) for at, reading in pages.items()}
    network = {at for at, reading in pages.items() if by_network(reading.words)}
    printed = Printed.on(pages)
    weighed = (_weighed(_read_by(field, network), quality, printed) for field in fields)
    return tuple(weighed)


def _read_by(field: ExtractedField, network: Container[PageAt | None]) -> ExtractedField:
    """The field with whether the network for lines has read its page."""
    return replace(field, seen=replace(field.seen, network=field.at in network)) if field.seen else field


def _weighed(field: ExtractedField, quality: Mapping[PageAt, float], printed: Printed) -> ExtractedField:
    if field.value is None or field.seen is None or field.family is None or field.at is None:
        return field
    odd = oddities(field.key, field.family, field.value) + printed.goes_on(field)
    seen = replace(field.seen, page=quality[field.at], twice=printed.twice(field), odd=odd)
    seen = replace(seen, check=_check(field.value, seen), once=_once(field.value, seen))
    return replace(field, seen=seen, confidence=probability(field.family, seen))


def _check(value: Value, seen: Observation) -> Check:
    """Nine digits may be what is left of twelve, unless a second look at the whole line found nine as well."""
    if isinstance(value, str) and _OLD_NUMBER.fullmatch(value) and _seen_again(seen):
        return Check.PLAUSIBLE
    return seen.check


def _seen_again(seen: Observation) -> bool:
    return seen.again is Again.AGREES or seen.twice


def _once(value: Value, seen: Observation) -> bool:
    """Whether nothing but one reading, or two unsure ones, shows a number or a name that nothing else can speak for."""
    if not isinstance(value, str) or seen.weakest >= 1.0:
        return False
    if _SERIES.match(value) or _APOSTROPHE.search(value):
        return True
    named = _NAMES.search(value) is not None
    again = seen.again is Again.AGREES and seen.agreed >= _SURELY
    surely = seen.twice or again or seen.apart is Again.AGREES or (seen.borne_out and not named)
    return not surely and (named or bool(_NUMBER.fullmatch(value) or _PHONE.fullmatch(value)))


_SERIES = re.compile(r"[A-Z]?[OQ][A-Z]? \d")
"""The series of a certificate in which an O may be a Q: both looks of one engine take it so."""
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
"""A straight sign stands for a curved one as well: readers do not tell them apart."""
_NAMES = re.compile(r"\b(?:ông|bà) [A-ZĐÀ-Ỹ]|^(?:Bản|Buôn|Plei|Plơi|Làng|Kon) [A-ZĐÀ-Ỹ]")
"""Persons within a text, and hamlets of the highlands: no list has them, and syllables of other tongues may have any tone."""


def _is_number(value: Value) -> bool:
    return isinstance(value, str) and _NUMBER.fullmatch(value) is not None


def page_quality(words: Iterable[Word]) -> float:
    """Mean confidence of the words of a page that have at least two letters or digits; 0 for none."""
    solid = [word.confidence for word in words if sum(map(str.isalnum, word.text)) > 1]
    return fmean(solid) if solid else 0.0


_NO_SIGN = re.compile(r"[^\w\s,.;:/()&'’%+@\"“”–-]|_")
_STRAY = re.compile(
    r"(?<=\s)[-–](?=[a-zà-ỹđ])|(?:^|\s)(?:[^\w\s&–-]+(?=\s|$)|[:;,.'’\"](?=\w)|[b-df-hj-np-tvwxzđ](?=\s|$))"
)
_MIXED = re.compile(r"[^\W\d_]\d[^\W\d_]")
_CAPITAL = re.compile(r"addressed_to|residence|origin|place|registered_at|address$|body|name$|title$")
"""Fields whose values begin with a capital letter."""
_STOPPED = re.compile(r"[^\W\d_]{3,}[.](?=\s)")
_PROSE = (Family.NAME, Family.TEXT)


def oddities(key: str, family: Family, value: Value) -> int:
    """How many signs of misreading a value has: what no text has, what stands alone, digits and small letters out of place."""
    texts = (value,) if isinstance(value, str) else value
    texts = tuple(text.replace("_", "") for text in texts) if key == "email" else texts
    count = sum(len(_NO_SIGN.findall(text)) + len(_STRAY.findall(text)) for text in texts)
    if family in _PROSE and isinstance(value, str):
        count += len(_STOPPED.findall(value)) + len(_MIXED.findall(value))
        count += _CAPITAL.search(key) is not None and value[:1].islower() and not _is_small_throughout(value)
    return count


_KINDS = re.compile(r"\b(?:xã|phường|thị trấn|thị xã|quận|huyện|thành phố|tỉnh)\b(?= [A-ZĐÀ-Ỹ0-9])", re.IGNORECASE)


def _is_small_throughout(address: str) -> bool:
    """Whether an address that begins with a kind of unit has two kinds or more, all in small letters: so it was written."""
    kinds = _KINDS.findall(address)
    return len(kinds) > 1 and address.startswith(kinds[0]) and all(map(str.islower, kinds))


@dataclass(frozen=True, slots=True)
class Spot:
    """A word of the paper in the forms in which it is compared."""

    at: PageAt
    box: Box
    toned: str
    plain: str
    small: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """Every word of a paper, in reading order."""

    spots: tuple[Spot, ...]

    @classmethod
    def on(cls, pages: Readings) -> Printed:
        """The words of these pages."""
        return cls(
            tuple(
                Spot(at, word.box, tone_key(bare), fold(bare), _is_small(bare))
                for at, reading in pages.items()
                for word in reading.words
                if (bare := _bare(word.text))
            )
        )

    def twice(self, field: ExtractedField) -> bool:
        """Whether a personal number, a name or a text is printed a second time, outside its own place."""
        value = field.value if isinstance(field.value, str) else ""
        if field.family is Family.DIGITS:
            return _is_number(value) and self._has(field, [value])
        words = [bare for word in value.split() if (bare := _bare(word))]
        return field.family in _PROSE and len(words) >= _FEWEST and self._has(field, words)

    def goes_on(self, field: ExtractedField) -> bool:
        """Whether the line under a text begins with a small letter, left of it: what was read may be half of a sentence."""
        inside = [index for index, spot in enumerate(self.spots) if _inside(spot, field)]
        if field.family is not Family.TEXT or not inside or inside[-1] + 1 == len(self.spots):
            return False
        last, after = self.spots[inside[-1]], self.spots[inside[-1] + 1]
        under = after.at == last.at and last.box.y0 < after.box.y0 and after.box.x0 < last.box.x0
        height = last.box.y1 - last.box.y0
        return under and after.small and after.box.y0 - last.box.y0 < _NEXT_LINE * height

    def _has(self, field: ExtractedField, words: Sequence[str]) -> bool:
        plain, toned = [fold(word) for word in words], [tone_key(word) for word in words]
        for start in range(len(self.spots) - len(words) + 1):
            if self.spots[start].plain != plain[0]:
                continue
            here = self.spots[start : start + len(words)]
            if [spot.toned for spot in here] == toned and not any(_inside(spot, field) for spot in here):
                return True
        return False


def _is_small(word: str) -> bool:
    """Whether a word begins with a small letter and is no mark of a list, such as "b)"."""
    return word[0].islower() and not re.fullmatch(r"[a-zđ]", word)


def _bare(word: str) -> str:
    return re.sub(r"^\W+|\W+$", "", word)


def _inside(spot: Spot, field: ExtractedField) -> bool:
    """Whether a word stands where the field was read."""
    if field.box is None or spot.at != field.at:
        return False
    x, y = (spot.box.x0 + spot.box.x1) / 2, (spot.box.y0 + spot.box.y1) / 2
    return field.box.x0 <= x <= field.box.x1 and field.box.y0 <= y <= field.box.y1
