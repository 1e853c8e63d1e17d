"""Who a dossier is about: cards, passports, old cards and forms put together, and where they contradict each other."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from cli_records import document, field, record

from dossier.contradictions import contradictions
from dossier.page import Box, PageImage, PageReading, PageSource, Symbol
from dossier.record import Document, Field, Record, ReviewItem
from hoso.persons import persons_on_papers
from hoso.samples.codes import passport_mrz, qr_payload
from hoso.samples.persons import TODAY, make_person
from hoso.steps.identify import people_of
from identity.channel import ChannelKind
from identity.verdict import Evidence

PERSON = replace(make_person(random.Random(3), layout="2021"), old_number="012345678")
NUMBER, BORN = PERSON.id_number, PERSON.born.isoformat()


def paper(kind: str, page: int, ordinal: int, **fields: Field) -> Document:
    return replace(document(page, ordinal=ordinal, **fields), type=kind)


def page(number: int, *, qr: str = "", mrz: tuple[str, ...] = ()) -> PageReading:
    symbols = (Symbol("QRCode", qr.encode(), Box(0, 0, 9, 9)),) if qr else ()
    return PageReading(PageImage(number, 100, 100, 300, 0, PageSource.EMBEDDED), symbols=symbols, mrz=mrz)


def people(about: Record, *pages: PageReading) -> list[Evidence]:
    return list(people_of(about, {("scan.pdf", each.image.page): each for each in pages}, TODAY))


def card(ordinal: int = 1) -> Document:
    return paper("identity_card", 1, ordinal, id_number=field(NUMBER, 0.98), full_name=field(PERSON.full_name, 0.98))


FRONT = page(1, qr=qr_payload(PERSON, layout="2021"))


def codes(evidence: Evidence) -> list[str]:
    return [fault.code for channel in evidence.channels for fault in channel.faults]


def test_a_card_and_a_form_about_one_number_are_one_person_in_the_forms_role() -> None:
    form = paper("residence_change_form", 2, 2, id_number=field(NUMBER, 0.97), full_name=field(PERSON.full_name, 0.97))
    (found,) = people(record(card(), form), FRONT, page(2))
    assert found.role == "applicant"
    assert [each.kind.value for each in found.channels] == ["print", "qr", "form"]


def _misread(number: str, places: int) -> str:
    return number[:6] + "".join(str((int(digit) + 1) % 10) for digit in number[6 : 6 + places]) + number[6 + places :]


def test_a_hardly_read_number_beside_the_owners_name_is_the_owners() -> None:
    number = field(_misread(NUMBER, 2), 0.39)
    form = paper("residence_change_form", 2, 2, id_number=number, full_name=field(PERSON.full_name, 0.97))
    (found,) = people(record(card(), form), FRONT, page(2))
    assert (found.role, found.claim["id_number"]) == ("applicant", NUMBER)


def test_a_card_whose_own_number_was_hardly_read_is_not_taken_for_the_forms_person() -> None:
    worn = paper(
        "identity_card", 1, 1, id_number=field(_misread(NUMBER, 1), 0.39), full_name=field(PERSON.full_name, 0.98)
    )
    form = paper("residence_change_form", 2, 2, id_number=field(NUMBER, 0.97), full_name=field(PERSON.full_name, 0.97))
    assert len(people(record(worn, form), page(1), page(2))) == 2


@pytest.mark.parametrize(
    ("number", "confidence", "name"),
    [
        (_misread(NUMBER, 2), 0.39, "Lê Thị Bé"),
        (_misread(NUMBER, 3), 0.39, PERSON.full_name),
        (_misread(NUMBER, 2), 0.97, PERSON.full_name),
    ],
)
def test_another_name_a_farther_number_or_one_that_was_read_is_another_person(
    number: str, confidence: float, name: str
) -> None:
    said = {"id_number": field(number, confidence), "full_name": field(name, 0.97)}
    form = paper("residence_change_form", 2, 2, **said)
    assert len(people(record(card(), form), FRONT, page(2))) == 2


def test_an_old_card_beside_the_new_one_that_names_it_is_the_same_person() -> None:
    old = paper("old_identity_card", 2, 2, id_number=field("012345678", 0.97), full_name=field(PERSON.full_name, 0.97))
    (found,) = people(record(card(), old), FRONT, page(2))
    assert found.role == "owner"
    assert codes(found) == []


def test_an_old_card_by_itself_identifies_nobody() -> None:
    old = paper("old_identity_card", 1, 1, id_number=field("012345678", 0.97), full_name=field("Lê Thị Bé", 0.97))
    (found,) = people(record(old), page(1))
    assert codes(found) == ["document_no_longer_valid"]


def test_a_form_that_still_bears_the_old_number_is_the_same_person() -> None:
    form = paper("land_change_form", 2, 2, id_number=field("012345678", 0.97), full_name=field(PERSON.full_name, 0.97))
    (found,) = people(record(card(), form), FRONT, page(2))
    assert found.role == "applicant"


def passport(expires: date, printed_birth: str = BORN) -> tuple[Document, PageReading]:
    fields = {"id_number": field(NUMBER, 0.98), "full_name": field(PERSON.full_name, 0.98)}
    fields |= {"date_of_birth": field(printed_birth, 0.98), "date_of_expiry": field(expires.isoformat(), 0.98)}
    return paper("passport", 1, 1, **fields), page(1, mrz=passport_mrz(PERSON, expires))


def test_a_valid_passport_is_a_channel_without_its_own_dates() -> None:
    data, zone = passport(date(2033, 5, 4))
    (found,) = people(record(data), zone)
    (channel,) = found.channels
    assert (channel.kind, channel.faults) == (ChannelKind.FORM, ())
    assert (channel.value("date_of_birth"), channel.value("date_of_expiry")) == (BORN, None)


def test_a_passport_that_has_run_out_says_so() -> None:
    data, zone = passport(date(2024, 5, 4))
    (found,) = people(record(data), zone)
    assert codes(found) == ["card_expired"]


def test_a_passport_whose_print_and_zone_disagree_is_a_conflict() -> None:
    data, zone = passport(date(2033, 5, 4), printed_birth="1971-01-02")
    (found,) = people(record(data), zone)
    assert "mrz_text_conflict" in codes(found)


def items(*papers: Document) -> list[ReviewItem]:
    return list(contradictions(record(*papers), persons_on_papers()))


def test_a_form_with_another_birth_date_than_the_card_names_both_places() -> None:
    one = replace(card(), fields={**card().fields, "date_of_birth": field("1990-06-15", 0.98)})
    two = paper(
        "business_registration_form",
        2,
        2,
        owner_id_number=field(NUMBER, 0.97),
        owner_date_of_birth=field("1990-06-16", 0.97),
    )
    (item,) = items(one, two)
    assert (item.code, item.document, item.field) == ("contradiction", 1, "owner_date_of_birth")
    assert "1.date_of_birth (scan.pdf:1)" in item.message and "2.owner_date_of_birth" in item.message_vi


def test_one_name_and_birth_date_under_two_numbers_is_a_contradiction() -> None:
    said = {"full_name": field("Lê Thị Bé", 0.98), "date_of_birth": field("1990-06-15", 0.98)}
    one = paper("identity_card", 1, 1, id_number=field("001190000011", 0.98), **said)
    two = paper("marital_status_certificate", 2, 2, id_number=field("001190000017", 0.98), **said)
    (item,) = items(one, two)
    assert (item.code, item.field) == ("contradiction", "id_number")


def test_a_year_alone_contradicts_no_day_of_it() -> None:
    one = paper("identity_card", 1, 1, id_number=field(NUMBER, 0.98), date_of_birth=field("1990-06-15", 0.98))
    two = paper("marital_status_certificate", 2, 2, id_number=field(NUMBER, 0.98), date_of_birth=field("1990", 0.98))
    assert items(one, two) == []


def test_two_persons_on_two_papers_contradict_nothing() -> None:
    one = paper("identity_card", 1, 1, id_number=field("001190000011", 0.98), full_name=field("Lê Thị Bé", 0.98))
    two = paper("marital_status_certificate", 2, 2, id_number=field(NUMBER, 0.98), full_name=field("Trần An", 0.98))
    assert items(one, two) == []
