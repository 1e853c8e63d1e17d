"""The administration's numbers."""

from datetime import date

import pytest

from dossier.codes import DossierCode, IdNumber, ProcedureCode, UnitCode
from dossier.errors import UsageError


@pytest.mark.parametrize("text", ["H29.12-261122-0001", "000.00.00.H29-260715-0001", "H29.29-240115-12345"])
def test_both_written_forms_of_a_dossier_code_are_read(text: str) -> None:
    assert str(DossierCode.parse(text)) == text


@pytest.mark.parametrize("text", ["H29.12-261322-0001", "H29.12-261122-1", "../../etc", "H29.12-261122-0001/x"])
def test_what_is_no_code_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError):
        DossierCode.parse(text)


def test_a_code_is_office_day_and_number() -> None:
    code = DossierCode.build(UnitCode.parse("H29.12"), date(2026, 11, 22), 7)
    assert (str(code), code.series, code.number) == ("H29.12-261122-0007", "H29.12-261122", 7)


def test_the_suffix_of_a_procedure_code_is_dropped() -> None:
    assert str(ProcedureCode.parse("1.000656.000.00.00.H29")) == "1.000656"


def test_a_personal_number_tells_sex_and_year() -> None:
    number = IdNumber.parse("001 190 123456")
    assert (number.place, number.sex, number.birth_year) == ("001", "female", 1990)


def test_a_masked_number_keeps_six_digits() -> None:
    assert IdNumber.parse("079001234512").masked == "0790******12"


@pytest.mark.parametrize("text", ["", "12345678901", "1234567890123", "٠٧٩٠٠١٢٣٤٥١٢"])
def test_what_is_no_personal_number_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError):
        IdNumber.parse(text)
