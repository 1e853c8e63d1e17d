"""Who is alive: each process holds a lock file while it lives, and the kernel lets go of it however the process ends."""

from __future__ import annotations

import fcntl
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident

from storage import disk

_PARTS = 3


class Presence:
    """This process among those that share ``folder``."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name

    def worker(self) -> str:
        """Who holds a lease: machine, process (with a token, for numbers come back) and thread."""
        return f"{self._name}:{get_ident()}"

    @property
    def name(self) -> str:
        """Machine, process and token; of this process alone."""
        return self._name

    def is_gone(self, worker: str) -> bool:
        """Whether that worker's process has ended for sure; of one on a machine that shares no folder we cannot say."""
        name = worker.rpartition(":")[0]
        if name.count(":") != _PARTS - 1 or "/" in name:
            return False
        return self._is_free(name) or False

    def has_ended(self, name: str) -> bool:
        """Whether the process of that ``name``, known to have been present in this folder, has ended: killed or not."""
        return self._is_free(name) is not False

    def _is_free(self, name: str) -> bool | None:
        """Whether nobody holds the lock of ``name``; None without a lock file."""
        try:
            file = (self._folder / name).open("rb")
        except FileNotFoundError:
            return None
        with file:
            return _lock(file.fileno())


@contextmanager
def presence(folder: Path) -> Iterator[Presence]:
    """Be present in ``folder`` as long as the context lasts."""
    name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    with disk.translated("Making the process's lock file"):
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / name).open("xb")
    with file:
        _lock(file.fileno())
        try:
            yield Presence(folder, name)
        finally:
            (folder / name).unlink(missing_ok=True)


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
