"""How long a card is good: the ages of exchange (Law 26/2023/QH15 Art. 21)."""

from __future__ import annotations

from datetime import date

_EXCHANGE_AGES = (14, 25, 40, 60)
_EARLY_YEARS = 2  # issued within two years before an age of exchange, a card runs to the next one


def expiry_of(*, birth: date, issued: date) -> date | None:
    """The day on which a card issued then runs out; None for one without expiry (holder 58 or older at issue)."""
    for age in _EXCHANGE_AGES:
        if issued < _birthday(birth, age - _EARLY_YEARS):
            return _birthday(birth, age)
    return None


def may_expire_on(birth: date, expiry: date) -> bool:
    """Whether ``expiry`` is a birthday of exchange: what a misread or altered date of expiry rarely is."""
    return expiry in ends_of(birth)


def ends_of(birth: date) -> frozenset[date]:
    """The days on which a card of somebody born then may run out; of a 29 February both neighbours."""
    ends = {_birthday(birth, age) for age in _EXCHANGE_AGES}
    leap = {date(end.year, 2, 28) for end in ends if (birth.month, birth.day) == (2, 29)}
    return frozenset(ends | leap)


def may_lack_expiry(birth: date, today: date) -> bool:
    """Whether a card issued by ``today`` to somebody born then may run without end (58 or older at issue)."""
    return today >= _birthday(birth, _EXCHANGE_AGES[-1] - _EARLY_YEARS)


def is_over(expiry: str | None, today: date) -> bool:
    """Whether a card with this date of expiry (ISO; None for no expiry) is no longer good ``today``."""
    return expiry is not None and expiry < today.isoformat()


def _birthday(birth: date, age: int) -> date:
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:  # born on 29 February
        return date(birth.year + age, 3, 1)
