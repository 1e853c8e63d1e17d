"""Values as qpdf writes them, read into plain ones: names need not be UTF-8, and nothing is looked up on the way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from signing.judge.malformed import Malformed


class Ref(NamedTuple):
    """An indirect reference."""

    number: int
    generation: int


class Name(str):
    """A PDF name with its slash; bytes that are no ASCII are taken as Latin-1."""

    __slots__ = ()


Direct = None | bool | int | Decimal | Name | bytes | tuple[Any, ...] | Mapping[str, Any] | Ref

_TOKEN = re.compile(
    rb"\s*(?:(?P<open><<)|(?P<close>>>)|(?P<start>\[)|(?P<end>\])|(?P<name>/[^\s<>\[\]()/%]*)"
    rb"|(?P<ref>(\d+) (\d+) R\b)|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))|<(?P<hex>[0-9a-fA-F]*)>"
    rb"|(?P<text>\()|(?P<word>true|false|null))"
)
_PLAIN = re.compile(rb"[^()\\]+")
_ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
_SHORT = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_WORDS = {b"true": True, b"false": False, b"null": None}
_DEEPEST = 200
_CLOSED = object()


def read_written(text: bytes) -> Direct:
    """The one value that ``text`` holds; ``Malformed`` for anything else."""
    value: Direct
    value, _ = _value(text, 0, 0)
    return value


def _value(text: bytes, at: int, depth: int) -> tuple[Any, int]:
    found = _TOKEN.match(text, at)
    if found is None or depth > _DEEPEST:
        raise Malformed("a value that cannot be read")
    at = found.end()
    match found.lastgroup:
        case "open":
            return _dictionary(text, at, depth)
        case "start":
            return _array(text, at, depth)
        case "close" | "end":
            return _CLOSED, at
        case "name":
            raw = found["name"]
            if b"#" in raw:
                raw = _ESCAPED.sub(lambda one: bytes((int(one[1], 16),)), raw)
            return Name(raw.decode("latin-1")), at
        case "number":
            raw = found["number"]
            return (Decimal(raw.decode()) if b"." in raw else int(raw)), at
        case "hex":
            raw = found["hex"]
            return bytes.fromhex((raw if len(raw) % 2 == 0 else raw + b"0").decode()), at
        case "text":
            return _text(text, at)
        case "word":
            return _WORDS[found["word"]], at
    return Ref(int(found[7]), int(found[8])), at


def _dictionary(text: bytes, at: int, depth: int) -> tuple[dict[str, Any], int]:
    entries: dict[str, Any] = {}
    while True:
        key, at = _value(text, at, depth + 1)
        if key is _CLOSED:
            return entries, at
        if not isinstance(key, Name):
            raise Malformed("a dictionary whose key is no name")
        value, at = _value(text, at, depth + 1)
        if value is _CLOSED:
            raise Malformed("a key without value")
        entries[str(key)] = value


def _array(text: bytes, at: int, depth: int) -> tuple[tuple[Any, ...], int]:
    values: list[Any] = []
    while True:
        value, at = _value(text, at, depth + 1)
        if value is _CLOSED:
            return tuple(values), at
        values.append(value)


def _text(text: bytes, at: int) -> tuple[bytes, int]:
    """A literal string behind its opening parenthesis (ISO 32000-1, 7.3.4.2)."""
    parts: list[bytes] = []
    depth = 1
    while True:
        plain = _PLAIN.match(text, at)
        if plain is not None:
            parts.append(plain[0])
            at = plain.end()
        mark = text[at : at + 1]
        at += 1
        if mark == b"(":
            depth += 1
        elif mark == b")":
            depth -= 1
            if depth == 0:
                return b"".join(parts), at
        elif mark == b"\\":
            piece, at = _escape(text, at)
            parts.append(piece)
            continue
        else:
            raise Malformed("a string without end")
        parts.append(mark)


def _escape(text: bytes, at: int) -> tuple[bytes, int]:
    octal = re.compile(rb"[0-7]{1,3}").match(text, at)
    if octal is not None:
        return bytes((int(octal[0], 8) & 255,)), octal.end()
    mark = text[at : at + 1]
    return _SHORT.get(mark, mark), at + 1
