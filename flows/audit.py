"""``audit_archive``: the auditor's walk over the archive as a flow."""

from __future__ import annotations

from prefect import flow
from prefect.artifacts import create_table_artifact

from dossier.errors import PermanentError
from flows.discreet import discreet
from flows.office import shared_office
from hoso.auditing import Finding, audit


@flow(name="audit-archive", persist_result=False)
@discreet
def audit_archive(sample: int | None = None) -> dict[str, int]:
    """Audit the whole archive, or ``sample`` packages drawn by lot; anything found wrong makes the run fail."""
    report = audit(shared_office(), sample=sample)
    create_table_artifact(
        key="hoso-audit",
        table=[_row(finding) for finding in report.findings],
        description=f"{report.checked} gói đã kiểm tra / packages checked",
    )
    if report.findings:
        raise PermanentError(
            f"{len(report.findings)} findings in {report.checked} packages.",
            remedy="The table names the dossiers; `hoso audit --all` tells why.",
        )
    return {"checked": report.checked, "findings": 0}


def _row(finding: Finding) -> dict[str, str]:
    """Which dossier and what kind of finding; its sentence may name who signed and is for the auditor's own screen."""
    return {"code": str(finding.code or ""), "what": finding.what}
