"""The identity benchmark counts what it says it counts."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from bench.identity.citizens import citizen, population, rows
from bench.identity.impostors import counted, interval, passes
from bench.identity.noise import Noise, Pair, load
from bench.identity.scan_summary import summary
from bench.identity.weights import estimated, falling
from dossier.codes import IdNumber
from identity.number import check_number

ANNA = citizen(random.Random(1))


@pytest.mark.parametrize(("count", "low", "high"), [(0, 0.0, 3.69), (1, 0.025, 5.57), (10, 4.80, 18.39)])
def test_the_interval_of_a_count_is_the_exact_one_of_poisson(count: int, low: float, high: float) -> None:
    assert interval(count) == pytest.approx((low, high), abs=0.01)


def test_invented_citizens_bear_numbers_that_fit_them() -> None:
    for each in population(50, 3):
        assert check_number(each.id_number, sex=each.sex, date_of_birth=each.date_of_birth) == ()


def test_the_rows_of_a_large_register_bear_a_number_each() -> None:
    assert len({row[0] for row in rows(50_000, 1)}) == 50_000


def test_the_right_person_passes_and_another_given_name_does_not() -> None:
    head = ANNA.full_name.rpartition(" ")[0]
    assert passes(ANNA, ANNA)
    assert not passes(ANNA, replace(ANNA, full_name=f"{head} Quỳnh"))


def test_a_namesake_of_the_same_day_counts_as_a_false_match_and_nobody_counts_twice() -> None:
    people = [replace(each, place_of_origin=str(n)) for n, each in enumerate(population(30, 5))]
    double = replace(
        people[0], place_of_origin="another", id_number=IdNumber(people[0].id_number.digits[:6] + "999999")
    )
    found = {each.kind: each for each in counted([*people, double], people[:5], random.Random(1))}
    random_pairs = found["random, every claim against every entry"]
    assert (random_pairs.false, random_pairs.pairs) == (1, 5 * 30)


def test_noise_misreads_only_what_it_has_seen_misread() -> None:
    noise = Noise([Pair("full_name", "HẰNG", "HÃNG", 0.9), Pair("date_of_birth", "1990-01-09", "1990-01-08", 0.7)])
    assert noise.name("Hằng", random.Random(1)) == "HÃNG"
    assert noise.name("Minh", random.Random(1)) == "MINH"
    assert noise.date("1991-02-03", random.Random(1)) == "1991-02-03"
    assert noise.rates()["full_name"] == (1, 1)


def test_noise_never_makes_a_day_that_is_none() -> None:
    noise, rng = load(), random.Random(2)
    dates = [noise.date("1996-02-29", rng) for _ in range(500)]
    assert all(each[:2] in ("19", "20") and each[5:] not in ("02-30", "02-31") for each in dates)


def test_weights_are_the_log_of_the_likelihood_ratio_and_fall_with_distance() -> None:
    same = Counter({("sex", "equal"): 999, ("sex", "different"): 0, ("name", "0.00"): 90, ("name", "0.03"): 5})
    other = Counter({("sex", "equal"): 500, ("sex", "different"): 500, ("name", "0.00"): 1, ("name", "1.00"): 900})
    bits = falling(estimated(same, other))
    assert bits["sex", "equal"] == pytest.approx(1.0, abs=0.01)
    names = [bits["name", level] for level in ("0.00", "0.03", "0.06", "0.10", "0.15", "0.25", "1.00")]
    assert names == sorted(names, reverse=True)


def test_a_zone_that_gives_a_wrong_value_is_counted_as_wrong() -> None:
    truth = {"id_number": "001190123456", "date_of_birth": "1990-06-15", "date_of_expiry": "2030-06-15"}
    zone = {"id_number": {"digits": "001190123456"}, "date_of_birth": "1990-06-16", "date_of_expiry": "2030-06-15"}
    line = {"truth": truth, "print": {}, "qr": None, "mrz": zone, "verdict": "review", "check_ms": 1.0}
    told = summary([line])
    assert "zone: number, birth and expiry exact 0 (0.0%); wrong values given 1" in told
    assert "verdicts: review 1" in told
