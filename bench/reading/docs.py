"""docs/reading.md: the tables, the pictures, how they were made, and what they do not say."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from bench.reading import numbers, picture
from bench.reading.papers import FITTED, MEASURED
from bench.reading.stacks import PAPERS
from bench.reading.tables import Measured, tables
from ocr.fields.confidence import fitted

ROOT = Path(__file__).parents[2]
PAGE, PICTURE = ROOT / "docs" / "reading.md", ROOT / "docs" / "pictures" / "bench-reading.png"

_HEAD = """\
# How well papers are read

Written by `{command}` on {day}; do not edit, run it again.

![Reliability and risk–coverage](pictures/bench-reading.png)
"""

_NUMBERS = """\
{table}

Measured on {day} by `{command}`, {sheets} sheets.
Each holds some twenty numbers in boxes, on leaders or behind the kind of paper, in the type, at the resolution (200 or
300 dpi) and under the damages of drawn papers, and is read as forms are: the page, its labels, the values beside them,
second looks, confidence. A number is right when it stands on the sheet; whether it is taken for the right person's is not
judged here, since many rows bear the same label, but above, by the forms. *At most*: the share of wrong ones among the sure
that is not exceeded with a confidence of 95 % (Clopper and Pearson, one-sided).
"""

_HOW = """\
## How it was measured

- Papers of every type are drawn about invented people (seed "{measured}"), scanned by a simulated machine in each
  condition, and read, sorted and extracted as the path does it. The confidence model was fitted on {fields} fields of
  papers of another seed ("{fitted}"), other forms among them, on {fitted_on} by `{fit_command}`; its weights are
  [data](../ocr/data/confidence.json).
- *Other forms* are laid out, set and scanned by other code than those papers: other layouts (running lines, tabulated,
  ruled tables, boxes under captions), wordings of several years and in two languages, faces, leaders, list marks, names,
  communes of the whole country, cards of five issues and passports on other grounds, another scanner's blur, tone, dirt and
  black-and-white. The confidence model was fitted on others of their kind, of another seed, and many rules were written
  after such had been looked at.
- A field is *exact* when its normal form equals the truth's or one of the alternatives that are right as well; *missing*
  when no value was given. *Accepted wrong* counts values at or over the threshold that are not exact, also where the
  paper has no such field. *Passes alone*: type and pages found, every printed field exact and accepted.
- *ECE* is the expected calibration error over ten bins. CER and WER compare each printed row with what was read there
  (NFC; leaders, spaces between digits and the mark that drawn papers bear left out, which
  0.1.0's figures still count); seals and signatures are no rows.
- An identity card's fields are those of its print: its QR code and machine-readable zone, which the path holds against
  them, are left out here. Of real scans (where they are at hand; public acts, their truth read by hand) everything is
  counted, what is written by hand too.
- *Plain* is `pytesseract` in the same run: `image_to_string` on the same pages in grey, not prepared, read once; a type by
  the first title of a form on the page, pages without one to the paper before them; of each label of the layouts one
  regular expression, the rest of the line or the next line brought into the same normal form. It does not say how sure it
  is. *Beyond it*: what hoso's processor time exceeds that of the plain program by (its start and its page only, not the
  time of Python around it).
- *{release}* is the previous release (commit {commit}), measured on {before_on}: {before_how}
- A stack holds {stack_papers} papers of any types in one PDF, some upside down, some with empty backs, every other stack with
  a sheet of `hoso cover` before each paper. *Split*: papers whose pages are exactly one document; *type*: papers whose first
  page lies in a document of their type. Plain Tesseract is not told what such sheets are.

## What these figures do not say

Generated papers know fewer forms, hands and damages than offices do; the set of real scans is small. A share out of a
few hundred fields has an uncertainty of about one per cent. CPU seconds were taken beside other work.
"""


def write(measured: Measured, command: str) -> None:
    """Write the page and its picture."""
    picture.draw(measured.outcomes, PICTURE)
    model = fitted(network=True)
    how = _HOW.format(
        measured=MEASURED,
        fitted=FITTED,
        fields=model.fields,
        fitted_on=model.fitted_on,
        fit_command=model.command,
        release=measured.previous.release,
        commit=measured.previous.commit[:7],
        before_on=measured.previous.measured_on,
        before_how=measured.previous.how,
        stack_papers="{} to {}".format(*PAPERS),
    )
    shown = [table.markdown() + "\n" for table in tables(measured)]
    head = _HEAD.format(command=command, day=date.today().isoformat())
    PAGE.write_text("\n".join([head, *shown, *_numbers(), how]), encoding="utf-8")


def write_numbers() -> None:
    """Put the numbers' section into the page as it is."""
    page = re.sub(rf"## {numbers.TITLE}\n.*?(?=## )", "", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    before, how, after = page.partition(_HOW.partition("\n")[0])
    PAGE.write_text("".join([before, *(f"{section}\n" for section in _numbers()), how, after]), encoding="utf-8")


def _numbers() -> list[str]:
    """The section about personal numbers, where they were measured."""
    found = numbers.kept()
    if found is None:
        return []
    table = numbers.table(found.counted).markdown()
    return [_NUMBERS.format(table=table, day=found.measured_on, command=found.command, sheets=found.sheets)]
