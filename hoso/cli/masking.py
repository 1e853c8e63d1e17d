"""Personal numbers on a screen, which more people see than the officer; ``--json`` and the record hold them whole."""

from __future__ import annotations

import re

from dossier.codes import IdNumber
from dossier.errors import UsageError

# Nine digits are the old card's number; what reads as more, such as a zone's line, is masked with them.
_LONG_NUMBER = re.compile(r"(?<!\d)\d(?:[ .]?\d){8,}(?!\d)")


def masked(number: str) -> str:
    """A personal number as it is shown by default: ``0790******12``."""
    try:
        return IdNumber.parse(number).masked
    except UsageError:
        return number[:2] + "*" * max(0, len(number) - 4) + number[-2:]


def without_numbers(text: str) -> str:
    """The text with every number masked that is long enough to be a person's."""
    return _LONG_NUMBER.sub(lambda found: masked(found[0]), text)
