"""However a revision is written down, by whatever program the file was made: attacks are caught, honest updates pass."""

from __future__ import annotations

import pytest
from pikepdf import Dictionary
from signing_attacks import FAMILIES, Appended, Attack
from signing_office import Office
from signing_producers import PRODUCERS, look
from signing_readers import READINGS
from signing_updates import Style, Update, updated_as

from dossier.judgement import FileJudgement, Verdict
from signing.judge.pdf import judge_pdf

APPENDED = [each for each in FAMILIES if isinstance(each.forge, Appended)]


def judge(pdf: bytes, office: Office) -> FileJudgement:
    return judge_pdf(pdf, office.trust, file="x.pdf", now=office.now)


def cases() -> list[tuple[str, Style, Attack]]:
    """Each attack in one style on one producer's paper, in turn."""
    names, styles = list(PRODUCERS), list(Style)
    return [
        (names[number % len(names)], styles[number % len(styles)], attack) for number, attack in enumerate(APPENDED)
    ]


@pytest.mark.parametrize(("producer", "style", "attack"), cases(), ids=str)
def test_an_attack_is_caught_in_every_style(
    office: Office, papers, producer: str, style: Style, attack: Attack
) -> None:
    forged = attack.forge.written_as(style, papers(producer, attack.prepare, attack.level))
    found = judge(forged, office)
    assert found.verdict is not Verdict.VALID
    assert found.signatures[0].modification == "forbidden"
    assert {each.code for one in found.signatures for each in one.reasons} - {"development"}


def touched(update: Update) -> None:
    """The catalogue and the page are written again as they were."""
    update.touch(update.pdf.Root, update.page)


def filled_in(update: Update) -> None:
    field = update.named("blank")
    field.V = "100"
    field.AP = Dictionary(N=update.add(look(update.pdf, "100", (0, 0, 200, 20), update.pdf.Root.AcroForm.DR.Font.Helv)))
    update.touch(field)


@pytest.mark.parametrize("style", [each for each in Style if each is not Style.HIDDEN])
@pytest.mark.parametrize("producer", PRODUCERS)
@pytest.mark.parametrize("honest", [touched, filled_in])
def test_an_honest_update_passes_in_every_style(office: Office, papers, producer: str, style: Style, honest) -> None:
    found = judge(updated_as(style, papers(producer, None, 2), honest), office)
    assert found.verdict is Verdict.VALID


@pytest.mark.parametrize("producer", PRODUCERS)
def test_what_only_readers_of_streams_find_is_seen(office: Office, papers, producer: str) -> None:
    """A page that a table calls free and the stream beside it names: browsers show it."""
    (attack,) = (each for each in APPENDED if str(each) == "saving/another page")
    forged = attack.forge.written_as(Style.HYBRID, papers(producer, None, None))
    assert "page_added" in {each.code for each in judge(forged, office).signatures[0].reasons}


@pytest.mark.parametrize("producer", PRODUCERS)
def test_what_readers_of_tables_do_not_find_any_more_is_not_called_permitted(
    office: Office, papers, producer: str
) -> None:
    found = judge(updated_as(Style.HIDDEN, papers(producer, None, None), touched), office)
    assert found.verdict is not Verdict.VALID
    assert found.signatures[0].modification == "forbidden"


@pytest.mark.parametrize("producer", PRODUCERS)
@pytest.mark.parametrize("name", READINGS)
def test_what_readers_read_differently_is_not_called_permitted(
    office: Office, papers, producer: str, name: str
) -> None:
    found = judge(READINGS[name](papers(producer, None, 2)), office)
    assert found.verdict is not Verdict.VALID
    assert found.signatures[0].modification == "forbidden"
    assert {each.code for each in found.signatures[0].reasons} & {
        "unread_structure",
        "page_removed",
        "page_content_changed",
    }
