"""The same dossier on production services: a hardened S3 bucket with object lock, and PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from chaos.archive import assert_whole, settings_of
from chaos.runs import Place, batch, hoso
from end_to_end.conftest import Archived
from services.seaweed import SeaweedFS

from hoso.office import Office
from hoso.wiring import open_office
from storage.objects import AlreadyThere, LockedError, LockMode
from storage.package import package_key


def service_settings(seaweed: SeaweedFS, bucket: str, database: str, register: str) -> dict[str, str]:
    """Store, database and citizen register as an office would name them."""
    return {
        "STORE": f"s3://{bucket}/kho?endpoint={seaweed.endpoint}&secure=false",
        "STORE_ACCESS_KEY": "writer",
        "STORE_SECRET_KEY": seaweed.secrets["writer"],
        "LOCK_DAYS": "1",
        "DATABASE_URL": database,
        "REGISTER_URL": register,
    }


@pytest.fixture(scope="module")
def place(
    scan_folder: Path,
    seaweed: SeaweedFS,
    new_postgres_database: Callable[[], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Place:
    """An office on the services, its one dossier archived."""
    settings = service_settings(
        seaweed, seaweed.new_bucket(lock=True), new_postgres_database(), new_postgres_database()
    )
    made = Place(tmp_path_factory.mktemp("services") / "home", scan_folder, settings)
    assert batch(made, "--records", str(made.home.with_name("records"))) == 0, made.said.read_text()
    return made


@pytest.fixture(scope="module")
def served(place: Place) -> Iterator[Office]:
    """That office, opened."""
    with open_office(settings_of(place)) as office:
        yield office


def _record(place: Place) -> dict[str, Any]:
    (path,) = place.home.with_name("records").glob("*.json")
    record: dict[str, Any] = json.loads(path.read_text())
    return record


def test_everything_is_there_once(place: Place) -> None:
    """Package, leaf, register row, index."""
    assert_whole(place, dossiers=1)


def test_the_package_is_locked_and_its_version_is_known(place: Place, served: Office) -> None:
    """COMPLIANCE for a day, the version id in the record and the register."""
    package = _record(place)["package"]
    (version,) = served.store.history(package["key"])
    assert version.lock is not None and version.lock.mode is LockMode.COMPLIANCE
    assert 0.9 < (version.lock.until - datetime.now(UTC)).total_seconds() / 86400 <= 1
    (held,) = served.holdings.archived()
    assert version.version_id == package["version_id"] == held.version_id


def test_a_package_is_neither_overwritten_nor_deleted(served: Office) -> None:
    """The second put writes nothing; the server refuses to delete."""
    (held,) = served.holdings.archived()
    assert served.store.put_new(held.key, b"other") == AlreadyThere()
    with pytest.raises(LockedError):
        served.store.remove(held.key, held.version_id)
    assert len(served.store.history(held.key)) == 1


def test_a_second_run_adopts_what_is_there(place: Place, served: Office) -> None:
    """No version more, no leaf more."""
    assert batch(place) == 0
    (held,) = served.holdings.archived()
    assert held.key == package_key(held.code, 1)
    assert len(served.store.history(held.key)) == 1
    assert served.log.view.audit().size == 1


def test_the_command_judges_the_archived_dossier_valid(place: Place, served: Office) -> None:
    """With its lock."""
    (held,) = served.holdings.archived()
    assert hoso(place, "verify", str(held.code), "--json") == 0, place.said.read_text()
    judged = json.loads(place.said.read_text())
    assert judged["package"]["log"] == "included"
    assert judged["package"]["lock"].startswith("COMPLIANCE until ")


def test_the_record_is_the_same_as_with_the_defaults(place: Place, archived: Archived) -> None:
    """Everything that was read, decided and named; times, signatures and where it lies are each office's own."""
    assert _timeless(_record(place)) == _timeless(_record(archived.place))


def _timeless(value: Any) -> Any:
    """The record without what differs from one run to the next."""
    if isinstance(value, list):
        return [_timeless(each) for each in value]
    if not isinstance(value, dict):
        return value
    own = {"at", "received_at", "signed_at", "asked_at", "package", "seal"}
    kept = {key: _timeless(each) for key, each in value.items() if key not in own}
    if "signature" in kept:
        kept.pop("sha256", None)  # of a signed copy: its time is inside
    return kept
