"""Machine-readable zones; every example is synthetic."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identity.mrz import Contradiction, Mrz, check_digit, parse_mrz
from identity.mrz_lines import Layout

CARD = ["IDVNM1901234569001190123456<<0", "9006153F3006151VNM<<<<<<<<<<<8", "NGUYEN<<THI<MINH<ANH<<<<<<<<<<"]


def zone(number: str, birth: str, sex: str, expiry: str, name: str = "NGUYEN<<THI<MINH<ANH") -> list[str]:
    """A TD1 zone with right check digits."""
    one = f"IDVNM{number[3:]}{check_digit(number[3:])}{number}<<{check_digit(number + '<<')}"
    head = f"{birth}{check_digit(birth)}{sex}{expiry}{check_digit(expiry)}VNM{'<' * 11}"
    two = head + check_digit(one[5:30] + head[0:7] + head[8:15] + head[18:29])
    return [one, two, name.ljust(30, "<")]


def parsed(lines: list[str]) -> Mrz:
    result = parse_mrz(lines)
    assert result is not None
    return result


def test_a_clean_card_gives_every_field() -> None:
    mrz = parsed(CARD)
    assert (str(mrz.id_number), mrz.date_of_birth, mrz.sex) == ("001190123456", "1990-06-15", "female")
    assert (mrz.date_of_expiry, mrz.nationality, mrz.full_name) == ("2030-06-15", "VNM", "NGUYEN THI MINH ANH")
    assert mrz.check_digits == "all"
    assert not mrz.repairs


def test_letters_that_cannot_stand_in_their_place_are_repaired_and_recorded() -> None:
    mrz = parsed(["1DVNM19O1234569OO119O123456<<0", "90O6153F30O6151VNM<<<<<<<<<<<8", "NGUYEN<<TH1<M1NH<ANH"])
    assert str(mrz.id_number) == "001190123456"
    assert mrz.full_name == "NGUYEN THI MINH ANH"
    assert [(each.line, each.column, each.read, each.taken) for each in mrz.repairs][:2] == [
        (1, 1, "1", "I"),
        (1, 8, "O", "0"),
    ]


@pytest.mark.parametrize("fillers", [0, 3, 7, 12, 15])
def test_miscounted_fillers_are_set_right(fillers: int) -> None:
    mrz = parsed([CARD[0], "9006153F3006151VNM" + "<" * fillers + "8", "NGUYEN<THI<MINH<ANH<<<KK<<"])
    assert mrz.check_digits == "all"
    assert mrz.lines[1] == CARD[1]
    assert mrz.full_name == "NGUYEN THI MINH ANH"


def test_junk_before_the_anchor_is_cut() -> None:
    assert parsed(["...", "~~ " + CARD[0], "| " + CARD[1], CARD[2]]).check_digits == "all"


def test_a_digit_that_fails_its_check_is_reported_and_the_value_not_given() -> None:
    mrz = parsed([CARD[0].replace("1901234569", "1901234579"), CARD[1].replace("9006153", "9006163"), CARD[2]])
    assert mrz.id_number is None
    assert mrz.date_of_birth is None
    assert {each.name for each in mrz.checks if not each.passed} == {"document", "birth", "composite"}
    assert mrz.check_digits == "some"


def test_a_number_that_is_not_repeated_is_not_given_even_with_right_check_digits() -> None:
    other = "001190123457"
    line = f"IDVNM1901234569{other}<<{check_digit(other + '<<')}"
    mrz = parsed([line, CARD[1], CARD[2]])
    assert mrz.id_number is None
    assert Contradiction.NUMBER_NOT_REPEATED in mrz.contradictions


def test_a_sex_letter_against_the_number_is_a_contradiction() -> None:
    mrz = parsed([CARD[0], CARD[1].replace("F", "M"), CARD[2]])
    assert mrz.sex is None
    assert mrz.contradictions == (Contradiction.SEX,)


def test_a_birth_year_against_the_number_is_a_contradiction() -> None:
    assert parsed(zone("001190123456", "910615", "F", "310615")).contradictions == (Contradiction.BIRTH_YEAR,)


def test_the_century_of_birth_is_the_numbers() -> None:
    assert parsed(zone("079204001234", "040229", "M", "290301")).date_of_birth == "2004-02-29"


def test_a_card_without_expiry_says_so() -> None:
    mrz = parsed(zone("001150123456", "500101", "F", "991231"))
    assert mrz.no_expiry
    assert mrz.date_of_expiry is None


def test_a_name_that_fills_its_line_may_go_on() -> None:
    assert parsed([*CARD[:2], "NGUYENPHUOC<<CONG<HUYEN<TON<NU"]).name_cut


def test_a_name_of_one_word_has_no_given_names() -> None:
    mrz = parsed([*CARD[:2], "NIE" + "<" * 27])
    assert (mrz.surname, mrz.given_names) == ("NIE", ())


def test_a_passport_gives_its_number_and_the_personal_number() -> None:
    personal = "001190123456<<"
    two = "C12345679" + check_digit("C12345679") + "VNM9006153F3006151" + personal + check_digit(personal)
    two += check_digit(two[0:10] + two[13:20] + two[21:43])
    mrz = parsed(["P<VNMNGUYEN<<THI<MINH<ANH".ljust(44, "<"), two])
    assert mrz.layout is Layout.TD3
    assert (mrz.document_number, str(mrz.id_number)) == ("C12345679", "001190123456")
    assert (mrz.date_of_birth, mrz.sex, mrz.check_digits) == ("1990-06-15", "female", "all")


def test_ordinary_text_is_no_zone() -> None:
    assert parse_mrz(["CĂN CƯỚC CÔNG DÂN", "Họ và tên / Full name", "NGUYỄN THỊ MINH ÁNH"]) is None
    assert parse_mrz([]) is None


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<", max_size=44), st.integers(1, 43), st.data())
def test_one_changed_digit_never_passes_its_own_check(text: str, step: int, data: st.DataObject) -> None:
    digits = [index for index, letter in enumerate(text) if letter.isdigit()]
    if not digits:
        return
    index = data.draw(st.sampled_from(digits))
    changed = text[:index] + str((int(text[index]) + 1 + step % 9) % 10) + text[index + 1 :]
    assert changed == text or check_digit(changed) != check_digit(text)


@settings(max_examples=300)
@given(st.lists(st.text(alphabet="IDVNM<0123456789OSBZGKL «", max_size=50), max_size=5))
def test_no_input_breaks_the_parser_and_every_line_has_its_width(lines: list[str]) -> None:
    mrz = parse_mrz(lines)
    assert mrz is None or {len(line) for line in mrz.lines} in ({30}, {44})


@settings(max_examples=300)
@given(st.integers(0, 2), st.integers(0, 29), st.sampled_from("0123456789"))
def test_a_wrong_digit_is_never_given_as_the_number_or_a_date(row: int, column: int, digit: str) -> None:
    lines = list(CARD)
    lines[row] = lines[row][:column] + digit + lines[row][column + 1 :]
    mrz = parsed(lines)
    assert mrz.id_number is None or str(mrz.id_number) == "001190123456"
    assert mrz.date_of_birth in (None, "1990-06-15")
    assert mrz.date_of_expiry in (None, "2030-06-15")


def spoiled(line: int, column: int, letters: str) -> Mrz:
    """The valid zone with some letters misread (line from 0, column from 0)."""
    lines = list(CARD)
    lines[line] = lines[line][:column] + letters + lines[line][column + len(letters) :]
    found = parse_mrz(lines)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("line", "column", "letters"),
    [(0, 7, "T"), (0, 20, "TT"), (1, 0, "T1"), (1, 1, "T"), (1, 8, "T"), (1, 10, "TT"), (1, 12, "X")],
)
def test_what_the_rest_of_the_zone_says_too_is_filled_in_and_recorded(line: int, column: int, letters: str) -> None:
    whole, found = parse_mrz(list(CARD)), spoiled(line, column, letters)
    assert whole is not None
    assert (found.id_number, found.date_of_birth, found.date_of_expiry) == (
        whole.id_number,
        whole.date_of_birth,
        whole.date_of_expiry,
    )
    assert found.check_digits == "all"
    assert any((each.line, each.read) == (line + 1, letters[0]) for each in found.repairs)


@pytest.mark.parametrize(("line", "column", "letters"), [(0, 7, "9"), (1, 1, "7"), (1, 12, "9")])
def test_a_digit_that_was_read_is_never_replaced(line: int, column: int, letters: str) -> None:
    assert spoiled(line, column, letters).check_digits == "some"
