"""What machines read on a card: the QR payload and the machine-readable zone with its check digits."""

from __future__ import annotations

from datetime import date
from itertools import cycle

from dossier.text import fold
from hoso.samples.persons import Person

NO_EXPIRY = date(2099, 12, 31)  # printed "Không thời hạn"; 991231 in the zone


def check_digit(text: str) -> str:
    """ICAO Doc 9303-3 §4.9: weights 7, 3, 1; ``<`` is 0, A is 10."""
    values = (0 if c == "<" else int(c) if c.isdigit() else ord(c) - 55 for c in text)
    return str(sum(v * w for v, w in zip(values, cycle((7, 3, 1)), strict=False)) % 10)


def _latin(name: str) -> list[str]:
    return "".join(c if c.isalpha() or c == " " else " " for c in fold(name).upper()).split()


def _names(name: str, width: int) -> str:
    surname, *rest = _latin(name)
    return f"{surname}<<{'<'.join(rest)}"[:width].ljust(width, "<")


def _short(day: date) -> str:
    return f"{day:%y%m%d}"


def card_mrz(person: Person) -> tuple[str, str, str]:
    """The three lines of 30 characters on the back of a card (TD1)."""
    nine = person.id_number[-9:]
    optional = f"{person.id_number}<<"
    first = f"IDVNM{nine}{check_digit(nine)}{optional}{check_digit(optional)}"
    born, expires = _short(person.born), _short(person.expires or NO_EXPIRY)
    sex = "M" if person.sex == "male" else "F"
    second = f"{born}{check_digit(born)}{sex}{expires}{check_digit(expires)}VNM{'<' * 11}"
    composite = first[5:] + second[:7] + second[8:15] + second[18:29]
    return first, second + check_digit(composite), _names(person.full_name, 30)


def passport_mrz(person: Person, expires: date) -> tuple[str, str]:
    """The two lines of 44 characters of a passport's data page (TD3)."""
    document = person.passport_number.ljust(9, "<")
    born, until, optional = _short(person.born), _short(expires), person.id_number.ljust(14, "<")
    sex = "M" if person.sex == "male" else "F"
    numbered = document + check_digit(document)
    dates = f"{born}{check_digit(born)}", f"{until}{check_digit(until)}"
    personal = optional + check_digit(optional)
    composite = check_digit(numbered + dates[0] + dates[1] + personal)
    return f"P<VNM{_names(person.full_name, 39)}", f"{numbered}VNM{dates[0]}{sex}{dates[1]}{personal}{composite}"


def qr_payload(person: Person, *, layout: str, parents: tuple[str, str] | None = None) -> str:
    """The text of the card's QR code: seven fields in 2021; in 2024 further slots, mostly empty."""
    fields = [
        person.id_number,
        person.old_number,
        person.full_name,
        f"{person.born:%d%m%Y}",
        person.sex_vi,
        person.residence,
        f"{person.issued:%d%m%Y}",
    ]
    if layout == "2024":
        fields += ["", *(parents or ("", "")), ""]
    return "|".join(fields)
