"""Packages sealed in the archive: closed to whoever has the store, plain again for whoever may export."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from cli_desk import ARCHIVED, WAITING, Hoso, alter

from storage.envelope import is_sealed, key_id


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key apart from the home, in use from now on: the dossier archived before lies there unsealed."""
    path = tmp_path / "archive.key"
    path.write_bytes(os.urandom(32))
    monkeypatch.setenv("HOSO_ARCHIVE_KEY", str(path))
    return path


@pytest.fixture
def sealed(hoso: Hoso, home: Path, key: Path) -> Path:
    """The object of the dossier that waited and was archived under the key."""
    assert hoso("review", "confirm", WAITING).status == 0
    return home / "archive" / WAITING / "v1.zip"


def test_the_object_is_closed_and_the_dossier_verifies(hoso: Hoso, sealed: Path) -> None:
    assert is_sealed(sealed.read_bytes())
    assert hoso("verify", WAITING, "--json").json["verdict"] == "valid"
    assert hoso("audit", "--all").status == 0


def test_the_exported_package_is_plain(hoso: Hoso, sealed: Path, tmp_path: Path) -> None:
    assert hoso("export", WAITING, "--as", "package", "--out", "package.zip").status == 0
    subprocess.run(["unzip", "-q", "package.zip"], cwd=tmp_path, check=True)
    bag = next(tmp_path.glob(f"{WAITING}.v1"))
    checked = subprocess.run(["sha256sum", "-c", "manifest-sha256.txt"], cwd=bag, check=False, capture_output=True)
    assert checked.returncode == 0
    assert hoso("verify", "package.zip", "--json").json["verdict"] == "valid"


def test_openssl_and_the_key_open_the_object_without_us(hoso: Hoso, sealed: Path, key: Path, tmp_path: Path) -> None:
    hoso("export", WAITING, "--as", "package", "--out", "package.zip")
    held = key.read_bytes()
    command = ["openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", sealed, "-out", tmp_path / "open.zip"]
    subprocess.run([*command, "-secretkey", held.hex(), "-secretkeyid", key_id(held).hex()], check=True)
    assert (tmp_path / "open.zip").read_bytes() == (tmp_path / "package.zip").read_bytes()


def test_the_object_itself_is_verified_where_the_key_is_held(
    hoso: Hoso, sealed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hoso("verify", sealed, "--json").json["verdict"] == "valid"
    monkeypatch.delenv("HOSO_ARCHIVE_KEY")
    told = hoso("verify", sealed)
    assert (told.status, "HOSO_ARCHIVE_KEY" in told.err) == (4, True)


@pytest.mark.parametrize("command", [("verify", WAITING), ("audit", "--all"), ("export", WAITING)])
def test_without_the_key_a_sealed_archive_is_no_altered_one(
    command: tuple[str, ...], hoso: Hoso, sealed: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HOSO_ARCHIVE_KEY")
    told = hoso(*command)
    assert (told.status, key_id(key.read_bytes()).hex() in told.err) == (4, True)


def test_without_the_key_nothing_is_renewed_and_the_key_is_named(
    hoso: Hoso, sealed: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HOSO_ARCHIVE_KEY")
    told = hoso("renew")
    assert (told.status, key_id(key.read_bytes()).hex() in told.out) == (1, True)


def test_evidence_is_of_the_plain_package(hoso: Hoso, sealed: Path, tmp_path: Path) -> None:
    assert hoso("renew").status == 0
    assert hoso("export", WAITING, "--as", "bundle", "--out", "bundle.zip").status == 0
    assert hoso("verify", "bundle.zip", "--json").json["verdict"] == "valid"
    assert hoso("audit", "--all", "--full").status == 0


def test_what_was_archived_before_still_verifies(hoso: Hoso, key: Path) -> None:
    assert hoso("verify", ARCHIVED, "--json").json["verdict"] == "valid"


def test_an_altered_object_is_never_valid(hoso: Hoso, sealed: Path) -> None:
    alter(sealed, at=5000)
    told = hoso("verify", WAITING, "--json")
    assert (told.status, told.json["verdict"]) == (3, "refused")
    assert "package_replaced" in {each["code"] for each in told.json["reasons"]}
    assert hoso("audit", "--all").status == 3


def test_a_new_key_seals_and_the_former_one_opens(
    hoso: Hoso, sealed: Path, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "new.key").write_bytes(os.urandom(32))
    monkeypatch.setenv("HOSO_ARCHIVE_KEY", str(tmp_path / "new.key"))
    lost = hoso("verify", WAITING)
    assert (lost.status, key_id(key.read_bytes()).hex() in lost.err) == (4, True)
    monkeypatch.setenv("HOSO_ARCHIVE_FORMER_KEYS", f'["{key}"]')
    assert hoso("verify", WAITING, "--json").json["verdict"] == "valid"


def test_a_key_that_is_not_there_is_said_and_none_is_made(hoso: Hoso, key: Path) -> None:
    key.unlink()
    told = hoso("verify", ARCHIVED)
    assert (told.status, "openssl rand" in told.err, key.exists()) == (4, True, False)


def test_the_doctor_tells_whether_the_key_lies_apart(
    hoso: Hoso, home: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said() -> str:
        checks = hoso("doctor", "--json").json
        return next(str(each["health"]) for each in checks if each["what"] == "archive_key")

    assert said() == "ok"
    key.rename(home / "archive.key")
    monkeypatch.setenv("HOSO_ARCHIVE_KEY", str(home / "archive.key"))
    assert said() == "warn"
