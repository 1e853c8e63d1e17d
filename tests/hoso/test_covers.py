"""``hoso cover``, and stacks scanned with its sheets through the whole path."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from cli_desk import Hoso, settings_of
from cli_records import document, record

from dossier.cover import Cover, CoverState, Sheet
from dossier.policy import Thresholds, review_items
from dossier.record import Record
from hoso.catalogue import load_catalogue
from hoso.regrouping import Group, regrouped
from hoso.samples.covers import printed
from hoso.samples.degrade import Condition
from hoso.samples.dossiers import Feeder, Sheaf
from hoso.samples.form import Drawn, make_look
from hoso.samples.papers import marital_status, other
from hoso.samples.persons import make_person
from hoso.wiring import cover_key

DPI = 200
SURE = Thresholds(accept=0.9, sample=0)


@pytest.fixture(scope="module")
def letter() -> Drawn:
    """A paper of one page and no known type."""
    rng = random.Random(3)
    return other.letter(rng, make_look(rng, DPI))


@pytest.fixture(scope="module")
def certificate() -> Drawn:
    rng = random.Random(4)
    return marital_status.draw(make_person(rng), rng, make_look(rng, DPI))


def sheets(home: Path, *wanted: Sheet) -> list[Drawn]:
    """Sheets as the office of that home prints them."""
    settings = settings_of(home)
    return printed(wanted, cover_key(settings), font=settings.font, dpi=DPI)


def _text_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True, text=True).stdout


def papers_of(told: Any) -> list[tuple[str, list[tuple[str, int]]]]:
    return [(each["type"], [(page["file"], page["page"]) for page in each["pages"]]) for each in told["documents"]]


def test_a_sheet_is_printed_for_each_type_that_is_asked_for(hoso: Hoso, tmp_path: Path) -> None:
    told = hoso("cover", "birth_certificate=2", "any", "--copies", "2", "--out", "bia.pdf", "--json")
    assert told.status == 0
    assert [(each["type"], each["pages"]) for each in told.json["sheets"]] == [("birth_certificate", 2), ("any", None)]
    with pikepdf.open(tmp_path / "bia.pdf") as pdf:
        assert len(pdf.pages) == 4


def test_a_sheet_says_type_and_count_in_both_languages(hoso: Hoso, tmp_path: Path) -> None:
    hoso("cover", "birth_certificate=2")
    text = _text_of(tmp_path / "to-phan-cach.pdf")
    for said in ("Giấy khai sinh", "Birth certificate", "Số trang có chữ: 2", "Pages with print: 2"):
        assert said in text


@pytest.mark.parametrize("wrong", ["no_such_type", "passport=0", "passport=1000", "passport=", "=2"])
def test_sheets_that_cannot_be_are_wrong_usage(hoso: Hoso, wrong: str) -> None:
    assert hoso("cover", wrong).status == 2


def test_a_folder_that_is_not_there_is_wrong_usage(hoso: Hoso) -> None:
    assert hoso("cover", "--out", "nowhere/bia.pdf").status == 2


def test_a_worn_stack_is_split_and_typed_as_its_sheets_say(
    hoso: Hoso, home: Path, tmp_path: Path, letter: Drawn, certificate: Drawn
) -> None:
    """One PDF, a sheet upside down, empty backs; the letter's type is the sheet's word alone."""
    first, second = sheets(home, Sheet("land_change_form", 1), Sheet("marital_status_certificate", 1))
    feeder = Feeder(tmp_path / "stack", np.random.default_rng(1), Condition.OFFICE)
    stack = (Sheaf(first, backs=True), Sheaf(letter, backs=True), Sheaf(second, turned=180), Sheaf(certificate))
    feeder.scan("scan.pdf", *stack)
    told = hoso("digitise", "stack", "--json").json
    assert papers_of(told) == [
        ("land_change_form", [("scan.pdf", 3), ("scan.pdf", 4)]),
        ("marital_status_certificate", [("scan.pdf", 6)]),
    ]
    assert [(each["page"], each["back"], each["state"]) for each in told["files"][0]["covers"]] == [
        (1, 2, "own"),
        (5, None, "own"),
    ]
    assert not [item for item in told["review"] if item["code"] in ("page_fault", "contradiction")]


@pytest.mark.parametrize("kind", ["tif", "folder"])
def test_a_lost_page_is_told_whatever_the_stack_is_kept_in(
    hoso: Hoso, home: Path, tmp_path: Path, letter: Drawn, kind: str
) -> None:
    (sheet,) = sheets(home, Sheet("other", 2))
    feeder = Feeder(tmp_path / "stack", np.random.default_rng(2), Condition.PHOTOCOPY)
    if kind == "tif":
        feeder.scan("scan.tif", Sheaf(sheet), Sheaf(letter), compression="group4")
    else:
        feeder.scan("1.png", Sheaf(sheet))
        feeder.scan("2.png", Sheaf(letter))
    waiting = hoso("digitise", "stack", "--json")
    assert waiting.status == 1
    (item,) = [each for each in waiting.json["review"] if each["code"] == "page_fault"]
    assert "says 2 pages, 1 follow it" in item["message"]
    assert [kind for kind, _ in papers_of(waiting.json)] == ["other"]
    shown = hoso("show", waiting.json["dossier"]["code"])
    assert "Tờ phân cách" in shown.out
    assert "tờ phân cách ghi 2 trang, sau đó có 1 trang" in shown.out


def test_a_forged_sheet_waits_for_a_person(hoso: Hoso, tmp_path: Path, certificate: Drawn) -> None:
    """Printed by somebody else: it neither types a paper nor vanishes from the dossier."""
    (forged,) = sheets(tmp_path / "elsewhere", Sheet("passport", 1))
    feeder = Feeder(tmp_path / "stack", np.random.default_rng(3), Condition.CLEAN)
    feeder.scan("scan.pdf", Sheaf(forged), Sheaf(certificate))
    waiting = hoso("digitise", "stack", "--json")
    assert waiting.status == 1
    assert papers_of(waiting.json) == [("other", [("scan.pdf", 1)]), ("marital_status_certificate", [("scan.pdf", 2)])]
    assert [each["state"] for each in waiting.json["files"][0]["covers"]] == ["foreign"]
    assert "page_fault" in {item["code"] for item in waiting.json["review"]}


def covered(*covers: Cover, pages: int, blank: Sequence[int] = ()) -> Record:
    """A file with these sheets, what is no sheet being one birth certificate."""
    sides = {page for cover in covers for page in cover.sides if cover.state is CoverState.OWN}
    found = record(document(*(page for page in range(1, pages + 1) if page not in sides)))
    file = replace(found.files[0], pages=pages, covers=covers, blank_pages=tuple(blank))
    return replace(found, files=(file,))


def codes(about: Record) -> list[str]:
    return [item.code for item in review_items(about, SURE, {})]


def test_the_right_count_passes_and_empty_backs_are_none() -> None:
    cover = Cover(1, CoverState.OWN, "birth_certificate", 2, back=2)
    assert codes(covered(cover, pages=6, blank=(2, 4, 6))) == []


@pytest.mark.parametrize("pages", [3, 5])
def test_a_lost_and_a_surplus_page_are_asked_about(pages: int) -> None:
    assert codes(covered(Cover(1, CoverState.OWN, "birth_certificate", 3), pages=pages)) == ["page_fault"]


def test_a_sheet_with_nothing_behind_it_is_asked_about() -> None:
    last = Cover(3, CoverState.OWN, "passport")
    assert codes(covered(Cover(1, CoverState.OWN, "birth_certificate"), last, pages=3)) == ["page_fault"]


def test_a_paper_that_looks_like_another_contradicts_its_sheet() -> None:
    found = covered(Cover(1, CoverState.OWN, "birth_certificate"), pages=2)
    doubted = replace(found, documents=(replace(found.documents[0], confidence=0.3),))
    assert codes(doubted) == ["contradiction", "unknown_type"]


def test_what_an_officer_called_other_is_not_asked_for_its_type() -> None:
    found = covered(Cover(1, CoverState.OWN, "other"), pages=2)
    assert codes(replace(found, documents=(replace(found.documents[0], type="other"),))) == []


def test_a_person_may_leave_a_distrusted_sheet_out_and_take_an_own_one_in() -> None:
    found = covered(Cover(1, CoverState.FOREIGN), Cover(3, CoverState.OWN), pages=4)
    pages = {each.page: each for each in (*found.documents[0].pages, replace(found.documents[0].pages[0], page=3))}
    without = [Group("other", (pages[2], pages[4]))]
    (changed,) = regrouped(found, without, load_catalogue()).documents
    assert [page.page for page in changed.pages] == [2, 4]
    assert len(changed.former_copies) == 1
    everything = [Group("other", tuple(pages[number] for number in (1, 2, 3, 4)))]
    assert len(regrouped(found, everything, load_catalogue()).documents[0].pages) == 4
