"""What stands in the lines that the network is shown: names, places, words, dates and numbers of Vietnamese papers."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from functools import cache

from ocr.fields.gazetteer import lines_of

LONGEST = 46
"""Signs in a line."""

_TONES = ("", "", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_TONED = sorted({unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in _TONES})
_LETTERS = sorted({*_TONED, *"bcdđfghjklmnpqrstvwxz"})
_MARKS = ".,:;/-–()\"“”'+*@&%?!_=<>[]²°…"
SIGNS = " " + "".join(_LETTERS) + "".join(letter.upper() for letter in _LETTERS) + "0123456789" + _MARKS
"""Every sign that the network knows. Their order is that of its answers: another order needs another training."""


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FAMILY_NAMES = _listed(
    "Nguyễn Trần Lê Phạm Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Đoàn Hoàng Lương Mai Tô Trương Cao"
    " Quách Thái Tạ Phùng Châu Nghiêm La Kiều Tôn Nông Bế Lò Giàng Vàng Sùng Thạch Sơn Kim Hà Hứa Từ Tống Lưu Chu Đàm"
    " Đào Triệu Vương Tăng Khổng Lâm Mạc Ông Âu Ứng Uông Ưng Yên Xa Ý Ỷ"
)
_ONSETS = (
    *_listed("b c d đ g h k l m n p q r s t v x ch gi kh ng nh ph th tr gh ngh qu f j w z"),
    *("", "", "", ""),
)
_NUCLEI = _listed("a ă â e ê i o ô ơ u ư y iê yê uô ươ oa oe uy uê uâ ưa ia ua oă ươ uyê")
_TONE_LAST = ("iê", "yê", "uô", "ươ", "uê", "uâ", "oă", "uyê")
"""Nuclei whose last vowel bears the tone; in the others it may be any, as old and new spelling differ."""
_CODAS = ("", "", "", "c", "ch", "m", "n", "ng", "nh", "p", "t", "i", "o", "u", "y", "a")
_OFFICES = _listed(
    "UBND HĐND QĐ BC TB CV TTr KH NQ VPCP BTP STP SNV PTP VP TP HCM CCCD CMND NN TT PCT KT. TM. TL. TUQ. GCN BKHĐT STNMT"
    " VPĐK CNCH CAX LĐTBXH TTHC CP BTNMT BCA SYT SXD PGD VHTT"
)
_UNITS = (
    *("phường", "Phường", "P.", "xã", "Xã", "Thị trấn", "quận", "Quận", "huyện", "Huyện", "thành phố", "Thành phố"),
    *("TP.", "tỉnh", "Tỉnh", "thôn", "Thôn", "ấp", "Ấp", "tổ", "Tổ dân phố", "khu phố", "Khu phố", "xóm", "Bản"),
    *("đường", "Đường", "ngõ", "thị trấn", "khóm", "buôn", "sóc", "làng"),
)
_BEFORE_NAMES = (*("Ông ", "Bà ", "ông ", "bà ", "Ông/Bà: ", "(", "Họ và tên: ", "Người ký: ", "KT. ", "1. ", "- "),)
_BEFORE_NUMBERS = (*("Thửa đất số ", "tờ bản đồ số ", "Số: ", "Số ", "số ", "Điện thoại: ", "CCCD số ", "Mã số: "),)
_AFTER_WORDS = (
    *(",", ".", ";", ":", "/", " -", " –", '"', ")", "?", "!"),
    *("(1)", "(2):", "(3)", " (4)", "[1]", "(*)"),
)
_MAILBOXES = ("nguyen", "tran", "le", "pham", "info", "ketoan", "vanphong")
_MAIL_HOSTS = ("gmail.com", "yahoo.com", "hcm.gov.vn", "outlook.com", "hanoi.gov.vn")


def line(rng: random.Random) -> str:
    """The text (NFC) of one line, of 1 to ``LONGEST`` of the ``SIGNS``."""
    while True:
        text = unicodedata.normalize("NFC", " ".join(_text(rng).split()))
        if 0 < len(text) <= LONGEST and set(text) <= set(SIGNS):
            return text


def words(rng: random.Random, count: int) -> str:
    """So many syllables of the language, in no order."""
    return " ".join(rng.choice(_syllables()) for _ in range(count))


def _text(rng: random.Random) -> str:
    drawn = rng.random()
    return next(kind for below, kind in _KINDS if drawn < below)(rng)


def _data(name: str) -> list[str]:
    return [line for line in lines_of(name) if line and not line.startswith("#")]


@cache
def _syllables() -> list[str]:
    return " ".join(_data("syllables.txt")).split()


@cache
def _given_names() -> list[str]:
    return " ".join(_data("given_names.txt")).split()


@cache
def _phrases() -> list[str]:
    return [phrase for line in _data("phrases.txt") for phrase in line.split("|")]


@cache
def _english_labels() -> list[str]:
    return _data("english_labels.txt")


@cache
def _streets() -> list[str]:
    return _data("streets.txt")


@cache
def _places() -> list[str]:
    names = (name.strip() for line in _data("places.txt") for name in re.split(r"[|,;]", line))
    return [name for name in names if re.fullmatch(r"[^\W\d_][\w \-'’]*", name)]


def _made_up(rng: random.Random) -> str:
    """What looks like a syllable: every vowel with every tone, so that no word is guessed by its neighbours' frequency."""
    nucleus, tone = rng.choice(_NUCLEI), rng.choice(_TONES)
    bearer = nucleus[-1] if len(nucleus) == 1 or nucleus in _TONE_LAST else rng.choice(nucleus)
    after = nucleus.rindex(bearer) + 1
    syllable = rng.choice(_ONSETS) + nucleus[:after] + tone + nucleus[after:] + rng.choice(_CODAS)
    return unicodedata.normalize("NFC", syllable)


