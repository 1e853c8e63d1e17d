"""A chip's dump among the files of a dossier: a fourth channel of the card that it came with."""

from __future__ import annotations

import random
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from cli_desk import Hoso
from cli_records import document, field, record

from dossier.errors import InputRefused
from dossier.page import Box, PageImage, PageReading, PageSource, Symbol
from dossier.record import Document
from hoso.chip_files import MEDIA_TYPE, chip_file, paired
from hoso.chips import ChipReading, read_chip
from hoso.samples import write
from hoso.samples.catalogue import draw_card
from hoso.samples.codes import card_mrz, qr_payload
from hoso.samples.degrade import Condition, scan
from hoso.samples.papers import card
from hoso.samples.papers.card import Arrangement
from hoso.samples.persons import TODAY, Person, make_person
from hoso.samples.register import Citizen, write_register
from hoso.steps.identify import people_of
from identity.channel import ChannelKind
from identity.chip.anchors import Anchors
from identity.verdict import Evidence

sys.path.insert(0, str(Path(__file__).parents[1] / "identity"))
from chip_samples import NOW, Authority, authority, dg1, dg13, signer, sod, zipped

OWNER, OTHER = (make_person(random.Random(seed), layout="2024") for seed in (21, 22))
CSCA = authority()


def dump(person: Person, *, says: str = "", csca: Authority = CSCA) -> bytes:
    """A chip of ``person``; with ``says`` its particulars were exchanged after signing for those of that name."""
    groups = {1: dg1(list(card_mrz(person))), 13: dg13({1: person.id_number, 2: person.full_name})}
    signed = sod(groups, csca.key, signer(csca, csca.key))
    held = groups | ({13: dg13({1: person.id_number, 2: says})} if says else {})
    packed: bytes = zipped({**{f"EF.DG{n}": data for n, data in held.items()}, "EF.SOD": signed})
    return packed


def chip(person: Person, *, says: str = "") -> ChipReading:
    return read_chip(dump(person, says=says), Anchors((CSCA.parsed,)), NOW)


def paper(person: Person, page: int) -> Document:
    said = {"id_number": person.id_number, "full_name": person.full_name, "date_of_birth": person.born.isoformat()}
    fields = {key: field(value, 0.98) for key, value in said.items()}
    return replace(document(page, ordinal=page, **fields), type="identity_card")


def people(papers: list[Person], *chips: ChipReading) -> list[Evidence]:
    pages = {}
    for number, person in enumerate(papers, start=1):
        image = PageImage(number, 100, 100, 300, 0, PageSource.EMBEDDED)
        code = Symbol("QRCode", qr_payload(person, layout="2024").encode(), Box(0, 0, 9, 9))
        pages["scan.pdf", number] = PageReading(image, symbols=(code,))
    about = record(*(paper(person, number) for number, person in enumerate(papers, start=1)))
    return list(people_of(about, pages, TODAY, chips))


def kinds(evidence: Evidence) -> list[str]:
    return [each.kind.value for each in evidence.channels]


def faults(evidence: Evidence) -> list[str]:
    return [fault.code for each in evidence.channels for fault in each.faults]


def test_a_chip_is_a_channel_of_the_card_of_its_number() -> None:
    one, other = people([OWNER, OTHER], chip(OTHER))
    assert (kinds(one), kinds(other)) == (["print", "qr"], ["print", "qr", "chip"])
    assert faults(other) == []


def test_the_only_chip_beside_the_only_card_is_held_against_it_whatever_its_number() -> None:
    (found,) = people([OWNER], chip(OTHER))
    assert kinds(found) == ["print", "qr", "chip"]


def test_a_chip_that_no_card_bears_is_a_conflict_of_its_own() -> None:
    third = make_person(random.Random(23), layout="2024")
    found = people([OWNER, OTHER], chip(third))
    assert [kinds(each) for each in found] == [["print", "qr"], ["print", "qr"], ["chip"]]
    assert faults(found[2]) == ["chip_text_conflict"]


