"""Vietnamese first, English for those who set it."""

from __future__ import annotations

from hoso.settings import language


def say(vi: str, en: str) -> str:
    """The sentence in the language of the person at the terminal."""
    return en if language() == "en" else vi
