"""``hoso trust``: anchors with their provenance, in a bundle that nobody changes unseen."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cli_desk import Hoso
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from signing.authority import certificates

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root of somebody else's."""
    key = ec.generate_private_key(ec.SECP256R1())
    path = tmp_path / "root.pem"
    made = certificates.self_signed(key, "Somebody's Root", NOW - timedelta(days=1))
    path.write_bytes(made.public_bytes(Encoding.PEM))
    return path


def listed(hoso: Hoso) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(hoso("trust", "list", "--json").out)
    return found


def test_an_anchor_is_kept_with_where_it_came_from(hoso: Hoso, root: Path) -> None:
    assert hoso("trust", "add", str(root), "--source", "rootca.gov.vn", "--until", "2040-11-25").status == 0
    (anchor,) = listed(hoso)
    assert (anchor["source"], anchor["until"][:10]) == ("rootca.gov.vn", "2040-11-25")
    assert "Somebody's Root" in anchor["subject"]


def test_adding_it_again_changes_nothing_but_its_description(hoso: Hoso, root: Path) -> None:
    hoso("trust", "add", str(root), "--source", "a")
    hoso("trust", "add", str(root), "--source", "b")
    assert [each["source"] for each in listed(hoso)] == ["b"]


def test_a_removed_anchor_is_gone(hoso: Hoso, root: Path) -> None:
    hoso("trust", "add", str(root))
    (anchor,) = listed(hoso)
    assert hoso("trust", "remove", anchor["sha256"][:12]).status == 0
    assert listed(hoso) == []


@pytest.mark.parametrize("name", ["", "ffff", "0" * 12])
def test_nothing_is_removed_by_a_name_that_is_not_clear(hoso: Hoso, root: Path, name: str) -> None:
    hoso("trust", "add", str(root))
    assert hoso("trust", "remove", name).status == 2
    assert len(listed(hoso)) == 1


def test_a_file_that_is_no_certificate_is_wrong_usage(hoso: Hoso, tmp_path: Path) -> None:
    (tmp_path / "x.pem").write_text("x")
    assert hoso("trust", "add", str(tmp_path / "x.pem")).status == 2


def test_a_bundle_that_was_changed_is_not_believed(hoso: Hoso, root: Path, home: Path) -> None:
    hoso("trust", "add", str(root), "--source", "a")
    bundle = home / "trust" / "trust.json"
    bundle.write_text(bundle.read_text().replace('"source": "a"', '"source": "b"'))
    assert hoso("trust", "list").status == 4
