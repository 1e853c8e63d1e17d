"""Makes what our flows need on the Prefect server of the environment: work pool, limits, deployments.

``python -m flows.prepare``. Running it again changes nothing: what an operator has set since stays.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitCreate, WorkPoolCreate
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound

from dossier.errors import PermanentError
from flows.limits import LIMITS

POOL = "hoso"
# prefect.yaml lies here; a worker finds hoso.toml in the folder from which was deployed.
ROOT = Path(__file__).parents[1]


def prepare() -> None:
    """Make the pool (of type process) and the limits where they are missing."""
    with get_client(sync_client=True) as client:
        for name, slots in LIMITS.items():
            _limit(client, name, slots)
        _pool(client)


def _limit(client: SyncPrefectClient, name: str, slots: int) -> None:
    try:
        client.read_global_concurrency_limit_by_name(name)
    except ObjectNotFound:
        client.create_global_concurrency_limit(GlobalConcurrencyLimitCreate(name=name, limit=slots))


def _pool(client: SyncPrefectClient) -> None:
    try:
        client.create_work_pool(WorkPoolCreate(name=POOL, type="process"))
    except ObjectAlreadyExists:
        return


def deploy() -> None:
    """Register those deployments of prefect.yaml that are missing.

    ``prefect deploy --all`` would register all of them anew, without the folder and the schedule an operator gave them.
    """
    with get_client(sync_client=True) as client:
        known = {deployment.name for deployment in client.read_deployments()}
    missing = [name for name in _names() if name not in known]
    if not missing:
        return
    chosen = [part for name in missing for part in ("--name", name)]
    command = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", *chosen]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        raise PermanentError("The flows cannot be deployed.", remedy="See `prefect deploy --all`.")


def _names() -> list[str]:
    described = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    return [deployment["name"] for deployment in described["deployments"]]


if __name__ == "__main__":
    prepare()
    deploy()
