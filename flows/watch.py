"""``watch_folder``: takes what scanners have dropped; deployed on an interval, one pass per run."""

from __future__ import annotations

from pathlib import Path

from prefect import flow

from dossier.record import Policy, Profile
from flows.digitise import take_folder
from flows.discreet import discreet
from hoso.batch import Done


@flow(name="watch-folder", persist_result=False)
@discreet
def watch_folder(
    folder: str,
    records: str | None = None,
    procedure: str | None = None,
    profile: str = Profile.COUNTER.value,
    policy: str = Policy.BATCH.value,
) -> dict[str, int]:
    """One pass over ``folder``: files that still grow wait for the next pass, archived ones move to ``<folder>.done``."""
    return take_folder(
        Path(folder),
        records=Path(records) if records is not None else None,
        procedure=procedure,
        profile=Profile(profile),
        policy=Policy(policy),
        done=Done.MOVE,
    )
