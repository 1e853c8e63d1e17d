"""The foot of an administrative document: recipients, and who signed as what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dossier.doctype import FieldSpec
from dossier.page import Box, Word
from dossier.text import fold
from ocr.fields.agreement import combined
from ocr.fields.closing import Recipients, Signer, find_recipients, find_signer, is_torn, items_of, signature_start
from ocr.fields.confidence import Again, Check
from ocr.fields.covered import office_and_name
from ocr.fields.field import Look
from ocr.fields.phrases import spelled
from ocr.fields.reading import Read, read_value
from ocr.fields.row import acts_for, surround, upper_share
from ocr.fields.sheet import Part, Sheet, parts_of
from ocr.fields.signer import (
    acts_in_place,
    as_office,
    is_deputy,
    is_office,
    is_title,
    name_in,
    without_rank,
)
from ocr.fields.spans import joined
from ocr.fields.strips import READINGS
from ocr.fields.syllables import unknown_words


@dataclass(frozen=True, slots=True)
class End:
    """The foot of a document: the page that has it, its list of recipients, and what the page's own reading gives.

    ``acting``: that reading says that somebody signs in another's place.
    """

    sheet: Sheet
    recipients: Recipients | None
    acting: bool
    parts: Mapping[str, Part]


def end_parts(sheets: Sequence[Sheet], specs: dict[str, FieldSpec]) -> End:
    """Recipients and signer stand on the same page, the last one that has "Nơi nhận"."""
    listed = [(sheet, found) for sheet in sheets if (found := find_recipients(sheet.rows, sheet.width))]
    sheet, recipients = listed[-1] if listed else (sheets[-1], None)
    signer = find_signer(sheet.rows, sheet.width, signature_start(sheet.rows, recipients))
    parts = {part.key: part for part in _signer_parts(specs, sheet, signer)}
    if recipients and recipients.words:
        torn = recipients.torn or recipients.headless
        read = _list_read(specs["recipients"], recipients.items, recipients.words, torn=torn)
        parts["recipients"] = Part("recipients", read, sheet.at, surround(recipients.words))
    return End(sheet, recipients, signer.acting, parts)


def end_looks(end: End) -> list[Look]:
    """The signature block first, then the list; both are always read again by themselves.

    "THỦ TƯỚNG" alone may be what a seal left of "KT. THỦ TƯỚNG, PHÓ THỦ TƯỚNG".
    """
    block = _block(end, "stamped")
    if block is None:
        return []
    listed = end.parts.get("recipients")
    return [block, *((Look(listed.at, listed.box, "block"),) if listed else ())]


def end_settled(end: End, answers: Sequence[tuple[str, float]], specs: dict[str, FieldSpec]) -> dict[str, Part]:
    """The parts by key, both readings together; ``answers`` to the looks of ``end_looks``, none where none was asked."""
    parts = dict(end.parts)
    block = _block(end, "stamped")
    if answers and block:
        again = {part.key: part for part in _block_parts(specs, block, *answers[0])}
        for key in _SIGNER:
            parts |= {part.key: part for part in _settled(parts.get(key), again.get(key))}
        if "signer_title" in parts and "signer_name" not in parts:  # a block half lost: its title may be half a title
            parts["signer_title"] = _checked(parts["signer_title"], Check.DOUBTFUL)
        if "signer_title" in parts:
            acting = end.acting or any(map(acts_in_place, answers[0][0].splitlines()))
            parts["signer_title"] = _title_held(parts["signer_title"], acting=acting)
        for answer in answers[1:]:
            parts["recipients"] = _list_again(specs["recipients"], parts["recipients"], *answer)
        if answers[1:] and end.recipients and end.recipients.headless:
            parts["recipients"] = _checked(parts["recipients"], Check.DOUBTFUL)
    return parts


def covered_look(end: End, parts: Mapping[str, Part]) -> Look | None:
    """The signature block once more where title or name is missing or in doubt: a seal may cover them."""
    return _block(end, "covered") if any(_is_lost(parts.get(key)) for key in _SIGNER) else None


def _is_lost(part: Part | None) -> bool:
    return part is None or part.read.value is None or part.read.seen.check is Check.DOUBTFUL


def covered_settled(parts: Mapping[str, Part], look: Look, text: str, specs: dict[str, FieldSpec]) -> dict[str, Part]:
    """The parts with what the covered lines say of those that were lost; in doubt where their readings differ."""
    found = dict(parts)
    for key, votes in zip(_SIGNER, office_and_name(text, READINGS), strict=True):
        if votes and _is_lost(parts.get(key)):
            value, count = votes
            words = tuple(Word(word, look.box, _OF_A_LINE, 0, 0) for word in value.split())
            read = read_value(specs[key], value, words, 0.95)
            check = read.seen.check if count == READINGS else Check.DOUBTFUL
            part = Part(key, read.checked(check), look.at, look.box)
            found[key] = _with(part, Again.ALONE)
    return found


def with_unread(end: End, parts: Mapping[str, Part], specs: dict[str, FieldSpec]) -> dict[str, Part]:
    """The parts and, where title or name was not read, the signature block, in which a person finds them."""
    block = _block(end, "stamped")
    unread = [key for key in _SIGNER if block and key not in parts]
    return {
        **parts,
        **{key: Part(key, read_value(specs[key], "", (), 1.0), block.at, block.box) for key in unread if block},
    }


def _is_own_text(sheet: Sheet) -> bool:
    """Whether the words are the file's own, not an engine's: nothing is gained by reading their picture."""
    return all(word.confidence >= 1.0 for row in sheet.rows for word in row.words)


def _list_again(spec: FieldSpec, part: Part, text: str, confidence: float) -> Part:
    lines = text.splitlines()
    items = items_of(lines)
    words = tuple(Word(word, part.box, confidence, 0, 0) for item in items for word in item.split())
    return replace(part, read=combined(part.read, _list_read(spec, items, words, torn=is_torn(lines))))


def _list_read(spec: FieldSpec, items: Sequence[str], words: Sequence[Word], *, torn: bool) -> Read:
    """A list of recipients ends with who keeps a copy: "Lưu: VT, …" (NĐ 30/2020/NĐ-CP Phụ lục I, 9b)."""
    read = read_value(spec, "\n".join(items), words, 1.0)
    read = replace(read, value=tuple(spelled(item) for item in items) or None)
    whole = items and re.match(r"luu\b", fold(items[-1]))
    sound = whole and not torn and not any(map(unknown_words, read.value or ()))
    return read.checked(Check.PLAUSIBLE if sound else Check.DOUBTFUL)


def _signer_parts(specs: dict[str, FieldSpec], sheet: Sheet, signer: Signer) -> Iterator[Part]:
    printed = as_office(spelled(" ".join(map(joined, signer.title))))
    for part in parts_of(specs, "signer_title", sheet.at, signer.title, printed):
        yield replace(part, read=part.read.checked(_office_check(part.read)))
    if signer.name:
        yield from parts_of(specs, "signer_name", sheet.at, [signer.name], without_rank(joined(signer.name)))


def _office_check(read: Read) -> Check:
    """Whether a title is an office; "KT. CHỦ TỊCH" alone has lost the line with the deputy's own office."""
    text = read.value if isinstance(read.value, str) else ""
    return Check.DOUBTFUL if acts_for(text) else Check.PLAUSIBLE if is_office(text) else Check.NONE


