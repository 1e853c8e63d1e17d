"""Administrative documents: read by their places on the page (NĐ 30/2020/NĐ-CP Phụ lục I)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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
    head, of_head = _head_parts(sheets, specs)
    end = _end_parts(sheets, specs)
    doubtful = [part for part in of_head if _is_open(part)] if reread else []
    looks = [*(Look(part.at, part.box, "stamped") for part in doubtful), *(_end_looks(end) if reread else ())]
    answers = list(reread(looks)) if reread and looks else []
    again = dict(zip((part.key for part in doubtful), answers, strict=False))
    parts = {
        **_head_settled(of_head, again, specs, head),
        **_end_settled(end, answers[len(doubtful) :], specs),
    }
    return tuple(_field(spec.key, parts.get(spec.key)) for spec in kind.fields)


def _field(key: str, part: Part | None) -> ExtractedField:
    if part is None:
        return ExtractedField(key, None, "", MISSING)
    read = part.read
    confidence = read.confidence if read.value is not None else MISSING
    return ExtractedField(key, read.value, read.text, confidence, part.at, part.box, read.family, read.seen)


def _head_parts(sheets: Sequence[Sheet], specs: dict[str, FieldSpec]) -> tuple[Head | None, tuple[Part, ...]]:
    """The head of the first pages and what the pages' own reading gives of it."""
    found = next(((sheet, head) for sheet in sheets[:2] if (head := find_head(sheet.rows, sheet.width))), None)
    if found is None:
        return None, ()
    sheet, head = found
    number = _number(specs, sheet, head)
    return head, (
        *_place_and_date(specs, sheet, head),
        *((number,) if number else ()),
        *_part(specs, "issuing_body", sheet.at, _issuer(head)),
        *_kind_and_subject(specs, sheet, head, _said(number)),
    )


def _head_settled(
    parts: Sequence[Part], again: Mapping[str, tuple[str, float]], specs: dict[str, FieldSpec], head: Head | None
) -> dict[str, Part]:
    """The parts by key, both readings together where there are two (``again`` by key)."""
    settled = {part.key: part for part in parts}
    for key, (text, confidence) in again.items():
        if head is not None:
            settled[key] = _second(settled[key], specs[key], head, text, confidence)
    if body := settled.get("issuing_body"):
        checked = body.read.checked(_body_check(body.read, _said(settled.get("document_number"))))
        settled["issuing_body"] = replace(body, read=checked)
    return settled


def _said(part: Part | None) -> str:
    return part.read.value if part and isinstance(part.read.value, str) else ""


_WELL_READ = 0.9
"""Prose whose every word the engine was so sure of is not read again: nothing could be compared but letters."""


def _is_open(part: Part) -> bool:
    """Whether to read again by itself: doubtful prose, and a number always, for nothing else confirms its digits."""
    if part.read.seen.weakest >= 1.0:
        return False  # the file's own text
    doubtful = part.read.seen.weakest < _WELL_READ or part.read.seen.check is Check.DOUBTFUL
    return part.key == "document_number" or (part.key in _PROSE and doubtful)


def _second(part: Part, spec: FieldSpec, head: Head, text: str, confidence: float) -> Part:
    """Both readings together."""
    lines = text.splitlines()
    if part.key == "subject" and lines and nearest_kind(lines[0])[1] > 0.8:
        lines = lines[1:]  # the box of a skewed page takes in the foot of the line above
    text = " ".join(" ".join(lines).split())
    words = tuple(Word(word, part.box, confidence, 0, 0) for word in text.split())
    if part.key == "document_number":
        whole, check = _number_in(text, head)
        second = read_value(spec, whole, words, 1.0).checked(check)
    else:
        second = read_value(spec, spelled(text), words, 1.0)
    return replace(part, read=combined(part.read, second))


