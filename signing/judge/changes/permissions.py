"""What a signature lets happen after it: our policy, its DocMDP and its FieldMDP."""

from __future__ import annotations

from dataclasses import dataclass

from signing.judge.changes.kinds import Change, Kind, Weight


@dataclass(frozen=True, slots=True)
class FieldLock:
    """FieldMDP (ISO 32000-1, 12.8.2.4): which fields may not be filled in any more."""

    action: str
    fields: frozenset[str]

    def locks(self, name: str) -> bool:
        """Whether the field of that full name is locked; a field's lock holds for the fields below it."""
        named = any(name == each or name.startswith(f"{each}.") for each in self.fields)
        match self.action:
            case "/Include":
                return named
            case "/Exclude":
                return not named
        return True


@dataclass(frozen=True, slots=True)
class Permissions:
    """``level``: 1 to 3 as a certification states it, None without one. ``lock``: the signature's own FieldMDP."""

    level: int | None = None
    lock: FieldLock | None = None

    def permit(self, change: Change) -> bool:
        """Whether a change may follow this signature.

        Blanks may be filled in after an ordinary signature (ISO 32000-2, 12.8.2.2 restricts nothing without DocMDP), but
        nobody asked the signer: ``asks`` says so. A value that the signer saw may be replaced only by leave.
        """
        match change.weight:
            case Weight.BOOKKEEPING:
                return True
            case Weight.SIGNING:
                return self.level != 1
            case Weight.FILLING:
                return self._filling(change.field, self.level is None and self.lock is None)
            case Weight.REFILLING:
                return self._filling(change.field, False)
            case Weight.NOTE:
                return self.level == 3
            case Weight.COMMENT | Weight.SETTING | Weight.FORBIDDEN:
                return False

    def leaves_open(self, change: Change) -> bool:
        """Whether a change that is not permitted makes a doubt only: a person has to look.

        A mark that covers something; a comment where the certification allows annotations; what no page shows; what
        readers read in different ways.
        """
        match change.weight:
            case Weight.COMMENT:
                return self.level == 3
            case Weight.SETTING:
                return self.level != 1
        return change.kind in {Kind.COVERED, Kind.UNREAD}

    def asks(self, change: Change) -> bool:
        """Whether a permitted change is one that the signer did not foresee: a person should look at it."""
        return change.weight is Weight.FILLING and self.level is None and self.lock is None

    def _filling(self, field: str, unforeseen: bool) -> bool:
        if self.level == 1 or (self.lock is not None and self.lock.locks(field)):
            return False
        return unforeseen or self.level in {2, 3} or self.lock is not None
