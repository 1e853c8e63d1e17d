"""A package out of bytes that nobody vouches for: bounded, one directory, plain names, nothing twice."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from dossier.codes import DossierCode
from dossier.errors import InputRefused
from storage.package.bag import DATA, parse_bag_name, safe_path

# What zipfile raises for one or another kind of damage.
_DAMAGE = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    OverflowError,
    OSError,
    LookupError,
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class PackageLimits:
    """What a package may at most hold; bytes count unpacked."""

    max_bytes: int = 2 * 2**30
    max_files: int = 10_000


DEFAULT_LIMITS = PackageLimits()


@dataclass(frozen=True, slots=True)
class PackageContents:
    """A package taken apart. ``payload`` has the paths that begin with ``data/``, ``tags`` the bag's own."""

    code: DossierCode
    version: int
    payload: Mapping[str, bytes]
    tags: Mapping[str, bytes]


def read(container: bytes, limits: PackageLimits = DEFAULT_LIMITS) -> PackageContents:
    """The files of a package, also of one that was packed again by another program; what it says is not yet checked.

    ``InputRefused`` when it is damaged, too large, or holds anything but plain files in one directory.
    """
    if len(container) > limits.max_bytes:
        raise _refused("package_too_large", "The package is too large.", "Gói quá lớn.")
    return contents_of(unpacked(container, limits))


def unpacked(container: bytes, limits: PackageLimits) -> dict[str, bytes]:
    """The plain files of any ZIP, by name; ``InputRefused`` when it is damaged, too large or holds anything else."""
    try:
        with zipfile.ZipFile(BytesIO(container)) as archive:
            return _files(archive, limits)
    except _DAMAGE as error:
        raise _refused("container_damaged", "The package's ZIP cannot be read.", "Không đọc được tệp ZIP.") from error


def contents_of(files: Mapping[str, bytes]) -> PackageContents:
    """Sort files (path with directory, bytes) into payload and tags; ``InputRefused`` for names no package has."""
    tops = {name.partition("/")[0] for name in files}
    inner = {name.partition("/")[2]: content for name, content in files.items()}
    if len(tops) != 1 or not all(safe_path(path) for path in inner) or _collide(files):
        raise _refused("unsafe_name", "A name in the package is not allowed.", "Tên tệp trong gói không hợp lệ.")
    code, version = parse_bag_name(tops.pop())
    payload = {path: content for path, content in inner.items() if path.startswith(DATA)}
    tags = {path: content for path, content in inner.items() if not path.startswith(DATA)}
    return PackageContents(code, version, payload, tags)


def _collide(files: Mapping[str, bytes]) -> bool:
    """Whether two names fall together on a file system that does not tell case."""
    return len({name.casefold() for name in files}) != len(files)


def _files(archive: zipfile.ZipFile, limits: PackageLimits) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not (entry.is_dir() and entry.file_size == 0)]
    if len(entries) > limits.max_files or sum(entry.file_size for entry in entries) > limits.max_bytes:
        raise _refused("package_too_large", "The package is too large unpacked.", "Gói quá lớn khi giải nén.")
    if len({entry.filename for entry in entries}) != len(entries):
        raise _refused("doubled_name", "A name stands twice in the package.", "Tên tệp bị lặp trong gói.")
    if not all(_plain(entry) for entry in entries):
        raise _refused(
            "unsafe_entry", "The package holds more than plain files.", "Gói chứa mục không phải tệp thường."
        )
    return {entry.filename: _content(archive, entry) for entry in entries}


def _plain(entry: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return kind in (0, stat.S_IFREG) and entry.compress_type in _METHODS and not entry.flag_bits & 0x1


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    # Never more than was declared, whatever the compressed data unfolds to.
    with archive.open(entry) as file:
        return file.read(entry.file_size)


def _refused(code: str, message: str, message_vi: str) -> InputRefused:
    return InputRefused(code, message, message_vi)
