"""The office of this process: opened once, shared by all tasks."""

from __future__ import annotations

import atexit
from contextlib import ExitStack
from functools import cache

from hoso.office import Office
from hoso.settings import load_settings
from hoso.wiring import open_office


@cache
def shared_office() -> Office:
    """The office of the settings of this process; it stays open until the process ends."""
    closing = ExitStack()
    atexit.register(closing.close)
    return closing.enter_context(open_office(load_settings()))
