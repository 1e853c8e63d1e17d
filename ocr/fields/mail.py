"""Addresses of electronic mail, whose signs engines misread: none of their words is in a dictionary."""

from __future__ import annotations

import re

_ENDINGS = r"(?:vn|com|net|org|edu|gov|info)"
_DOMAIN = rf"[a-z-]{{2,}}(?:[.][a-z-]{{2,}})*[.]{_ENDINGS}"
_LIKE_AT = "8©®€Q"


def mail_address(text: str) -> str:
    """The text with the full stop before its ending and the sign before its domain, where only one place has room for it.

    "nguoidan7841@example vn" lacks a stop; in "nguoidan98468example.vn" only the last 8 stands before a domain.
    """
    text = re.sub(r"[(\[]+@", "@", text)  # an at sign that was read twice, as a bracket and as itself
    text = re.sub(rf"(?<=[a-z]) *[., ] *({_ENDINGS})\s*$", r".\1", text)
    if "@" in text:
        return text
    places = {found.start() for found in re.finditer(rf"(?<=[\w.+-])[{_LIKE_AT}](?={_DOMAIN}\s*$)", text)}
    if len(places) != 1:
        return text
    (at,) = places
    return f"{text[:at]}@{text[at + 1 :]}"
