"""``hoso sign``: files signed here, in two steps elsewhere, and raised; everybody calls them valid."""

from __future__ import annotations

import base64
import json
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from cli_desk import Hoso
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from PIL import Image, ImageDraw
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from signing.authority.development import KeyKind, open_authority
from signing.keys.local import LocalSigner


@pytest.fixture
def paper(hoso: Hoso, tmp_path: Path) -> Path:
    """A blank page of A4; the command is called where it lies."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(tmp_path / "paper.pdf")
    return tmp_path / "paper.pdf"


def png(path: Path, colour: tuple[int, int, int]) -> Path:
    """A ring of 30 millimetres."""
    made = Image.new("RGBA", (118, 118), (255, 255, 255, 0))
    ImageDraw.Draw(made).ellipse((8, 8, 110, 110), outline=(*colour, 255), width=8)
    made.save(path, "PNG", dpi=(100, 100))
    return path


@pytest.fixture
def hand(tmp_path: Path) -> Path:
    return png(tmp_path / "hand.png", (20, 40, 200))


@pytest.fixture
def seal(tmp_path: Path) -> Path:
    return png(tmp_path / "seal.png", (210, 20, 30))


def verdict(hoso: Hoso, path: Path) -> tuple[str, list[str]]:
    told = hoso("verify", path, "--json").json
    return told["verdict"], [each["level"] for each in told["signatures"]]


def text_of(path: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


def others_agree(path: Path, home: Path) -> bool:
    """pyHanko, and pdfsig for what it knows."""
    trust = ValidationContext(
        trust_roots=[certificate_of(home)],
        other_certs=[],
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    with path.open("rb") as file:
        for each in PdfFileReader(file).embedded_regular_signatures:
            status = validate_pdf_signature(each, trust)
            if not (status.valid and status.intact and status.trusted):
                return False
    said = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=True).stdout
    return "Signature is Valid" in said and "is Invalid" not in said


def certificate_of(home: Path) -> object:
    from asn1crypto import pem, x509  # noqa: PLC0415  pyHanko's own kind of certificate

    _, _, der = pem.unarmor((home / "development" / "root.pem").read_bytes())
    return x509.Certificate.load(der)


def test_an_officer_signs_visibly_top_left(hoso: Hoso, paper: Path, home: Path, tmp_path: Path) -> None:
    assert hoso("sign", "file", paper).status == 0
    signed = tmp_path / "paper.signed.pdf"
    assert verdict(hoso, signed) == ("valid", ["PAdES-B-T"])
    assert "Người ký: can-bo-01" in text_of(signed)
    assert others_agree(signed, home)


def test_a_certified_copy_bears_its_form_and_the_agency(hoso: Hoso, paper: Path, tmp_path: Path) -> None:
    assert hoso("sign", "file", paper, "--by", "agency", "--form", "SAO Y", "--out", "copy.pdf").status == 0
    assert text_of(tmp_path / "copy.pdf").split("\n")[0].strip() == "SAO Y"
    assert "Cơ quan số hóa" in text_of(tmp_path / "copy.pdf")
    assert verdict(hoso, tmp_path / "copy.pdf")[0] == "valid"


def test_a_hand_signature_and_then_a_seal(
    hoso: Hoso, paper: Path, hand: Path, seal: Path, home: Path, tmp_path: Path
) -> None:
    first = hoso("sign", "file", paper, "--hand", hand, "--at", "140,200", "--out", "one.pdf", "--json")
    assert first.json["cautions"] == ["no_legal_value"]
    told = hoso(
        "sign", "file", "one.pdf", "--by", "agency", "--seal", seal, "--hand", hand, "--at", "140,200",
        "--out", "two.pdf", "--json",
    )  # fmt: skip
    assert told.json["cautions"] == ["no_legal_value"]
    assert verdict(hoso, tmp_path / "two.pdf") == ("valid", ["PAdES-B-T", "PAdES-B-T"])
    assert others_agree(tmp_path / "two.pdf", home)
    with pikepdf.open(tmp_path / "two.pdf") as pdf:
        boxes = [tuple(map(float, each.Rect)) for each in pdf.pages[0].Annots]  # type: ignore[attr-defined]
    (hand_left, *_, hand_right, _), (_, _, seal_right, _) = boxes
    assert (seal_right - hand_left) / (hand_right - hand_left) == pytest.approx(1 / 3, abs=0.03)


def test_an_invisible_signature_has_no_mark(hoso: Hoso, paper: Path, tmp_path: Path) -> None:
    assert hoso("sign", "file", paper, "--invisible").status == 0
    assert not text_of(tmp_path / "paper.signed.pdf").strip()


@pytest.mark.parametrize("level", ["B-B", "B-T", "B-LT", "B-LTA"])
def test_the_level_that_is_wanted_is_reached(hoso: Hoso, paper: Path, level: str, tmp_path: Path) -> None:
    assert hoso("sign", "file", paper, "--level", level, "--json").json["level"] == f"PAdES-{level}"
    assert verdict(hoso, tmp_path / "paper.signed.pdf")[1][0] == f"PAdES-{level}"


@pytest.mark.parametrize("level", ["B-B", "B-T", "B-LT", "B-LTA"])
def test_another_file_is_signed_beside_it(hoso: Hoso, level: str, tmp_path: Path) -> None:
    (tmp_path / "letter.xml").write_text("<a/>", encoding="utf-8")
    assert hoso("sign", "file", "letter.xml", "--level", level).status == 0
    assert verdict(hoso, tmp_path / "letter.xml.p7s") == ("valid", [f"CAdES-{level}"])


def test_openssl_knows_a_signature_beside_a_file(hoso: Hoso, home: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.xml").write_text("<a/>", encoding="utf-8")
    assert hoso("sign", "file", "letter.xml").status == 0
    command = [
        "openssl",
        "cms",
        "-verify",
        "-binary",
        "-inform",
        "DER",
        "-in",
        "letter.xml.p7s",
        "-content",
        "letter.xml",
    ]
    command += ["-CAfile", home / "development" / "root.pem", "-purpose", "any", "-out", "/dev/null"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0


def test_a_silent_time_stamp_server_is_told_and_made_up_for(
    hoso: Hoso, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOSO_TSA", "http://127.0.0.1:1/")
    poor = hoso("sign", "file", paper, "--json")
    assert (poor.status, poor.json["level"], poor.json["shortfall"]) == (1, "PAdES-B-B", "no_time_stamp")
    assert "hoso sign raise" in hoso("sign", "file", paper).err
    monkeypatch.delenv("HOSO_TSA")
    assert hoso("sign", "raise", tmp_path / "paper.signed.pdf").status == 0
    assert verdict(hoso, tmp_path / "paper.signed.pdf")[0] == "valid"


def test_a_signature_beside_a_file_is_raised(hoso: Hoso, tmp_path: Path) -> None:
    (tmp_path / "letter.xml").write_text("<a/>", encoding="utf-8")
    assert hoso("sign", "file", "letter.xml").status == 0
    assert hoso("sign", "raise", "letter.xml.p7s", "--level", "B-LTA").status == 0
    assert verdict(hoso, tmp_path / "letter.xml.p7s") == ("valid", ["CAdES-B-LTA"])


@pytest.mark.parametrize(
    "wrong",
    [
        ("--form", "SAO Y"),
        ("--seal", "seal.png", "--at", "100,100"),
        ("--by", "agency", "--hand", "hand.png", "--at", "100,100"),
        ("--by", "agency", "--form", "SAO Y", "--seal", "seal.png", "--at", "100,100"),
        ("--hand", "hand.png"),
        ("--hand", "hand.png", "--at", "100"),
        ("--hand", "hand.png", "--at", "100,100", "--page", "2"),
        ("--hand", "hand.png", "--at", "205,100"),
        ("--hand", "seal.png", "--at", "100,100"),
        ("--invisible", "--form", "SAO Y"),
        ("--at", "100,100"),
        ("--by", "second_seal"),
    ],
)
def test_what_the_rules_do_not_allow_is_wrong_usage(
    hoso: Hoso, paper: Path, hand: Path, seal: Path, wrong: tuple[str, ...]
) -> None:
    assert hand.is_file()
    assert seal.is_file()
    assert hoso("sign", "file", paper, *wrong).status == 2


def test_prepared_content_is_not_signed(hoso: Hoso, paper: Path, tmp_path: Path) -> None:
    with pikepdf.open(paper, allow_overwriting_input=True) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.save(paper)
    assert hoso("sign", "file", paper).status == 3
    assert not (tmp_path / "paper.signed.pdf").exists()


def private(signer: LocalSigner, path: Path) -> None:
    path.write_bytes(signer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


@pytest.mark.parametrize("kind", [KeyKind.P256, KeyKind.RSA2048])
def test_openssl_signs_the_digest_elsewhere(hoso: Hoso, paper: Path, tmp_path: Path, kind: KeyKind) -> None:
    desk = open_authority(tmp_path / "desk", kind)
    signer = desk.officer("hanh")
    (tmp_path / "hanh.pem").write_bytes(b"".join(each.public_bytes(Encoding.PEM) for each in signer.chain))
    private(signer, tmp_path / "key.pem")
    assert hoso("trust", "add", desk.root, "--source", "desk").status == 0
    assert hoso("sign", "prepare", paper, "--certificate", "hanh.pem", "--level", "B-T").status == 0
    (request,) = json.loads((tmp_path / "signing.json").read_text(encoding="utf-8"))["requests"]
    (tmp_path / "digest.bin").write_bytes(base64.b64decode(request["digest"]))
    command = ["openssl", "pkeyutl", "-sign", "-inkey", "key.pem", "-in", "digest.bin", "-out", "value.bin"]
    command += ["-pkeyopt", "digest:sha256"]
    if request["scheme"] == "rsassa_pss":
        command += ["-pkeyopt", "rsa_padding_mode:pss", "-pkeyopt", "rsa_pss_saltlen:32"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert hoso("sign", "finish", "signing.json", "--value", "value.bin").status == 0
    anchors = tmp_path / "anchors"
    anchors.mkdir()
    for file in (desk.root, *desk.revocation_lists):
        (anchors / file.name).write_bytes(file.read_bytes())
    told = hoso("verify", "paper.signed.pdf", "--trust", anchors, "--json").json["signatures"][0]
    assert (told["intact"], told["signer"].partition(",")[0]) == (True, "CN=hanh")


def test_nobody_is_named_and_no_key_is_outside(hoso: Hoso, paper: Path) -> None:
    told = hoso("sign", "prepare", paper)
    assert (told.status, "--certificate" in told.err) == (2, True)


@pytest.mark.parametrize("content", [b"", b"rubbish", BytesIO(b"-----BEGIN CERTIFICATE-----").getvalue()])
def test_a_certificate_that_is_none_is_told(hoso: Hoso, paper: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "hanh.pem").write_bytes(content)
    told = hoso("sign", "prepare", paper, "--certificate", "hanh.pem")
    assert told.status == 4
    assert "hanh.pem" in told.err
