"""What is installed, locked and imported is what the project says."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import distributions, packages_distributions
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PACKAGES = ["dossier", "ocr", "identity", "signing", "storage", "flows", "hoso"]
LIBRARIES = ["pytesseract", "pdf2image", "cv2", "cryptography", "minio", "prefect"]
CONTRACT = ROOT.parent / "shared" / "contract" / "document-types.yaml"
_PIN = re.compile(r"^([A-Za-z0-9._-]+(?:\[[^\]]+\])?)==(\S+)", re.MULTILINE)


def test_nobody_else_claims_the_name_of_a_package_of_ours() -> None:
    """They are top-level and short: another distribution with one of them would be imported instead."""
    claimed = packages_distributions()
    others = {name: set(claimed.get(name, ())) - {"hoso"} for name in PACKAGES}
    assert {name: found for name, found in others.items() if found} == {}


def test_no_installed_file_lies_under_a_name_of_ours() -> None:
    """Also of distributions whose metadata names no top-level package."""
    tops = [
        (each.name, file.parts[0])
        for each in distributions()
        if each.name != "hoso"
        for file in each.files or ()
        if len(file.parts) > 1 or file.suffix == ".py"
    ]
    assert [pair for pair in tops if pair[1].removesuffix(".py") in PACKAGES] == []


def _imported_by(*modules: str, then: str = "pass") -> set[str]:
    """Top-level names that a fresh interpreter has loaded after importing these modules and running a statement."""
    names = "' '.join({name.partition('.')[0] for name in sys.modules})"
    script = f"import sys, {', '.join(modules)}\n{then}\nprint({names})"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_six_libraries_are_on_the_path_of_the_demonstration() -> None:
    """Reading, rendering, preparing, signing, storing, scheduling; minio from where the archive is a bucket."""
    bucket = "hoso.wiring.open_store('s3://archive?endpoint=localhost:9000', hoso.wiring.Credentials('a', 'b'))"
    assert set(LIBRARIES) - _imported_by("hoso.wiring", "flows.digitise", then=bucket) == set()


def test_without_flows_there_is_no_prefect() -> None:
    """The path of a dossier runs on its own."""
    assert "prefect" not in _imported_by("hoso.wiring", "hoso.cli.app")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_locked_with_hashes_and_name_no_place(name: str) -> None:
    """Every pin has a hash; no address of any registry."""
    text = (ROOT / name).read_text()
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text)
    pinned = [block for block in blocks if _PIN.match(block)]
    assert len(pinned) > 20
    assert [block.splitlines()[0] for block in pinned if "--hash=sha256:" not in block] == []
    assert not re.search(r"https?://|--index-url|--find-links|--extra-index-url| @ ", text)


def test_both_lists_pin_the_same_versions() -> None:
    """What is tested is what is run."""
    run, develop = (
        dict(_PIN.findall((ROOT / f"{name}.txt").read_text())) for name in ("requirements", "requirements-dev")
    )
    assert {name: (version, develop.get(name)) for name, version in run.items() if develop.get(name) != version} == {}


def test_the_document_types_are_the_contracts() -> None:
    """Keys, normal forms and labels."""
    if not CONTRACT.is_file():
        pytest.skip("the contract is not at hand (../shared/contract)")
    ours = ROOT / "hoso" / "data" / "document-types.yaml"
    assert yaml.safe_load(ours.read_text()) == yaml.safe_load(CONTRACT.read_text())
