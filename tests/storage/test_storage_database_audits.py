"""What audits noted: the last judgement counts, under its own circumstances alone."""

from __future__ import annotations

from datetime import date

from dossier.digest import Digest
from storage.database import Audits, Database, FullJudgement

PACKAGE, OTHER = Digest.of(b"package"), Digest.of(b"other")
FIRST, SECOND = FullJudgement(date(2026, 11, 1), True), FullJudgement(date(2026, 11, 20), False)


def test_the_last_judgement_of_a_package_counts(database: Database) -> None:
    audits = Audits(database)
    audits.note(PACKAGE, "a", FIRST)
    audits.note(PACKAGE, "a", SECOND)
    assert audits.last(PACKAGE, "a") == SECOND
    assert audits.last(OTHER, "a") is None


def test_a_judgement_under_other_circumstances_is_none(database: Database) -> None:
    audits = Audits(database)
    audits.note(PACKAGE, "a", FIRST)
    assert audits.last(PACKAGE, "b") is None
    audits.note(PACKAGE, "b", SECOND)
    assert (audits.last(PACKAGE, "a"), audits.last(PACKAGE, "b")) == (None, SECOND)


def test_what_is_forgotten_is_not_noted(database: Database) -> None:
    audits = Audits(database)
    audits.note(PACKAGE, "a", FIRST)
    audits.note(OTHER, "a", SECOND)
    audits.forget(PACKAGE)
    assert (audits.last(PACKAGE, "a"), audits.last(OTHER, "a")) == (None, SECOND)
