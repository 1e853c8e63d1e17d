"""Two readings of the same print, made one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace

from dossier.text import fold
from ocr.fields.confidence import Again, Check, Family
from ocr.fields.reading import Read
from ocr.fields.vocabulary import is_name


def combined(first: Read, second: Read) -> Read:
    """Two readings of the same print: agreement strengthens, a dispute leaves the likelier one, in doubt."""
    if second.value is None:
        return first
    if first.value is None:
        return replace(second, seen=replace(second.seen, label=second.seen.label * 0.98, again=Again.ALONE))
    if _same(first, second):
        best = first if first.confidence >= second.confidence or first.value != second.value else second
        lost = first.family in (Family.NAME, Family.TEXT) and first.seen.check is Check.DOUBTFUL
        check = Check.DOUBTFUL if lost else best.seen.check  # what is not in the place is in neither reading of it
        weaker = min(first.seen.weakest, second.seen.weakest)
        shown = first.seen.borne_out or second.seen.borne_out
        return replace(best, seen=replace(best.seen, again=Again.AGREES, check=check, agreed=weaker, borne_out=shown))
    if first.family is not Family.DIGITS and first.settled and not second.fits:
        return first  # what is no such value does not speak against one; digits are never known to be right
    marked = first if _has_more_marks(first, second) else None
    best = max(
        first,
        second,
        key=lambda read: (
            _may_be(read),
            marked is not None and read.seen.check is not Check.DOUBTFUL,
            read is marked,
            read.seen.borne_out,
            read.confidence,
        ),
    )
    if first.family is Family.TEXT and _same_letters(first, second):
        best = best if best.seen.check is Check.DOUBTFUL else best.checked(Check.NONE)
    return replace(best, seen=replace(best.seen, again=Again.DIFFERS))


def voted(first: Read, found: Read, apart: Read | None, *, own: bool = True) -> Read:
    """What the engine read, ``first`` on the page and ``found`` with its second look, and what was read apart from it.

    Where the engine is at odds with itself, the reading that was had apart as well is taken. A sure reading apart from it
    is taken against both, in doubt, but for what lists confirm. ``own``: ``first`` is the engine's own reading; else words of
    it were put right by what was read apart, and only the second look of the engine can speak for them.
    """
    if apart is None or (apart.value is None and found.value is None):
        return found
    for read in (found, first):
        if read.value is not None and is_alike(read, apart):
            return _told_by(apart, read, found) if own or found.seen.again is Again.AGREES else _put_right(read, found)
    if _outdoes(apart, found):
        again = Again.ALONE if found.value is None else Again.DIFFERS
        return replace(apart, seen=replace(apart.seen, again=again, apart=Again.ALONE)).checked(Check.DOUBTFUL)
    if _is_parted_otherwise(apart, found):
        found = found.checked(Check.DOUBTFUL)
    silent = apart.value is None or (
        apart.seen.weakest < _SURE_APART and _signs(found).casefold() == _signs(apart).casefold()
    )
    return replace(found, seen=replace(found.seen, apart=Again.NOT_ASKED if silent else Again.DIFFERS))


def _is_parted_otherwise(apart: Read, found: Read) -> bool:
    """Whether both have the same figures with other signs between them: a point may be lost."""
    one, other = (re.sub(r"\D", "", str(each.value)) for each in (apart, found))
    return apart.family is Family.DIGITS and one == other and "." in str(apart.value)


TOLD_APART, _SURE_APART = 0.8, 0.97
"""From which certainty on a reading apart from the engine speaks for the engine's, and from which on against it."""


def _told_by(apart: Read, read: Read, found: Read) -> Read:
    """A reading that was had apart from the engine too: it agrees where it was sure enough, and no list has changed it.

    One name in twenty that both have read alike but the network by guess is wrong, and the paper may have what lists change.
    """
    sure = apart.seen.weakest >= TOLD_APART
    agrees = Again.AGREES if sure else Again.NOT_ASKED if apart.family is Family.TEXT else Again.DIFFERS
    agrees = agrees if _is_as_read(apart) else Again.DIFFERS
    return replace(read, seen=replace(read.seen, again=found.seen.again, agreed=found.seen.agreed, apart=agrees))


def _is_as_read(read: Read) -> bool:
    """Whether a value has the letters and figures of its text; of dates and choices, which are in other words, always."""
    if read.family not in (Family.NAME, Family.TEXT, Family.DIGITS):
        return True
    return re.sub(r"[\W_]", "", str(read.value)) in re.sub(r"[\W_]", "", read.text)


def _put_right(read: Read, found: Read) -> Read:
    """A reading that only what was read apart from the engine speaks for, which has put words of it right."""
    seen = replace(read.seen, again=found.seen.again, apart=Again.ALONE)
    return replace(read, seen=seen).checked(Check.DOUBTFUL)


def _outdoes(apart: Read, found: Read) -> bool:
    """Whether a reading apart from the engine is to be taken against all of the engine's, or where they have nothing."""
    if apart.value is None or apart.seen.weakest < _SURE_APART or not _may_be(apart):
        return False
    if found.value is None:
        return True
    worse = apart.seen.check is Check.DOUBTFUL and found.seen.check is not Check.DOUBTFUL
    one, other = _signs(found).casefold(), _signs(apart).casefold()
    return found.seen.check is not Check.CONFIRMED and not worse and one != other and len(other) >= len(one)


def speaks_for(apart: Read | None, first: Read) -> bool:
    """Whether a reading apart from the engine is the same to the last sign and sure enough, so that no more is asked."""
    if apart is None or first.value is None or apart.value != first.value:
        return False
    return apart.seen.weakest >= TOLD_APART


def is_alike(read: Read, apart: Read) -> bool:
    """Whether two readings have one value but for the white in it, of which the network for lines sees less."""
    return apart.value is not None and _signs(read) == _signs(apart)


def _signs(read: Read) -> str:
    return re.sub(r"\s", "", str(read.value))


def _same(first: Read, second: Read) -> bool:
    """Whether two readings have one value; of long numbers the digits count, a second look sees nothing between them."""
    if first.value == second.value or first.family is not Family.DIGITS:
        return first.value == second.value
    one, other = (re.sub(r"[ .]", "", str(each.value)) for each in (first, second))
    return one == other and len(one) >= _LONG_NUMBER


_LONG_NUMBER = 9
_NO_NUMBER = re.compile(r"[^\w\s/.,()&+-]")


def _may_be(read: Read) -> bool:
    """Whether a name begins with a family name, a number has no signs that none has; of other values nothing is asked."""
    if read.family is Family.DIGITS and _NO_NUMBER.search(str(read.value)):
        return False
    return read.family is not Family.NAME or (isinstance(read.value, str) and is_name(read.value))


def _has_more_marks(first: Read, second: Read) -> bool:
    """Whether the page's reading of the same letters has all marks of the other and more: it has looked for lost ones."""
    if first.family not in (Family.NAME, Family.TEXT) or not _same_letters(first, second):
        return False
    one, other = (Counter(unicodedata.normalize("NFD", str(read.value))) for read in (first, second))
    return one > other


def _same_letters(first: Read, second: Read) -> bool:
    """Whether two readings differ in tones only: in an address those of a hamlet or a street, for units are put right."""
    return fold(str(first.value)) == fold(str(second.value))
