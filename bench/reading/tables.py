"""What was measured as tables, for the terminal and for docs/reading.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bench.path.error import Count
from bench.path.tables import Table
from bench.reading.figures import ACCEPT, Figures, accepted, alone, figures
from bench.reading.reading import HOSO, PLAIN, Outcome, Score
from bench.reading.released import Released
from bench.reading.stacks import Sorted

__all__ = ["ACCEPT", "Measured", "accepted", "alone", "calibration_error", "conditions", "of", "scores", "tables"]

_BINS = 10
_CARDS = ("identity_card", "old_identity_card", "passport")
"""Small print over guilloches: their characters are counted apart."""
_SURE = (0.99, 0.95, ACCEPT)
_ALL = "all"


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: hoso's outcomes, those of plain Tesseract (none when it was left out), stacks, the previous release."""

    outcomes: Sequence[Outcome]
    plain: Sequence[Outcome]
    stacks: Sequence[Sorted]
    previous: Released

    @classmethod
    def sorted(cls, outcomes: Iterable[Outcome], stacks: Sequence[Sorted], previous: Released) -> Measured:
        """The outcomes of both readers told apart."""
        all_ = list(outcomes)
        ours, plain = ([each for each in all_ if each.reader == reader] for reader in (HOSO, PLAIN))
        return cls(ours, plain, stacks, previous)

    def compared(self, condition: str, kinds: Iterable[str]) -> tuple[Figures, Figures, Figures]:
        """Papers of these types under this condition: now, plain Tesseract, the previous release."""
        wanted = set(kinds)
        ours, plain = (
            figures(each for each in of(outcomes, condition) if each.kind in wanted)
            for outcomes in (self.outcomes, self.plain)
        )
        return ours, plain, self.previous.of(condition, wanted)


def tables(measured: Measured) -> Iterator[Table]:
    """Papers and pages, characters, stacks, then fields by condition, by type, and those that fail most; cost."""
    yield _papers(measured)
    yield _characters(measured)
    if measured.stacks:
        yield _stacks(measured.stacks)
    yield _fields(measured)
    yield _sure(measured.outcomes)
    yield _by_type(measured)
    yield _worst(measured.outcomes)
    yield _cost(measured)


def conditions(outcomes: Sequence[Outcome]) -> list[str]:
    """In the order in which they were measured."""
    return list(dict.fromkeys(each.condition for each in outcomes))


def of(outcomes: Sequence[Outcome], condition: str) -> list[Outcome]:
    """Those of one condition."""
    return [each for each in outcomes if each.condition == condition]


def scores(outcomes: Sequence[Outcome]) -> list[Score]:
    """Every field of the papers, and every value read where the paper has none."""
    return [score for each in outcomes for score in each.fields]


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


def _kinds(outcomes: Sequence[Outcome]) -> list[str]:
    return sorted({each.kind for each in outcomes})


def _papers(measured: Measured) -> Table:
    before = measured.previous.release
    head = [
        "condition", "papers", "pages", "type", "plain", before, "one paper, all pages", "plain", before,
        "passes alone", before,
    ]  # fmt: skip
    rows = []
    for condition in conditions(measured.outcomes):
        three = measured.compared(condition, _kinds(measured.outcomes))
        ours, _, old = three
        rows.append(
            [
                condition,
                str(ours.papers),
                str(ours.pages),
                *(_share(each.typed, each.papers) for each in three),
                *(_share(each.whole, each.papers) for each in three),
                *(_share(each.alone, each.papers) for each in (ours, old)),
            ]
        )
    return Table("Papers and pages", head, rows)


def _characters(measured: Measured) -> Table:
    before = measured.previous.release
    head = ["condition", "CER", "plain", before, "WER", "plain", before, "CER of cards", "plain", before]
    rows = []
    for condition in conditions(measured.outcomes):
        kinds = _kinds(measured.outcomes)
        sheets = measured.compared(condition, [kind for kind in kinds if kind not in _CARDS])
        cards = measured.compared(condition, [kind for kind in kinds if kind in _CARDS])
        rates = (
            *(_rate(each.characters) for each in sheets),
            *(_rate(each.words) for each in sheets),
            *(_rate(each.characters) for each in cards),
        )
        rows.append([condition, *rates])
    return Table("Misread characters and words", head, rows)


def _stacks(stacks: Sequence[Sorted]) -> Table:
    head = [
        "condition",
        "stacks",
        "pages",
        "papers",
        "type",
        "split",
        "split and page order",
        "type, plain",
        "split, plain",
    ]
    rows = []
    for sheeted in sorted({each.sheeted for each in stacks}):
        for condition in dict.fromkeys(each.condition for each in stacks):
            found = [each for each in stacks if (each.condition, each.sheeted) == (condition, sheeted)]
            ours, plain = ([each for each in found if each.reader == reader] for reader in (HOSO, PLAIN))
            if not ours:
                continue
            papers, compared = sum(each.papers for each in ours), sum(each.papers for each in plain)
            rows.append(
                [
                    f"{condition}, separator sheets" if sheeted else condition,
                    str(len(ours)),
                    str(sum(each.pages for each in ours)),
                    str(papers),
                    _share(sum(each.typed for each in ours), papers),
                    _share(sum(each.whole for each in ours), papers),
                    _share(sum(each.ordered for each in ours), papers),
                    _share(sum(each.typed for each in plain), compared),
                    _share(sum(each.whole for each in plain), compared),
                ]
            )
    return Table("Mixed stacks: several papers in one file", head, rows)


