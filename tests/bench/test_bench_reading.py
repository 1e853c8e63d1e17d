"""The reading benchmark: what it counts, what it keeps, and that its fit finds what it should."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench.path.error import Count
from bench.reading import numbers, released
from bench.reading.figures import Figures, figures
from bench.reading.fit import curves, weights, write
from bench.reading.kept import Kept, code
from bench.reading.papers import FITTED, MEASURED
from bench.reading.plain import plain_fields, split_plain
from bench.reading.progress import told
from bench.reading.reading import PLAIN, Outcome, Score
from bench.reading.stacks import Sorted, Stack, judged
from bench.reading.tables import Measured, accepted, alone, calibration_error, tables
from dossier.errors import UsageError
from dossier.page import Box, Word
from hoso.catalogue import load_catalogue, load_layouts
from ocr.engine.port import Mode, Pixels
from ocr.fields.confidence import Check, on_curve, weighed


class FakeEngine:
    """Reads one word in each picture: its shade; remembers how many pictures it was given."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def read(self, image: Pixels, *, dpi: int, mode: Mode = Mode.PAGE) -> tuple[Word, ...]:
        return self.read_each((image,), dpi=dpi, mode=mode)[0]

    def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        self.asked.append(len(images))
        return tuple((Word(str(int(image[0, 0])), Box(0, 0, 30, 9), 0.5, 0, 0),) for image in images)

    def describe(self) -> str:
        return "fake"


ROOT = Path(__file__).parents[2]
RIGHT = Score(
    kind="passport", condition="clean", key="sex", printed=True, read=True, exact=True, any_case=True, any_tone=True,
    confidence=0.95, made_of={"base": 1.0, "choice": 1.0, "weakest": 1.0}, check="plausible",
)  # fmt: skip
WRONG = replace(RIGHT, exact=False)
PAPER = Outcome("passport", "clean", 1, True, True, Count(1, 100), Count(1, 20), 1.0, (RIGHT,))
STACK = Sorted("hoso", "clean", sheeted=False, pages=3, papers=2, typed=2, whole=2, ordered=1)
BEFORE = released.Released("0.1.0", "c961561", "2026-11-26", "…", {("clean", "passport"): Figures(papers=2, typed=1)})


def test_a_value_that_is_wrong_and_sure_is_accepted_wrong() -> None:
    assert accepted([RIGHT, WRONG, replace(WRONG, confidence=0.5), replace(WRONG, read=False)]) == [RIGHT, WRONG]


def test_a_paper_passes_alone_when_every_printed_field_is_right_and_sure() -> None:
    assert alone(PAPER)
    assert not alone(replace(PAPER, fields=(RIGHT, replace(RIGHT, confidence=0.8))))
    assert not alone(replace(PAPER, whole=False))


def test_every_table_can_be_shown() -> None:
    plain = replace(PAPER, reader=PLAIN, typed=False, cpu=0.5)
    measured = Measured.sorted([PAPER, replace(PAPER, fields=(WRONG,)), plain], [STACK], BEFORE)
    shown = {table.title.split(";")[0]: table.text() + table.markdown() for table in tables(measured)}
    assert len(shown) == 8
    assert "1 of 2" in shown["Fields"]
    assert "100.0 %  0.0 %  50.0 %" in shown["Papers and pages"]
    assert "+100 %" in shown["Cost of reading, typing and extracting"]


def test_the_figures_of_a_release_come_back_as_they_were_kept(tmp_path: Path) -> None:
    file = released.write(
        [PAPER, replace(PAPER, condition="hard")], "0.9", "c0ffee", "as always.", tmp_path / "kept.json"
    )
    kept = released.parsed(json.loads(file.read_text(encoding="utf-8")))
    assert (kept.release, kept.commit, kept.how) == ("0.9", "c0ffee", "as always.")
    assert kept.of("clean", ["passport"]) == figures([PAPER])
    assert kept.of("clean", ["birth_certificate"]).papers == 0


