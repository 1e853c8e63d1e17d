"""Outcomes kept in a file, a line of JSON each, so that a long measurement goes on where it was stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from bench.path.error import Count
from bench.reading.reading import Outcome, Score
from ocr.fields.confidence import Check, weighed


class Kept:
    """The outcomes of earlier calls; without a file, none. Read with the code of then: begin a new file after changes."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        lines = file.read_text(encoding="utf-8").splitlines() if file and file.exists() else []
        self._kept = [json.loads(line) for line in lines]

    def names(self, seed: str) -> set[str]:
        """Papers of this seed that need not be read again."""
        return {line["name"] for line in self._kept if line["seed"] == seed}

    def outcomes(self, seed: str) -> Iterator[Outcome]:
        """What was measured of papers of this seed."""
        for line in self._kept:
            if line["seed"] == seed:
                yield _outcome(line["outcome"])

    def add(self, seed: str, name: str, outcome: Outcome) -> None:
        """Keep one more."""
        if self._file:
            with self._file.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps({"seed": seed, "name": name, "outcome": asdict(outcome)}) + "\n")


def _outcome(plain: dict[str, Any]) -> Outcome:
    counts = {key: Count(**plain[key]) for key in ("characters", "words")}
    fields = tuple(_weighed(Score(**score)) for score in plain["fields"])
    return Outcome(**{**plain, **counts, "fields": fields})


def _weighed(score: Score) -> Score:
    """The score under the model of today: it decides no reading, so what was kept need not be read again."""
    if not score.made_of or not score.read:
        return score
    return replace(score, confidence=weighed(score.made_of, Check(score.check)))
