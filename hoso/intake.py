"""Files become a dossier: what belongs together, and the key by which the same papers find their dossier again."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dossier.digest import Digest
from dossier.errors import HosoError, InputRefused, UsageError
from dossier.record import ArchivePlace, Policy, Profile
from storage import disk

_NOWHERE = ArchivePlace()


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """What is said of a dossier when it is taken in; ``code`` only for an office that numbers by itself."""

    unit: str
    officer: str
    procedure: str | None = None
    profile: Profile = Profile.COUNTER
    policy: Policy = Policy.BATCH
    code: str | None = None
    archive: ArchivePlace = _NOWHERE


@dataclass(frozen=True, slots=True)
class Entry:
    """The files of one dossier in page order, and the name under which they came. ``root`` is the folder, if one.

    ``error``: why its files cannot be listed; taking it in raises that.
    """

    name: str
    files: tuple[Path, ...]
    root: Path | None = None
    error: HosoError | None = None

    @property
    def shown(self) -> str:
        """The name for records and people: valid text on one line, whatever bytes the file system holds."""
        return printable(self.name)

    def labels(self) -> tuple[str, ...]:
        """What each file is called in the record: its path within the folder, made unique where names repeat."""
        seen: dict[str, int] = {}
        return tuple(_unique(self._label(path), seen) for path in self.files)

    def _label(self, path: Path) -> str:
        return printable(path.relative_to(self.root).as_posix() if self.root else path.name)

    def check(self, max_bytes: int) -> None:
        """Refuse what is no file or too large before any of it is copied; ``InputRefused`` names every such file."""
        if self.error is not None:
            raise self.error
        with disk.translated("Looking at a file of the dossier"):
            kinds = [path.stat() if path.exists() else None for path in self.files]
        found = list(zip(self.labels(), kinds, strict=True))
        if odd := [label for label, kind in found if kind is None or not stat.S_ISREG(kind.st_mode)]:
            raise no_file(odd)
        if large := [label for label, kind in found if kind and kind.st_size > max_bytes]:
            names = ", ".join(large)
            raise InputRefused(
                "limit_exceeded",
                f"{names}: larger than the limit max_bytes = {max_bytes} (setting HOSO_MAX_BYTES).",
                f"{names}: vượt giới hạn max_bytes = {max_bytes} (thiết lập HOSO_MAX_BYTES).",
            )


def printable(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 and control characters written as escapes."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(c if unicodedata.category(c) != "Cc" else f"\\x{ord(c):02x}" for c in text)


def no_file(labels: Iterable[str]) -> InputRefused:
    """Something that is no plain file cannot be archived byte for byte."""
    names = ", ".join(labels)
    return InputRefused(
        "not_a_file",
        f"{names}: not a file (a broken or circular link, a pipe, a device); put the scan itself there.",
        f"{names}: không phải tệp (liên kết hỏng hoặc vòng, ống dẫn, thiết bị); hãy đặt chính bản quét vào đó.",
    )


def _unique(label: str, seen: dict[str, int]) -> str:
    seen[label] = seen.get(label, 0) + 1
    return label if seen[label] == 1 else f"{label} ({seen[label]})"


def entry_of(paths: Iterable[Path]) -> Entry:
    """One folder, or files, as one dossier. Missing paths and empty folders are a ``UsageError``."""
    given = tuple(paths)
    missing = [path.name for path in given if not path.exists()]
    if missing or not given:
        raise UsageError(f"Not found: {', '.join(missing) or 'no path given'}.", remedy="Name files or one folder.")
    if any(path.is_dir() for path in given) and len(given) > 1:
        raise UsageError("A dossier is one folder or some files.", remedy="Use `hoso batch` for several folders.")
    files = files_of(given[0]) if given[0].is_dir() else given
    if not files:
        raise UsageError("The folder holds no file.", remedy="Put the dossier's scans into it.")
    return Entry(given[0].resolve().name, files, given[0] if given[0].is_dir() else None)


def entries_of(folder: Path) -> tuple[Entry, ...]:
    """Every sub-folder and loose file of ``folder`` as a dossier, by name; hidden ones and empty folders are left."""
    if not folder.is_dir():
        raise UsageError(f"{folder.name} is not a folder.", remedy="`hoso batch` takes a folder of dossiers.")
    with disk.translated("Listing the folder"):
        visible = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    found = (_entry(path) for path in visible)
    return tuple(entry for entry in found if entry.files or entry.error)


def _entry(path: Path) -> Entry:
    if not path.is_dir():
        return Entry(path.name, (path,))
    try:
        return Entry(path.name, files_of(path), path)
    except HosoError as error:
        return Entry(path.name, (), path, error)


def files_of(folder: Path) -> tuple[Path, ...]:
    """The visible files under ``folder`` in the order of their names, which is how scanners number pages.

    A folder that cannot be listed, or that contains itself by a link, is an error: no page is passed over in silence.
    """
    with disk.translated("Listing a dossier's folder"):
        return tuple(sorted(_inside(folder, frozenset())))


def _inside(folder: Path, above: frozenset[tuple[int, int]]) -> Iterator[Path]:
    known = folder.stat()
    place = (known.st_dev, known.st_ino)
    if place in above:
        raise no_file([printable(folder.name)])
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _inside(path, above | {place})
        else:
            yield path


def intake_key(digests: Iterable[Digest], procedure: str | None) -> Digest:
    """The same set of files under the same procedure is the same dossier, whatever the files are called."""
    parts = [procedure or "", *sorted({digest.hex for digest in digests})]
    return Digest.of("\n".join(parts).encode())
