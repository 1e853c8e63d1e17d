"""An office whose flows run on a Prefect server of its own, each run in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from flows.server import PrefectServer

PREFECT = str(Path(sys.executable).with_name("prefect"))
ROOT = Path(__file__).parents[2]
_LIMIT_SECONDS = 240
_TRIES = 60


def _answer(request: Request) -> bytes:
    """What the server says once its database is free: 503 asks for another try, as Prefect's own client makes it."""
    for _ in range(_TRIES):
        try:
            with urlopen(request, timeout=30) as answer:  # noqa: S310
                return bytes(answer.read())
        except HTTPError as error:
            if error.code != 503:
                raise
            time.sleep(1)
    raise AssertionError("The server stays unavailable.")


@dataclass(frozen=True, slots=True)
class Served:
    """``home`` is the office's; ``server`` is None for one that works without an orchestrator."""

    home: Path
    server: PrefectServer | None = None

    @property
    def environment(self) -> Mapping[str, str]:
        """Everything passes without a person, but for who the register does not know."""
        plain = {"HOSO_HOME": str(self.home), "HOSO_ACCEPT_CONFIDENCE": "0", "HOSO_SAMPLE_SHARE": "0"}
        return {**os.environ, **plain, **(self.server.environment if self.server else {})}

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program in this office, from the repository root."""
        return subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=_LIMIT_SECONDS,
            check=False,
        )

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run this Python in this office."""
        return self.run(sys.executable, *arguments)

    def api(self, path: str, body: object = None, method: str = "POST") -> Any:
        """What the server answers to one question."""
        assert self.server is not None
        data = None if method == "GET" else json.dumps(body if body is not None else {}).encode()
        request = Request(  # noqa: S310  the loopback address of our own server
            f"{self.server.url}/api/{path}", data, {"Content-Type": "application/json"}, method=method
        )
        text = _answer(request)
        return json.loads(text) if text else None


class Driver:
    """Runs flows at once, without a worker, one after the other in one process of the office."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, name: str, **parameters: object) -> Any:
        """What ``module.function`` of ``flows`` returns; ``Told`` when it raises."""
        module, _, function = name.partition(".")
        asked = {"module": f"flows.{module}", "function": function, "parameters": parameters}
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise Told(answer["error"])
        return answer["result"]


class Told(Exception):  # noqa: N818  the error as the caller of a flow sees it
    """Type and text of the error that a flow ended with."""
