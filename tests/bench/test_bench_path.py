"""The benchmark runs and says what it is for; what it measures decides no test."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bench.path.error import page_error
from bench.path.truth import Placed, even

ROOT = Path(__file__).parents[2]
LINE = tuple(
    Placed(text, x, 50.0, 0) for x, text in ((20.0, "Độc"), (32.0, "lập"), (40.0, "-"), (48.0, "Tự"), (56.0, "do"))
)


@pytest.fixture(scope="module")
def measured():
    """One drawn page beside at most one real one, everything else left out."""
    done = subprocess.run(
        [sys.executable, "-m", "bench", "path", "--pages", "1", "--repeat", "1", "--json", "--parts"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_one_command_gives_the_ratio_to_ocrmypdf(measured):
    assert measured["speed"]["ratio"] > 0
    assert set(measured["runs"]) == {"ocrmypdf", "hoso"}


def test_both_programs_read_most_of_the_same_page(measured):
    assert all(measured["errors"][program]["office"]["rate"] < 0.2 for program in ("hoso", "ocrmypdf"))


def test_every_step_of_the_path_is_told_apart(measured):
    figures = measured["runs"]["hoso"][0]["figures"]
    assert {"read", "copy", "sign", "seal", "archive"} <= set(figures["steps"])
    assert figures["engine"]["page"]["calls"] >= 1


def test_every_dossier_reaches_the_archive(measured):
    assert set(measured["runs"]["hoso"][0]["figures"]["statuses"]) == {"archived"}


def test_a_page_read_as_it_is_printed_has_no_error():
    assert page_error(LINE, LINE).rate == 0


def test_a_letter_read_wrong_is_one_error():
    read = (*LINE[:3], Placed("Tư", 48.0, 50.0), LINE[4])
    assert page_error(LINE, read).wrong == 1


def test_words_where_nothing_is_printed_are_counted_apart():
    count = page_error(LINE, (*LINE, Placed("dấu", 150.0, 200.0)))
    assert (count.wrong, count.stray) == (0, 3)


def test_a_scan_askew_is_no_error():
    askew = tuple(Placed(word.text, word.x, word.y + 0.05 * word.x) for word in LINE)
    assert page_error(LINE, askew).wrong == 0


def test_the_specimen_mark_is_not_counted():
    mark = Placed("SPECIMEN", 100.0, 290.0, 1, mark=True)
    for read in (LINE, (*LINE, replace(mark, mark=False))):
        count = page_error((*LINE, mark), read)
        assert (count.wrong, count.length, count.stray) == (0, page_error(LINE, LINE).length, 0)


def test_the_boxes_of_a_grid_are_no_error():
    grid = tuple(Placed(digit, 20.0 + 5 * at, 50.0, 0) for at, digit in enumerate("079123"))
    read = (Placed("07", 22.5, 50.0), Placed("9123", 37.5, 50.0))
    assert page_error(grid, read).wrong == 0


def test_leaders_are_no_text():
    assert even("…, ngày 20") == ", ngày 20"
    assert even("Họ tên: An ........ . . .") == "Họ tên: An"
