"""The minimum of TT 01/2023/TT-VPCP Art. 9 from the fields."""

from __future__ import annotations

from dossier.record import Attributes
from dossier.values import Value
from hoso.catalogue import load_catalogue, load_layouts
from ocr.fields import attributes


def about(kind: str, values: dict[str, Value | None]) -> Attributes:
    return attributes(load_catalogue()[kind], load_layouts()[kind], values)


def test_a_decision_is_named_by_its_kind_and_told_by_its_subject() -> None:
    found = about(
        "administrative_document",
        {"document_kind": "Quyết định", "subject": "Về việc mẫu", "document_number": "1/QĐ-UBND"},
    )
    assert (found.title, found.abstract, found.number) == ("Quyết định", "Về việc mẫu", "1/QĐ-UBND")


def test_a_form_is_named_by_its_type() -> None:
    assert about("residence_change_form", {}).title == "Tờ khai thay đổi thông tin cư trú"


def test_a_certificate_of_marital_status_is_valid_for_six_months() -> None:
    assert about("marital_status_certificate", {"issued_on": "2026-08-31"}).valid_until == "2027-02-28"


def test_a_card_is_valid_until_its_expiry_and_issued_by_the_ministry() -> None:
    found = about("identity_card", {"id_number": "042192208847", "date_of_expiry": "2032-03-31"})
    assert (found.owner_id, found.valid_until, found.issuer) == ("042192208847", "2032-03-31", "Bộ Công an")
