"""Symmetric keys of this installation, each in a file of its own that the first to ask makes."""

from __future__ import annotations

import secrets
from pathlib import Path

from dossier.errors import PermanentError
from signing.authority.files import write_new

KEY_BYTES = 32


def local_key(path: Path, *, what: str) -> bytes:
    """The 32 bytes in ``path``, readable by their owner only; ``what`` names the key in an error."""
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_new(path, secrets.token_bytes(KEY_BYTES))
        key = path.read_bytes()
    except OSError as error:
        raise PermanentError(f"{what} cannot be opened.", remedy=f"Check {path.name}.") from error
    return _whole(key, path, what)


def given_key(path: Path, *, what: str) -> bytes:
    """The 32 bytes in ``path``, which somebody has to have put there: one made anew would open nothing of before."""
    try:
        key = path.read_bytes()
    except OSError as error:
        remedy = f"Check {path.name}; a first one is made with `openssl rand -out {path.name} {KEY_BYTES}`."
        raise PermanentError(f"{what} cannot be opened.", remedy=remedy) from error
    return _whole(key, path, what)


def _whole(key: bytes, path: Path, what: str) -> bytes:
    if len(key) != KEY_BYTES:
        raise PermanentError(f"{what} is damaged.", remedy=f"Restore {path.name} from a backup.")
    return key
