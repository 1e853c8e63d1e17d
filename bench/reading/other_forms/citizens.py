"""People, places and offices: names put together from other lists, communes of the whole country."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from hoso.samples import places
from hoso.samples.persons import Person, make_person

_SURNAMES = (
    "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng",
    "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đào", "Đoàn", "Vương", "Trịnh", "Trương", "Đinh", "Lâm", "Phùng",
    "Mai", "Tô", "Hà", "Tạ", "Lưu", "Thân", "Ninh", "Chu", "Quách", "Viên", "Giáp", "Khổng", "Đồng", "Nhữ", "Mạc",
    "Từ", "Lại", "Doãn", "Âu", "Ông", "Ân", "Ứng",
)  # fmt: skip
_MIDDLE = {
    "male": (
        "Văn", "Văn", "Hữu", "Đức", "Công", "Xuân", "Đình", "Trọng", "Bảo", "Nhật", "Thiện", "Tấn", "Phú", "Sỹ", "Khắc",
        "Huy", "Minh Nhật", "Hoàng Bảo", "Phước", "Thanh", "Chí", "Tuấn", "Mạnh", "Kim", "Ngọc",
    ),
    "female": (
        "Thị", "Thị", "Thị", "Ngọc", "Thị Bích", "Thị Lệ", "Mỹ", "Kim", "Thị Cẩm", "Tường", "Hải", "Tuyết", "Thị Minh",
        "Ái", "Thị Như", "Bảo", "Lan", "Thị Diễm", "Vân", "Yến", "Thục", "Hạ", "Thị Phượng",
    ),
}  # fmt: skip
_GIVEN = {
    "male": (
        "Thái", "Hưng", "Lực", "Nghị", "Tài", "Quý", "Bảo", "Khang", "Nhân", "Đăng", "Tú", "Tân", "Thọ", "Hiển", "Chiến",
        "Thạch", "Sáng", "Cảnh", "Bằng", "Trí", "Vượng", "Lợi", "Thông", "Điền", "Hoạt", "Trường", "Ngữ", "Đông", "Vỹ",
        "Kha", "Kỳ", "Du", "Vương", "Tuyển", "Mẫn",
    ),
    "female": (
        "Nhi", "Thư", "Trinh", "Cúc", "Đào", "Sen", "Thoa", "Lài", "Huyền", "Hảo", "Ý", "Uyên", "Mỹ", "Lệ", "Nương",
        "Phấn", "Gấm", "Lý", "Trúc", "Thắm", "Na", "Bình", "Hậu", "Mừng", "Tươi", "Đẹp", "Ngoan", "Diệp", "Kiều", "Đài",
        "Lê", "Cẩm", "Tâm", "Điệp", "Nữ",
    ),
}  # fmt: skip
_KINDS = ("Phường", "Xã", "Đặc khu")


@dataclass(frozen=True, slots=True)
class Area:
    """A commune: ``xã``, ``phường``, its name, its province and (before July 2025) its district with their kinds."""

    kind: str
    name: str
    province: str
    district: str = ""

    @property
    def commune(self) -> str:
        """``xã An Biên``."""
        return f"{self.kind} {self.name}"

    @property
    def seat(self) -> str:
        """``An Biên``, as date lines name it; with its kind where it has but a number."""
        return f"{self.kind.capitalize()} {self.name}" if self.name.isdigit() else self.name

    @property
    def written(self) -> str:
        """``xã An Biên, tỉnh An Giang``; ``xã Pả Vi, huyện Mèo Vạc, tỉnh Hà Giang``."""
        return ", ".join(filter(None, (self.commune, self.district, self.province)))

    @property
    def bare(self) -> str:
        """``Pả Vi, Mèo Vạc, Hà Giang``: without what kinds of units they are, but for those that have only numbers."""
        return ", ".join(map(_bare, filter(None, (self.commune, self.district, self.province))))


_UNITS = ("thị trấn ", "thị xã ", "thành phố ", "đặc khu ", "phường ", "quận ", "huyện ", "xã ", "tỉnh ")


def _bare(unit: str) -> str:
    name = next((unit.removeprefix(kind) for kind in _UNITS if unit.startswith(kind)), unit)
    return unit.capitalize() if name.isdigit() else name


@lru_cache(maxsize=1)
def _areas() -> tuple[Mapping[str, tuple[str, ...]], ...]:
    """For each province its communes by kind, from the packaged list of places."""
    found: list[dict[str, tuple[str, ...]]] = []
    for line in (files("ocr") / "data" / "places.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            found.append({"": (line,)})
        else:
            kind, _, names = line.strip().partition(": ")
            found[-1][kind] = tuple(names.split(", "))
    return tuple(each for each in found if "Xã" in each)


_CITIES = ("Hà Nội", "Huế", "Hải Phòng", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ")


def area(rng: random.Random) -> Area:
    """A commune of the packaged list; old and new names alike."""
    province = rng.choice(_areas())
    kind = rng.choice([kind for kind in _KINDS if kind in province])
    name = province[""][0]
    return Area(kind.lower(), rng.choice(province[kind]), f"{'thành phố' if name in _CITIES else 'tỉnh'} {name}")


def old_area(rng: random.Random) -> Area:
    """A commune of before July 2025 with its district."""
    province = rng.choice(places.PROVINCES)
    district, communes = rng.choice(province.districts)
    commune = rng.choice(communes)
    kind = next(kind for kind in ("Thị trấn", "Phường", "Xã") if commune.startswith(kind))
    low = district[0].lower() + district[1:]
    return Area(kind.lower(), commune.removeprefix(f"{kind} "), province.title, low)


def old_address(rng: random.Random, where: Area | None = None) -> str:
    """Where somebody lived before July 2025 (default: anywhere), with the kinds of units or without."""
    where = where or old_area(rng)
    start = rng.choice(
        [
            f"Đội {rng.randint(1, 9)}",
            f"Tổ {rng.randint(1, 70)}",
            f"Thôn {rng.choice(['Đông', 'Phú Mỹ', 'Trung Tiến', 'Nà Ngần', 'Sủng Là'])}",
            f"Xóm {rng.randint(1, 18)}",
            f"Số nhà {rng.randint(1, 60)}, ngõ {rng.randint(2, 300)}",
        ]
    )
    return f"{start}, {rng.choice([where.written, where.written, where.bare])}"


def address(rng: random.Random) -> str:
    """House or hamlet, commune, province, in one of the ways in which people write them."""
    if rng.random() < 0.2:
        return old_address(rng)
    where = area(rng)
    start = rng.choice(
        [
            f"Số {rng.randint(2, 480)}, đường {rng.choice(['Trần Phú', 'Lê Duẩn', 'Nguyễn Huệ', 'Hùng Vương', 'Phan Bội Châu'])}",
            f"{rng.randint(2, 300)}/{rng.randint(1, 60)} {rng.choice(['Lạc Long Quân', 'Âu Cơ', 'Trường Chinh', 'Tôn Đức Thắng'])}",
            f"Tổ {rng.randint(1, 40)}, khu phố {rng.randint(1, 12)}",
            f"Thôn {rng.choice(['Thượng', 'Hạ', 'Đoài', 'Đình', 'Bắc Sơn', 'Yên Phú', 'Vĩnh Lộc'])}",
            f"Ấp {rng.randint(1, 9)}",
            f"Xóm {rng.randint(1, 18)}",
        ]
    )
    kind = where.kind.capitalize() if rng.random() < 0.5 else where.kind
    province = where.province.split(" ", 1 if where.province.startswith("tỉnh") else 2)[-1]
    return f"{start}, {kind} {where.name}, {rng.choice([where.province, province])}"


def name(rng: random.Random, sex: str, surname: str | None = None) -> str:
    """A full name of two to five words."""
    return f"{surname or rng.choice(_SURNAMES)} {rng.choice(_MIDDLE[sex])} {rng.choice(_GIVEN[sex])}"


def citizen(rng: random.Random, person: Person | None = None, surname: str | None = None) -> Person:
    """A person (default: anybody) under another name; mostly at other places."""
    person = person or make_person(rng)
    person = replace(person, full_name=name(rng, person.sex, surname))
    if rng.random() < 0.3:
        return person
    where, origin = address(rng), area(rng)
    birth = rng.choice([origin.written, f"Bệnh viện Đa khoa {origin.province}", f"Trạm y tế {origin.written}"])
    return replace(person, residence=where, place_of_origin=origin.written, place_of_birth=birth[0].upper() + birth[1:])


def formerly(rng: random.Random, person: Person) -> Person:
    """The person as papers of before 2016 show them: at old places, with a number of nine digits."""
    origin = old_area(rng)
    birth = rng.choice([origin.written, f"Bệnh viện Đa khoa {origin.province}", f"Trạm Y tế {origin.commune}"])
    return replace(
        person,
        id_number=person.old_number or f"{rng.randrange(10**7, 4 * 10**8):09d}",
        residence=old_address(rng),
        place_of_origin=origin.written,
        place_of_birth=birth[0].upper() + birth[1:],
    )


def phone(person: Person, rng: random.Random) -> str:
    """The telephone number in one go, with stops or with spaces."""
    digits = person.phone
    return rng.choice(
        [digits, digits, f"{digits[:4]}.{digits[4:7]}.{digits[7:]}", f"{digits[:3]} {digits[3:6]} {digits[6:]}"]
    )
