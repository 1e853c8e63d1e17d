"""The head of an administrative document: issuer, number, place and date, kind and subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from dossier.doctype import FieldSpec
from dossier.page import Box, Word
from dossier.text import fold
from dossier.values import parse_date, parse_text
from ocr.fields.agency import bodies, is_known_body, is_unfinished
from ocr.fields.agreement import combined
from ocr.fields.confidence import Again, Check, Family, Observation
from ocr.fields.digit_repair import has_either_figure, repair_digits
from ocr.fields.field import Look
from ocr.fields.head import (
    DATED,
    NUMBER,
    Head,
    Line,
    find_head,
    letter_subject,
    nearest_kind,
    subject_lines,
    whole_run,
)
from ocr.fields.national import put_right
from ocr.fields.phrases import spelled
from ocr.fields.reading import Read, read_value
from ocr.fields.row import surround
from ocr.fields.rows import with_figures
from ocr.fields.sheet import PROSE, Part, Sheet, parts_of
from ocr.fields.spans import joined
from ocr.fields.vocabulary import KINDS, LETTER


def head_parts(sheets: Sequence[Sheet], specs: dict[str, FieldSpec]) -> tuple[Head | None, tuple[Part, ...]]:
    """The head of the first pages and what the pages' own reading gives of it."""
    found = next(((sheet, head) for sheet in sheets[:2] if (head := find_head(sheet.rows, sheet.width))), None)
    if found is None:
        return None, ()
    sheet, head = found
    number = _number(specs, sheet, head)
    return head, (
        *_place_and_date(specs, sheet, head),
        *((number,) if number else ()),
        *parts_of(specs, "issuing_body", sheet.at, _issuer(head)),
        *_kind_and_subject(specs, sheet, head, _said(number)),
    )


def head_settled(
    parts: Sequence[Part], again: Mapping[str, tuple[str, float]], specs: dict[str, FieldSpec], head: Head | None
) -> dict[str, Part]:
    """The parts by key, both readings together where there are two (``again`` by key)."""
    settled = {part.key: part for part in parts}
    for key, (text, confidence) in again.items():
        if head is not None:
            second = _second(settled[key], specs[key], head, text, confidence)
            settled[key] = replace(settled[key], read=combined(settled[key].read, second))
    if body := settled.get("issuing_body"):
        number = _said(settled.get("document_number"))
        checked = body.read.checked(_body_check(body.read, number))
        settled["issuing_body"] = replace(body, read=put_right(checked, number))
    return settled


def _said(part: Part | None) -> str:
    return part.read.value if part and isinstance(part.read.value, str) else ""


_WELL_READ = 0.9
"""Prose whose every word the engine was so sure of is not read again: nothing could be compared but letters."""


def is_open(part: Part, *, network: bool) -> bool:
    """Whether to read again by itself: doubtful prose, and a number always, for nothing else confirms its digits.

    ``network``: the page was read by the network for lines; no other reader has seen its prose then.
    """
    if part.read.seen.weakest >= 1.0:
        return False  # the file's own text
    if part.key == _NUMBER and not part.read.text:
        return False  # nothing printed was found there
    doubtful = network or part.read.seen.weakest < _WELL_READ or part.read.seen.check is Check.DOUBTFUL
    return part.key == "document_number" or (part.key in PROSE and doubtful)


def number_look(parts: Mapping[str, Part]) -> Look | None:
    """The number a third time, enlarged, where two readings of it differ."""
    part = parts.get(_NUMBER)
    differs = part is not None and part.read.seen.again is Again.DIFFERS
    return Look(part.at, part.box, "enlarged") if part and differs else None


def number_settled(
    parts: Sequence[Part], answers: Sequence[tuple[str, float]], spec: FieldSpec, head: Head | None
) -> Read | None:
    """The number that two of three readings give; it stays disputed. None where no two agree."""
    part = next((part for part in parts if part.key == _NUMBER), None)
    if part is None or head is None:
        return None
    reads = [part.read, *(_second(part, spec, head, *answer) for answer in answers)]
    for read in reads:
        alike = [each for each in reads if each.value == read.value and read.value is not None]
        if len(alike) >= 2:
            best = max(alike, key=lambda each: each.confidence)
            return replace(best, seen=replace(best.seen, again=Again.DIFFERS))
    return None


