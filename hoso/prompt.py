"""A PIN or pass phrase asked for where a person sits."""

from __future__ import annotations

import getpass
import sys

from hoso.language import say


def ask_on_terminal() -> bytes | None:
    """What is typed, unseen; None where nobody can be asked."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    typed = getpass.getpass(
        say("Mã PIN hoặc mật khẩu của khóa ký: ", "PIN or pass phrase of the signing key: "), sys.stderr
    )
    return typed.encode() or None
