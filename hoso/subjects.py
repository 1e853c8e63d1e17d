"""Whom a look was about, as the access log says it: a token that only this installation can make of a number.

A plain digest would hide nothing, for twelve digits can be tried one by one; without the key nobody can.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from pathlib import Path

from dossier.codes import IdNumber
from dossier.errors import PermanentError
from signing.authority.files import write_new

Token = Callable[[IdNumber], str]

_KEY_BYTES = 32


def token_maker(path: Path) -> Token:
    """Tokens under the key in ``path``; the first to ask makes it, readable by its owner only."""
    try:
        if not path.exists():
            write_new(path, secrets.token_bytes(_KEY_BYTES))
        key = path.read_bytes()
    except OSError as error:
        raise PermanentError("The access log's key cannot be opened.", remedy=f"Check {path.name}.") from error
    if len(key) != _KEY_BYTES:
        raise PermanentError("The access log's key is damaged.", remedy=f"Restore {path.name} from a backup.")
    return lambda number: hmac.digest(key, number.digits.encode(), "sha256").hex()
