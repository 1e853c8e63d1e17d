"""A Prefect server of our own on this machine, started and stopped with the work that needs it.

Prefect reads its settings when it is imported: this module imports nothing of it, and ``PrefectServer.environment`` has
to be in the environment before anything else does.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from dossier.errors import PermanentError, TransientError

_HOST = "127.0.0.1"  # the server knows no login: nobody else shall reach it
_START_SECONDS = 180.0
_STOP_SECONDS = 20.0
_BATCH = "200"

# No word to anybody outside, and nothing kept that we did not hand over on purpose: log texts of foreign libraries
# stay on this machine's terminal, results stay in the process that made them.
QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_COLORS": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_CLI_PROMPT": "false",
    "OMP_THREAD_LIMIT": "1",
}
# With batches of one, the default, the recorder lags behind a mapped batch by a minute for every thousand tasks.
RECORDER = {
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": _BATCH,
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": _BATCH,
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": _BATCH,
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": _BATCH,
    "PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE": _BATCH,
}


@dataclass(frozen=True, slots=True)
class PrefectServer:
    """A server that answers. ``home``: its database and log, and what Prefect's clients keep."""

    port: int
    home: Path
    pid: int

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return f"http://{_HOST}:{self.port}"

    @property
    def environment(self) -> Mapping[str, str]:
        """What a process needs in its environment, before it imports Prefect, to work with this server."""
        return {**QUIET, "PREFECT_HOME": str(self.home), "PREFECT_API_URL": f"{self.url}/api"}


@contextmanager
def prefect_server(home: Path, *, port: int | None = None, seconds: float = _START_SECONDS) -> Iterator[PrefectServer]:
    """A server with its state in ``home``, on ``port`` or a free one, up while the block runs, however it ends.

    One that does not answer within ``seconds`` is a ``TransientError``, one that ends by itself a ``PermanentError``.
    """
    with starting_server(home, port=port) as ready:
        yield ready(seconds)


@contextmanager
def starting_server(home: Path, *, port: int | None = None) -> Iterator[Callable[[float], PrefectServer]]:
    """The same server without waiting for it yet: what the block gets waits, for so many seconds at most."""
    home = home.absolute()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    chosen = port or _free_port()
    process: subprocess.Popen[bytes] | None = None
    try:
        with (home / "server.log").open("ab") as log, _interruption_held_back() as interrupted:
            started = process = subprocess.Popen(
                [sys.executable, "-m", "prefect", "server", "start", "--host", _HOST, "--port", str(chosen)],
                env={**os.environ, **QUIET, **RECORDER, "PREFECT_HOME": str(home)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us: the server outlives the flows that still report to it
            )
        if interrupted:
            raise KeyboardInterrupt

        def ready(seconds: float) -> PrefectServer:
            _wait_until_healthy(started, chosen, home, seconds)
            return PrefectServer(chosen, home, started.pid)

        yield ready
    finally:
        if process is not None:
            _stop(process)


@contextmanager
def _interruption_held_back() -> Iterator[list[int]]:
    """Keep Ctrl-C from coming between a process's start and our knowing of it; what came meanwhile is in the list."""
    arrived: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield arrived  # only the main thread is interrupted
        return
    before = signal.signal(signal.SIGINT, lambda number, _frame: arrived.append(number))
    try:
        yield arrived
    finally:
        signal.signal(signal.SIGINT, before)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, home: Path, seconds: float) -> None:
    limit = time.monotonic() + seconds
    while not _healthy(port):
        if process.poll() is not None:
            raise PermanentError("The Prefect server does not start.", remedy=f"See {home / 'server.log'}.")
        if time.monotonic() > limit:
            raise TransientError(f"The Prefect server does not answer after {seconds:.0f} s.", remedy="Try again.")
        time.sleep(0.25)


def _healthy(port: int) -> bool:
    connection = HTTPConnection(_HOST, port, timeout=5)
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False  # not listening yet
    finally:
        connection.close()


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
