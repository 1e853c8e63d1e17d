"""A pass over a watched folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from flows_inputs import notice
from flows_served import Driver, Served


@contextmanager
def _growing(path: Path) -> Iterator[None]:
    """A scanner that writes one more line every tenth of a second."""
    over = Event()

    def write() -> None:
        with path.open("ab") as target:
            while not over.wait(0.1):
                target.write(b"%PDF-1.7 more to come\n")
                target.flush()

    thread = Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_what_is_archived_moves_and_what_grows_stays(flow: Driver, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    notice(folder / "hs-1", "watched")
    with _growing(folder / "hs-2.pdf"):
        ended = flow("watch.watch_folder", folder=str(folder), records=str(tmp_path / "out"))
    assert ended == {"archived": 1, "growing": 1}
    assert [path.name for path in folder.iterdir()] == ["hs-2.pdf"]
    assert [path.name for path in (tmp_path / "in.done").iterdir()] == ["hs-1"]
    assert '"growing"' in (tmp_path / "out" / "hs-2.pdf.json").read_text()


def test_an_empty_folder_leaves_nothing_but_the_run(served: Served, flow: Driver, tmp_path: Path) -> None:
    before = served.api("artifacts/count")
    assert flow("watch.watch_folder", folder=str(tmp_path)) == {}
    assert served.api("artifacts/count") == before
