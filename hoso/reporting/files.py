"""Reports as files beside each other: JSON, HTML, PDF and the ETSI report, each signed by the agency."""

from __future__ import annotations

import json
from pathlib import Path

from dossier.errors import UsageError
from dossier.judgement import FileJudgement
from dossier.record import Profile
from hoso.office import Office
from hoso.reporting.content import report_of
from hoso.reporting.etsi import etsi_report
from hoso.reporting.html import html_report
from hoso.reporting.paper import pdf_report
from hoso.verdict_json import verdict_plain
from storage import disk


def write_reports(office: Office, judged: FileJudgement, data: bytes, folder: Path) -> tuple[Path, ...]:
    """Write the reports on one file into ``folder``; the PDF holds its signature, the others have theirs beside them."""
    if not folder.is_dir():
        raise UsageError("The folder for the reports is not there.", remedy="Make it, or choose another --report.")
    at = office.clock()
    report = report_of(judged, data, at, office.judges.pictures)
    name = Path(judged.file).name
    plain = json.dumps(verdict_plain(judged), ensure_ascii=False, indent=2).encode("utf-8") + b"\n"
    detached = {
        f"{name}.report.json": plain,
        f"{name}.report.html": html_report(report),
        f"{name}.report.etsi.xml": etsi_report(judged, data, at),
    }
    files = dict(detached)
    files |= {f"{each}.p7s": office.signatures.seal(content, at).cms for each, content in detached.items()}
    paper = pdf_report(report, office.settings.font, at)
    files[f"{name}.report.pdf"] = office.signatures.sign_copy(
        paper, Profile.ARCHIVE, office.settings.officer, at
    ).pdf.data
    written = []
    for each, content in files.items():
        target = folder / each
        with disk.translated("Writing the reports"):
            disk.replace(target, content, spool=folder)
        written.append(target)
    return tuple(written)
