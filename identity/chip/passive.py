"""Passive authentication (ICAO Doc 9303-11 §5.1): are the chip's data what the state signed?

Three answers besides "no chip": anchored in a country certificate that this office trusts; intact, yet with nobody
trusted behind the signer; invalid. Nothing that is not understood is ever better than invalid.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from asn1crypto import cms, core, x509
from asn1crypto.algos import DigestAlgorithm

from dossier.errors import InputRefused
from dossier.judgement import Reason
from identity.chip.anchors import Anchors
from identity.chip.dump import ChipDump
from identity.chip.keys import digest_of, verified
from identity.chip.tlv import read_node
from identity.reasons import reason

_SOD_TAG = 0x77
_LDS_SECURITY_OBJECT = "2.23.136.1.1.1"


class Authentication(StrEnum):
    """How far the chip's data can be believed."""

    ANCHORED = "anchored"
    INTACT_NOT_ANCHORED = "intact_not_anchored"
    INVALID = "invalid"
    ABSENT = "absent"


class GroupState(StrEnum):
    """A data group against the security object: as signed, altered, not signed at all, or signed and not in the dump."""

    OK = "ok"
    ALTERED = "altered"
    NOT_LISTED = "not_listed"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class PassiveResult:
    """The answer with every reason; ``data_groups`` by number."""

    authentication: Authentication
    reasons: tuple[Reason, ...]
    data_groups: Mapping[int, GroupState]


