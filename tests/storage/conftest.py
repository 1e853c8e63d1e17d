"""A whole record, synthetic, with something in every place that can hold something."""

from __future__ import annotations

import pytest

from dossier.codes import DossierCode
from dossier.cover import Cover, CoverState
from dossier.digest import Digest
from dossier.identification import Identification, IdentityVerdict, RegisterAnswer
from dossier.judgement import Algorithms, Indication, Reason, SignatureJudgement
from dossier.page import Box, FaultCode, PageFault, PageImage, PageSource
from dossier.record import (
    Attributes,
    Copy,
    CopySignature,
    Document,
    Event,
    Field,
    Head,
    LogEntry,
    Package,
    PageRef,
    Policy,
    Profile,
    Record,
    ReviewItem,
    Seal,
    Source,
    SourceFile,
    Status,
)
from storage.record_json import sealed_bytes

CODE = DossierCode.parse("H29.12-261122-0001")
SCAN, WORDS, COPY = b"%PDF- a scan as received", b'{"words":[]}', b"%PDF- its signed copy"


def _file() -> SourceFile:
    judgement = SignatureJudgement(
        field="Signature1",
        kind="signature",
        indication=Indication.INDETERMINATE,
        sub_indication="NO_CERTIFICATE_CHAIN_FOUND",
        intact=True,
        coverage="whole_file",
        modification="none",
        level="PAdES-B-B",
        sub_filter="ETSI.CAdES.detached",
        signer="CN=Cán bộ mẫu",
        issuer=None,
        signed_at="2026-11-21T10:00:00+07:00",
        timestamped_at=None,
        algorithms=Algorithms(digest="sha256", signature="ecdsa"),
        reasons=(Reason("no_chain", "No chain was found.", "Không tìm thấy chuỗi chứng thư."),),
    )
    return SourceFile(
        file="scan.pdf",
        sha256=Digest.of(SCAN),
        media_type="application/pdf",
        size=len(SCAN),
        pages=2,
        page_images=(PageImage(1, 2480, 3508, 300, 0, PageSource.EMBEDDED),),
        faults=(PageFault(2, FaultCode.BLURRED, "Blurred: scan again.", "Mờ: hãy quét lại."),),
        blank_pages=(2,),
        covers=(Cover(1, CoverState.OWN, "birth_certificate", 2), Cover(2, CoverState.FOREIGN)),
        signatures=(judgement,),
        words=Digest.of(WORDS),
    )


def _document() -> Document:
    name = Field("Nguyễn Thị Ánh", "NGUYỄN THỊ ÁNH", 0.97, "scan.pdf", 1, Box(412, 655, 980, 702), Source.PRINT)
    children = Field(("An", "Bình"), "", 1.0, None, None, None, Source.PERSON, confirmed_by="can-bo-01")
    signature = CopySignature("PAdES-B-T", "Cán bộ mẫu", "2026-11-22T08:16:00+07:00")
    return Document(
        type="birth_certificate",
        confidence=0.98,
        pages=(PageRef("scan.pdf", 1), PageRef("scan.pdf", 2)),
        ordinal=1,
        attributes=Attributes(result_code="079190000001.01", title="Giấy khai sinh", owner_id="079190000001"),
        copy=Copy("H29.12-261122-0001.1.pdf", Digest.of(COPY), signature),
        former_copies=(Copy("H29.12-261122-0001.1.v1.pdf", Digest.of(b"former"), None, "H29.12-261122-0001.1.pdf"),),
        fields={"full_name": name, "children": children, "nothing": Field(None, "", 0.0, None, None, None, Source.QR)},
    )


@pytest.fixture(scope="session")
def record() -> Record:
    """An archived record: sealed, packaged, logged."""
    return Record(
        head=Head(
            code=CODE,
            procedure="1.001193",
            unit="H29.12",
            officer="can-bo-01",
            profile=Profile.COUNTER,
            policy=Policy.COUNTER,
            received_at="2026-11-22T08:15:30+07:00",
            name="hồ sơ 1",
        ),
        status=Status.ARCHIVED,
        files=(_file(),),
        documents=(_document(),),
        identity=(
            Identification(
                id_number="079190000001",
                role="applicant",
                verdict=IdentityVerdict.REVIEW,
                bits=17.4,
                reasons=(Reason("sex_differs", "Sex differs.", "Giới tính khác.", "sex"),),
                channels={"print": {"full_name": "NGUYỄN THỊ ÁNH"}, "qr": {}},
                register=RegisterAnswer("sql", "2026-11-22T08:17:00+07:00", Digest.of(b"answer")),
            ),
            Identification(None, "owner", IdentityVerdict.UNAVAILABLE, None, ()),
        ),
        review=(ReviewItem("low_confidence", "Look.", "Hãy xem.", 0, "full_name"), ReviewItem("sampled", "a", "b")),
        refusal=(Reason("none", "none", "không"),),
        events=(
            Event("capture", "2026-11-22T08:15:30+07:00", "can-bo-01", "success", {"files": 1, "tool": "quét"}),
            Event("validation", "2026-11-22T08:16:30+07:00", "hoso 0.1.0", "warning"),
            Event("seal", "2026-11-22T08:18:00+07:00", "hoso 0.1.0", "success"),
            Event("archive", "2026-11-22T08:18:05+07:00", "hoso 0.1.0", "success"),
        ),
        seal=Seal(*(Digest.of(part) for part in (b"record", b"cms", b"signature", b"token"))),
        package=Package("H29.12-261122-0001/v1.zip", Digest.of(b"zip"), 1, "v-1", LogEntry(7, "origin\n8\n")),
    )


@pytest.fixture
def payload(record: Record) -> dict[str, bytes]:
    """The payload of the record's package, small."""
    return {
        "data/original/1.pdf": SCAN,
        "data/copy/H29.12-261122-0001.1.pdf": COPY,
        "data/words/1.json": WORDS,
        "data/record.json": sealed_bytes(record),
        "data/record.p7s": b"a CMS",
        "data/record.sig": b"a signature value",
        "data/record.tst": b"a token",
        "data/premis.xml": b"<premis/>",
    }
