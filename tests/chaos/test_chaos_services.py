"""Killed again and again on S3 and PostgreSQL, each time a little further."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from chaos.archive import assert_whole, settings_of
from chaos.moments import Moment
from chaos.runs import Place, batch, batch_killed_at
from end_to_end.test_end_to_end_services import service_settings
from services.seaweed import SeaweedFS

from hoso.wiring import open_office

MOMENTS = [
    "receive/commit#2 before",
    "copy/blobs.put#1 after",
    "seal/journal.advance#1 before",
    "archive/store.put_new#1 after",
    "archive/store.put_new#2 after",
    "archive/log.stamp#1 after",
    "archive/commit#1 before",
    "release/commit#1 before",
    "release/index.index#1 after",
]


@pytest.mark.chaos
@pytest.mark.timeout(900)
def test_nine_kills_on_the_way_leave_each_dossier_archived_once(
    batch_folder: Path,
    seaweed: SeaweedFS,
    new_postgres_database: Callable[[], str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Locked packages too; running once more adds no version of anything."""
    bucket = seaweed.new_bucket(lock=True)
    settings = service_settings(seaweed, bucket, new_postgres_database(), new_postgres_database())
    place = Place(tmp_path / "home", batch_folder, settings)
    for written in MOMENTS:
        assert batch_killed_at(place, Moment.parse(written), number=2) == -signal.SIGKILL, written
        with capsys.disabled():
            print(f"killed on services: {written}", flush=True)  # noqa: T201
    assert batch(place) == 0, place.said.read_text()
    assert_whole(place, dossiers=3)
    before = _versions(place)
    assert batch(place) == 0
    assert _versions(place) == before


def _versions(place: Place) -> dict[str, list[str | None]]:
    with open_office(settings_of(place)) as office:
        return {key: [each.version_id for each in office.store.history(key)] for key in office.store.keys("")}
