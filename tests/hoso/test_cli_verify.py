"""``hoso verify`` and ``hoso export``: verdicts, and what is handed out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from cli_desk import ARCHIVED, WAITING, Hoso, Papers, alter

from dossier.digest import Digest

NAMES = {"contract", "file", "kind", "verdict", "verdict_vi", "development", "signatures", "package", "reasons"}
OF_SIGNATURE = {
    "field", "kind", "indication", "sub_indication", "intact", "coverage", "modification", "level", "sub_filter", "signer",
    "issuer", "signed_at", "timestamped_at", "algorithms", "reasons",
}  # fmt: skip


@pytest.fixture
def package(hoso: Hoso, tmp_path: Path) -> Path:
    """The archived package, exported."""
    assert hoso("export", ARCHIVED).status == 0
    return tmp_path / f"{ARCHIVED}.v1.zip"


@pytest.fixture
def copy(package: Path, tmp_path: Path) -> Path:
    """Its signed copy."""
    with zipfile.ZipFile(package) as held:
        name = next(each for each in held.namelist() if "/data/copy/" in each)
        target = tmp_path / "copy.pdf"
        target.write_bytes(held.read(name))
    return target


def test_an_archived_dossier_is_judged_by_its_code(hoso: Hoso) -> None:
    judged = hoso("verify", ARCHIVED, "--json")
    assert judged.status == 0
    assert judged.json["kind"] == "dossier"
    assert (judged.json["verdict"], judged.json["verdict_vi"]) == ("valid", "HỢP LỆ")
    assert judged.json["package"] == {"manifest": "ok", "record_seal": "ok", "log": "included", "lock": "none"}
    assert "không có giá trị pháp lý" in hoso("verify", ARCHIVED).out


def test_the_json_has_the_contracts_names_and_no_others(hoso: Hoso) -> None:
    judged = hoso("verify", ARCHIVED, "--json").json
    assert judged.keys() == NAMES
    assert judged["contract"] == "hoso.verify/1"
    assert judged["development"] is True
    for signature in judged["signatures"]:
        assert signature.keys() == OF_SIGNATURE
        assert all(reason.keys() == {"code", "message", "message_vi"} for reason in signature["reasons"])


def test_several_inputs_are_an_array_and_the_gravest_counts(hoso: Hoso, package: Path, copy: Path) -> None:
    alter(copy, 2000)
    judged = hoso("verify", package, copy, "--json")
    assert judged.status == 3
    assert [(each["kind"], each["verdict"]) for each in judged.json] == [("package", "valid"), ("pdf", "invalid")]


def test_an_altered_package_is_invalid_and_the_file_is_named(hoso: Hoso, package: Path) -> None:
    data = package.read_bytes()
    alter(package, data.index(b"%PDF-") + 3000)
    judged = hoso("verify", package, "--json")
    assert judged.status == 3
    assert judged.json["package"]["manifest"] == "altered"
    assert judged.json["package"]["log"] == "not_included"
    assert any("data/copy/" in reason["message"] for reason in judged.json["reasons"])


def test_an_altered_copy_is_invalid_with_a_reason(hoso: Hoso, copy: Path) -> None:
    assert hoso("verify", copy).status == 0
    alter(copy, 2000)
    (signature,) = hoso("verify", copy, "--json").json["signatures"]
    assert (signature["indication"], signature["intact"]) == ("TOTAL_FAILED", False)
    assert signature["reasons"]


def test_a_package_of_somebody_else_is_not_held_against_our_log(
    hoso: Hoso, package: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anchors = tmp_path / "anchors"
    anchors.mkdir()
    for name in ("root.pem", "root.crl", "issuing.crl"):
        (anchors / name).write_bytes((home / "development" / name).read_bytes())
    monkeypatch.setenv("HOSO_HOME", str(tmp_path / "elsewhere"))
    judged = hoso("verify", package, "--trust", anchors, "--json")
    assert judged.json["package"]["log"] == "not_checked"
    assert judged.json["verdict"] == "valid"
    assert hoso("verify", package).status == 1


def test_other_anchors_replace_our_own(hoso: Hoso, package: Path, tmp_path: Path) -> None:
    (tmp_path / "nobody").mkdir()
    for named in (package, ARCHIVED):
        judged = hoso("verify", named, "--trust", "nobody", "--json")
        assert judged.status == 1
        assert judged.json["verdict"] == "indeterminate"
        assert judged.json["package"]["log"] == "included"


def test_a_missing_object_is_a_verdict_about_the_dossier(hoso: Hoso, archived_object: Path) -> None:
    archived_object.unlink()
    judged = hoso("verify", ARCHIVED, "--json")
    assert judged.status == 3
    assert [reason["code"] for reason in judged.json["reasons"]] == ["package_missing"]


def test_another_valid_package_in_its_place_is_invalid(
    hoso: Hoso, archived_object: Path, home: Path, tmp_path: Path
) -> None:
    assert hoso("review", "confirm", WAITING).status == 0
    archived_object.unlink()
    archived_object.write_bytes((home / "archive" / WAITING / "v1.zip").read_bytes())
    judged = hoso("verify", ARCHIVED, "--json")
    assert judged.status == 3
    assert "package_replaced" in [reason["code"] for reason in judged.json["reasons"]]


def test_a_scan_has_no_signature(hoso: Hoso, papers: Papers) -> None:
    judged = hoso("verify", papers.folder / "notice" / "scan.pdf", "--json")
    assert (judged.status, judged.json["verdict"]) == (3, "no_signature")


def test_what_is_neither_pdf_nor_package_is_refused(hoso: Hoso, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Kính gửi", encoding="utf-8")
    judged = hoso("verify", "letter.txt", "--json")
    assert (judged.status, judged.json["verdict_vi"]) == (3, "TỪ CHỐI")


@pytest.mark.parametrize("named", ["nowhere.pdf", "H29.12-261122-0999", WAITING])
def test_what_is_not_there_is_wrong_usage(hoso: Hoso, named: str) -> None:
    wrong = hoso("verify", named)
    assert wrong.status == 2
    assert wrong.err.count("\n") == 1


def test_a_package_is_exported_as_it_was_archived(hoso: Hoso, package: Path, archived_object: Path) -> None:
    assert package.read_bytes() == archived_object.read_bytes()
    shown = hoso("show", ARCHIVED, "--json").json["package"]
    assert Digest.of(package.read_bytes()).hex == shown["sha256"]


def test_altered_bytes_are_never_handed_out(hoso: Hoso, archived_object: Path, tmp_path: Path) -> None:
    alter(archived_object, 100)
    assert hoso("export", ARCHIVED, "--out", "out.zip").status == 4
    assert not (tmp_path / "out.zip").exists()


@pytest.mark.parametrize(
    "given", [(WAITING,), (ARCHIVED, "--as", "no-such-form"), (ARCHIVED, "--out", "no/such/folder.zip")]
)
def test_what_cannot_be_exported_is_wrong_usage(hoso: Hoso, given: tuple[str, ...]) -> None:
    assert hoso("export", *given).status == 2
