"""The runner says "compliant" only when veraPDF said so of that very file."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from dossier.errors import UsageError
from hoso.conformance import main, pdf_files, verdict

FILE = Path("copy.pdf")


def job(**changes: Any) -> Mapping[str, Any]:
    result = {
        "profileName": "PDF/A-2u validation profile",
        "jobEndStatus": "normal",
        "compliant": True,
        "details": {"failedChecks": 0, "passedChecks": 640, "ruleSummaries": []},
    }
    return {"itemDetails": {"name": "copy.pdf"}, "validationResult": [result | changes]}


def test_a_clean_result_is_compliant() -> None:
    assert verdict(FILE, [job()]).compliant


@pytest.mark.parametrize(
    "jobs",
    [
        [],
        [job(), job()],
        [{"validationResult": []}],
        [{"taskException": {"exceptionMessage": "cannot parse"}}],
        [job(compliant=False)],
        [job(compliant="true")],
        [job(compliant=None)],
        [job(profileName="PDF/A-1B validation profile")],
        [job(jobEndStatus="cancelled")],
        [job(details={"failedChecks": 1, "passedChecks": 1})],
        [job(details={"failedChecks": 0, "passedChecks": 0})],
        [job(details={})],
    ],
)
def test_anything_else_is_not(jobs: list[Mapping[str, Any]]) -> None:
    found = verdict(FILE, jobs)
    assert not found.compliant
    assert found.reason


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        pdf_files([tmp_path / "missing.pdf"])
    with pytest.raises(UsageError):
        pdf_files([tmp_path])


@pytest.mark.skipif(not (shutil.which("java") and shutil.which("mvn")), reason="Java or Maven is not installed")
def test_what_is_no_pdf_is_not_compliant(tmp_path: Path) -> None:
    rubbish = tmp_path / "bản sao.pdf"
    rubbish.write_bytes(b"%PDF-1.7\nrubbish")
    assert main([str(tmp_path)]) == 3
