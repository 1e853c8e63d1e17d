"""Types, splits and page order as a person says they are."""

from __future__ import annotations

import pytest
from cli_records import CODE, document, field, record

from dossier.errors import UsageError
from dossier.record import PageRef
from hoso.catalogue import load_catalogue
from hoso.regrouping import Group, regrouped

CATALOGUE = load_catalogue()


def group(kind: str, *pages: int) -> Group:
    return Group(kind, tuple(PageRef("scan.pdf", page) for page in pages))


def test_what_did_not_change_keeps_its_copy_and_its_fields() -> None:
    kept, split = document(1, full_name=field("A", 0.9)), document(2, 3, ordinal=2)
    groups = [group("birth_certificate", 1), group("other", 2), group("other", 3)]
    first, second, third = regrouped(record(kept, split), groups, CATALOGUE).documents
    assert first == kept
    assert (second.ordinal, third.ordinal) == (3, 4)
    assert second.copy is third.copy is None
    assert not second.fields


def test_the_old_copy_goes_to_the_document_that_took_over_its_first_page() -> None:
    groups = [group("other", 2), group("birth_certificate", 1)]
    first, second = regrouped(record(document(1, 2)), groups, CATALOGUE).documents
    assert first.former_copies == ()
    (former,) = second.former_copies
    assert (former.file, former.superseded_by) == (f"{CODE}.1.pdf", f"{CODE}.{second.ordinal}.pdf")


def test_copies_that_were_superseded_before_still_name_their_own_successor() -> None:
    once = regrouped(record(document(1, 2)), [group("other", 1, 2)], CATALOGUE)
    twice = regrouped(once, [group("other", 2, 1)], CATALOGUE)
    (former,) = twice.documents[0].former_copies
    assert former.superseded_by == f"{CODE}.2.pdf"


def test_another_page_order_is_another_document() -> None:
    (turned,) = regrouped(record(document(1, 2)), [group("birth_certificate", 2, 1)], CATALOGUE).documents
    assert turned.ordinal == 2
    assert [page.page for page in turned.pages] == [2, 1]


@pytest.mark.parametrize(
    "groups",
    [
        [group("birth_certificate", 1)],
        [group("birth_certificate", 1, 2), group("other", 2)],
        [group("birth_certificate", 1, 2, 3)],
        [group("birth_certificate", 1, 2), group("other")],
        [group("no_such_type", 1, 2)],
        [],
    ],
)
def test_a_page_lost_doubled_or_invented_is_refused(groups: list[Group]) -> None:
    with pytest.raises(UsageError):
        regrouped(record(document(1, 2)), groups, CATALOGUE)
