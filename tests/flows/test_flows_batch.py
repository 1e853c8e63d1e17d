"""A batch under Prefect comes to what the plain command line comes to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flows_served import Served

_TIMES = {"received_at", "at", "signed_at", "asked_at"}


def _comparable(folder: Path) -> dict[str, Any]:
    return {path.name: _timeless(json.loads(path.read_text())) for path in sorted(folder.iterdir())}


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


def test_each_dossier_is_one_task_named_for_its_code(served: Served, batch_records: Path) -> None:
    codes = {record["dossier"]["code"] for record in _comparable(batch_records).values()}
    runs = served.api("task_runs/filter", {"task_runs": {"name": {"any_": sorted(codes)}}})
    assert sorted(run["name"] for run in runs) == sorted(codes)
    assert {run["state_type"] for run in runs} == {"COMPLETED"}


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
    limits = {each["name"]: each for each in served.api("v2/concurrency_limits/filter")}
    assert {name: each["active_slots"] for name, each in limits.items()} == {"hoso-register": 0, "hoso-tsa": 0}


def test_preparing_again_keeps_what_an_operator_has_set(served: Served) -> None:
    served.api("v2/concurrency_limits/hoso-tsa", {"limit": 7}, method="PATCH")
    assert served.python("-m", "flows.prepare").returncode == 0
    assert served.api("v2/concurrency_limits/hoso-tsa", method="GET")["limit"] == 7
