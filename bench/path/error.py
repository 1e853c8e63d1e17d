"""How many characters of a page a PDF's text layer has wrong."""

from __future__ import annotations

import io
import math
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pikepdf
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from bench.path.truth import Placed, even
from hoso.samples.sheet import MM_PER_INCH

_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")
_BESIDE, _ACROSS = 3.0, 25.0  # mm off its place, down and along: what is farther off is on no printed row
_MM = MM_PER_INCH / 72


@dataclass(frozen=True, slots=True)
class Count:
    """``wrong`` of ``length`` characters (edit distance); ``stray``: letters read where nothing is printed."""

    wrong: int
    length: int
    stray: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.wrong + other.wrong, self.length + other.length, self.stray + other.stray)

    @property
    def rate(self) -> float:
        """The character error rate."""
        return self.wrong / self.length if self.length else math.nan


def words_of(pdf: Path) -> list[tuple[Placed, ...]]:
    """The words of each page as ``pdftotext -bbox`` places them, in mm."""
    pages = _text_of(pdf, "-bbox").split("<page ")[1:]
    return [tuple(_placed(*found.groups()) for found in _WORD.finditer(page)) for page in pages]


def _placed(x0: str, y0: str, x1: str, y1: str, text: str) -> Placed:
    x, y = (float(x0) + float(x1)) / 2, (float(y0) + float(y1)) / 2
    return Placed(even(unescape(text)), x * _MM, y * _MM)


def page_error(truth: Sequence[Placed], read: Iterable[Placed]) -> Count:
    """Row by row: what was read on a printed row against what is printed there, both from left to right."""
    texts, stray = row_texts(truth, read)
    return Count(sum(Levenshtein.distance(a, b) for a, b in texts), sum(len(a) for a, _ in texts), stray)


def row_texts(truth: Sequence[Placed], read: Iterable[Placed]) -> tuple[list[tuple[str, str]], int]:
    """For each printed row what is printed and what was read there, and how many letters were read beside all rows."""
    rows: defaultdict[int, list[Placed]] = defaultdict(list)
    stray = 0
    for word in _straightened(truth, [word for word in read if word.text]):
        printed = _printed(truth, word)
        if printed is None:
            stray += sum(map(str.isalnum, word.text))
        elif not printed.mark:
            rows[printed.row].append(word)
    counted = [word for word in truth if not word.mark]
    return [
        (_text(word for word in counted if word.row == row), _text(rows[row])) for row in {word.row for word in counted}
    ], stray


def _text(words: Iterable[Placed]) -> str:
    """Words from left to right; spaces between digits are those of a grid's boxes and left out."""
    return _BETWEEN_DIGITS.sub("", " ".join(word.text for word in sorted(words, key=lambda word: word.x)))


def _printed(truth: Sequence[Placed], word: Placed) -> Placed | None:
    """The word of the paper that one was read for."""
    nearest = min(truth, key=lambda each: abs(each.y - word.y) + 0.1 * abs(each.x - word.x))
    close = abs(nearest.y - word.y) < _BESIDE and abs(nearest.x - word.x) < _ACROSS + len(nearest.text)
    return nearest if close else None


def _straightened(truth: Sequence[Placed], read: list[Placed]) -> list[Placed]:
    """The words turned and shifted to where they were drawn, by those that occur once on both sides.

    A scan lies askew, and each program's invisible font has a middle of its own: neither is an error of reading.
    """
    once = [
        {word.text: word for word in side if count[word.text] == 1} for side in (truth, read) if (count := _count(side))
    ]
    if len(once) < 2 or len(pairs := [(word, once[0][text]) for text, word in once[1].items() if text in once[0]]) < 3:
        return read
    here, there = _middle(a for a, _ in pairs), _middle(b for _, b in pairs)
    along = sum((a.x - here[0]) * (b.x - there[0]) + (a.y - here[1]) * (b.y - there[1]) for a, b in pairs)
    across = sum((a.x - here[0]) * (b.y - there[1]) - (a.y - here[1]) * (b.x - there[0]) for a, b in pairs)
    cos, sin = math.cos(turn := math.atan2(across, along)), math.sin(turn)
    return [_moved(word, here, there, (cos, sin)) for word in read]


def _moved(word: Placed, here: tuple[float, float], there: tuple[float, float], turn: tuple[float, float]) -> Placed:
    x, y, (cos, sin) = word.x - here[0], word.y - here[1], turn
    return Placed(word.text, there[0] + cos * x - sin * y, there[1] + sin * x + cos * y)


def _count(words: Iterable[Placed]) -> Counter[str]:
    return Counter(word.text for word in words)


def _middle(words: Iterable[Placed]) -> tuple[float, float]:
    given = list(words)
    return sum(word.x for word in given) / len(given), sum(word.y for word in given) / len(given)


def paragraph_error(paragraphs: Sequence[str], pdfs: Iterable[Path]) -> Count:
    """Transcribed paragraphs against the passage of the text that fits each best."""
    text = even(" ".join(_text_of(pdf, "-raw") for pdf in pdfs))
    wrong = 0
    for paragraph in paragraphs:
        found = fuzz.partial_ratio_alignment(paragraph, text)
        passage = text[found.dest_start : found.dest_end] if found else ""
        wrong += min(len(paragraph), Levenshtein.distance(paragraph, passage))
    return Count(wrong, sum(map(len, paragraphs)))


def _text_of(pdf: Path, form: str) -> str:
    """What pdftotext finds in the pages themselves: a signature's visible mark is an annotation and left out."""
    bare = io.BytesIO()
    with pikepdf.open(pdf) as document:
        for page in document.pages:
            if "/Annots" in page:
                del page["/Annots"]
        document.save(bare)
    done = subprocess.run(["pdftotext", form, "-", "-"], input=bare.getvalue(), capture_output=True, check=True)
    return done.stdout.decode()