def test_the_previous_release_was_measured_in_every_condition_of_every_type() -> None:
    found = released.previous()
    assert {condition for condition, _ in found.figures} >= {"clean", "office", "hard"}
    assert found.of("clean", ["passport"]).printed > 0


BIRTH = """ỦY BAN NHÂN DÂN
GIẤY KHAI SINH
Họ, chữ đệm, tên: LÊ THỊ ÁNH........................
Ngày, tháng, năm sinh: 05/06/2019 ghi bằng chữ: Ngày năm tháng sáu
Giới tính: Nữ Dân tộc: Kinh Quốc tịch: Việt Nam
Nơi sinh:
Bệnh viện Phụ sản
"""


def test_the_plain_reader_takes_the_rest_of_the_line_up_to_the_next_label_or_the_line_below() -> None:
    found = plain_fields("birth_certificate", BIRTH, load_catalogue(), load_layouts())
    assert (found["full_name"], found["date_of_birth"], found["sex"]) == ("LÊ THỊ ÁNH", "2019-06-05", "female")
    assert (found["ethnicity"], found["place_of_birth"]) == ("Kinh", "Bệnh viện Phụ sản")


def test_the_plain_reader_begins_a_document_at_each_title() -> None:
    act = "CỘNG HÒA\nĐộc lập - Tự do - Hạnh phúc\nSố: 12/QĐ-UBND"
    found = split_plain(["không rõ", BIRTH, "tiếp theo", act], load_layouts())
    assert [(each.type, each.pages) for each in found] == [
        ("other", (1,)),
        ("birth_certificate", (2, 3)),
        ("administrative_document", (4,)),
    ]


def test_a_stack_is_split_right_only_where_exactly_its_papers_come_out() -> None:
    stack = Stack("clean", False, Path("scan.pdf"), (("passport", (1,)), ("other", (2, 3))), 3)
    right = judged("hoso", stack, [("passport", [1]), ("other", [2, 3])])
    assert (right.typed, right.whole, right.ordered) == (2, 2, 2)
    swapped = judged("hoso", stack, [("passport", [1]), ("other", [3, 2])])
    assert (swapped.typed, swapped.whole, swapped.ordered) == (2, 2, 1)
    joined = judged("hoso", stack, [("passport", [1, 2, 3])])
    assert (joined.typed, joined.whole) == (1, 0)


def test_confidence_that_comes_true_has_no_calibration_error() -> None:
    half = [replace(RIGHT, confidence=0.55), replace(WRONG, confidence=0.45)]
    assert calibration_error([*[RIGHT] * 19, WRONG]) == pytest.approx(0.0)
    assert calibration_error(half) == pytest.approx(0.45)


def test_the_fit_gives_more_to_what_was_right_more_often() -> None:
    rng = random.Random(5)
    fields = [
        replace(RIGHT, exact=rng.random() < (0.95 if sure else 0.4), made_of={"base": 1.0, "weakest": float(sure)})
        for sure in [True, False] * 200
    ]
    found = weights(fields)
    assert found["weakest"] > 1.5
    assert -1.2 < found["base"] < 0.6


def test_what_was_right_so_often_is_believed_so_much() -> None:
    rng = np.random.default_rng(5)
    odds = rng.uniform(-4, 8, 20_000)
    right = rng.random(20_000) < 1 / (1 + np.exp(-odds / 2))
    curve = curves(odds, right.astype(float), ["name"] * 20_000)["name"]
    for at in (-1.0, 1.0, 3.0):
        assert on_curve(curve, at) == pytest.approx(1 / (1 + np.exp(-at / 2)), abs=0.05)


def test_fifty_fields_without_an_error_do_not_promise_one_in_a_hundred() -> None:
    curve = curves(np.linspace(5, 8, 50), np.ones(50), ["name"] * 50)["name"]
    assert on_curve(curve, 8.0) < 0.99


def test_a_model_is_not_replaced_by_one_fitted_on_nothing() -> None:
    with pytest.raises(UsageError):
        write([RIGHT], "./run bench reading --fit", network=True)


