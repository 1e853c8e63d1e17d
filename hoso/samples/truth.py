"""What is true of a set of dossiers, so that an evaluator can compare; kept beside the dossiers, never inside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from hoso.samples.form import Filled

FORMAT = "hoso.samples/1"


@dataclass(frozen=True, slots=True)
class TruePage:
    """Where a page lies: file within the dossier, page in the file (from 1), degrees it lies turned clockwise."""

    file: str
    page: int
    turned: int = 0


@dataclass(frozen=True, slots=True)
class TrueDocument:
    """One paper: type, layout variant, condition of the scan, pages in order, fields in normal form, channels."""

    type: str
    variant: str
    condition: str
    pages: tuple[TruePage, ...]
    fields: Mapping[str, Filled]
    channels: Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class ExpectedPerson:
    """The verdict due for one person; ``also`` are verdicts that are right as well."""

    id_number: str
    verdict: str
    reasons: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """How the dossier must end. ``also``: ends that are right as well (a doubtful reading may wait for a person).

    Persons that ``identity`` does not name are not asserted about; ``review`` codes must be among those given.
    """

    status: str
    also: tuple[str, ...] = ()
    identity: tuple[ExpectedPerson, ...] = ()
    review: tuple[str, ...] = ()
    refusal: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrueDossier:
    """One dossier: its entry name in the folder, what it is an example of, its documents and how it must end."""

    name: str
    about: str
    procedure: str | None
    pages: int
    documents: tuple[TrueDocument, ...]
    blank_pages: tuple[TruePage, ...]
    expected: Expected | None = None


def write_truth(path: Path, seed: int, dossiers: Iterable[TrueDossier]) -> Path:
    """Write the truth as JSON, keys in order of definition."""
    content = {"format": FORMAT, "seed": seed, "dossiers": [asdict(dossier) for dossier in dossiers]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
