"""A PIN or pass phrase asked for where a person sits."""

from __future__ import annotations

import getpass
import sys


def ask_on_terminal(question: str) -> bytes | None:
    """What is typed, unseen; None where nobody can be asked."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    return getpass.getpass(question, sys.stderr).encode() or None
