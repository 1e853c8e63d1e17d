"""A real PostgreSQL for the tests: made, started on a socket of its own, stopped and removed afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

# PostgreSQL refuses to run as root; Debian's packages make this user.
_SERVER_USER = "postgres"
_START_SECONDS = 60
# Asked before any office is opened: below an office's own the socket's path would be too long, and the office's to clear.
_TEMPORARY = tempfile.gettempdir()


def binaries() -> Path | None:
    """The folder of the newest installed server, None without one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def running_postgres(programs: Path) -> Iterator[str]:
    """URL of the database ``postgres`` on a fresh server that only listens on a Unix socket."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_TEMPORARY))
    user = _SERVER_USER if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    shutil.chown(folder, user)
    data, options = folder / "data", f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=60"
    try:
        _run(programs / "initdb", "-D", data, "-U", "hoso", "-A", "trust", "-E", "UTF8", "--locale=C", "-N", user=user)
        start = ("-D", data, "-o", options, "-l", folder / "log", "-w", "-t", _START_SECONDS, "start")
        _run(programs / "pg_ctl", *start, user=user)
        try:
            yield f"postgresql+psycopg://hoso@/postgres?host={folder}"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop", user=user)
    finally:
        shutil.rmtree(folder)


def _run(program: Path, *arguments: object, user: str) -> None:
    # The server's own output goes to its log; a pipe held open by the daemon would never end.
    switch = {"user": user, "group": user, "extra_groups": ()} if os.geteuid() == 0 else {}
    command = [str(program), *map(str, arguments)]
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(command, stdout=said, stderr=said, cwd="/", check=False, **switch)  # type: ignore[call-overload]
        said.seek(0)
        assert done.returncode == 0, said.read().decode()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """URL of a running server's database ``postgres``; make databases of your own in it."""
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (/usr/lib/postgresql/*/bin)")
    with running_postgres(programs) as url:
        yield url
