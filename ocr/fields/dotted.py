"""Forms whose leaders run on under the print: their dots make a 2 of a 7 and put dots under vowels."""

from __future__ import annotations

import re
import unicodedata

from ocr.fields.confidence import Check, Family
from ocr.fields.reading import Read
from ocr.fields.stream import Stream
from ocr.syllable import is_syllable

_FEWEST = 2
"""Words of a form with a leader's dot in them, at least: one may be a slip of the typist."""
_BETWEEN = re.compile(r"(?<![^\W_])([^\W\d_]{2,})\.+(?=[^\W_])|(?<=\d)\.(?=[^\W\d_]{3})|^\.(?=[^\W\d_]{3})")
_NETWORK = re.compile(r"@|\.(?:vn|com|gov|edu|net)\b")
_BELOW = "\N{COMBINING DOT BELOW}"


def has_dots_between(stream: Stream) -> bool:
    """Whether dots of leaders stand between words that were read as one."""
    texts = (token.word.text for token in stream.tokens)
    found = (match for text in texts if not _NETWORK.search(text) for match in _BETWEEN.finditer(text))
    return sum(match[1] is None or is_syllable(match[1]) for match in found) >= _FEWEST


def may_hide_dots(read: Read) -> bool:
    """Whether a value has what a leader's dots make of other signs, and nothing confirms it."""
    if read.value is None or (read.seen.check is Check.CONFIRMED and read.family is not Family.DIGITS):
        return False
    if read.family in (Family.DIGITS, Family.DATE):
        return bool(re.search("[27]", str(read.value)))
    return read.family is Family.NAME and _BELOW in unicodedata.normalize("NFD", str(read.value))