_NUMBER = "document_number"


def _second(part: Part, spec: FieldSpec, head: Head, text: str, confidence: float) -> Read:
    """What another look at a part gives."""
    lines = text.splitlines()
    if part.key == "subject" and lines and nearest_kind(lines[0])[1] > 0.8:
        lines = lines[1:]  # the box of a skewed page takes in the foot of the line above
    text = " ".join(" ".join(lines).split())
    text = _EDGES.sub("", text) if part.key in PROSE else text
    words = tuple(Word(word, part.box, confidence, 0, 0) for word in text.split())
    if part.key == "document_number":
        whole, check = _number_in(text, head)
        return read_value(spec, whole, words, 1.0).checked(check)
    text = _ABOUT.sub("V/v ", text) if part.key == "subject" else text
    return read_value(spec, spelled(text), words, 1.0)


_EDGES = re.compile(r"^[\W_]+|(?<=\s)[^\w\s]+$")


def _issuer(head: Head) -> list[tuple[Word, ...]]:
    lines = head.issuer()
    groups = bodies([line.text for line in lines])
    if not groups:
        return []
    *before, last = (lines[index].words for index in groups[-1])
    return [*(_without_edges(words, hyphen=True) for words in before), _without_edges(last)]


def _without_edges(words: tuple[Word, ...], *, hyphen: bool = False) -> tuple[Word, ...]:
    """A line without the specks and rules at its ends; ``hyphen``: but one with which its name goes on in the next."""
    solid = [at for at, word in enumerate(words) if _LETTER.search(word.text)]
    kept = words[solid[0] : solid[-1] + 1] if solid else words
    kept = words[solid[0] :] if solid and hyphen and [word.text for word in words[solid[-1] + 1 :]] == ["-"] else kept
    first, *others = kept
    return (replace(first, text=first.text.lstrip("'‘’`´.,-") or first.text), *others)


_LETTER = re.compile(r"[^\W_ˆˇ]")
"""A letter or a figure; a circumflex by itself, which Unicode counts among letters, is a speck."""


def _body_check(read: Read, number: str) -> Check:
    """Whether the symbol of the document is made of the initials of the body that was read."""
    symbol = number.rpartition("/")[2]
    initials = "".join(fold(word)[:1] for word in str(read.value or "").split())
    parts = [part for part in symbol.split("-") if part not in KINDS and part[:2] != "QH"]
    glued = any(word.isalpha() and len(word) > _LONGEST_SYLLABLE for word in str(read.value or "").split())
    if is_unfinished(str(read.value or "")) or glued:
        return Check.DOUBTFUL
    if not parts or any(part in _NAMED_BY_RULE for part in parts):
        return read.seen.check
    named = any(len(part) > 1 and _in_order(fold(part), initials) for part in parts)
    if read.seen.check is Check.DOUBTFUL or not named:
        return Check.DOUBTFUL
    return Check.CONFIRMED if is_known_body(str(read.value)) else Check.PLAUSIBLE


_LONGEST_SYLLABLE = 7  # letters of "nghiêng"


def _number(specs: dict[str, FieldSpec], sheet: Sheet, head: Head) -> Part | None:
    """The line "Số: 123/QĐ-UBND"."""
    line = head.number
    if line is None:
        return _unread_number(specs, sheet, head)
    whole, check = _number_in(joined(line.words), head)
    read = read_value(specs["document_number"], whole, line.words, 1.0).checked(check)
    return Part("document_number", read, sheet.at, surround(line.words))


