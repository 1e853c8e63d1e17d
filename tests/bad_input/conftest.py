"""One batch over everything that is bad, run once by the command itself."""

from __future__ import annotations

import hashlib
import json
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bad_input import oddities
from chaos.runs import Place, hoso

from hoso.samples.broken import Ending, make_broken


@dataclass(frozen=True, slots=True)
class BadBatch:
    """What was run, how it ended, and the record of each entry by its name."""

    place: Place
    exit_status: int
    records: dict[str, Any]
    endings: dict[str, Ending]
    inputs_before: dict[str, str]

    def codes(self, name: str) -> set[str]:
        """Every reason, fault and review code of an entry."""
        record = self.records[name]
        listed = [*record["refusal"], *record.get("review", ())]
        faults = (fault for file in record.get("files", ()) for fault in file["faults"])
        return {each["code"] for each in (*listed, *faults)}


@pytest.fixture(scope="session")
def bad(tmp_path_factory: pytest.TempPathFactory) -> BadBatch:
    """The broken samples and the oddities in one folder, through ``hoso batch``."""
    root = tmp_path_factory.mktemp("bad")
    inputs = root / "inputs"
    endings = make_broken(inputs, 7, dpi=150)
    oddities.write_all(inputs)
    place = Place(root / "home", inputs, {"ACCEPT_CONFIDENCE": "0.9", "WORKERS": "2"})
    before = sizes(inputs)
    status = hoso(place, "batch", str(inputs), "--records", str(root / "records"))
    records = {
        path.name.removesuffix(".json"): json.loads(path.read_text()) for path in (root / "records").glob("*.json")
    }
    return BadBatch(place, status, records, endings, before)


def sizes(folder: Path) -> dict[str, str]:
    """Kind and size of everything in a folder, and the digest of what is small."""
    return {path.relative_to(folder).as_posix(): _state(path) for path in sorted(folder.rglob("*"))}


def _state(path: Path) -> str:
    known = path.lstat()
    plain = stat.S_ISREG(known.st_mode) and known.st_size < 1 << 24
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if plain else ""
    return f"{known.st_mode:o} {known.st_size} {known.st_mtime_ns} {digest}"
