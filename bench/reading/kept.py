"""What was measured and read, kept in files, so that a long measurement goes on and a changed reader need not start anew."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

from bench.path.error import Count
from bench.reading.reading import Outcome, Score
from dossier.page import Box, Word
from ocr.engine.port import Mode, OcrEngine, Pixels
from ocr.fields.confidence import Check, weighed

_ROOT = Path(__file__).parents[2]
_DECIDE = ("dossier", "ocr", "hoso/samples", "hoso/data", "bench/reading/papers.py", "bench/reading/reading.py")
"""Folders and files whose code and data decide what is drawn and read."""
_WEIGHED_ANEW = ("confidence.json", "confidence-tesseract.json")


class Kept:
    """The outcomes of earlier calls, a line of JSON each; without a file, none. What other code has read does not count."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        lines = file.read_text(encoding="utf-8").splitlines() if file and file.exists() else []
        found = [json.loads(line) for line in lines]
        self._kept = [line for line in found if line.get("code") == code()]
        self.outdated = len(found) - len(self._kept)

    def names(self, key: str) -> set[str]:
        """Papers that need not be read again; ``key``: their seed and what reads them."""
        return {line["name"] for line in self._kept if line["key"] == key}

    def outcomes(self, key: str) -> Iterator[Outcome]:
        """What was measured of these papers."""
        for line in self._kept:
            if line["key"] == key:
                yield _outcome(line["outcome"])

    def add(self, key: str, name: str, outcome: Outcome) -> None:
        """Keep one more."""
        if self._file:
            line = {"code": code(), "key": key, "name": name, "outcome": asdict(outcome)}
            with self._file.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(line) + "\n")

    def engine(self, engine: OcrEngine) -> OcrEngine:
        """The engine, its answers kept beside the outcomes; not for measurements of time."""
        return KeptEngine(engine, self._file.with_name(f"{self._file.name}.engine")) if self._file else engine


@cache
def code() -> str:
    """The digest of everything that decides what is drawn and read, but for the weights of the confidence model."""
    found = hashlib.sha256()
    for part in _DECIDE:
        path = _ROOT / part
        for file in [path] if path.is_file() else sorted(path.rglob("*.*")):
            if file.suffix in (".py", ".json", ".txt", ".yaml", ".npz", ".onnx") and file.name not in _WEIGHED_ANEW:
                found.update(f"{file.relative_to(_ROOT)}\n".encode() + file.read_bytes())
    return found.hexdigest()


class KeptEngine:
    """An ``OcrEngine`` whose answers are kept by picture, mode and resolution in a SQLite file."""

    def __init__(self, engine: OcrEngine, file: Path) -> None:
        self._engine = engine
        self._kept = sqlite3.connect(file, isolation_level=None)
        self._kept.execute("CREATE TABLE IF NOT EXISTS answers (picture BLOB PRIMARY KEY, words TEXT) WITHOUT ROWID")

    def read(self, image: Pixels, *, dpi: int, mode: Mode = Mode.PAGE) -> tuple[Word, ...]:
        """As the engine answers, now or before."""
        return self.read_each((image,), dpi=dpi, mode=mode)[0]

    def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        """As the engine answers, now or before; it is asked for those pictures together that it has not seen."""
        keys = [self._key(image, dpi, mode) for image in images]
        known = {key: words for key in keys if (words := self._answer(key)) is not None}
        unseen = [index for index, key in enumerate(keys) if key not in known]
        if unseen:
            for index, words in zip(
                unseen, self._engine.read_each([images[index] for index in unseen], dpi=dpi, mode=mode), strict=True
            ):
                known[keys[index]] = words
                self._kept.execute(
                    "INSERT OR REPLACE INTO answers VALUES (?, ?)", (keys[index], json.dumps(words_of(words)))
                )
        return tuple(known[key] for key in keys)

    def describe(self) -> str:
        """The engine's own words."""
        return self._engine.describe()

    def _key(self, image: Pixels, dpi: int, mode: Mode) -> bytes:
        head = f"{self.describe()} {mode} {dpi} {image.shape}\n".encode()
        return hashlib.sha256(head + image.tobytes()).digest()

    def _answer(self, key: bytes) -> tuple[Word, ...] | None:
        row = self._kept.execute("SELECT words FROM answers WHERE picture = ?", (key,)).fetchone()
        words = json.loads(row[0]) if row else ()
        found = (Word(text, Box(*box), *rest, apart=apart) for text, box, *rest, apart in words)
        return None if row is None else tuple(found)


def words_of(words: Sequence[Word]) -> list[tuple[str, Box, float, int, int, bool]]:
    """Words as lists, for JSON."""
    return [(word.text, word.box, word.confidence, word.block, word.line, word.apart) for word in words]


def _outcome(plain: dict[str, Any]) -> Outcome:
    counts = {key: Count(**plain[key]) for key in ("characters", "words")}
    fields = tuple(_weighed(Score(**score)) for score in plain["fields"])
    return Outcome(**{**plain, **counts, "fields": fields})


def _weighed(score: Score) -> Score:
    """The score under the model of today: it decides no reading, so what was kept need not be read again."""
    if not score.made_of or not score.read:
        return score
    return replace(score, confidence=weighed(score.made_of, Check(score.check)))
