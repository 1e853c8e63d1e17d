"""The verdict rows of Thông tư 15/2025/TT-BKHCN, Phụ lục II, read off a judgement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dossier.judgement import Indication, SignatureJudgement


class Outcome(StrEnum):
    """How a row is answered; what was not asked, or could not be, is never passed."""

    PASSED = "passed"
    DOUBTED = "doubted"
    FAILED = "failed"

    @property
    def vi(self) -> str:
        """As it is shown to a Vietnamese reader."""
        return {"passed": "Đạt", "doubted": "Chưa đủ căn cứ", "failed": "Không đạt"}[self.value]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the annex: its number, what it asks, the answer."""

    number: str
    asks_vi: str
    outcome: Outcome


_SENTENCES = {
    "C1.1": "Chứng thư chữ ký số còn hiệu lực, không bị thu hồi hay tạm dừng tại thời điểm ký",
    "C1.2": "Trạng thái chứng thư được kiểm tra bằng CRL mới nhất hoặc OCSP",
    "C1.3": "Thuật toán của chứng thư và chữ ký được phép sử dụng",
    "C1.4": "Chứng thư được dùng đúng phạm vi",
    "C2": "Đường dẫn tin cậy tới chứng thư gốc",
    "G2.1": "Thông tin của người ký đúng với chứng thư",
    "G2.2": "Chữ ký được tạo bởi khóa bí mật tương ứng với chứng thư",
    "G2.3": "Chứng thư của người ký có hiệu lực tại thời điểm ký",
    "G2.4": "Nội dung thông điệp dữ liệu còn nguyên vẹn từ khi ký",
}
_SOFTWARE = {"G2.5": "Tài liệu không bị sửa ngoài phạm vi được phép sau khi ký"}


def rows_of(judged: SignatureJudgement) -> tuple[Row, ...]:
    """Every row, in the annex's order; the last is ours: the annex knows no later revisions."""
    codes = {each.code for each in judged.reasons}
    chained = judged.intact and "no_chain" not in codes and judged.sub_indication != "NO_SIGNING_CERTIFICATE_FOUND"
    answers = {
        "C1.1": _in_force(judged, codes, chained),
        "C1.2": _passed(chained and "revocation_unknown" not in codes),
        "C1.3": _passed(judged.intact and "weak_algorithm" not in codes),
        "C1.4": _passed(chained and "usage" not in codes),
        "C2": _passed(chained),
        "G2.1": Outcome.FAILED if "certificate_mismatch" in codes else _passed(judged.intact),
        "G2.2": Outcome.FAILED if judged.sub_indication == "SIG_CRYPTO_FAILURE" else _passed(judged.intact),
        "G2.3": _in_force(judged, codes, chained),
        "G2.4": Outcome.FAILED if judged.sub_indication == "HASH_FAILURE" else _passed(judged.intact),
    }
    rows = [Row(number, _SENTENCES[number], outcome) for number, outcome in answers.items()]
    return (*rows, Row("G2.5", _SOFTWARE["G2.5"], _unchanged(judged)))


def _in_force(judged: SignatureJudgement, codes: set[str], chained: bool) -> Outcome:
    if judged.sub_indication == "REVOKED":
        return Outcome.FAILED
    return _passed(chained and not codes & {"expired", "revoked", "revocation_unknown"})


def _unchanged(judged: SignatureJudgement) -> Outcome:
    if judged.modification != "forbidden" and judged.coverage in {"whole_file", "whole_revision"}:
        return Outcome.PASSED
    return Outcome.FAILED if judged.indication is Indication.TOTAL_FAILED else Outcome.DOUBTED


def _passed(holds: bool) -> Outcome:
    return Outcome.PASSED if holds else Outcome.DOUBTED
