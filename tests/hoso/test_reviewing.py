"""A person's word on a waiting dossier."""

from __future__ import annotations

from threading import Thread

import pytest
from cli_desk import ARCHIVED, WAITING

from dossier.codes import DossierCode
from dossier.errors import TransientError, UsageError
from dossier.pipeline import State
from dossier.record import Record
from hoso.digitise import held, record_of
from hoso.office import Office
from hoso.reviewing import Correction, confirm, correct, refuse

CODE = DossierCode(WAITING)


def quiet(_code: DossierCode, _step: str) -> None:
    """No progress."""


def events(record: Record, kind: str) -> list[tuple[str, str]]:
    return [(event.by, event.outcome) for event in record.events if event.type == kind]


def test_a_confirmation_is_an_event_in_the_name_of_the_officer(office: Office) -> None:
    record = confirm(office, CODE, by="can-bo-07", entering=quiet)
    assert events(record, "confirmation") == [("can-bo-07", "success")]
    assert office.journal.position(CODE).state is State.ARCHIVED


def test_a_correction_keeps_what_was_read_and_where(office: Office) -> None:
    before = record_of(office, CODE).documents[0].fields["full_name"]
    record = correct(office, CODE, [Correction(1, "full_name", "Trần Văn B")], by="can-bo-07", entering=quiet)
    after = record.documents[0].fields["full_name"]
    assert (after.value, after.confidence, after.confirmed_by) == ("Trần Văn B", 1.0, "can-bo-07")
    assert (after.text, after.box) == (before.text, before.box)


def test_corrections_are_all_made_or_none(office: Office) -> None:
    before = record_of(office, CODE)
    given = [Correction(1, "full_name", "Trần Văn B"), Correction(1, "sex", "không rõ gì")]
    with pytest.raises(UsageError):
        correct(office, CODE, given, by="can-bo-07", entering=quiet)
    assert record_of(office, CODE) == before


def test_a_refusal_names_its_officer_and_ends_the_way(office: Office) -> None:
    record = refuse(office, CODE, by="can-bo-07", why="Thiếu trang")
    assert events(record, "refusal") == [("can-bo-07", "failure")]
    with pytest.raises(UsageError, match="refused"):
        confirm(office, CODE, by="can-bo-07", entering=quiet)
    assert office.dossiers.waiting_count() == 0


def test_only_a_waiting_dossier_can_be_decided_on(office: Office) -> None:
    with pytest.raises(UsageError, match="archived"):
        refuse(office, DossierCode(ARCHIVED), by="can-bo-07", why="x")


def test_of_two_officers_at_once_one_is_told_to_wait(office: Office) -> None:
    told: list[Exception] = []

    def second() -> None:
        try:
            confirm(office, CODE, by="can-bo-08", entering=quiet)
        except TransientError as error:
            told.append(error)

    with held(office, CODE):
        other = Thread(target=second)
        other.start()
        other.join()
    assert len(told) == 1
    assert office.journal.position(CODE).state is State.IN_REVIEW
