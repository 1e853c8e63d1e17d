"""What hoso's own reading does to a card's print, learned from cards that were drawn, scanned and read.

``data/noise.csv`` holds pairs of what stood there and what was read (invented persons); ``collect`` makes it anew.

    python -m bench.identity.noise SCANS.jsonl …
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rapidfuzz.distance import Levenshtein

DATA = Path(__file__).parent / "data" / "noise.csv"
_TEXTS = ("full_name", "place_of_residence")
_DATES = ("date_of_birth", "date_of_issue", "date_of_expiry")
_EARLIEST, _LATEST = "1900-01-01", "2026-12-31"
_FIELDS = (*_TEXTS, *_DATES, "sex", "id_number")


@dataclass(frozen=True, slots=True)
class Pair:
    """What stood on the card, what was read, and how sure the reader was."""

    field: str
    true: str
    read: str
    confidence: float


class Noise:
    """Letters and digits misread at the rates, and into what, that the pairs show."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        kept = list(pairs)
        self.pairs = kept
        self._letters = _confusions(each for each in kept if each.field in _TEXTS)
        self._digits = _confusions(each for each in kept if each.field in _DATES)
        self.unsure = sorted(each.confidence for each in kept if each.field in _DATES and not _same(each))
        self.sure = sorted(each.confidence for each in kept if each.field == "full_name" and _same(each))

    def name(self, text: str, rng: random.Random) -> str:
        """A name in capitals as it may be read."""
        return _noisy(text.upper(), self._letters, rng)

    def date(self, text: str, rng: random.Random) -> str:
        """An ISO date as it may be read; what is no calendar day any more is left as it was, for no date is taken."""
        read = "-".join(_noisy(part, self._digits, rng) for part in text.split("-"))
        return read if _EARLIEST <= read <= _LATEST and _is_day(read) else text

    def rates(self) -> dict[str, tuple[int, int]]:
        """For each field how many were read otherwise, of how many."""
        counts = {field: [each for each in self.pairs if each.field == field] for field in _FIELDS}
        return {field: (sum(not _same(each) for each in found), len(found)) for field, found in counts.items()}


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _same(pair: Pair) -> bool:
    return pair.true.upper() == pair.read.upper()


def _confusions(pairs: Iterable[Pair]) -> dict[str, tuple[float, list[str]]]:
    """For each letter the probability that it is read otherwise, and as what; a letter never misread has the mean rate."""
    seen: Counter[str] = Counter()
    wrong: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        true, read = pair.true.upper(), pair.read.upper()
        seen.update(true)
        for edit in Levenshtein.editops(true, read) if abs(len(true) - len(read)) <= 1 else ():
            if edit.tag == "replace":
                wrong[true[edit.src_pos]].append(read[edit.dest_pos])
    return {letter: (len(found) / seen[letter], found) for letter, found in wrong.items()}


def _noisy(text: str, confusions: dict[str, tuple[float, list[str]]], rng: random.Random) -> str:
    out = []
    for letter in text:
        rate, others = confusions.get(letter, (0.0, []))
        out.append(rng.choice(others) if others and rng.random() < rate else letter)
    return "".join(out)


def load(path: Path = DATA) -> Noise:
    """The noise of a file of pairs."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return Noise([Pair(r["field"], r["true"], r["read"], float(r["confidence"])) for r in rows])


def collect(scans: Iterable[Path], target: Path = DATA) -> int:
    """Write the pairs of scans that ``bench.identity.card_scans`` read; how many."""
    lines = [json.loads(line) for path in scans for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [
        (field, line["truth"][field], *line["print"][field])
        for line in lines
        for field in _FIELDS
        if field in line["print"] and line["truth"][field]
    ]
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("field", "true", "read", "confidence"))
        writer.writerows(pairs)
    return len(pairs)


if __name__ == "__main__":
    print(collect(map(Path, sys.argv[1:])), "pairs")
    for field, (wrong, count) in load().rates().items():
        print(f"{field:20} {wrong} of {count} read otherwise")
