"""Forms: every field stands beside or below a printed label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from rapidfuzz import fuzz

from dossier.doctype import DocumentType, FieldSpec, FieldType
from dossier.page import Word
from dossier.text import fold
from dossier.values import parse_date_words
from ocr.fields.agreement import combined, voted
from ocr.fields.apart import looks_apart
from ocr.fields.card import NEVER, SAID_SO
from ocr.fields.checks import CLOSED, in_words
from ocr.fields.confidence import MISSING, Again, Check, Family
from ocr.fields.digit_repair import digits_only, repair_digits
from ocr.fields.dotted import has_dots_between, may_hide_dots
from ocr.fields.english_half import without_english
from ocr.fields.face import Face, face_of, loses_capitals
from ocr.fields.field import ExtractedField, Look, Reread
from ocr.fields.form_looks import is_apart, looks_at
from ocr.fields.form_places import DATED, Place, find_place
from ocr.fields.held_together import Readings, checked, hold_together
from ocr.fields.joined_value import Reading, in_parts, joined_value
from ocr.fields.labels import Found, is_footnote, plain_label
from ocr.fields.mail import has_lost_line, has_mixed_case, mail_address
from ocr.fields.parts import arrange
from ocr.fields.reading import Read, read_value
from ocr.fields.row import NUMBERING
from ocr.fields.rows import with_figures, without_leaders
from ocr.fields.signer import name_in
from ocr.fields.spans import Span, joined, value_span
from ocr.fields.stream import Stream, Token
from ocr.layout import Item, Layout, Take
from ocr.syllable import is_syllable

_OF_A_LINE = 0.75
"""The lowest confidence in a block with a signature is the signature's: it says nothing of the printed name."""


def extract_form(
    stream: Stream, kind: DocumentType, layout: Layout, reread: Reread | None
) -> tuple[ExtractedField, ...]:
    """All fields of the type in its order; those not found have value None."""
    form = arrange(stream, layout)
    stream, layout, labels = form.stream, form.layout, form.labels
    specs = {spec.key: spec for spec in kind.fields}
    read: Readings = {}
    further: dict[str, list[Reading]] = {}
    parts = in_parts(layout)
    for item, place, found in _read_twice(_first_readings(stream, labels, layout, specs), specs, reread, parts):
        if item.key is None or (item.key in read and read[item.key][0].value is not None and not item.joins):
            continue
        if found.value is not None or item.key not in read:
            if item.joins:
                further.setdefault(item.key, []).append((found, place.at, place.box))
            else:
                read[item.key] = found, place.at, place.box
    for key in parts:
        if whole := joined_value(specs[key], read.get(key), further.get(key, [])):
            read[key] = whole
    _find_number(stream.tokens[: _others(stream, labels, layout)], specs, read)
    _confirm(stream, labels, layout, read)
    hold_together(stream, read)
    face = face_of(stream, labels, layout)
    dotted, small = has_dots_between(stream), loses_capitals(stream)
    for key in read:
        hidden = dotted and may_hide_dots(read[key][0])
        begins_small = small and read[key][0].family is Family.TEXT and str(read[key][0].value)[:1].islower()
        if hidden or begins_small or key in form.untold or _is_suspect(specs[key], read[key][0], face):
            checked(read, key, Check.DOUBTFUL)
    return tuple(_field(spec, read) for spec in kind.fields)


def _is_suspect(spec: FieldSpec, read: Read, face: Face) -> bool:
    """Whether a value may be misread in this face: figures, and words with letters that are; closed lists are known."""
    if face is Face.CLEAR or spec.key in CLOSED or spec.type is FieldType.SEX:
        return False
    figures = read.family is Family.DIGITS
    return figures or face is Face.MISREAD or bool(set("ou") & set(fold(str(read.value))))


def _first_readings(
    stream: Stream, labels: Mapping[int, Found], layout: Layout, specs: Mapping[str, FieldSpec]
) -> Iterator[tuple[Item, Place, Read]]:
    """What the page's own reading gives; a second place of a field counts while the first has given nothing."""
    known: set[str] = set()
    parts = in_parts(layout)
    for number, item in enumerate(layout.items):
        if item.key is None or (item.key in known and not item.joins):
            continue
        place = find_place(stream, labels, layout, number)
        if place is not None:
            first = _read(specs[item.key], item, place.span, place.label, part=item.key in parts)
            yield item, place, first
            if first.value is not None or _says_never(first):
                known.add(item.key)


