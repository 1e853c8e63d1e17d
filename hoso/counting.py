"""Counts pages as they are read, for whoever shows progress."""

from __future__ import annotations

from collections.abc import Callable


class PageCounter:
    """Told of pages by the reader, tells one listener."""

    def __init__(self) -> None:
        self._listener: Callable[[int], None] | None = None

    def listen(self, listener: Callable[[int], None]) -> None:
        """From now on ``listener`` is told how many more pages were read."""
        self._listener = listener

    def add(self, pages: int) -> None:
        """So many more pages were read."""
        if self._listener is not None:
            self._listener(pages)
