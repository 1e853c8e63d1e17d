"""Whether a worker is alive is seen by its lock file; a heartbeat goes on over failures; a spool is swept."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from pathlib import Path
from threading import Event

from dossier.errors import TransientError
from hoso.heartbeat import beating
from hoso.presence import presence
from hoso.scratch import scratch
from storage.blobs import Blobs


def _worker_of_a_process_that_ends(folder: str, names: multiprocessing.Queue[str]) -> None:
    context = presence(Path(folder))
    names.put(context.__enter__().worker())
    names.close()
    names.join_thread()
    os._exit(9)  # as a kill: nothing is tidied up


def test_a_living_worker_is_not_gone(tmp_path: Path) -> None:
    """Seen from the same process and from another office of it."""
    with presence(tmp_path) as one, presence(tmp_path) as other:
        assert not other.is_gone(one.worker())


def test_a_worker_whose_process_ended_without_a_word_is_gone(tmp_path: Path) -> None:
    """The kernel let go of its lock."""
    context = multiprocessing.get_context("spawn")
    names: multiprocessing.Queue[str] = context.Queue()
    process = context.Process(target=_worker_of_a_process_that_ends, args=(str(tmp_path), names))
    process.start()
    worker = names.get(timeout=60)
    process.join()
    with presence(tmp_path) as here:
        assert here.is_gone(worker)


def test_of_a_worker_out_of_sight_nothing_is_said(tmp_path: Path) -> None:
    """Another machine's, or a name that is none."""
    with presence(tmp_path) as here:
        assert not here.is_gone("elsewhere:1:abcdef01:7")
        assert not here.is_gone("../../etc/passwd")


def test_a_heartbeat_goes_on_after_one_that_failed() -> None:
    """The next one makes up for it."""
    beats: list[int] = []
    often = Event()

    def beat() -> None:
        beats.append(1)
        if len(beats) == 1:
            raise TransientError("busy")
        often.set()

    with beating(beat, 0.01):
        assert often.wait(10)


def test_what_a_killed_process_left_in_the_spool_is_swept_after_an_hour(tmp_path: Path) -> None:
    """What is being written stays."""
    spool = tmp_path / ".incoming"
    spool.mkdir()
    for name, age in ((".hoso-old", 7200), (".hoso-young", 10)):
        (spool / name).write_bytes(b"half")
        os.utime(spool / name, (time.time() - age, time.time() - age))
    Blobs(tmp_path)
    assert [path.name for path in spool.iterdir()] == [".hoso-young"]


def _process_that_leaves_a_picture(home: str) -> None:
    with presence(Path(home, "present")) as present, scratch(Path(home, "scratch"), present):
        Path(tempfile.mkdtemp(), "page.bmp").write_bytes(b"a paper")
        os._exit(9)


def test_pictures_left_by_a_killed_process_are_cleared_at_the_next_start(tmp_path: Path) -> None:
    """They lie below the office's own folder, not in the system's; what a living process needs stays."""
    process = multiprocessing.get_context("spawn").Process(target=_process_that_leaves_a_picture, args=(str(tmp_path),))
    process.start()
    process.join(60)
    folder = tmp_path / "scratch"
    assert len(list(folder.rglob("page.bmp"))) == 1
    with presence(tmp_path / "present") as one, scratch(folder, one) as first:
        kept = tempfile.mkdtemp()
        with presence(tmp_path / "present") as two, scratch(folder, two):
            assert list(folder.rglob("page.bmp")) == []
            assert Path(kept).parent == first
            assert Path(kept).is_dir()
        assert Path(tempfile.gettempdir()) == first
    assert list(folder.iterdir()) == []
    assert Path(tempfile.gettempdir()) != first
