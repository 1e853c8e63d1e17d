"""Units that an address names without their kind: "An Thạnh Tây, Cù Lao Dung, Sóc Trăng"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dossier.text import fold, tone_key
from ocr.fields.gazetteer import COMMUNES, DISTRICTS, Held, alike, of_kinds, plain_name
from ocr.syllable import is_syllable

_HOUSE = re.compile(
    r"(?:so|to|thon|xom|ap|ban|ngo|ngach|hem|khom|buon|lang|doi|duong|khu|plei|pho|cum|lo|tru so)(?!\w)"
)
"""What the name of a hamlet, a street or a house begins with, folded."""


def held_bare(parts: Sequence[str], kinds: Sequence[str], province: str) -> dict[int, Held]:
    """The parts before an address's province that are names of its district and its commune, by their position.

    ``kinds``: of each part the folded kind that it names, "" for a bare one. A name in other tones than the one unit that
    has its letters is put right; one of several, or a letter off, is in doubt.
    """
    found: dict[int, Held] = {}
    allowed: tuple[str, ...] = (*DISTRICTS, *COMMUNES)
    for at in range(len(parts) - 2, max(len(parts) - 4, -1), -1):
        held = _held(parts[at], allowed, province) if not kinds[at] else None
        if held:
            found[at] = held
        name = held.text if held else parts[at]
        district = kinds[at] in DISTRICTS or any(of_kinds(DISTRICTS, plain_name(name), (province,)))
        if not district or kinds[at] in COMMUNES:
            break
        allowed = COMMUNES
    return found


def _held(part: str, kinds: Sequence[str], province: str) -> Held | None:
    """A bare name among the units of its province; None for what is no such name."""
    name = part.strip()
    plain = plain_name(name)
    spelled = set(of_kinds(kinds, plain, (province,)))
    if not name[:1].isupper() or re.search(r"\d", name):
        return None
    if any(tone_key(name) == tone_key(spelling) for spelling in spelled):
        return Held(part, known=1)
    if len({tone_key(spelling) for spelling in spelled}) == 1:
        return Held(_in(part, name, min(spelled)), known=1)
    if spelled:
        return Held(part, doubtful=1)
    if _HOUSE.match(fold(name)):
        return None
    near = alike(kinds, plain, (province,))
    if near:
        sure = len(near) == 1 and not all(map(is_syllable, name.split()))
        return Held(_in(part, name, min(near)) if sure else part, doubtful=1)
    return Held(part, unknown=1)


def _in(part: str, name: str, right: str) -> str:
    return part.replace(name, right.upper() if name.isupper() else right)
