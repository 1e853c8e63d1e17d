"""What a long measurement is doing, on standard error: a bar on a terminal, a line for each paper elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from hoso.cli.console import err, progress

_T = TypeVar("_T")


def told(
    papers: Iterable[tuple[str, _T]], total: int, clock: Callable[[], float] = time.monotonic
) -> Iterator[tuple[str, _T]]:
    """Each paper with its name, said when its turn comes with how many there are and how long the rest may take."""
    started = clock()
    with progress() as shown:
        task = shown.add_task("", total=total)
        for done, (name, paper) in enumerate(papers):
            shown.update(task, completed=done, description=name)
            if not err.is_terminal:
                print(
                    f"… {name} ({done + 1} of {total}{_left(done, total, clock() - started)})",
                    file=sys.stderr,
                    flush=True,
                )
            yield name, paper


def _left(done: int, total: int, spent: float) -> str:
    return f", {(total - done) * spent / done / 60:.0f} min left" if done else ""
