"""Whatever is altered in a package is found and named."""

from __future__ import annotations

import warnings
import zipfile
from io import BytesIO

import pytest

from dossier.codes import DossierCode
from dossier.errors import InputRefused
from storage.package.checker import check
from storage.package.container import pack
from storage.package.reader import PackageLimits, read
from storage.package.writer import build

CODE = DossierCode.parse("H29.12-261122-0001")
TOP = "H29.12-261122-0001.v1/"


@pytest.fixture
def package(payload: dict[str, bytes]) -> bytes:
    return build(CODE, 1, payload, {"Source-Organization": "Mau"})


def _files(package: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(BytesIO(package))
    return {name: archive.read(name) for name in archive.namelist()}


def _places(package: bytes) -> set[str]:
    return {finding.place for finding in check(package).findings}


def _region(package: bytes) -> list[set[str]]:
    """For every byte of a package, the places that may be named when it is altered."""
    archive = zipfile.ZipFile(BytesIO(package))
    regions = [
        {"container", "central directory"} | {f"zip header of {n.removeprefix(TOP)}" for n in archive.namelist()}
    ]
    regions *= len(package)
    for entry in archive.infolist():
        path = entry.filename.removeprefix(TOP)
        data = entry.header_offset + 30 + len(entry.filename)
        for at in range(entry.header_offset, data):
            regions[at] = {f"zip header of {path}", "container"}
        for at in range(data, data + entry.file_size):
            regions[at] = {path}
    return regions


def test_every_altered_byte_is_found_and_named(package: bytes) -> None:
    regions = _region(package)
    altered = bytearray(package)
    for at in range(len(package)):
        altered[at] ^= 0x01 if at % 2 else 0x80
        places = _places(bytes(altered))
        assert places & regions[at], (at, places, regions[at])
        altered[at] = package[at]


def test_an_altered_payload_byte_names_that_file_alone(package: bytes, payload: dict[str, bytes]) -> None:
    for path, content in payload.items():
        altered = package.replace(content, content[:-1] + bytes([content[-1] ^ 1]))
        named = {finding.place for finding in check(altered).findings if finding.code == "payload_altered"}
        assert named == {path}


def test_a_file_replaced_with_all_manifests_rebuilt_disagrees_with_the_record(payload: dict[str, bytes]) -> None:
    forged = build(CODE, 1, {**payload, "data/original/1.pdf": b"another scan"}, {})
    assert [(f.place, f.code) for f in check(forged).findings] == [
        ("data/original/1.pdf", "record_disagrees"),
        ("data/original", "record_unmet"),
    ]


def test_a_file_that_the_record_does_not_name_is_found(payload: dict[str, bytes]) -> None:
    assert _places(build(CODE, 1, {**payload, "data/words/2.json": b"{}"}, {})) == {"data/words/2.json"}


def test_a_copy_under_another_name_is_found(payload: dict[str, bytes]) -> None:
    payload["data/copy/H29.12-261122-0001.2.pdf"] = payload.pop("data/copy/H29.12-261122-0001.1.pdf")
    assert "data/copy/H29.12-261122-0001.2.pdf" in _places(build(CODE, 1, payload, {}))


def test_the_package_of_another_dossier_is_found(payload: dict[str, bytes]) -> None:
    other = DossierCode.parse("H29.12-261122-0002")
    assert _places(build(other, 1, payload, {})) == {"data/record.json"}


def test_a_missing_file_is_found(package: bytes) -> None:
    files = _files(package)
    del files[TOP + "data/record.tst"]
    found = {(f.place, f.code) for f in check(pack(files)).findings}
    assert ("data/record.tst", "payload_missing") in found


def test_fetch_txt_is_refused(package: bytes) -> None:
    files = {**_files(package), TOP + "fetch.txt": b"https://example.invalid/x 1 data/x\n"}
    assert [(f.place, f.code) for f in check(pack(files)).findings] == [("fetch.txt", "fetch_refused")]


def test_an_unnamed_payload_file_is_found(package: bytes) -> None:
    assert "data/extra.pdf" in _places(pack({**_files(package), TOP + "data/extra.pdf": b"x"}))


def test_a_record_in_another_json_form_is_found(payload: dict[str, bytes]) -> None:
    payload["data/record.json"] = payload["data/record.json"].replace(b'"boxes"', b'"boxes" ').replace(b",", b", ", 1)
    assert [(f.place, f.code) for f in check(build(CODE, 1, payload, {})).findings] == [
        ("data/record.json", "record_malformed")
    ]


def test_another_directory_version_is_found(package: bytes) -> None:
    renamed = {name.replace(".v1/", ".v2/"): data for name, data in _files(package).items()}
    assert _places(pack(renamed)) == {"bag-info.txt"}


@pytest.mark.parametrize("tail", [b"x", b"PK\x05\x06" + bytes(18)], ids=["byte", "second-end"])
def test_anything_behind_or_before_the_zip_is_found(package: bytes, tail: bytes) -> None:
    assert "container" in _places(package + tail)
    assert "container" in _places(tail + package)


def test_a_package_packed_again_is_named_as_altered_container_and_nothing_else(package: bytes) -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _files(package).items():
            archive.writestr(name, data)
    result = check(target.getvalue())
    assert _places(target.getvalue()) == {"container"}
    assert result.contents is not None and not result.intact


def test_every_finding_has_a_sentence_in_both_languages(package: bytes) -> None:
    for finding in check(package.replace(b"a CMS", b"b CMS")).findings:
        assert finding.place in finding.reason.message and finding.place in finding.reason.message_vi


def _zip(entries: list[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    target = BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(target, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return target.getvalue()


def _link() -> zipfile.ZipInfo:
    link = zipfile.ZipInfo(TOP + "data/link")
    link.external_attr = 0o120777 << 16
    return link


@pytest.mark.parametrize(
    "container",
    [
        b"",
        b"PK\x05\x06" + bytes(18),
        b"not a zip",
        _zip([(TOP + "../../etc/passwd", b"x")]),
        _zip([("/etc/passwd", b"x")]),
        _zip([(TOP + "data/a", b"x"), ("other/data/b", b"x")]),
        _zip([("H29.12-261122-0001/data/a", b"x")]),
        _zip([(TOP + "data/a", b"x"), (TOP + "data/A", b"y")]),
        _zip([(TOP + "data/a", b"x"), (TOP + "data/a", b"y")]),
        _zip([(_link(), b"/etc/passwd")]),
        _zip([(TOP + "data/a", b"x")], zipfile.ZIP_BZIP2),
    ],
    ids=[
        "empty",
        "no-files",
        "no-zip",
        "slip",
        "absolute",
        "two-tops",
        "no-version",
        "case",
        "doubled",
        "link",
        "bzip2",
    ],
)
def test_a_hostile_container_is_refused_and_never_unpacked(container: bytes) -> None:
    with pytest.raises(InputRefused):
        read(container)
    assert not check(container).intact
    assert check(container).findings


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    bomb = _zip([(TOP + f"data/{n}", bytes(2_000_000)) for n in range(3)], zipfile.ZIP_DEFLATED)
    with pytest.raises(InputRefused, match="too large"):
        read(bomb, PackageLimits(max_bytes=5_000_000))
    with pytest.raises(InputRefused, match="too large"):
        read(bomb, PackageLimits(max_files=2))
    assert check(bomb, PackageLimits(max_bytes=5_000_000)).contents is None


def test_the_limit_holds_for_the_container_itself(package: bytes) -> None:
    limits = PackageLimits(max_bytes=len(package) - 1)
    with pytest.raises(InputRefused, match="too large"):
        read(package, limits)
    assert check(package, limits).findings[0].code == "package_too_large"
