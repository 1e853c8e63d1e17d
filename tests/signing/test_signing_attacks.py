"""Every known attack, in at least eight variants, on papers of several programs: caught, and said what it was."""

from __future__ import annotations

from collections import Counter

import pytest
from signing_attacks import FAMILIES, Attack
from signing_office import Office
from signing_producers import PRODUCERS

from dossier.judgement import FileJudgement, Verdict
from signing.judge.pdf import judge_pdf

ON_PAGE = {
    "page_content_changed",
    "page_added",
    "page_removed",
    "page_geometry_changed",
    "catalog_changed",
    "layers_changed",
    "script_added",
}
UNREAD = {"unread_structure", "changed_after_signing"}
SAID = {
    "forgery": {"byte_range", "rewritten", "not_shown", "malformed", "contents_differ", "unknown_sub_filter"}
    | {"signature_dictionary_changed", "signature_removed"},
    "saving": {*ON_PAGE, *UNREAD, "trailing_data", "document_information_changed", "shared"},
    "wrapping": {"byte_range"},
    "hide": {*ON_PAGE, "annotation_removed"},
    "replace": {*ON_PAGE, "form_overlay", "field_filled"},
    "hide and replace": {*ON_PAGE, "signature_removed", "not_shown", "unread_structure"},
    "evil annotation": {"annotation_added", "annotation_overlap", "field_added"},
    "sneaky signature": {"sneaky_signature", "signature_appearance_changed", "covered", "shared", "field_changed"},
    "overlap": {"annotation_overlap", "annotation_added", "note_added"},
    "posing": {*ON_PAGE, "annotation_changed", "annotation_added", "field_changed", "form_changed", "sneaky_signature"}
    | {"unread_structure"},
    "form overlay": {"form_overlay", "field_added", "field_changed", "form_changed"},
}


def judge(pdf: bytes, office: Office) -> FileJudgement:
    return judge_pdf(pdf, office.trust, file="x.pdf", now=office.now)


def codes(found: FileJudgement) -> set[str]:
    own = {each.code for each in found.reasons}
    return own | {each.code for one in found.signatures for each in one.reasons}


def cases() -> list[tuple[str, Attack]]:
    """Each attack on one producer's paper in turn, and the first of each class on everybody's."""
    names, seen, found = list(PRODUCERS), set(), []
    for number, attack in enumerate(FAMILIES):
        everybody = attack.family not in seen
        seen.add(attack.family)
        found += [(name, attack) for name in (names if everybody else [names[number % len(names)]])]
    return found


@pytest.mark.parametrize(("producer", "attack"), cases(), ids=str)
def test_an_attack_is_caught_and_named(office: Office, papers, producer: str, attack: Attack) -> None:
    signed = papers(producer, attack.prepare, attack.level)
    assert judge(signed, office).verdict is Verdict.VALID
    found = judge(attack.forge(signed), office)
    assert found.verdict is not Verdict.VALID
    assert found.signatures[0].modification == "forbidden"
    assert codes(found) & SAID[attack.family]


def test_there_are_at_least_eight_variants_of_each_class() -> None:
    counted = Counter(each.family for each in FAMILIES)
    assert set(counted) == set(SAID)
    assert min(counted.values()) >= 8
