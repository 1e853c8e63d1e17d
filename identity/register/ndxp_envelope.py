"""The national register's SOAP envelopes behind the national data exchange platform (NDXP): written and read.

The elements stand in the order in which the service takes them. Request namespace and names are those of the service as
public clients call it; the answer is read by local names, for its prefixes differ between gateways.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lxml import etree

from dossier.codes import IdNumber, ProcedureCode
from dossier.errors import TransientError
from dossier.text import fold
from identity.provinces import by_code
from identity.register.interface import Citizen, CitizenStatus, Claim, RegisterRefused

_SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
_REQUEST = "http://dancuquocgia.bca"
_LONGEST_ID = 40
_SEXES = {"1": "male", "2": "female"}

# Seen in public clients: the procedure is not licensed for the register; the officer has no right.
_REFUSALS = {
    "004": "the procedure is not licensed for the register",
    "005": "the officer has no right to ask it",
}


class Call(StrEnum):
    """The integration code (MaTichHop): fields of an entry, or only whether there is one."""

    LOOK_UP = "037"
    CONFIRM = "003"


_ELEMENTS = {Call.LOOK_UP: "TraCuuThongTinCongDan", Call.CONFIRM: "XacThucThongTinCongDan"}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and why, as the service wants it; what is empty is left out of the envelope."""

    procedure: ProcedureCode
    officer: str
    unit: str = ""
    account: str = ""
    phone: str = ""


def request(call: Call, *, request_id: str, asker: Asker, number: IdNumber, claim: Claim) -> bytes:
    """The envelope of a question; ``request_id`` is the caller's own, at most 40 characters."""
    envelope = etree.Element(f"{{{_SOAP}}}Envelope", nsmap={"soapenv": _SOAP, "dan": _REQUEST})
    etree.SubElement(envelope, f"{{{_SOAP}}}Header")
    question = etree.SubElement(etree.SubElement(envelope, f"{{{_SOAP}}}Body"), _name(_ELEMENTS[call]))
    said = {
        "MaYeuCau": request_id[:_LONGEST_ID],
        "MaDVC": str(asker.procedure),
        "MaTichHop": call.value,
        "MaCanBo": asker.officer,
        "MaDonVi": asker.unit,
        "TaiKhoan": asker.account,
        "SoDienThoai": asker.phone,
        "SoDinhDanh": number.digits,
        "HoVaTen": plain_name(claim.full_name),
    }
    for element, text in said.items():
        if text:
            etree.SubElement(question, _name(element)).text = text
    born = etree.SubElement(question, _name("NgayThangNamSinh"))
    compact = claim.date_of_birth.replace("-", "")
    known = ("NgayThangNam", compact) if len(compact) == 8 else ("Nam", compact[:4])
    etree.SubElement(born, _name(known[0])).text = known[1]
    return bytes(etree.tostring(envelope, xml_declaration=True, encoding="UTF-8"))


def plain_name(name: str) -> str:
    """As the service compares names: upper case, no tones, letters and digits only."""
    return re.sub(r"[^A-Z0-9]", "", fold(name).upper())


def _name(local: str) -> str:
    return f"{{{_REQUEST}}}{local}"


def entry_of(answer: bytes, number: IdNumber) -> Citizen | None:
    """The entry that a look-up answers, None for none.

    ``TransientError`` for what is no answer (broken XML), ``RegisterRefused`` for a fault that says no, and for an entry
    of another number.
    """
    found = _all(_body(answer), "CongDan")
    if not found:
        return None
    entry = found[0]
    if len(found) > 1 or _text(entry, "SoDinhDanh") != number.digits:
        raise RegisterRefused("The national register answered about another number.", remedy="Tell its operator.")
    return Citizen(
        number,
        _full_name(entry),
        _date(_one(entry, "NgayThangNamSinh")),
        _SEXES.get(_text(entry, "GioiTinh"), ""),
        _nationality(_text(entry, "QuocTich")),
        "",
        _address(_one(entry, "QueQuan")),
        _address(_one(entry, "ThuongTru")),
        "",
        "",
        CitizenStatus.ACTIVE,  # the answer names no state of the person: see docs/identity.md
    )


