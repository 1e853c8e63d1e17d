"""Real scans of public acts: taken, archived or shown to a person with reasons; what came in signed stays as it is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from chaos.archive import settings_of
from chaos.runs import Place, batch

from dossier.codes import DossierCode
from hoso.wiring import open_office
from storage.package import package_key, read

REAL = Path(__file__).parents[2].parent / "shared" / "real"
SIGNED = "qd-1053-ttg-2024.pdf"
SMALL = [SIGNED, "qd-286-vkstc-2019.jpg", "nd-28-2021-crop.jpg"]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Three one-page acts through the batch, everything that need not wait passing."""
    if not all((REAL / name).is_file() for name in SMALL):
        pytest.skip("the real scans are not at hand (../shared/real)")
    root = tmp_path_factory.mktemp("real")
    (root / "inputs").mkdir()
    for name in SMALL:
        shutil.copy(REAL / name, root / "inputs" / name)
    place = Place(root / "home", root / "inputs", {})
    assert batch(place, "--records", str(root / "records")) in (0, 1), place.said.read_text()
    return place


def _record(place: Place, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((place.home.with_name("records") / f"{name}.json").read_text())
    return found


@pytest.mark.parametrize("name", SMALL)
def test_a_real_scan_is_archived_or_waits_with_reasons(name: str, real: Place) -> None:
    """Never failed, never waiting without saying for what."""
    record = _record(real, name)
    assert record["status"] == "archived" or (record["status"] == "in_review" and record["review"])
    assert record["files"][0]["pages"] == 1


def test_what_came_in_signed_gets_no_copy_and_its_signature_is_judged(real: Place) -> None:
    """Intact, whole file; its chain is not known here."""
    record = _record(real, SIGNED)
    (signature,) = record["files"][0]["signatures"]
    assert (signature["intact"], signature["coverage"]) == (True, "whole_file")
    assert signature["indication"] in ("INDETERMINATE", "TOTAL_PASSED")
    assert [document["copy"] for document in record["documents"]] == [None]


def test_what_came_in_signed_is_archived_byte_for_byte(real: Place) -> None:
    """With its words beside it and no PDF of ours."""
    code = DossierCode.parse(_record(real, SIGNED)["dossier"]["code"])
    with open_office(settings_of(real)) as office:
        payload = read(office.store.get(package_key(code, 1))).payload
    assert payload["data/original/1.pdf"] == (REAL / SIGNED).read_bytes()
    assert "data/words/1.json" in payload
    assert not [path for path in payload if path.startswith("data/copy/")]