class _GroupHash(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    _fields = [("number", core.Integer), ("value", core.OctetString)]  # noqa: RUF012


class _GroupHashes(core.SequenceOf):  # type: ignore[misc]
    _child_spec = _GroupHash


class _LdsVersionInfo(core.Sequence):  # type: ignore[misc]
    _fields = [("lds", core.PrintableString), ("unicode", core.PrintableString)]  # noqa: RUF012


class _SecurityObject(core.Sequence):  # type: ignore[misc]
    """Doc 9303-10 appendix D."""

    _fields = [  # noqa: RUF012
        ("version", core.Integer),
        ("hash_algorithm", DigestAlgorithm),
        ("hashes", _GroupHashes),
        ("lds_version", _LdsVersionInfo, {"optional": True}),
    ]


@dataclass(frozen=True, slots=True)
class _Signed:
    """What a well-formed security object holds."""

    content: bytes
    listed: _SecurityObject
    signers: tuple[cms.SignerInfo, ...]
    certificates: tuple[x509.Certificate, ...]


def authenticate(dump: ChipDump, anchors: Anchors, now: datetime) -> PassiveResult:
    """Judge a dump. An expired signer is a reason, for documents outlive their signers' certificates."""
    if dump.sod is None:
        return PassiveResult(Authentication.INVALID, (_invalid("no EF.SOD", "thiếu EF.SOD"),), _unlisted(dump))
    try:
        signed = _opened(dump.sod)
        states = _states(dump, signed.listed)
        faults = [*_signature_faults(signed), *_group_faults(states)]
        if faults:
            return PassiveResult(Authentication.INVALID, tuple(faults), states)
        return _anchored(signed, states, anchors, now)
    except (
        InputRefused,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
    ):  # asn1crypto reads lazily: damage shows anywhere
        return PassiveResult(Authentication.INVALID, (_invalid("EF.SOD is damaged", "EF.SOD hỏng"),), _unlisted(dump))


def _opened(sod: bytes) -> _Signed:
    outer = read_node(sod)
    if outer.tag != _SOD_TAG or outer.end != len(sod):
        raise ValueError("not one security object")
    content = cms.ContentInfo.load(outer.value, strict=True)
    if content["content_type"].native != "signed_data":
        raise ValueError("no signed data")
    data = content["content"]
    inner = data["encap_content_info"]
    if inner["content_type"].dotted != _LDS_SECURITY_OBJECT or data["version"].native != "v3":
        raise ValueError("no LDS security object")
    octets = bytes(inner["content"])  # the bytes that were signed, as they stand
    listed = _SecurityObject.load(octets, strict=True)
    if int(listed["version"].native) not in (0, 1):
        raise ValueError("unknown version")
    certificates = tuple(each.chosen for each in data["certificates"] if each.name == "certificate")
    return _Signed(octets, listed, tuple(data["signer_infos"]), certificates)


def _states(dump: ChipDump, listed: _SecurityObject) -> dict[int, GroupState]:
    hashes = {int(each["number"].native): bytes(each["value"].native) for each in listed["hashes"]}
    algorithm = listed["hash_algorithm"]["algorithm"].native
    states = dict.fromkeys(hashes, GroupState.ABSENT)
    for number, content in dump.groups.items():
        found = digest_of(algorithm, content)
        if number not in hashes:
            states[number] = GroupState.NOT_LISTED
        else:
            same = found is not None and hmac.compare_digest(found, hashes[number])
            states[number] = GroupState.OK if same else GroupState.ALTERED
    return dict(sorted(states.items()))


def _unlisted(dump: ChipDump) -> dict[int, GroupState]:
    return dict.fromkeys(sorted(dump.groups), GroupState.NOT_LISTED)


def _group_faults(states: Mapping[int, GroupState]) -> Iterator[Reason]:
    for state, english, vietnamese in (
        (GroupState.ALTERED, "altered", "bị sửa"),
        (GroupState.NOT_LISTED, "not signed", "không được ký"),
    ):
        groups = ", ".join(f"DG{number}" for number, each in states.items() if each is state)
        if groups:
            yield _invalid(f"{groups} {english}", f"{groups} {vietnamese}")


def _signature_faults(signed: _Signed) -> Iterator[Reason]:
    if len(signed.signers) != 1:
        yield _invalid("not exactly one signer", "không phải đúng một người ký")
        return
    (signer,) = signed.signers
    certificate = _signer_certificate(signed)
    if certificate is None:
        yield _invalid("the signer's certificate is missing", "thiếu chứng thư người ký")
        return
    if not _may_sign(certificate):
        yield _invalid("the certificate may not sign documents", "chứng thư không được dùng để ký")
    if not _signature_right(signer, certificate, signed.content):
        yield _invalid("the signature is wrong", "chữ ký sai")


def _signer_certificate(signed: _Signed) -> x509.Certificate | None:
    (signer,) = signed.signers
    sid = signer["sid"]
    for certificate in signed.certificates:
        if sid.name == "issuer_and_serial_number":
            named = sid.chosen
            same = _attributes(named["issuer"]) == _attributes(certificate.issuer)
            if same and named["serial_number"].native == certificate.serial_number:
                return certificate
        elif certificate.key_identifier is not None and sid.chosen.native == certificate.key_identifier:
            return certificate
    return None


def _attributes(name: x509.Name) -> list[str]:
    """A name whatever the order of its attributes: some states write it one way in the certificate and another in the SOD."""
    return sorted(str(each.hashable) for each in name.chosen)


def _may_sign(certificate: x509.Certificate) -> bool:
    usage = certificate.key_usage_value
    basic = certificate.basic_constraints_value
    signs = usage is None or "digital_signature" in usage.native
    return signs and not (basic is not None and basic["ca"].native)


def _signature_right(signer: cms.SignerInfo, certificate: x509.Certificate, content: bytes) -> bool:
    digest = signer["digest_algorithm"]["algorithm"].native
    hashed = digest_of(digest, content)
    if hashed is None:
        return False
    data = content
    if signer["signed_attrs"]:
        values = {each["type"].native: each["values"] for each in signer["signed_attrs"]}
        told, kind = values.get("message_digest"), values.get("content_type")
        if told is None or kind is None or len(told) != 1 or len(kind) != 1:
            return False
        if not hmac.compare_digest(bytes(told[0].native), hashed) or kind[0].dotted != _LDS_SECURITY_OBJECT:
            return False
        data = b"\x31" + signer["signed_attrs"].dump()[1:]  # signed as a SET, carried with an implicit tag
    return verified(
        certificate.public_key, signer["signature_algorithm"], bytes(signer["signature"].native), data, digest=digest
    )


def _anchored(signed: _Signed, states: Mapping[int, GroupState], anchors: Anchors, now: datetime) -> PassiveResult:
    certificate = _signer_certificate(signed)
    if certificate is None:
        raise ValueError("checked before")
    if anchors.revoked(certificate):
        return PassiveResult(
            Authentication.INVALID, (_invalid("the signer is revoked", "chứng thư người ký bị thu hồi"),), states
        )
    issuer = anchors.issuer_of(certificate)
    late = tuple(_term(certificate, now, "signer", "người ký"))
    if issuer is None:
        return PassiveResult(Authentication.INTACT_NOT_ANCHORED, (reason("chip_not_anchored"), *late), states)
    return PassiveResult(
        Authentication.ANCHORED, (*late, *_term(issuer, now, "country authority", "chứng thư gốc")), states
    )


def _term(certificate: x509.Certificate, now: datetime, whose: str, whose_vi: str) -> Iterator[Reason]:
    if now > certificate.not_valid_after:
        yield reason("chip_signer_expired", detail=f"{whose}: run out", detail_vi=f"{whose_vi}: hết hạn")
    if now < certificate.not_valid_before:
        yield reason("chip_signer_expired", detail=f"{whose}: not yet valid", detail_vi=f"{whose_vi}: chưa có hiệu lực")


def _invalid(detail: str, detail_vi: str) -> Reason:
    return reason("chip_invalid", detail=detail, detail_vi=detail_vi)