def _cased(rng: random.Random, text: str) -> str:
    """In capitals, with capitals, with one capital, or as it is."""
    drawn = rng.random()
    if drawn < 0.4:
        return text.upper()
    if drawn < 0.55:
        return text.title()
    return _capital(text) if drawn < 0.7 else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def _name(rng: random.Random) -> str:
    """A person's name, one in four of no word that there is."""
    parts = [rng.choice(_FAMILY_NAMES)]
    parts += [rng.choice(_given_names() if rng.random() < 0.7 else _syllables()) for _ in range(rng.randint(1, 3))]
    if rng.random() < 0.25:
        parts = [_made_up(rng) for _ in parts]
    name = " ".join(_capital(part) for part in parts)
    if rng.random() < 0.55:
        name = name.upper()
    if rng.random() < 0.12:
        name = rng.choice(_BEFORE_NAMES) + name
    if rng.random() < 0.1:
        name += rng.choice((",", ";", ".", ")"))
    return name


def _house(rng: random.Random) -> str:
    return rng.choice(
        (
            str(rng.randint(1, 999)),
            f"{rng.randint(1, 999)}/{rng.randint(1, 99)}",
            f"{rng.randint(1, 300)}{rng.choice('ABCDEFGH')}",
            f"Số {rng.randint(1, 99)}",
            f"số nhà {rng.randint(1, 99)}",
            f"{rng.randint(1, 99)}/{rng.randint(1, 99)}/{rng.randint(1, 9)}",
        )
    )


def _unit(rng: random.Random) -> str:
    """A unit of the country: one that there is, one of any two syllables, or a number."""
    kind = rng.choice(_UNITS)
    if rng.random() < 0.7:
        return f"{kind} {rng.choice(_places() + _streets())}"
    if rng.random() < 0.8:
        return f"{kind} {' '.join(syllable.capitalize() for syllable in rng.choices(_syllables(), k=2))}"
    return f"{kind} {rng.randint(1, 30)}"


def _address(rng: random.Random) -> str:
    street = f"{_house(rng)} {rng.choice(_streets())}, " if rng.random() < 0.5 else ""
    address = street + ", ".join(_unit(rng) for _ in range(rng.randint(1, 2)))
    return address.upper() if rng.random() < 0.15 else address


