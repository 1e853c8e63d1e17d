"""The personal number held against the rest of the paper (NĐ 137/2015/NĐ-CP Art. 13, TT 59/2021/TT-BCA Art. 4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dossier.codes import IdNumber
from identity.provinces import by_code


class NumberProblem(StrEnum):
    """What is odd about a number."""

    PLACE_UNKNOWN = "place_unknown"
    SEX_CONTRADICTS = "sex_contradicts"
    YEAR_CONTRADICTS = "year_contradicts"


@dataclass(frozen=True, slots=True)
class NumberFinding:
    """One oddity. A warning stops nothing: who was registered abroad bears a country's code (TT 07/2016 Appendix 2)."""

    problem: NumberProblem
    warning: bool


def check_number(number: IdNumber, *, sex: str | None, date_of_birth: str | None) -> tuple[NumberFinding, ...]:
    """Every oddity of ``number`` beside the sex (male, female) and date of birth (ISO, may be partial) of its bearer."""
    findings = []
    if number.place not in by_code():
        findings.append(NumberFinding(NumberProblem.PLACE_UNKNOWN, warning=True))
    if sex is not None and sex != number.sex:
        findings.append(NumberFinding(NumberProblem.SEX_CONTRADICTS, warning=False))
    if date_of_birth is not None and date_of_birth[:4] != f"{number.birth_year:04d}":
        findings.append(NumberFinding(NumberProblem.YEAR_CONTRADICTS, warning=False))
    return tuple(findings)


def one_repair_apart(read: str, sure: str) -> bool:
    """Whether one misread, lost or added digit, or two neighbours exchanged, turns ``read`` into ``sure``."""
    if read == sure or abs(len(read) - len(sure)) > 1:
        return False
    head = next((i for i, (a, b) in enumerate(zip(read, sure, strict=False)) if a != b), min(len(read), len(sure)))
    return (
        read[head + 1 :] == sure[head + 1 :]
        or read[head:] == sure[head + 1 :]
        or read[head + 1 :] == sure[head:]
        or (read[head : head + 2] == sure[head : head + 2][::-1] and read[head + 2 :] == sure[head + 2 :])
    )
