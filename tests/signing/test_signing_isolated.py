"""Strangers' files in a process of their own: the same verdict, or a typed refusal within the limits."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from signing_office import Office
from signing_papers import blank_page

from dossier.judgement import Verdict
from signing.judge.isolated import IsolatedJudge, JudgeLimits
from signing.judge.pdf import judge_pdf
from signing.judge.trust import TrustStore


@pytest.fixture
def judge() -> Iterator[IsolatedJudge]:
    made = IsolatedJudge()
    yield made
    made.close()


def test_the_verdict_is_the_one_that_is_given_at_home(
    office: Office, judge: IsolatedJudge, signed_twice: bytes
) -> None:
    here = judge_pdf(signed_twice, office.trust, file="a.pdf", now=office.now)
    assert judge.pdf(signed_twice, office.trust, file="a.pdf", now=office.now) == here


def test_each_file_is_judged_with_the_anchors_it_was_asked_with(
    office: Office, judge: IsolatedJudge, signed: bytes
) -> None:
    verdicts = [
        judge.pdf(signed, trust, file="a.pdf", now=office.now).verdict
        for trust in (office.trust, TrustStore(), office.trust)
    ]
    assert verdicts == [Verdict.VALID, Verdict.INDETERMINATE, Verdict.VALID]


def with_ranges(count: int) -> bytes:
    """A file that names so many ranges that looking at them takes some memory."""
    out = BytesIO()
    with pikepdf.open(BytesIO(blank_page())) as pdf:
        pdf.Root.Note = pikepdf.String("/ByteRange [0 1 2 3] " * count)
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("limits", "code"), [(JudgeLimits(seconds=0.0001), "time_limit"), (JudgeLimits(megabytes=48), "memory_limit")]
)
def test_what_takes_more_than_the_limits_is_refused_and_says_so(office: Office, limits: JudgeLimits, code: str) -> None:
    judge = IsolatedJudge(limits)
    found = judge.pdf(with_ranges(200_000), office.trust, file="a.pdf", now=office.now)
    judge.close()
    assert (found.verdict, [each.code for each in found.reasons]) == (Verdict.REFUSED, [code])


def test_a_process_that_is_gone_is_started_again(office: Office, judge: IsolatedJudge, signed: bytes) -> None:
    judge.pdf(signed, office.trust, file="a.pdf", now=office.now)
    judge.close()
    assert judge.pdf(signed, office.trust, file="a.pdf", now=office.now).verdict is Verdict.VALID


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", blank_page()[:200], bytes(1000)])
def test_rubbish_is_refused_there_too(office: Office, judge: IsolatedJudge, data: bytes) -> None:
    assert judge.pdf(data, office.trust, file="a.pdf", now=office.now).verdict is Verdict.REFUSED


def odd_page_tree() -> bytes:
    """A file that libraries complain about on their own."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Pages.Kids.append(pikepdf.Name("/None"))
        pdf.save(out)
    return out.getvalue()


def test_complaints_of_libraries_do_not_come_between_the_answers(
    office: Office, judge: IsolatedJudge, signed: bytes
) -> None:
    judge.pdf(odd_page_tree(), office.trust, file="a.pdf", now=office.now)
    assert judge.pdf(signed, office.trust, file="b.pdf", now=office.now).file == "b.pdf"


def test_pages_are_drawn_there_as_they_were_and_as_they_are(judge: IsolatedJudge, signed: bytes) -> None:
    first, second, third = judge.pictures(signed, [(len(signed), 1), (len(signed), 9), (100, 1)])
    assert first is not None
    assert first.startswith(b"\x89PNG")
    assert (second, third) == (None, None)
