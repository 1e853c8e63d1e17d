"""The package is one deterministic ZIP that unzip and sha256sum understand."""

from __future__ import annotations

import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from dossier.codes import DossierCode
from dossier.errors import UsageError
from storage.package.bag import package_key
from storage.package.checker import check
from storage.package.reader import read
from storage.package.writer import build

CODE = DossierCode.parse("H29.12-261122-0001")
INFO = {"Source-Organization": "Bộ phận Một cửa (mẫu)", "Bagging-Date": "2026-11-22"}


def test_the_same_content_gives_the_same_bytes(payload: dict[str, bytes]) -> None:
    backwards = dict(reversed(payload.items()))
    assert build(CODE, 1, payload, INFO) == build(CODE, 1, backwards, INFO)


def test_the_layout_is_the_house_plans(payload: dict[str, bytes]) -> None:
    names = zipfile.ZipFile(BytesIO(build(CODE, 2, payload, INFO))).namelist()
    tags = {"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"}
    assert set(names) == {f"H29.12-261122-0001.v2/{path}" for path in tags | set(payload)}
    assert names == sorted(names)
    assert package_key(CODE, 2) == "H29.12-261122-0001/v2.zip"


def test_unzip_and_sha256sum_are_enough_to_check_it(payload: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(build(CODE, 1, payload, INFO))
    subprocess.run(["unzip", "-q", "p.zip"], cwd=tmp_path, check=True)
    bag = tmp_path / "H29.12-261122-0001.v1"
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        done = subprocess.run(["sha256sum", "--strict", "-c", manifest], cwd=bag, check=True, capture_output=True)
        assert b"FAILED" not in done.stdout
    assert (bag / "data/original/1.pdf").read_bytes() == payload["data/original/1.pdf"]
    assert f"Payload-Oxum: {sum(map(len, payload.values()))}.{len(payload)}" in (bag / "bag-info.txt").read_text(
        "utf-8"
    )


def test_unzip_finds_no_fault_in_the_container(payload: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(build(CODE, 1, payload, INFO))
    subprocess.run(["unzip", "-tq", "p.zip"], cwd=tmp_path, check=True, capture_output=True)
    listed = subprocess.run(["zipinfo", "p.zip"], cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert "-rw-r--r--  1.0 unx" in listed


def test_what_is_built_is_read_and_found_intact(payload: dict[str, bytes]) -> None:
    package = build(CODE, 3, payload, INFO)
    contents = read(package)
    assert (contents.code, contents.version, contents.payload) == (CODE, 3, payload)
    assert check(package).findings == ()
    assert check(package).intact


@pytest.mark.parametrize(
    "path",
    ["x", "data/../x", "/data/x", "data//b", "data/.hidden", "data/a b", "data/ả", "data/a\\b", "", "data/b/c/d/e"],
)
def test_a_payload_name_that_could_lead_elsewhere_is_refused(path: str, payload: dict[str, bytes]) -> None:
    with pytest.raises(UsageError):
        build(CODE, 1, {**payload, path: b""}, INFO)


@pytest.mark.parametrize(
    "info", [{"Internal-Sender-Identifier": "x"}, {"Payload-Oxum": "1.1"}, {"A": "x\ny"}, {"A:": "x"}, {"A": ""}]
)
def test_bag_info_holds_only_what_the_format_can(info: dict[str, str], payload: dict[str, bytes]) -> None:
    with pytest.raises(UsageError):
        build(CODE, 1, payload, info)


def test_versions_count_from_one(payload: dict[str, bytes]) -> None:
    with pytest.raises(UsageError):
        build(CODE, 0, payload, INFO)
