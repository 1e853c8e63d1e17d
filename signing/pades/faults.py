"""What pyHanko lets escape on malformed files, translated once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import SigningError

from dossier.errors import PermanentError

_FAILURES = (PdfError, SigningError, ValueError, TypeError, LookupError, AttributeError, RecursionError, AssertionError)


@contextmanager
def sound() -> Iterator[None]:
    """Inside, a file that is not sound is a ``PermanentError``."""
    try:
        yield
    except _FAILURES as error:
        message = "The copy cannot be signed: its PDF structure is not sound."
        raise PermanentError(message, remedy="Make the copy anew.") from error
