"""Pages in order become documents: what starts one, what goes on with the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dossier.doctype import OTHER
from ocr.fields.field import PageAt
from ocr.layout import Layouts
from ocr.sort.clues import ADMINISTRATIVE, CARD, PASSPORT, Clues
from ocr.sort.types import likeliest, probabilities

_CARDS = (CARD, "old_identity_card")
_TITLED = 0.4
_HEADED = 0.55
_SAME_FORM = 0.25
_AS_LIKELY = 0.5
"""Share of what speaks for another type from which a page without a title goes on with a form: its last lines are common."""
_FILLED = 3
_ONE_LABEL = 0.34
"""What one label of a type comes to: a name may be like one, "Nguyễn Xuân" like "Nguyên quán"."""
_FEW, _FEW_SIGNED = 60, 250
"""Letters of a page that holds the end of a paper; with what stands over three signatures."""


@dataclass(frozen=True, slots=True)
class SortedDocument:
    """One paper: its type, the probability of that, its pages in order. Every page is in exactly one document."""

    type: str
    confidence: float
    pages: tuple[PageAt, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """A document being put together; ``last`` are the clues of its last page that is not blank.

    ``phrases``: those of an administrative document up to its end.
    """

    type: str
    confidence: float
    pages: tuple[PageAt, ...]
    last: Clues
    written: int
    ended: bool
    sides: frozenset[str]
    person: str | None
    phrases: frozenset[str]


def group_pages(pages: Sequence[tuple[PageAt, Clues]], layouts: Layouts) -> tuple[SortedDocument, ...]:
    """Group all pages; blank ones stay with the paper before them, those at the very start with the first paper."""
    documents: list[Open] = []
    leading: list[PageAt] = []
    single = _single_pages(pages)
    for at, clues in pages:
        if clues.blank and documents:
            documents[-1] = replace(documents[-1], pages=(*documents[-1].pages, at))
        elif clues.blank:
            leading.append(at)
        else:
            _place(documents, at, clues, layouts, single=single)
    if not documents:
        return (SortedDocument(OTHER, 0.5, tuple(leading)),) if leading else ()
    documents[0] = replace(documents[0], pages=(*leading, *documents[0].pages))
    return tuple(SortedDocument(each.type, each.confidence, each.pages) for each in documents)


def _single_pages(pages: Sequence[tuple[PageAt, Clues]]) -> bool:
    """Whether every file is one picture: then a paper may run over several files."""
    return all(at.page == 1 for at, _ in pages)


def _place(documents: list[Open], at: PageAt, clues: Clues, layouts: Layouts, *, single: bool) -> None:
    other_half = _other_half(documents, clues)
    if other_half is not None:
        documents[other_half] = _joined(documents[other_half], at, clues)
    elif documents and _continues(documents[-1], at, clues, layouts, single=single):
        documents[-1] = _joined(documents[-1], at, clues)
    else:
        kind, confidence = likeliest(clues)
        documents.append(Open(kind, confidence, (at,), clues, 1, clues.ends, clues.sides, clues.person, clues.phrases))


def _joined(document: Open, at: PageAt, clues: Clues) -> Open:
    """The document with one more page; a page that shows the type more clearly raises its probability."""
    own_words = document.type == ADMINISTRATIVE and not document.ended  # not those of its annexes
    return replace(
        document,
        pages=(*document.pages, at),
        last=clues,
        written=document.written + 1,
        ended=document.ended or clues.ends,
        confidence=max(document.confidence, probabilities(clues).get(document.type, 0.0)),
        sides=document.sides | clues.sides,
        person=document.person or clues.person,
        phrases=document.phrases | clues.phrases if own_words else document.phrases,
    )


def _other_half(documents: Sequence[Open], clues: Clues) -> int | None:
    """The card whose other side this page is: the one before, or the one of the same number."""
    if likeliest(clues)[0] != CARD or len(clues.sides) != 1:
        return None
    open_ = [number for number, each in enumerate(documents) if each.type == CARD and not each.sides & clues.sides]
    same = [number for number in open_ if clues.person and documents[number].person == clues.person]
    if same:
        return same[-1]  # which side the first one is may not have been seen
    halves = [number for number in open_ if len(documents[number].sides) == 1]
    apart = [number for number in halves if clues.person and documents[number].person]
    last = len(documents) - 1
    return last if last in halves and last not in apart else None


def _starts(clues: Clues) -> bool:
    """Whether the page has the title of a known type or the head of an administrative document."""
    return max(clues.titles.values(), default=0.0) >= _TITLED or clues.head >= _HEADED


def _continues(document: Open, at: PageAt, clues: Clues, layouts: Layouts, *, single: bool) -> bool:
    """Whether a page goes on with the paper before it."""
    if document.pages[-1].file != at.file and not single:
        return False
    if document.type == ADMINISTRATIVE:
        return _continues_text(document, clues)
    if document.type == PASSPORT and document.written == 1 and document.last.requests != clues.requests:
        return likeliest(clues)[0] == PASSPORT  # the request to authorities, and the page of particulars
    if _starts(clues) or clues.codes:
        return False
    if document.type == OTHER:
        return not clues.heading and likeliest(clues)[0] == OTHER
    other = clues.person and document.person and clues.person != document.person
    if clues.sides & document.sides or (other and document.type in _CARDS):  # a form names several people
        return False
    if document.type not in _CARDS and clues.signed and _is_tail(clues):
        return True  # however many pages the form has: there was no room for the signature
    room = layouts[document.type].pages
    if room is not None and document.written >= room:
        return False
    if (
        clues.assures
        or _is_tail(clues)
        or (document.type in _CARDS and document.sides == {"front"} and clues.sides == {"back"})
    ):
        return True
    same = clues.labels.get(document.type, 0.0)
    best = max((share for kind, share in clues.labels.items() if _may_be(kind, clues)), default=0.0)
    if same >= _SAME_FORM and same >= best:
        return True
    ends = (clues.closing or (clues.signed and same > 0)) and same >= best and clues.letters < _FEW_SIGNED
    if clues.numbered == document.written + 1 or ends:
        return True
    return not clues.heading and same > 0 and same >= _AS_LIKELY * best


def _may_be(kind: str, clues: Clues) -> bool:
    """Whether labels speak for a type: those of cards, which forms have too, only beside what cards alone have."""
    return kind not in _CARDS or bool(clues.sides or clues.codes)


def _is_tail(clues: Clues) -> bool:
    """Whether a page bears a few words of no form: a signature, or the name under one, with no room on the page before."""
    few = clues.letters < (_FEW_SIGNED if clues.signed or clues.closing else _FEW)
    bare = max(clues.labels.values(), default=0.0) <= (_ONE_LABEL if clues.filled == 0 else 0.0)
    return few and (clues.signed or clues.closing or not clues.heading) and clues.filled < 2 and bare


def _continues_text(document: Open, clues: Clues) -> bool:
    """An administrative document goes on until the next head; after its end only annexes and numbered pages belong.

    An annex goes on over pages without a heading of their own. One without its word has words of the document.
    """
    if clues.head >= _HEADED or clues.codes:
        return False
    if _starts(clues):
        return clues.filled < _FILLED and (clues.annex or not document.ended)
    if clues.annex or (clues.numbered is not None and clues.numbered > 1):
        return True
    kind, confidence = likeliest(clues)
    if kind not in (OTHER, ADMINISTRATIVE) and confidence > 0.7 and clues.filled >= _FILLED:
        return False
    ends_it = clues.ends and not document.ended
    return (
        ends_it
        or bool(document.phrases & clues.phrases)
        or (not clues.heading and (not document.ended or not document.last.ends))
    )