def _read_twice(
    readings: Iterable[tuple[Item, Place, Read]],
    specs: Mapping[str, FieldSpec],
    reread: Reread | None,
    parts: frozenset[str],
) -> Iterator[tuple[Item, Place, Read]]:
    """Where the words leave a doubt, the places themselves are read again, all of the document together."""
    taken = [(item, place, first, specs[item.key or ""]) for item, place, first in readings]
    apart = _apart(taken, reread, parts) if reread else [None for _ in taken]
    looks = [
        looks_at(spec, item, place, first, other) if reread else ()
        for (item, place, first, spec), other in zip(taken, apart, strict=True)
    ]
    wanted = [look for each in looks for look in each]
    answers = iter(reread(wanted) if reread and wanted else ())
    for (item, place, first, spec), each, other in zip(taken, looks, apart, strict=True):
        found = first
        for answer in list(islice(answers, len(each))):
            found = _second(spec, item, place, found, answer, part=item.key in parts)
        found = voted(first, found, other, own=not is_apart(place))
        lost = place.cut or _lies_beyond(place, reread)
        yield item, place, found.checked(Check.DOUBTFUL) if lost else found


def _lies_beyond(place: Place, reread: Reread | None) -> bool:
    """Whether words stand behind a line of a value, which goes on in the next line, that were not read."""
    if not place.beyond or reread is None:
        return False
    answers = reread([Look(place.at, box, "apart") for box in place.beyond])
    return any(_is_of_words(text) for text, _ in answers)


def _is_of_words(text: str) -> bool:
    """Whether there are words in a text: of a card's ground and of its zone for machines none are read."""
    words = _LETTERS.findall(text)
    return any(len(word) > 1 and is_syllable(word) for word in words) and sum(map(len, words)) > _FEWEST


_LETTERS = re.compile(r"(?<![\w<])[^\W\d_]+(?![\w<])")


def _apart(
    taken: Sequence[tuple[Item, Place, Read, FieldSpec]], reread: Reread, parts: frozenset[str]
) -> list[Read | None]:
    """What the network for lines reads in the words of each value; None where there are none."""
    looks = [
        looks_apart(place.span) if place.span and _is_of_print(place, first) else () for _, place, first, _ in taken
    ]
    wanted = [look for each in looks for look in each]
    answers = iter(reread(wanted) if wanted else ())
    return [
        _of_runs(spec, item, place, list(islice(answers, len(each))), part=item.key in parts) if each else None
        for (item, place, _, spec), each in zip(taken, looks, strict=True)
    ]


def _is_of_print(place: Place, first: Read) -> bool:
    """Whether the words of a value are an engine's, in its order, and all that there are of it."""
    return not place.open and first.family is not Family.LIST and first.seen.weakest < 1.0


def _of_runs(spec: FieldSpec, item: Item, place: Place, answers: Sequence[tuple[str, float]], *, part: bool) -> Read:
    """A value from the texts of its runs of words."""
    words = tuple(Word(word, place.box, sure, 0, 0) for text, sure in answers for word in text.split())
    text = _picked(item, _without_own_label(item, " ".join(word.text for word in words)))
    return read_value(spec, text, words, place.label, part=part)


def _second(spec: FieldSpec, item: Item, place: Place, first: Read, answer: tuple[str, float], *, part: bool) -> Read:
    """Both readings together."""
    if item.take is Take.NAME and place.span is None:
        return _name_again(spec, place, answer)
    if place.open and place.span and spec.type is FieldType.TEXT:
        return _with_next_line(spec, item, place, first, answer)
    text, confidence = answer
    read = " ".join(without_leaders(word) for word in text.split()).split()
    if len(read) > 1 and is_footnote(read[0]):
        del read[0]
    words = tuple(Word(word, place.box, confidence, 0, 0) for word in read)
    text = _picked(item, _after_label(item, " ".join(read)))
    second = read_value(spec, text, words, place.label, part=part)
    return combined(first, second.checked(Check.DOUBTFUL) if _lacks_figures(first, second, place) else second)


