"""Limits name themselves and their settings; what cannot be read is the system's fault and stops nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bad_input.oddities import page as sheet
from bad_input.oddities import png, tiff
from chaos.runs import Place, hoso

from hoso.settings import Settings

WAITING, REFUSAL, FAULT = 1, 3, 4
LIMITS = {"max_pages": "2", "max_pixels": "900000", "max_bytes": "500"}


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_a_limit_that_is_passed_is_named_with_its_value(name: str, tmp_path: Path) -> None:
    """It is the name of a setting; in both languages."""
    inputs, records = tmp_path / "inputs", tmp_path / "records"
    inputs.mkdir()
    (inputs / "a.tif").write_bytes(
        tiff(*(sheet(str(number)).convert("1") for number in range(3)), compression="group4")
    )
    place = Place(tmp_path / "home", inputs, {name.upper(): LIMITS[name]})
    assert name in Settings.model_fields
    assert hoso(place, "batch", str(inputs), "--records", str(records)) == REFUSAL
    (reason,) = json.loads((records / "a.tif.json").read_text())["refusal"]
    assert reason["code"] == "limit_exceeded"
    assert all(f"{name} = {LIMITS[name]}" in reason[key] for key in ("message", "message_vi"))


def test_unreadable_files_and_folders_fail_alone(tmp_path: Path) -> None:
    """A missing permission is not the paper's fault: an administrator mends it, the next run takes it."""
    inputs = _locked_inputs(tmp_path / "inputs")
    place = Place(tmp_path / "home", inputs, {})
    assert _without_privilege(place) == FAULT
    assert _statuses(tmp_path) == {"fine.png": "in_review", "locked.png": "failed", "locked-inside": "failed"}
    (inputs / "locked.png").chmod(0o644)
    (inputs / "locked-inside" / "b").chmod(0o755)
    assert _without_privilege(place) == WAITING
    assert set(_statuses(tmp_path).values()) == {"in_review"}


def _locked_inputs(inputs: Path) -> Path:
    """A loose file and an inner folder that nobody may read."""
    (inputs / "locked-inside" / "b").mkdir(parents=True)
    for number, path in enumerate(("fine.png", "locked.png", "locked-inside/a.png", "locked-inside/b/b.png")):
        (inputs / path).write_bytes(png(number))
    (inputs / "locked.png").chmod(0o000)
    (inputs / "locked-inside" / "b").chmod(0o000)
    return inputs


def _without_privilege(place: Place) -> int:
    """Run the batch; where tests run as root, without root's right to pass over permissions."""
    drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    if drop and not shutil.which(drop[0]):
        pytest.skip("root passes over permissions, and setpriv (util-linux) is not installed")
    command = [*drop, sys.executable, "-m", "hoso", "batch", str(place.inputs)]
    records = str(place.home.with_name("records"))
    environment = {**os.environ, **place.environment()}
    done = subprocess.run([*command, "--records", records], env=environment, check=False, capture_output=True)
    return done.returncode


def _statuses(folder: Path) -> dict[str, Any]:
    records = (folder / "records").glob("*.json")
    return {path.name.removesuffix(".json"): json.loads(path.read_text())["status"] for path in records}