def confirmed(answer: bytes) -> bool:
    """What a confirmation answers; errors as of ``entry_of``."""
    said = [(each.text or "").strip().lower() for each in _all(_body(answer), "TonTai")]
    if len(said) != 1 or said[0] not in ("true", "false", "1", "0"):
        raise TransientError("The national register's answer is not understood.", remedy="It will be asked again.")
    return said[0] in ("true", "1")


def _body(answer: bytes) -> etree._Element:
    """The answer's body, without DTD, entities or network; a fault is raised."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(answer, parser)
    except etree.XMLSyntaxError as error:
        raise TransientError(
            "The national register's answer is broken XML.", remedy="It will be asked again."
        ) from error
    if root.getroottree().docinfo.doctype or etree.QName(root).localname != "Envelope":
        raise TransientError("The national register's answer is no SOAP.", remedy="Check the address.")
    bodies = [each for each in root if isinstance(each.tag, str) and etree.QName(each).localname == "Body"]
    if len(bodies) != 1:
        raise TransientError("The national register's answer has no body.", remedy="It will be asked again.")
    raise_fault(bodies[0])
    return bodies[0]


def raise_fault(body: etree._Element) -> None:
    """Raise what a fault or an error code in the body means; its text may hold data and stays behind."""
    codes = [_text(body, name) for name in ("MaLoi", "ErrorCode", "errorCode")]
    faults = _all(body, "Fault")
    told = " ".join("".join(each.itertext()) for each in faults)
    codes += re.findall(r"(?<!\d)\d{3}(?!\d)", told)
    for code in codes:
        if code in _REFUSALS:
            raise RegisterRefused(
                f"The national register refuses ({code}): {_REFUSALS[code]}.", remedy="Ask its operator for the right."
            )
    if any(code.strip("0") for code in codes[:3] if code):
        raise RegisterRefused("The national register refuses with an unknown code.", remedy="Ask its operator.")
    if faults and _text(faults[0], "faultcode").rpartition(":")[2].startswith("Client"):
        raise RegisterRefused("The national register does not take the question.", remedy="Ask its operator.")
    if faults:
        raise TransientError("The national register reports a fault of its own.", remedy="It will be asked again.")


def _all(node: etree._Element, local: str) -> list[etree._Element]:
    return [each for each in node.iter() if isinstance(each.tag, str) and etree.QName(each).localname == local]


def _one(node: etree._Element | None, local: str) -> etree._Element | None:
    """The child of that name: a parent's own name must not pass for the person's."""
    if node is None:
        return None
    return next((c for c in node if isinstance(c.tag, str) and etree.QName(c).localname == local), None)


def _text(node: etree._Element | None, local: str) -> str:
    found = _one(node, local)
    return "" if found is None or found.text is None else found.text.strip()


def _full_name(entry: etree._Element) -> str:
    """Often the whole name stands in Ten and the other two are empty."""
    name = _one(entry, "HoVaTen")
    parts = (_text(name, part) for part in ("Ho", "ChuDem", "Ten"))
    return " ".join(part for part in parts if part)


def _date(born: etree._Element | None) -> str:
    whole, year = _text(born, "NgayThangNam"), _text(born, "Nam")
    if re.fullmatch(r"[0-9]{8}", whole):
        try:
            return date(int(whole[:4]), int(whole[4:6]), int(whole[6:])).isoformat()
        except ValueError:
            return whole[:4]
    return year if re.fullmatch(r"[0-9]{4}", year) else ""


def _nationality(code: str) -> str:
    return "Việt Nam" if code.upper() in ("VN", "VNM", "704") else code


def _address(place: etree._Element | None) -> str:
    """Detail and province; the codes of communes are not spelled out, so a commune is compared only as far as told."""
    detail, code = _text(place, "ChiTiet"), _text(place, "MaTinhThanh").zfill(3)
    province = by_code()[code].name if code in by_code() else ""
    return ", ".join(part for part in (detail, province) if part)
