"""Papers of another make: what is drawn is what the truth says, the same each time, and most of it is read."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from bench.reading.other_forms import acts, cards
from bench.reading.other_forms.faces import CONDENSED, SANS, SERIF, TYPEWRITER, Face
from bench.reading.other_forms.layout import Layout
from bench.reading.other_forms.look import ARRANGEMENTS, make_look
from bench.reading.other_forms.papers import CONTENTS, corpus, draw, names, truth
from bench.reading.reading import Bench
from hoso.catalogue import load_catalogue
from hoso.samples.codes import check_digit
from hoso.samples.degrade import Condition
from ocr.engine.tesseract import TesseractEngine


@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
@pytest.mark.parametrize("kind", CONTENTS)
def test_every_value_is_written_on_the_paper_and_inside_it(kind: str, arrangement: str) -> None:
    for number in range(5):
        rng = random.Random(f"{kind} {arrangement} {number}")
        look = replace(make_look(rng), arrangement=arrangement)
        content = CONTENTS[kind](rng)
        pen = Layout(look, rng).paper(content)
        pen.close()
        words = [word for page in pen.words for word in page]
        assert all(0 < word.x < 210 and 0 < word.y < 297 for word in words)
        written = _together(word.text for word in words)
        for key, values in truth(content, upper=look.upper):
            assert key in _KEYS[kind]
            assert any(_together(str(value)) in written for value in values) or key.endswith(_IN_NORMAL_FORM), key


_KEYS = {key: [spec.key for spec in kind.fields] for key, kind in load_catalogue().items()}
_IN_NORMAL_FORM = ("date_of_birth", "_on", "sex", "capital_vnd", "area_m2")


def _together(words: Iterable[str]) -> str:
    return "".join("".join(words).split()).casefold()


_BARE = "aăâeêioôơuưyđ"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_SMALL = {
    unicodedata.normalize("NFC", letter + tone) for letter in _BARE for tone in _TONES if letter != "đ" or not tone
}


@pytest.mark.parametrize("face", (*SERIF, *SANS, CONDENSED, *TYPEWRITER), ids=lambda face: face.name)
def test_a_face_has_a_picture_of_its_own_for_each_letter(face: Face) -> None:
    for _, file in face.files():
        font, letters = ImageFont.truetype(str(file), 60), sorted(_SMALL | {letter.upper() for letter in _SMALL})
        pictures: dict[bytes, str] = {}
        for letter in letters:
            image = Image.new("L", (140, 140), 255)
            ImageDraw.Draw(image).text((30, 30), letter, font=font, fill=0)
            assert pictures.setdefault(image.tobytes(), letter) == letter


@pytest.mark.parametrize("kind", ["land_change_form", "identity_card"])
def test_the_same_seed_gives_the_same_paper(kind: str, tmp_path: Path) -> None:
    one, other = (draw(tmp_path / name, kind, Condition.OFFICE, "a seed of this test") for name in ("one", "other"))
    assert one.file.read_bytes() == other.file.read_bytes()
    assert (one.fields, one.words) == (other.fields, other.words)


def test_a_corpus_leaves_out_what_is_known(tmp_path: Path) -> None:
    planned = names(["other", "land_change_form"], [Condition.CLEAN], 2)
    first, second = (name for name, *_ in planned)
    drawn = list(corpus(tmp_path, planned, seed="a seed of this test", without={first}))
    assert [name for name, _ in drawn] == [second]


def test_every_value_of_an_act_is_written_on_it() -> None:
    for number in range(20):
        rng = random.Random(f"act {number}")
        pen, fields = acts.draw(rng, make_look(rng))
        pen.close()
        words = [word for page in pen.words for word in page]
        assert all(0 < word.x < 210 and 0 < word.y < 297 for word in words)
        written = "".join(word.text for word in words).casefold()
        for key in ("issuing_body", "document_number", "place", "signer_title", "signer_name"):
            assert "".join(str(fields[key][0]).split()).casefold() in written
        for item in fields["recipients"][0]:
            assert "".join(item.split()).casefold() in written


@pytest.mark.parametrize("drawer", [cards.identity_card, cards.old_identity_card, cards.passport])
def test_every_value_of_a_card_is_written_on_it(drawer: Callable[[random.Random], cards.Drawn]) -> None:
    for number in range(8):
        pen, fields = drawer(random.Random(f"card {number}"))
        pen.close()
        words = [word for page in pen.words for word in page]
        assert all(0 < word.x < 210 and 0 < word.y < 297 for word in words)
        written = _together(word.text for word in words)
        for key, values in fields.items():
            assert key in _KEYS[drawer.__name__]
            assert all(_together(part) in written for part in _parts(key, str(values[0]))), key


def _parts(key: str, value: str) -> list[str]:
    """What of a value stands together: a passport of today has surname and given names apart, dates are written otherwise."""
    return [] if key.startswith(("date", "sex")) else value.split() if key == "full_name" else [value]


def test_a_card_without_a_term_has_no_day_on_which_it_ends() -> None:
    for number in range(8):
        pen, fields = cards.identity_card(random.Random(f"term {number}"))
        pen.close()
        written = _together(word.text for page in pen.words for word in page)
        assert ("khôngthờihạn" in written) == ("date_of_expiry" not in fields)


def test_the_zone_of_a_passport_says_what_is_printed_over_it() -> None:
    for number in range(5):
        pen, fields = cards.passport(random.Random(f"zone {number}"))
        pen.close()
        second = next(word.text for word in pen.words[0] if len(word.text) == 44 and not word.text.startswith("P<"))
        assert second.startswith(str(fields["passport_number"][0]))
        assert second[28:42].rstrip("<") == fields["id_number"][0]
        assert second[43] == check_digit(second[:10] + second[13:20] + second[21:43])


@pytest.mark.parametrize("kind", ["marital_status_certificate", "residence_change_form", "administrative_document"])
def test_papers_of_another_make_are_read(kind: str, tmp_path: Path) -> None:
    paper = draw(tmp_path, kind, Condition.CLEAN, "read in a test")
    outcome = Bench(TesseractEngine()).outcome(paper)
    assert outcome.typed
    assert outcome.whole
    assert sum(score.exact for score in outcome.fields) >= 0.8 * len(paper.fields)
    assert not [score.key for score in outcome.fields if score.confidence >= 0.99 and not score.exact]
