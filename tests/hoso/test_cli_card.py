"""``hoso card`` on a card that was really drawn and read, its chip beside it."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from cli_desk import Hoso, Papers

from hoso.office import Office
from hoso.samples import write
from hoso.samples.catalogue import draw_card
from hoso.samples.codes import card_mrz
from hoso.samples.degrade import Condition, scan
from hoso.samples.papers import card
from hoso.samples.papers.card import Arrangement
from hoso.samples.persons import Person, make_person

sys.path.insert(0, str(Path(__file__).parents[1] / "identity"))
from chip_samples import authority, dg1, dg13, signer, sod, zipped

OWNER = make_person(random.Random(21), layout="2024")


@dataclass(frozen=True)
class Desk:
    """Files of one card: an honest page, one whose print bears another name, its chip, and the authority's folder."""

    page: Path
    forged: Path
    chip: Path
    tampered: Path
    csca: Path


def drawn(folder: Path, name: str, printed: Person) -> Path:
    sheets = draw_card(replace(card.honest(OWNER), print=printed), random.Random(4), dpi=300, how=Arrangement.ONE_PAGE)
    noise = np.random.default_rng(4)
    pages = [scan(np.asarray(s.image), dpi=300, condition=Condition.CLEAN, noise=noise) for s in sheets.sheets]
    return write.write(folder / name, write.pdf(pages))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("card")
    csca = authority()
    groups = {1: dg1(list(card_mrz(OWNER))), 13: dg13({1: OWNER.id_number, 2: OWNER.full_name})}
    files = {f"EF.DG{n}": data for n, data in groups.items()}
    signed = sod(groups, csca.key, signer(csca, csca.key))
    write.write(folder / "csca" / "vn.der", csca.der)
    other = {**files, "EF.DG13": dg13({1: OWNER.id_number, 2: "Trần Văn Bình"})}
    yield Desk(
        drawn(folder, "card.pdf", OWNER),
        drawn(
            folder, "forged.pdf", replace(OWNER, full_name="Trần Quốc Bình" if OWNER.sex == "male" else "Trần Thị Bé")
        ),
        write.write(folder / "chip.zip", zipped({**files, "EF.SOD": signed})),
        write.write(folder / "tampered.zip", zipped({**other, "EF.SOD": signed})),
        folder / "csca",
    )


def test_an_honest_card_agrees_in_all_four_channels(hoso: Hoso, desk: Desk) -> None:
    told = hoso("card", desk.page, desk.chip, "--csca", desk.csca, "--json")
    said = told.json
    assert told.status == 0
    assert (said["contract"], said["layout"]) == ("hoso.card/1", "2024")
    assert {each["verdict"] for each in said["agreement"]} <= {"agree", "noise"}
    channels = said["channels"]
    assert channels["print"]["date_of_birth"]["value"] == channels["qr"]["date_of_birth"] == OWNER.born.isoformat()
    assert channels["qr"]["id_number"] == channels["mrz"]["id_number"] == OWNER.id_number
    assert channels["mrz"]["check_digits"] == "all"
    assert len(channels["mrz"]["lines"]) == 3
    assert channels["chip"]["authentication"] == "anchored"
    assert channels["chip"]["data_groups"] == {"1": "ok", "13": "ok"}
    assert channels["chip"]["full_name"] == OWNER.full_name


def test_a_card_whose_print_names_another_is_a_conflict(hoso: Hoso, desk: Desk) -> None:
    told = hoso("card", desk.forged, "--json")
    verdicts = {each["field"]: each["verdict"] for each in told.json["agreement"]}
    assert (told.status, verdicts["full_name"]) == (1, "conflict")
    assert told.json["channels"]["chip"] == {"authentication": "absent", "reasons": [], "data_groups": {}}


def test_a_chip_alone_is_read_and_without_an_anchor_intact(hoso: Hoso, desk: Desk) -> None:
    told = hoso("card", desk.chip, "--json").json
    assert told["channels"]["chip"]["authentication"] == "intact_not_anchored"
    assert told["channels"]["print"] is None


def test_a_tampered_chip_is_invalid(hoso: Hoso, desk: Desk) -> None:
    told = hoso("card", desk.tampered, "--csca", desk.csca, "--json")
    assert (told.status, told.json["channels"]["chip"]["authentication"]) == (3, "invalid")


def test_numbers_are_masked_but_for_a_reason_that_is_logged(hoso: Hoso, desk: Desk, office: Office) -> None:
    assert OWNER.id_number not in hoso("card", desk.chip).out
    assert hoso("card", desk.chip, "--full").status == 2
    assert OWNER.id_number in hoso("card", desk.chip, "--full", "--reason", "đối chiếu").out
    looks = hoso("register", "accesses", OWNER.id_number, "--json").json["accesses"]
    assert [each["purpose"] for each in looks][:2] == ["card", "card, whole numbers: đối chiếu"]
    assert office.access.verify_chain().ok


def test_two_chips_and_a_file_that_is_none_are_told(hoso: Hoso, desk: Desk, tmp_path: Path) -> None:
    assert hoso("card", desk.chip, desk.tampered).status == 2
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04nothing")
    assert hoso("card", "x.zip").status == 3
    assert hoso("card", "nowhere.jpg").status == 2


def test_who_looked_at_a_person_and_why_is_listed_for_them(hoso: Hoso, papers: Papers, office: Office) -> None:
    hoso("register", "import", papers.register)
    hoso("register", "show", papers.owner.id_number, "--full", "--reason", "công dân yêu cầu")
    told = hoso("register", "accesses", papers.owner.id_number, "--json")
    assert (told.status, told.json["intact"]) == (0, True)
    purposes = [each["purpose"] for each in told.json["accesses"]]
    assert "register show, whole numbers: công dân yêu cầu" in purposes
    assert any(each["purpose"].startswith("register sql") and each["code"] for each in told.json["accesses"])
    assert papers.owner.id_number not in told.out


def test_somebody_else_sees_nothing_of_it(hoso: Hoso) -> None:
    told = hoso("register", "accesses", "079190123456", "--json").json["accesses"]
    assert [each["purpose"] for each in told] == ["access list for the citizen"]
