"""Writing PDF objects: the same objects in the same order give the same bytes (ISO 32000-1, 7.5)."""

from __future__ import annotations

import hashlib
import io
import zlib
from dataclasses import dataclass

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"  # four bytes above 127 after the header: ISO 19005-2, 6.1.2


@dataclass(frozen=True, slots=True)
class Ref:
    """An indirect reference."""

    number: int

    def __str__(self) -> str:
        return f"{self.number} 0 R"


class PdfFile:
    """Objects are written as they come; only their offsets are kept beside the output."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self._hash = hashlib.sha256()
        self._offsets: dict[int, int] = {}
        self._last = 0
        self._write(_HEADER)

    def reserve(self) -> Ref:
        """A reference to an object that is written later."""
        self._last += 1
        return Ref(self._last)

    def put(self, body: str, at: Ref | None = None) -> Ref:
        """Write one object that is not a stream."""
        return self._object(body.encode("ascii"), at)

    def stream(self, entries: str, data: bytes) -> Ref:
        """Write a stream whose data are already in the form that ``entries`` say."""
        head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode("ascii")
        return self._object((head, data, b"\nendstream"), None)

    def deflated(self, entries: str, data: bytes) -> Ref:
        """Write a stream, compressing it."""
        return self.stream(f"{entries} /Filter /FlateDecode".lstrip(), zlib.compress(data, 9))

    def finish(self, *, root: Ref, info: Ref) -> bytes:
        """Cross-reference table, trailer with an identifier derived from the content, the whole file."""
        start = self._out.tell()
        identifier = self._hash.hexdigest()[:32]
        size = self._last + 1
        table = [f"xref\n0 {size}\n", "0000000000 65535 f \n"]
        table += [f"{self._offsets[number]:010d} 00000 n \n" for number in range(1, size)]
        table.append(f"trailer\n<< /Size {size} /Root {root} /Info {info} /ID [<{identifier}> <{identifier}>] >>\n")
        table.append(f"startxref\n{start}\n%%EOF\n")
        self._write("".join(table).encode("ascii"))
        return self._out.getvalue()

    def _object(self, body: bytes | tuple[bytes, ...], at: Ref | None) -> Ref:
        ref = at or self.reserve()
        self._offsets[ref.number] = self._out.tell()
        self._write(f"{ref.number} 0 obj\n".encode("ascii"))
        for part in body if isinstance(body, tuple) else (body,):
            self._write(part)
        self._write(b"\nendobj\n")
        return ref

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._hash.update(data)


def text_string(text: str) -> str:
    """A PDF text string in UTF-16BE (ISO 32000-1, 7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return _literal(text)
    return "<" + ("\ufeff" + text).encode("utf-16-be").hex() + ">"


def _literal(text: str) -> str:
    return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"


def number(value: float) -> str:
    """A number without exponent and without superfluous zeros."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
