"""Signed PDFs in the eyes of pyHanko and poppler, and their visible mark on the page."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from asn1crypto import crl as asn1_crl
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding
from numpy.typing import NDArray
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import PdfSignatureStatus, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from signing_office import AT, Office
from signing_papers import CARD, FONT, blank_page

from dossier.errors import PermanentError, TransientError
from dossier.judgement import Indication
from signing.judge.pdf import judge_pdf
from signing.pades.appearance import Appearance, Corner, agency_appearance, officer_appearance
from signing.pades.sign import sign_pdf
from signing.tsa.http import HttpTimeStamper

DPI = 72
LOOK = officer_appearance("Nguyễn Thị Hạnh", AT, FONT)


def verdicts(pdf: bytes, office: Office) -> list[PdfSignatureStatus]:
    """What pyHanko says of each signature with our root and our revocation lists."""
    root, *lists = (office.trust.anchors[0], *office.trust.revocation_lists)
    context = ValidationContext(
        trust_roots=[asn1_x509.Certificate.load(root.public_bytes(Encoding.DER))],
        crls=[asn1_crl.CertificateList.load(each.public_bytes(Encoding.DER)) for each in lists],
        revocation_mode="hard-fail",
        allow_fetching=False,
        moment=office.now,
    )
    found = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return [validate_pdf_signature(each, context, ts_validation_context=context) for each in found]


def page_of(pdf: bytes, folder: Path) -> NDArray[np.uint8]:
    """The first page in grey, one pixel per point."""
    (folder / "page.pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-gray", "-singlefile", "page.pdf", "page"], cwd=folder, check=True, timeout=60
    )
    return np.asarray(Image.open(folder / "page.pgm"))


def text_of(pdf: bytes, folder: Path) -> str:
    (folder / "page.pdf").write_bytes(pdf)
    command = ["pdftotext", "-layout", "page.pdf", "-"]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60).stdout.decode()


def ink(page: NDArray[np.uint8]) -> dict[str, bool]:
    """In which of four quarters there is anything dark."""
    middle, centre = page.shape[0] // 2, page.shape[1] // 2
    quarters = {"top_left": page[:middle, :centre], "top_right": page[:middle, centre:]}
    quarters |= {"bottom_left": page[middle:, :centre], "bottom_right": page[middle:, centre:]}
    return {name: bool((part < 128).any()) for name, part in quarters.items()}


@pytest.mark.parametrize("which", ["office", "rsa_office"])
def test_pyhanko_finds_a_signature_intact_and_trusted(which: str, request: pytest.FixtureRequest) -> None:
    office: Office = request.getfixturevalue(which)
    (status,) = verdicts(office.sign(blank_page()), office)
    assert status.bottom_line
    assert status.intact
    assert status.trusted
    assert status.timestamp_validity is not None
    assert status.timestamp_validity.trusted


def test_rsa_signs_with_pss(rsa_office: Office) -> None:
    (status,) = verdicts(rsa_office.sign(blank_page()), rsa_office)
    assert status.pkcs7_signature_mechanism == "rsassa_pss"


def test_a_second_signature_keeps_the_first_valid(office: Office, signed_twice: bytes) -> None:
    first, second = verdicts(signed_twice, office)
    assert first.bottom_line
    assert second.bottom_line


def test_what_was_there_is_not_touched(signed: bytes, signed_twice: bytes) -> None:
    assert signed.startswith(blank_page())
    assert signed_twice.startswith(signed)


def described() -> bytes:
    """A page that says of itself what it is, in both places and in a spelling of its own."""
    out = BytesIO()
    with pikepdf.open(BytesIO(blank_page())) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = "Giấy khai sinh"
        pdf.docinfo["/Author"] = pikepdf.String("Ủy ban nhân dân")
        pdf.docinfo["/Title"] = pikepdf.String("Birth certificate")
        pdf.save(out)
    return out.getvalue()


def test_what_a_file_says_of_itself_is_left_as_it_is(office: Office) -> None:
    with pikepdf.open(BytesIO(described())) as before, pikepdf.open(BytesIO(office.sign(described()))) as after:
        assert dict(before.docinfo) == dict(after.docinfo)
        assert before.Root.Metadata.read_bytes() == after.Root.Metadata.read_bytes()


def test_an_earlier_signature_sees_no_change_in_a_later_one(office: Office) -> None:
    judged = judge_pdf(office.certify(office.sign(described())), office.trust, file="a.pdf", now=office.now)
    first = judged.signatures[0]
    assert first.indication is Indication.TOTAL_PASSED
    assert {each.code for each in first.reasons} == {"development", "signed_again"}


def test_poppler_lists_a_signature_as_valid(signed: bytes, tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(signed)
    command = ["pdfsig", "-nocert", "page.pdf"]
    listed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60).stdout
    assert "Signature is Valid" in listed
    assert "ETSI.CAdES.detached" in listed
    assert "Total document signed" in listed


def test_the_level_and_the_signer_are_told(office: Office) -> None:
    done = sign_pdf(blank_page(), office.officer, office.stamper, appearance=LOOK, at=AT)
    assert (done.level, done.signer) == ("PAdES-B-T", "canbo")


def test_a_pades_signature_has_no_signing_time_attribute(signed: bytes) -> None:
    """EN 319 142-1, 5.3: the time stands in /M."""
    (found,) = PdfFileReader(BytesIO(signed)).embedded_signatures
    kinds = {each["type"].native for each in found.signer_info["signed_attrs"]}
    assert kinds == {"content_type", "message_digest", "signing_certificate_v2"}
    assert "/M" in found.sig_object


def test_the_officers_mark_is_top_left_alone(signed: bytes, tmp_path: Path) -> None:
    found = ink(page_of(signed, tmp_path))
    assert [name for name, there in found.items() if there] == ["top_left"]


def test_the_agencys_mark_is_top_right_alone(office: Office, tmp_path: Path) -> None:
    found = ink(page_of(office.certify(blank_page()), tmp_path))
    assert [name for name, there in found.items() if there] == ["top_right"]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_the_mark_is_where_the_reader_sees_the_corner(office: Office, tmp_path: Path, rotate: int) -> None:
    turned = page_of(office.sign(blank_page((700, 500), rotate=rotate)), tmp_path)
    size = (500, 700) if rotate in (90, 270) else (700, 500)
    upright = page_of(office.sign(blank_page(size)), tmp_path)
    assert turned.shape == upright.shape
    dark = np.argwhere(turned < 128).min(axis=0), np.argwhere(turned < 128).max(axis=0)
    expected = np.argwhere(upright < 128).min(axis=0), np.argwhere(upright < 128).max(axis=0)
    assert np.abs(np.array(dark) - np.array(expected)).max() <= 2


def test_the_mark_is_inside_what_is_shown_of_a_cropped_page(office: Office, tmp_path: Path) -> None:
    boxes = {"/MediaBox": (0, 0, 900, 900), "/CropBox": (100, 100, 700, 800)}
    pdf = office.sign(blank_page((900, 900), boxes=boxes))
    found = PdfFileReader(BytesIO(pdf)).embedded_signatures[0].sig_field["/Rect"]
    assert 100 <= found[0] < found[2] <= 700
    assert 700 <= found[1] < found[3] <= 800


def test_a_page_that_has_its_size_and_turn_from_above_is_signed(office: Office, tmp_path: Path) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(blank_page((700, 500), rotate=90))) as opened:
        page = opened.pages[0].obj
        page.Parent.MediaBox, page.Parent.Rotate = page.MediaBox, page.Rotate
        del page.MediaBox, page.Rotate
        opened.save(out)
    found = ink(page_of(office.sign(out.getvalue()), tmp_path))
    assert [name for name, there in found.items() if there] == ["top_left"]


def test_a_page_whose_box_is_given_upside_down_is_signed(office: Office, tmp_path: Path) -> None:
    pdf = office.sign(blank_page(boxes={"/MediaBox": (595, 842, 0, 0)}))
    assert ink(page_of(pdf, tmp_path))["top_left"]


def test_the_text_of_the_mark_can_be_taken_out(signed_twice: bytes, tmp_path: Path) -> None:
    text = text_of(signed_twice, tmp_path)
    assert "Người sao chụp: Nguyễn Thị Hạnh" in text
    assert "Ủy ban nhân dân phường Mẫu" in text
    assert AT.isoformat() in text


def test_the_time_is_that_of_vietnam() -> None:
    look = officer_appearance("A", datetime(2026, 11, 22, 20, 0, 0, tzinfo=UTC), FONT)
    assert look.lines[1] == "2026-11-23T03:00:00+07:00"


def test_a_card_has_room_for_both_marks(office: Office, tmp_path: Path) -> None:
    pdf = office.certify(office.sign(blank_page(CARD)))
    found = ink(page_of(pdf, tmp_path))
    assert found == {"top_left": True, "top_right": True, "bottom_left": False, "bottom_right": False}
    assert [each.bottom_line for each in verdicts(pdf, office)] == [True, True]


def test_a_long_name_is_broken_and_stays_in_its_half(office: Office, tmp_path: Path) -> None:
    name = "Bộ phận Tiếp nhận và Trả kết quả của Ủy ban nhân dân phường Hoàng Văn Thụ, thành phố Mẫu"
    look = agency_appearance(name, AT, FONT)
    pdf = sign_pdf(blank_page(), office.agency, office.stamper, appearance=look, at=AT).data
    assert [name for name, there in ink(page_of(pdf, tmp_path)).items() if there] == ["top_right"]
    assert "10.00 Tf" in _mark(pdf)


def _mark(pdf: bytes) -> str:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return bytes(opened.pages[0].Annots[0].AP.N.read_bytes()).decode()


def test_the_mark_is_ten_points_black_and_no_picture(signed: bytes) -> None:
    mark = _mark(signed)
    assert "10.00 Tf" in mark
    assert " 0 g " in mark
    assert " Do" not in mark


def test_every_vietnamese_letter_can_stand_in_a_mark(office: Office, tmp_path: Path) -> None:
    marks = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
    lines = (marks[:30], marks[30:60], marks[60:], marks.upper()[:30], marks.upper()[30:60], marks.upper()[60:])
    look = Appearance(lines, Corner.TOP_LEFT, FONT)
    text = text_of(sign_pdf(blank_page(), office.officer, office.stamper, appearance=look, at=AT).data, tmp_path)
    assert "".join(text.split()) == "".join(lines)


def test_a_letter_that_the_font_lacks_is_told(office: Office) -> None:
    look = Appearance(("名",), Corner.TOP_LEFT, FONT)
    with pytest.raises(PermanentError, match="lacks letters"):
        sign_pdf(blank_page(), office.officer, office.stamper, appearance=look, at=AT)


@pytest.mark.parametrize("font", ["missing.ttf", "rubbish.ttf"])
def test_a_font_that_cannot_be_used_is_told(office: Office, tmp_path: Path, font: str) -> None:
    (tmp_path / "rubbish.ttf").write_bytes(b"rubbish")
    look = Appearance(("A",), Corner.TOP_LEFT, tmp_path / font)
    with pytest.raises(PermanentError, match="font"):
        sign_pdf(blank_page(), office.officer, office.stamper, appearance=look, at=AT)


def test_without_a_time_stamp_there_is_no_signature(office: Office) -> None:
    nobody = HttpTimeStamper("http://127.0.0.1:1/", 0.5)
    with pytest.raises(TransientError):
        sign_pdf(blank_page(), office.officer, nobody, appearance=LOOK, at=AT)


class Boastful:
    """Promises short tokens and gives long ones."""

    def __init__(self, office: Office) -> None:
        self.stamp, self.describe = office.stamper.stamp, office.stamper.describe
        self.token_bytes = 10


def test_a_token_longer_than_its_room_is_told(office: Office) -> None:
    with pytest.raises(PermanentError, match="longer than expected"):
        sign_pdf(blank_page(), office.officer, Boastful(office), appearance=LOOK, at=AT)


def test_the_gap_is_hardly_longer_than_the_signature(signed: bytes) -> None:
    (found,) = PdfFileReader(BytesIO(signed)).embedded_signatures
    assert len(found.pkcs7_content) - len(found.signed_data.dump()) < 3000


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\nrubbish", b"%PDF-1.7\nstartxref\n0\n%%EOF"])
def test_what_is_no_pdf_cannot_be_signed(office: Office, pdf: bytes) -> None:
    with pytest.raises(PermanentError):
        office.sign(pdf)


def test_an_encrypted_pdf_cannot_be_signed(office: Office) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(blank_page())) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(PermanentError):
        office.sign(out.getvalue())


def test_a_name_that_a_field_bears_already_is_not_used_again(office: Office, signed: bytes) -> None:
    with pikepdf.open(BytesIO(blank_page())) as opened:
        field = opened.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="Signature1", Type=pikepdf.Name.Annot))
        opened.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=1)
        out = BytesIO()
        opened.save(out)
    (found,) = PdfFileReader(BytesIO(office.sign(out.getvalue()))).embedded_signatures
    assert found.field_name == "Signature2"
