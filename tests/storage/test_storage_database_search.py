"""Finding: tones optional, tones first, đ folded, and the same answers from both databases."""

from __future__ import annotations

import unicodedata
from datetime import date

from dossier.codes import DossierCode, UnitCode
from dossier.digest import Digest
from dossier.record import Policy, Profile
from storage.database import Database, DossierIndex, Hit, IndexEntry, Intake, IntakeHead, Match, Search

HEAD = IntakeHead(None, "can-bo-01", Profile.COUNTER, Policy.BATCH, "hs", "2026-11-22T08:15:30+07:00")


def put(database: Database, words: str) -> DossierCode:
    code = (
        Intake(database)
        .find_or_allocate(
            intake_key=Digest.of(words.encode()), unit=UnitCode("H29"), day=date(2026, 11, 22), code=None, head=HEAD
        )
        .code
    )
    DossierIndex(database).index(code, IndexEntry((), (), None, words))
    return code


def found(database: Database, text: str, limit: int = 20) -> list[tuple[DossierCode, Match]]:
    return [(hit.code, hit.match) for hit in Search(database).search(text, limit)]


def one(database: Database, text: str) -> Hit:
    (hit,) = Search(database).search(text)
    return hit


def test_names_are_found_with_and_without_tones(database: Database) -> None:
    code = put(database, "Họ tên: Nguyễn Đăng Đức\nNơi sinh: Hải Phòng")
    decomposed = unicodedata.normalize("NFD", "Nguyễn Đăng Đức")
    for asked in ("nguyen dang duc", "Nguyễn Đăng Đức", decomposed, "NGUYEN ĐANG duc", "đăng", "dang", "duc, nguyen"):
        assert [code] == [each for each, _ in found(database, asked)]


def test_exact_tones_rank_before_folded_ones(database: Database) -> None:
    exact = put(database, "Trần Văn Đức")
    other = put(database, "Trần Văn Dục")
    assert found(database, "Văn Đức") == [(exact, Match.EXACT_ROW), (other, Match.FOLDED_ROW)]


def test_words_in_a_row_rank_before_words_apart(database: Database) -> None:
    row = put(database, "ông Lê Minh Anh ở Huế")
    apart = put(database, "bà Lê Thị Minh và ông Phạm Anh")
    assert found(database, "Lê Minh Anh") == [(row, Match.EXACT_ROW), (apart, Match.EXACT_WORDS)]


def test_both_ways_of_setting_a_tone_are_the_same(database: Database) -> None:
    code = put(database, "Hoà Bình")
    assert found(database, "hòa bình") == [(code, Match.EXACT_ROW)]


def test_three_words_in_a_row_are_not_two_pairs(database: Database) -> None:
    code = put(database, "minh anh thu, anh thu minh")
    assert found(database, "thu minh anh") == [(code, Match.EXACT_WORDS)]


def test_newer_dossiers_come_first_and_the_limit_holds(database: Database) -> None:
    codes = [put(database, f"Khai sinh {number}") for number in range(5)]
    assert [code for code, _ in found(database, "khai sinh", limit=2)] == [codes[4], codes[3]]


def test_a_snippet_shows_where(database: Database) -> None:
    put(database, "x " * 200 + "Họ và tên: Đặng Thị Ánh, sinh năm 1990" + " y" * 200)
    snippet = one(database, "dang thi anh").snippet
    assert snippet.text[snippet.start : snippet.end] == "Đặng Thị Ánh"
    assert len(snippet.text) < 150


def test_a_long_dossier_is_one_hit_and_found_to_its_end(database: Database) -> None:
    code = put(database, "trang giấy này " * 10_000 + "Lý Thường Kiệt")
    assert found(database, "giay nay") == [(code, Match.FOLDED_ROW)]
    assert found(database, "Lý Thường Kiệt") == [(code, Match.EXACT_ROW)]


def test_text_without_blanks_is_taken(database: Database) -> None:
    code = put(database, "漢" * 100_000 + " " + "a" * 100_000)
    assert [each for each, _ in found(database, str(code))] == [code]


def test_whatever_is_typed_is_only_words(database: Database) -> None:
    put(database, "Giấy khai sinh")
    for asked in ("", "  ", '"', "' OR 1=1 --", "exact:", "*", "NOT AND OR", "a:b'c\\", "\x00", "<->"):
        assert found(database, asked) == []


def test_a_dossier_is_found_by_its_code(database: Database) -> None:
    code = put(database, "Giấy khai sinh")
    assert found(database, str(code)) == [(code, Match.EXACT_ROW)]
