"""A lock file: one writer at a time among the processes of one machine."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from dossier.errors import TransientError
from storage import disk

_PAUSE = 0.02


def lock_file(path: Path, *, seconds: float = 120.0) -> Callable[[], AbstractContextManager[None]]:
    """A guard for ``TransparencyLog``: waits until it is alone. The kernel lets go of the lock when the process ends.

    A process that hangs while it holds the lock holds others up for ``seconds``, then they get a ``TransientError``.
    """

    @contextmanager
    def guard() -> Iterator[None]:
        with disk.translated("Opening the log's lock file"):
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("ab")
        with file:
            _wait(file.fileno(), time.monotonic() + seconds)
            yield

    return guard


def _wait(descriptor: int, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > deadline:
                raise TransientError(
                    "The log is held by another process for too long.", remedy="Look for a hanging hoso process."
                ) from error
            time.sleep(_PAUSE)
        else:
            return
