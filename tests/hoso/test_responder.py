"""The development authority over HTTP, as its own process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_desk import PASSING
from test_upgrading import page

from dossier.record import Profile
from hoso.settings import Settings
from hoso.wiring import open_office
from signing.levels import Level

_SECONDS = 60


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def responder(tmp_path: Path) -> Iterator[str]:
    """Its address, once it answers."""
    port = free_port()
    command = [sys.executable, "-m", "hoso.responder", "--port", str(port)]
    environment = {**os.environ, **PASSING, "HOSO_HOME": str(tmp_path / "home"), "HOSO_LANG": "en"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert "No legal value" in process.stdout.readline()
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(_SECONDS)


def test_a_copy_gets_everything_for_the_long_term_over_http(responder: str, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", tsa=f"http://127.0.0.1:1/ {responder}/tsa", copy_level=Level.B_LTA)
    with open_office(settings) as office:
        done = office.signatures.sign_copy(page(), Profile.COUNTER, "can-bo-01", office.clock())
        assert (done.pdf.level, done.pdf.shortfall) == ("PAdES-B-LTA", None)
        assert {each.value for each in done.cautions} == {"no_legal_value"}
        assert b"/OCSPs" in done.pdf.data


def test_a_port_that_is_taken_is_told(responder: str, tmp_path: Path) -> None:
    port = responder.rpartition(":")[2]
    environment = {**os.environ, "HOSO_HOME": str(tmp_path / "home"), "HOSO_LANG": "en"}
    command = [sys.executable, "-m", "hoso.responder", "--port", port]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False)
    assert (done.returncode, "is taken" in done.stdout) == (4, True)
