"""A batch under Prefect comes to what the plain command line comes to."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from flows_served import Driver, Served

_TIMES = {"received_at", "at", "signed_at", "asked_at"}


def _comparable(folder: Path) -> dict[str, Any]:
    return {path.name: _timeless(json.loads(path.read_text())) for path in sorted(folder.glob("*.json"))}


def _timeless(value: Any) -> Any:
    """Without times, and without what signatures make different each time: their digests and the log's place."""
    if isinstance(value, list):
        return [_timeless(each) for each in value]
    if not isinstance(value, dict):
        return value
    signed = {"sha256"} if "signature" in value else {"sha256", "log"} if "version_id" in value else set()
    return {key: _timeless(each) for key, each in value.items() if key not in _TIMES | signed}


def test_the_records_equal_those_of_the_plain_command_line(plain: Path, batch_records: Path) -> None:
    expected = _comparable(plain)
    assert len(expected) == 3
    assert _comparable(batch_records) == expected


def _tasks(served: Served, codes: set[str]) -> dict[str, str]:
    runs = served.api("task_runs/filter", {"task_runs": {"name": {"any_": sorted(codes)}}})
    return {run["name"]: run["state_type"] for run in runs}


def test_each_dossier_is_one_task_named_for_its_code(served: Served, batch_records: Path) -> None:
    codes = {record["dossier"]["code"] for record in _comparable(batch_records).values()}
    deadline = time.monotonic() + 30
    while (ended := _tasks(served, codes)) != dict.fromkeys(codes, "COMPLETED"):
        assert time.monotonic() < deadline, ended
        time.sleep(0.5)  # the server's recorder follows some seconds behind


def test_progress_reaches_a_hundred_and_the_table_tells_codes_and_ends(served: Served, batch_records: Path) -> None:
    run = served.api("flow_runs/filter", {"flows": {"name": {"any_": ["digitise-batch"]}}})[0]
    shown = {
        each["key"]: each["data"]
        for each in served.api("artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [run["id"]]}}})
    }
    assert shown["hoso-progress"] == 100.0
    rows = {row["code"]: row["status"] for row in json.loads(shown["hoso-batch"])}
    assert sorted(rows.values()) == ["archived", "archived", "in_review"]


def test_the_slots_are_given_back(served: Served, batch_records: Path) -> None:
    for name in ("hoso-register", "hoso-tsa"):
        assert served.api(f"v2/concurrency_limits/{name}", method="GET")["active_slots"] == 0


def test_preparing_again_adds_what_is_missing_and_keeps_what_an_operator_has_set(served: Served, flow: Driver) -> None:
    served.api("v2/concurrency_limits/hoso-tsa", {"limit": 7}, method="PATCH")
    watch = served.api("deployments/name/watch-folder/watch", method="GET")
    served.api(f"deployments/{watch['id']}", {"parameters": {"folder": "/srv/scans"}}, method="PATCH")
    dossier = served.api("deployments/name/digitise-dossier/dossier", method="GET")
    served.api(f"deployments/{dossier['id']}", method="DELETE")

    flow("prepare.prepare")
    flow("prepare.deploy")
    assert served.api("v2/concurrency_limits/hoso-tsa", method="GET")["limit"] == 7
    assert served.api(f"deployments/{watch['id']}", method="GET")["parameters"] == {"folder": "/srv/scans"}
    again = served.api("deployments/name/digitise-dossier/dossier", method="GET")
    assert again["entrypoint"] == "flows.digitise.digitise_dossier"
