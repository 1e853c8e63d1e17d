"""A batch as JSON."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from dossier.errors import PermanentError
from signing.cms.algorithms import HASHES
from signing.evidence.batch import Batch, BatchChain, Stamp

_CONTRACT = "hoso.evidence/1"


def dump(batch: Batch) -> bytes:
    """Canonical enough: the same batch gives the same bytes."""
    chains = [
        {
            "hash": each.hash_name,
            "leaves": [leaf.hex() for leaf in each.leaves],
            "stamps": list(map(_stamp, each.stamps)),
        }
        for each in batch.chains
    ]
    return json.dumps({"contract": _CONTRACT, "chains": chains}, separators=(",", ":"), sort_keys=True).encode()


def load(data: bytes) -> Batch:
    """The batch; ``PermanentError`` for anything else."""
    try:
        plain = json.loads(data)
        if plain["contract"] != _CONTRACT:
            raise ValueError("another contract")
        chains = tuple(_chain(each) for each in plain["chains"])
        if not chains:
            raise ValueError("no chain")
        return Batch(chains)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise PermanentError(
            "An evidence batch cannot be read.", remedy="Compare it with a copy of the store."
        ) from error


def _stamp(stamp: Stamp) -> dict[str, Any]:
    reduced = [[each.hex() for each in group] for group in stamp.reduced]
    return {"token": base64.b64encode(stamp.token).decode(), "reduced": reduced}


def _chain(plain: dict[str, Any]) -> BatchChain:
    """At least one stamp over an even number of hashes, two or more, of the length that the hash has."""
    stamps = (
        Stamp(
            base64.b64decode(each["token"], validate=True),
            tuple(tuple(map(bytes.fromhex, group)) for group in each["reduced"]),
        )
        for each in plain["stamps"]
    )
    chain = BatchChain(plain["hash"], tuple(map(bytes.fromhex, plain["leaves"])), tuple(stamps))
    if chain.hash_name not in HASHES or not chain.stamps or len(chain.leaves) < 2 or len(chain.leaves) % 2:
        raise ValueError("another shape")
    if {len(each) for each in chain.leaves} != {hashlib.new(chain.hash_name).digest_size}:
        raise ValueError("leaves of another hash")
    return chain
