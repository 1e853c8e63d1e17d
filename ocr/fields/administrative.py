"""Administrative documents: read by their places on the page (NĐ 30/2020/NĐ-CP Phụ lục I)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from dossier.doctype import DocumentType, FieldSpec
from dossier.page import Box, Word
from dossier.text import fold
from dossier.values import parse_date, parse_text
from ocr.fields.agency import bodies
from ocr.fields.closing import Recipients, Signer, find_recipients, find_signer, items_of, signature_start
from ocr.fields.confidence import MISSING, Again, Check, Family, Observation
from ocr.fields.field import ExtractedField, Look, PageAt, Reread
from ocr.fields.head import DATED, NUMBER, Head, Line, find_head, letter_subject, nearest_kind, subject_lines
from ocr.fields.phrases import spelled
from ocr.fields.reading import Read, combined, read_value, repair_digits
from ocr.fields.rows import Row, surround, upper_share
from ocr.fields.signer import acts_for, is_office, is_title, name_in, without_rank
from ocr.fields.spans import joined
from ocr.fields.vocabulary import KINDS, LETTER


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the document as rows."""

    at: PageAt
    rows: tuple[Row, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Part:
    """A reading of one field with its place."""

    key: str
    read: Read
    at: PageAt
    box: Box


def extract_administrative(
    sheets: Sequence[Sheet], kind: DocumentType, reread: Reread | None
) -> tuple[ExtractedField, ...]:
    """All fields of the type in its order; those not found have value None."""
    specs = {spec.key: spec for spec in kind.fields}
    parts = {part.key: part for part in (*_head_parts(sheets, specs, reread), *_end_parts(sheets, specs, reread))}
    return tuple(_field(spec.key, parts.get(spec.key)) for spec in kind.fields)


def _field(key: str, part: Part | None) -> ExtractedField:
    if part is None:
        return ExtractedField(key, None, "", MISSING)
    read = part.read
    confidence = read.confidence if read.value is not None else MISSING
    return ExtractedField(key, read.value, read.text, confidence, part.at, part.box, read.family, read.seen)


def _head_parts(sheets: Sequence[Sheet], specs: dict[str, FieldSpec], reread: Reread | None) -> Iterator[Part]:
    found = next(((sheet, head) for sheet in sheets[:2] if (head := find_head(sheet.rows, sheet.width))), None)
    if found is None:
        return
    sheet, head = found
    number = _number(head)
    if number:
        text, words, check = number
        read = read_value(specs["document_number"], text, words, 1.0).checked(check)
        yield Part("document_number", read, sheet.at, surround(words))
    yield from _place_and_date(specs, sheet, head)
    prose = (
        *_part(specs, "issuing_body", sheet.at, _issuer(head)),
        *_kind_and_subject(specs, sheet, head, text if number else ""),
    )
    for part in _twice(prose, specs, reread):
        check = _body_check(part.read, text if number else "") if part.key == "issuing_body" else part.read.seen.check
        yield replace(part, read=part.read.checked(check))


_PROSE = ("issuing_body", "subject")


def _twice(parts: Sequence[Part], specs: dict[str, FieldSpec], reread: Reread | None) -> Iterator[Part]:
    """Doubtful prose is read again by itself, without stamps over it."""
    doubtful = [part for part in parts if part.key in _PROSE and part.read.confidence < _SURE] if reread else []
    yield from (part for part in parts if part not in doubtful)
    if reread and doubtful:
        answers = reread([Look(part.at, part.box, "stamped") for part in doubtful])
        yield from (_second(part, specs[part.key], *answer) for part, answer in zip(doubtful, answers, strict=True))


def _second(part: Part, spec: FieldSpec, text: str, confidence: float) -> Part:
    """Both readings together."""
    lines = text.splitlines()
    if part.key == "subject" and lines and nearest_kind(lines[0])[1] > 0.8:
        lines = lines[1:]  # the box of a skewed page takes in the foot of the line above
    text = " ".join(lines)
    words = tuple(Word(word, part.box, confidence, 0, 0) for word in text.split())
    second = read_value(spec, spelled(" ".join(text.split())), words, 1.0)
    return replace(part, read=combined(part.read, second))


def _part(
    specs: dict[str, FieldSpec], key: str, at: PageAt, lines: Sequence[Sequence[Word]], text: str | None = None
) -> Iterator[Part]:
    words = tuple(word for line in lines for word in line)
    if words:
        printed = " ".join(joined(line) for line in lines)
        read = read_value(specs[key], spelled(printed) if text is None else text, words, 1.0)
        yield Part(key, replace(read, text=printed), at, surround(words))


def _issuer(head: Head) -> list[tuple[Word, ...]]:
    lines = head.issuer()
    groups = bodies([line.text for line in lines])
    return [lines[index].words for index in groups[-1]] if groups else []


def _body_check(read: Read, number: str) -> Check:
    """Whether the symbol of the document is made of the initials of the body that was read."""
    symbol = number.rpartition("/")[2]
    initials = "".join(fold(word)[:1] for word in str(read.value or "").split())
    parts = [part for part in symbol.split("-") if part not in KINDS and part[:2] != "QH"]
    if not parts or any(part in _NAMED_BY_RULE for part in parts):
        return read.seen.check
    named = any(len(part) > 1 and _in_order(fold(part), initials) for part in parts)
    if read.seen.check is Check.DOUBTFUL or not named:
        return Check.DOUBTFUL
    return Check.PLAUSIBLE


def _number(head: Head) -> tuple[str, tuple[Word, ...], Check] | None:
    """The whole number and symbol without spaces; its parts must follow the rule, and the kind must be a known one."""
    line = head.number
    if line is None:
        return None
    text = re.sub(r"^\W*(?:[Ll]uật\s+)?[Ss][ốôóoõỏòọ6]\s*[:;.]?\s*", "", joined(line.words))
    found = NUMBER.search(text) or NUMBER.search(repair_digits(text))
    if not found:
        return parse_text(text) or "", line.words, Check.DOUBTFUL
    symbol = _with_code(re.sub(r"\s*-\s*", "-", found["symbol"]).rstrip("."), head)
    whole = "/".join(part for part in (found["number"], found["year"], symbol) if part)
    clean = text[: found.start()].strip() == "" and text[found.end() :].strip(" .,;") == ""
    known = known_symbol(symbol)
    named = _names_issuer(symbol, head)
    sound = clean and named and (known or symbol.split("-")[0].isupper())
    return whole, line.words, Check.CONFIRMED if sound and known else Check.NONE if sound else Check.DOUBTFUL


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
    cut = next((i for i, word in enumerate(line.words) if fold(word.text).startswith("ngay")), len(line.words))
    place = re.sub(r"^[^\w]+", "", found["place"])
    yield from _part(specs, "place", sheet.at, [line.words[:cut]], place)
    words = line.words[cut:] or line.words
    date = f"ngày {found['date']}"
    read = read_value(specs["issued_on"], date if parse_date(date) else "", words, 1.0)
    if isinstance(read.value, str) and len(read.value) < 10:
        read = read_value(specs["issued_on"], "", words, 1.0)
    yield Part("issued_on", Read(read.value, joined(words), read.family, read.seen), sheet.at, surround(words))


def _kind_and_subject(specs: dict[str, FieldSpec], sheet: Sheet, head: Head, number: str) -> Iterator[Part]:
    """The kind named by title and by symbol; a letter has no title but "V/v"."""
    titled = head.kind()
    lines = subject_lines(head, titled[0]) if titled else letter_subject(head)
    if titled:
        yield _kind_part(sheet, titled[0], titled[1], number)
    elif lines or (number and not known_symbol(number.rsplit("/", maxsplit=1)[-1])):
        words = lines[0].words if lines else (head.number.words if head.number else ())
        yield _kind_part(sheet, Line(0, words), LETTER, number)
    yield from _part(specs, "subject", sheet.at, [line.words for line in lines])


def _kind_part(sheet: Sheet, line: Line, kind: str, number: str) -> Part:
    named = [name for code, name in KINDS.items() if re.search(rf"(?:^|/){re.escape(code)}(?:\d|-|$)", number)]
    check = Check.CONFIRMED if kind in named else Check.DOUBTFUL if named else Check.PLAUSIBLE
    weakest = min(word.confidence for word in line.words)
    seen = Observation(weakest=max(weakest, 0.8), label=1.0, words=len(line.words), check=check)
    text = joined(line.words) if kind != LETTER else ""
    return Part("document_kind", Read(kind, text, Family.CHOICE, seen), sheet.at, surround(line.words))


def _end_parts(sheets: Sequence[Sheet], specs: dict[str, FieldSpec], reread: Reread | None) -> Iterator[Part]:
    """Recipients and signer stand on the same page, the last one that has "Nơi nhận"."""
    listed = [(sheet, found) for sheet in sheets if (found := find_recipients(sheet.rows, sheet.width))]
    sheet, recipients = listed[-1] if listed else (sheets[-1], None)
    if recipients and recipients.words:
        yield _recipients_part(specs["recipients"], sheet, recipients, reread)
    start = signature_start(sheet.rows, recipients)
    parts = {part.key: part for part in _signer_parts(specs, sheet, find_signer(sheet.rows, sheet.width, start))}
    if reread is not None and recipients is not None and any(_is_open(parts.get(key)) for key in _SIGNER):
        for part in _signer_again(sheet, specs, recipients.row, reread):
            parts[part.key] = _better(parts.get(part.key), part)
    yield from parts.values()


_SIGNER = ("signer_title", "signer_name")
_SURE = 0.9


def _is_open(part: Part | None) -> bool:
    return part is None or part.read.confidence < _SURE


def _recipients_part(spec: FieldSpec, sheet: Sheet, found: Recipients, reread: Reread | None) -> Part:
    """The list as the page's reading has it, and as it is read by itself."""
    part = Part("recipients", _list_read(spec, found.items, found.words), sheet.at, surround(found.words))
    if reread is None or not _is_open(part):
        return part
    ((text, confidence),) = reread([Look(part.at, part.box, "block")])
    items = items_of(text.splitlines())
    words = tuple(Word(word, part.box, confidence, 0, 0) for item in items for word in item.split())
    return replace(part, read=combined(part.read, _list_read(spec, items, words)))


def _list_read(spec: FieldSpec, items: Sequence[str], words: Sequence[Word]) -> Read:
    """A list of recipients ends with who keeps a copy: "Lưu: VT, …" (NĐ 30/2020/NĐ-CP Phụ lục I, 9b)."""
    read = read_value(spec, "\n".join(items), words, 1.0)
    read = replace(read, value=tuple(spelled(item) for item in items) or None)
    return read.checked(Check.PLAUSIBLE if items and re.match(r"luu\b", fold(items[-1])) else Check.DOUBTFUL)


def _signer_parts(specs: dict[str, FieldSpec], sheet: Sheet, signer: Signer) -> Iterator[Part]:
    for part in _part(specs, "signer_title", sheet.at, signer.title):
        yield replace(part, read=part.read.checked(_office_check(part.read)))
    if signer.name:
        yield from _part(specs, "signer_name", sheet.at, [signer.name], without_rank(joined(signer.name)))


def _office_check(read: Read) -> Check:
    """Whether a title is an office; "KT. CHỦ TỊCH" alone has lost the line with the deputy's own office."""
    text = read.value if isinstance(read.value, str) else ""
    return Check.DOUBTFUL if acts_for(text) else Check.CONFIRMED if is_office(text) else Check.NONE


def _better(first: Part | None, second: Part) -> Part:
    if first is None:
        return replace(second, read=replace(second.read, seen=replace(second.read.seen, again=Again.ALONE)))
    if acts_for(first.read.text) and not acts_for(second.read.text):
        return second
    return replace(first, read=combined(first.read, second.read))


_OF_A_LINE = 0.75
"""The lowest confidence in a block with a signature is the signature's: it says nothing of the printed lines."""


def _signer_again(sheet: Sheet, specs: dict[str, FieldSpec], heading: int, reread: Reread) -> Iterator[Part]:
    """The block under stamp and signature read by itself, right of the recipients, below the text above them."""
    row = sheet.rows[heading]
    text_above = [
        each.box.y1
        for each in sheet.rows[:heading]
        if each.middle < row.middle - 0.8 * row.height and each.box.x0 < 0.38 * sheet.width
    ]
    top = max([0, round(row.box.y0 - 4 * row.height), *(bottom + 2 for bottom in text_above)])
    box = Box(int(sheet.width * 0.45), top, sheet.width, min(sheet.height, round(row.box.y1 + 22 * row.height)))
    ((text, confidence),) = reread([Look(sheet.at, box, "stamped")])
    lines = [re.sub(r"^[^\w]+|[^\w]+$", "", line) for line in text.splitlines()]
    names = [at for at, line in enumerate(lines) if name_in(line) and upper_share(line) < 0.8]
    titles = [line for line in lines[: names[-1] if names else None] if is_title(line) and upper_share(line) > 0.8]
    for key, printed in (("signer_title", titles[-1:]), ("signer_name", [lines[at] for at in names[-1:]])):
        for line in printed:
            words = tuple(Word(word, box, max(confidence, _OF_A_LINE), 0, 0) for word in line.split())
            value = spelled(line) if key == "signer_title" else name_in(line) or ""
            read = replace(read_value(specs[key], value, words, 0.95), text=line)
            yield Part(key, read.checked(_office_check(read)) if key == "signer_title" else read, sheet.at, box)
