"""The audit as a flow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flows_served import Driver, Served, Told


def _latest_table(served: Served) -> list[dict[str, str]]:
    found = served.api("artifacts/filter", {"artifacts": {"key": {"any_": ["hoso-audit"]}}, "sort": "UPDATED_DESC"})
    rows: list[dict[str, str]] = json.loads(found[0]["data"])
    return rows


def test_a_sound_archive_passes_and_an_altered_package_is_named(
    served: Served, flow: Driver, batch_records: Path
) -> None:
    record = json.loads((batch_records / "hs-1.json").read_text())
    code = record["dossier"]["code"]
    assert flow("audit.audit_archive")["findings"] == 0
    assert _latest_table(served) == []

    package = served.home / "archive" / record["package"]["key"]
    sound = package.read_bytes()
    package.chmod(0o600)
    try:
        package.write_bytes(sound.replace(b"bagit", b"bagiT", 1))
        with pytest.raises(Told, match="findings in"):
            flow("audit.audit_archive")
    finally:
        package.write_bytes(sound)
    assert {row["code"] for row in _latest_table(served)} == {code}
