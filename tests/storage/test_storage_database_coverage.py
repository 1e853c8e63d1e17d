"""Which batch is about a package: told by its row alone, learnt anew after the database was lost."""

from __future__ import annotations

from dossier.digest import Digest
from storage.database import Cover, Coverage, Database

ONE, OTHER = Digest.of(b"one"), Digest.of(b"other")


def test_a_package_is_in_the_batches_that_name_it(database: Database) -> None:
    coverage = Coverage(database)
    coverage.note("a", [("x/v1.zip", OTHER), ("y/v1.zip", ONE)])
    coverage.note("b", [("y/v1.zip", ONE)])
    assert coverage.of("y/v1.zip", ONE) == (Cover("a", 1), Cover("b", 0))
    assert coverage.of("x/v1.zip", ONE) == ()
    assert coverage.batches() == {"a": 2, "b": 1}


def test_a_batch_that_is_noted_twice_is_known_once(database: Database) -> None:
    coverage = Coverage(database)
    members = [(f"{number}/v1.zip", Digest.of(b"%d" % number)) for number in range(1200)]
    coverage.note("a", members)
    coverage.note("a", members)
    assert coverage.batches() == {"a": 1200}
