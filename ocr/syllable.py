"""Whether a word can be a Vietnamese syllable."""

from __future__ import annotations

import re
import unicodedata

from dossier.text import tidy

_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx]"
_NUCLEUS = (
    "iê|yê|ươ|uô|uâ|uê|uơ|uy|uyê|uya|oa|oă|oe|oai|oao|oay|oeo|uây|iêu|yêu|ươi|ươu|uôi|uyu|ai|ao|au|ay|âu|ây|eo|êu|"
    "ia|iu|oi|ôi|ơi|ua|ui|ưa|ưi|ưu|oo|uê|[aăâeêioôơuưy]"
)
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{_NUCLEUS})(?:ch|ng|nh|[ckmnpt])?")
_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}


def is_syllable(word: str) -> bool:
    """Whether a word can be a Vietnamese syllable: its letters, and its tone (stops take only sắc or nặng)."""
    decomposed = unicodedata.normalize("NFD", tidy(word).casefold())
    tones = [character for character in decomposed if character in _TONES]
    letters = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(letters):
        return False
    return not re.search(r"(?:ch|[ckpt])$", letters) or (len(tones) == 1 and _TONES[tones[0]] in "sj")
