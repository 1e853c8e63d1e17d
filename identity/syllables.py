"""Whether letters without tones can be a Vietnamese syllable: what a misread line of a zone is mostly not."""

from __future__ import annotations

import re

_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|b|c|d|g|h|k|l|m|n|p|r|s|t|v|x"
_NUCLEUS = (
    "uyeu|oai|oay|oeo|uay|uoi|uou|uya|uye|uyu|ieu|yeu|uai|"
    "ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|yu|a|e|i|o|u|y"
)
_CODA = "ch|ng|nh|c|m|n|p|t"
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{_NUCLEUS})(?:{_CODA})?|gi(?:{_CODA})?")
_BEFORE_FRONT_ONLY = re.compile(r"(?:gh|ngh|k(?!h))[aou]")


def is_syllable(letters: str) -> bool:
    """Whether a-z letters spell a syllable; names of other peoples (K'Brôi, Y Blim) mostly do not."""
    return _SYLLABLE.fullmatch(letters) is not None and _BEFORE_FRONT_ONLY.match(letters) is None
