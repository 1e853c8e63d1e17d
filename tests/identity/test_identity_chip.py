"""Passive authentication on published vectors and on chips of our own: anchored, intact, or invalid; never too good."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from asn1crypto import cms, x509
from asn1crypto.algos import DSASignature
from asn1crypto.keys import ECDomainParameters, PublicKeyInfo
from chip_samples import NOW, Authority, authority, dg1, dg13, signer, sod, tlv, zipped
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st
from test_identity_card import PERSON, mrz_lines

from dossier.errors import InputRefused, UsageError
from hoso.chips import read_chip
from identity.chip.anchors import Anchors, anchors_in
from identity.chip.curves import Curve, verify_explicit
from identity.chip.dump import ChipDump, read_dump
from identity.chip.groups import particulars_of
from identity.chip.passive import Authentication, PassiveResult, authenticate
from identity.chip.tlv import read_node

VECTORS = Path(__file__).parent / "vectors" / "passive-authentication.txt"
GROUPS = {1: dg1(mrz_lines()), 2: tlv(0x75, b"face"), 13: dg13({1: PERSON["id_number"], 2: PERSON["full_name"]})}
NOBODY = Anchors()


@cache
def vector(name: str) -> bytes:
    lines = (line.split(" ", 1) for line in VECTORS.read_text().splitlines() if not line.startswith("#"))
    return bytes.fromhex(dict(lines)[name])


def judged(sod_name: str, **groups: str) -> PassiveResult:
    files = {int(key[2:]): vector(name) for key, name in groups.items()}
    return authenticate(ChipDump(files, vector(sod_name)), NOBODY, NOW)


@cache
def csca() -> Authority:
    return authority()


def chip(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, *, digest: str = "sha256", pss: bool = False) -> ChipDump:
    return ChipDump(GROUPS, sod(GROUPS, key, signer(csca(), key), digest=digest, pss=pss))


@cache
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@cache
def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@pytest.mark.parametrize(
    ("sod_name", "groups"),
    [
        ("bsi-sod", {"dg1": "bsi-dg1", "dg14": "bsi-dg14"}),
        ("etsi-sod", {"dg1": "etsi-dg1", "dg14": "etsi-dg14", "dg15": "etsi-dg15"}),
    ],
)
def test_a_published_true_chip_is_intact(sod_name: str, groups: dict[str, str]) -> None:
    result = judged(sod_name, **groups)
    assert result.authentication is Authentication.INTACT_NOT_ANCHORED
    assert {result.data_groups[int(key[2:])].value for key in groups} == {"ok"}


@pytest.mark.parametrize(
    ("sod_name", "groups"),
    [
        ("bsi-sod-content-type-altered", {"dg1": "bsi-dg1"}),
        ("bsi-sod", {"dg1": "bsi-dg1", "dg15": "bsi-dg15-of-another-set"}),
        ("etsi-sod-dg1-hash-altered", {"dg1": "etsi-dg1"}),
        ("etsi-sod-signature-altered", {"dg1": "etsi-dg1"}),
        ("etsi-sod-dg14-hash-altered", {"dg14": "etsi-dg14"}),
        ("etsi-sod", {"dg1": "etsi-dg1-altered"}),
        ("etsi-sod", {"dg15": "etsi-dg15-altered"}),
    ],
)
def test_a_published_tampered_chip_is_invalid(sod_name: str, groups: dict[str, str]) -> None:
    result = judged(sod_name, **groups)
    assert result.authentication is Authentication.INVALID
    assert {each.code for each in result.reasons} == {"chip_invalid"}


@pytest.mark.parametrize("kind", ["pss", "pkcs1", "p256", "brainpool", "sha384"])
def test_a_chip_under_a_trusted_authority_is_anchored(kind: str) -> None:
    key = {"p256": ec_key, "brainpool": lambda: ec.generate_private_key(ec.BrainpoolP256R1())}.get(kind, rsa_key)()
    dump = chip(key, digest="sha384" if kind == "sha384" else "sha256", pss=kind == "pss")
    result = authenticate(dump, Anchors((csca().parsed,)), NOW)
    assert (result.authentication, result.reasons) == (Authentication.ANCHORED, ())


def test_without_an_anchor_the_same_chip_is_intact_and_says_so() -> None:
    result = authenticate(chip(ec_key()), NOBODY, NOW)
    assert result.authentication is Authentication.INTACT_NOT_ANCHORED
    assert [each.code for each in result.reasons] == ["chip_not_anchored"]


def test_an_authority_of_the_same_name_with_another_key_anchors_nothing() -> None:
    result = authenticate(chip(ec_key()), Anchors((authority().parsed,)), NOW)
    assert result.authentication is Authentication.INTACT_NOT_ANCHORED


def test_an_expired_signer_is_a_reason_and_not_invalid() -> None:
    certificate = signer(csca(), ec_key(), until=NOW - timedelta(days=1))
    dump = ChipDump(GROUPS, sod(GROUPS, ec_key(), certificate))
    result = authenticate(dump, Anchors((csca().parsed,)), NOW)
    assert result.authentication is Authentication.ANCHORED
    assert [each.code for each in result.reasons] == ["chip_signer_expired"]


def test_a_certificate_that_may_not_sign_signs_nothing() -> None:
    dump = ChipDump(GROUPS, sod(GROUPS, ec_key(), signer(csca(), ec_key(), usage=False)))
    assert authenticate(dump, Anchors((csca().parsed,)), NOW).authentication is Authentication.INVALID


def test_a_certificate_of_another_key_signs_nothing() -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    dump = ChipDump(GROUPS, sod(GROUPS, other, signer(csca(), ec_key())))
    assert authenticate(dump, NOBODY, NOW).authentication is Authentication.INVALID


@pytest.mark.parametrize("number", [1, 13])
def test_a_group_with_one_bit_changed_is_invalid(number: int) -> None:
    changed = bytearray(GROUPS[number])
    changed[-1] ^= 1
    dump = ChipDump({**GROUPS, number: bytes(changed)}, chip(ec_key()).sod)
    result = authenticate(dump, NOBODY, NOW)
    assert (result.authentication, result.data_groups[number].value) == (Authentication.INVALID, "altered")


def test_a_chip_without_its_security_object_is_invalid() -> None:
    assert authenticate(ChipDump(GROUPS, None), NOBODY, NOW).authentication is Authentication.INVALID


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, 4000), bit=st.integers(0, 7))
def test_no_changed_bit_of_what_is_signed_or_of_the_signature_stands(at: int, bit: int) -> None:
    whole = chip(ec_key()).sod or b""
    listed = hashlib.sha256(GROUPS[1]).digest()
    changed = bytearray(whole)
    places = [*range(whole.index(listed), whole.index(listed) + 110), *range(len(whole) - 60, len(whole))]
    changed[places[at % len(places)]] ^= 1 << bit
    result = authenticate(ChipDump(GROUPS, bytes(changed)), Anchors((csca().parsed,)), NOW)
    assert result.authentication is Authentication.INVALID


@pytest.mark.parametrize("tag", [0x76, 0x61, 0x30])
def test_what_does_not_begin_as_a_security_object_is_none(tag: int) -> None:
    whole = chip(ec_key()).sod or b""
    assert (
        authenticate(ChipDump(GROUPS, bytes([tag]) + whole[1:]), NOBODY, NOW).authentication is Authentication.INVALID
    )


P224 = Curve(  # brainpoolP224r1, RFC 5639
    0xD7C134AA264366862A18302575D1D787B09F075797DA89F57EC8C0FF,
    0x68A5E62CA9CE6C1C299803A6C1530B514E182AD8B0042A59CAD29F43,
    0x2580F63CCFE44138870713B1A92369E33E2135D266DBB372386C400B,
    (
        0x0D9029AD2C7E5CF4340823B2A87DC68C9E4CE3174C1E6EFDEE12C07D,
        0x58AA56F772C0726F24C6B89E4ECDAC24354B9E99CAA3F6D3761402CD,
    ),
    0xD7C134AA264366862A18302575D0FB98D116BC4B6DDEBCA3A5A7939F,
)


def explicit_key(curve: Curve, secret: int) -> PublicKeyInfo:
    """A public key whose curve is spelled out."""
    size = (curve.p.bit_length() + 7) // 8

    def octets(number: int) -> bytes:
        return number.to_bytes(size, "big")

    point = curve.times(secret, curve.base) or (0, 0)
    spelled = {
        "version": "ecdpVer1",
        "field_id": {"field_type": "prime_field", "parameters": curve.p},
        "curve": {"a": octets(curve.a), "b": octets(curve.b)},
        "base": b"\x04" + octets(curve.base[0]) + octets(curve.base[1]),
        "order": curve.n,
        "cofactor": 1,
    }
    return PublicKeyInfo(
        {
            "algorithm": {"algorithm": "ec", "parameters": ECDomainParameters({"specified": spelled})},
            "public_key": b"\x04" + octets(point[0]) + octets(point[1]),
        }
    )


def explicit_signature(curve: Curve, secret: int, data: bytes) -> bytes:
    """A signature with a fixed nonce: good enough for a test."""
    nonce = 0x1234567890ABCDEF1234567890ABCDEF
    e = int.from_bytes(hashlib.sha1(data).digest(), "big")  # noqa: S324
    r = (curve.times(nonce, curve.base) or (0, 0))[0] % curve.n
    return bytes(DSASignature({"r": r, "s": pow(nonce, -1, curve.n) * (e + secret * r) % curve.n}).dump())


def test_a_curve_that_is_spelled_out_verifies() -> None:
    key, signature = explicit_key(P224, 77777), explicit_signature(P224, 77777, b"data")
    assert verify_explicit(key, signature, b"data", "sha1")
    assert not verify_explicit(key, signature, b"datb", "sha1")
    assert not verify_explicit(explicit_key(P224, 77778), signature, b"data", "sha1")


def test_a_curve_with_an_unsound_parameter_verifies_nothing() -> None:
    assert P224.sound
    for odd in (
        Curve(P224.p, P224.a, P224.b + 1, P224.base, P224.n),
        Curve(P224.p, P224.a, P224.b, P224.base, P224.n - 2),
        Curve(P224.p - 2, P224.a, P224.b, P224.base, P224.n),
    ):
        assert not odd.sound


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"readme.txt": b"nothing"}, "chip_empty"),
        ({"a.bin": GROUPS[1], "b.bin": dg1(mrz_lines(id_number="001190999999"))}, "chip_twice"),
        ({"a.bin": b"\x61\x82\xff\xff"}, "chip_damaged"),
        ({f"{n}.bin": GROUPS[1] for n in range(70)}, "chip_limit"),
        ({"bomb.bin": bytes(30 * 2**20)}, "chip_limit"),
    ],
)
def test_a_dump_that_cannot_be_taken_is_refused(files: dict[str, bytes], code: str) -> None:
    with pytest.raises(InputRefused) as refused:
        read_dump(zipped(files))
    assert refused.value.code == code


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_a_refusal_or_an_invalid_chip(data: bytes) -> None:
    try:
        dump = read_dump(zipped({"EF.SOD": data or b"x", "EF.DG1": GROUPS[1]}))
    except InputRefused:
        return
    assert authenticate(dump, NOBODY, NOW).authentication is Authentication.INVALID


def test_files_are_told_by_content_and_padding_is_left_off() -> None:
    dump = read_dump(zipped({"0101": GROUPS[1] + bytes(50), "x/y": GROUPS[13], "sod": chip(ec_key()).sod or b""}))
    assert authenticate(dump, NOBODY, NOW).authentication is Authentication.INTACT_NOT_ANCHORED


def test_the_thirteenth_group_gives_tones_address_and_dates() -> None:
    group = dg13({2: "Nguyễn Thị Minh Ánh", 3: "15/06/1990", 4: "Nữ", 9: "Số 5, Hà Nội", 11: "31/02/2021", 99: "?"})
    assert particulars_of(group) == {
        "full_name": "Nguyễn Thị Minh Ánh",
        "date_of_birth": "1990-06-15",
        "sex": "female",
        "place_of_residence": "Số 5, Hà Nội",
    }


def zipped_chip(dump: ChipDump) -> bytes:
    return zipped({f"DG{n}": data for n, data in dump.groups.items()} | {"SOD": dump.sod or b""})


def test_a_chip_is_a_channel_and_an_invalid_one_says_nothing() -> None:
    good = read_chip(zipped_chip(chip(ec_key())), NOBODY, NOW)
    assert good.channel.value("full_name") == PERSON["full_name"]
    assert good.channel.value("date_of_birth") == PERSON["date_of_birth"]
    bad = read_chip(zipped_chip(ChipDump({**GROUPS, 2: tlv(0x75, b"another")}, chip(ec_key()).sod)), NOBODY, NOW)
    assert bad.channel.readings == {}
    assert [each.code for each in bad.channel.faults] == ["chip_invalid"]


def test_a_chip_whose_groups_disagree_is_a_conflict() -> None:
    groups = {**GROUPS, 13: dg13({1: "001190654321"})}
    dump = ChipDump(groups, sod(groups, ec_key(), signer(csca(), ec_key())))
    codes = [each.code for each in read_chip(zipped_chip(dump), NOBODY, NOW).channel.faults]
    assert "chip_text_conflict" in codes


def test_a_chip_of_another_state_is_a_conflict() -> None:
    groups = {1: vector("bsi-dg1")}
    dump = ChipDump(groups, sod(groups, ec_key(), signer(csca(), ec_key())))
    faults = read_chip(zipped_chip(dump), NOBODY, NOW).channel.faults
    assert ("chip_text_conflict", "nationality") in [(each.code, each.field) for each in faults]


def test_a_folder_of_certificates_is_read_in_both_forms(tmp_path: Path) -> None:
    (tmp_path / "a.der").write_bytes(csca().der)
    (tmp_path / "b.pem").write_bytes(csca().certificate.public_bytes(Encoding.PEM))
    assert len(anchors_in(tmp_path).certificates) == 2
    (tmp_path / "c.txt").write_bytes(b"nothing")
    with pytest.raises(UsageError, match=r"c\.txt"):
        anchors_in(tmp_path)


def test_a_signer_whose_name_is_written_in_another_order_is_the_same() -> None:
    dump = chip(ec_key())
    assert dump.sod is not None
    info = cms.ContentInfo.load(read_node(dump.sod).value)
    sid = info["content"]["signer_infos"][0]["sid"].chosen
    sid["issuer"] = x509.Name(name="", value=x509.RDNSequence(list(reversed(list(sid["issuer"].chosen)))))
    turned = ChipDump(GROUPS, tlv(0x77, info.dump(force=True)))
    assert turned.sod != dump.sod
    assert authenticate(turned, NOBODY, NOW).authentication is Authentication.INTACT_NOT_ANCHORED
