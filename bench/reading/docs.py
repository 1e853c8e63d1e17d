"""docs/reading.md: the tables, the pictures, how they were made, and what they do not say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.reading import picture
from bench.reading.papers import FITTED, MEASURED
from bench.reading.reading import Outcome
from bench.reading.tables import tables
from ocr.fields.confidence import fitted

ROOT = Path(__file__).parents[2]
PAGE, PICTURE = ROOT / "docs" / "reading.md", ROOT / "docs" / "pictures" / "bench-reading.png"

_HEAD = """\
# How well papers are read

Written by `{command}` on {day}; do not edit, run it again.

![Reliability and risk–coverage](pictures/bench-reading.png)
"""

_HOW = """\
## How it was measured

- Papers of every type are drawn about invented people (seed "{measured}"), scanned by a simulated machine in each
  condition, and read, sorted and extracted as the path does it. The confidence model was fitted on {fields} fields of
  papers of another seed ("{fitted}") on {fitted_on} by `{fit_command}`; its weights are
  [data](../ocr/data/confidence.json).
- A field is *exact* when its normal form equals the truth's or one of the alternatives that are right as well; *missing*
  when no value was given. *Accepted wrong* counts values at or over the threshold that are not exact, also where the
  paper has no such field. *Passes alone*: type and pages found, every printed field exact and accepted.
- *ECE* is the expected calibration error over ten bins. CER and WER compare each printed row with what was read there
  (NFC, leaders left out); seals and signatures are no rows.
- An identity card's fields are those of its print: its QR code and machine-readable zone, which the path holds against
  them, are left out here. Of real scans (where they are at hand; public acts, their truth read by hand) everything is
  counted, what is written by hand too.

## What these figures do not say

Generated papers know fewer forms, hands and damages than offices do; the set of real scans is small. A share out of a
few hundred fields has an uncertainty of about one per cent. CPU seconds were taken beside other work.
"""


def write(outcomes: Sequence[Outcome], command: str) -> None:
    """Write the page and its picture."""
    picture.draw(outcomes, PICTURE)
    model = fitted()
    how = _HOW.format(
        measured=MEASURED,
        fitted=FITTED,
        fields=model.fields,
        fitted_on=model.fitted_on,
        fit_command=model.command,
    )
    shown = [table.markdown() + "\n" for table in tables(outcomes)]
    head = _HEAD.format(command=command, day=date.today().isoformat())
    PAGE.write_text("\n".join([head, *shown, how]), encoding="utf-8")
