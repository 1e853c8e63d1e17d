"""Who issues administrative documents: bodies of all levels, their symbols, how their heads and deputies sign."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from bench.reading.other_forms.citizens import Area, area

Signing = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issuer:
    """``superior``, ``body``: lines of the head; ``symbol``: behind the number; ``units``: symbols of who drafted."""

    superior: tuple[str, ...]
    body: tuple[str, ...]
    symbol: str
    place: str
    signing: Signing
    units: tuple[str, ...]
    chief: str

    @property
    def name(self) -> str:
        """The body in one line."""
        return " ".join(self.body)


def _signing(rng: random.Random, chief: str, deputy: str, *others: Signing) -> Signing:
    return rng.choice([(chief,), (chief,), (f"KT. {chief}", deputy), (f"KT. {chief}", deputy), *others])


def _bare(where: Area) -> str:
    return where.province.removeprefix("tỉnh ").removeprefix("thành phố ")


def _city(where: Area) -> str:
    return "TP. Hồ Chí Minh" if where.province.endswith("Hồ Chí Minh") else _bare(where)


def _commune(rng: random.Random, where: Area) -> Issuer:
    lines = _signing(
        rng,
        "CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
    )
    own = f"{where.kind} {where.name}".upper()
    body = rng.choice([("ỦY BAN NHÂN DÂN", own), (f"UBND {own}",), (f"ỦY BAN NHÂN DÂN {own}",)])
    superior = rng.choice([(f"UBND {where.province.upper()}",), (where.province.upper(),)])
    units = ("VP", "KT", "VHXH", "VX", "NC")
    place = f"{where.kind.capitalize()} {where.name}" if where.name.isdigit() else where.name
    return Issuer(superior, body, "UBND", place, lines, units, "CHỦ TỊCH ỦY BAN NHÂN DÂN")


def _council(rng: random.Random, where: Area) -> Issuer:
    lines = rng.choice(
        [("CHỦ TỊCH",), ("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "PHÓ CHỦ TỊCH"), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")]
    )
    body = ("HỘI ĐỒNG NHÂN DÂN", where.province.upper())
    return Issuer((), body, "HĐND", _city(where), lines, ("VP", "PC", "KTNS"), "HỘI ĐỒNG NHÂN DÂN")


def _province(rng: random.Random, where: Area) -> Issuer:
    lines = _signing(
        rng,
        "CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
    )
    body = ("ỦY BAN NHÂN DÂN", where.province.upper())
    return Issuer(
        (), body, "UBND", _city(where), lines, ("KGVX", "NNMT", "KTN", "HCC", "ĐT"), "CHỦ TỊCH ỦY BAN NHÂN DÂN"
    )


_DEPARTMENTS = (
    ("SỞ TÀI CHÍNH", "STC", ("QLNS", "TTr", "ĐKKD")),
    ("SỞ XÂY DỰNG", "SXD", ("QLN", "KTQH", "VP")),
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "SGDĐT", ("GDTrH", "TCCB", "VP")),
    ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "SNNMT", ("QLĐĐ", "CCKL", "VP")),
    ("SỞ CÔNG THƯƠNG", "SCT", ("QLTM", "KTAT", "VP")),
    ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "SVHTTDL", ("QLVH", "NSVHGĐ", "VP")),
    ("BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP", "BQLKCN", ("QLĐT", "QLLĐ", "VP")),
    ("THANH TRA TỈNH", "TTT", ("NV1", "NV4", "VP")),
)


def _department(rng: random.Random, where: Area) -> Issuer:
    name, symbol, units = rng.choice(_DEPARTMENTS)
    title, deputy = {"TH": ("CHÁNH THANH TRA", "PHÓ CHÁNH THANH TRA"), "BA": ("TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")}.get(
        name[:2], ("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    )
    lines = _signing(rng, title, deputy, (f"TL. {title}", "CHÁNH VĂN PHÒNG"), (f"Q. {title}",))
    superior = rng.choice([(f"UBND {where.province.upper()}",), ("ỦY BAN NHÂN DÂN", where.province.upper())])
    return Issuer(superior, (name,), symbol, _city(where), lines, units, f"{title} {name}")


_MINISTRIES = (
    ("BỘ XÂY DỰNG", "BXD", ("QLN", "PC", "KHTC")),
    ("BỘ TÀI CHÍNH", "BTC", ("TCT", "QLCS", "NSNN")),
    ("BỘ Y TẾ", "BYT", ("KCB", "PC", "BMTE")),
    ("BỘ KHOA HỌC VÀ CÔNG NGHỆ", "BKHCN", ("CĐSQG", "PC", "TCCB")),
    ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "BGDĐT", ("GDĐH", "NGCBQLGD", "PC")),
)


def _ministry(rng: random.Random, _where: Area) -> Issuer:
    name, symbol, units = rng.choice(_MINISTRIES)
    lines = _signing(
        rng, "BỘ TRƯỞNG", "THỨ TRƯỞNG", ("TL. BỘ TRƯỞNG", "VỤ TRƯỞNG VỤ PHÁP CHẾ"), ("TL. BỘ TRƯỞNG", "CHÁNH VĂN PHÒNG")
    )
    return Issuer((), (name,), symbol, "Hà Nội", lines, units, f"BỘ TRƯỞNG {name}")


def _service(rng: random.Random, where: Area) -> Issuer:
    name, superior, symbol, title = rng.choice(
        [
            ("TRUNG TÂM DỊCH VỤ VIỆC LÀM", "SỞ NỘI VỤ", "TTDVVL", "GIÁM ĐỐC"),
            ("BỆNH VIỆN ĐA KHOA", "SỞ Y TẾ", "BVĐK", "GIÁM ĐỐC"),
            ("TRƯỜNG THPT CHU VĂN AN", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "CVA", "HIỆU TRƯỞNG"),
            ("VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "VPĐKĐĐ", "GIÁM ĐỐC"),
            ("CHI CỤC CHĂN NUÔI VÀ THÚ Y", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "CCCNTY", "CHI CỤC TRƯỞNG"),
            ("TRUNG TÂM LƯU TRỮ LỊCH SỬ", "SỞ NỘI VỤ", "TTLTLS", "GIÁM ĐỐC"),
        ]
    )
    lines = _signing(rng, title, f"PHÓ {title}", (f"TUQ. {title}", "TRƯỞNG PHÒNG HÀNH CHÍNH"))
    units = ("TCHC", "NV", "KHTC")
    return Issuer(
        (superior + " " + _bare(where).upper(),), (name,), symbol, _city(where), lines, units, f"{title} {name}"
    )


def _line(rng: random.Random, where: Area) -> Issuer:
    """Bodies that answer to their own line: tax, insurance, police, procuracy, court."""
    superior, name, symbol, title, deputy = rng.choice(
        [
            ("BẢO HIỂM XÃ HỘI VIỆT NAM", f"BẢO HIỂM XÃ HỘI {where.province.upper()}", "BHXH", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
            ("CỤC THUẾ", f"THUẾ {where.province.upper()}", "TTH", "TRƯỞNG THUẾ", "PHÓ TRƯỞNG THUẾ"),
            ("BỘ CÔNG AN", f"CÔNG AN {where.province.upper()}", "CAT", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
            ("VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO", f"VIỆN KIỂM SÁT NHÂN DÂN {where.province.upper()}", "VKS", "VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG"),
            ("TÒA ÁN NHÂN DÂN TỐI CAO", f"TÒA ÁN NHÂN DÂN {where.province.upper()}", "TA", "CHÁNH ÁN", "PHÓ CHÁNH ÁN"),
        ]
    )  # fmt: skip
    lines = _signing(rng, title, deputy)
    return Issuer((superior,), (name,), symbol, _city(where), lines, ("VP", "TCHC", "P2"), title)


_LEVELS: tuple[Callable[[random.Random, Area], Issuer], ...] = (
    _commune, _commune, _council, _province, _department, _department, _ministry, _service, _line,
)  # fmt: skip


def issuer(rng: random.Random) -> Issuer:
    """A body of any level."""
    return rng.choice(_LEVELS)(rng, area(rng))
