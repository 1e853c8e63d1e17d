"""What separator sheets leave to be asked: lost or surplus pages, sheets of unknown origin, papers of another look."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.cover import Cover, CoverState, stacks
from dossier.doctype import OTHER
from dossier.record import Document, PageRef, Record, ReviewItem

_DISTRUSTED = {
    CoverState.FOREIGN: (
        "its code was not printed by this office or names no type that is known",
        "mã không do đơn vị này in hoặc loại giấy tờ không có trong danh mục",
    ),
    CoverState.UNREADABLE: ("its code cannot be read", "không đọc được mã"),
    CoverState.WRITTEN_ON: ("other print stands on it", "trên tờ có nội dung khác"),
}


def cover_items(record: Record, accept: float) -> Iterator[ReviewItem]:
    """Everything about the separator sheets of a dossier that a person must look at."""
    documents = {page: index for index, document in enumerate(record.documents) for page in document.pages}
    blank = {PageRef(file.file, page) for file in record.files for page in file.blank_pages}
    places = {id(cover): PageRef(file.file, cover.page) for file in record.files for cover in file.covers}
    for stack in stacks(_pages(record)):
        cover = stack.cover
        if cover is None:
            continue
        place = places[id(cover)]
        if cover.state is not CoverState.OWN:
            yield _distrusted(cover, place, documents.get(place))
            continue
        index = documents.get(stack.pages[0]) if stack.pages else None
        written = sum(page not in blank for page in stack.pages)
        if not written or (cover.pages is not None and cover.pages != written):
            yield _miscounted(cover, place, written, index)
        if index is not None and _unlike(cover, record.documents[index], accept):
            yield _contradicted(cover, place, index)


def chosen_as_other(record: Record) -> frozenset[PageRef]:
    """First pages of papers that an officer called "other" by a separator sheet: nobody is asked for their type again."""
    covered = (stack for stack in stacks(_pages(record)) if stack.pages and stack.cover and stack.cover.type == OTHER)
    return frozenset(stack.pages[0] for stack in covered)


def _pages(record: Record) -> Iterator[tuple[PageRef, Cover | None]]:
    for file in record.files:
        found = {cover.page: cover for cover in file.covers}
        backs = {cover.back for cover in file.covers}
        for page in range(1, file.pages + 1):
            if page not in backs:
                yield PageRef(file.file, page), found.get(page)


def _unlike(cover: Cover, document: Document, accept: float) -> bool:
    return cover.type == document.type and document.confidence < accept


def _distrusted(cover: Cover, place: PageRef, index: int | None) -> ReviewItem:
    why, why_vi = _DISTRUSTED[cover.state]
    return ReviewItem(
        "page_fault",
        f"{place.file}, page {place.page}: this separator sheet was not obeyed: {why}. Check types, splits and pages.",
        f"{place.file}, trang {place.page}: tờ phân cách này không được dùng: {why_vi}. Hãy kiểm tra loại, cách tách và số trang.",
        document=index,
    )


def _miscounted(cover: Cover, place: PageRef, written: int, index: int | None) -> ReviewItem:
    said, said_vi = (f"{cover.pages} pages", f"{cover.pages} trang") if cover.pages else ("a paper", "có giấy tờ")
    return ReviewItem(
        "page_fault",
        f"{place.file}, page {place.page}: the separator sheet says {said}, {written} follow it. "
        "A page may be lost or belong elsewhere: compare with the paper, scan again where one is missing.",
        f"{place.file}, trang {place.page}: tờ phân cách ghi {said_vi}, sau đó có {written} trang. "
        "Có thể mất trang hoặc lẫn trang: hãy đối chiếu với bản giấy, quét lại nếu thiếu.",
        document=index,
    )


def _contradicted(cover: Cover, place: PageRef, index: int) -> ReviewItem:
    return ReviewItem(
        "contradiction",
        f"{place.file}, page {place.page}: the separator sheet says {cover.type}, the paper looks like another type.",
        f"{place.file}, trang {place.page}: tờ phân cách ghi {cover.type}, nhưng giấy tờ trông giống loại khác.",
        document=index,
    )
