"""What holds for every verb."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from cli_desk import ARCHIVED, WAITING, Hoso

from dossier.errors import InputRefused, PermanentError, TransientError, UsageError
from dossier.record import Status
from hoso.cli.app import app, defect
from hoso.cli.status import Exit, of_error, of_statuses

ROOT = Path(__file__).parents[2]
COMMAND = typer.main.get_command(app)
GROUPS = {
    "review": ("list", "show", "confirm", "correct", "refuse"),
    "register": ("import", "show", "accesses"),
    "trust": ("add", "list", "remove"),
    "sign": ("file", "raise", "prepare", "finish"),
}
VERBS = sorted(
    f"{name} {below}".strip()
    for name in COMMAND.commands
    for below in GROUPS.get(name, ("",))  # type: ignore[attr-defined]
)


def test_every_verb_of_the_readme_exists() -> None:
    named = set(
        re.findall(
            r"^hoso ([a-z]+(?: (?:list|show|confirm|correct|refuse|import|accesses|add|remove|file|raise|prepare|finish))?)",
            _readme(),
            re.MULTILINE,
        )
    )
    assert named
    assert named <= set(VERBS)


def test_every_verb_is_in_the_readme() -> None:
    assert {verb.partition(" ")[0] for verb in VERBS} <= set(re.findall(r"hoso ([a-z]+)", _readme())) | {"demo"}


def _readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_teaches_with_an_example_and_speaks_json(hoso: Hoso, verb: str) -> None:
    told = hoso(*verb.split(), "--help")
    assert told.status == 0
    assert re.search(rf"Ví dụ / Examples?:\s+hoso {verb}", told.out)
    assert "--json" in told.out


def test_the_version_is_printed(hoso: Hoso) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", hoso("--version").out)


@pytest.mark.parametrize(
    "wrong", [("no-such-verb",), ("digitise",), ("verify", "--no-such-option"), ("audit", "--sample", "0")]
)
def test_wrong_usage_is_status_2(hoso: Hoso, wrong: tuple[str, ...]) -> None:
    assert hoso(*wrong).status == 2


@pytest.mark.parametrize(
    ("called", "status"),
    [
        (("show", ARCHIVED), 0),
        (("show", WAITING), 1),
        (("show", "H29.12-261122-0999"), 2),
        (("show", "not-a-code"), 2),
        (("review", "refuse", WAITING, "--why", "x"), 3),
    ],
)
def test_the_status_tells_how_it_ended(hoso: Hoso, called: tuple[str, ...], status: int) -> None:
    assert hoso(*called).status == status


def test_a_fault_of_the_system_is_status_4_and_one_line(hoso: Hoso, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSO_DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    faulty = hoso("show", ARCHIVED)
    assert faulty.status == 4
    assert faulty.err.startswith("hoso: ")
    assert faulty.err.count("\n") == 1


def test_a_wrong_setting_is_named_without_its_value(hoso: Hoso, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSO_ACCEPT_CONFIDENCE", "certain")
    wrong = hoso("show", ARCHIVED)
    assert wrong.status == 2
    assert "accept_confidence" in wrong.err
    assert "certain" not in wrong.err


def test_the_gravest_of_a_batch_counts() -> None:
    assert of_statuses([Status.ARCHIVED, Status.IN_REVIEW]) is Exit.WAITING
    assert of_statuses([Status.IN_REVIEW, Status.REFUSED]) is Exit.REFUSED
    assert of_statuses([Status.FAILED, Status.REFUSED]) is Exit.FAULT
    assert of_statuses([]) is Exit.DONE


def test_each_kind_of_error_has_its_status() -> None:
    assert of_error(UsageError("x")) is Exit.USAGE
    assert of_error(InputRefused("x", "x", "x")) is Exit.REFUSED
    assert of_error(TransientError("x")) is of_error(PermanentError("x")) is Exit.FAULT


def test_english_is_spoken_where_it_is_asked_for(hoso: Hoso, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSO_LANG", "en")
    assert "waiting for a person" in hoso("show", WAITING).out


def test_a_defect_is_told_by_kind_and_place_and_never_by_its_text() -> None:
    try:
        raise ValueError("NGUYỄN THỊ ÁNH")
    except ValueError as error:
        told = str(defect(error))
    assert re.search(r"ValueError at test_cli_contract.py:\d+", told)
    assert "ÁNH" not in told
