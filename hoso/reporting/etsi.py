"""The validation report of ETSI TS 119 102-2 V1.4.1."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from hashlib import sha256

from lxml import etree

from dossier.judgement import FileJudgement, Indication, SignatureJudgement

NAMESPACE = "http://uri.etsi.org/19102/v1.4.1#"
_DS = "http://www.w3.org/2000/09/xmldsig#"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_MAIN = {
    Indication.TOTAL_PASSED: "urn:etsi:019102:mainindication:total-passed",
    Indication.INDETERMINATE: "urn:etsi:019102:mainindication:indeterminate",
    Indication.TOTAL_FAILED: "urn:etsi:019102:mainindication:total-failed",
}
_SUB = "urn:etsi:019102:subindication:"
_PROCESS = "urn:etsi:019102:validationprocess:"


def etsi_report(judged: FileJudgement, data: bytes, at: datetime) -> bytes:
    """One SignatureValidationReport for each signature of the file; a file without any has an empty report."""
    root = etree.Element(_name("ValidationReport"), nsmap={None: NAMESPACE, "ds": _DS})
    for number, each in enumerate(judged.signatures, start=1):
        root.append(_signature(each, number, data, at))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"


def _below(parent: etree._Element, local: str, text: str | None = None) -> etree._Element:
    made = etree.SubElement(parent, _name(local))
    made.text = text
    return made


def _signature(judged: SignatureJudgement, number: int, data: bytes, at: datetime) -> etree._Element:
    report = etree.Element(_name("SignatureValidationReport"))
    identifier = _below(report, "SignatureIdentifier")
    identifier.set("id", f"S-{number}")
    _digest(identifier, data[: judged.signed_until or len(data)])
    _below(identifier, "HashOnly", "false")
    _below(identifier, "DocHashOnly", "false")
    times = _below(report, "ValidationTimeInfo")
    _below(times, "ValidationTime", _utc(at))
    best = _below(times, "BestSignatureTime")
    _below(best, "POETime", _utc(_proven(judged) or at))
    _below(best, "TypeOfProof", "urn:etsi:019102:poetype:validation")
    document = _below(report, "SignersDocument")
    _digest(document, data)
    process = _below(report, "SignatureValidationProcess")
    archival = judged.level.endswith(("B-LT", "B-LTA"))
    _below(process, "SignatureValidationProcessID", _PROCESS + ("LTA" if archival else "LTVM"))
    status = _below(report, "SignatureValidationStatus")
    _below(status, "MainIndication", _MAIN[judged.indication])
    if judged.sub_indication:
        _below(status, "SubIndication", _SUB + judged.sub_indication)
    return report


def _proven(judged: SignatureJudgement) -> datetime | None:
    """The time stamp's time where it is believed."""
    believed = judged.indication is Indication.TOTAL_PASSED and judged.timestamped_at is not None
    return datetime.fromisoformat(judged.timestamped_at) if believed and judged.timestamped_at else None


def _digest(parent: etree._Element, data: bytes) -> None:
    made = _below(parent, "DigestAlgAndValue")
    etree.SubElement(made, f"{{{_DS}}}DigestMethod").set("Algorithm", _SHA256)
    etree.SubElement(made, f"{{{_DS}}}DigestValue").text = base64.b64encode(sha256(data).digest()).decode()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