_MINISTER = "BỘ TRƯỞNG"
"""Whose deputies are called otherwise: THỨ TRƯỞNG."""


def _title_held(part: Part, *, acting: bool) -> Part:
    """The office of who signs; in doubt where a seal may hide words of it.

    In the place of a head signs a deputy (NĐ 30/2020/NĐ-CP Phụ lục I, ô 7): "PHÓ" is what lies under the seal.
    """
    title = part.read.value if isinstance(part.read.value, str) else ""
    if acting and is_office(title) and not is_deputy(title):
        value = title if title == _MINISTER else f"PHÓ {title}"
        return _checked(replace(part, read=replace(part.read, value=value)), Check.DOUBTFUL)
    unlisted = part.read.seen.check is Check.NONE and part.read.seen.again is not Again.AGREES
    return _checked(part, Check.DOUBTFUL) if unlisted else part


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
        return _with(second, Again.ALONE)
    return replace(first, read=combined(first.read, second.read))


_OF_A_LINE = 0.75
"""The lowest confidence in a block with a signature is the signature's: it says nothing of the printed lines."""


def _block(end: End, mode: str) -> Look | None:
    """The signature block as a look, where it has room; what is the file's own text needs none."""
    if _is_own_text(end.sheet):
        return None
    box = _signature_box(end.sheet, end.recipients.row) if end.recipients else _open_box(end.sheet)
    return Look(end.sheet.at, box, mode) if box else None


_ROOM = 8
"""Heights of print that a signature takes at least."""


def _open_box(sheet: Sheet) -> Box | None:
    """Where somebody signs a document without a list of recipients: below the last line of its text."""
    text = [row for row in sheet.rows if row.box.x0 < 0.38 * sheet.width and len(row.words) > 2]
    if not text or sheet.height - text[-1].box.y1 < _ROOM * text[-1].height:
        return None
    return Box(int(sheet.width * 0.45), text[-1].box.y1 + 2, sheet.width, sheet.height)


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
    lines = [re.sub(r"^[\W_]+|[\W_]+$", "", line) for line in text.splitlines()]
    names = [at for at, line in enumerate(lines) if name_in(line) and upper_share(line) < 0.8]
    titles = [line for line in lines[: names[-1] if names else None] if is_title(line) and upper_share(line) > 0.8]
    for key, printed in (("signer_title", titles[-1:]), ("signer_name", [lines[at] for at in names[-1:]])):
        for line in printed:
            words = tuple(Word(word, block.box, max(confidence, _OF_A_LINE), 0, 0) for word in line.split())
            value = as_office(spelled(line)) if key == "signer_title" else name_in(line) or ""
            read = replace(read_value(specs[key], value, words, 0.95), text=line)
            lost = key == "signer_name" and value not in line
            checked = read.checked(_office_check(read)) if key == "signer_title" else read
            checked = checked.checked(Check.DOUBTFUL) if lost else checked
            yield Part(key, checked, block.at, block.box)