def _part(
    specs: dict[str, FieldSpec], key: str, at: PageAt, lines: Sequence[Sequence[Word]], text: str | None = None
) -> Iterator[Part]:
    words = tuple(word for line in lines for word in line)
    if words:
        printed = " ".join(joined(line) for line in lines)
        read = read_value(specs[key], spelled(printed) if text is None else text, words, 1.0)
        uneven = key in _PROSE and _unevenness(lines) > 0
        yield Part(key, replace(read.checked(Check.DOUBTFUL) if uneven else read, text=printed), at, surround(words))


_PROSE = ("issuing_body", "subject")


_JITTER = 0.7  # heights of print by which lines of centred print may be off


def _unevenness(lines: Sequence[Sequence[Word]]) -> float:
    """How far a line is off the others' middle and left edge, in heights of print: words at its end may have been lost."""
    boxes = [surround(line) for line in lines if line]
    height = max(box.y1 - box.y0 for box in boxes)
    first = boxes[0]
    off = (min(abs(box.x0 + box.x1 - first.x0 - first.x1) / 2, abs(box.x0 - first.x0)) for box in boxes)
    return max(0.0, max(off) / height - _JITTER)


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


def _number(specs: dict[str, FieldSpec], sheet: Sheet, head: Head) -> Part | None:
    """The line "Số: 123/QĐ-UBND"."""
    line = head.number
    if line is None:
        return None
    whole, check = _number_in(joined(line.words), head)
    read = read_value(specs["document_number"], whole, line.words, 1.0).checked(check)
    return Part("document_number", read, sheet.at, surround(line.words))


def _number_in(text: str, head: Head) -> tuple[str, Check]:
    """The whole number and symbol without spaces; its parts must follow the rule, and the kind must be a known one."""
    text = re.sub(r"^\W*(?:[Ll]uật\s+)?[Ss][ốôóoõỏòọ6]\s*[:;.]?\s*", "", text)
    found = NUMBER.search(text) or NUMBER.search(repair_digits(text))
    if not found:
        return parse_text(text) or "", Check.DOUBTFUL
    symbol = _with_code(re.sub(r"\s*-\s*", "-", found["symbol"]).rstrip("."), head)
    whole = "/".join(part for part in (found["number"], found["year"], symbol) if part)
    clean = text[: found.start()].strip() == "" and text[found.end() :].strip(" .,;") == ""
    known = known_symbol(symbol)
    sound = clean and _names_issuer(symbol, head) and (known or symbol.split("-")[0].isupper())
    return whole, Check.PLAUSIBLE if sound and known else Check.NONE if sound else Check.DOUBTFUL


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
    place = re.sub(r"^(?:[^\w]+|[a-z](?=[A-ZĐ]))+", "", found["place"])
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


@dataclass(frozen=True, slots=True)
class End:
    """The foot of a document: the page that has it, its list of recipients, and what the page's own reading gives."""

    sheet: Sheet
    recipients: Recipients | None
    parts: Mapping[str, Part]


def _end_parts(sheets: Sequence[Sheet], specs: dict[str, FieldSpec]) -> End:
    """Recipients and signer stand on the same page, the last one that has "Nơi nhận"."""
    listed = [(sheet, found) for sheet in sheets if (found := find_recipients(sheet.rows, sheet.width))]
    sheet, recipients = listed[-1] if listed else (sheets[-1], None)
    signer = find_signer(sheet.rows, sheet.width, signature_start(sheet.rows, recipients))
    parts = {part.key: part for part in _signer_parts(specs, sheet, signer)}
    if recipients and recipients.words:
        read = _list_read(specs["recipients"], recipients.items, recipients.words)
        parts["recipients"] = Part("recipients", read, sheet.at, surround(recipients.words))
    return End(sheet, recipients, parts)


def _end_looks(end: End) -> list[Look]:
    """The signature block first, then the list; both are always read again by themselves.

    "THỦ TƯỚNG" alone may be what a seal left of "KT. THỦ TƯỚNG, PHÓ THỦ TƯỚNG".
    """
    if end.recipients is None or _is_own_text(end.sheet):
        return []
    block = Look(end.sheet.at, _signature_box(end.sheet, end.recipients.row), "stamped")
    listed = end.parts.get("recipients")
    return [block, *((Look(listed.at, listed.box, "block"),) if listed else ())]


