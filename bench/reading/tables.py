"""What was measured as tables, for the terminal and for docs/reading.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bench.path.error import Count
from bench.path.tables import Table
from bench.reading.reading import Outcome, Score

ACCEPT = 0.9
"""``HOSO_ACCEPT_CONFIDENCE`` where nothing is set: from here on a field passes in a batch."""
_BINS = 10
_CARDS = ("identity_card", "old_identity_card", "passport")
"""Small print over guilloches: their characters are counted apart."""


def tables(outcomes: Sequence[Outcome]) -> Iterator[Table]:
    """Papers and pages, then fields by condition, by type, and those that fail most."""
    yield _papers(outcomes)
    yield _fields(outcomes)
    yield _by_type(outcomes)
    yield _worst(outcomes)


def conditions(outcomes: Sequence[Outcome]) -> list[str]:
    """In the order in which they were measured."""
    return list(dict.fromkeys(each.condition for each in outcomes))


def of(outcomes: Sequence[Outcome], condition: str) -> list[Outcome]:
    """Those of one condition."""
    return [each for each in outcomes if each.condition == condition]


def scores(outcomes: Sequence[Outcome]) -> list[Score]:
    """Every field of the papers, and every value read where the paper has none."""
    return [score for each in outcomes for score in each.fields]


def accepted(fields: Sequence[Score], least: float = ACCEPT) -> list[Score]:
    """Values that would pass without a person."""
    return [score for score in fields if score.read and score.confidence >= least]


def calibration_error(fields: Sequence[Score]) -> float:
    """Expected calibration error over ten bins of the values that were read."""
    read = [score for score in fields if score.read]
    gap = 0.0
    for _, each in groupby(sorted(read, key=_bin), key=_bin):
        inside = list(each)
        gap += abs(sum(score.confidence for score in inside) - sum(score.exact for score in inside))
    return gap / len(read) if read else 0.0


def _bin(score: Score) -> int:
    return min(int(score.confidence * _BINS), _BINS - 1)


def alone(outcome: Outcome) -> bool:
    """Whether a paper passes as it should: type and pages found, every printed field right and accepted."""
    return (
        outcome.typed and outcome.whole and all(s.exact and s.confidence >= ACCEPT for s in outcome.fields if s.printed)
    )


def _papers(outcomes: Sequence[Outcome]) -> Table:
    rows = []
    for condition in conditions(outcomes):
        each = of(outcomes, condition)
        sheets = [one for one in each if one.kind not in _CARDS]
        pages = sum(one.pages for one in each)
        rows.append(
            [
                condition,
                str(len(each)),
                str(pages),
                _share(sum(one.typed for one in each), len(each)),
                _share(sum(one.whole for one in each), len(each)),
                _rate(one.characters for one in sheets),
                _rate(one.words for one in sheets),
                _rate(one.characters for one in each if one.kind in _CARDS),
                _share(sum(map(alone, each)), len(each)),
                f"{sum(one.cpu for one in each) / pages:.2f}",
            ]
        )
    head = [
        "condition",
        "papers",
        "pages",
        "type",
        "one paper, all pages",
        "CER",
        "WER",
        "CER of cards",
        "passes alone",
        "CPU s a page",
    ]
    return Table("Papers and pages", head, rows)


_FIELD_HEAD = [
    "printed",
    "exact",
    "but for case",
    "but for tones",
    "missing",
    "accepted right",
    "accepted wrong",
    "ECE",
]


def _fields(outcomes: Sequence[Outcome]) -> Table:
    rows = [[name, *_field_row(scores(of(outcomes, name)))] for name in conditions(outcomes)]
    return Table(f"Fields; accepted: confidence {ACCEPT} or more", ["condition", *_FIELD_HEAD], rows)


def _field_row(fields: Sequence[Score]) -> list[str]:
    printed = [score for score in fields if score.printed]
    passed = accepted(fields)
    wrong = sum(not score.exact for score in passed)
    return [
        str(len(printed)),
        _share(sum(score.exact for score in printed), len(printed)),
        _share(sum(score.any_case for score in printed), len(printed)),
        _share(sum(score.any_tone for score in printed), len(printed)),
        str(sum(not score.read for score in printed)),
        _share(sum(score.exact for score in passed), len(printed)),
        f"{wrong} of {len(passed)}",
        f"{100 * calibration_error(fields):.1f} %",
    ]


def _by_type(outcomes: Sequence[Outcome]) -> Table:
    rows = []
    for condition in conditions(outcomes):
        each = of(outcomes, condition)
        for kind in sorted({one.kind for one in each}):
            fields = scores([one for one in each if one.kind == kind])
            if any(score.printed for score in fields):
                rows.append([f"{kind}, {condition}", *_field_row(fields)])
    return Table("Fields by type", ["type, condition", *_FIELD_HEAD], rows)


def _worst(outcomes: Sequence[Outcome], most: int = 20) -> Table:
    found: dict[tuple[str, str], list[Score]] = {}
    for score in scores(outcomes):
        if score.printed:
            found.setdefault((score.kind, score.key), []).append(score)
    ordered = sorted(found.items(), key=lambda item: sum(score.exact for score in item[1]) - len(item[1]))
    rows = [
        [f"{kind}: {key}", str(len(each)), _share(sum(s.exact for s in each), len(each)), str(_passed_wrong(each))]
        for (kind, key), each in ordered[:most]
        if not all(score.exact for score in each)
    ]
    return Table("Fields that fail most", ["field", "printed", "exact", "accepted wrong"], rows)


def _passed_wrong(fields: Sequence[Score]) -> int:
    return sum(not score.exact for score in accepted(fields))


def _rate(counts: Iterable[Count]) -> str:
    total = sum(counts, Count(0, 0))
    return f"{100 * total.rate:.2f} %" if total.length else "–"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"
