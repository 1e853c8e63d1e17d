"""Originals become page images, words and symbols; what cannot be taken refuses the dossier, all problems at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import InputRefused
from dossier.judgement import FileJudgement, Reason, SignatureJudgement
from dossier.page import FaultCode, PageReading
from dossier.pipeline import Advanced, Outcome, Refused
from dossier.record import Event, Record, SourceFile, Status
from hoso.chip_files import chip_file
from hoso.clock import Clock, rfc3339
from hoso.drafts import Drafts, with_event
from hoso.quarantine import Quarantine
from hoso.reader import FileRead, Reader
from identity.chip.dump import is_zip
from signing.judge.presence import may_bear_signatures

_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class ReadStep:
    """Reads every file. A secrecy marking ends the dossier before anything of its content is kept."""

    drafts: Drafts
    reader: Reader
    judge_pdf: Callable[[bytes], FileJudgement]
    quarantine: Quarantine
    clock: Clock

    def __call__(self, code: DossierCode, digest: Digest) -> Outcome:
        """Files with their pages, faults, blank pages and words; or a refusal with every reason."""
        record = self.drafts.load(digest)
        # Known from another dossier, or from a run that was killed while it moved the originals away.
        known = self.quarantine.markings(file.sha256 for file in record.files)
        results = {} if known else {file.file: self._read(file) for file in record.files}
        markings = known or _markings(record, results)
        if markings:
            return self._refuse_secret(code, record, markings)
        reasons = tuple(result for result in results.values() if isinstance(result, Reason)) or _only_chips(results)
        files = tuple(self._described(file, results[file.file]) for file in record.files)
        record = replace(record, files=files)
        if reasons:
            return Refused(self.drafts.keep(self._refused(record, reasons)))
        return Advanced(self.drafts.keep(with_event(record, self._event("success", _counts(record)))))

    def _read(self, file: SourceFile) -> FileRead | Reason:
        try:
            self.reader.limits.check_bytes(file.size)
            data = self.drafts.blobs.get(file.sha256)
            return chip_file(data) if is_zip(data) else self.reader.read(data)
        except InputRefused as refusal:
            return _reason(file, refusal)

    def _described(self, file: SourceFile, result: FileRead | Reason) -> SourceFile:
        if isinstance(result, Reason):
            return file
        signatures: tuple[SignatureJudgement, ...] = ()
        if result.media_type == _PDF and may_bear_signatures(data := self.drafts.blobs.get(file.sha256)):
            signatures = self.judge_pdf(data).signatures
        return replace(
            file,
            media_type=result.media_type,
            pages=len(result.readings),
            page_images=tuple(reading.image for reading in result.readings),
            faults=result.faults,
            blank_pages=tuple(fault.page for fault in result.faults if fault.code is FaultCode.BLANK),
            signatures=signatures,
            words=self.drafts.keep_readings(result.readings) if result.readings else None,
        )

    def _refuse_secret(self, code: DossierCode, record: Record, markings: Mapping[Digest, str]) -> Outcome:
        """Originals go to quarantine; no words, copies, index entries or register questions are made."""
        marking = ", ".join(sorted(set(markings.values())))
        reason = Reason(
            "secret_marking",
            f"The paper is marked {marking}: it must not be digitised here. The originals are in quarantine.",
            f"Giấy tờ có dấu {marking}: không được số hóa tại đây. Bản gốc đã chuyển vào khu cách ly.",
        )
        refused = self._refused(record, (reason,))
        kept = self.drafts.keep(refused)
        self.quarantine.take(code, (file.sha256 for file in record.files), markings)
        return Refused(kept)

    def _refused(self, record: Record, reasons: tuple[Reason, ...]) -> Record:
        ended = replace(record, status=Status.REFUSED, refusal=reasons)
        codes = ",".join(sorted({reason.code for reason in reasons}))
        return with_event(ended, self._event("failure", {"reasons": codes}))

    def _event(self, outcome: str, detail: dict[str, str | int]) -> Event:
        return Event("read", rfc3339(self.clock()), self.reader.name, outcome, detail)


def _markings(record: Record, results: Mapping[str, FileRead | Reason]) -> dict[Digest, str]:
    found = ((file.sha256, results[file.file]) for file in record.files)
    return {
        digest: result.secret_marking
        for digest, result in found
        if isinstance(result, FileRead) and result.secret_marking is not None
    }


def _only_chips(results: Mapping[str, FileRead | Reason]) -> tuple[Reason, ...]:
    """A chip's data are held against a card; without any page there is no paper to archive."""
    if any(isinstance(result, Reason) or result.readings for result in results.values()):
        return ()
    return (
        Reason(
            "no_pages",
            "The dossier holds nothing but a chip's data; hand in the scanned card with them.",
            "Hồ sơ chỉ có bản đọc chíp; hãy nộp kèm bản quét của thẻ.",
        ),
    )


def _reason(file: SourceFile, refusal: InputRefused) -> Reason:
    return Reason(
        refusal.code, f"{file.file}: {refusal.message}", f"{file.file}: {refusal.message_vi}", field=file.file
    )


def _counts(record: Record) -> dict[str, str | int]:
    return {"files": len(record.files), "pages": sum(file.pages for file in record.files)}


def page_readings(drafts: Drafts, record: Record) -> dict[tuple[str, int], PageReading]:
    """Every page of a dossier by file name and page number, in order."""
    return {(file.file, reading.image.page): reading for file in record.files for reading in drafts.readings(file)}
