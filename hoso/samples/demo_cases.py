"""Demonstration cases about who somebody is: those that pass, and every way of not passing."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import timedelta

from hoso.samples.degrade import Condition
from hoso.samples.demo_desk import Case, Desk, asking, matching
from hoso.samples.dossiers import Sheaf
from hoso.samples.papers import administrative, birth, birth_form, business, card, marital_status, marriage
from hoso.samples.papers.card import Arrangement, Forgery
from hoso.samples.persons import Person, make_couple
from hoso.samples.register import CitizenStatus
from hoso.samples.truth import Expected

_OTHER_TONE = {"\u0300": "\u0301", "\u0301": "\u0300", "\u0303": "\u0309", "\u0309": "\u0303", "\u0323": "\u0301"}


def other_tone(name: str) -> str:
    """The name with another tone on the given name: the marked one changed, or a falling one put on its last vowel."""
    before, _, given = name.rpartition(" ")
    letters = list(unicodedata.normalize("NFD", given))
    marked = [i for i, c in enumerate(letters) if c in _OTHER_TONE]
    if marked:
        letters[marked[-1]] = _OTHER_TONE[letters[marked[-1]]]
    else:
        vowel = max(i for i, c in enumerate(letters) if c.lower() in "aeiouy")
        marks = 1 if letters[vowel + 1 : vowel + 2] and unicodedata.combining(letters[vowel + 1]) else 0
        letters.insert(vowel + 1 + marks, "\u0300")
    return f"{before} {unicodedata.normalize('NFC', ''.join(letters))}"


def birth_registration(desk: Desk) -> Expected:
    """Mother's card, declaration and the certificate that came of it, in one scan."""
    family = desk.family()
    papers = (
        desk.card(family.mother),
        birth_form.draw(family, desk.rng, desk.look()),
        birth.draw(family, desk.rng, desk.look(), "framed"),
    )
    desk.feeder.scan("ho-so.pdf", *map(Sheaf, papers))
    return matching(family.mother)


def residence_change(desk: Desk) -> Expected:
    """Card on one page, CT01, proof of the dwelling as a decision of two pages: three files."""
    person = desk.person("2024")
    desk.feeder.scan("1-the.pdf", Sheaf(desk.card(person, Arrangement.ONE_PAGE)))
    desk.feeder.scan("2-to-khai.pdf", Sheaf(desk.ct01(person, "2023")))
    order = administrative.Order(variant="committee", kind="Quyết định", pages=2)
    desk.feeder.scan("3-quyet-dinh.pdf", Sheaf(administrative.draw(desk.rng, desk.look(), order)))
    return matching(person)


def household_business(desk: Desk) -> Expected:
    """The new card and the request."""
    person = desk.person("2024")
    desk.feeder.scan(
        "scan.pdf",
        Sheaf(desk.card(person)),
        Sheaf(business.draw(person, desk.rng, desk.look())),
    )
    return matching(person)


def marital(desk: Desk) -> Expected:
    """Card and certificate of marital status in nested folders."""
    person = desk.person("2021")
    desk.feeder.scan("giay-to/the.pdf", Sheaf(desk.card(person)))
    desk.feeder.scan("ket-qua/xac-nhan.pdf", Sheaf(marital_status.draw(person, desk.rng, desk.look())))
    return matching(person)


def wedding(desk: Desk) -> Expected:
    """Both cards and the marriage certificate."""
    wife, husband = make_couple(desk.rng)
    desk.enter(wife, husband)
    cards = [Sheaf(desk.card(person, Arrangement.ONE_PAGE)) for person in (wife, husband)]
    desk.feeder.scan("scan.pdf", *cards, Sheaf(marriage.draw(wife, husband, desk.rng, desk.look())))
    return matching(wife, husband)


def _card_and_form(desk: Desk, person: Person) -> None:
    desk.feeder.scan("scan.pdf", Sheaf(desk.card(person)), Sheaf(desk.ct01(person)))


def name_tone(desk: Desk) -> Expected:
    """The register writes the given name with another tone."""
    person = desk.stranger("2021")
    desk.enter(replace(person, full_name=other_tone(person.full_name)))
    _card_and_form(desk, person)
    return asking(person, "review", "name_differs_in_tone", also=("mismatch",))


def address_only(desk: Desk) -> Expected:
    """Only the address in the register is another one: people move."""
    person, elsewhere = desk.stranger("2024"), desk.stranger("2024")
    desk.enter(replace(person, residence=elsewhere.residence))
    _card_and_form(desk, person)
    expected = asking(person, "match", "address_differs", also=("review",))
    return replace(expected, status="archived", also=("in_review",), review=())


def somebody_else(desk: Desk) -> Expected:
    """Under this number the register has another name and another birth date."""
    person, other = desk.stranger("2021"), desk.stranger("2021")
    desk.enter(replace(other, id_number=person.id_number, sex=person.sex, born=person.born + timedelta(days=137)))
    _card_and_form(desk, person)
    return asking(person, "mismatch", "name_differs", "date_of_birth_differs")


def unknown_number(desk: Desk) -> Expected:
    """The register does not know the number."""
    person = desk.stranger("2024")
    _card_and_form(desk, person)
    return asking(person, "not_found", "not_in_register")


def forged(desk: Desk) -> Expected:
    """The printed name was changed; QR code and zone still name the owner."""
    owner = desk.person("2021")
    false = card.forged(owner, Forgery.NAME, desk.rng)
    desk.feeder.scan("scan.pdf", Sheaf(desk.card(false)), Sheaf(desk.ct01(false.print)))
    return asking(owner, "mismatch", "qr_text_conflict", "mrz_text_conflict", also=("review",))


def swapped_qr(desk: Desk) -> Expected:
    """A genuine-looking card with the QR code of somebody else pasted over."""
    owner = desk.person("2024")
    false = card.forged(owner, Forgery.QR, desk.rng)
    desk.enter(false.qr)
    desk.feeder.scan("scan.pdf", Sheaf(desk.card(false, Arrangement.ONE_PAGE)))
    return asking(owner, "mismatch", "qr_text_conflict", also=("review",))


def deceased(desk: Desk) -> Expected:
    """The owner of the card has died."""
    person = desk.stranger("2021")
    desk.enter(person, status=CitizenStatus.DECEASED)
    _card_and_form(desk, person)
    return asking(person, "review", "deceased", also=("mismatch",))


def revoked(desk: Desk) -> Expected:
    """The card was taken back."""
    person = desk.stranger("2024")
    desk.enter(person, status=CitizenStatus.CARD_REVOKED)
    desk.feeder.scan("scan.pdf", Sheaf(desk.card(person)))
    return asking(person, "review", "card_revoked", also=("mismatch",))


CASES = (
    Case("birth registration, one scan of everything", "1.001193", birth_registration, condition=Condition.CLEAN),
    Case("residence change, three files", "1.004222", residence_change, condition=Condition.CLEAN),
    Case("household business", "1.001612", household_business, condition=Condition.CLEAN),
    Case("marital status certificate, nested folders", "1.004873", marital, condition=Condition.CLEAN),
    Case("marriage, two cards", "1.000894", wedding),
    Case("register differs in the tone of a name", "1.004222", name_tone),
    Case("register differs in the address only", "1.004222", address_only, condition=Condition.CLEAN),
    Case("register has somebody else under the number", "1.004222", somebody_else),
    Case("number not in the register", "1.004222", unknown_number),
    Case("forged card: printed name changed", "1.004222", forged),
    Case("forged card: QR code of somebody else", None, swapped_qr),
    Case("owner of the card deceased", "1.004222", deceased),
    Case("card revoked", None, revoked),
)
