"""How sure identification is and how fast: synthetic citizens, random impostors, misread names, the register.

    python -m bench.identity [--pairs N] [--citizens N]

Rates are over pairs that were told to share a number, the case that a match has to survive; the people are random but
surnames follow their real shares (Lê Trung Hoa 2005). All data are synthetic.
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dossier.codes import IdNumber
from dossier.identification import IdentityVerdict
from identity import weights
from identity.channel import Channel, Reading, print_channel
from identity.compare import compare_dates, weigh
from identity.provinces import by_code
from identity.register.interface import Citizen, CitizenStatus, Purpose, RegisterDescription
from identity.register.load import load_register
from identity.register.sql import SqlRegister
from identity.verdict import Evidence, identify

SURNAMES = dict(
    zip(
        ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Hoàng", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
         "Lý", "Giàng", "Lò", "Mai", "Trịnh", "Đinh", "Lương", "Tạ", "Hà"],
        [38.4, 11, 9.5, 7.1, 2.6, 2.6, 4.5, 2, 2, 2.1, 2, 1.4, 1.3, 1.3, 1, 0.5, 0.7, 0.7, 1, 1, 1, 1, 0.8, 0.8],
        strict=True,
    )
)  # fmt: skip
MIDDLES = {
    "female": ["Thị"] * 12 + ["Thanh", "Ngọc", "Thu", "Minh", "Phương", "Kim", "Thùy", "Bích", "Hồng", "Thị Minh", "Thị Thu"],
    "male": ["Văn"] * 10 + ["Đức", "Minh", "Hữu", "Quang", "Thanh", "Công", "Xuân", "Đình", "Ngọc", "Quốc", "Văn Minh"],
}  # fmt: skip
GIVENS = {
    sex: names.split()
    for sex, names in {
        "female": """
            Ánh Anh Hương Hường Lan Loan Hoa Hòa Hà Thủy Thúy Thùy Phương Phượng Mai Linh Trang Nga Ngân Yến Dung Hạnh Hiền
            Hằng Nhung Oanh Quyên Thảo Thu Trinh Tuyết Uyên Vân Vy Xuân Diệp Giang Huệ Khánh Liên""",
        "male": """
            Anh Bình Cường Dũng Dương Đạt Đức Giang Hải Hiếu Hòa Hoàng Hùng Hưng Huy Khánh Khoa Kiên Lâm Long Lộc Minh Nam
            Năm Nghĩa Phong Phú Phúc Quân Quang Sơn Tài Tâm Thắng Thành Thịnh Toàn Trung Tú Tuấn Tùng Việt Vinh""",
    }.items()
}
SLIPS = {"á": "a", "ị": "i", "ễ": "ê", "ầ": "â", "ư": "u", "l": "i", "h": "n", "n": "m", "u": "n", "o": "c", "ơ": "o"}


def person(rng: random.Random) -> Citizen:
    """A random citizen whose number fits province, sex and year of birth."""
    sex = rng.choice(["male", "female"])
    born = date(1940, 1, 1) + timedelta(days=rng.randrange(25_000))
    province = rng.choice(list(by_code().values()))
    century = 2 * (born.year // 100 - 19) + (sex == "female")
    surname = rng.choices(list(SURNAMES), list(SURNAMES.values()))[0]
    return Citizen(
        IdNumber(f"{province.code}{century}{born.year % 100:02d}{rng.randrange(10**6):06d}"),
        f"{surname} {rng.choice(MIDDLES[sex])} {rng.choice(GIVENS[sex])}",
        born.isoformat(),
        sex,
        "Việt Nam",
        "Kinh",
        "",
        f"Xã Mẫu {rng.randrange(60)}, {province.name}",
        "2022-01-10",
        "",
        CitizenStatus.ACTIVE,
    )


def misread(text: str, rng: random.Random, rate: float) -> str:
    """``text`` with look-alikes put for letters at ``rate``."""
    return "".join(SLIPS.get(letter, letter) if rng.random() < rate else letter for letter in text)


def claim(citizen: Citizen) -> dict[str, str]:
    """What a paper about this citizen says."""
    keys = ("full_name", "date_of_birth", "sex", "place_of_residence")
    return {key: getattr(citizen, key) for key in keys}


def impostors(people: list[Citizen], pairs: int, rng: random.Random) -> Iterator[tuple[str, int, int]]:
    """False matches among random pairs, and among pairs of one sex and year whom a misread number hits."""
    by_kind: dict[str, list[Citizen]] = {}
    for each in people:
        by_kind.setdefault(each.sex + each.date_of_birth[:4], []).append(each)
    for kind in ("random", "same sex and year"):
        false = 0
        for _ in range(pairs):
            one = rng.choice(people)
            other = rng.choice(people if kind == "random" else by_kind[one.sex + one.date_of_birth[:4]])
            false += one.id_number != other.id_number and _matches(one, other)
        yield kind, false, pairs


def _matches(one: Citizen, other: Citizen) -> bool:
    """Whether the weighing would let ``one``'s paper pass for ``other``."""
    dates = compare_dates(one.date_of_birth, other.date_of_birth)
    if dates is None or dates.reason is not None:  # a reason that no match can stand beside: nothing more to weigh
        return False
    weighing = weigh(claim(one), other)
    serious = {each.code for each in weighing.reasons} - {"address_differs"}
    return not serious and not weighing.veto and weighing.bits >= weights.MATCH_BITS


