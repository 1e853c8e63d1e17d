"""How many batches, on all machines together, may use what is shared with others (docs/adr/0005)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# One slot is one batch; within it an office bounds its own questions (hoso/slots.py). Only what a limit is made with:
# later ``prefect gcl update NAME --limit N`` is the operator's.
LIMITS: Mapping[str, int] = MappingProxyType({"hoso-register": 4, "hoso-tsa": 4})
