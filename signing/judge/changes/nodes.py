"""One revision of a PDF as plain values, read lazily: what an object says, not where it lies in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import TypeGuard

import pikepdf

from signing.judge.changes.hybrid import completed, is_hybrid
from signing.judge.changes.written import Direct, Name, Ref, read_written
from signing.judge.malformed import Encrypted, Malformed

# pikepdf gives each fault of a file its own exception, and lets some of C++ and Python through.
FAILURES = (
    pikepdf.PdfError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    RecursionError,
)
# A chain of references to references that is longer leads nowhere.
_LONGEST_CHAIN = 16
# What qpdf says of files that are encrypted for certificates instead of with a password.
_FOR_KEYS = "unsupported encryption filter"


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """A stream: its dictionary, and the bytes when somebody asks."""

    dictionary: Mapping[str, Node]
    source: pikepdf.Stream

    def raw(self) -> bytes:
        """As stored."""
        return self.source.read_raw_bytes()

    def decoded(self) -> bytes:
        """With filters undone; ``Malformed`` when they cannot be."""
        try:
            return self.source.read_bytes()
        except FAILURES as error:
            raise Malformed("a stream that cannot be decoded") from error


Node = Direct | Stream
Dictionary = Mapping[str, Node]
EMPTY: Dictionary = {}
__all__ = ["EMPTY", "FAILURES", "Dictionary", "Name", "Node", "Ref", "Revision", "Stream", "is_dictionary"]


def is_dictionary(node: object) -> TypeGuard[Dictionary]:
    """Whether a node is a dictionary that is no stream's."""
    return isinstance(node, dict)


@dataclass(eq=False)
class Revision:
    """The file as it was when its first bytes were all there was.

    Nothing is repaired unless ``repair`` is set: what needs repair is read differently by different programs.
    ``tables_only``: as programs read a hybrid file that do not know cross-reference streams. ``written``: what was read
    already of the same file, for most objects of a revision stand in the next one too.
    """

    data: bytes | memoryview
    repair: bool = False
    tables_only: bool = False
    written: dict[bytes, Direct] = field(default_factory=dict, repr=False)
    _objects: dict[Ref, Node] = field(default_factory=dict, repr=False)
    _warnings: list[str] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        """Open; ``Malformed`` unless the cross-references lead through the file as they stand."""
        try:
            data = bytes(self.data)
            if not self.repair and not self.tables_only and is_hybrid(data):
                data = completed(data)
            self.pdf = pikepdf.open(
                BytesIO(data),
                attempt_recovery=self.repair,
                inherit_page_attributes=False,
                ignore_xref_streams=self.tables_only,
            )
        except pikepdf.PasswordError as error:
            raise Encrypted("encrypted") from error
        except FAILURES as error:
            if _FOR_KEYS in str(error):
                raise Encrypted("encrypted for keys") from error
            raise Malformed("no PDF that can be opened") from error
        trailer = read_written(self.pdf.trailer.unparse(resolved=True))
        self.trailer: Dictionary = trailer if is_dictionary(trailer) else EMPTY
        self.root = self.dictionary(self.trailer.get("/Root"))

    def warnings(self) -> list[str]:
        """What qpdf found odd so far; it tells each thing once."""
        self._warnings += map(str, self.pdf.get_warnings())
        return self._warnings

    def resolve(self, node: Node) -> Node:
        """What a reference leads to; the node itself when it is none; None for what is not there."""
        for _ in range(_LONGEST_CHAIN):
            if not isinstance(node, Ref):
                return node
            if node not in self._objects:
                self._objects[node] = self._read(node)
            node = self._objects[node]
        return None

    def dictionary(self, node: Node) -> Dictionary:
        """The dictionary there (a stream's own included); empty if there is none."""
        found = self.resolve(node)
        if isinstance(found, Stream):
            return found.dictionary
        return found if is_dictionary(found) else EMPTY

    def array(self, node: Node) -> tuple[Node, ...]:
        """The array there; empty if there is none."""
        found = self.resolve(node)
        return found if isinstance(found, tuple) and not isinstance(found, Ref) else ()

    def name(self, node: Node) -> str:
        """The name there; empty if there is none."""
        found = self.resolve(node)
        return str(found) if isinstance(found, Name) else ""

    def _read(self, ref: Ref) -> Node:
        try:
            found = self.pdf.get_object(ref)
            if isinstance(found, pikepdf.Stream):
                own = self._value(found.stream_dict.unparse(resolved=True))
                return Stream(own if is_dictionary(own) else EMPTY, found)
            return self._value(found.unparse(resolved=True)) if isinstance(found, pikepdf.Object) else _scalar(found)
        except FAILURES as error:
            raise Malformed("an object that cannot be read") from error

    def _value(self, text: bytes) -> Direct:
        if text not in self.written:
            self.written[text] = read_written(text)
        return self.written[text]


def _scalar(value: object) -> Node:
    """What pikepdf gives as a Python value: an object that is a number, a boolean or nothing."""
    if value is None or isinstance(value, bool | int | Decimal):
        return value
    raise Malformed("a value of an unknown kind")
