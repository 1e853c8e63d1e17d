"""What Prefect costs: the same batch without it, and as ``flows.digitise_batch`` with a server of its own."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.path.pages import make_quick
from bench.path.process import run, tree_cpu
from bench.path.programs import Measured, hoso
from flows.server import prefect_server

_RUNS = 2


@dataclass(frozen=True, slots=True)
class Orchestrated:
    """Processor seconds of ``dossiers`` without and with Prefect. ``server``: while the batch ran; the rest, to start."""

    dossiers: int
    plain: float
    flow: float
    server: float
    plain_start: float
    flow_start: float
    server_start: float
    plain_wall: float
    flow_wall: float

    @property
    def per_dossier(self) -> float:
        """Seconds more for each dossier, the server's included."""
        return (self.flow + self.server - self.plain) / self.dossiers


def orchestrated(work: Path, count: int) -> Orchestrated:
    """Run both twice, in turn; of each the run that cost least, for what disturbs a run only ever adds to it."""
    samples = make_quick(work / "dossiers", count)
    drawn: Mapping[str, str] = {"HOSO_RENDERER": "pypdfium2"}
    with prefect_server(work / "prefect") as server:
        under = {**drawn, **server.environment}
        run([sys.executable, "-m", "flows.prepare"], environment=dict(server.environment), log=work / "prepare.log")
        started = tree_cpu(server.pid)
        plain, flows = [], []
        for turn in range(_RUNS):
            plain.append(hoso(samples, work / f"plain-{turn}", drawn))
            before = tree_cpu(server.pid)
            flow = hoso(samples, work / f"flow-{turn}", under, flags=("--under-prefect",))
            flows.append((flow, tree_cpu(server.pid) - before))
    least = min(flows, key=lambda run: run[0].figures["batch"] + run[1])
    return _compared(min(plain, key=lambda run: run.figures["batch"]), *least, started)


def _compared(plain: Measured, flow: Measured, serving: float, started: float) -> Orchestrated:
    ended = flow.figures["ended"]
    if ended.get("in_review", 0) != plain.figures["waited"] or "failed" in ended:
        raise SystemExit(f"Under Prefect the dossiers ended otherwise: {ended}")
    return Orchestrated(
        dossiers=plain.pages,
        plain=plain.figures["batch"],
        flow=flow.figures["batch"],
        server=serving,
        plain_start=plain.figures["start"],
        flow_start=flow.figures["start"],
        server_start=started,
        plain_wall=plain.figures["batch_wall"],
        flow_wall=flow.figures["batch_wall"],
    )
