"""One fact about each of the six libraries, as the office that runs the demonstration uses it."""

from __future__ import annotations

import json

import cv2
import numpy as np
import pdf2image
import pytesseract
from cryptography import x509
from end_to_end.conftest import Archived
from prefect import Flow, Task
from services.seaweed import SeaweedFS

from flows.digitise import digitise_batch
from flows.mapped import process_dossier
from hoso.office import Office
from ocr.prepare.geometry import grey_of
from storage.objects import Created, Credentials, open_store


def test_pytesseract_is_the_engine_that_is_named_in_the_record(archived: Archived, office: Office) -> None:
    """With the version of the program it runs."""
    record = json.loads((archived.unpacked / "data" / "record.json").read_text())
    (engine,) = [event["by"] for event in record["events"] if event["type"] == "read"]
    assert engine == office.engine.describe()
    assert str(pytesseract.get_tesseract_version()) in engine


def test_pdf2image_renders_the_signed_copy(archived: Archived) -> None:
    """Of the size the paper has."""
    (page,) = pdf2image.convert_from_bytes(archived.copies()[0].read_bytes(), dpi=100)
    assert abs(page.width - 827) < 5 and abs(page.height - 1169) < 5


def test_opencv_makes_a_colour_page_grey() -> None:
    """Blue, green, red in; one channel out, weighted as OpenCV weights them."""
    pixels = np.random.default_rng(1).integers(0, 256, (40, 30, 3), dtype=np.uint8)
    assert np.array_equal(grey_of(pixels), cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY))


def test_cryptography_reads_the_root_that_everything_here_rests_on(archived: Archived) -> None:
    """The development authority's."""
    root = x509.load_pem_x509_certificate(archived.root.read_bytes())
    assert root.issuer == root.subject
    assert root.verify_directly_issued_by(root) is None


def test_minio_puts_on_condition(seaweed: SeaweedFS) -> None:
    """An S3 store is one setting away."""
    uri = f"s3://{seaweed.new_bucket(lock=False)}?endpoint={seaweed.endpoint}&secure=false"
    store = open_store(uri, Credentials("admin", seaweed.secrets["admin"]))
    assert isinstance(store.put_new("a", b"x"), Created)
    assert store.get("a") == b"x"


def test_prefect_runs_the_batch_as_one_flow_and_a_dossier_as_one_task() -> None:
    """The same functions as the command line."""
    assert isinstance(digitise_batch, Flow) and isinstance(process_dossier, Task)
    assert digitise_batch.name == "digitise-batch"
