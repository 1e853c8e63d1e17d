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
