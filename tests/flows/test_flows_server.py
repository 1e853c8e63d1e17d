"""The server goes with the work that needs it, however that ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dossier.errors import PermanentError, TransientError
from flows.server import prefect_server, starting_server

# Shells start what they put into the background with interruptions ignored, and children inherit that.
_INTERRUPTED = """
import signal
import sys
from pathlib import Path
from flows.server import prefect_server
signal.signal(signal.SIGINT, signal.default_int_handler)
with prefect_server(Path(sys.argv[1])):
    raise SystemExit("interrupted too late")
"""


def _servers(home: Path) -> list[int]:
    """The processes whose environment names that home (proc(5))."""
    wanted = f"PREFECT_HOME={home}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and wanted in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
        except OSError:
            continue  # it ended while we looked
    return found


def test_one_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(TransientError, match="does not answer"), prefect_server(tmp_path, seconds=0.5):
        pass
    assert _servers(tmp_path) == []


def test_one_that_ends_by_itself_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PermanentError, match="does not start"), prefect_server(tmp_path, port=port):
            pass


def test_an_error_in_the_block_stops_it(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), starting_server(tmp_path):
        assert len(_servers(tmp_path)) == 1
        raise ZeroDivisionError
    assert _servers(tmp_path) == []


def test_an_interruption_stops_it(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTED, str(tmp_path)], stderr=subprocess.PIPE, env=dict(os.environ)
    )
    while not _servers(tmp_path):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert b"KeyboardInterrupt" in process.communicate(timeout=60)[1]
    assert _servers(tmp_path) == []
