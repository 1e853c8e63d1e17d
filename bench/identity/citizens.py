"""A population of invented citizens: names after their real shares, numbers after the rule, places after the merger.

Surnames after Lê Trung Hoa 2005; given names and middle names are a list of common ones. Nobody in it lives.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from dossier.codes import IdNumber
from identity.provinces import by_code
from identity.register.interface import Citizen, CitizenStatus
from identity.register.rows import OPTIONAL, REQUIRED

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
COLUMNS = (*REQUIRED, *OPTIONAL)


def citizen(rng: random.Random) -> Citizen:
    """Somebody whose number fits province, sex and year of birth."""
    sex = rng.choice(["male", "female"])
    born = date(1940, 1, 1) + timedelta(days=rng.randrange(25_000))
    province = rng.choice(list(by_code().values()))
    surname = rng.choices(list(SURNAMES), list(SURNAMES.values()))[0]
    return Citizen(
        number_of(rng, province.code, sex, born),
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


def number_of(rng: random.Random, province: str, sex: str, born: date) -> IdNumber:
    """Twelve digits after NĐ 137/2015 Art. 13."""
    century = 2 * (born.year // 100 - 19) + (sex == "female")
    return IdNumber(f"{province}{century}{born.year % 100:02d}{rng.randrange(10**6):06d}")


def population(count: int, seed: int) -> list[Citizen]:
    """So many citizens; numbers may meet, as in any draw."""
    rng = random.Random(seed)
    return [citizen(rng) for _ in range(count)]


def rows(count: int, seed: int) -> Iterator[tuple[str, ...]]:
    """Rows of a register, quickly: one number each, no two alike."""
    rng = random.Random(seed)
    people = [citizen(rng) for _ in range(min(count, 20_000))]
    provinces = list(by_code())
    for index in range(count):
        person = people[index % len(people)]
        born = person.date_of_birth
        century = 2 * (int(born[:4]) // 100 - 19) + (person.sex == "female")
        head = f"{provinces[index % len(provinces)]}{century}{born[2:4]}"
        shifted = f"{born[:8]}{1 + (int(born[8:]) + index // len(people)) % 28:02d}"
        yield (
            f"{head}{(index * 7919 + index // 10**6) % 10**6:06d}", person.full_name, shifted, person.sex, "active",
            "Việt Nam", "Kinh", "", person.place_of_residence, "2022-01-10", "",
        )  # fmt: skip


def write_csv(path: Path, lines: Iterable[tuple[str, ...]]) -> Path:
    """A register file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(lines)
    return path
