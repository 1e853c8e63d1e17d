"""Types, splits and page order as a person says they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dossier.doctype import Catalogue
from dossier.errors import UsageError
from dossier.record import Copy, Document, PageRef, Record


@dataclass(frozen=True, slots=True)
class Group:
    """One paper: its type and its pages in order."""

    type: str
    pages: tuple[PageRef, ...]


def regrouped(record: Record, groups: Sequence[Group], catalogue: Catalogue) -> Record:
    """The record with these documents. What did not change is kept; the others are to be copied, signed and read again.

    Every page must be in exactly one group: none is lost by a correction. Separator sheets may be left out or taken in.
    """
    _check(record, groups, catalogue)
    kept = {(document.type, document.pages): document for document in record.documents}
    ordinal = max((document.ordinal for document in record.documents), default=0)
    documents: list[Document] = []
    for group in groups:
        document = kept.pop((group.type, group.pages), None)
        if document is None:
            ordinal += 1
            document = Document(group.type, 1.0, group.pages, ordinal)
        documents.append(document)
    return replace(record, documents=tuple(_with_former(record, documents, tuple(kept.values()))))


def _check(record: Record, groups: Sequence[Group], catalogue: Catalogue) -> None:
    unknown = sorted({group.type for group in groups} - set(catalogue))
    if unknown:
        raise UsageError(f"Unknown document type: {', '.join(unknown)}.", remedy=f"Known: {', '.join(catalogue)}.")
    covers = {PageRef(file.file, page) for file in record.files for cover in file.covers for page in cover.sides}
    wanted = {page for document in record.documents for page in document.pages} - covers
    given = [page for group in groups for page in group.pages]
    once = len(given) == len(set(given)) and wanted <= set(given) <= wanted | covers
    if not once or not groups or not all(group.pages for group in groups):
        raise UsageError("Every page must stand in exactly one document.", remedy="`hoso show` lists the pages.")


def _with_former(record: Record, documents: list[Document], gone: tuple[Document, ...]) -> list[Document]:
    """Copies of documents that are no more go, marked superseded, to the document that took over their first page.

    Those of a separator sheet that was left out go to the first document.
    """
    for old in gone:
        heir = next((n for n, document in enumerate(documents) if old.pages[0] in document.pages), 0)
        copies = (*old.former_copies, *((old.copy,) if old.copy else ()))
        successor = copy_name(record, documents[heir].ordinal)
        former = tuple(_superseded(copy, successor) for copy in copies)
        documents[heir] = replace(documents[heir], former_copies=(*documents[heir].former_copies, *former))
    return documents


def _superseded(copy: Copy, successor: str) -> Copy:
    return copy if copy.superseded_by else replace(copy, superseded_by=successor)


def copy_name(record: Record, ordinal: int) -> str:
    """Dossier code, full stop, ordinal (TT 02/2019/TT-BNV)."""
    return f"{record.head.code}.{ordinal}.pdf"
