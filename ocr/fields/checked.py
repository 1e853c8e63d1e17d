"""What a check of a value gives."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.values import Value
from ocr.fields.confidence import Check


@dataclass(frozen=True, slots=True)
class Checked:
    """A value held against what such values must be, in the spelling of the lists; ``unlisted``: share not in them."""

    value: Value | None
    check: Check = Check.NONE
    unlisted: float = 0.0
