"""Which PDFs are handed to the judge: every one in which a signature could be written."""

from __future__ import annotations

import re

import pytest
from signing_office import AT, Office
from signing_papers import blank_page
from signing_producers import by_fpdf, by_hand, by_img2pdf, by_qpdf

from signing.judge.presence import may_bear_signatures
from signing.pades.sign import sign_pdf


@pytest.mark.parametrize("paper", [by_fpdf, by_hand, by_img2pdf])
def test_an_unsigned_paper_needs_no_judge(paper: object) -> None:
    assert callable(paper)
    assert not may_bear_signatures(paper())


def test_a_signed_paper_needs_one(office: Office) -> None:
    signed = sign_pdf(blank_page(), office.officer, office.stamper, appearance=None, at=AT).data
    assert may_bear_signatures(signed)


def test_what_is_compressed_or_escaped_is_looked_into() -> None:
    assert may_bear_signatures(by_qpdf(streams=True))
    assert may_bear_signatures(by_qpdf(streams=True).replace(b"/ObjStm", b"/ObjSxx"))  # qpdf reads such a stream too
    assert not may_bear_signatures(by_qpdf(streams=False))
    assert may_bear_signatures(re.sub(rb"/MediaBox", b"/S#69g null /MediaBox", by_hand(), count=1))
