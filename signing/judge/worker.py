"""The process in which strangers' files are judged: each in a child of its own, with limits on time and memory.

Run by ``isolated``: requests come on standard input, answers go to standard output, each with its length before it.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import sys
import time
from base64 import b64encode
from dataclasses import asdict
from datetime import datetime
from typing import Any

from dossier.judgement import FileJudgement
from signing.judge.changes.pictures import picture_of
from signing.judge.malformed import Malformed
from signing.judge.pdf import judge_pdf
from signing.judge.pipe import read_frame, write_frame
from signing.judge.trust import TrustStore, trust_from_plain

_EXIT_MEMORY = 3


def main() -> None:
    """Judge until nobody asks any more."""
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Libraries complain on standard output about odd files: that must not come between the answers.
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stdout.fileno())
    os.dup2(silence, sys.stderr.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us ends us by closing the pipe
    trust = TrustStore()
    while (head := read_frame(source)) is not None:
        request = json.loads(head)
        data = read_frame(source)
        if data is None:
            return
        if request.get("trust") is not None:
            trust = trust_from_plain(request["trust"])
        write_frame(sink, _limited(data, trust, request))


def _limited(data: bytes, trust: TrustStore, request: dict[str, Any]) -> bytes:
    """The answer of a child, or why there is none."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(data, trust, request, writing)
    os.close(writing)
    deadline = time.monotonic() + request["seconds"]
    answer, in_time = _collected(reading, deadline)
    os.close(reading)
    if not in_time:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not in_time:
        return _refused("time_limit")
    if os.waitstatus_to_exitcode(status) == _EXIT_MEMORY:
        return _refused("memory_limit")
    if os.waitstatus_to_exitcode(status) == -signal.SIGXCPU:
        return _refused("time_limit")
    return answer if os.waitstatus_to_exitcode(status) == 0 and answer else _refused("crashed")


def _collected(reading: int, deadline: float) -> tuple[bytes, bool]:
    """Everything that the child writes, and whether it ended in time."""
    parts: list[bytes] = []
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            return b"".join(parts), False
        part = os.read(reading, 1 << 16)
        if not part:
            return b"".join(parts), True
        parts.append(part)


def _refused(code: str) -> bytes:
    return json.dumps({"refused": code}).encode()


def _child(data: bytes, trust: TrustStore, request: dict[str, Any], writing: int) -> None:
    """Never returns: the verdict is written, or an exit status says why not."""
    status = 1
    try:
        _limit(request["megabytes"], request["seconds"])
        if "draw" in request:
            answer = {"drawn": [_drawn(data, *each) for each in request["draw"]]}
        else:
            now = datetime.fromisoformat(request["now"])
            answer = judgement_to_plain(judge_pdf(data, trust, file=request["file"], now=now))
        with os.fdopen(writing, "wb") as sink:
            sink.write(json.dumps(answer).encode())
        status = 0
    except MemoryError:
        status = _EXIT_MEMORY
    finally:
        os._exit(status)


def _limit(megabytes: int, seconds: float) -> None:
    """``megabytes`` more than this process has already; no files, no children."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123  nothing is allocated for a path
        pages = int(file.read().split()[0])
    most = pages * resource.getpagesize() + megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _drawn(data: bytes, end: int, page: int) -> str | None:
    try:
        return b64encode(picture_of(data[:end], page - 1)).decode()
    except Malformed:
        return None


def judgement_to_plain(judged: FileJudgement) -> dict[str, Any]:
    """For the way through the pipe."""
    return asdict(judged)


if __name__ == "__main__":
    main()