def _words(rng: random.Random) -> str:
    """Up to six syllables, some with a mark behind one of them or around them all."""
    text = words(rng, rng.randint(1, 6))
    if rng.random() < 0.5:
        text = _cased(rng, text)
    if rng.random() < 0.3:
        parts = text.split()
        at = rng.randrange(len(parts))
        parts[at] += rng.choice(_AFTER_WORDS)
        text = " ".join(parts)
    if rng.random() < 0.05:
        text = rng.choice(("“", '"', "(", "- ", "+ ", "* ")) + text + rng.choice(("”", '"', ")", ""))
    return text


def _made_up_words(rng: random.Random) -> str:
    return " ".join(_cased(rng, _made_up(rng)) for _ in range(rng.randint(1, 4)))


def _phrase(rng: random.Random) -> str:
    phrase = rng.choice(_phrases())
    return _cased(rng, phrase)


def _label(rng: random.Random) -> str:
    """The second language of a card or passport, behind a word of the first or by itself."""
    words = rng.choice(_english_labels()).split()
    start = rng.randrange(len(words))
    label = _cased(rng, " ".join(words[start : start + rng.randint(1, 4)]))
    before = f"{_cased(rng, rng.choice(_phrases()))} / " if rng.random() < 0.4 else ""
    return before + label + rng.choice(("", ":", ""))


def _date(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 31), rng.randint(1, 12), rng.randint(1930, 2030)
    return rng.choice(
        (
            f"{day:02}/{month:02}/{year}",
            f"{day}/{month}/{year}",
            f"{day:02}-{month:02}-{year}",
            f"{day:02}.{month:02}.{year}",
            f"ngày {day:02} tháng {month:02} năm {year}",
            f"{day:02} / {month:02} / {year}",
            f"Ngày {day} tháng {month} năm {year}",
            f"tháng {month} năm {year}",
            f"năm {year}",
        )
    )


def _series(rng: random.Random) -> str:
    """A number with letters before it, as certificates and passports have."""
    letters = "".join(rng.choices("ABCDEGHKLMNPRSTUVXY", k=rng.choice((1, 2))))
    return letters + rng.choice(("", " ")) + _digits(rng, rng.choice((6, 7, 8)))


def _offices(rng: random.Random) -> str:
    return f"{rng.choice(_OFFICES)}-{rng.choice(_OFFICES)}"


_NUMBERS: tuple[Callable[[random.Random], str], ...] = (
    lambda rng: _digits(rng, 12),
    lambda rng: _digits(rng, 9),
    lambda rng: f"{rng.randint(1, 9999)}/{_offices(rng)}",
    lambda rng: "0" + _digits(rng, 9),
    lambda rng: f"{rng.randint(1, 999)}/{rng.randint(1990, 2027)}/{_offices(rng)}",
    _series,
    lambda rng: (
        f"{_digits(rng, rng.randint(1, 3))}.{_digits(rng, 3)}.{_digits(rng, 3)}"
        + rng.choice((" đồng", "", "đ", " VND"))
    ),
    lambda rng: f"{rng.randint(1, 9999)},{rng.randint(0, 99)}" + rng.choice((" m²", " m2", " ha", "")),
    lambda rng: rng.choice(_BEFORE_NUMBERS) + _digits(rng, rng.randint(1, 4)),
)


def _number(rng: random.Random) -> str:
    return rng.choice(_NUMBERS)(rng)


def _mail(rng: random.Random) -> str:
    box = rng.choice(_MAILBOXES) + rng.choice(("", ".", "_")) + rng.choice(("van", "thi", "an", "hcm", ""))
    return f"{box}{_digits(rng, rng.randint(0, 3))}@{rng.choice(_MAIL_HOSTS)}"


def _any_signs(rng: random.Random) -> str:
    return "".join(rng.choice(sorted(SIGNS[1:])) for _ in range(rng.randint(2, 9)))


_KINDS: tuple[tuple[float, Callable[[random.Random], str]], ...] = (
    (0.24, _name),
    (0.40, _address),
    (0.55, _words),
    (0.70, _made_up_words),
    (0.74, _phrase),
    (0.77, _label),
    (0.84, _date),
    (0.95, _number),
    (0.97, _mail),
    (1.00, _any_signs),
)
"""Kinds of texts, each with its share and those of the ones before it."""
