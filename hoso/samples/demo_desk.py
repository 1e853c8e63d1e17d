"""What every demonstration case needs at hand: chance, the scanner, and the register to enter people into."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from hoso.samples.catalogue import draw_card
from hoso.samples.degrade import Condition
from hoso.samples.dossiers import Feeder
from hoso.samples.form import Drawn, Look, make_look
from hoso.samples.papers import card, residence
from hoso.samples.papers.card import Arrangement, Card
from hoso.samples.persons import Family, Person, make_family, make_person
from hoso.samples.register import Citizen, CitizenStatus
from hoso.samples.truth import Expected, ExpectedPerson


@dataclass(slots=True)
class Desk:
    """One case in the making. ``name`` is the entry's name; for a loose file, the file's."""

    rng: random.Random
    dpi: int
    feeder: Feeder
    name: str
    citizens: list[Citizen]

    def look(self) -> Look:
        """How the next paper looks."""
        return make_look(self.rng, self.dpi)

    def enter(self, *people: Person, status: CitizenStatus = CitizenStatus.ACTIVE) -> None:
        """Enter people into the register as they are."""
        self.citizens.extend(Citizen(person, status) for person in people)

    def person(self, layout: str | None = None) -> Person:
        """Somebody the register knows."""
        somebody = make_person(self.rng, layout=layout)
        self.enter(somebody)
        return somebody

    def stranger(self, layout: str | None = None) -> Person:
        """Somebody not entered yet."""
        return make_person(self.rng, layout=layout)

    def family(self) -> Family:
        """A family the register knows."""
        family = make_family(self.rng)
        self.enter(family.mother, family.father, family.child)
        return family

    def card(self, who: Person | Card, how: Arrangement = Arrangement.TWO_PAGES) -> Drawn:
        """The card of somebody, or a card as a forger left it."""
        return draw_card(who if isinstance(who, Card) else card.honest(who), self.rng, dpi=self.dpi, how=how)

    def ct01(self, person: Person, variant: str | None = None) -> Drawn:
        """A residence form of ``person`` into the household of somebody the register knows."""
        declaration = residence.make_declaration(self.rng, person, head=self.person())
        return residence.draw(replace(declaration, members=declaration.members[:2]), self.rng, self.look(), variant)


@dataclass(frozen=True, slots=True)
class Case:
    """An example: what of, under which procedure, and how it is made. ``suffix`` makes it a loose file.

    ``condition``: how the scanner worked, where the case itself does not say.
    """

    about: str
    procedure: str | None
    make: Callable[[Desk], Expected]
    suffix: str = ""
    condition: Condition = Condition.OFFICE


def matching(*people: Person) -> Expected:
    """Everybody is who the paper says; a doubtful reading may still ask for a person."""
    return Expected("archived", ("in_review",), tuple(ExpectedPerson(p.id_number, "match") for p in people))


def asking(person: Person, verdict: str, *reasons: str, also: tuple[str, ...] = ()) -> Expected:
    """The dossier waits because of ``person``."""
    return Expected("in_review", (), (ExpectedPerson(person.id_number, verdict, reasons, also),), ("identity",))
