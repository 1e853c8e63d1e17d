"""What a report says of one file, before it is written as HTML or on paper. Vietnamese, for whoever has to decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from dossier.circular15 import rows_of
from dossier.judgement import FileJudgement, Indication, SignatureJudgement

Draw = Callable[[bytes, list[tuple[int, int]]], list[bytes | None]]
"""Pictures of pages of a file, each given as (how many of its bytes count, page number)."""

INDICATIONS_VI = {
    Indication.TOTAL_PASSED: "HỢP LỆ",
    Indication.INDETERMINATE: "CHƯA ĐỦ CĂN CỨ",
    Indication.TOTAL_FAILED: "KHÔNG HỢP LỆ",
}
_KINDS = {"signature": "Chữ ký", "timestamp": "Dấu thời gian", "certification": "Chữ ký chứng thực"}
_COVERAGE = {
    "whole_file": "toàn bộ tệp",
    "whole_revision": "toàn bộ phiên bản đã ký",
    "partial": "chỉ một phần tệp",
    "unclear": "không xác định được",
}
_MODIFICATION = {
    "none": "không có",
    "permitted": "có, trong phạm vi được phép",
    "forbidden": "CÓ, NGOÀI PHẠM VI ĐƯỢC PHÉP",
}
_MOST_PICTURES = 4
_NO_LEGAL_VALUE = "Kết luận dựa trên bộ chứng thực thử nghiệm: không có giá trị pháp lý."


@dataclass(frozen=True, slots=True)
class Pictures:
    """A page as it was when it was signed and as it is now, PNG."""

    page: int
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Section:
    """One signature: facts in pairs, the annex's rows as (number, what is asked, answer), sentences, pictures."""

    title: str
    verdict: str
    facts: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, str], ...]
    reasons: tuple[str, ...]
    pictures: tuple[Pictures, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The whole."""

    title: str
    verdict: str
    facts: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    sections: tuple[Section, ...]


def report_of(judged: FileJudgement, data: bytes, at: datetime, draw: Draw) -> Report:
    """Everything that TT 15/2025/TT-BKHCN Điều 6 wants shown (V11, V12), and why."""
    facts = [
        ("Tệp", judged.file),
        ("SHA-256", sha256(data).hexdigest()),
        ("Kiểm tra lúc", at.isoformat(timespec="seconds")),
        ("Số chữ ký và dấu thời gian", str(len(judged.signatures))),
    ]
    if judged.package is not None:
        found = judged.package
        facts += [
            ("Danh mục gói", found.manifest),
            ("Niêm phong bản ghi", found.record_seal),
            ("Nhật ký minh bạch", found.log),
            ("Khóa lưu trữ", found.lock),
        ]
    reasons = [each.message_vi for each in judged.reasons]
    if judged.development:
        reasons.insert(0, _NO_LEGAL_VALUE)
    sections = tuple(_section(each, data, draw if judged.kind == "pdf" else None) for each in judged.signatures)
    return Report("BÁO CÁO KIỂM TRA CHỮ KÝ SỐ", judged.verdict.vi, tuple(facts), tuple(reasons), sections)


def _section(judged: SignatureJudgement, data: bytes, draw: Draw | None) -> Section:
    term = f"{judged.certificate_from or '—'} đến {judged.certificate_until or '—'}"
    algorithms = judged.algorithms
    facts = (
        ("Người ký", judged.signer or "không xác định được"),
        ("Tổ chức cấp chứng thư", judged.issuer or "không xác định được"),
        ("Hiệu lực chứng thư", term),
        ("Thời điểm ký do người ký khai", judged.signed_at or "—"),
        ("Dấu thời gian", judged.timestamped_at or "không có"),
        ("Mức", judged.level),
        ("Loại", judged.sub_filter or "—"),
        ("Thuật toán", f"{algorithms.digest}, {algorithms.signature}" if algorithms else "—"),
        ("Tính toàn vẹn", "nguyên vẹn" if judged.intact else "KHÔNG NGUYÊN VẸN HOẶC KHÔNG ĐỌC ĐƯỢC"),
        ("Phạm vi ký", _COVERAGE.get(judged.coverage, judged.coverage)),
        ("Thay đổi sau khi ký", _MODIFICATION.get(judged.modification, judged.modification)),
        ("Kết luận theo EN 319 102-1", " / ".join(filter(None, (judged.indication.value, judged.sub_indication)))),
    )
    return Section(
        f"{_KINDS.get(judged.kind, judged.kind)}: {judged.field}",
        INDICATIONS_VI[judged.indication],
        facts,
        tuple((row.number, row.asks_vi, row.outcome.vi) for row in rows_of(judged)),
        tuple(each.message_vi for each in judged.reasons),
        _pictures(judged, data, draw),
    )


def _pictures(judged: SignatureJudgement, data: bytes, draw: Draw | None) -> tuple[Pictures, ...]:
    """The changed pages before and after; a page that was not there before, or is gone, has one picture."""
    pages = judged.pages[:_MOST_PICTURES]
    if draw is None or not pages or not judged.signed_until:
        return ()
    drawn = draw(data, [(end, page) for page in pages for end in (judged.signed_until, len(data))])
    return tuple(Pictures(page, drawn[2 * number], drawn[2 * number + 1]) for number, page in enumerate(pages))
