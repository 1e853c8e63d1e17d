"""Verdicts about files and packages: signatures by ``signing``, containers by ``storage``, put together here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from dossier.digest import Digest
from dossier.judgement import (
    FileJudgement,
    Indication,
    PackageFindings,
    Reason,
    SignatureJudgement,
    Verdict,
    verdict_of,
    worst,
)
from hoso.clock import Clock
from signing.judge.detached import judge_detached
from signing.judge.evidence import Evidence
from signing.judge.files import judge_der
from signing.judge.surroundings import known_around
from signing.judge.timestamp import judge_token
from signing.judge.trust import TrustStore
from storage import package
from storage.package import PackageContents

_ZIP, _ZIP_END, _ZIP_END_BYTES = b"PK\x03\x04", b"PK\x05\x06", 22
_PDF = b"%PDF-"
LogCheck = Callable[[PackageContents, Digest], str]
"""What the log says of a package: ``included``, ``not_included``, ``not_checked``."""


class PdfJudge(Protocol):
    """Judges a PDF, in this process or in one with limits."""

    def __call__(self, data: bytes, trust: TrustStore, *, file: str, now: datetime) -> FileJudgement:
        """Every signature, and the file."""
        ...


def is_container(data: bytes) -> bool:
    """Whether it is a ZIP by its beginning, or by its end where the beginning was altered."""
    return data.startswith(_ZIP) or (data[-_ZIP_END_BYTES:].startswith(_ZIP_END) and not data.startswith(_PDF))


@dataclass(frozen=True, slots=True)
class Judges:
    """Judge with the installation's own trust store, or with another for one call."""

    trust: Callable[[], TrustStore]
    clock: Clock
    judge: PdfJudge
    close: Callable[[], None]
    pictures: Callable[[bytes, list[tuple[int, int]]], list[bytes | None]]

    def pdf(self, data: bytes, *, file: str = "", trust: TrustStore | None = None) -> FileJudgement:
        """A PDF's signatures."""
        return self.judge(data, self.trust() if trust is None else trust, file=file, now=self.clock())

    def file(
        self,
        data: bytes,
        *,
        file: str,
        trust: TrustStore | None = None,
        log: LogCheck,
        content: bytes | None = None,
    ) -> FileJudgement:
        """A signed PDF, a package, a signature or time stamp over ``content``, told apart by what they hold.

        Anything else is ``refused``.
        """
        if is_container(data):
            return self.package(data, file=file, trust=trust, log=log)
        if _PDF in data[:1024]:
            return self.pdf(data, file=file, trust=trust)
        store = self.trust() if trust is None else trust
        judged = judge_der(data, content, store, file=file, now=self.clock())
        return judged or FileJudgement(file, "pdf", Verdict.REFUSED, reasons=(_UNKNOWN_KIND,))

    def package(
        self, data: bytes, *, file: str, trust: TrustStore | None = None, log: LogCheck, lock: str = "not_checked"
    ) -> FileJudgement:
        """Container, manifests, the record's seal and time stamp, every copy's signature, the log."""
        store = self.trust() if trust is None else trust
        checked = package.check(data)
        reasons = tuple(finding.reason for finding in checked.findings)
        if checked.contents is None:
            return FileJudgement(file, "package", Verdict.REFUSED, reasons=reasons)
        contents = checked.contents
        seal, more = self._seal(contents, store)
        copies, of_copies = self._copies(contents, store)
        logged = log(contents, Digest.of(data))
        findings = PackageFindings("ok" if checked.intact else "altered", _seal_text(seal), logged, lock)
        signatures = (*((seal,) if seal else ()), *copies)
        verdict = worst(
            (
                verdict_of(signatures),
                Verdict.INVALID if reasons or more else Verdict.VALID,
                *of_copies,
                _LOG_VERDICTS.get(logged, Verdict.VALID),
            )
        )
        development = any(each.development for each in signatures)
        missing = (_NOT_IN_LOG,) if logged == "not_included" else ()
        return FileJudgement(file, "package", verdict, signatures, findings, (*reasons, *more, *missing), development)

    def _seal(
        self, contents: PackageContents, trust: TrustStore
    ) -> tuple[SignatureJudgement | None, tuple[Reason, ...]]:
        """The agency's seal over the record, and whether its parts beside it are the same."""
        record, cms = contents.payload.get("data/record.json"), contents.payload.get("data/record.p7s")
        value, token = contents.payload.get("data/record.sig"), contents.payload.get("data/record.tst")
        if record is None or cms is None or value is None or token is None:
            return None, (_SEAL_MISSING,)
        now = self.clock()
        seal = judge_detached(cms, record, trust, name="record.p7s", now=now)
        stamped = judge_token(token, value, trust, now, known_around(token, Evidence(), trust.evidence))
        same = value in cms and token in cms
        return seal, () if same and stamped.indication is not Indication.TOTAL_FAILED else (_SEAL_PARTS_DIFFER,)

    def _copies(
        self, contents: PackageContents, trust: TrustStore
    ) -> tuple[tuple[SignatureJudgement, ...], tuple[Verdict, ...]]:
        """Every signature of every copy, named by its file; a copy without one is not valid."""
        signatures: list[SignatureJudgement] = []
        verdicts: list[Verdict] = []
        for path, data in sorted(contents.payload.items()):
            if path.startswith("data/copy/"):
                judged = self.pdf(data, file=path, trust=trust)
                verdicts.append(Verdict.INVALID if judged.verdict is Verdict.NO_SIGNATURE else judged.verdict)
                signatures += [replace(each, field=f"{path}#{each.field}") for each in judged.signatures]
        return tuple(signatures), tuple(verdicts)


_LOG_VERDICTS = {"not_included": Verdict.INVALID}
_UNKNOWN_KIND = Reason(
    "unsupported_type",
    "The file is no PDF, no archived package, no signature, no time stamp and no evidence record.",
    "Tệp không phải PDF, gói lưu trữ, chữ ký, dấu thời gian hay bản ghi bằng chứng.",
)
_NOT_IN_LOG = Reason(
    "not_in_log",
    "The transparency log of this archive does not have this package.",
    "Nhật ký minh bạch của kho này không có gói này.",
)
_SEAL_MISSING = Reason(
    "seal_missing", "The record's seal is missing from the package.", "Gói thiếu dấu niêm phong của bản ghi."
)
_SEAL_PARTS_DIFFER = Reason(
    "seal_parts_differ",
    "record.sig or record.tst is not the one inside record.p7s.",
    "record.sig hoặc record.tst không phải phần nằm trong record.p7s.",
)


def _seal_text(seal: SignatureJudgement | None) -> str:
    if seal is None:
        return "missing"
    return "ok" if seal.indication is Indication.TOTAL_PASSED else seal.sub_indication or seal.indication.value
