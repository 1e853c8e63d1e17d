"""What we sign in the eyes of the reference validator of EN 319 102-1, offline."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256, sha512
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from services import dss

from signing.authority.development import DevelopmentAuthority, KeyKind, open_authority
from signing.cades import raise_detached, sign_detached
from signing.evidence.batch import begin, record_of, renew_stamps, renew_tree
from signing.judge.trust import trust_of
from signing.levels import Level
from signing.pades.raise_level import raise_pdf
from signing.pades.sign import sign_pdf
from signing.status.gather import Gatherer
from signing.status.listed import ListedStatus
from signing.tsa.issuing import IssuingTimeStamper
from signing.wanted import Wanted

pytestmark = pytest.mark.skipif(not dss.AVAILABLE, reason="Maven or a Java compiler is not installed")

CONTENT = b'{"ghi":"mau"}'
STAMP, ARCHIVE, DOCUMENT = "SIGNATURE_TIMESTAMP+", "ARCHIVE_TIMESTAMP+", "DOCUMENT_TIMESTAMP+"
RECORD = "EVIDENCE_RECORD_TIMESTAMP+"


@pytest.fixture(scope="module", params=[KeyKind.P256, KeyKind.RSA2048])
def verdicts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All files of one kind of key judged by one Java process."""
    folder = tmp_path_factory.mktemp("dss")
    authority = open_authority(folder / "development", request.param)
    (folder / "content.json").write_bytes(CONTENT)
    return dss.judged(authority.root, folder / "content.json", _written(folder, authority))


def _written(folder: Path, authority: DevelopmentAuthority) -> list[Path]:
    now, stamper = datetime.now(UTC), IssuingTimeStamper(authority.time_stamper())
    trust = trust_of([authority.root, *authority.revocation_lists])
    gatherer = Gatherer(trust, ListedStatus(lambda: trust.revocation_lists))
    officer, agency, lasting = authority.officer("canbo"), authority.agency(), Wanted(Level.B_LTA, gatherer)
    files: dict[str, bytes] = {}
    for level in (Level.B_LT, Level.B_LTA):
        wanted = Wanted(level, gatherer)
        files[f"{level}.pdf"] = sign_pdf(_page(), officer, stamper, appearance=None, at=now, wanted=wanted).data
        files[f"{level}.p7s"] = sign_detached(CONTENT, agency, stamper, at=now, wanted=wanted).cms
    plain = sign_pdf(_page(), officer, stamper, appearance=None, at=now, wanted=Wanted(Level.B_B)).data
    files["raised.pdf"] = raise_pdf(plain, stamper, at=now, wanted=lasting)
    files["renewed.p7s"] = raise_detached(files["B-LTA.p7s"], CONTENT, stamper, at=now, wanted=lasting).cms
    contents = [CONTENT, b"another", b"third"]
    batch = begin([sha256(each).digest() for each in contents], stamper)
    files["one.ers"] = record_of(batch, 0)
    (batch,) = renew_stamps([batch], stamper)
    batch = renew_tree(batch, [sha512(each).digest() for each in contents], stamper, "sha512")
    files["renewed.ers"] = record_of(batch, 0)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in files]


def _page() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("B-LT.pdf", f"PAdES-BASELINE-LT TOTAL_PASSED {STAMP}"),
        ("B-LTA.pdf", f"PAdES-BASELINE-LTA TOTAL_PASSED {STAMP} {DOCUMENT}"),
        ("raised.pdf", f"PAdES-BASELINE-LTA TOTAL_PASSED {DOCUMENT} {DOCUMENT}"),
        ("B-LT.p7s", f"CAdES-BASELINE-LT TOTAL_PASSED {STAMP}"),
        ("B-LTA.p7s", f"CAdES-BASELINE-LTA TOTAL_PASSED {STAMP} {ARCHIVE}"),
        ("renewed.p7s", f"CAdES-BASELINE-LTA TOTAL_PASSED {STAMP} {ARCHIVE} {ARCHIVE}"),
        ("one.ers", f"{RECORD} OBJECT+"),
        ("renewed.ers", f"{RECORD} {RECORD} {RECORD} OBJECT+"),
    ],
)
def test_the_reference_validator_takes_what_we_sign(verdicts: dict[str, str], file: str, told: str) -> None:
    assert verdicts[file] == told
