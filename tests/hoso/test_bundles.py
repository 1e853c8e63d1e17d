"""Verification bundles: everything to check one archived version offline; whatever is changed is found and named."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cli_desk import ARCHIVED, Hoso, alter

from dossier.codes import DossierCode
from dossier.judgement import Verdict
from hoso.bundling import make_bundle
from hoso.office import Office
from hoso.verifying import judge_file
from storage.bundle.layout import MANIFEST, SEAL
from storage.package.bag import manifest
from storage.package.container import pack

TOP = f"{ARCHIVED}.v1.bundle"


@pytest.fixture
def bundle(hoso: Hoso, tmp_path: Path) -> Path:
    """A bundle with evidence, as an auditor gets it."""
    assert hoso("renew").status == 0
    assert hoso("export", ARCHIVED, "--as", "bundle").status == 0
    return tmp_path / f"{TOP}.zip"


@pytest.fixture
def anchors(home: Path, tmp_path: Path) -> Path:
    """The root as the auditor got it elsewhere; nothing else."""
    folder = tmp_path / "anchors"
    folder.mkdir()
    (folder / "root.pem").write_bytes((home / "development" / "root.pem").read_bytes())
    return folder


@pytest.fixture
def auditor(
    hoso: Hoso, anchors: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Path], dict[str, object]]:
    """``hoso verify --json`` on another machine, with the root alone."""

    def judge(path: Path) -> dict[str, object]:
        monkeypatch.setenv("HOSO_HOME", str(tmp_path / "elsewhere"))
        told: dict[str, object] = hoso("verify", path, "--trust", anchors, "--json").json
        return told

    return judge


def files_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as held:
        return {name.partition("/")[2]: held.read(name) for name in held.namelist()}


def written(path: Path, files: dict[str, bytes]) -> Path:
    path.write_bytes(pack({f"{TOP}/{name}": data for name, data in files.items()}))
    return path


def codes(told: dict[str, object]) -> set[str]:
    return {each["code"] for each in told["reasons"]}  # type: ignore[attr-defined]


def test_a_bundle_is_valid_where_nothing_but_the_root_is_known(
    bundle: Path, auditor: Callable[[Path], dict[str, object]]
) -> None:
    told = auditor(bundle)
    assert (told["kind"], told["verdict"], told["development"]) == ("bundle", "valid", True)
    assert told["package"] == {"manifest": "ok", "record_seal": "ok", "log": "included", "lock": "not_checked"}
    signatures = {each["field"]: each["indication"] for each in told["signatures"]}  # type: ignore[attr-defined]
    assert {SEAL, "log/checkpoint.tst", "evidence.er", "record.p7s"} < signatures.keys()
    assert set(signatures.values()) == {"TOTAL_PASSED"}


def test_a_bundle_vouches_for_no_root(hoso: Hoso, bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "nobody").mkdir()
    judged = hoso("verify", bundle, "--trust", "nobody", "--json")
    assert (judged.status, judged.json["verdict"]) == (1, "indeterminate")


def test_the_commands_of_its_readme_succeed_without_us(bundle: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(bundle) as held:
        held.extractall(tmp_path / "out")
    folder = tmp_path / "out" / TOP
    assert readme_run(folder).returncode == 0


@pytest.mark.parametrize("path", ["log/leaf", "log/checkpoint", "log/inclusion.tlog-proof", f"{ARCHIVED}.v1.zip"])
def test_the_commands_of_its_readme_fail_for_an_altered_file(bundle: Path, tmp_path: Path, path: str) -> None:
    with zipfile.ZipFile(bundle) as held:
        held.extractall(tmp_path / "out")
    folder = tmp_path / "out" / TOP
    alter(folder / path, 40)
    assert readme_run(folder).returncode != 0


def readme_run(folder: Path) -> subprocess.CompletedProcess[str]:
    """Its indented lines, run by a shell."""
    lines = re.findall(r"^    (.*)$", (folder / "README.txt").read_text(encoding="utf-8"), re.MULTILINE)
    return subprocess.run(
        ["sh", "-eu", "-c", "\n".join(lines)], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_readme_proves_inclusion_in_a_log_of_several(hoso: Hoso, bundle: Path, tmp_path: Path) -> None:
    assert hoso("review", "confirm", "H29.12-261122-0002").status == 0
    for code in (ARCHIVED, "H29.12-261122-0002"):
        assert hoso("export", code, "--as", "bundle", "--out", tmp_path / "b.zip").status == 0
        with zipfile.ZipFile(tmp_path / "b.zip") as held:
            held.extractall(tmp_path / code)
        assert readme_run(tmp_path / code / f"{code}.v1.bundle").returncode == 0


def test_every_changed_byte_is_found_and_its_file_is_named(bundle: Path, office: Office) -> None:
    data = bundle.read_bytes()
    with zipfile.ZipFile(bundle) as held:
        places = [
            (each.filename.partition("/")[2], each.header_offset + 30 + len(each.filename)) for each in held.infolist()
        ]
    assert len(places) > 12
    for path, start in places:
        changed = bytearray(data)
        changed[start + 5] ^= 1
        told = judge_file(office, bytes(changed), file="b.zip")
        assert told.verdict is Verdict.INVALID, path
        assert any(path in each.message for each in told.reasons), path


@pytest.mark.parametrize("at", [0, 8, 40, -3, -200])
def test_a_changed_byte_of_the_container_is_found(
    bundle: Path, auditor: Callable[[Path], dict[str, object]], at: int
) -> None:
    data = bytearray(bundle.read_bytes())
    data[at] ^= 1
    bundle.write_bytes(bytes(data))
    told = auditor(bundle)
    assert told["kind"] == "bundle"
    assert told["verdict"] in ("invalid", "refused")
    assert codes(told) & {"container_altered", "container_damaged"}


def test_a_file_replaced_together_with_its_line_in_the_list_breaks_the_seal(
    bundle: Path, auditor: Callable[[Path], dict[str, object]]
) -> None:
    files = files_of(bundle)
    files["README.txt"] += b"Tin toi di.\n"
    files[MANIFEST] = manifest({path: data for path, data in files.items() if path not in (MANIFEST, SEAL)})
    told = auditor(written(bundle, files))
    (seal,) = [each for each in told["signatures"] if each["field"] == SEAL]  # type: ignore[attr-defined]
    assert (told["verdict"], seal["sub_indication"]) == ("invalid", "HASH_FAILURE")


@pytest.mark.parametrize("path", [SEAL, MANIFEST, "log/checkpoint.tst", f"{ARCHIVED}.v1.zip"])
def test_a_missing_file_is_named(bundle: Path, auditor: Callable[[Path], dict[str, object]], path: str) -> None:
    files = files_of(bundle)
    del files[path]
    told = auditor(written(bundle, files))
    assert told["verdict"] == "invalid"
    assert "payload_missing" in codes(told)


def test_a_foreign_file_is_named(bundle: Path, auditor: Callable[[Path], dict[str, object]]) -> None:
    told = auditor(written(bundle, files_of(bundle) | {"run-me.sh": b"#!/bin/sh\n"}))
    assert (told["verdict"], codes(told)) == ("invalid", {"payload_unnamed", "payload_altered"})


def test_a_proof_of_another_log_needs_a_seal_to_match(
    bundle: Path, auditor: Callable[[Path], dict[str, object]]
) -> None:
    files = files_of(bundle)
    files["log/leaf"] = files["log/leaf"].replace(b" v1 ", b" v2 ")
    told = auditor(written(bundle, files))
    assert told["verdict"] == "invalid"


def test_a_bundle_packed_again_by_another_program_is_altered(
    bundle: Path, auditor: Callable[[Path], dict[str, object]]
) -> None:
    files = files_of(bundle)
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as again:
        for name, data in files.items():
            again.writestr(f"{TOP}/{name}", data)
    told = auditor(bundle)
    assert (told["verdict"], codes(told)) == ("invalid", {"container_altered"})


def test_the_bundle_holds_the_package_byte_for_byte(bundle: Path, archived_object: Path) -> None:
    assert files_of(bundle)[f"{ARCHIVED}.v1.zip"] == archived_object.read_bytes()


def test_without_evidence_a_bundle_says_so(hoso: Hoso) -> None:
    done = hoso("export", ARCHIVED, "--as", "bundle", "--json")
    assert (done.status, done.json["lacks"]) == (0, ["evidence"])
    assert "hoso renew" in hoso("export", ARCHIVED, "--as", "bundle").err


def test_the_evidence_record_of_one_package_is_exported_and_judged(
    hoso: Hoso, tmp_path: Path, auditor: Callable[[Path], dict[str, object]]
) -> None:
    assert hoso("export", ARCHIVED, "--as", "evidence").status == 2
    assert hoso("renew").status == 0
    for form in ("evidence", "package"):
        assert hoso("export", ARCHIVED, "--as", form).status == 0
    record = tmp_path / f"{ARCHIVED}.v1.zip.er"
    judged = hoso("verify", record, "--json").json
    assert (judged["kind"], judged["verdict"]) == ("evidence_record", "valid")
    alter(tmp_path / f"{ARCHIVED}.v1.zip", 1000)
    (one,) = hoso("verify", record, "--json").json["signatures"]
    assert (one["indication"], one["sub_indication"]) == ("TOTAL_FAILED", "HASH_FAILURE")


def test_a_bundle_sealed_by_another_than_its_record_waits_for_a_person(office: Office) -> None:
    desk = replace(office.signatures, agency_uri="development:officer/can-bo-01")
    (archived,) = office.holdings.packages(DossierCode.parse(ARCHIVED))
    made = make_bundle(replace(office, signatures=desk), archived, office.store.get(archived.key))
    told = judge_file(office, made.data, file="b.zip")
    assert (told.verdict, [each.code for each in told.reasons]) == (Verdict.INDETERMINATE, ["bundle_sealed_by_another"])


def test_altered_bytes_are_never_bundled(hoso: Hoso, archived_object: Path, tmp_path: Path) -> None:
    alter(archived_object, 100)
    assert hoso("export", ARCHIVED, "--as", "bundle", "--out", "out.zip").status == 4
    assert not (tmp_path / "out.zip").exists()
