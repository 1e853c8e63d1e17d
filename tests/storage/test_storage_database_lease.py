"""Leases: one holder, and a killed holder does not block for ever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from dossier.codes import DossierCode, UnitCode
from dossier.digest import Digest
from dossier.errors import UsageError
from dossier.record import Policy, Profile
from storage.database import Database, Intake, IntakeHead, Leases, connect

HEAD = IntakeHead(None, "can-bo-01", Profile.COUNTER, Policy.BATCH, "hs-1", "2026-11-22T08:15:30+07:00")


@pytest.fixture
def code(database: Database) -> DossierCode:
    """A dossier that nobody works on."""
    unit, day = UnitCode("H29"), date(2026, 11, 22)
    return Intake(database).find_or_allocate(intake_key=Digest.of(b"1"), unit=unit, day=day, code=None, head=HEAD).code


def claims(url: str, code: str) -> bool:
    """What one of several workers does, on a connection of its own."""
    database = connect(url)
    lease = Leases(database).claim(DossierCode(code), "somebody", 60)
    database.close()
    return lease is not None


def test_only_one_holds_a_dossier(database: Database, code: DossierCode) -> None:
    leases = Leases(database)
    assert leases.claim(code, "one", 60)
    assert leases.claim(code, "other", 60) is None


def test_an_expired_lease_is_taken(database: Database, code: DossierCode) -> None:
    leases = Leases(database)
    leases.claim(code, "killed", 0)
    taken = leases.claim(code, "next", 60)
    assert taken
    assert taken.owner == "next"


def test_a_released_dossier_is_free(database: Database, code: DossierCode) -> None:
    leases = Leases(database)
    held = leases.claim(code, "one", 60)
    assert held
    leases.release(held)
    assert leases.claim(code, "other", 60)


def test_a_renewed_lease_lasts_longer(database: Database, code: DossierCode) -> None:
    leases = Leases(database)
    held = leases.claim(code, "one", 1)
    assert held
    renewed = leases.renew(held, 60)
    assert renewed
    assert renewed.expires > held.expires + 50


def test_a_lost_lease_is_neither_renewed_nor_released(database: Database, code: DossierCode) -> None:
    leases = Leases(database)
    lost = leases.claim(code, "killed", 0)
    assert lost
    leases.claim(code, "next", 60)
    leases.release(lost)
    assert leases.renew(lost, 60) is None
    assert leases.claim(code, "third", 60) is None


def test_nobody_holds_a_dossier_that_is_not_there(database: Database) -> None:
    with pytest.raises(UsageError):
        Leases(database).claim(DossierCode("H29-261122-0009"), "one", 60)


def test_of_workers_that_claim_together_one_wins(database_url: str, database: Database, code: DossierCode) -> None:
    with ThreadPoolExecutor(4) as pool:
        won = list(pool.map(claims, [database_url] * 12, [str(code)] * 12))
    assert won.count(True) == 1
