"""Limits name themselves and their settings; what cannot be read is the system's fault and stops nothing else."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bad_input.oddities import page as sheet
from bad_input.oddities import png, tiff
from chaos.runs import Place, hoso, start

from hoso.cli.app import main
from hoso.settings import Settings

REFUSAL, FAULT = 3, 4
NOBODY = 65534
LIMITS = {"max_pages": "2", "max_pixels": "900000", "max_bytes": "5000"}


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_a_limit_that_is_passed_is_named_with_its_value(name: str, tmp_path: Path) -> None:
    """It is the name of a setting; in both languages."""
    inputs, records = tmp_path / "inputs", tmp_path / "records"
    inputs.mkdir()
    (inputs / "a.tif").write_bytes(tiff(*(sheet(str(number)) for number in range(3)), compression="group4"))
    place = Place(tmp_path / "home", inputs, {name.upper(): LIMITS[name]})
    assert name in Settings.model_fields
    assert hoso(place, "batch", str(inputs), "--records", str(records)) == REFUSAL
    (reason,) = json.loads((records / "a.tif.json").read_text())["refusal"]
    assert reason["code"] == "limit_exceeded"
    assert all(f"{name} = {LIMITS[name]}" in reason[key] for key in ("message", "message_vi"))


@pytest.fixture
def anybodys() -> Iterator[Path]:
    """A folder that a user without rights can reach."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def _as_nobody(place: Place, *arguments: str) -> None:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    sys.argv = ["hoso", *arguments]
    main()


def test_unreadable_files_and_folders_fail_alone(anybodys: Path) -> None:
    """Nobody's permission is missing by the paper's fault: an administrator mends it, the next run takes it."""
    place = _locked_inputs(anybodys)
    assert _run_as_nobody(place) == FAULT, place.said.read_text()
    assert _statuses(anybodys) == {"fine.png": "in_review", "locked.png": "failed", "locked-inside": "failed"}
    (place.inputs / "locked.png").chmod(0o644)
    (place.inputs / "locked-inside" / "b").chmod(0o755)
    assert _run_as_nobody(place) == 1, place.said.read_text()
    assert set(_statuses(anybodys).values()) == {"in_review"}


def _locked_inputs(folder: Path) -> Place:
    """A loose file and an inner folder that only their owner may read."""
    inputs = folder / "inputs"
    (inputs / "locked-inside" / "b").mkdir(parents=True)
    for number, path in enumerate(("fine.png", "locked.png", "locked-inside/a.png", "locked-inside/b/b.png")):
        (inputs / path).write_bytes(png(number))
    (inputs / "locked.png").chmod(0o000)
    (inputs / "locked-inside" / "b").chmod(0o000)
    for name in ("home", "records"):
        (folder / name).mkdir()
        if os.geteuid() == 0:
            os.chown(folder / name, NOBODY, NOBODY)
    return Place(folder / "home", inputs, {})


def _run_as_nobody(place: Place) -> int:
    records = str(place.home.with_name("records"))
    process = start(place, _as_nobody, "batch", str(place.inputs), "--records", records)
    process.join(180)
    assert process.exitcode is not None
    return process.exitcode


def _statuses(folder: Path) -> dict[str, Any]:
    records = folder / "records"
    return {path.name.removesuffix(".json"): json.loads(path.read_text())["status"] for path in records.glob("*.json")}
