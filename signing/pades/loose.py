"""Objects that lie in a file and in none of its cross-references: an entry more, and they are shown."""

from __future__ import annotations

import pikepdf

from signing.judge.changes.tail import unlisted_objects
from signing.judge.malformed import Malformed

_AROUND = 128


def has_loose_objects(data: bytes, opened: pikepdf.Pdf) -> bool:
    """Whether there are any, those of attached files aside.

    Of a file whose cross-references cannot be followed nothing is said here: it cannot be signed anyhow.
    """
    try:
        loose = list(unlisted_objects(data))
    except Malformed:
        return False
    if not loose:
        return False
    streams = [each.read_raw_bytes() for each in opened.objects if isinstance(each, pikepdf.Stream)]
    return any(not any(data[at : at + _AROUND] in stream for stream in streams) for at in loose)
