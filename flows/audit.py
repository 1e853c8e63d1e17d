"""``audit_archive``: the auditor's walk over the archive as a flow."""

from __future__ import annotations

from hoso.auditing import audit
from prefect import flow
from prefect.artifacts import create_table_artifact

from dossier.errors import PermanentError
from flows.office import shared_office


@flow(name="audit-archive")
def audit_archive(sample: int | None = None) -> dict[str, int]:
    """Audit the whole archive, or ``sample`` packages drawn by lot; anything found wrong makes the run fail."""
    report = audit(shared_office(), sample=sample)
    findings = [{"code": str(finding.code), "finding": finding.message} for finding in report.findings]
    create_table_artifact(key="hoso-audit", table=findings, description=f"{report.checked} packages")
    if report.findings:
        raise PermanentError(f"{len(report.findings)} findings in {report.checked} packages.", remedy="Read the table.")
    return {"checked": report.checked, "findings": 0}
