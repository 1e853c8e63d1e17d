"""Every error can be told in Vietnamese."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier.errors import InputRefused, PermanentError
from hoso.told import in_vietnamese, sentences, told

ROOT = Path(__file__).parents[2]
PACKAGES = ("dossier", "ocr", "identity", "signing", "storage", "hoso", "flows")
_NAMES = ("message", "remedy")
"""What a sentence is called where it is put together before its error."""


def _modules() -> Iterator[ast.Module]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield ast.parse(path.read_text(encoding="utf-8"))


MODULES = list(_modules())


def _error_names() -> set[str]:
    """``HosoError`` and every class that comes of it, but those that bring both languages themselves."""
    names: set[str] = {"HosoError"}
    classes = [node for module in MODULES for node in ast.walk(module) if isinstance(node, ast.ClassDef)]
    while new := {each.name for each in classes if each.name not in names and names & set(map(_name, each.bases))}:
        names |= new
    return names - {"InputRefused"}


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _constants(module: ast.Module) -> dict[str, str]:
    """Texts that a module gives a name."""
    named = (node for node in module.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant))
    return {_name(node.targets[0]): str(node.value.value) for node in named if isinstance(node.value, ast.Constant)}


ALL_CONSTANTS = {name: text for module in MODULES for name, text in _constants(module).items() if name == "RESTORE"}


def _template(node: ast.expr, constants: dict[str, str]) -> str | None:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    if isinstance(node, ast.Name):
        return {**ALL_CONSTANTS, **constants}.get(node.id)
    return None


def _told() -> Iterator[str]:
    """The sentences of every place that makes an error."""
    names = _error_names()
    for module in MODULES:
        constants = _constants(module)
        for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
            own = isinstance(call.func, ast.Attribute) and call.func.attr == "__init__" and len(call.keywords) > 0
            if _name(call.func) in names or own:
                given = [*call.args[:1], *(each.value for each in call.keywords if each.arg == "remedy")]
                yield from filter(None, (_template(each, constants) for each in given))
        for node in (node for node in ast.walk(module) if isinstance(node, ast.Assign)):
            if _name(node.targets[0]) in _NAMES:
                found = _template(node.value, constants) or ""
                yield from [found] if " " in found else ()


def test_no_sentence_lacks_its_vietnamese() -> None:
    said = set(_told())
    assert len(said) > 300
    assert sorted(said - set(sentences())) == []


def test_both_languages_fill_in_the_same_gaps() -> None:
    assert [each for each, other in sentences().items() if each.count("{}") != other.count("{}")] == []


@pytest.mark.parametrize(
    ("message", "remedy", "expected"),
    [
        (
            "There is no dossier H29.12-261122-0001.",
            "Check the code.",
            "Không có hồ sơ H29.12-261122-0001. Hãy kiểm tra mã.",
        ),
        ("1.x is of kind date: the value does not fit.", "", "1.x thuộc loại date: giá trị không phù hợp."),
        ("The time-stamp server is too slow.", "", "Máy chủ dấu thời gian quá chậm."),
        ("A key of the archive cannot be opened.", "", "Không mở được một khóa của kho lưu trữ."),
        ("Something new.", "", "Something new."),
    ],
)
def test_an_error_is_told_in_vietnamese(message: str, remedy: str, expected: str) -> None:
    assert told(PermanentError(message, remedy=remedy)) == expected


def test_an_error_is_told_in_english_to_whom_sets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSO_LANG", "en")
    assert told(PermanentError("Run again.", remedy="Check {}.")) == "Run again. Check {}."


def test_a_refusal_brings_both_languages() -> None:
    assert told(InputRefused("password", "It has a password.", "Tệp có mật khẩu.")) == "Tệp có mật khẩu."


def test_what_the_most_words_fit_is_taken() -> None:
    assert in_vietnamese("key.pem is neither a file nor a dossier code.").startswith("key.pem không phải tệp")
