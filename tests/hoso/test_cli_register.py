"""``hoso register``."""

from __future__ import annotations

from pathlib import Path

from cli_desk import WAITING, Hoso, Papers

from hoso.office import Office


def test_an_import_counts_and_can_be_repeated(hoso: Hoso, papers: Papers, office: Office) -> None:
    for _ in range(2):
        assert hoso("register", "import", papers.register, "--json").json == {"read": 4, "stored": 4, "bad": []}
    assert office.register.describe().entries == 4


def test_bad_rows_are_told_by_line_and_without_their_values(hoso: Hoso, papers: Papers, tmp_path: Path) -> None:
    lines = papers.register.read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].replace(lines[2].split(",")[2], "31/02/1990")
    (tmp_path / "bad.csv").write_text("\n".join(lines), encoding="utf-8")
    told = hoso("register", "import", "bad.csv")
    assert told.status == 3
    assert "dòng 3: date_of_birth" in told.out
    assert "31/02/1990" not in told.out + told.err


def test_a_file_that_is_not_there_is_wrong_usage(hoso: Hoso) -> None:
    assert hoso("register", "import", "nowhere.csv").status == 2


def test_an_entry_is_masked_on_the_screen_and_whole_in_json(hoso: Hoso, papers: Papers, office: Office) -> None:
    hoso("register", "import", papers.register)
    number = papers.owner.id_number
    shown = hoso("register", "show", number)
    assert papers.owner.full_name in shown.out
    assert number not in shown.out
    assert hoso("register", "show", number, "--json").json["id_number"] == number


def test_every_look_at_an_entry_is_logged(hoso: Hoso, papers: Papers, office: Office) -> None:
    before = office.access.head().sequence
    hoso("register", "show", papers.owner.id_number)
    assert office.access.head().sequence == before + 1
    assert office.access.verify_chain().ok


def test_somebody_unknown_is_told_by_the_status(hoso: Hoso) -> None:
    assert hoso("register", "show", "079190123456").status == 3


def test_a_malformed_number_is_not_repeated(hoso: Hoso) -> None:
    wrong = hoso("register", "show", "07919012345")
    assert wrong.status == 2
    assert "07919012345" not in wrong.err


def test_who_is_in_the_register_is_found_when_the_dossier_is_looked_at_again(hoso: Hoso, papers: Papers) -> None:
    hoso("register", "import", papers.register)
    again = hoso("review", "correct", WAITING, "--set", f"1.full_name={papers.owner.full_name}", "--json").json
    assert [person["verdict"] for person in again["identity"]] == ["match"]
    assert not [item for item in again["review"] if item["code"] == "identity"]
