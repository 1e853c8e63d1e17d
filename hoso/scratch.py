"""A place below ``HOSO_HOME`` for pictures of papers that programs pass to each other, so that a kill leaves none behind."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from hoso.presence import Presence
from storage import disk

_changing = Lock()
_usual = tempfile.tempdir
_places: list[str] = []


@contextmanager
def scratch(folder: Path, present: Presence) -> Iterator[Path]:
    """Temporary files of this process go to a folder of its own in ``folder`` as long as the context lasts.

    Libraries name no place for theirs (pytesseract's ``tess_*``), so it is Python's own default that changes; of
    several offices in a process the one opened last decides. Folders of processes that have ended are deleted first.
    """
    with disk.translated("Making the folder for temporary files"):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _clear(folder, present)
        own = folder / present.name
        own.mkdir(mode=0o700)
    _take(str(own))
    try:
        yield own
    finally:
        _leave(str(own))
        shutil.rmtree(own, ignore_errors=True)  # what resists is deleted at the next start


def _clear(folder: Path, present: Presence) -> None:
    for left in folder.iterdir():
        if present.has_ended(left.name):
            shutil.rmtree(left, ignore_errors=True)  # another process may be deleting it too


def _take(place: str) -> None:
    with _changing:
        _places.append(place)
        tempfile.tempdir = place


def _leave(place: str) -> None:
    with _changing:
        _places.remove(place)
        tempfile.tempdir = _places[-1] if _places else _usual