class One:
    """A register of one entry."""

    source = "sql"

    def __init__(self, citizen: Citizen) -> None:
        self._citizen = citizen

    def lookup(self, number: IdNumber, *, purpose: Purpose) -> Citizen | None:  # noqa: ARG002
        """The entry, whatever the number."""
        return self._citizen

    def describe(self) -> RegisterDescription:
        """One entry."""
        return RegisterDescription("one", 1)


def genuine(people: list[Citizen], rng: random.Random, rate: float, count: int) -> Counter[IdentityVerdict]:
    """Verdicts on print alone, misread at ``rate`` with a confidence to match."""
    verdicts: Counter[IdentityVerdict] = Counter()
    for _ in range(count):
        citizen = rng.choice(people)
        said = claim(citizen) | {"full_name": misread(citizen.full_name, rng, rate)}
        evidence = Evidence("applicant", (_print(citizen, said),))
        now = datetime(2026, 11, 22, tzinfo=UTC)
        verdicts[identify(evidence, One(citizen), Purpose("bench"), now=now).verdict] += 1
    return verdicts


def _print(citizen: Citizen, said: dict[str, str]) -> Channel:
    readings = {key: Reading(value, 0.8) for key, value in said.items()}
    return print_channel(readings | {"id_number": Reading(str(citizen.id_number), 0.95)})


def register_speed(people: list[Citizen], url: str, folder: Path) -> tuple[float, float]:
    """Rows loaded per second and questions answered per second."""
    columns = list(Citizen.__slots__)
    with (folder / "register.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([str(getattr(each, column)) for column in columns] for each in people)
    register = SqlRegister(url)
    start = time.perf_counter()
    load_register(folder / "register.csv", register, progress=lambda _rows: None)
    loaded = time.perf_counter() - start
    start = time.perf_counter()
    for each in people[:5000]:
        register.lookup(each.id_number, purpose=Purpose("bench"))
    asked = time.perf_counter() - start
    register.close()
    return len(people) / loaded, min(len(people), 5000) / asked


def main() -> None:
    """Print every figure on a line of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=1_000_000)
    parser.add_argument("--citizens", type=int, default=200_000)
    parser.add_argument("--url", help="database to load instead of SQLite in a temporary folder")
    asked = parser.parse_args()
    rng = random.Random(20_261_122)
    people = [person(rng) for _ in range(asked.citizens)]
    with tempfile.TemporaryDirectory() as folder:
        url = asked.url or f"sqlite:///{folder}/register.db"
        rows, lookups = register_speed(people, url, Path(folder))
        print(f"register: {rows:,.0f} rows loaded/s, {lookups:,.0f} lookups/s")
    for rate in (0.0, 0.015, 0.06):
        verdicts = genuine(people, rng, rate, 3000)
        print(f"genuine, print alone, letters misread {rate:.1%}:", {each.value: n for each, n in verdicts.items()})
    start = time.perf_counter()
    for kind, false, pairs in impostors(people, asked.pairs, rng):
        print(f"impostors, {kind}: {false} of {pairs:,} would match ({time.perf_counter() - start:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