def _lacks_figures(first: Read, second: Read, place: Place) -> bool:
    """Whether a date that only the second look has is without figures that the page's reading has in its place."""
    if first.value is not None or second.family is not Family.DATE or place.span is None:
        return False
    return re.sub(r"\D", "", place.span.text) not in re.sub(r"\D", "", second.text)


def _with_next_line(spec: FieldSpec, item: Item, place: Place, first: Read, answer: tuple[str, float]) -> Read:
    """A value with the last of its lines, which the page's reading had passed over; in doubt, for it is seen once only."""
    read, confidence = answer
    print_ = takewhile(lambda word: any(map(str.isalnum, word)), read.split())  # signs after it are specks
    text = " ".join(print_).rstrip(".,;:")
    if sum(map(str.isalpha, text)) < _FEWEST:
        return first
    words = (*(place.span.words if place.span else ()), Word(text, place.box, confidence, 0, 0))
    whole = read_value(spec, _picked(item, f"{first.text} {text}"), words, place.label)
    return replace(whole, seen=replace(whole.seen, again=Again.ALONE)).checked(Check.DOUBTFUL)


_FEWEST = 2
"""Letters of a line, at least: fewer are specks."""


def _name_again(spec: FieldSpec, place: Place, answer: tuple[str, float]) -> Read:
    """The name at the foot of a signature block that the page's reading lost under stamp or signature."""
    text, confidence = answer
    names = [name for line in text.splitlines() if (name := name_in(line))]
    found = names[-1] if names else ""
    sure = max(confidence, _OF_A_LINE)
    words = tuple(Word(word, place.box, sure, 0, 0) for word in found.split())
    read = read_value(spec, found, words, place.label)
    return replace(read, seen=replace(read.seen, again=Again.ALONE))


def _read(spec: FieldSpec, item: Item, span: Span | None, score: float, *, part: bool) -> Read:
    if span is None:
        return read_value(spec, "", (), score)
    text = span.text if spec.type is not FieldType.LIST else "\n".join(joined(line) for line in span.lines)
    text = _without_own_label(item, text)
    read = read_value(spec, _picked(item, text), span.words, score, part=part)
    if item.key == "email" and (
        _is_beheaded(text, read) or has_lost_line(text) or has_mixed_case(str(read.value or ""))
    ):
        read = read.checked(Check.DOUBTFUL)
    if spec.type is FieldType.ID and read.value is None and (number := digits_only(repair_digits(text))):
        return replace(read_value(spec, number, span.words, score), text=read.text)
    return read


def _without_own_label(item: Item, text: str) -> str:
    """A text without its label, which stands once more before the value where the first was a heading, or its remark."""
    text = _REMARK_BEFORE.sub("", text)
    head, colon, tail = text.partition(":")
    if colon and any(_ends_with(label, head) for label in item.labels):
        return tail.strip()  # a shorter label was found in it
    words = text.split(" ")
    for label in item.labels:
        count = label.count(" ") + 1
        if 1 < count < len(words) and plain_label(" ".join(words[:count])) == plain_label(label):
            return " ".join(words[count:])
    return text


_REMARK_BEFORE = re.compile(r"^(?:\([^()]*\) ?[:;]|\(?(?:ghi|viết|nếu)\b[^()]*\)\W*) ?", re.IGNORECASE)
"""What stands between a label and its value in parentheses, the first of which may be lost: "(ghi bằng chữ in hoa):"."""


def _ends_with(whole: str, end: str) -> bool:
    """Whether the last words of a label or a sentence are these; few letters must be the same."""
    plain, last = plain_label(whole), plain_label(end)
    if len(last) < _FEWEST_OF_END:
        return len(last) > 1 and plain.endswith(last)
    return fuzz.ratio(plain[-len(last) :], last) >= _LABEL_ALIKE


_FEWEST_OF_END = 8
"""Letters of the end of a label, at least, that are told from a value's."""


def _is_beheaded(text: str, read: Read) -> bool:
    """Whether letters or digits stand before an address: its beginning, cut off."""
    before = text.replace(" ", "").partition(str(read.value))[0] if read.value else ""
    return any(map(str.isalnum, before))


