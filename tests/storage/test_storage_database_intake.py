"""Codes: found again, never given twice, not even by eight processes at once."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from datetime import date

import pytest

from dossier.codes import DossierCode, UnitCode
from dossier.digest import Digest
from dossier.errors import UsageError
from dossier.pipeline import Position, State
from dossier.record import Policy, Profile
from storage.database import Allocation, Database, Intake, IntakeHead, connect

UNIT, DAY = UnitCode("H29.12"), date(2026, 11, 22)
HEAD = IntakeHead("1.001193", "can-bo-01", Profile.COUNTER, Policy.BATCH, "hs-1", "2026-11-22T08:15:30+07:00")


def key(number: int) -> Digest:
    return Digest.of(b"papers %d" % number)


def take_in(database: Database, number: int, code: str | None = None) -> Allocation:
    given = DossierCode.parse(code) if code else None
    return Intake(database).find_or_allocate(intake_key=key(number), unit=UNIT, day=DAY, code=given, head=HEAD)


def take_in_many(url: str, start: int) -> list[str]:
    """What one of eight processes does: five dossiers of its own and five that all of them hand in."""
    database = connect(url)
    codes = [str(take_in(database, number).code) for number in [*range(start, start + 5), *range(5)]]
    database.close()
    return codes


def test_numbers_of_a_series_run_from_one(database: Database) -> None:
    codes = [str(take_in(database, number).code) for number in range(3)]
    assert codes == ["H29.12-261122-0001", "H29.12-261122-0002", "H29.12-261122-0003"]


def test_the_same_papers_find_their_dossier_again(database: Database) -> None:
    first, second = take_in(database, 1), take_in(database, 1)
    assert (first.is_new, second.is_new) == (True, False)
    assert first.code == second.code


def test_an_offices_own_code_is_taken(database: Database) -> None:
    assert str(take_in(database, 1, "H29.12-261122-0041").code) == "H29.12-261122-0041"


def test_numbering_goes_on_above_an_offices_own_code(database: Database) -> None:
    take_in(database, 1, "H29.12-261122-0041")
    assert take_in(database, 2).code.number == 42


def test_a_lower_own_code_does_not_lower_the_numbering(database: Database) -> None:
    take_in(database, 1, "H29.12-261122-0041")
    take_in(database, 2, "H29.12-261122-0007")
    assert take_in(database, 3).code.number == 42


def test_a_code_of_other_papers_is_refused(database: Database) -> None:
    take_in(database, 1, "H29.12-261122-0041")
    with pytest.raises(UsageError, match="other papers"):
        take_in(database, 2, "H29.12-261122-0041")


def test_papers_do_not_get_a_second_code(database: Database) -> None:
    take_in(database, 1)
    with pytest.raises(UsageError, match="0001"):
        take_in(database, 1, "H29.12-261122-0041")


def test_a_number_beyond_the_databases_integers_is_refused(database: Database) -> None:
    with pytest.raises(UsageError, match="digits"):
        take_in(database, 1, "H29.12-261122-" + "9" * 30)


def test_reception_that_was_interrupted_is_seen(database: Database) -> None:
    take_in(database, 1)
    assert take_in(database, 1).position is None


def test_reception_twice_changes_nothing(database: Database) -> None:
    code = take_in(database, 1).code
    first = Position("receive", State.RECEIVED, Digest.of(b"record"))
    Intake(database).received(code, first, (key(8),))
    Intake(database).received(code, Position("receive", State.RECEIVED, Digest.of(b"other")), (key(8),))
    assert take_in(database, 1).position == first


def test_one_file_may_belong_to_several_dossiers(database: Database) -> None:
    codes = (take_in(database, 1).code, take_in(database, 2).code)
    for code in codes:
        Intake(database).received(code, Position("receive", State.RECEIVED, key(0)), (key(8), key(8), key(9)))
    assert Intake(database).dossiers_with(key(8)) == codes


def test_eight_processes_share_a_series_and_an_empty_database(database_url: str) -> None:
    with ProcessPoolExecutor(8, mp_context=multiprocessing.get_context("fork")) as pool:
        answers = list(pool.map(take_in_many, [database_url] * 8, range(100, 900, 100)))
    own = [code for answer in answers for code in answer[:5]]
    assert len(set(own)) == 40
    assert {tuple(answer[5:]) for answer in answers} == {tuple(answers[0][5:])}
    assert not set(own) & set(answers[0][5:])
