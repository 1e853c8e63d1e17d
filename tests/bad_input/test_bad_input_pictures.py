"""Pictures at the edge of what a picture is: one typed end for each, alone in a batch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bad_input.oddities import STUMBLING, png
from chaos.runs import Place, hoso


@pytest.mark.parametrize("name", sorted(STUMBLING))
def test_a_picture_without_a_page_is_refused_or_shown_to_a_person(name: str, tmp_path: Path) -> None:
    """Not a fault of the system."""
    record, _ = _beside_a_fine_page(name, tmp_path)
    assert record["status"] in ("refused", "in_review")


@pytest.mark.parametrize("name", sorted(STUMBLING))
def test_whatever_a_library_throws_the_batch_goes_on(name: str, tmp_path: Path) -> None:
    """The page beside it is taken."""
    _, fine = _beside_a_fine_page(name, tmp_path)
    assert fine["status"] == "in_review"


def _beside_a_fine_page(name: str, folder: Path) -> tuple[dict[str, object], dict[str, object]]:
    inputs, records = folder / "inputs", folder / "records"
    inputs.mkdir()
    (inputs / name).write_bytes(STUMBLING[name]())
    (inputs / "z-fine.png").write_bytes(png(1))
    hoso(Place(folder / "home", inputs, {}), "batch", str(inputs), "--records", str(records), "--workers", "1")
    one, other = (json.loads((records / f"{each}.json").read_text()) for each in (name, "z-fine.png"))
    return one, other
