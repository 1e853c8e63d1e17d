"""Whom a look was about, as the access log says it: a token that only this installation can make of a number.

A plain digest would hide nothing, for twelve digits can be tried one by one; without the key nobody can.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from pathlib import Path

from dossier.codes import IdNumber
from hoso.local_keys import local_key

Token = Callable[[IdNumber], str]


def token_maker(path: Path) -> Token:
    """Tokens under the key in ``path``."""
    key = local_key(path, what="The access log's key")
    return lambda number: hmac.digest(key, number.digits.encode(), "sha256").hex()
