"""The tag files of a BagIt bag (RFC 8493) and the names of a package."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import InputRefused, UsageError

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
BAGIT_FILE, INFO_FILE = "bagit.txt", "bag-info.txt"
MANIFEST_FILE, TAGMANIFEST_FILE = "manifest-sha256.txt", "tagmanifest-sha256.txt"
TAG_FILES = frozenset({BAGIT_FILE, INFO_FILE, MANIFEST_FILE, TAGMANIFEST_FILE})
DATA = "data/"

# Names of this alphabet need no escaping in a manifest, on any file system, or in a shell; and cannot lead elsewhere.
_SEGMENT = r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}"
_PATH = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT}){{0,3}}")
_PACKAGE_KEY = re.compile(rf"{_SEGMENT}/v[1-9][0-9]{{0,5}}\.zip")
_TOP = re.compile(r"(.+)\.v([1-9][0-9]{0,5})")
_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")
_LABEL = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_IDENTIFIER, _OXUM = "Internal-Sender-Identifier", "Payload-Oxum"


def package_key(code: DossierCode, version: int) -> str:
    """Where version ``version`` (from 1) of a dossier lies in the object store."""
    return f"{code}/v{version}.zip"


def is_package_key(key: str) -> bool:
    """Whether a package lies under this key, rather than the log or evidence."""
    return _PACKAGE_KEY.fullmatch(key) is not None


def bag_name(code: DossierCode, version: int) -> str:
    """The one directory inside the package."""
    if version < 1:
        raise UsageError("Versions of a dossier count from 1.")
    return f"{code}.v{version}"


def parse_bag_name(name: str) -> tuple[DossierCode, int]:
    """Code and version of a package's directory; ``InputRefused`` for any other name."""
    found = _TOP.fullmatch(name)
    try:
        if found is None:
            raise UsageError("no version")
        return DossierCode.parse(found[1]), int(found[2])
    except UsageError as error:
        raise InputRefused(
            "not_a_package",
            "The directory is not named <code>.v<version>.",
            "Thư mục không theo mẫu <mã>.v<phiên bản>.",
        ) from error


def safe_path(path: str) -> bool:
    """Whether ``path`` is a name that a package may hold: it stays inside on every system."""
    return _PATH.fullmatch(path) is not None


def manifest(files: Mapping[str, bytes]) -> bytes:
    """A manifest over ``files``, in the order of their paths, as ``sha256sum`` writes it."""
    return "".join(f"{Digest.of(files[path])}  {path}\n" for path in sorted(files)).encode("ascii")


def read_manifest(data: bytes) -> dict[str, Digest]:
    """Paths and digests; a doubled path, a path leading elsewhere or a malformed line is ``InputRefused``."""
    named: dict[str, Digest] = {}
    for line in _text(data).splitlines():
        found = _LINE.fullmatch(line)
        if found is None or not safe_path(found[2]) or found[2] in named:
            raise _malformed()
        named[found[2]] = Digest(found[1])
    return named


def oxum(payload: Mapping[str, bytes]) -> str:
    """Octets and files of the payload (RFC 8493 section 2.2.2)."""
    return f"{sum(map(len, payload.values()))}.{len(payload)}"


@dataclass(frozen=True, slots=True)
class BagInfo:
    """What ``bag-info.txt`` says: labels of the caller's, then the bag's own name and the payload's size."""

    said: Mapping[str, str]
    identifier: str
    oxum: str

    def encoded(self) -> bytes:
        """The file's bytes; a label or value that the format cannot hold is a ``UsageError``."""
        for label, value in self.said.items():
            if not _LABEL.fullmatch(label) or label in (_IDENTIFIER, _OXUM) or not value or not value.isprintable():
                raise UsageError("A bag-info label has letters, digits and hyphens, its value one printable line.")
        pairs = {**self.said, _IDENTIFIER: self.identifier, _OXUM: self.oxum}
        return "".join(f"{label}: {value}\n" for label, value in pairs.items()).encode("utf-8")

    @classmethod
    def parse(cls, data: bytes) -> BagInfo:
        """Read the file; ``InputRefused`` when it is not of the form that ``encoded`` gives."""
        said: dict[str, str] = {}
        for line in _text(data).splitlines():
            label, separator, value = line.partition(": ")
            if not separator or not _LABEL.fullmatch(label) or label in said:
                raise _malformed()
            said[label] = value
        try:
            return cls(said, said.pop(_IDENTIFIER), said.pop(_OXUM))
        except KeyError as error:
            raise _malformed() from error


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _malformed() from error
    if not text.endswith("\n"):
        raise _malformed()
    return text


def _malformed() -> InputRefused:
    return InputRefused("tag_malformed", "A tag file of the bag is malformed.", "Tệp mô tả của gói sai cấu trúc.")
