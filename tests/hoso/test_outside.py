"""Dossiers whose officer signs at her own desk: they wait for her signature, and go on with it."""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from cli_desk import Hoso, Papers, settings_of
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding

from dossier.record import Status
from hoso.digitise import digitise
from hoso.intake import IntakeOptions, entry_of
from hoso.wiring import open_office
from signing.authority.development import open_authority
from signing.keys.local import LocalSigner

CODE, OTHER = "H29.12-261122-0007", "H29.12-261122-0008"


@pytest.fixture(scope="module")
def desk(papers: Papers, worked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``home``, in which two dossiers wait for their officer, and her certificate. Nobody changes it."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(worked, folder / "home")
    certificates(folder / "hanh.pem", open_authority(folder / "home" / "development").officer("hanh"))
    settings = settings_of(folder / "home").model_copy(update={"officer_key": f"outside:{folder}/{{officer}}.pem"})
    with open_office(settings) as office:
        for name, code in (("notice", CODE), ("card", OTHER)):
            options = IntakeOptions("H29.12", "hanh", "1.001193", code=code)
            record = digitise(office, entry_of([papers.folder / name]), options, entering=lambda _code, _step: None)
            assert record.status is Status.IN_REVIEW
            assert {each.code for each in record.review} == {"signature"}
    return folder


def certificates(path: Path, signer: LocalSigner) -> None:
    path.write_bytes(b"".join(each.public_bytes(Encoding.PEM) for each in signer.chain))


@pytest.fixture
def home(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that home, to be changed, where the officer's key lies at her desk."""
    shutil.copytree(desk / "home", tmp_path / "home")
    shutil.copy(desk / "hanh.pem", tmp_path)
    monkeypatch.setenv("HOSO_OFFICER_KEY", f"outside:{tmp_path}/{{officer}}.pem")
    return tmp_path / "home"


@pytest.fixture
def token(home: Path) -> LocalSigner:
    """What is in the officer's hand."""
    return open_authority(home / "development").officer("hanh")


@pytest.fixture
def waiting(hoso: Hoso, tmp_path: Path) -> dict[str, Any]:
    """The list of what a dossier waits for; its copy is not signed yet."""
    return prepared(hoso, CODE, tmp_path / "list.json")


def prepared(hoso: Hoso, code: str, path: Path) -> dict[str, Any]:
    assert hoso("sign", "prepare", code, "--out", path).status == 0
    listed: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return listed


def at_the_desk(signer: LocalSigner, digest: bytes) -> bytes:
    assert isinstance(signer.key, ec.EllipticCurvePrivateKey)
    return signer.key.sign(digest, ec.ECDSA(Prehashed(hashes.SHA256())))


def filled(listed: dict[str, Any], signer: LocalSigner, path: Path) -> Path:
    for each in listed["requests"]:
        each["value"] = base64.b64encode(at_the_desk(signer, base64.b64decode(each["digest"]))).decode()
    path.write_text(json.dumps(listed), encoding="utf-8")
    return path


def test_a_signed_digest_carries_the_dossier_to_the_archive(
    hoso: Hoso, waiting: dict[str, Any], token: LocalSigner, tmp_path: Path
) -> None:
    done = hoso("sign", "finish", filled(waiting, token, tmp_path / "list.json"), "--json")
    assert (done.status, done.json) == (0, [{"dossier": CODE, "status": "archived"}])
    judged = hoso("verify", CODE, "--json").json
    (copy,) = [each for each in judged["signatures"] if each["field"].startswith("data/copy/")]
    assert (judged["verdict"], copy["indication"], copy["level"]) == ("valid", "TOTAL_PASSED", "PAdES-B-T")
    assert copy["signer"].startswith("CN=hanh,")
    record = hoso("show", CODE, "--json").json
    assert [each["type"] for each in record["events"]].count("signing") == 1
    assert record["documents"][0]["copy"]["signature"]["signer"] == "hanh"


def test_the_list_holds_no_page_and_no_name_of_a_paper(waiting: dict[str, Any]) -> None:
    assert len(json.dumps(waiting)) < 5_000
    assert [each["name"] for each in waiting["requests"]] == [f"{CODE}.1.pdf"]


def test_it_stands_in_the_queue_and_is_not_confirmed_unsigned(hoso: Hoso) -> None:
    (found,) = [each for each in hoso("review", "list", "--json").json if each["code"] == CODE]
    assert found["items"] == {"signature": 1}
    told = hoso("review", "confirm", CODE)
    assert (told.status, "hoso sign prepare" in told.err) == (2, True)
    assert hoso("review", "correct", CODE, "--set", "1.number=1").status == 2


def test_running_the_dossier_again_changes_nothing(hoso: Hoso, papers: Papers) -> None:
    again = hoso("digitise", papers.folder / "notice", "--code", CODE, "--procedure", "1.001193", "--json")
    assert (again.status, again.json["status"]) == (1, "in_review")


def test_another_key_is_refused_and_it_still_waits(
    hoso: Hoso, waiting: dict[str, Any], home: Path, tmp_path: Path
) -> None:
    stranger = open_authority(home / "development").officer("long")
    told = hoso("sign", "finish", filled(waiting, stranger, tmp_path / "list.json"))
    assert (told.status, "không phải của chứng thư này" in told.err) == (2, True)
    assert hoso("show", CODE).status == 1


def test_a_ticket_in_anothers_name_is_refused(hoso: Hoso, token: LocalSigner, home: Path, tmp_path: Path) -> None:
    stranger = open_authority(home / "development").officer("long")
    certificates(tmp_path / "hanh.pem", stranger)
    other = prepared(hoso, CODE, tmp_path / "other.json")
    certificates(tmp_path / "hanh.pem", token)
    told = hoso("sign", "finish", filled(other, stranger, tmp_path / "other.json"))
    assert (told.status, "người ký khác" in told.err) == (2, True)


def test_a_prepared_form_of_another_copy_is_refused(
    hoso: Hoso, waiting: dict[str, Any], token: LocalSigner, tmp_path: Path
) -> None:
    card = prepared(hoso, OTHER, tmp_path / "card.json")["requests"][0]
    mine = waiting["requests"][0]
    mine["ticket"], mine["digest"] = card["ticket"], card["digest"]
    mine["dossier"]["prepared"] = card["dossier"]["prepared"]
    told = hoso("sign", "finish", filled(waiting, token, tmp_path / "list.json"))
    assert (told.status, "không phải nội dung chờ" in told.err) == (2, True)


def test_a_value_without_der_is_taken(hoso: Hoso, waiting: dict[str, Any], token: LocalSigner, tmp_path: Path) -> None:
    r, s = decode_dss_signature(at_the_desk(token, base64.b64decode(waiting["requests"][0]["digest"])))
    (tmp_path / "value.hex").write_text(f"{r:064x}{s:064x}\n", encoding="ascii")
    assert hoso("sign", "finish", "list.json", "--value", "value.hex").status == 0


def test_a_second_finish_is_refused(hoso: Hoso, waiting: dict[str, Any], token: LocalSigner, tmp_path: Path) -> None:
    listed = filled(waiting, token, tmp_path / "list.json")
    assert hoso("sign", "finish", listed).status == 0
    assert hoso("sign", "finish", listed).status == 2


def test_a_list_without_values_is_told(hoso: Hoso, tmp_path: Path) -> None:
    prepared(hoso, CODE, tmp_path / "list.json")
    told = hoso("sign", "finish", "list.json")
    assert (told.status, "chưa có giá trị" in told.err) == (2, True)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"contract": "hoso.signing/1", "requests": [{}]}', b"\xff"])
def test_what_is_no_list_is_wrong_usage(hoso: Hoso, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "list.json").write_bytes(content)
    assert hoso("sign", "finish", "list.json").status == 2


def test_a_dossier_that_waits_for_nothing_is_told(hoso: Hoso) -> None:
    assert hoso("sign", "prepare", "H29.12-261122-0001").status == 2


def test_the_doctor_knows_the_key_by_its_certificate(hoso: Hoso, tmp_path: Path) -> None:
    (tmp_path / "can-bo-01.pem").write_bytes((tmp_path / "hanh.pem").read_bytes())
    (found,) = [each for each in hoso("doctor", "--json").json if each["what"] == "officer_key"]
    assert found["health"] == "warn"
    assert "hanh" in found["found"]


def test_a_dossier_that_waits_for_a_signature_may_be_refused(hoso: Hoso) -> None:
    assert hoso("review", "refuse", CODE, "--why", "thiếu giấy tờ").status == 3
    assert hoso("sign", "prepare", CODE).status == 2
