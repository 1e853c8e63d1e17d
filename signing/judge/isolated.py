"""Strangers' PDFs are judged in another process: whatever they do to it, there is an answer."""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from threading import Lock
from typing import Any

from dossier.judgement import (
    Algorithms,
    FileJudgement,
    Indication,
    Reason,
    SignatureJudgement,
    Verdict,
)
from signing.judge.pipe import read_frame, write_frame
from signing.judge.reasons import reason
from signing.judge.trust import TrustStore, trust_to_plain


@dataclass(frozen=True, slots=True)
class JudgeLimits:
    """Of one file: wall time, and memory beyond what the process itself needs."""

    seconds: float = 60.0
    megabytes: int = 2048


@dataclass
class IsolatedJudge:
    """Starts its process when first asked, and again whenever it is gone. One file at a time."""

    limits: JudgeLimits = field(default_factory=JudgeLimits)
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _known: bytes = field(default=b"", repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def pdf(self, data: bytes, trust: TrustStore, *, file: str, now: datetime) -> FileJudgement:
        """As ``judge_pdf`` judges; ``refused`` when that takes more than the limits, or breaks down."""
        with self._lock:
            try:
                answer = self._asked(data, trust, file, now)
            except (OSError, EOFError):
                answer = {"refused": "crashed"}
        if "refused" in answer:
            return FileJudgement(file, "pdf", Verdict.REFUSED, reasons=(reason(answer["refused"]),))
        return judgement_from_plain(answer)

    def pictures(self, data: bytes, pages: Sequence[tuple[int, int]]) -> list[bytes | None]:
        """PNG of pages, each given as (how many bytes of the file count, page number from 1); None where none can be had."""
        request = {"draw": [list(each) for each in pages]}
        with self._lock:
            try:
                answer = self._sent(request, data)
            except (OSError, EOFError):
                return [None] * len(pages)
        drawn = answer.get("drawn", [None] * len(pages))
        return [None if each is None else b64decode(each) for each in drawn]

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _asked(self, data: bytes, trust: TrustStore, file: str, now: datetime) -> dict[str, Any]:
        plain = trust_to_plain(trust)
        name = sha256(json.dumps(plain, sort_keys=True).encode()).digest()
        self._running()
        known = name == self._known
        request = {"file": file, "now": now.isoformat(), "trust": None if known else plain}
        self._known = name
        return self._sent(request, data)

    def _sent(self, request: dict[str, Any], data: bytes) -> dict[str, Any]:
        """Ask and wait; whoever is interrupted meanwhile leaves no answer behind for the next question."""
        try:
            return self._exchanged(self._running(), request, data)
        except BaseException:
            self.close()
            raise

    def _exchanged(self, process: subprocess.Popen[bytes], request: dict[str, Any], data: bytes) -> dict[str, Any]:
        if process.stdin is None or process.stdout is None:
            raise EOFError
        limits = {"seconds": self.limits.seconds, "megabytes": self.limits.megabytes}
        write_frame(process.stdin, json.dumps({**request, **limits}).encode())
        write_frame(process.stdin, data)
        answer = read_frame(process.stdout)
        if answer is None:
            raise EOFError
        found: dict[str, Any] = json.loads(answer)
        return found

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._known = b""
            command = [sys.executable, "-W", "ignore", "-m", "signing.judge.worker"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._process


def judgement_from_plain(plain: dict[str, Any]) -> FileJudgement:
    """The verdict that came through the pipe."""
    return FileJudgement(
        file=plain["file"],
        kind=plain["kind"],
        verdict=Verdict(plain["verdict"]),
        signatures=tuple(_signature(each) for each in plain["signatures"]),
        reasons=_reasons(plain["reasons"]),
        development=plain["development"],
    )


def _signature(plain: dict[str, Any]) -> SignatureJudgement:
    algorithms = plain["algorithms"]
    return SignatureJudgement(
        **{
            **plain,
            "indication": Indication(plain["indication"]),
            "algorithms": None if algorithms is None else Algorithms(**algorithms),
            "reasons": _reasons(plain["reasons"]),
            "pages": tuple(plain["pages"]),
            "unanswered": tuple((one, other) for one, other in plain["unanswered"]),
        }
    )


def _reasons(plain: list[dict[str, Any]]) -> tuple[Reason, ...]:
    return tuple(Reason(**each) for each in plain)
