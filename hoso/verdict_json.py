"""A verdict as JSON, with exactly the names of the contract ``hoso.verify/1``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from dossier.judgement import FileJudgement, Reason, SignatureJudgement

CONTRACT = "hoso.verify/1"


def verdict_plain(judged: FileJudgement) -> dict[str, Any]:
    """What ``hoso verify --json`` prints for one input."""
    return {
        "contract": CONTRACT,
        "file": judged.file,
        "kind": judged.kind,
        "verdict": judged.verdict.value,
        "verdict_vi": judged.verdict.vi,
        "development": judged.development,
        "signatures": [_signature(each) for each in judged.signatures],
        "package": None if judged.package is None else asdict(judged.package),
        "reasons": _reasons(judged.reasons),
    }


def _signature(judged: SignatureJudgement) -> dict[str, Any]:
    return {
        "field": judged.field,
        "kind": judged.kind,
        "indication": judged.indication.value,
        "sub_indication": judged.sub_indication,
        "intact": judged.intact,
        "coverage": judged.coverage,
        "modification": judged.modification,
        "level": judged.level,
        "sub_filter": judged.sub_filter,
        "signer": judged.signer,
        "issuer": judged.issuer,
        "signed_at": judged.signed_at,
        "timestamped_at": judged.timestamped_at,
        "algorithms": None if judged.algorithms is None else asdict(judged.algorithms),
        "reasons": _reasons(judged.reasons),
    }


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, str]]:
    return [{"code": each.code, "message": each.message, "message_vi": each.message_vi} for each in reasons]
