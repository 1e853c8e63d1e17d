"""``./run`` on a machine that lacks something: it says what to do and stops with the status of a system's fault."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the script and what it reads, under a name with a space."""
    folder = tmp_path / "hồ sơ"
    folder.mkdir()
    for name in ("run", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


def called(checkout: Path, **programs: str) -> subprocess.CompletedProcess[str]:
    """``./run setup`` where these programs are such shell scripts."""
    stubs = checkout.parent / "bin"
    stubs.mkdir()
    for name, body in programs.items():
        script = stubs / name.replace("_", "-")
        script.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        script.chmod(0o755)
    return subprocess.run(
        ["sh", str(checkout / "run"), "setup"],
        env={"PATH": f"{stubs}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


INSTALLED = "printf 'install ok installed'"


def test_without_root_the_exact_line_is_printed(checkout: Path) -> None:
    ended = called(checkout, dpkg_query="exit 1", apt_get="exit 1", id="echo 1000", sudo="exit 1")
    assert ended.returncode == 4
    line = ended.stderr.splitlines()[-1].strip()
    assert line.startswith("sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends python3 ")
    assert line.endswith(" openssl'")


def test_packages_that_cannot_be_had_are_a_fault_with_what_apt_said(checkout: Path) -> None:
    ended = called(checkout, dpkg_query="exit 1", apt_get="echo no route to host; exit 100", id="echo 0")
    assert ended.returncode == 4
    assert "no route to host" in ended.stderr


def test_a_python_that_is_too_old_is_named(checkout: Path) -> None:
    old = 'case "$1" in -V) echo Python 3.10.12 ;; *) exit 1 ;; esac'
    ended = called(checkout, dpkg_query=INSTALLED, python3=old)
    assert ended.returncode == 4
    assert "Python 3.10.12" in ended.stderr


def test_libraries_that_cannot_be_had_leave_nothing_that_looks_installed(checkout: Path) -> None:
    """The environment is made anew where the last attempt was cut off."""
    made = (
        'case "$*" in'
        ' *venv*) mkdir -p .venv/bin; printf "#!/bin/sh\\ncase \\"\\$*\\" in *--version*) exit 1 ;; *) exit 2 ;; esac\\n"'
        " > .venv/bin/python; chmod +x .venv/bin/python; echo made ;;"
        " esac"
    )
    ended = called(checkout, dpkg_query=INSTALLED, python3=made)
    assert ended.returncode == 4
    assert "made" in ended.stdout
    assert not list(checkout.glob(".venv/.installed*"))
