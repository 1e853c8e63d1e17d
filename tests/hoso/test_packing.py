"""What goes into a package."""

from __future__ import annotations

import pytest
from cli_desk import ARCHIVED, WAITING

from dossier.codes import DossierCode
from dossier.errors import PermanentError
from hoso.digitise import record_of
from hoso.office import Office
from hoso.packing import pack, payload


def test_the_same_record_gives_the_bytes_that_were_archived(office: Office) -> None:
    record = record_of(office, DossierCode(ARCHIVED))
    assert pack(office.drafts, record, 1) == office.store.get(f"{ARCHIVED}/v1.zip")


def test_originals_copies_words_record_and_seal_go_in(office: Office) -> None:
    assert sorted(payload(office.drafts, record_of(office, DossierCode(ARCHIVED)))) == [
        f"data/copy/{ARCHIVED}.1.pdf",
        "data/original/1.pdf",
        "data/premis.xml",
        "data/record.json",
        "data/record.p7s",
        "data/record.sig",
        "data/record.tst",
        "data/words/1.json",
    ]


def test_nothing_is_packed_before_it_is_sealed(office: Office) -> None:
    with pytest.raises(PermanentError):
        pack(office.drafts, record_of(office, DossierCode(WAITING)), 1)
