"""A copy is still PDF/A-2u after the officer's and the agency's signatures."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from dossier.page import Box, Word
from hoso.conformance import judge, libraries
from ocr.copy import CopyMeta, CopyPage, write_copy
from ocr.copy.image import lossless
from signing.authority.development import open_authority
from signing.judge.trust import trust_of
from signing.levels import Level
from signing.pades.appearance import agency_appearance, officer_appearance
from signing.pades.picture import Kind, picture, seal_beside
from signing.pades.raise_level import raise_pdf
from signing.pades.sign import sign_pdf
from signing.status.gather import Gatherer
from signing.status.listed import ListedStatus
from signing.tsa.issuing import IssuingTimeStamper
from signing.wanted import Wanted

FONT = Path("/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf")
AT = datetime(2026, 11, 22, 10, 15, 30, tzinfo=timezone(timedelta(hours=7)))


@pytest.mark.skipif(not (shutil.which("java") and shutil.which("mvn")), reason="Java or Maven is not installed")
@pytest.mark.skipif(not FONT.is_file(), reason="the font of the signature's mark is not installed")
def test_a_copy_stays_pdfa_2u_when_it_is_signed_twice(tmp_path: Path) -> None:
    page = CopyPage(
        lossless(np.full((2338, 1654), 250, np.uint8)), 200, 0, (Word("Quỳnh", Box(9, 9, 99, 50), 1, 0, 0),)
    )
    authority = open_authority(tmp_path / "authority")
    stamper = IssuingTimeStamper(authority.time_stamper())
    copy = write_copy([page], CopyMeta("Tờ khai", "H29.12-261122-0001.1", AT))
    officer = officer_appearance("Cán bộ Một cửa", AT, FONT)
    once = sign_pdf(copy, authority.officer("canbo"), stamper, appearance=officer, at=AT).data
    agency = agency_appearance("Cơ quan số hóa", AT, FONT)
    twice = sign_pdf(once, authority.agency(), stamper, appearance=agency, at=AT).data
    files = [tmp_path / "once.pdf", tmp_path / "twice.pdf"]
    for file, data in zip(files, (once, twice), strict=True):
        assert data.startswith(copy)
        file.write_bytes(data)
    assert [verdict.reason for verdict in judge(files, libraries()) if not verdict.compliant] == []


@pytest.mark.skipif(not (shutil.which("java") and shutil.which("mvn")), reason="Java or Maven is not installed")
def test_a_copy_stays_pdfa_2u_with_pictures_of_signatures_and_everything_for_the_long_term(tmp_path: Path) -> None:
    page = CopyPage(lossless(np.full((2338, 1654), 250, np.uint8)), 200, 0, ())
    authority = open_authority(tmp_path / "authority")
    trust = trust_of([authority.root, *authority.revocation_lists])
    wanted = Wanted(Level.B_LTA, Gatherer(trust, ListedStatus(lambda: trust.revocation_lists)))
    stamper = IssuingTimeStamper(authority.time_stamper())
    now = datetime.now(UTC)
    hand = picture(Kind.HAND, _ring("blue"), centre=(420, 700))
    pdf = write_copy([page], CopyMeta("Tờ khai", "H29.12-261122-0001.1", AT))
    for signer, drawn in ((authority.officer("canbo"), hand), (authority.agency(), seal_beside(hand, _ring("red")))):
        pdf = sign_pdf(pdf, signer, stamper, appearance=drawn, at=now, wanted=wanted).data
    pdf = raise_pdf(pdf, stamper, at=now, wanted=wanted)
    (tmp_path / "signed.pdf").write_bytes(pdf)
    assert [verdict.reason for verdict in judge([tmp_path / "signed.pdf"], libraries()) if not verdict.compliant] == []


def _ring(colour: str) -> bytes:
    made = Image.new("RGBA", (118, 118), (255, 255, 255, 0))
    ImageDraw.Draw(made).ellipse((8, 8, 110, 110), outline=colour, width=8)
    out = BytesIO()
    made.save(out, "PNG", dpi=(100, 100))
    return out.getvalue()
