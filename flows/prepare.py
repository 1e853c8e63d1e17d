"""Makes what the deployments need on a Prefect server: the work pool and the limits. ``python -m flows.prepare``.

Running it again changes nothing: what an operator has set since stays.
"""

from __future__ import annotations

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitCreate, WorkPoolCreate
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound

from flows.limits import LIMITS

POOL = "hoso"


def prepare() -> None:
    """Make the pool (of type process) and the limits on the server of the environment, where they are missing."""
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


if __name__ == "__main__":
    prepare()
