"""The one ZIP there is for given files: stored, sorted, no date, no flags, no extras.

Written here byte by byte and not by a library, because an archive has to rebuild the same bytes in decades
(PKWARE APPNOTE 6.3.10, sections 4.3 and 4.4; without ZIP64).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dossier.errors import InputRefused, PermanentError

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s2B5H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 10  # 1.0: stored files
_UNIX = 3
_DATE = 33  # 1980-01-01, the first day of the format
_MODE = 0o100644 << 16
_CRC = slice(14, 18)  # of a local header
_CENTRAL_CRC = slice(16, 20)
MAX_BYTES = 0xFFFFFFFE
MAX_FILES = 0xFFFE


@dataclass(frozen=True, slots=True)
class Extent:
    """One file in a container, and whether its header, its entry in the directory and both checksums are canonical."""

    name: str
    data: bytes
    header_canonical: bool
    listing_canonical: bool
    crc_right: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A container taken apart; ``directory_canonical`` is about the end record and all entries of the directory."""

    extents: tuple[Extent, ...]
    directory_canonical: bool


def pack(files: Mapping[str, bytes]) -> bytes:
    """The container of ``files`` (ASCII path to bytes)."""
    if len(files) > MAX_FILES or sum(map(len, files.values())) > MAX_BYTES // 2:
        raise PermanentError("A package holds at most 65534 files and 2 GiB.", remedy="Split the dossier.")
    parts: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name in sorted(files):
        data, path = files[name], name.encode("ascii")
        crc = zlib.crc32(data)
        directory.append(_central(path, crc, len(data), offset))
        parts += [_local(path, crc, len(data)), data]
        offset += len(parts[-2]) + len(data)
    listing = b"".join(directory)
    return b"".join([*parts, listing, _end(len(files), len(listing), offset)])


def take_apart(container: bytes) -> Layout:
    """Find the files of a container that is canonical but for altered bytes; ``InputRefused`` when none can be found."""
    try:
        signature, *_, count, size, offset, _ = _END.unpack_from(container, len(container) - _END.size)
        if signature != b"PK\x05\x06" or offset + size + _END.size != len(container):
            raise ValueError
        entries = list(_entries(container, count, offset))
    except (struct.error, ValueError) as error:
        raise InputRefused(
            "container_altered", "This is not a package's ZIP.", "Không phải tệp ZIP của gói."
        ) from error
    names = [entry.name for entry in entries]
    end_canonical = container[-_END.size :] == _end(len(entries), size, offset)
    if names != sorted(set(names)):
        raise InputRefused("container_altered", "The files of the ZIP are out of order.", "Tệp ZIP sai thứ tự.")
    return Layout(tuple(entries), end_canonical and all(entry.listing_canonical for entry in entries))


def _entries(container: bytes, count: int, directory: int) -> Iterator[Extent]:
    at = directory
    start = 0
    for _ in range(count):
        fields = _CENTRAL.unpack_from(container, at)
        size, name_length = fields[10], fields[11]
        path = container[at + _CENTRAL.size : at + _CENTRAL.size + name_length]
        after = at + _CENTRAL.size + name_length
        yield _extent(container, path, start, size, container[at:after])
        start += _LOCAL.size + name_length + size
        at = after
    if start != directory or at != len(container) - _END.size:
        raise ValueError("the files do not fill the container")


def _extent(container: bytes, path: bytes, start: int, size: int, central: bytes) -> Extent:
    body = start + _LOCAL.size + len(path)
    header, data = container[start:body], container[body : body + size]
    crc = zlib.crc32(data)
    wanted = _local(path, crc, size)
    # Each of the two headers is held against the name in the other, so that a changed name shows in either.
    wanted_central = _central(header[_LOCAL.size :], crc, size, start)
    return Extent(
        name=path.decode("ascii"),
        data=data,
        header_canonical=_without(header, _CRC) == _without(wanted, _CRC) and len(data) == size,
        listing_canonical=_without(central, _CENTRAL_CRC) == _without(wanted_central, _CENTRAL_CRC),
        crc_right=header[_CRC] == wanted[_CRC] == central[_CENTRAL_CRC],
    )


def _without(header: bytes, part: slice) -> bytes:
    return header[: part.start] + header[part.stop :]


def _local(path: bytes, crc: int, size: int) -> bytes:
    return _LOCAL.pack(b"PK\x03\x04", _VERSION, 0, 0, 0, _DATE, crc, size, size, len(path), 0) + path


def _central(path: bytes, crc: int, size: int, offset: int) -> bytes:
    fixed = (b"PK\x01\x02", _VERSION, _UNIX, _VERSION, 0, 0, 0, _DATE, crc, size, size, len(path))
    return _CENTRAL.pack(*fixed, 0, 0, 0, 0, _MODE, offset) + path


def _end(count: int, size: int, offset: int) -> bytes:
    return _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)
