"""Every paper is drawn and tells the truth about itself."""

import random
from pathlib import Path

import numpy as np
import pytest
import yaml
import zxingcpp

from hoso.samples.catalogue import DRAWERS, draw_card, draw_paper
from hoso.samples.form import make_look
from hoso.samples.papers import administrative, birth, card, residence
from hoso.samples.papers.card import Arrangement, Forgery
from hoso.samples.persons import make_family, make_person

CONTRACT = Path(__file__).parents[2].parent / "shared" / "contract" / "document-types.yaml"


@pytest.mark.parametrize("kind", DRAWERS)
def test_the_fields_are_among_those_of_the_type(kind):
    if not CONTRACT.exists():
        pytest.skip("The contract's document types are not at hand.")
    known = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))["types"][kind]["fields"]
    for seed in range(3):
        drawn = draw_paper(kind, random.Random(seed), dpi=60)
        assert drawn.type == kind
        assert set(drawn.fields) <= set(known)
        assert all(1 <= f.page <= len(drawn.sheets) and f.value for f in drawn.fields.values())


@pytest.mark.parametrize("kind", DRAWERS)
def test_most_fields_of_a_type_are_filled(kind):
    if not CONTRACT.exists():
        pytest.skip("The contract's document types are not at hand.")
    known = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))["types"][kind]["fields"]
    seen = {key for seed in range(4) for key in draw_paper(kind, random.Random(seed), dpi=60).fields}
    missing = set(known) - seen
    assert missing <= {"place_of_origin", "place_of_birth_registration", "date_of_expiry", "email"}


@pytest.mark.parametrize("kind", DRAWERS)
def test_every_page_is_marked_as_a_specimen(kind):
    drawn = draw_paper(kind, random.Random(3), dpi=60)
    for sheet in drawn.sheets:
        assert any("SPECIMEN" in run.text for run in sheet.runs)


def test_nothing_is_written_beyond_the_paper():
    for kind in DRAWERS:
        for sheet in draw_paper(kind, random.Random(11), dpi=60).sheets:
            for run in sheet.runs:
                assert run.x > 0
                assert run.x + sheet.measure(run.text, run.style) < sheet.width
                assert 0 < run.y < sheet.height


def test_printed_values_stand_on_the_page():
    for seed in range(6):
        drawn = birth.draw(make_family(random.Random(seed)), random.Random(seed), make_look(random.Random(seed), 60))
        text = " ".join(run.text for run in drawn.sheets[0].runs)
        for name in ("full_name", "certificate_number", "mother_full_name"):
            assert drawn.fields[name].printed in text


def test_the_name_of_who_signs_stands_below_the_heading_of_the_block():
    for seed in range(12):
        drawn = birth.draw(make_family(random.Random(seed)), random.Random(seed), make_look(random.Random(seed), 60))
        sheet = drawn.sheets[drawn.fields["signer_name"].page - 1]
        heading = next(run for run in sheet.runs if run.text.startswith("NGƯỜI KÝ"))
        assert any(run.text == drawn.fields["signer_name"].printed and run.y > heading.y for run in sheet.runs)


@pytest.mark.parametrize("variant", residence.VARIANTS)
def test_both_versions_of_ct01(variant):
    rng = random.Random(2)
    drawn = residence.draw(residence.make_declaration(rng, make_person(rng)), rng, make_look(rng, 60), variant)
    labels = [run.text for run in drawn.sheets[0].runs]
    assert any(label.startswith("7. Nơi thường trú" if variant == "2021" else "7. Họ, chữ đệm") for label in labels)


def test_an_administrative_document_has_the_pages_asked_for():
    rng = random.Random(4)
    assert len(administrative.draw(rng, make_look(rng, 60), administrative.Order(pages=3)).sheets) == 3


@pytest.mark.parametrize("layout", ["2021", "2024"])
def test_the_qr_code_of_a_drawn_card_can_be_read(layout):
    rng = random.Random(8)
    honest = card.honest(make_person(rng, layout=layout))
    drawn = draw_card(honest, rng, dpi=300, how=Arrangement.ONE_PAGE)
    found = [symbol.bytes.decode("utf-8") for symbol in zxingcpp.read_barcodes(np.asarray(drawn.sheets[0].image))]
    assert found == [drawn.channels["qr"]]


@pytest.mark.parametrize("kind", Forgery)
def test_a_forged_card_contradicts_itself(kind):
    rng = random.Random(6)
    owner = make_person(rng, layout="2021")
    false = card.forged(owner, kind, rng)
    assert len({false.print, false.qr, false.mrz}) == 2
    assert false.print.id_number != owner.id_number or kind is not Forgery.NUMBER


def test_a_card_lies_at_its_true_size():
    rng = random.Random(6)
    drawn = draw_card(card.honest(make_person(rng)), rng, dpi=300, how=Arrangement.CARD_SIZE)
    assert drawn.sheets[0].image.size == (1011, 638)
