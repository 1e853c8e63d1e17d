"""The demonstration set and the broken inputs."""

import csv
import json

import pikepdf
import pytest

from hoso.samples.broken import make_broken
from hoso.samples.demo import make_demo
from hoso.samples.demo_cases import other_tone
from hoso.samples.register import COLUMNS


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return make_demo(tmp_path_factory.mktemp("demo"), 7, dpi=60, crowd=50)


def test_there_are_dossiers_and_pages_enough(demo):
    assert len(demo.cases) >= 14
    assert sum(case.pages for case in demo.cases) >= 44


def test_every_entry_of_the_folder_is_a_dossier_of_the_truth(demo):
    truth = json.loads(demo.truth.read_text(encoding="utf-8"))
    assert sorted(p.name for p in demo.dossiers.iterdir()) == sorted(d["name"] for d in truth["dossiers"])


def test_every_page_of_a_pdf_belongs_to_a_document_or_is_blank(demo):
    for case in demo.cases:
        pages = [p for d in case.documents for p in d.pages] + list(case.blank_pages)
        assert len(pages) == case.pages
        for name in {p.file for p in pages if p.file.endswith(".pdf")}:
            with pikepdf.open(demo.dossiers / case.name / name) as pdf:
                assert sorted(p.page for p in pages if p.file == name) == list(range(1, len(pdf.pages) + 1))


def test_all_endings_occur(demo):
    expected = [case.expected for case in demo.cases]
    assert {e.status for e in expected} == {"archived", "in_review", "refused"}
    assert {p.verdict for e in expected for p in e.identity} == {"match", "review", "mismatch", "not_found"}


def test_the_register_has_its_columns_and_knows_who_must_match(demo):
    with demo.register.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    known = {row["id_number"] for row in rows}
    assert tuple(rows[0]) == COLUMNS
    for person in (p for case in demo.cases for p in case.expected.identity):
        assert (person.id_number in known) == (person.verdict != "not_found")


def test_names_of_files_say_nothing_of_persons(demo):
    names = [p.name for p in demo.dossiers.rglob("*")]
    surnames = {
        f.value.split()[0] for c in demo.cases for d in c.documents for k, f in d.fields.items() if k == "full_name"
    }
    assert not any(surname in name for surname in surnames for name in names)


@pytest.mark.parametrize(
    ("name", "other"), [("Lê Thị Hòa", "Lê Thị Hóa"), ("Trần Nam", "Trần Nàm"), ("Y Thim Byă", "Y Thim Byằ")]
)
def test_another_tone_is_another_name(name, other):
    assert other_tone(name) == other


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("broken")
    return folder, make_broken(folder, 7, dpi=60)


def test_every_broken_input_is_written(broken):
    folder, endings = broken
    assert len(endings) >= 14
    assert {p.name for p in folder.iterdir()} == set(endings)


def test_the_recoverable_pdf_can_be_recovered(broken):
    with pikepdf.open(broken[0] / "xref.pdf") as pdf:
        assert len(pdf.pages) == 3


def test_the_locked_pdf_is_locked(broken):
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(broken[0] / "encrypted.pdf")


def test_a_bomb_is_small(broken):
    assert all((broken[0] / name).stat().st_size < 600_000 for name in ("bomb.pdf", "bomb.zip", "wide.png"))
