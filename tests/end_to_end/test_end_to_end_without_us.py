"""An archived package is checked by programs that know nothing of us."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from end_to_end.conftest import Archived
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from dossier.codes import DossierCode
from hoso.conformance import judge, libraries
from hoso.office import Office
from storage.database import EventLog


def _run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_sha256sum_finds_every_file_as_the_manifest_says(archived: Archived) -> None:
    """And the manifest covers the whole payload."""
    said = _run(archived.unpacked, "sha256sum", "-c", "manifest-sha256.txt")
    payload = [path for path in (archived.unpacked / "data").rglob("*") if path.is_file()]
    assert said.count(": OK") == len(payload)


def test_openssl_verifies_the_seal_over_the_record(archived: Archived) -> None:
    """CAdES, detached, the chain inside."""
    said = _run(
        archived.unpacked,
        *("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "data/record.p7s"),
        *("-content", "data/record.json", "-CAfile", str(archived.root), "-purpose", "any", "-out", "/dev/null"),
    )
    assert "erification successful" in said


def test_openssl_verifies_the_time_stamp_over_the_seal(archived: Archived) -> None:
    """RFC 3161 over the signature value."""
    said = _run(
        archived.unpacked,
        *("openssl", "ts", "-verify", "-token_in", "-in", "data/record.tst", "-data", "data/record.sig"),
        *("-CAfile", str(archived.root)),
    )
    assert "Verification: OK" in said


def test_openssl_refuses_a_record_that_was_changed(archived: Archived, tmp_path: Path) -> None:
    """One letter of it."""
    record = (archived.unpacked / "data" / "record.json").read_bytes()
    (tmp_path / "record.json").write_bytes(record.replace(b"archive", b"archivE", 1))
    command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "data/record.p7s"]
    rest = ["-content", str(tmp_path / "record.json"), "-CAfile", str(archived.root), "-purpose", "any"]
    done = subprocess.run(
        [*command, *rest, "-out", "/dev/null"], cwd=archived.unpacked, capture_output=True, check=False
    )
    assert done.returncode != 0


def test_pyhanko_says_that_the_copies_signatures_are_intact_and_trusted(archived: Archived) -> None:
    """Each covers its whole file."""
    context = ValidationContext(trust_roots=[load_cert_from_pemder(str(archived.root))], allow_fetching=False)
    assert archived.copies()
    for path in archived.copies():
        with path.open("rb") as stream:
            signatures = PdfFileReader(stream).embedded_signatures
            assert len(signatures) == 1
            status = validate_pdf_signature(signatures[0], context)
            assert status.bottom_line, status.pretty_print_details()


@pytest.mark.skipif(not (shutil.which("java") and shutil.which("mvn")), reason="Java or Maven is not installed")
def test_verapdf_says_that_copies_are_pdfa_2u_before_and_after_they_are_signed(
    archived: Archived, office: Office, tmp_path: Path
) -> None:
    """The unsigned one still lies in the working store."""
    code = DossierCode.parse(archived.package.parent.name)
    (copied,) = [each.record for each in EventLog(office.database).of(code) if each.step == "copy"]
    assert copied is not None
    (copy,) = (document.copy for document in office.drafts.load(copied).documents)
    assert copy is not None and copy.signature is None
    (tmp_path / "before.pdf").write_bytes(office.drafts.blobs.get(copy.sha256))
    verdicts = judge([tmp_path / "before.pdf", *archived.copies()], libraries())
    assert len(verdicts) == 2
    assert [each.reason for each in verdicts if not each.compliant] == []


def test_the_record_inside_is_what_the_command_prints_as_far_as_it_was_sealed(archived: Archived) -> None:
    """Everything but package, status and the events after the seal."""
    sealed = json.loads((archived.unpacked / "data" / "record.json").read_text())
    (written,) = archived.place.home.with_name("records").glob("*.json")
    shown = json.loads(written.read_text())
    later = {"package", "status", "events"}
    assert {key: shown[key] for key in sealed.keys() - later} == {key: sealed[key] for key in sealed.keys() - later}
    assert shown["events"][: len(sealed["events"])] == sealed["events"]
    assert (sealed["status"], shown["status"]) == ("sealed", "archived")


def test_the_original_is_in_the_package_byte_for_byte(archived: Archived) -> None:
    """As it lay in the input folder."""
    (given,) = archived.place.inputs.rglob("*.pdf")
    assert (archived.unpacked / "data" / "original" / "1.pdf").read_bytes() == given.read_bytes()