def _field_head(before: str) -> list[str]:
    return [
        "printed", "exact", "plain", before, "but for case", "but for tones", "missing", "accepted right",
        "accepted wrong", before, "ECE",
    ]  # fmt: skip


def _fields(measured: Measured) -> Table:
    rows = [
        [name, *_field_row(measured, name, _kinds(of(measured.outcomes, name)))]
        for name in conditions(measured.outcomes)
    ]
    head = ["condition", *_field_head(measured.previous.release)]
    return Table(f"Fields; accepted: confidence {ACCEPT} or more", head, rows)


def _field_row(measured: Measured, condition: str, kinds: Sequence[str]) -> list[str]:
    fields = scores([each for each in of(measured.outcomes, condition) if each.kind in kinds])
    printed = [score for score in fields if score.printed]
    passed = accepted(fields)
    ours, plain, before = measured.compared(condition, kinds)
    return [
        str(ours.printed),
        *(_share(each.exact, each.printed) for each in (ours, plain, before)),
        _share(sum(score.any_case for score in printed), len(printed)),
        _share(sum(score.any_tone for score in printed), len(printed)),
        str(sum(not score.read for score in printed)),
        _share(sum(score.exact for score in passed), len(printed)),
        _wrong_of(ours),
        _wrong_of(before),
        f"{100 * calibration_error(fields):.1f} %",
    ]


def _wrong_of(counted: Figures) -> str:
    return f"{counted.accepted_wrong} of {counted.accepted}" if counted.printed else "–"


def _sure(outcomes: Sequence[Outcome]) -> Table:
    """How many fields are read with at least so much confidence, and how many of these are wrong."""
    head = ["condition", *(part for least in _SURE for part in (f"≥ {least}", "wrong"))]
    rows = []
    for condition in conditions(outcomes):
        fields = scores(of(outcomes, condition))
        printed = sum(score.printed for score in fields)
        row = [condition]
        for least in _SURE:
            passed = accepted(fields, least)
            row += [_share(len(passed), printed), f"{sum(not score.exact for score in passed)} of {len(passed)}"]
        rows.append(row)
    return Table("Error at a given coverage: values as sure as that, of all printed fields", head, rows)


def _by_type(measured: Measured) -> Table:
    rows = []
    for condition in conditions(measured.outcomes):
        each = of(measured.outcomes, condition)
        for kind in _kinds(each):
            if any(score.printed for score in scores([one for one in each if one.kind == kind])):
                rows.append([f"{kind}, {condition}", *_field_row(measured, condition, [kind])])
    return Table("Fields by type", ["type, condition", *_field_head(measured.previous.release)], rows)


def _worst(outcomes: Sequence[Outcome], most: int = 20) -> Table:
    found: dict[tuple[str, str], list[Score]] = {}
    for outcome in outcomes:
        for score in outcome.fields:
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


def _cost(measured: Measured) -> Table:
    """Against the program that reads the same pages once, unprepared: preparing, typing, extracting, second looks."""
    head = [
        "condition",
        "pages",
        "seconds a page",
        "CPU s a page",
        "plain Tesseract",
        "beyond it",
        measured.previous.release,
    ]
    rows = []
    for condition in [*conditions(measured.outcomes), _ALL]:
        ours = [each for each in measured.outcomes if condition in (each.condition, _ALL)]
        plain = figures(each for each in measured.plain if condition in (each.condition, _ALL))
        kinds = _kinds(ours)
        named = conditions(ours)
        before = sum((measured.previous.of(name, kinds) for name in named), Figures())
        total = figures(ours)
        rows.append(
            [
                condition,
                str(total.pages),
                f"{sum(each.seconds for each in ours) / total.pages:.2f}",
                _per_page(total),
                _per_page(plain),
                _beyond(total, plain),
                _per_page(before),
            ]
        )
    return Table("Cost of reading, typing and extracting", head, rows)


def _beyond(total: Figures, plain: Figures) -> str:
    return f"{100 * (total.cpu / total.pages * plain.pages / plain.cpu - 1):+.0f} %" if plain.cpu else "–"


def _per_page(counted: Figures) -> str:
    return f"{counted.cpu / counted.pages:.2f}" if counted.pages else "–"


def _rate(total: Count) -> str:
    return f"{100 * total.rate:.2f} %" if total.length else "–"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"