def _after_label(item: Item, text: str) -> str:
    """A text without its own label, which a box around several lines takes in, and the remark behind that."""
    text = _REMARK_BEFORE.sub("", text)
    head, colon, tail = text.partition(":")
    vietnamese = re.split(r"\s*/", head)[0]
    like = max(
        (fuzz.ratio(plain_label(each), plain_label(label)) for label in item.labels for each in (head, vietnamese)),
        default=0.0,
    )
    if colon and (like >= 70 or any(_ends_with(head, label) for label in item.labels if " " in label)):
        return without_english(tail)
    words = text.split(" ")
    numbered = NUMBERING.fullmatch(words[0]) is not None
    words = words[numbered:]
    cuts = [len(label.split(" ")) for label in item.labels if _begins_with(words, label)]
    return without_english(" ".join(words[max(cuts) :]) if cuts and (item.hanging or numbered) else text)


def _begins_with(words: Sequence[str], label: str) -> bool:
    """Whether a text begins with a label of two words or more that has no colon."""
    count = len(label.split(" "))
    head = plain_label(" ".join(words[:count]))
    return 1 < count < len(words) and fuzz.ratio(head, plain_label(label)) >= _LABEL_ALIKE


_LABEL_ALIKE = 82
"""Percent."""


def _picked(item: Item, text: str) -> str:
    """The part of a text that is the value: of the line of place and date, what begins at "ngày"."""
    if item.take is Take.DATE_LINE and (dated := DATED.search(text)):
        return dated[0]
    if not item.pattern:
        return text
    text = with_figures(text)
    text = mail_address(text) if item.key == "email" else text
    found = re.search(item.pattern, text) or re.search(item.pattern, text.replace(" ", ""))
    return found[found.re.groups and 1] if found else ""


def _others(stream: Stream, labels: Mapping[int, Found], layout: Layout) -> int:
    """The token from which on a form tells of other persons."""
    return min(
        (labels[at].start for at, item in enumerate(layout.items) if item.part and at in labels),
        default=len(stream.tokens),
    )


def _find_number(tokens: Sequence[Token], specs: Mapping[str, FieldSpec], read: Readings) -> None:
    """The one 12-digit number of a paper about one person, where its short label ("Số") was not recognised."""
    wanted = [key for key, spec in specs.items() if spec.type is FieldType.ID]
    if len(wanted) != 1 or (wanted[0] in read and read[wanted[0]][0].value is not None):
        return
    alone = [token for token in tokens if re.fullmatch(r"\d{12}", token.word.text)]
    if len({token.word.text for token in alone}) == 1:
        word = alone[0].word
        read[wanted[0]] = (read_value(specs[wanted[0]], word.text, (word,), 0.9), alone[0].at, word.box)


def _confirm(stream: Stream, labels: Mapping[int, Found], layout: Layout, read: Readings) -> None:
    """Dates that the form repeats in words."""
    for number, item in enumerate(layout.items):
        if item.confirms not in read or number not in labels:
            continue
        span = value_span(stream, labels, number, item)
        first, at, box = read[item.confirms]
        if span is None:
            continue
        if isinstance(first.value, str):
            said = in_words(span.text, first.value)
            read[item.confirms] = (first if said is None else first.checked(said), at, box)
        elif spelled := parse_date_words(span.text):
            seen = replace(first.seen, weakest=0.6, label=labels[number].score, repaired=True)
            read[item.confirms] = (replace(first, value=spelled, text=span.text, seen=seen), span.at, span.box)


def _says_never(read: Read) -> bool:
    return read.family is Family.DATE and read.value is None and NEVER.fullmatch(fold(read.text)) is not None


def _field(spec: FieldSpec, read: Readings) -> ExtractedField:
    if spec.key not in read:
        return ExtractedField(spec.key, None, "", MISSING)
    found, at, box = read[spec.key]
    if found.value is None:
        return ExtractedField(spec.key, None, found.text, SAID_SO if _says_never(found) else MISSING, at, box)
    return ExtractedField(spec.key, found.value, found.text, found.confidence, at, box, found.family, found.seen)
