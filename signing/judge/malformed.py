"""The one outcome of everything that cannot be read, and what libraries throw instead of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm


class Malformed(Exception):  # noqa: N818  an outcome of reading, turned into a judgement by whoever asked
    """The bytes are nothing that can be judged; the text says what is wrong, without content."""


class Encrypted(Malformed):
    """A file that is encrypted for somebody else."""


# asn1crypto reads when asked, cryptography parses a certificate's parts when they are looked at: both fail late.
_FAILURES = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Whatever goes wrong while reading ``what`` is a ``Malformed`` that says so."""
    try:
        yield
    except _FAILURES as error:
        raise Malformed(f"{what} that cannot be read") from error
