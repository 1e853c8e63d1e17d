"""Something that is done again and again while something long goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from dossier.errors import HosoError


@contextmanager
def beating(beat: Callable[[], object], seconds: float) -> Iterator[None]:
    """Call ``beat`` every so many seconds in a thread until the context ends; a beat that fails is made up by the next."""
    over = Event()

    def run() -> None:
        while not over.wait(seconds):
            try:
                beat()
            except HosoError:
                continue

    thread = Thread(target=run, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
