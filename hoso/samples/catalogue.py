"""Any paper by the key of its type, about people drawn for it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from hoso.samples.form import Drawn, make_look
from hoso.samples.papers import (
    administrative,
    birth,
    birth_form,
    business,
    card,
    card_2021,
    card_2024,
    land,
    marital_status,
    marriage,
    old_papers,
    other,
    residence,
)
from hoso.samples.papers.card import Arrangement, Card
from hoso.samples.persons import make_couple, make_family, make_person


def draw_card(drawn: Card, rng: random.Random, *, dpi: int = 300, how: Arrangement | None = None) -> Drawn:
    """A card in the layout of its day; without ``how``, on one page or two by chance."""
    how = how or rng.choice([Arrangement.TWO_PAGES, Arrangement.ONE_PAGE])
    draw = card_2024.draw if drawn.layout == "2024" else card_2021.draw
    return draw(drawn, rng, dpi=dpi, how=how)


def _card(rng: random.Random, dpi: int) -> Drawn:
    return draw_card(card.honest(make_person(rng, layout=rng.choice(["2021", "2024"]))), rng, dpi=dpi)


def _administrative(rng: random.Random, dpi: int) -> Drawn:
    order = administrative.Order(pages=rng.choice([1, 1, 2, 2, 3]))
    return administrative.draw(rng, make_look(rng, dpi), order)


DRAWERS: Mapping[str, Callable[[random.Random, int], Drawn]] = {
    "identity_card": _card,
    "old_identity_card": lambda rng, dpi: old_papers.identity(make_person(rng, layout="2021"), rng, dpi=dpi),
    "passport": lambda rng, dpi: old_papers.passport(make_person(rng), rng, dpi=dpi),
    "birth_certificate": lambda rng, dpi: birth.draw(make_family(rng), rng, make_look(rng, dpi)),
    "marriage_certificate": lambda rng, dpi: marriage.draw(*make_couple(rng), rng, make_look(rng, dpi)),
    "marital_status_certificate": lambda rng, dpi: marital_status.draw(make_person(rng), rng, make_look(rng, dpi)),
    "residence_change_form": lambda rng, dpi: residence.draw(
        residence.make_declaration(rng, make_person(rng)), rng, make_look(rng, dpi)
    ),
    "birth_registration_form": lambda rng, dpi: birth_form.draw(make_family(rng), rng, make_look(rng, dpi)),
    "business_registration_form": lambda rng, dpi: business.draw(make_person(rng), rng, make_look(rng, dpi)),
    "land_use_certificate": lambda rng, dpi: land.certificate(make_person(rng), rng, make_look(rng, dpi)),
    "land_change_form": lambda rng, dpi: land.change_form(make_person(rng), rng, make_look(rng, dpi)),
    "administrative_document": _administrative,
    "other": lambda rng, dpi: other.draw(rng, make_look(rng, dpi)),
}


def draw_paper(kind: str, rng: random.Random, *, dpi: int = 300) -> Drawn:
    """A paper of type ``kind`` (a key of the document types) about people drawn from ``rng``."""
    return DRAWERS[kind](rng, dpi)
