"""The command on a real S3 store that keeps versions and locks."""

from __future__ import annotations

import pytest
from cli_desk import WAITING, Hoso
from services.seaweed import SeaweedFS


@pytest.fixture
def bucket(seaweed: SeaweedFS, monkeypatch: pytest.MonkeyPatch) -> str:
    """The office's store from now on: a bucket with object lock, used by an identity that cannot lift one."""
    name = seaweed.new_bucket(lock=True)
    monkeypatch.setenv("HOSO_STORE", f"s3://{name}?endpoint={seaweed.endpoint}&secure=false")
    monkeypatch.setenv("HOSO_STORE_ACCESS_KEY", "writer")
    monkeypatch.setenv("HOSO_STORE_SECRET_KEY", seaweed.secrets["writer"])
    monkeypatch.setenv("HOSO_LOCK_DAYS", "1")
    return name


def test_the_doctor_finds_that_the_lock_locks(hoso: Hoso, bucket: str) -> None:
    found = {check["what"]: check for check in hoso("doctor", "--json").json}
    assert (found["store"]["health"], found["lock"]["health"]) == ("ok", "ok")
    assert "giữ phiên bản" in found["store"]["found"]


def test_the_doctor_finds_a_bucket_that_cannot_lock(
    hoso: Hoso, seaweed: SeaweedFS, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = seaweed.new_bucket(lock=False)
    monkeypatch.setenv("HOSO_STORE", f"s3://{plain}?endpoint={seaweed.endpoint}&secure=false")
    looked = hoso("doctor", "--json")
    assert looked.status == 4
    assert [check["what"] for check in looked.json if check["health"] == "fail"] == ["lock"]


def test_a_store_that_does_not_answer_is_a_fault_and_no_verdict(
    hoso: Hoso, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hoso("review", "confirm", WAITING).status == 0
    monkeypatch.setenv("HOSO_STORE", "s3://none?endpoint=127.0.0.1:9&secure=false")
    assert hoso("verify", WAITING).status == 4
    assert hoso("audit").status == 4


def test_the_lock_is_told_and_a_deletion_is_found(hoso: Hoso, seaweed: SeaweedFS, bucket: str) -> None:
    assert hoso("review", "confirm", WAITING).status == 0
    assert hoso("verify", WAITING, "--json").json["package"]["lock"].startswith("COMPLIANCE until ")
    seaweed.client().remove_object(bucket, f"{WAITING}/v1.zip")
    found = hoso("audit", "--all", "--json")
    assert found.status == 3
    assert {each["what"] for each in found.json["findings"] if each["code"] == WAITING} == {"deleted", "missing"}
