"""Places: provinces before and since 1 July 2025 with some of their communes (a sample, for addresses of nobody)."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Province:
    """A province as the identification number knows it (TT 07/2016) and what became of it (NQ 202/2025/QH15)."""

    code: str
    name: str
    city: bool
    districts: tuple[tuple[str, tuple[str, ...]], ...]
    successor: str
    successor_city: bool
    communes: tuple[str, ...]

    @property
    def title(self) -> str:
        """``tỉnh Lào Cai``, ``thành phố Hà Nội``."""
        return f"{'thành phố' if self.city else 'tỉnh'} {self.name}"

    @property
    def successor_title(self) -> str:
        """The province of today with its kind."""
        return f"{'thành phố' if self.successor_city else 'tỉnh'} {self.successor}"


# code | name | district: commune, commune; district: … | successor | communes since 2025.  "*" marks a centrally run city.
_TABLE = """
001|*Hà Nội|Quận Đống Đa: Phường Láng Thượng, Phường Khâm Thiên; Quận Hai Bà Trưng: Phường Bách Khoa, Phường Quỳnh Lôi; Huyện Sóc Sơn: Xã Phù Linh, Xã Nam Sơn|*Hà Nội|Phường Láng, Phường Kim Liên, Phường Hai Bà Trưng, Xã Sóc Sơn, Xã Nội Bài
002|Hà Giang|Huyện Đồng Văn: Xã Lũng Cú, Xã Phố Cáo; Huyện Vị Xuyên: Thị trấn Vị Xuyên, Xã Phương Tiến|Tuyên Quang|Xã Lũng Cú, Xã Đồng Văn, Xã Vị Xuyên, Phường Hà Giang 1
004|Cao Bằng|Huyện Hòa An: Xã Nam Tuấn, Thị trấn Nước Hai; Huyện Trùng Khánh: Xã Đàm Thủy, Xã Ngọc Khê|Cao Bằng|Xã Hòa An, Xã Đàm Thủy, Phường Thục Phán
010|Lào Cai|Thị xã Sa Pa: Phường Hàm Rồng, Xã Tả Van; Huyện Bắc Hà: Thị trấn Bắc Hà, Xã Tả Củ Tỷ|Lào Cai|Phường Sa Pa, Xã Bắc Hà, Xã Tả Củ Tỷ, Phường Cam Đường
011|Điện Biên|Huyện Tủa Chùa: Xã Sín Chải, Thị trấn Tủa Chùa; Thành phố Điện Biên Phủ: Phường Mường Thanh, Xã Thanh Minh|Điện Biên|Xã Tủa Chùa, Xã Sín Chải, Phường Mường Thanh
014|Sơn La|Huyện Mộc Châu: Thị trấn Nông trường Mộc Châu, Xã Lóng Sập; Huyện Thuận Châu: Xã Chiềng Ly, Xã Phổng Lái|Sơn La|Phường Mộc Châu, Xã Lóng Sập, Xã Thuận Châu
017|Hòa Bình|Huyện Tân Lạc: Xã Phong Phú, Thị trấn Mãn Đức; Huyện Lạc Sơn: Xã Ân Nghĩa, Xã Thượng Cốc|Phú Thọ|Xã Tân Lạc, Xã Lạc Sơn, Xã Thượng Cốc
019|Thái Nguyên|Thành phố Thái Nguyên: Phường Quang Trung, Xã Tân Cương; Huyện Phú Bình: Thị trấn Hương Sơn, Xã Úc Kỳ|Thái Nguyên|Phường Phan Đình Phùng, Xã Tân Cương, Xã Phú Bình
022|Quảng Ninh|Thành phố Hạ Long: Phường Hồng Gai, Phường Bãi Cháy; Thị xã Đông Triều: Phường Mạo Khê, Xã Bình Khê|Quảng Ninh|Phường Hồng Gai, Phường Bãi Cháy, Phường Mạo Khê
025|Phú Thọ|Thành phố Việt Trì: Phường Gia Cẩm, Xã Hy Cương; Huyện Thanh Sơn: Xã Cự Thắng, Xã Võ Miếu|Phú Thọ|Phường Việt Trì, Xã Hy Cương, Xã Võ Miếu
027|Bắc Ninh|Thành phố Từ Sơn: Phường Đình Bảng, Phường Đồng Kỵ; Huyện Thuận Thành: Xã Mão Điền, Xã Đại Đồng Thành|Bắc Ninh|Phường Từ Sơn, Phường Mão Điền, Xã Đại Đồng
031|*Hải Phòng|Quận Lê Chân: Phường Dư Hàng Kênh, Phường Vĩnh Niệm; Huyện Vĩnh Bảo: Xã Cổ Am, Xã Tam Cường|*Hải Phòng|Phường Lê Chân, Phường An Biên, Xã Vĩnh Bảo
034|Thái Bình|Huyện Kiến Xương: Xã Bình Nguyên, Xã Vũ Lễ; Huyện Tiền Hải: Xã Nam Thịnh, Thị trấn Tiền Hải|Hưng Yên|Xã Kiến Xương, Xã Tiền Hải, Xã Vũ Quý
036|Nam Định|Huyện Hải Hậu: Xã Hải Lý, Thị trấn Yên Định; Huyện Giao Thủy: Xã Giao Xuân, Xã Bạch Long|Ninh Bình|Xã Hải Hậu, Xã Giao Ninh, Phường Nam Định
038|Thanh Hóa|Huyện Hoằng Hóa: Xã Hoằng Lộc, Xã Hoằng Trường; Huyện Quan Hóa: Xã Hồi Xuân, Xã Trung Thành|Thanh Hóa|Phường Hạc Thành, Xã Hoằng Lộc, Xã Hồi Xuân
040|Nghệ An|Huyện Diễn Châu: Xã Diễn Thành, Xã Diễn Kỷ; Huyện Nam Đàn: Xã Kim Liên, Xã Khánh Sơn|Nghệ An|Phường Thành Vinh, Xã Diễn Châu, Xã Kim Liên
042|Hà Tĩnh|Huyện Hương Khê: Xã Hương Trạch, Xã Phúc Đồng; Thị xã Hồng Lĩnh: Phường Đậu Liêu, Xã Thuận Lộc|Hà Tĩnh|Phường Thành Sen, Xã Hương Khê, Xã Phúc Trạch
046|Thừa Thiên Huế|Thành phố Huế: Phường Vỹ Dạ, Phường Thuận Lộc; Huyện Phú Vang: Xã Phú Mỹ, Xã Vinh Hà|*Huế|Phường Thuận Hóa, Phường Vỹ Dạ, Xã Phú Vang
048|*Đà Nẵng|Quận Hải Châu: Phường Hòa Cường Bắc, Phường Thạch Thang; Huyện Hòa Vang: Xã Hòa Phong, Xã Hòa Khương|*Đà Nẵng|Phường Hải Châu, Phường Hòa Cường, Xã Hòa Vang
049|Quảng Nam|Thị xã Điện Bàn: Phường Điện Ngọc, Xã Điện Quang; Huyện Thăng Bình: Xã Bình Quý, Thị trấn Hà Lam|*Đà Nẵng|Phường Điện Bàn Đông, Xã Thăng Bình, Phường Hội An
056|Khánh Hòa|Thành phố Nha Trang: Phường Vĩnh Hải, Xã Vĩnh Thạnh; Huyện Vạn Ninh: Xã Đại Lãnh, Xã Vạn Hưng|Khánh Hòa|Phường Bắc Nha Trang, Xã Đại Lãnh, Xã Vạn Ninh
064|Gia Lai|Thành phố Pleiku: Phường Yên Đỗ, Xã Biển Hồ; Huyện Chư Prông: Xã Ia Lâu, Xã Bình Giáo|Gia Lai|Phường Pleiku, Xã Biển Hồ, Xã Chư Prông
066|Đắk Lắk|Thành phố Buôn Ma Thuột: Phường Tân Lợi, Xã Ea Kao; Huyện Krông Búk: Xã Cư Né, Xã Pơng Drang|Đắk Lắk|Phường Buôn Ma Thuột, Phường Ea Kao, Xã Pơng Drang
068|Lâm Đồng|Thành phố Đà Lạt: Phường 9, Xã Xuân Thọ; Huyện Đức Trọng: Thị trấn Liên Nghĩa, Xã N'Thol Hạ|Lâm Đồng|Phường Xuân Hương - Đà Lạt, Xã Đức Trọng, Xã Tân Hội
075|Đồng Nai|Thành phố Biên Hòa: Phường Quyết Thắng, Phường Trảng Dài; Huyện Trảng Bom: Xã Hố Nai 3, Xã Sông Trầu|Đồng Nai|Phường Trấn Biên, Phường Trảng Dài, Xã Trảng Bom
079|*Hồ Chí Minh|Quận 3: Phường Võ Thị Sáu, Phường 11; Quận Bình Thạnh: Phường 25, Phường 13; Huyện Củ Chi: Xã Tân Thạnh Đông, Xã Phước Hiệp; Thành phố Thủ Đức: Phường Linh Trung, Phường Hiệp Phú|*Hồ Chí Minh|Phường Xuân Hòa, Phường Bình Thạnh, Xã Củ Chi, Phường Linh Xuân, Phường Sài Gòn
080|Long An|Huyện Cần Giuộc: Xã Long Hậu, Xã Phước Vĩnh Đông; Thành phố Tân An: Phường 4, Xã Nhơn Thạnh Trung|Tây Ninh|Phường Long An, Xã Cần Giuộc, Xã Phước Vĩnh Tây
084|Trà Vinh|Huyện Trà Cú: Xã Lưu Nghiệp Anh, Xã Đại An; Huyện Cầu Kè: Xã Hòa Ân, Xã Phong Thạnh|Vĩnh Long|Xã Trà Cú, Xã Cầu Kè, Phường Trà Vinh
087|Đồng Tháp|Thành phố Cao Lãnh: Phường Mỹ Phú, Xã Tịnh Thới; Huyện Lấp Vò: Xã Long Hưng A, Xã Mỹ An Hưng B|Đồng Tháp|Phường Cao Lãnh, Xã Lấp Vò, Phường Mỹ Tho
089|An Giang|Thành phố Long Xuyên: Phường Mỹ Bình, Xã Mỹ Hòa Hưng; Huyện Tri Tôn: Xã Ô Lâm, Thị trấn Ba Chúc|An Giang|Phường Long Xuyên, Xã Tri Tôn, Xã Ô Lâm
092|*Cần Thơ|Quận Ninh Kiều: Phường An Khánh, Phường Xuân Khánh; Huyện Phong Điền: Xã Mỹ Khánh, Xã Nhơn Ái|*Cần Thơ|Phường Ninh Kiều, Phường Cái Răng, Xã Phong Điền
096|Cà Mau|Huyện Trần Văn Thời: Xã Khánh Bình Tây Bắc, Thị trấn Sông Đốc; Huyện Năm Căn: Xã Hàm Rồng, Xã Đất Mới|Cà Mau|Phường An Xuyên, Xã Sông Đốc, Xã Đất Mới
"""


def _district(text: str) -> tuple[str, tuple[str, ...]]:
    name, _, communes = text.partition(":")
    return name.strip(), tuple(c.strip() for c in communes.split(","))


def _province(row: str) -> Province:
    code, name, districts, successor, communes = row.split("|")
    return Province(
        code=code,
        name=name.removeprefix("*"),
        city=name.startswith("*"),
        districts=tuple(_district(part) for part in districts.split(";")),
        successor=successor.removeprefix("*"),
        successor_city=successor.startswith("*"),
        communes=tuple(c.strip() for c in communes.split(",")),
    )


PROVINCES = tuple(_province(row) for row in _TABLE.strip().splitlines())
HOME_OF_PEOPLE = {
    "Mông": ("002", "010", "011", "014"), "Thái": ("011", "014", "040"), "Tày": ("004", "002", "019"), "Mường": ("017", "038"),
    "Khmer": ("084", "089"), "Ê Đê": ("066",), "Chăm": ("056", "089"), "Hoa": ("079", "092"), "Dao": ("002", "010", "022"),
}  # fmt: skip
_STREETS = (
    "Nguyễn Trãi", "Lê Lợi", "Trần Hưng Đạo", "Hai Bà Trưng", "Lý Thường Kiệt", "Điện Biên Phủ", "Phan Chu Trinh", "Hoàng Hoa Thám",
    "Nguyễn Đình Chiểu", "Cách Mạng Tháng Tám", "Ngô Gia Tự", "Xô Viết Nghệ Tĩnh", "Võ Thị Sáu", "Quang Trung", "Bà Triệu",
)  # fmt: skip


def province_of(rng: random.Random, people: str = "Kinh") -> Province:
    """A province where the people ``people`` live."""
    homes = HOME_OF_PEOPLE.get(people)
    return rng.choice([p for p in PROVINCES if homes is None or p.code in homes])


def commune_old(rng: random.Random, province: Province) -> str:
    """``Xã Phù Linh, Huyện Sóc Sơn, Hà Nội``: three levels, the order of cards before July 2025."""
    district, communes = rng.choice(province.districts)
    return f"{rng.choice(communes)}, {district}, {_short(province.name, city=province.city)}"


def commune_new(rng: random.Random, province: Province) -> str:
    """``Xã Sóc Sơn, Hà Nội``: two levels, as since July 2025."""
    return f"{rng.choice(province.communes)}, {_short(province.successor, city=province.successor_city)}"


def _short(name: str, *, city: bool) -> str:
    return f"TP. {name}" if city and name == "Hồ Chí Minh" else name


def house(rng: random.Random, commune: str) -> str:
    """What stands before the commune: number and street in wards, hamlet elsewhere."""
    if commune.startswith("Phường"):
        tail = rng.choice(["", "", f"Tổ {rng.randint(2, 48)}, ", f"Ngõ {rng.randint(3, 350)} "])
        return (
            f"{tail}Số {rng.randint(1, 499)} {rng.choice(_STREETS)}"
            if "Ngõ" not in tail
            else f"{tail}{rng.choice(_STREETS)}"
        )
    kind = rng.choice(["Thôn", "Thôn", "Xóm", "Ấp", "Bản"])
    return f"{kind} {rng.choice(['Đông', 'Trung', 'Tân Lập', 'Hòa Bình', 'Nà Pồng', 'Phú Thọ', str(rng.randint(1, 14)), 'Quyết Tiến'])}"
