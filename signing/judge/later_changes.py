"""What came after a signature: nothing, what it permits, or changes that nobody signed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from signing.judge.changes.compare import changes_between
from signing.judge.changes.covering import covering
from signing.judge.changes.kinds import Change, Kind, Weight
from signing.judge.changes.layout import Layout, layout_of
from signing.judge.changes.nodes import Ref, Revision
from signing.judge.changes.permissions import Permissions
from signing.judge.changes.pictures import Pictures
from signing.judge.changes.readers import is_ambiguous
from signing.judge.changes.tail import is_contradictory, is_update
from signing.judge.evidence import Evidence
from signing.judge.malformed import Malformed
from signing.judge.pdf_signatures import FoundSignature, level_of
from signing.judge.store import evidence_in

# A revision ends with this; ISO 32000-1, 7.5.5 lets one end of line follow.
_END = re.compile(rb"%%EOF(?:\r\n|\r|\n)?\Z")
_HEADER = re.compile(rb"(?<![0-9])(\d+ \d+) obj\b")
_CONTENTS = re.compile(rb"/Contents[ \t\r\n\0\f]*\Z")
_LONGEST_DICTIONARY = 65_536
_LINE_END = re.compile(rb"(?:\r\n|\r|\n)\Z")


class Modification(StrEnum):
    """What later revisions did."""

    NONE = "none"
    PERMITTED = "permitted"
    FORBIDDEN = "forbidden"


class Coverage(StrEnum):
    """How much of the file, as it is now, a signature covers."""

    WHOLE_FILE = "whole_file"
    WHOLE_REVISION = "whole_revision"
    PARTIAL = "partial"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Later:
    """Coverage and modification; ``understood`` is false when the file's structure forbids an answer.

    ``changes`` are all that were found, ``breaches`` those that nothing permits, ``unforeseen`` those that the signer
    did not exclude but nobody asked about. ``is_open``: the breaches make a doubt, no failure.
    """

    coverage: Coverage
    modification: Modification
    understood: bool = True
    changes: tuple[Change, ...] = ()
    breaches: tuple[Change, ...] = ()
    unforeseen: tuple[Change, ...] = ()
    is_open: bool = False


_NOT_UNDERSTOOD = Later(Coverage.UNCLEAR, Modification.FORBIDDEN, understood=False)


@dataclass(eq=False)
class _Step:
    """A revision that was signed, or the newest."""

    revision: Revision
    layout: Layout
    pictures: Pictures


@dataclass(eq=False)
class Revisions:
    """The revisions of one file, read once for all of its signatures: each is compared with the next signed one."""

    data: bytes
    newest: Revision
    ends: Sequence[int]
    _steps: dict[int, _Step] = field(default_factory=dict, repr=False)
    _changes: dict[tuple[int, int], tuple[Change, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, data: bytes, newest: Revision, found: Sequence[FoundSignature]) -> Revisions:
        """The revisions in which ``found`` were signed."""
        ends = {each.end for each in found if 0 < each.end < len(data) and _is_end(data, each.end)}
        return cls(data, newest, [*sorted(ends), len(data)])

    def after(self, found: FoundSignature, untrue: frozenset[str] = frozenset()) -> Later:
        """What follows a signature; ``untrue`` are the fields whose signatures are not intact."""
        end = found.end
        if end == len(self.data):
            # A complete revision ends with %%EOF; a signed cut through the middle of a file does not.
            whole = Coverage.WHOLE_FILE if _is_end(self.data, end) else Coverage.PARTIAL
            return Later(whole, Modification.NONE)
        if not _is_end(self.data, end):
            return Later(Coverage.PARTIAL, Modification.FORBIDDEN)
        if _LINE_END.match(self.data, end):
            return Later(Coverage.WHOLE_REVISION, Modification.NONE)
        sound = self._is_sound(end)
        try:
            later = self._compared(found, untrue)
        except Malformed:
            return Later(Coverage.WHOLE_REVISION, Modification.FORBIDDEN) if sound is False else _NOT_UNDERSTOOD
        if sound is False:
            unreached = Change(Kind.UNREACHED, Weight.FORBIDDEN)
            return replace(
                later, modification=Modification.FORBIDDEN, breaches=(unreached, *later.breaches), is_open=False
            )
        if sound is None and later.breaches:
            unread = Change(Kind.UNREAD, Weight.FORBIDDEN)
            return replace(later, breaches=(unread, *later.breaches), is_open=False)
        # What could be read was read to say what was done; that nothing was found in an unsound file means nothing.
        return later if sound else _NOT_UNDERSTOOD

    def _is_sound(self, end: int) -> bool | None:
        """Whether the bytes behind ``end`` are a proper update; None when that cannot be told."""
        try:
            return is_update(self.data, end) and (True if not self.newest.repair else None)
        except Malformed:
            return None

    def evidence_at(self, end: int) -> Evidence:
        """What the security store held in the revision that ends there; nothing for a revision that cannot be read."""
        try:
            return evidence_in(self._step(end).revision)
        except Malformed:
            return Evidence()

    def shows_gap(self, found: FoundSignature) -> bool:
        """In an encrypted file, whether the gap is the dictionary's /Contents: read as a string it looks decrypted."""
        if not self.newest.pdf.is_encrypted or found.identity is None or len(found.byte_range) != 4:
            return False
        before = self.data[: found.byte_range[1]]
        headers = _HEADER.findall(before[max(0, len(before) - _LONGEST_DICTIONARY) :])
        own = b"%d %d" % found.identity
        return bool(headers) and headers[-1] == own and _CONTENTS.search(before) is not None

    def was_shared(self, found: FoundSignature) -> bool:
        """Whether all the fields that claim a signature did so when it was made: then its signer signed that."""
        try:
            then, now = self._claims(self._step(found.end), found), self._claims(self._step(len(self.data)), found)
        except Malformed:
            return False
        return found.end in self.ends and then == now

    def _claims(self, step: _Step, found: FoundSignature) -> set[Ref | str]:
        return {key for key, each in step.layout.fields.items() if each.get("/V") == found.identity}

    def _compared(self, found: FoundSignature, untrue: frozenset[str]) -> Later:
        permissions = Permissions(self._level(found), found.lock)
        changes: list[Change] = []
        for start, end in zip(self.ends, self.ends[1:], strict=False):
            if start >= found.end:
                changes += self._between(start, end)
        breaches = [each for each in changes if not permissions.permit(each)]
        breaches += [
            replace(each, kind=Kind.SNEAKY_SIGNATURE, weight=Weight.FORBIDDEN)
            for each in changes
            if each.mark is not None and each.field in untrue
        ]
        coverage = Coverage.WHOLE_REVISION
        if breaches:
            return Later(
                coverage,
                Modification.FORBIDDEN,
                changes=tuple(changes),
                breaches=tuple(breaches),
                is_open=all(permissions.leaves_open(each) for each in breaches),
            )
        asked = tuple(each for each in changes if permissions.asks(each))
        modification = Modification.PERMITTED if changes else Modification.NONE
        return Later(coverage, modification, changes=tuple(changes), unforeseen=asked)

    def _level(self, found: FoundSignature) -> int | None:
        """The strictest of the signature's own DocMDP and that of the certification under which it was made."""
        revision = self._step(found.end).revision
        certified = revision.dictionary(revision.dictionary(revision.root.get("/Perms")).get("/DocMDP"))
        levels = [each for each in (found.level, level_of(revision, certified)) if each is not None]
        return min(levels, default=None)

    def _between(self, start: int, end: int) -> tuple[Change, ...]:
        if (start, end) not in self._changes:
            one, other = self._step(start), self._step(end)
            changes = changes_between(one.revision, other.revision, (one.layout, other.layout))
            more = tuple(covering(changes, one.revision, one.layout, (one.pictures, other.pictures)))
            if is_ambiguous(other.revision, start):
                more = (*more, Change(Kind.UNREAD, Weight.FORBIDDEN))
            self._changes[start, end] = (*changes, *more, *self._as_others_read(start, end))
        return self._changes[start, end]

    def _as_others_read(self, start: int, end: int) -> tuple[Change, ...]:
        """What is forbidden in a hybrid update as it is read without cross-reference streams (ISO 32000-1, 7.5.8.4)."""
        if b"/XRefStm" not in self.data[start:end]:
            return ()
        if is_contradictory(self.data[:end], start):
            return (Change(Kind.UNREAD, Weight.FORBIDDEN),)
        try:
            Revision(self.data[:start], tables_only=True)
        except Malformed:
            return ()  # who knows no streams cannot read what was signed either
        one, other = (Revision(self.data[:each], tables_only=True) for each in (start, end))
        return tuple(each for each in changes_between(one, other) if each.weight is Weight.FORBIDDEN)

    def _step(self, end: int) -> _Step:
        if end not in self._steps:
            data = self.data[:end]
            revision = self.newest if end == len(self.data) else Revision(data, written=self.newest.written)
            self._steps[end] = _Step(revision, layout_of(revision), Pictures(data))
        return self._steps[end]


def _is_end(data: bytes, end: int) -> bool:
    return _END.search(data[max(0, end - 16) : end]) is not None
