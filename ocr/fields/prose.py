"""Running text with what engines do to it undone, where only one thing can have been printed."""

from __future__ import annotations

import re

from ocr.syllable import is_syllable

# The mark of a footnote that stands behind the label's colon: "Nơi cư trú: (2) Thôn Nà Đồng", "2® Thôn …".
_FOOTNOTE = re.compile(r"^\W{0,2}\d{0,2}\s?[)\]}®°©]+[\W_]*(?=\w)")
# Signs that stand alone between words of text: specks.
_SPECK = re.compile(r"(?:(?<=\s)|^)[†‡¬¦§¤«»¶•·~^_|=<>\\{}\[\]]+\s+(?=\S)")
_RULE_BEFORE = re.compile(r"^[ịỊìÌíÍïÏIlL¡!Jj]\s+(?=[A-ZĐÀ-Ỹ0-9])")
"""The rule of a cell before its value, as engines read it."""
_DIVORCED = re.compile(r"(?<!\w)[1I]y(?= hôn)")
_HIGHLAND = re.compile(r"(?:(?<=\bxã )|(?<=, ))[1|]a(?= [A-ZĐ])|(?<![^\s(])la(?= [A-ZĐ])")
"""The water in the names of the highlands' communes, whose I engines read as a small l: "xã la Blang"."""
_STROKES_IN_NUMBER = re.compile(r"(?<!\w)(\d+)[Il|]((?:19|20)\d\d)[Il|](?=[A-ZĐ]{2})")
"""The strokes of a document's number that engines read as letters: "134I2022IQĐST-HNGĐ"."""
_COUNCIL = re.compile(r"\b(H|TT|Q)Đ{2,}(?=ND|TC|QT|ST|T\b)")
"""HĐND, HĐTC, TTĐT, QĐST, whose Đ engines read twice."""
_THREE = re.compile(r"(?<=[Qq]uý )(?:IH|HI|IIl|IlI|lII|Ill|llI|lIl|lll)(?!\w)")
"""A quarter's three strokes."""
_TWICE = re.compile(r"(?<=[^\W\d_])ii(?=[^\W\d_])|(?<=[^\W\d_IVX])II(?=[^\W\d_IVX])")
"""A letter that no word has twice: "Miinh", "KIIM"."""
_CITY = re.compile(r"\b([Tt]hành) ph[eèéẻẽẹêềếểễệóòỏõọ](?= [A-ZĐ])")
"""The kind of a city, whose ố has lost its right half or its hat."""
_DISTRICT = re.compile(r"\bhuyên(?= [A-ZĐ])")
_COURT = re.compile(r"\bQĐS[1Il7](?=-)")
"""QĐST, a decision of a court of first instance."""
_STROKE_AT_END = re.compile(r"(?<=\d)(/(?:19|20)\d\d/) (?=[A-ZĐ]{2})|(?<=\bQĐ)(ST-) (?=[A-ZĐ]{2})")
"""The number of a document that was parted at the end of a line."""
_WITH_ANYBODY = re.compile(r"(?<=kết hôn với )a[1Il]\b")
_YEARS = re.compile(r"(?<=\d )n[ắằẳẵặ]m\b")
_DATE = re.compile(r"(?<!\d)(\d{1,2})(?=[/Il|!]\d{1,2}[/Il|!])[/Il|!](\d{1,2})[/Il|!]((?:19|20)\d\d)(?!\d)")
_TORN_MONTH = re.compile(r"(?<=/[01]) (?=\d/(?:19|20)\d\d(?!\d))")
_DOT_AT_UNIT = re.compile(r"\b(xã|phường|huyện|tỉnh|quận|thôn|xóm|ấp)\. (?=[A-ZĐÀ-Ỹ])")
"""A leader's dot or a speck behind the kind of a unit."""
_REPORTED = re.compile(r"(?<=\(b/)[€©eéêGC6](?=\))|(?<=\(để b/)[€©eéêGC6](?=\))")
"""The c of "(để b/c)", to report."""
_FIRST = re.compile(r"(?<=\b[Kk]hu vực )l(?!\w)|(?<=\b[Qq]uý )l(?!\w)|(?<=\b[Ll]oại )l(?!\w)|(?<=\b[Hh]ạng )l(?!\w)")
"""The Roman one, read as a small l."""
_LARGE_END = re.compile(r"(?<=[^\W\d_A-ZĐÀ-Ỹ])[CKOPSUVXZƠỚỜỞỠỢƯỨỪỬỮỰÔỐỒỔỖỘÓÒỎÕỌÚÙỦŨỤ]\b")
"""A capital that ends a word in small letters, which differs from them in size only: "điện tỬ"."""
_SQUARE_METRES = re.compile(r"(?<=\d) ?m ?[2?°ˆ^*'’`´\"3%º®ỂÊ](?=[\s,;.)]|$)")
"""Square metres in small print: the raised figure is read as all sorts of signs."""


