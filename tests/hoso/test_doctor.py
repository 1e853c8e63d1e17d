"""The doctor: what works, what does not, and what to do."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from cli_desk import Hoso, Papers, settings_of

from hoso import doctor
from hoso.doctor import Check, Health, examine
from hoso.office import Office
from hoso.settings import Settings
from signing.authority.development import open_authority
from storage.objects.memory import MemoryStore

LOCAL = ["reading", "rendering", "font", "disk"]


def found(settings: Settings, *, quick: bool = False) -> dict[str, Check]:
    return {check.what: check for check in examine(settings, quick=quick)}


def test_a_fresh_installation_works_and_says_what_it_lacks(hoso: Hoso, papers: Papers) -> None:
    hoso("register", "import", papers.register)
    looked = hoso("doctor", "--json")
    assert looked.status == 0
    health = {check["what"]: check["health"] for check in looked.json}
    lacking = {"officer_key", "agency_key", "archive_key", "lock"}
    assert {what for what, how in health.items() if how == "warn"} == lacking
    assert "fail" not in health.values()


def test_the_quick_look_is_local_and_over_in_seconds(hoso: Hoso, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSO_DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    began = time.monotonic()
    looked = hoso("doctor", "--quick", "--json")
    assert time.monotonic() - began < 5
    assert [check["what"] for check in looked.json] == LOCAL


def test_a_store_that_cannot_be_written_to_fails_with_a_remedy(
    hoso: Hoso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("HOSO_STORE", str(tmp_path / "file" / "store"))
    looked = hoso("doctor", "--json")
    assert looked.status == 4
    (store,) = [check for check in looked.json if check["what"] == "store"]
    assert store["health"] == "fail"
    assert store["remedy"]


def test_an_office_that_cannot_open_is_told_after_what_still_can_be_looked_at(home: Path) -> None:
    settings = settings_of(home).model_copy(update={"database_url": "postgresql://nobody@127.0.0.1:9/none"})
    checks = found(settings)
    assert list(checks) == [*LOCAL, "office"]
    assert checks["office"].health is Health.FAIL


def test_missing_programs_are_named_with_their_packages(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(home))
    checks = found(settings_of(home), quick=True)
    assert "tesseract-ocr" in checks["reading"].remedy
    assert "poppler-utils" in checks["rendering"].remedy


def test_a_missing_font_is_named_with_its_package(home: Path) -> None:
    settings = settings_of(home).model_copy(update={"font": home / "none.ttf"})
    assert "fonts-croscore" in found(settings, quick=True)["font"].remedy


def test_a_key_of_an_authority_that_nobody_trusts_fails(home: Path, tmp_path: Path) -> None:
    stranger = open_authority(tmp_path / "stranger")
    stranger.agency()
    settings = settings_of(home).model_copy(update={"agency_key": f"pem:{stranger.folder / 'agency.pem'}"})
    checks = found(settings)
    assert checks["agency_key"].health is Health.FAIL
    assert checks["officer_key"].health is Health.WARN


def test_a_time_stamp_server_that_does_not_answer_fails(home: Path) -> None:
    settings = settings_of(home).model_copy(update={"tsa": "http://127.0.0.1:9/", "tsa_timeout": 1.0})
    assert found(settings)["time_stamp"].health is Health.FAIL


def test_a_log_key_that_others_can_read_fails(home: Path) -> None:
    (home / "log-key.pem").chmod(0o644)
    assert found(settings_of(home))["log"].remedy == "chmod 600 log-key.pem"


def test_an_altered_head_of_the_log_fails(home: Path) -> None:
    (head,) = (home / "archive").rglob("checkpoint")
    head.chmod(0o644)
    head.write_bytes(head.read_bytes().replace(b"\n1\n", b"\n2\n"))
    looked = found(settings_of(home))["log"]
    assert looked.health is Health.FAIL
    assert "iểm kiểm tra" in looked.found


@pytest.mark.parametrize(("days", "health"), [(0, Health.WARN), (30, Health.OK)])
def test_a_lock_is_tried_not_believed(office: Office, days: int, health: Health) -> None:
    settings = office.settings.model_copy(update={"lock_days": days})
    locking = replace(office, store=MemoryStore(), settings=settings)
    assert doctor.lock(locking).health is health
    assert "phiên bản" in doctor.store(locking).found


def test_the_folder_store_fails_an_office_that_wants_locks(home: Path) -> None:
    settings = settings_of(home).model_copy(update={"lock_days": 30})
    assert found(settings)["lock"].health is Health.FAIL


def test_the_doctor_leaves_nothing_behind(home: Path) -> None:
    before = {path for path in home.rglob("*") if "present" not in path.parts}
    found(settings_of(home))
    assert {path for path in home.rglob("*") if "present" not in path.parts} - before <= {home / "archive" / "probe"}
