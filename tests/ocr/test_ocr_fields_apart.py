"""What the engine read and what the network for lines read: agreement counts, two outvote one, a sure other reading doubts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fields_pages import page_of

from dossier.doctype import FieldSpec, FieldType
from dossier.page import Box, Word
from ocr.fields.agreement import voted
from ocr.fields.apart import held_apart, looks_apart
from ocr.fields.confidence import Again, Family
from ocr.fields.field import ExtractedField, PageAt
from ocr.fields.reading import Read, read_value
from ocr.fields.row import surround
from ocr.fields.spans import Span

NAME = FieldSpec("full_name", FieldType.TEXT, ("Họ và tên",))
REQUEST = FieldSpec("request", FieldType.TEXT, ("Nội dung đề nghị",))


def read(text: str, sure: float = 0.9, again: Again = Again.NOT_ASKED) -> Read:
    """A name as read with one certainty for all of its words."""
    words = [Word(word, Box(0, 0, 10, 10), sure, 0, 0) for word in text.split()]
    found = read_value(NAME, text, words, 1.0)
    return replace(found, seen=replace(found.seen, again=again))


def test_the_same_reading_apart_bears_the_engine_out() -> None:
    first = read("LÂM NHƯ VÂN")
    found = voted(first, first, read("LÂM NHƯ VÂN"))
    assert (found.value, found.seen.apart) == ("LÂM NHƯ VÂN", Again.AGREES)
    assert found.confidence > first.confidence


def test_white_between_words_is_the_engines() -> None:
    first = read("HUỲNH NHƯ NGHỊ")
    assert voted(first, first, read("HUỲNHNHƯ NGHỊ", 0.99)).value == "HUỲNH NHƯ NGHỊ"


def test_two_outvote_one() -> None:
    page, look = read("LÂM NHƯ VẤN", again=Again.DIFFERS), read("LÂM NHƯ VÂN")
    assert voted(look, page, read("LÂM NHƯ VÂN")).value == "LÂM NHƯ VÂN"


def test_a_sure_reading_against_both_of_the_engine_is_taken_in_doubt() -> None:
    found = read("THẤM THÙY VÂN", again=Again.AGREES)
    other = voted(found, found, read("THẨM THÙY VÂN", 0.99))
    assert other.value == "THẨM THÙY VÂN"
    assert other.confidence < 0.9


def test_what_was_put_right_apart_does_not_bear_itself_out() -> None:
    found = read("LÂM NHƯ VÂN", again=Again.DIFFERS)
    other = voted(found, found, read("LÂM NHƯ VÂN", 0.99), own=False)
    assert (other.value, other.seen.apart) == ("LÂM NHƯ VÂN", Again.ALONE)
    assert other.confidence < 0.9


def test_an_unsure_reading_against_both_leaves_the_value_and_its_certainty_falls() -> None:
    found = read("ĐỒNG MAI THOA", again=Again.AGREES)
    other = voted(found, found, read("ĐÔNG MAI THOA", 0.5))
    assert (other.value, other.seen.apart) == ("ĐỒNG MAI THOA", Again.DIFFERS)
    assert other.confidence < 0.99


def test_small_letters_for_capitals_say_nothing_unless_surely_read() -> None:
    found = read("Nguyễn Văn Cơ")
    assert voted(found, found, read("Nguyễn Văn cơ", 0.9)).seen.apart is Again.NOT_ASKED
    assert voted(found, found, read("Nguyễn Văn cơ", 0.99)).seen.apart is Again.DIFFERS


def test_what_lists_have_made_of_it_is_never_sure() -> None:
    first = read_value(REQUEST, "Đăng ký hồ Sơ", [Word("Sơ", Box(0, 0, 10, 10), 0.99, 0, 0)], 1.0)
    assert first.value == "Đăng ký hồ sơ"
    found = voted(first, first, first)
    assert (found.value, found.seen.apart) == ("Đăng ký hồ sơ", Again.DIFFERS)
    assert found.confidence < 0.99


def test_words_are_looked_at_a_few_at_a_time() -> None:
    words = tuple(Word("chữ", Box(x, 10, x + 60, 40), 0.9, 0, 0) for x in range(0, 700, 70))
    far = Word("xa", Box(1000, 10, 1060, 40), 0.9, 0, 0)
    looks = looks_apart(Span(PageAt(0, 1), ((*words, far),)))
    assert all(look.box.x1 - look.box.x0 <= 9 * 30 for look in looks)
    assert looks[-1].box == far.box


def test_over_a_hat_alone_there_is_room_for_a_tone() -> None:
    hat, toned = (Word(text, Box(10, 100, 90, 140), 0.9, 0, 0) for text in ("TIÊN", "TIẾN"))
    (raised,), (even,) = (looks_apart(Span(PageAt(0, 1), ((word,),))) for word in (hat, toned))
    assert (raised.box, even.box) == (Box(10, 90, 90, 140), toned.box)


@pytest.mark.parametrize(
    ("said", "sure", "apart"),
    [
        ("Số: 12/QĐ-UBND", 0.95, Again.AGREES),
        ("Số: 12/QĐ-UBND", 0.6, Again.NOT_ASKED),
        ("Số: 17/QĐ-UBND", 0.6, Again.DIFFERS),
    ],
)
def test_values_that_no_form_has_are_held_against_it_where_they_were_read(said: str, sure: float, apart: Again) -> None:
    page = page_of("Số: 12/QĐ-UBND")
    seen = read("12/QĐ-UBND").seen
    box = surround(page.words)
    field = ExtractedField("document_number", "12/QĐ-UBND", "12/QĐ-UBND", 0.9, PageAt(0, 1), box, Family.DIGITS, seen)
    (held,) = held_apart([field], {PageAt(0, 1): page}, lambda looks: [(said, sure) for _ in looks])
    assert held.seen is not None
    assert held.seen.apart is apart


@pytest.mark.parametrize(("said", "apart"), [("TỜ TRÌNH", Again.AGREES), ("TỔ TRÌNH", Again.DIFFERS)])
def test_of_what_is_written_otherwise_the_print_is_held_against_it(said: str, apart: Again) -> None:
    page = page_of("TỜ TRÌNH")
    at = PageAt(0, 1)
    field = ExtractedField(
        "document_kind", "Tờ trình", "TỜ TRÌNH", 0.9, at, surround(page.words), Family.CHOICE, read("TỜ TRÌNH").seen
    )
    (held,) = held_apart([field], {at: page}, lambda looks: [(said, 0.95) for _ in looks])
    assert held.seen is not None
    assert held.seen.apart is apart


def test_a_kind_that_no_title_names_is_not_held_against_anything() -> None:
    page = page_of("V/v nghỉ lễ")
    at = PageAt(0, 1)
    field = ExtractedField(
        "document_kind", "Công văn", "", 0.9, at, surround(page.words), Family.CHOICE, read("V/v").seen
    )
    assert held_apart([field], {at: page}, lambda _: pytest.fail("asked")) == (field,)
