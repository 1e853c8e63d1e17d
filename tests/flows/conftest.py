"""One Prefect server with its pool, limits, deployments and a worker for all tests of the flows."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flows_inputs import Inputs, certificate, notice, scanned
from flows_served import PREFECT, ROOT, Driver, Served

from flows.server import prefect_server
from hoso.samples.persons import make_person


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """Three dossiers; one is a loose file that bears the name of the person it is about."""
    folder = tmp_path_factory.mktemp("flows") / "inputs"
    person = make_person(random.Random("flows"))
    notice(folder / "hs-1", "1")
    scanned(folder / "hs-2", "2")
    certificate(folder, f"{person.full_name} {person.id_number}.pdf", person)
    return Inputs(folder, (person,))


@pytest.fixture(scope="session")
def plain(inputs: Inputs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records that the plain command line writes about the inputs."""
    place = tmp_path_factory.mktemp("plain")
    ended = Served(place / "home").python(
        "-m", "hoso", "batch", str(inputs.folder), "--records", str(place / "records")
    )
    assert ended.returncode == 1, ended.stderr  # one dossier waits for a person
    return place / "records"


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An office with a server, prepared and deployed to."""
    home = tmp_path_factory.mktemp("served")
    with prefect_server(home / "prefect") as server:
        office = Served(home, server)
        for command in (
            (sys.executable, "-c", "from flows.prepare import prepare; prepare()"),
            (PREFECT, "--no-prompt", "deploy", "--all"),
        ):
            done = office.run(*command)
            assert done.returncode == 0, done.stdout + done.stderr
        yield office


@pytest.fixture(scope="session")
def worker(served: Served) -> Iterator[None]:
    """A process worker of the pool."""
    process = subprocess.Popen(
        [PREFECT, "worker", "start", "--pool", "hoso", "--type", "process"],
        cwd=ROOT,
        env={**served.environment, "PREFECT_WORKER_QUERY_SECONDS": "2"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield
    process.terminate()
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:  # on a busy machine it may still be waiting for the server
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def batch_records(served: Served, worker: None, inputs: Inputs) -> Path:
    """The records that the deployed batch writes about the inputs; its run ended Completed."""
    records = served.home / "records"
    done = served.run(
        PREFECT,
        *("deployment", "run", "digitise-batch/batch", "--watch"),
        *("-p", f"folder={inputs.folder}", "-p", f"records={records}"),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return records


@pytest.fixture(scope="session")
def flow(served: Served) -> Iterator[Driver]:
    """Runs flows of the served office without a worker."""
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("flows_driver.py"))],
        cwd=ROOT,
        env=served.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield Driver(process)
    process.communicate(timeout=60)
