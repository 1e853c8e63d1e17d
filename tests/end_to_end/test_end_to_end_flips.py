"""``hoso verify`` names a changed byte wherever it is, in a package and in a signed copy."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from chaos.runs import hoso
from end_to_end.conftest import Archived

from dossier.judgement import FileJudgement, Verdict
from hoso.auditing import in_log
from hoso.office import Office

FLIPS = 40


def _judged(office: Office, data: bytes) -> FileJudgement:
    return office.judges.file(data, file="x", log=lambda contents, digest: in_log(office, contents, digest))


def _flipped(data: bytes, places: list[int], rng: random.Random) -> Iterator[tuple[int, bytes]]:
    for place in places:
        changed = bytearray(data)
        changed[place] ^= 1 << rng.randrange(8)
        yield place, bytes(changed)


def _drawn(data: bytes, rng: random.Random) -> list[int]:
    """Places over the whole file, and the first and last bytes, where formats keep what is often overlooked."""
    evenly = [rng.randrange(len(data) * n // FLIPS, len(data) * (n + 1) // FLIPS) for n in range(FLIPS)]
    return [0, 5, *evenly, len(data) - 30, len(data) - 1]


def test_an_untouched_package_is_valid(archived: Archived, office: Office) -> None:
    """And in the log."""
    judged = _judged(office, archived.package.read_bytes())
    assert (judged.verdict, judged.package and judged.package.log) == (Verdict.VALID, "included")


def test_a_changed_byte_of_a_package_is_named(archived: Archived, office: Office) -> None:
    """Never valid, and a reason says where."""
    data, rng = archived.package.read_bytes(), random.Random(1)
    for place, changed in _flipped(data, _drawn(data, rng), rng):
        judged = _judged(office, changed)
        assert judged.verdict in (Verdict.INVALID, Verdict.REFUSED), place
        assert judged.reasons, place


def test_a_changed_byte_of_a_signed_copy_is_named(archived: Archived, office: Office) -> None:
    """Inside the signed ranges, inside the signature, in its padding."""
    data, rng = archived.copies()[0].read_bytes(), random.Random(2)
    contents = data.rindex(b"/Contents <")
    padding = data.index(b"00>", contents)
    places = [*_drawn(data, rng), contents + 40, contents + 400, padding]
    valid = [
        place for place, changed in _flipped(data, places, rng) if _judged(office, changed).verdict is Verdict.VALID
    ]
    assert valid == []


@pytest.mark.parametrize("option", [[], ["--json"]])
def test_the_command_ends_with_3_and_names_the_file(option: list[str], archived: Archived, tmp_path: Path) -> None:
    """The original inside the package was changed."""
    data = archived.package.read_bytes()
    place = data.index(b"%PDF-", data.index(b"data/original/1.pdf")) + 500
    (tmp_path / "changed.zip").write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    assert hoso(archived.place, "verify", str(tmp_path / "changed.zip"), *option) == 3
    assert "data/original/1.pdf" in archived.place.said.read_text().replace("\n", "")
