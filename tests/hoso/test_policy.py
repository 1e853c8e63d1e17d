"""What passes and what a person must look at."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cli_records import document, field, person, record

from dossier.identification import IdentityVerdict
from dossier.judgement import Reason
from dossier.page import FaultCode, PageFault
from dossier.policy import Thresholds, review_items
from dossier.record import Policy, Record

SURE = Thresholds(accept=0.9, sample=0)


def codes(about: Record, thresholds: Thresholds = SURE, required: frozenset[str] = frozenset()) -> list[str]:
    return [item.code for item in review_items(about, thresholds, {"birth_certificate": required})]


def test_sure_fields_of_a_sure_type_pass() -> None:
    assert codes(record(document(full_name=field("Nguyễn Thị Ánh", 0.95)))) == []


def test_a_field_below_the_threshold_waits_with_its_place() -> None:
    (item,) = review_items(record(document(full_name=field("Nguyễn Thị Ánh", 0.89))), SURE, {})
    assert (item.code, item.document, item.field) == ("low_confidence", 0, "full_name")


def test_a_field_that_a_person_confirmed_passes_whatever_the_machine_thought() -> None:
    assert codes(record(document(full_name=replace(field("A", 0.1), confirmed_by="can-bo-01")))) == []


def test_a_required_field_that_is_missing_or_empty_is_asked_for() -> None:
    assert codes(record(document()), required=frozenset({"full_name"})) == ["missing_field"]
    assert codes(record(document(full_name=field(None, 0.1))), required=frozenset({"full_name"})) == ["missing_field"]


def test_an_optional_field_that_was_seen_to_be_empty_is_not_asked_for() -> None:
    assert codes(record(document(email=field(None, 0.1)))) == []


def test_what_the_paper_says_is_empty_passes() -> None:
    assert codes(record(document(date_of_expiry=field(None, 0.95))), required=frozenset({"date_of_expiry"})) == []


def test_an_uncertain_type_and_a_paper_of_no_known_type_are_asked_for() -> None:
    assert codes(record(replace(document(), confidence=0.5))) == ["unknown_type"]
    assert codes(record(replace(document(), type="other"))) == ["unknown_type"]


@pytest.mark.parametrize("verdict", [each for each in IdentityVerdict if each is not IdentityVerdict.MATCH])
def test_everything_but_a_match_is_looked_at(verdict: IdentityVerdict) -> None:
    assert codes(replace(record(document()), identity=(person(verdict),))) == ["identity"]
    assert codes(replace(record(document()), identity=(person(IdentityVerdict.MATCH),))) == []


def test_relatives_who_are_only_named_need_no_evidence_of_their_own() -> None:
    little = (Reason("too_little_evidence", "x", "x"),)
    mother = replace(person(IdentityVerdict.REVIEW), role="mother", reasons=little)
    assert codes(replace(record(document()), identity=(mother,))) == []
    assert codes(replace(record(document()), identity=(replace(mother, role="applicant"),))) == ["identity"]


def test_two_papers_that_disagree_about_one_person_are_a_contradiction() -> None:
    number = field("079190123456", 0.99)
    one = document(id_number=number, full_name=field("Nguyễn Thị Ánh", 0.99))
    other = replace(document(id_number=number, full_name=field("Nguyễn Thị Anh", 0.99)), ordinal=2)
    assert codes(record(one, other)) == ["contradiction"]


def test_where_a_tone_is_written_within_a_syllable_is_no_contradiction() -> None:
    number = field("079190123456", 0.99)
    one = document(id_number=number, full_name=field("Lê Thị Hòa", 0.99))
    other = replace(document(id_number=number, full_name=field("LÊ THỊ HOÀ", 0.99)), ordinal=2)
    assert codes(record(one, other)) == []


@pytest.mark.parametrize(("fault", "stops"), [(FaultCode.UNREADABLE, True), (FaultCode.TURNED, False)])
def test_a_fault_stops_where_it_leaves_a_doubt(fault: FaultCode, stops: bool) -> None:
    about = record(document())
    (file,) = about.files
    faulty = replace(about, files=(replace(file, faults=(PageFault(1, fault, "x", "x"),)),))
    assert bool(codes(faulty)) is stops


def test_at_the_counter_every_field_waits_for_its_officer() -> None:
    about = record(document(full_name=field("A", 0.99)))
    counter = replace(about, head=replace(about.head, policy=Policy.COUNTER))
    assert codes(counter) == ["unconfirmed"]


def test_the_sample_is_the_same_whenever_it_is_drawn_and_never_comes_on_top() -> None:
    everything = Thresholds(accept=0.9, sample=1)
    assert codes(record(document()), everything) == ["sampled"]
    assert codes(record(document(full_name=field("A", 0.5))), everything) == ["low_confidence"]
