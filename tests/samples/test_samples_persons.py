"""Invented persons agree with themselves."""

import random
from datetime import date

import pytest

from dossier.codes import IdNumber
from hoso.samples.persons import NEW_CARDS_FROM, TODAY, card_expiry, make_family, make_person


@pytest.fixture(scope="module")
def people():
    rng = random.Random(5)
    return [make_person(rng) for _ in range(300)]


def test_the_number_tells_sex_and_year_of_birth(people):
    for person in people:
        number = IdNumber.parse(person.id_number)
        assert (number.sex, number.birth_year) == (person.sex, person.born.year)


def test_cards_are_valid_today_and_end_by_the_age_rule(people):
    for person in people:
        assert person.expires == card_expiry(person.born, person.issued)
        assert person.expires is None or person.expires > TODAY


def test_the_same_seed_gives_the_same_person():
    assert make_person(random.Random(9)) == make_person(random.Random(9))


def test_minorities_and_both_sexes_occur(people):
    assert {p.sex for p in people} == {"male", "female"}
    assert len({p.ethnicity for p in people}) > 5


@pytest.mark.parametrize(
    ("born", "issued", "expires"),
    [
        (date(1990, 6, 15), date(2021, 4, 20), date(2030, 6, 15)),
        (date(1990, 6, 15), date(2028, 6, 15), date(2050, 6, 15)),
        (date(1960, 1, 2), date(2021, 4, 20), None),
        (date(2014, 3, 3), date(2024, 8, 1), date(2028, 3, 3)),
    ],
)
def test_term_of_a_card(born, issued, expires):
    assert card_expiry(born, issued) == expires


def test_parents_are_older_and_the_child_bears_the_fathers_surname():
    for seed in range(20):
        family = make_family(random.Random(seed))
        assert family.child.born.year - max(family.mother.born.year, family.father.born.year) >= 11
        if family.father.ethnicity == "Kinh":
            assert family.child.full_name.split()[0] == family.father.full_name.split()[0]
        assert family.child.issued >= NEW_CARDS_FROM
