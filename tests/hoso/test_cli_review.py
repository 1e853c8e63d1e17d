"""``hoso review``: the way of a waiting dossier."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from cli_desk import ARCHIVED, WAITING, Hoso, Papers

from hoso.office import Office

SPLIT = ("--group", "identity_card=scan.pdf:1", "--group", "other=scan.pdf:2")


def test_the_queue_names_who_waits_and_why(hoso: Hoso) -> None:
    assert WAITING in hoso("review", "list").out
    (waiting,) = hoso("review", "list", "--json").json
    assert waiting["code"] == WAITING
    assert waiting["items"]["unconfirmed"] == 1


def test_what_is_open_is_shown_with_page_and_box_and_masked_numbers(hoso: Hoso, papers: Papers) -> None:
    shown = hoso("review", "show", WAITING)
    assert shown.status == 1
    assert "unconfirmed" in shown.out
    box = hoso("review", "show", WAITING, "--json").json["documents"][0]["fields"]["full_name"]["box"]
    assert ",".join(map(str, box)) in shown.out
    assert papers.owner.id_number not in shown.out


def test_an_officer_who_compares_sees_whole_numbers_and_leaves_a_trace(
    hoso: Hoso, papers: Papers, office: Office
) -> None:
    asked = hoso("review", "show", WAITING, "--full", "--reason", "đối chiếu bản giấy")
    assert papers.owner.id_number in asked.out
    assert [look.purpose for look in office.access.of(office.dossiers.review_queue()[0].place.code)][-1] == (
        "review, whole numbers: đối chiếu bản giấy"
    )


def test_whole_numbers_without_a_reason_are_not_shown(hoso: Hoso, papers: Papers) -> None:
    asked = hoso("review", "show", WAITING, "--full")
    assert (asked.status, papers.owner.id_number in asked.out) == (2, False)


def test_a_confirmed_dossier_is_archived_and_valid(hoso: Hoso) -> None:
    confirmed = hoso("review", "confirm", WAITING, "--officer", "can-bo-02", "--json")
    assert confirmed.status == 0
    assert confirmed.json["status"] == "archived"
    assert {field["confirmed_by"] for field in confirmed.json["documents"][0]["fields"].values()} == {"can-bo-02"}
    assert hoso("verify", WAITING).status == 0
    assert hoso("review", "list", "--json").json == []


def test_a_corrected_field_bears_the_persons_word(hoso: Hoso) -> None:
    given = ("--set", "1.full_name=Nguyễn Thị Ánh", "--set", "1.date_of_birth=15/06/1990", "--empty", "1.sex")
    corrected = hoso("review", "correct", WAITING, *given, "--json")
    assert corrected.status == 1  # the counter's policy: the officer still confirms
    fields = corrected.json["documents"][0]["fields"]
    assert (fields["full_name"]["value"], fields["full_name"]["source"]) == ("Nguyễn Thị Ánh", "person")
    assert fields["date_of_birth"]["value"] == "1990-06-15"
    assert fields["sex"]["value"] is None


def test_a_new_split_gets_new_signed_copies_and_keeps_the_old_one(hoso: Hoso, tmp_path: Path) -> None:
    regrouped = hoso("review", "correct", WAITING, *SPLIT, "--json")
    first, second = regrouped.json["documents"]
    assert [first["copy"]["file"], second["copy"]["file"]] == [f"{WAITING}.2.pdf", f"{WAITING}.3.pdf"]
    assert first["copy"]["signature"]["level"] == "PAdES-B-T"
    (former,) = first["former_copies"]
    assert (former["file"], former["superseded_by"]) == (f"{WAITING}.1.pdf", f"{WAITING}.2.pdf")
    assert hoso("review", "confirm", WAITING).status == 0
    assert hoso("export", WAITING, "--out", tmp_path / "package.zip").status == 0
    with zipfile.ZipFile(tmp_path / "package.zip") as package:
        copies = sorted(Path(name).name for name in package.namelist() if "/data/copy/" in name)
    assert copies == [f"{WAITING}.{ordinal}.pdf" for ordinal in (1, 2, 3)]
    assert hoso("verify", WAITING).status == 0


def test_a_refused_dossier_ends_there(hoso: Hoso) -> None:
    refused = hoso("review", "refuse", WAITING, "--why", "Thiếu trang 2", "--json")
    assert refused.status == 3
    assert refused.json["refusal"][0]["message_vi"] == "Thiếu trang 2"
    assert hoso("review", "confirm", WAITING).status == 2


@pytest.mark.parametrize(
    "given",
    [
        ("--set", "1.full_name"),
        ("--set", "9.full_name=A"),
        ("--set", "1.no_such_field=A"),
        ("--set", "1.date_of_birth=yesterday"),
        ("--empty", "full_name"),
        ("--group", "identity_card=scan.pdf:1"),
        ("--group", "no_such_type=scan.pdf:1,scan.pdf:2"),
        ("--group", "identity_card=scan.pdf"),
        ("--set", "1.full_name=A", *SPLIT),
        (),
    ],
)
def test_what_cannot_be_corrected_is_wrong_usage_and_changes_nothing(hoso: Hoso, given: tuple[str, ...]) -> None:
    before = hoso("show", WAITING, "--json").json
    wrong = hoso("review", "correct", WAITING, *given)
    assert wrong.status == 2
    assert wrong.err.startswith("hoso: ")
    assert hoso("show", WAITING, "--json").json == before


def test_an_archived_dossier_is_not_confirmed_again(hoso: Hoso) -> None:
    wrong = hoso("review", "confirm", ARCHIVED)
    assert wrong.status == 2
    assert "hoso show" in wrong.err
