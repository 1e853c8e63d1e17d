"""Whether a PDF can bear signatures at all: most scans cannot, and need not be handed to the judge."""

from __future__ import annotations

import re

_TRACES = re.compile(rb"/ByteRange|/Sig|/ObjStm|/XRef|/[A-Za-z]*#[0-9A-Fa-f]{2}")
"""What a signature or its field is written with; compressed objects (told by their stream or by a cross-reference stream
that leads to them) and escaped names (``/Si#67``) may hide both."""


def may_bear_signatures(pdf: bytes) -> bool:
    """False only where no object of the file can be a signature or a signature field (ISO 32000-1, 12.7.4.5, 12.8.1)."""
    return _TRACES.search(pdf) is not None
