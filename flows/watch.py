"""``watch_folder``: takes what scanners have dropped; deployed on an interval, one pass per run."""

from __future__ import annotations

from prefect import flow

from dossier.record import Policy, Profile
from flows.digitise import digitise_batch
from hoso.batch import Done


@flow(name="watch-folder")
def watch_folder(
    folder: str,
    records: str | None = None,
    procedure: str | None = None,
    profile: str = Profile.COUNTER.value,
    policy: str = Policy.BATCH.value,
) -> dict[str, int]:
    """One pass over ``folder``: files that still grow wait for the next pass, archived ones move to ``<folder>.done``."""
    return digitise_batch(
        folder, records=records, procedure=procedure, profile=profile, policy=policy, done=Done.MOVE.value
    )
