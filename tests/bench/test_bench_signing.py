"""The measurement of signing measures what it says."""

from __future__ import annotations

import time
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader

from bench.signing import sign
from bench.signing.paper import paper


def test_the_paper_is_the_same_every_time() -> None:
    one = paper()
    time.sleep(1.1)
    assert one == paper()
    assert len(PdfFileReader(BytesIO(paper())).root["/Pages"]["/Kids"]) == 3


def test_every_key_and_level_is_measured_and_the_targets_come_first() -> None:
    targets, rates, parts = sign.tables(0.001)
    assert [row[0] for row in targets.rows] == [
        "B-B with P-256, per second and core",
        "B-B with RSA-2048, per second and core",
    ]
    assert len(rates.rows) == 10
    assert all(float(row[1]) > 0 for row in rates.rows)
    assert float(parts.rows[0][1]) > 0
