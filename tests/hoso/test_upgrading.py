"""Copies signed while the time-stamp server was silent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from cli_desk import settings_of
from cli_records import CODE, document, record

from dossier.errors import InputRefused, PermanentError, TransientError
from dossier.judgement import Verdict
from dossier.pipeline import Advanced
from dossier.record import Profile, Record
from hoso.office import Office
from hoso.settings import Settings
from hoso.steps.seal import SealStep
from hoso.steps.sign import SignStep
from hoso.upgrading import lacking
from hoso.wiring import open_office
from signing.levels import Level
from signing.tsa.http import HttpTimeStamper

NOBODY = HttpTimeStamper("http://127.0.0.1:1/", 0.5)


def page() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    with open_office(settings_of(tmp_path / "home")) as office:
        yield office


def unsigned(desk: Office) -> Record:
    """One document whose copy is not signed yet."""
    (paper,) = record(document()).documents
    assert paper.copy is not None
    copy = replace(paper.copy, sha256=desk.drafts.blobs.put(page()), signature=None)
    return record(replace(paper, copy=copy))


def signed(desk: Office, *, silent: bool) -> Record:
    signatures = replace(desk.signatures, timestamper=NOBODY) if silent else desk.signatures
    step = SignStep(desk.drafts, signatures, lambda _: None, desk.clock)
    return loaded(desk, step(CODE, desk.drafts.keep(unsigned(desk))))


def loaded(desk: Office, outcome: object) -> Record:
    assert isinstance(outcome, Advanced)
    return desk.drafts.load(outcome.record)


def level(of: Record) -> str:
    (paper,) = of.documents
    assert paper.copy is not None
    assert paper.copy.signature is not None
    return paper.copy.signature.level


def test_a_copy_is_signed_without_the_server_and_says_what_it_lacks(desk: Office) -> None:
    found = signed(desk, silent=True)
    assert level(found) == "PAdES-B-B"
    assert "no_time_stamp" in str(found.events[-1].detail["cautions"])
    assert lacking(found, Level.B_T) == found.documents


def test_what_lacks_nothing_is_not_touched(desk: Office) -> None:
    found = signed(desk, silent=False)
    assert level(found) == "PAdES-B-T"
    assert lacking(found, Level.B_T) == ()


def test_the_log_tells_what_the_signer_is_to_know(desk: Office, caplog: pytest.LogCaptureFixture) -> None:
    signed(desk, silent=True)
    assert [record.getMessage() for record in caplog.records if record.name == "hoso"] == [
        f"{CODE}: signing: no_time_stamp"
    ]


def test_a_development_certificate_is_told_in_the_event(desk: Office) -> None:
    assert signed(desk, silent=False).events[-1].detail["cautions"] == "no_legal_value"


def test_the_seal_waits_for_the_time_stamp_of_the_copy(desk: Office) -> None:
    found = signed(desk, silent=True)
    silent = replace(desk.signatures, timestamper=NOBODY)
    with pytest.raises(TransientError):
        SealStep(desk.drafts, silent, desk.clock)(CODE, desk.drafts.keep(found))


def test_before_the_seal_the_copy_gets_what_it_lacks(desk: Office) -> None:
    found = signed(desk, silent=True)
    sealed = loaded(desk, SealStep(desk.drafts, desk.signatures, desk.clock)(CODE, desk.drafts.keep(found)))
    assert level(sealed) == "PAdES-B-T"
    assert [each.type for each in sealed.events][-2:] == ["signature upgrade", "seal"]
    old, new = (each.documents[0].copy for each in (found, sealed))
    assert old is not None and new is not None
    assert desk.drafts.blobs.get(new.sha256).startswith(desk.drafts.blobs.get(old.sha256))
    assert desk.judges.pdf(desk.drafts.blobs.get(new.sha256)).verdict is Verdict.VALID


def test_copies_are_archived_at_the_level_that_is_set(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", copy_level=Level.B_LTA)
    with open_office(settings) as office:
        assert level(signed(office, silent=False)) == "PAdES-B-LTA"


def test_a_key_whose_issuer_nobody_trusts_signs_nothing(desk: Office, tmp_path: Path) -> None:
    with open_office(settings_of(tmp_path / "elsewhere")) as stranger:
        strange = replace(desk.signatures, signer=stranger.signatures.signer)
        step = SignStep(desk.drafts, strange, lambda _: None, desk.clock)
        with pytest.raises(PermanentError, match="no chain leads to a trusted root"):
            step(CODE, desk.drafts.keep(unsigned(desk)))


def test_a_revoked_officer_signs_nothing(desk: Office) -> None:
    officer = desk.development.officer("can-bo-01")
    desk.development.revoke(officer.chain[0], desk.clock())
    with pytest.raises(PermanentError, match="revoked"):
        signed(desk, silent=False)


def test_a_copy_with_prepared_content_is_refused_and_not_signed(desk: Office) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(page())) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.save(out)
    with pytest.raises(InputRefused, match="scripts"):
        desk.signatures.sign_copy(out.getvalue(), Profile.COUNTER, "can-bo-01", desk.clock())
