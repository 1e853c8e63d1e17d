"""A lock file: one writer at a time among the processes of one machine."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from storage import disk


def lock_file(path: Path) -> Callable[[], AbstractContextManager[None]]:
    """A guard for ``TransparencyLog``: waits until it is alone. The kernel lets go of the lock when the process ends."""

    @contextmanager
    def guard() -> Iterator[None]:
        with disk.translated("Opening the log's lock file"):
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("ab")
        with file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    return guard
