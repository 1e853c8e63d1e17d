"""Answers that are ticked, not written: the one with the only tick, never without doubt."""

from __future__ import annotations

import pytest
from fields_pages import fields_of, page_of

from ocr.fields.ticks import ticked


@pytest.mark.parametrize(
    ("read", "answer"),
    [
        ("Nam[x] Nữ[ ]", "Nam"),
        ("Nam [ ] Nữ [X]", "Nữ"),
        ("[x] Nam [ ] Nữ", "Nam"),
        ("☐ Nam ☑ Nữ", "Nữ"),
        ("Nam[] Nữlxl", "Nữ"),
        ("Nam Nữ v", "Nữ"),
    ],
)
def test_the_answer_with_the_only_tick_is_given(read: str, answer: str) -> None:
    assert ticked(read) == answer


@pytest.mark.parametrize("read", ["Nam Nữ L]", "Nam [x] Nữ [x]", "Nam", "Nữ / F", ""])
def test_where_no_tick_tells_the_text_stays_as_it_is(read: str) -> None:
    assert ticked(read) == read


@pytest.mark.parametrize(("read", "value"), [("Nam [ ] Nữ [x]", "female"), ("Nam [x]", "male"), ("Nam Nữ L]", None)])
def test_a_ticked_answer_does_not_pass_without_a_person(read: str, value: str | None) -> None:
    page = page_of(
        "       GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
        "Họ, chữ đệm, tên: LÊ THỊ HOA",
        f"Giới tính: {read}",
        "Dân tộc: Kinh",
    )
    found = fields_of("marital_status_certificate", page)["sex"]
    assert found.value == value
    assert found.confidence < 0.9
