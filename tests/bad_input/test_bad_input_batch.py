"""Bad input ends with a typed reason or before a person; it never stops the batch and nothing of it is lost."""

from __future__ import annotations

import os
import re
from typing import Any

import pytest
from bad_input.conftest import BadBatch, sizes
from bad_input.oddities import EITHER, ENDS, FOLDERS, NAMES, REFUSED, TAKEN

from dossier.digest import Digest
from storage.blobs import Blobs

REFUSAL = 3


def test_the_batch_goes_on_to_its_end_and_says_that_something_was_refused(bad: BadBatch) -> None:
    """The gravest ending counts: nothing failed, something was refused."""
    failed = {name: record["error"] for name, record in bad.records.items() if record["status"] == "failed"}
    assert (bad.exit_status, failed) == (REFUSAL, {})


def test_every_broken_sample_ends_as_it_must(bad: BadBatch) -> None:
    """Status and one of its codes are those the sample was made for."""
    wrong = {name: (bad.records[name]["status"], bad.codes(name)) for name in bad.endings if not _as_due(name, bad)}
    assert (len(bad.endings) > 18, wrong) == (True, {})


def _as_due(name: str, bad: BadBatch) -> bool:
    ending, status = bad.endings[name], bad.records[name]["status"]
    coded = not ending.codes or bool(bad.codes(name) & set(ending.codes))
    return status in ending.also or (status == ending.status and coded)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_is_no_scan_is_refused_with_its_reason(name: str, bad: BadBatch) -> None:
    """In both languages."""
    (reason,) = bad.records[name]["refusal"]
    assert (bad.records[name]["status"], reason["code"]) == ("refused", REFUSED[name][1])
    assert reason["message"] and reason["message_vi"]


@pytest.mark.parametrize("name", sorted(TAKEN))
def test_what_shows_a_page_is_taken(name: str, bad: BadBatch) -> None:
    """One page, and the line on it was read."""
    record = bad.records[name]
    assert record["status"] in ("archived", "in_review")
    assert [file["pages"] for file in record["files"]] == [1]


@pytest.mark.parametrize("name", sorted(EITHER))
def test_what_holds_almost_nothing_has_an_end(name: str, bad: BadBatch) -> None:
    """Refused, or before a person."""
    assert bad.records[name]["status"] in ("refused", "in_review")


@pytest.mark.parametrize("name", NAMES, ids=[str(number) for number in range(len(NAMES))])
def test_no_name_of_a_file_stops_its_dossier(name: str, bad: BadBatch) -> None:
    """The record is written beside, and the name in it is text on one line."""
    found = [record for key, record in bad.records.items() if _same_file(key, name)]
    assert [record["status"] for record in found] == ["in_review"]
    assert not re.search(r"[\x00-\x1f\ud800-\udfff]", found[0]["dossier"]["name"])


def _same_file(key: str, name: str) -> bool:
    cut = re.fullmatch(r"(?P<begin>.+)~[0-9a-f]{8}", key)
    return key == name or (cut is not None and len(os.fsencode(name)) > 250 and name.startswith(cut["begin"]))


@pytest.mark.parametrize("name", sorted(ENDS))
def test_links_pipes_and_folders_end_as_they_must(name: str, bad: BadBatch) -> None:
    """What is no file is refused before anything is opened."""
    status, code = ENDS[name]
    assert bad.records[name]["status"] == status
    assert code in bad.codes(name)


def test_a_folder_without_visible_files_is_no_dossier(bad: BadBatch) -> None:
    """It is passed over."""
    assert {"nothing", "only-hidden"} <= set(FOLDERS)
    assert not {"nothing", "only-hidden"} & set(bad.records)


def test_the_same_page_twice_in_a_dossier_stays_twice(bad: BadBatch) -> None:
    """Both files are in the record under their own names."""
    assert [file["file"] for file in bad.records["twice"]["files"]] == ["a.png", "b.png"]


def test_inputs_are_left_as_they_were(bad: BadBatch) -> None:
    """Not read, not moved, not touched."""
    assert sizes(bad.place.inputs) == bad.inputs_before


def test_every_original_that_was_taken_in_is_kept(bad: BadBatch) -> None:
    """In the working store under its digest; of the secret paper in quarantine."""
    blobs = Blobs(bad.place.home / "work")
    kept = {digest: blobs.has(digest) for record in bad.records.values() for digest in _digests(record)}
    secret = set(_digests(bad.records["secret.pdf"]))
    assert kept == {digest: digest not in secret for digest in kept}


def _digests(record: dict[str, Any]) -> list[Digest]:
    return [Digest.parse(file["sha256"]) for file in record.get("files", ())]


def test_a_file_beyond_the_limit_is_not_copied_first(bad: BadBatch) -> None:
    """2 GiB on no disk of ours."""
    stored = sum(path.stat().st_size for path in bad.place.home.rglob("*") if path.is_file())
    assert stored < 2**27
