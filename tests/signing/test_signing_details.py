"""What is wrong with a file is told in Vietnamese too, whatever it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from signing.judge.details import in_vietnamese

SIGNING = Path(__file__).parents[2] / "signing"
_ANY = "3"
"""What stands for a number that is filled in."""
_NAMES = {"sha1"}
"""The same in both languages."""


def _text(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else _ANY for part in node.values)
    return None


def _details() -> Iterator[str]:
    """Every text that a ``Malformed`` or a reason's detail is given in the package."""
    for path in SIGNING.rglob("*.py"):
        for call in (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            texts = [_text(call.args[0])] if name in ("Malformed", "reading") and call.args else []
            texts += [_text(each.value) for each in call.keywords if each.arg == "detail"]
            yield from (f"{text} that cannot be read" if name == "reading" else text for text in texts if text)


DETAILS = sorted({each for each in _details() if not each.startswith(_ANY + " that")} - _NAMES)


def test_details_are_found() -> None:
    assert len(DETAILS) > 60


@pytest.mark.parametrize("detail", DETAILS)
def test_every_detail_has_its_vietnamese(detail: str) -> None:
    assert in_vietnamese(detail) != detail


def test_several_details_are_told_one_after_the_other() -> None:
    assert in_vietnamese("version, a certificate") == "phiên bản, một chứng thư"
