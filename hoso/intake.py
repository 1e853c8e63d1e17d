"""Files become a dossier: what belongs together, and the key by which the same papers find their dossier again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dossier.digest import Digest
from dossier.errors import UsageError
from dossier.record import Policy, Profile


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """What is said of a dossier when it is taken in; ``code`` only for an office that numbers by itself."""

    unit: str
    officer: str
    procedure: str | None = None
    profile: Profile = Profile.COUNTER
    policy: Policy = Policy.BATCH
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """The files of one dossier in page order, and the name under which they came. ``root`` is the folder, if one."""

    name: str
    files: tuple[Path, ...]
    root: Path | None = None

    def labels(self) -> tuple[str, ...]:
        """What each file is called in the record: its path within the folder, made unique where names repeat."""
        seen: dict[str, int] = {}
        return tuple(_unique(self._label(path), seen) for path in self.files)

    def _label(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix() if self.root else path.name


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
    visible = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    found = (Entry(path.name, files_of(path), path) if path.is_dir() else Entry(path.name, (path,)) for path in visible)
    return tuple(entry for entry in found if entry.files)


def files_of(folder: Path) -> tuple[Path, ...]:
    """The visible files under ``folder`` in the order of their names, which is how scanners number pages."""
    inside = (path for path in folder.rglob("*") if path.is_file())
    return tuple(sorted(path for path in inside if not _hidden(path.relative_to(folder))))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def intake_key(digests: Iterable[Digest], procedure: str | None) -> Digest:
    """The same set of files under the same procedure is the same dossier, whatever the files are called."""
    parts = [procedure or "", *sorted({digest.hex for digest in digests})]
    return Digest.of("\n".join(parts).encode())
