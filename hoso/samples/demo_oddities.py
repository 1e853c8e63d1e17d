"""Demonstration cases about paper: secrecy, bad scans, mixed stacks, loose files, pages the wrong way round."""

from __future__ import annotations

from hoso.samples.degrade import Condition
from hoso.samples.demo_desk import Case, Desk, matching
from hoso.samples.dossiers import Sheaf
from hoso.samples.papers import administrative, birth, land, other
from hoso.samples.papers.administrative import Marking, Order
from hoso.samples.papers.administrative_texts import INNOCENT
from hoso.samples.papers.card import Arrangement
from hoso.samples.truth import Expected


def secret(desk: Desk) -> Expected:
    """A decision stamped TỐI MẬT among ordinary papers."""
    order = Order(variant="committee", kind="Quyết định", pages=2, marking=Marking("TỐI MẬT"))
    desk.feeder.scan("scan.pdf", Sheaf(administrative.draw(desk.rng, desk.look(), order)))
    return Expected("refused", refusal=("secret_marking",))


def innocent(desk: Desk) -> Expected:
    """The words for honey, density, password and secret in running text: nothing secret."""
    order = Order(kind="Thông báo", pages=2, extra=INNOCENT)
    desk.feeder.digital("thong-bao.pdf", administrative.draw(desk.rng, desk.look(), order))
    return Expected("archived", ("in_review",))


def hard_scan(desk: Desk) -> Expected:
    """Streaks, skew, show-through, and a card copied until it cannot be read surely."""
    person, family = desk.person("2021"), desk.family()
    desk.feeder.scan(
        "scan.pdf",
        Sheaf(desk.card(person, Arrangement.ONE_PAGE), Condition.HARD),
        Sheaf(birth.draw(family, desk.rng, desk.look(), "extract"), Condition.HARD),
        Sheaf(desk.ct01(person, "2021"), Condition.HARD),
    )
    return Expected("in_review", ("archived",), review=("low_confidence",))


def mixed_stack(desk: Desk) -> Expected:
    """Unknown papers between known ones, everything scanned on both sides."""
    family = desk.family()
    desk.feeder.scan(
        "chong-giay.pdf",
        Sheaf(birth.draw(family, desk.rng, desk.look(), "plain"), backs=True),
        Sheaf(other.bill(desk.rng, desk.look()), backs=True),
        Sheaf(land.certificate(family.father, desk.rng, desk.look()), backs=True),
        Sheaf(other.letter(desk.rng, desk.look()), backs=True),
    )
    return Expected("in_review", review=("unknown_type",))


def fax_tiff(desk: Desk) -> Expected:
    """A loose multi-page TIFF of photocopies, CCITT G4."""
    person = desk.person("2024")
    order = Order(variant="department", kind="Công văn", pages=3)
    papers = (land.change_form(person, desk.rng, desk.look()), administrative.draw(desk.rng, desk.look(), order))
    desk.feeder.scan(desk.name, *(Sheaf(paper, Condition.PHOTOCOPY) for paper in papers), compression="group4")
    return Expected("archived", ("in_review",))


def loose_jpeg(desk: Desk) -> Expected:
    """One picture is a whole dossier."""
    desk.feeder.scan(desk.name, Sheaf(birth.draw(desk.family(), desk.rng, desk.look(), "framed")))
    return Expected("archived", ("in_review",))


def turned_pages(desk: Desk) -> Expected:
    """Pages fed sideways and upside down."""
    person = desk.person("2021")
    sheaves = (Sheaf(desk.card(person, Arrangement.ONE_PAGE), turned=180), Sheaf(desk.ct01(person, "2023"), turned=90))
    desk.feeder.scan("scan.pdf", *sheaves, Sheaf(land.certificate(person, desk.rng, desk.look()), turned=270))
    return matching(person)


def photographs(desk: Desk) -> Expected:
    """Telephone pictures of both sides of a card, and a form scanned in strips."""
    person = desk.person("2021")
    pictured = desk.card(person)
    desk.feeder.scan("the-1.jpg", Sheaf(pictured, Condition.PHOTO, pages=(1,)))
    desk.feeder.scan("the-2.jpg", Sheaf(pictured, Condition.PHOTO, pages=(2,)))
    desk.feeder.strips("to-khai.pdf", Sheaf(desk.ct01(person)))
    return matching(person)


def card_pictures(desk: Desk) -> Expected:
    """Pictures the size of the card itself, PNG."""
    person = desk.person("2024")
    pictured = desk.card(person, Arrangement.CARD_SIZE)
    for page in (1, 2):
        desk.feeder.scan(f"mat-{page}.png", Sheaf(pictured, Condition.CLEAN, pages=(page,)))
    return matching(person)


def half_digital(desk: Desk) -> Expected:
    """A born-digital letter with the scan of a card behind it in the same PDF."""
    person = desk.person("2024")
    written = administrative.draw(desk.rng, desk.look(), Order(kind="Công văn"))
    desk.feeder.digital("van-ban.pdf", written, then=[Sheaf(desk.card(person, Arrangement.ONE_PAGE))])
    return matching(person)


CASES = (
    Case("decision stamped TỐI MẬT", None, secret),
    Case("born-digital notice that speaks of secrets, openly", None, innocent),
    Case("hard scan", "1.004222", hard_scan),
    Case("mixed stack with unknown paper and blank backs", None, mixed_stack),
    Case("loose TIFF of photocopies", None, fax_tiff, ".tif"),
    Case("loose JPEG", None, loose_jpeg, ".jpg", Condition.CLEAN),
    Case("turned pages", None, turned_pages, condition=Condition.CLEAN),
    Case("photographs of a card, a form in strips", "1.004222", photographs),
    Case("pictures the size of the card", None, card_pictures),
    Case("born-digital and scanned pages in one PDF", None, half_digital, condition=Condition.CLEAN),
)
