"""A dump of a chip: a ZIP of its elementary files, each told by its first byte and not by its name."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from dossier.errors import InputRefused
from identity.chip.tlv import read_node

_MOST_FILES = 64
_MOST_BYTES = 8 * 2**20

# ICAO Doc 9303-10, table of tags: data groups 1 to 16, and the security object.
_GROUPS = {
    0x61: 1, 0x75: 2, 0x63: 3, 0x76: 4, 0x65: 5, 0x66: 6, 0x67: 7, 0x68: 8,
    0x69: 9, 0x6A: 10, 0x6B: 11, 0x6C: 12, 0x6D: 13, 0x6E: 14, 0x6F: 15, 0x70: 16,
}  # fmt: skip
_SOD = 0x77
_CHIP_NAME = re.compile(r"(?i)dg|sod|ef|com|data|^0[0-9a-f]{3}|\.bin$|\.dat$")


@dataclass(frozen=True, slots=True)
class ChipDump:
    """The data groups by number and the security object, each exactly as long as it says; ``sod`` None: not there."""

    groups: Mapping[int, bytes]
    sod: bytes | None = field(default=None)


def is_zip(data: bytes) -> bool:
    """Whether these bytes begin a ZIP."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read_dump(data: bytes) -> ChipDump:
    """Open a dump; ``InputRefused`` (chip_damaged, chip_limit, chip_empty, chip_twice) for what cannot be taken."""
    try:
        files = _files(data)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _refused("chip_damaged", "The chip's ZIP is damaged.", "Tệp ZIP bản đọc chíp bị hỏng.") from error
    groups: dict[int, bytes] = {}
    sod: bytes | None = None
    for name, content in files:
        exact = _exact(name, content)
        if exact is None:
            continue
        number = _GROUPS.get(content[0])
        if content[0] == _SOD:
            sod = _once(sod, exact)
        elif number is not None:
            groups[number] = _once(groups.get(number), exact)
    if sod is None and not groups:
        raise _refused("chip_empty", "The ZIP holds no file of a chip.", "Tệp ZIP không có tệp nào của chíp.")
    return ChipDump(groups, sod)


def _files(data: bytes) -> list[tuple[str, bytes]]:
    """Names and contents of all files; nothing is unpacked beyond the limits, whatever the ZIP's directory claims."""
    left, found = _MOST_BYTES, list[tuple[str, bytes]]()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [each for each in archive.infolist() if not each.is_dir()]
        if len(names) > _MOST_FILES:
            raise _too_large()
        for each in names:
            with archive.open(each) as file:
                content = file.read(left + 1)
            left -= len(content)
            if left < 0:
                raise _too_large()
            if content:
                found.append((each.filename, content))
    return found


def _exact(name: str, content: bytes) -> bytes | None:
    """The file without the zeros that readers pad it with; None for a note beside the dump, which is no file of a chip.

    A letter of a text may look like a tag: what does not end where its length says is damage only under a chip's names.
    """
    if content[0] not in _GROUPS and content[0] != _SOD:
        return None
    try:
        end = read_node(content).end
    except InputRefused:
        if _CHIP_NAME.search(PurePosixPath(name).name):
            raise
        return None
    return content[:end] if not content[end:].strip(b"\x00") else content


def _once(known: bytes | None, content: bytes) -> bytes:
    if known is not None and known != content:
        raise _refused("chip_twice", "The ZIP holds a file of the chip twice.", "Tệp ZIP có hai bản của một tệp chíp.")
    return content


def _too_large() -> InputRefused:
    return _refused("chip_limit", "The chip's dump is too large.", "Bản đọc chíp quá lớn.")


def _refused(code: str, message: str, message_vi: str) -> InputRefused:
    return InputRefused(code, message, message_vi)
