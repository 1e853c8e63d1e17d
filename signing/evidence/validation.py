"""What judges the signatures of a batch decades later, as it could be had when the batch was begun: JSON."""

from __future__ import annotations

import base64
import json

from dossier.errors import PermanentError
from signing.judge.evidence import Evidence
from signing.status.gather import ValidationData

_CONTRACT = "hoso.validation/1"
_PARTS = ("certificates", "lists", "responses")


def dump(data: ValidationData) -> bytes:
    """DER in base64; the same data give the same bytes."""
    parts = (data.certificates, data.revocation_lists, data.responses)
    plain = {
        name: sorted(base64.b64encode(each).decode() for each in part) for name, part in zip(_PARTS, parts, strict=True)
    }
    return json.dumps({"contract": _CONTRACT, **plain}, separators=(",", ":"), sort_keys=True).encode()


def load(data: bytes) -> Evidence:
    """As evidence; ``PermanentError`` for anything else."""
    try:
        plain = json.loads(data)
        if plain["contract"] != _CONTRACT:
            raise ValueError("another contract")
        certificates, lists, responses = (
            tuple(base64.b64decode(each, validate=True) for each in plain[name]) for name in _PARTS
        )
        return Evidence(certificates, lists, responses)
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise PermanentError(
            "The validation data of an evidence batch cannot be read.", remedy="Compare it with a copy of the store."
        ) from error
