"""Counts over papers of one type under one condition: what is compared between readers and between releases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from bench.path.error import Count
from bench.reading.reading import Outcome, Score

ACCEPT = 0.9
"""``HOSO_ACCEPT_CONFIDENCE`` where nothing is set: from here on a field passes in a batch."""


_NOTHING = Count(0, 0)


@dataclass(frozen=True, slots=True)
class Figures:
    """``whole``: papers whose pages were found to be one paper, in order; ``alone``: those that pass as they should.

    ``characters``, ``words``: misread ones; ``exact`` of ``printed`` fields; ``accepted`` values and how many are wrong.
    """

    papers: int = 0
    pages: int = 0
    typed: int = 0
    whole: int = 0
    alone: int = 0
    characters: Count = _NOTHING
    words: Count = _NOTHING
    printed: int = 0
    exact: int = 0
    accepted: int = 0
    accepted_wrong: int = 0
    cpu: float = 0.0

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {**asdict(self), "cpu": round(self.cpu, 2)}

    @classmethod
    def read(cls, plain: dict[str, Any]) -> Figures:
        """From JSON values."""
        return cls(**{**plain, **{name: Count(**plain[name]) for name in ("characters", "words")}})


def accepted(scores: Sequence[Score], least: float = ACCEPT) -> list[Score]:
    """Values that would pass without a person."""
    return [score for score in scores if score.read and score.confidence >= least]


def alone(outcome: Outcome) -> bool:
    """Whether a paper passes as it should: type and pages found, every printed field right and accepted."""
    return (
        outcome.typed and outcome.whole and all(s.exact and s.confidence >= ACCEPT for s in outcome.fields if s.printed)
    )


def figures(outcomes: Iterable[Outcome]) -> Figures:
    """The counts of these papers together."""
    return sum(map(_figures, outcomes), Figures())


def _figures(outcome: Outcome) -> Figures:
    printed = [score for score in outcome.fields if score.printed]
    passed = accepted(outcome.fields)
    return Figures(
        papers=1,
        pages=outcome.pages,
        typed=int(outcome.typed),
        whole=int(outcome.whole),
        alone=int(alone(outcome)),
        characters=outcome.characters,
        words=outcome.words,
        printed=len(printed),
        exact=sum(score.exact for score in printed),
        accepted=len(passed),
        accepted_wrong=sum(not score.exact for score in passed),
        cpu=outcome.cpu,
    )