def test_what_was_kept_is_not_measured_again(tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl"
    Kept(file).add(MEASURED, "clean-passport-0000", PAPER)
    again = Kept(file)
    assert again.names(MEASURED) == {"clean-passport-0000"}
    assert not again.names(FITTED)


def test_what_was_kept_is_weighed_by_the_model_of_today(tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl"
    Kept(file).add(MEASURED, "clean-passport-0000", PAPER)
    (outcome,) = Kept(file).outcomes(MEASURED)
    assert outcome == replace(PAPER, fields=outcome.fields)
    assert outcome.fields[0].confidence == weighed(RIGHT.made_of, Check.PLAUSIBLE)


def test_what_other_code_has_read_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl"
    Kept(file).add(MEASURED, "clean-passport-0000", PAPER)
    file.write_text(file.read_text().replace(code(), "0" * 64))
    again = Kept(file)
    assert (again.names(MEASURED), again.outdated) == (set(), 1)


def test_a_picture_is_given_to_the_engine_once(tmp_path: Path) -> None:
    pictures = [np.full((9, 30), shade, np.uint8) for shade in (0, 100, 200)]
    fake = FakeEngine()
    first = Kept(tmp_path / "kept.jsonl").engine(fake).read_each(pictures[:2], dpi=300, mode=Mode.LINE)
    again = Kept(tmp_path / "kept.jsonl").engine(fake)
    assert again.read_each(pictures, dpi=300, mode=Mode.LINE)[:2] == first
    assert fake.asked == [2, 1]
    again.read(pictures[0], dpi=300, mode=Mode.DIGITS)
    assert fake.asked == [2, 1, 1]


def test_none_wrong_of_ten_thousand_leaves_three_possible() -> None:
    assert numbers.upper_bound(0, 10_000) == pytest.approx(2.995e-4, rel=1e-3)
    assert numbers.upper_bound(1, 10_000) == pytest.approx(4.743e-4, rel=1e-3)


def test_a_sure_number_that_the_sheet_does_not_have_is_surely_wrong(tmp_path: Path) -> None:
    found = [
        numbers.Number("clean", read=True, right=True, confidence=0.995),
        numbers.Number("clean", read=True, right=False, confidence=0.995),
        numbers.Number("hard", read=True, right=True, confidence=0.95),
        numbers.Number("hard", read=False, right=False, confidence=0.05),
    ]
    clean, hard, together = numbers.counted(found)
    assert (clean.sure, clean.sure_wrong, hard.sure, hard.accepted) == (2, 1, 0, 1)
    assert (together.printed, together.right) == (4, 2)
    file = numbers.keep([clean, hard, together], 2, "./run bench reading --numbers 4", tmp_path / "numbers.json")
    assert (kept := numbers.kept(file)) is not None
    assert kept.counted == (clean, hard, together)


def test_every_number_on_a_drawn_sheet_is_a_field_of_its_type() -> None:
    drawn, kind, layout = numbers.draw(random.Random(3), 100)
    assert [spec.key for spec in kind.fields] == [item.key for item in layout.items] == [*drawn.fields]
    assert sum(key.endswith("id_number") for key in drawn.fields) >= 15


def test_each_paper_is_told_with_the_time_that_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    assert [*told(iter([("a", 1), ("b", 2)]), 4, clock=iter([0.0, 0.0, 120.0]).__next__)] == [("a", 1), ("b", 2)]
    assert capsys.readouterr().err.splitlines() == ["… a (1 of 4)", "… b (2 of 4, 6 min left)"]


def test_one_command_measures_a_paper() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "reading", "--count", "1", "--conditions", "clean", "--types", "passport",
         "--no-real", "--other", "0", "--stacks", "0", "--json"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )  # fmt: skip
    plain, outcome = json.loads(done.stdout)["papers"]
    assert (plain["reader"], outcome["reader"]) == ("plain", "hoso")
    assert outcome["typed"]
    assert outcome["characters"]["wrong"] < 0.2 * outcome["characters"]["length"]