def _end_settled(end: End, answers: Sequence[tuple[str, float]], specs: dict[str, FieldSpec]) -> dict[str, Part]:
    """The parts by key, both readings together; ``answers`` to the looks of ``_end_looks``, none where none was asked."""
    parts = dict(end.parts)
    if answers and end.recipients is not None:
        block = Look(end.sheet.at, _signature_box(end.sheet, end.recipients.row), "stamped")
        again = {part.key: part for part in _block_parts(specs, block, *answers[0])}
        for key in _SIGNER:
            parts |= {part.key: part for part in _settled(parts.get(key), again.get(key))}
        if "signer_title" in parts and "signer_name" not in parts:  # a block half lost: its title may be half a title
            parts["signer_title"] = _checked(parts["signer_title"], Check.DOUBTFUL)
        for answer in answers[1:]:
            parts["recipients"] = _list_again(specs["recipients"], parts["recipients"], *answer)
    return parts


def _is_own_text(sheet: Sheet) -> bool:
    """Whether the words are the file's own, not an engine's: nothing is gained by reading their picture."""
    return all(word.confidence >= 1.0 for row in sheet.rows for word in row.words)


def _list_again(spec: FieldSpec, part: Part, text: str, confidence: float) -> Part:
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
    return Check.DOUBTFUL if acts_for(text) else Check.PLAUSIBLE if is_office(text) else Check.NONE


_SIGNER = ("signer_title", "signer_name")


def _settled(first: Part | None, second: Part | None) -> Iterator[Part]:
    """What both readings of the signature block say of a part of it; either may have found nothing."""
    if first and second:
        yield _better(first, second)
    elif first:
        yield _with(first, Again.DIFFERS)
    elif second:
        yield _with(second, Again.ALONE)


def _checked(part: Part, check: Check) -> Part:
    return replace(part, read=part.read.checked(check))


def _with(part: Part, again: Again) -> Part:
    return replace(part, read=replace(part.read, seen=replace(part.read.seen, again=again)))


def _better(first: Part, second: Part) -> Part:
    if acts_for(first.read.text) and not acts_for(second.read.text):
        return second
    return replace(first, read=combined(first.read, second.read))


_OF_A_LINE = 0.75
"""The lowest confidence in a block with a signature is the signature's: it says nothing of the printed lines."""


def _signature_box(sheet: Sheet, heading: int) -> Box:
    """Where the signature block stands: right of the recipients, below the text above them."""
    row = sheet.rows[heading]
    text_above = [
        each.box.y1
        for each in sheet.rows[:heading]
        if each.middle < row.middle - 0.8 * row.height and each.box.x0 < 0.38 * sheet.width
    ]
    top = max([0, round(row.box.y0 - 4 * row.height), *(bottom + 2 for bottom in text_above)])
    return Box(int(sheet.width * 0.45), top, sheet.width, min(sheet.height, round(row.box.y1 + 22 * row.height)))


def _block_parts(specs: dict[str, FieldSpec], block: Look, text: str, confidence: float) -> Iterator[Part]:
    """Title and name in what was read of a signature block by itself."""
    lines = [re.sub(r"^[^\w]+|[^\w]+$", "", line) for line in text.splitlines()]
    names = [at for at, line in enumerate(lines) if name_in(line) and upper_share(line) < 0.8]
    titles = [line for line in lines[: names[-1] if names else None] if is_title(line) and upper_share(line) > 0.8]
    for key, printed in (("signer_title", titles[-1:]), ("signer_name", [lines[at] for at in names[-1:]])):
        for line in printed:
            words = tuple(Word(word, block.box, max(confidence, _OF_A_LINE), 0, 0) for word in line.split())
            value = spelled(line) if key == "signer_title" else name_in(line) or ""
            read = replace(read_value(specs[key], value, words, 0.95), text=line)
            checked = read.checked(_office_check(read)) if key == "signer_title" else read
            yield Part(key, checked, block.at, block.box)
