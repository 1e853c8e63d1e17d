"""``python -m flows.serve``: an office's own Prefect server with pool, limits, deployments and a worker, until Ctrl-C."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated

import typer

from flows.server import PrefectServer, prefect_server
from flows.terminal import run_command
from hoso.cli import console
from hoso.language import say
from hoso.settings import load_settings

_PORT = 4200
_STOP_SECONDS = 60.0


def serve(
    port: Annotated[int, typer.Option(help=say("Cổng trên máy này.", "The port on this machine."))] = _PORT,
) -> None:
    """Máy chủ Prefect và một worker trên máy này. / A Prefect server and a worker on this machine."""
    with prefect_server(load_settings().root / "prefect", port=port) as server:
        os.environ.update(server.environment)
        from flows.prepare import POOL, deploy, prepare  # noqa: PLC0415  Prefect reads its settings when imported

        prepare()
        deploy()
        console.out.print(say(f"Prefect: {server.url} (Ctrl-C để dừng)", f"Prefect: {server.url} (Ctrl-C stops it)"))
        _work(server, POOL)


def _work(server: PrefectServer, pool: str) -> None:
    """Run a worker until it ends or this process is told to end."""
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", pool, "--type", "process"]
    environment = {**os.environ, **server.environment}
    # In a session of its own: on Ctrl-C it would be told twice, and a worker told twice kills its flows at once.
    worker = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        worker.wait()
    except KeyboardInterrupt:
        console.out.print(say("Đang dừng …", "Stopping …"))
    finally:
        _stop(worker)


def _stop(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


if __name__ == "__main__":
    run_command(serve)