def test_an_altered_chip_says_nothing_but_that_it_is_invalid() -> None:
    (found,) = people([OWNER], chip(OWNER, says="Trần Văn Bình"))
    (channel,) = found.of(ChannelKind.CHIP)
    assert (dict(channel.readings), channel.authentication) == ({}, "invalid")
    assert "chip_invalid" in faults(found)


def test_two_chips_left_over_are_given_to_nobody() -> None:
    found = paired(["001190000011", "001190000022"], [chip(OWNER), chip(OTHER)])
    assert (dict(found.of_card), len(found.strays)) == ({}, 2)


def test_a_chip_without_any_card_speaks_for_itself() -> None:
    found = paired([], [chip(OWNER)])
    assert [each.faults for each in found.strays] == [()]


def test_a_zip_of_scans_is_no_chip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "scans.zip", "w") as archive:
        archive.writestr("scan.pdf", b"%PDF-1.7")
    for data in ((tmp_path / "scans.zip").read_bytes(), b"PK\x03\x04nothing"):
        with pytest.raises(InputRefused) as refused:
            chip_file(data)
        assert refused.value.code == "unsupported_type"


def folder_with(tmp_path: Path, chip_data: bytes) -> Path:
    """A dossier of a scanned card and its chip; the register knows the owner."""
    sheets = draw_card(card.honest(OWNER), random.Random(4), dpi=300, how=Arrangement.ONE_PAGE)
    noise = np.random.default_rng(4)
    pages = [scan(np.asarray(s.image), dpi=300, condition=Condition.CLEAN, noise=noise) for s in sheets.sheets]
    write.write(tmp_path / "in" / "the.pdf", write.pdf(pages))
    write.write(tmp_path / "in" / "chip.zip", chip_data)
    write_register(tmp_path / "citizens.csv", [Citizen(OWNER)], crowd=3, rng=random.Random(1))
    return tmp_path / "in"


def test_a_card_with_its_chip_goes_the_whole_path(hoso: Hoso, home: Path, tmp_path: Path) -> None:
    write.write(home / "csca" / "vn.der", CSCA.der)
    folder = folder_with(tmp_path, dump(OWNER))
    hoso("register", "import", "citizens.csv")
    told = hoso("digitise", folder, "--json")
    said = told.json
    (person,) = said["identity"]
    assert (told.status, said["status"], person["verdict"]) == (0, "archived", "match")
    assert person["channels"]["chip"]["authentication"] == "anchored"
    assert person["channels"]["chip"]["full_name"] == OWNER.full_name
    given = {each["file"]: (each["media_type"], each["pages"]) for each in said["files"]}
    assert given["chip.zip"] == (MEDIA_TYPE, 0)
    assert "chứng thư gốc tin cậy" in hoso("show", said["dossier"]["code"]).out
    assert hoso("verify", said["dossier"]["code"], "--json").json["verdict"] == "valid"
    with zipfile.ZipFile(home / "archive" / said["package"]["key"]) as package:
        kept = {name.partition("/")[2]: package.read(name) for name in package.namelist()}
    assert kept["data/original/1.zip"] == (folder / "chip.zip").read_bytes()


def test_a_card_beside_an_altered_chip_waits_for_a_person(hoso: Hoso, tmp_path: Path) -> None:
    folder = folder_with(tmp_path, dump(OWNER, says="Trần Văn Bình"))
    hoso("register", "import", "citizens.csv")
    (person,) = hoso("digitise", folder, "--json").json["identity"]
    assert person["verdict"] == "review"
    assert "chip_invalid" in {each["code"] for each in person["reasons"]}


def test_a_chip_without_any_page_is_refused(hoso: Hoso, tmp_path: Path) -> None:
    write.write(tmp_path / "chip.zip", dump(OWNER))
    told = hoso("digitise", "chip.zip", "--json")
    assert (told.status, told.json["status"]) == (3, "refused")
    assert "chíp" in hoso("digitise", "chip.zip").out