_WORD = re.compile(r"[^\W\d_]{2,}")


def _with_small_end(found: re.Match[str]) -> str:
    """A word in small letters whose last one, with a mark, was read as a capital: "tẾ"."""
    word = found[0]
    torn = word[:-1].islower() and word[-1].isupper() and not word[-1].isascii()
    return word.lower() if torn else word


def of_prose(text: str) -> str:
    """A text without specks and the mark of a footnote, with the strokes in its dates."""
    text = _RULE_BEFORE.sub("", _SPECK.sub("", _FOOTNOTE.sub("", text))).replace("''", '"')
    text = _REPORTED.sub("c", re.sub(r"(?<=\d)//(?=\d)", "/", text))
    text = _STROKES_IN_NUMBER.sub(r"\1/\2/", text)
    text = _THREE.sub("III", _TWICE.sub(lambda found: found[0][0], text))
    text = _LARGE_END.sub(lambda found: found[0].lower(), _FIRST.sub("I", _HIGHLAND.sub("Ia", text)))
    text = _WORD.sub(_with_small_end, text)
    text = _CITY.sub(r"\1 phố", _DIVORCED.sub("ly", _COUNCIL.sub(r"\1Đ", text)))
    text = _WITH_ANYBODY.sub("ai", text)
    text = _DISTRICT.sub(
        "huyện", _COURT.sub("QĐST", _STROKE_AT_END.sub(lambda found: found[0][:-1], _YEARS.sub("năm", text)))
    )
    text = _DOT_AT_UNIT.sub(r"\1 ", re.sub(r"(?<=,)\.+ ?(?=\w)", " ", re.sub(r"(?<=\w) (?=[,;] )", "", text)))
    text = re.sub(r"\s*\.\s?/\s?\.?$", "", text)  # "./." ends a sentence of an office
    return _DATE.sub(r"\1/\2/\3", _TORN_MONTH.sub("", text))


def without_dots_between(text: str) -> str:
    """A text without the dots of a leader that were read with its words as full stops: "xã.Minh.Tân"; not of addresses
    on the network. Abbreviations keep theirs.
    """
    if _NETWORK.search(text):
        return text
    text = _DOT_IN_SENTENCE.sub(lambda found: found[0][:-1] if is_syllable(found[0][:-1]) else found[0], text)
    text = _DOT_BEHIND_FIGURE.sub(" ", text)
    return _DOT_BETWEEN.sub(lambda found: f"{found[1]} " if is_syllable(found[1]) else found[0], text)


_NETWORK = re.compile(r"@|www|\.(?:vn|com|gov|edu|net)\b")
_DOT_IN_SENTENCE = re.compile(
    r"(?<![^\W_])([^\W\d_]{2,})\.(?= (?!(?:thôn|xóm|ấp|tổ|khu|xã|phường|đường|quận|huyện|thị|thành phố|tỉnh)\b)[a-zà-ỹđ]{2})"
    r"|(?<![^\W_])(tại|từ|đến|của|cho|về|với|ở|do|theo|và)\.(?= )"
    r"|(?<![^\W_])([A-ZĐÀ-Ỹ]*[À-ỸĐ][A-ZĐÀ-Ỹ]*)\.(?= [A-ZĐÀ-Ỹ]{2})"
)
"""A full stop behind which the sentence, or the name in capitals, goes on."""
_DOT_BEHIND_FIGURE = re.compile(r"(?<=\d)\.+(?=[a-zà-ỹđ]{3})")
_DOT_BETWEEN = re.compile(r"(?<![^\W_])([^\W\d_]{2,})\.+(?=[^\W_])")


def with_square_metres(text: str) -> str:
    """A text about land with its areas in m²."""
    return _SQUARE_METRES.sub(" m²", text)


_SIGNS_BEHIND = re.compile(r"(?:\s+[^\w\s)\"”]+)+$")


def without_signs_behind(text: str) -> str:
    """A text without the signs that stand by themselves behind it: what was read of a leader or a rule."""
    return _SIGNS_BEHIND.sub("", text)
