"""``hoso digitise``, ``batch``, ``show`` and ``search``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_desk import ARCHIVED, WAITING, Hoso, Papers

from hoso.office import Office

OF_RECORD = {"contract", "dossier", "status", "files", "documents", "identity", "review", "events", "package"}
OF_DOSSIER = {"code", "procedure", "unit", "profile", "received_at", "name", "archive"}
OF_FILE = {"file", "sha256", "media_type", "pages", "page_images", "faults", "blank_pages", "signatures"}
OF_DOCUMENT = {
    "type", "confidence", "pages", "ordinal", "result_code", "type_code", "title", "owner_id", "abstract", "number",
    "issued_on", "issuer", "valid_until", "scope", "digitise_basis", "copy", "fields",
}  # fmt: skip
OF_FIELD = {"value", "text", "confidence", "file", "page", "box", "source", "confirmed_by"}


def tree(home: Path) -> dict[str, bytes]:
    """Every file of the archive."""
    return {str(path.relative_to(home)): path.read_bytes() for path in (home / "archive").rglob("*") if path.is_file()}


def test_digitising_the_same_papers_again_changes_nothing(
    hoso: Hoso, papers: Papers, home: Path, office: Office
) -> None:
    before, size, events = tree(home), office.log.view.head().size, office.events.head()
    record = hoso("show", ARCHIVED, "--json").json
    again = hoso("digitise", papers.folder / "notice", "--json")
    assert (again.status, again.json) == (0, record)
    assert tree(home) == before
    assert office.log.view.head().size == size
    assert office.events.head() == events


def test_the_json_has_the_names_of_the_contract(hoso: Hoso) -> None:
    record = hoso("show", ARCHIVED, "--json").json
    assert record.keys() >= OF_RECORD
    assert record["contract"] == "hoso.record/1"
    assert record["dossier"].keys() >= OF_DOSSIER
    assert all(file.keys() >= OF_FILE for file in record["files"])
    for document in record["documents"]:
        assert document.keys() >= OF_DOCUMENT
        assert document["copy"].keys() >= {"file", "sha256", "superseded_by", "signature"}
        assert all(field.keys() >= OF_FIELD for field in document["fields"].values())
    assert record["package"].keys() == {"key", "sha256", "version", "version_id", "log"}


def test_a_persons_identification_has_the_names_of_the_contract(hoso: Hoso) -> None:
    (person,) = hoso("show", WAITING, "--json").json["identity"]
    assert person.keys() == {"id_number", "role", "verdict", "bits", "reasons", "channels", "register"}


def test_the_same_papers_under_another_code_are_wrong_usage(hoso: Hoso, papers: Papers) -> None:
    wrong = hoso("digitise", papers.folder / "notice", "--code", "H29.12-261122-0777")
    assert wrong.status == 2
    assert ARCHIVED in wrong.err


def test_where_the_paper_lies_is_kept_and_shown(hoso: Hoso, papers: Papers) -> None:
    written = hoso("digitise", papers.folder / "card" / "scan.pdf", "--procedure", "1.001193", "--place", "G09/01//17")
    code = written.out.split()[0]
    assert "phông G09, mục lục 01, hồ sơ 17" in written.out
    place = hoso("show", code, "--json").json["dossier"]["archive"]
    assert place == {"fonds": "G09", "catalogue": "01", "box": None, "file": "17"}


def test_what_is_no_scan_is_refused_with_a_reason(hoso: Hoso, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7\nnothing")
    refused = hoso("digitise", "letter.pdf")
    assert refused.status == 3
    assert "damaged_file" in refused.out


def test_missing_papers_are_wrong_usage(hoso: Hoso) -> None:
    assert hoso("digitise", "nowhere").status == 2


def test_a_batch_tells_counts_and_writes_records(hoso: Hoso, papers: Papers, tmp_path: Path) -> None:
    done = hoso("batch", papers.folder, "--records", "out", "--json")
    assert done.status == 1
    assert done.json["counts"] == {"archived": 1, "in_review": 1}
    written = json.loads((tmp_path / "out" / "notice.json").read_text(encoding="utf-8"))
    assert written["dossier"]["code"] == ARCHIVED


def test_the_summary_fits_a_terminal_of_80_columns(hoso: Hoso, papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = hoso("batch", papers.folder).out.splitlines()
    assert max(map(len, lines)) <= 80
    assert f"{ARCHIVED}/v1.zip" in "\n".join(lines)
    assert "2 hồ sơ, 3 trang: archived 1, in_review 1" in lines


def test_a_dossier_is_found_by_its_words_without_tones(hoso: Hoso) -> None:
    assert ARCHIVED in [hit["code"] for hit in hoso("search", "quyet dinh", "--json").json]


def test_found_numbers_of_persons_are_masked(hoso: Hoso, papers: Papers) -> None:
    found = hoso("search", papers.owner.id_number)
    assert WAITING in found.out
    assert papers.owner.id_number not in found.out


def test_a_look_at_a_dossier_is_logged(hoso: Hoso, office: Office) -> None:
    before = office.access.head().sequence
    hoso("show", ARCHIVED)
    assert office.access.head().sequence == before + 1
