"""Packages per second of one core in an audit: judged in full, and in the fast lane."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.path.tables import Table
from bench.signing.rate import rate
from dossier.digest import Digest
from dossier.record import Status
from hoso.digitise import digitise
from hoso.fast_lane import is_unbroken
from hoso.intake import IntakeOptions, entry_of
from hoso.office import Office
from hoso.samples.degrade import Condition
from hoso.samples.dossiers import Feeder, Sheaf
from hoso.samples.form import make_look
from hoso.samples.papers import administrative
from hoso.settings import Settings
from hoso.verifying import judge_archived
from hoso.wiring import open_office
from storage.database import ArchivedPackage

_SEED = 20261126
_SIGNATURES = 3


def tables(seconds: float) -> Iterator[Table]:
    """``seconds`` of processor time for each figure."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        scan = _scan(Path(name))
        settings = Settings(home=Path(name) / "home", accept_confidence=0, sample_share=0, workers=1)
        with open_office(settings) as office:
            package = _archived(office, scan)
            yield _rates(office, package, seconds)


def _rates(office: Office, package: ArchivedPackage, seconds: float) -> Table:
    size = len(office.store.get(package.key))
    whole = rate(lambda: judge_archived(office, package), seconds)
    lane = rate(lambda: _fast(office, package), seconds)
    head = ("package", "in full /s", "fast lane /s", "times", "signatures in the fast lane /s")
    described = f"{size // 1000} kB: seal, its time stamp, one signed copy"
    rows = [(described, f"{whole:.0f}", f"{lane:.0f}", f"{lane / whole:.1f}", f"{_SIGNATURES * lane:.0f}")]
    return Table("Packages per second and core in an audit (`hoso audit`)", head, rows)


def _fast(office: Office, package: ArchivedPackage) -> None:
    """Read, hash, signature values: as an audit does with what was judged in full before."""
    data = office.store.get(package.key)
    assert Digest.of(data) == package.sha256
    assert is_unbroken(data)


def _scan(folder: Path) -> Path:
    rng = random.Random(_SEED)
    drawn = administrative.draw(rng, make_look(rng, 200), administrative.Order(pages=1))
    Feeder(folder / "scans", np.random.default_rng(_SEED), Condition.CLEAN).scan("scan.pdf", Sheaf(drawn))
    return folder / "scans"


def _archived(office: Office, scan: Path) -> ArchivedPackage:
    options = IntakeOptions("H29.12", "can-bo-01", None)
    record = digitise(office, entry_of([scan]), options, entering=lambda _code, _step: None)
    assert record.status is Status.ARCHIVED
    return office.holdings.packages(record.head.code)[-1]
