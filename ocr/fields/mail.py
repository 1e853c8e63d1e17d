"""Addresses of electronic mail, whose signs engines misread: none of their words is in a dictionary."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

_ENDINGS = r"(?:vn|com|net|org|edu|gov|info)"
_DOMAIN = rf"[a-z-]{{2,}}(?:[.][a-z-]{{2,}})*[.]{_ENDINGS}"
_LIKE_AT = "8©®€Q("


_LOST_LINE = re.compile(r"(?<=[a-z0-9]) (?=[a-z0-9.+-]+@)")
"""Where a low line was taken for a leader: no address has white space."""


def mail_address(text: str) -> str:
    """The text with the full stop before its ending and the sign before its domain, where only one place has room for it.

    "nguoidan7841@example vn" lacks a stop; in "nguoidan98468example.vn" only the last 8 stands before a domain.
    """
    text = _LOST_LINE.sub("_", text)
    text = re.sub(r"[(\[]+@", "@", text)  # an at sign that was read twice, as a bracket and as itself
    text = re.sub(rf"(?<=[a-z]) *[., ] *({_ENDINGS})\s*$", r".\1", text)
    if "@" in text:
        return text
    places = {found.start() for found in re.finditer(rf"(?<=[\w.+-])[{_LIKE_AT}](?={_DOMAIN}\s*$)", text)}
    if len(places) != 1:
        return text
    (at,) = places
    return f"{text[:at]}@{text[at + 1 :]}"


def has_lost_line(text: str) -> bool:
    """Whether white space stands within an address."""
    return _LOST_LINE.search(text) is not None


def has_mixed_case(address: str) -> bool:
    """Whether capitals stand among the small letters of an address: figures may have been read as letters, 5 as S."""
    return any(map(str.isupper, address)) and any(map(str.islower, address.partition("@")[0]))


_DOMAINS = ("gmail.com", "yahoo.com", "yahoo.com.vn", "outlook.com", "icloud.com", "hotmail.com")


def is_near_known_domain(address: str) -> bool:
    """Whether the domain is a letter or two off one that everybody uses, as no other domain is likely to be."""
    domain = address.rpartition("@")[2].casefold()
    return domain not in _DOMAINS and any(Levenshtein.distance(domain, known) <= 2 for known in _DOMAINS)
