"""A verdict as JSON, with exactly the names of the contract ``hoso.verify/1``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from dossier.judgement import FileJudgement, SignatureJudgement


def verdict_plain(judged: FileJudgement) -> dict[str, Any]:
    """What ``hoso verify --json`` prints for one input."""
    return {
        "contract": "hoso.verify/1",
        "file": judged.file,
        "kind": judged.kind,
        "verdict": judged.verdict.value,
        "verdict_vi": judged.verdict.vi,
        "development": judged.development,
        "signatures": [_signature(each) for each in judged.signatures],
        "package": None if judged.package is None else asdict(judged.package),
        "reasons": [asdict(reason) for reason in judged.reasons],
    }


def _signature(judged: SignatureJudgement) -> dict[str, Any]:
    return {
        **asdict(judged),
        "indication": judged.indication.value,
        "algorithms": None if judged.algorithms is None else asdict(judged.algorithms),
        "reasons": [asdict(reason) for reason in judged.reasons],
    }
