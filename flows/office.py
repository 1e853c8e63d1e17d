"""The office of this process: opened once, shared by all tasks."""

from __future__ import annotations

from functools import lru_cache

from hoso.office import Office
from hoso.settings import load_settings
from hoso.wiring import open_office


@lru_cache(maxsize=1)
def shared_office() -> Office:
    """The office of the settings of this process; it stays open until the process ends."""
    return open_office(load_settings()).__enter__()