def _unread_number(specs: dict[str, FieldSpec], sheet: Sheet, head: Head) -> Part | None:
    """Where the number should be, left of place and date (NĐ 30/2020/NĐ-CP Phụ lục I): written by hand, it is not read."""
    if head.dated is None:
        return None
    beside = surround(head.left(head.dated.row) or head.dated.words)
    dated = surround(head.dated.words)
    height = dated.y1 - dated.y0
    box = Box(
        min(beside.x0, round(0.06 * sheet.width)),
        max(min(beside.y0, dated.y0) - height // 2, 0),
        max(dated.x0 - height, 1),
        max(beside.y1, dated.y1) + height // 2,
    )
    return Part("document_number", read_value(specs["document_number"], "", (), 1.0), sheet.at, box)


def _number_in(text: str, head: Head) -> tuple[str, Check]:
    """The whole number and symbol without spaces; its parts must follow the rule, and the kind must be a known one."""
    text = with_figures(re.sub(r"^\W*(?:[Ll]uật\s+)?[Ss][ốôóoõỏòọ6]\s*[:;.]?\s*", "", text))
    text = re.sub(r"\bHĐ{2,}ND\b", "HĐND", text)
    found = NUMBER.search(text) or NUMBER.search(repair_digits(text))
    if not found and (parted := NUMBER.search(_STROKE_LOST.sub(r"\1/", text))):
        return f"{parted['number']}/{_with_code(parted['symbol'].rstrip('.'), head)}", Check.DOUBTFUL
    if not found:
        return parse_text(text) or "", Check.DOUBTFUL
    symbol = _with_code(re.sub(r"\s*-\s*", "-", found["symbol"]).rstrip("."), head)
    if symbol.split("-")[0] in _WITH_YEAR and not found["year"] and _YEAR.fullmatch(found["number"]):
        return "", Check.DOUBTFUL  # the year is left of a number that is written by hand or lies under a stamp
    whole = "/".join(part for part in (found["number"], found["year"], symbol) if part)
    clean = text[: found.start()].strip() == "" and text[found.end() :].strip(" .,;") == ""
    known = known_symbol(symbol)
    sound = clean and _names_issuer(symbol, head) and (known or symbol.split("-")[0].isupper())
    return whole, Check.PLAUSIBLE if sound and known else Check.NONE if sound else Check.DOUBTFUL


_STROKE_LOST = re.compile(r"^(\d{1,5})\s?(?=[A-ZĐ]{2,5}-[A-ZĐ])")
_WITH_YEAR = ("NĐ", "TT", "TTLT")
"""Kinds whose numbers bear their year (Law 80/2015/QH13 and NĐ 34/2016/NĐ-CP)."""
_YEAR = re.compile(r"(?:19|20)\d\d")


def _with_code(symbol: str, head: Head) -> str:
    """The symbol with the code of the kind that the title names, where what was read is one letter off it."""
    first, mark, rest = symbol.partition("-")
    titled = head.kind()
    code = next((code for code, kind in KINDS.items() if titled and kind == titled[1]), None)
    if code is None or first in KINDS or not mark or Levenshtein.distance(fold(first), fold(code)) > 1:
        return symbol
    return f"{code}-{rest}"


_NAMED_BY_RULE = ("CP", "TTg", "UBTVQH")


def _names_issuer(symbol: str, head: Head) -> bool:
    """Whether a part of the symbol is made of initials of the issuing body, in order: STTTT, UBND, VKSTC.

    Without a head to compare with, nothing speaks against it; a law is named by the parliament's term (QH13).
    """
    initials = "".join(fold(word)[:1] for line in head.issuer() for word in line.text.split())
    parts = [part for part in symbol.split("-") if part not in KINDS] or [symbol]
    return not initials or any(
        part in _NAMED_BY_RULE or part[:2] == "QH" or (len(part) > 1 and _in_order(fold(part), initials))
        for part in parts
    )


def _in_order(letters: str, text: str) -> bool:
    """Whether letters occur in a text one after the other, others between them allowed."""
    rest = iter(text)
    return all(letter in rest for letter in letters)


def known_symbol(symbol: str) -> bool:
    """Whether a symbol names a known kind, or is a letter's: body and unit in capitals."""
    first = symbol.split("-", maxsplit=1)[0]
    return first in KINDS or re.fullmatch(r"QH\d+", first) is not None


def _place_and_date(specs: dict[str, FieldSpec], sheet: Sheet, head: Head) -> Iterator[Part]:
    line = head.dated
    if line is None:
        return
    text = repair_digits(joined(line.words))
    found = DATED.search(text)
    if not found:
        return
    cut = _day_at(line.words)
    place = re.sub(r"^(?:[^\w]+|[a-z](?=[A-ZĐ]))+", "", found["place"])
    yield from parts_of(specs, "place", sheet.at, [line.words[:cut]], place)
    words = line.words[cut:] or line.words
    date = f"ngày {found['date']}"
    read = read_value(specs["issued_on"], date if parse_date(date) else "", words, 1.0)
    if has_either_figure(joined(words)):
        read = read.checked(Check.DOUBTFUL)
    if isinstance(read.value, str) and len(read.value) < 10:
        read = read_value(specs["issued_on"], "", words, 1.0)
    yield Part("issued_on", Read(read.value, joined(words), read.family, read.seen), sheet.at, surround(words))


def _day_at(words: Sequence[Word]) -> int:
    """Where a line goes on with "ngày", whatever that was read as; its end where no day follows."""
    named = (at for at, word in enumerate(words) if fold(word.text).startswith("ngay"))
    before = (at for at, after in enumerate(words[1:]) if re.fullmatch(r"[\dOIl]{1,2}", after.text))
    return next(named, next(before, len(words)))


def _kind_and_subject(specs: dict[str, FieldSpec], sheet: Sheet, head: Head, number: str) -> Iterator[Part]:
    """The kind named by title and by symbol; a letter has no title but "V/v"."""
    titled = head.kind()
    lines = subject_lines(head, titled[0]) if titled else letter_subject(head)
    if titled:
        yield _kind_part(sheet, titled[0], titled[1], number)
    elif lines and (first := whole_run(head, lines[0])):  # under a title that is lost, or of no kind that is known
        lines = subject_lines(head, Line(first.row - 1, first.words)) or (first,)
        part = _kind_part(sheet, first, KINDS.get(_code(number), LETTER), number)
        yield replace(part, read=part.read.checked(Check.DOUBTFUL))
    elif named := _named(number):
        yield _kind_part(sheet, head.number or Line(0, ()), named, number)
    elif lines or (number and not known_symbol(number.rsplit("/", maxsplit=1)[-1])):
        words = lines[0].words if lines else (head.number.words if head.number else ())
        yield _kind_part(sheet, Line(0, words), LETTER, number)
    printed = [_without_edges(line.words) for line in lines]
    text = " ".join(map(joined, printed))
    about = spelled(_ABOUT_TITLED.sub("V/v", text) if titled else _ABOUT.sub("V/v ", text))
    yield from parts_of(specs, "subject", sheet.at, printed, about)


# "V/v", of which a stroke or the second letter may not have been read.
_ABOUT = re.compile(r"^[VW]\s?(?:[/7Il|1!í]\s?\S{0,2}|[vwy]?)[.:]?\s+(?=\w)", re.IGNORECASE)
_ABOUT_TITLED = re.compile(r"^V[/7Il|1!ịíìỉi]\s?v\b[.:]?", re.IGNORECASE)


def _named(number: str) -> str | None:
    """The kind that a number with its year names beyond doubt, where the title itself was lost."""
    return KINDS.get(_code(number)) if number.count("/") == 2 else None


def _code(number: str) -> str:
    """What stands for the kind in a number: "KL" in "12/KL-TTr"."""
    return number.rpartition("/")[2].split("-")[0]


def _kind_part(sheet: Sheet, line: Line, kind: str, number: str) -> Part:
    named = [name for code, name in KINDS.items() if re.search(rf"(?:^|/){re.escape(code)}(?:\d|-|$)", number)]
    check = Check.CONFIRMED if kind in named else Check.DOUBTFUL if named else Check.PLAUSIBLE
    weakest = min(word.confidence for word in line.words)
    seen = Observation(weakest=max(weakest, 0.8), label=1.0, words=len(line.words), check=check)
    text = joined(line.words) if kind != LETTER else ""
    return Part("document_kind", Read(kind, text, Family.CHOICE, seen), sheet.at, surround(line.words))
