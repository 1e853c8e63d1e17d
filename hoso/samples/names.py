"""Vietnamese names by their frequency: lists to draw from, not names of anybody.

Surname shares of the Kinh after Lê Trung Hoa (2005), as quoted in studies of Vietnamese names.
"""

from __future__ import annotations

import random

SURNAMES = {
    "Nguyễn": 384, "Trần": 110, "Lê": 95, "Phạm": 71, "Huỳnh": 51, "Phan": 45, "Vũ": 39, "Võ": 35, "Đặng": 21,
    "Bùi": 20, "Đỗ": 14, "Hồ": 13, "Ngô": 13, "Dương": 10, "Lý": 5, "Đinh": 9, "Trịnh": 7, "Đoàn": 8, "Hoàng": 25,
    "Lương": 6, "Mai": 6, "Tô": 4, "Trương": 12, "Cao": 5, "Quách": 3, "Thái": 3, "Tạ": 4, "Phùng": 4, "Châu": 2,
    "Nghiêm": 1, "La": 1, "Kiều": 1, "Tôn Nữ": 1,
}  # fmt: skip

MIDDLE = {
    "male": ["Văn"] * 9 + ["Đức", "Hữu", "Quốc", "Minh", "Thành", "Xuân", "Công", "Quang", "Ngọc", "Thế", "Gia", "Bá", "Đình",
             "Hoàng", "Trọng", "Duy", "Anh", "Tiến", "Viết", "Đăng", "", "Nhật", "Hoàng Minh", "Trần Đức"],
    "female": ["Thị"] * 9 + ["Ngọc", "Thị Ngọc", "Thanh", "Thị Thanh", "Thị Kim", "Thu", "Thùy", "Minh", "Phương", "Bích",
               "Thị Mỹ", "Hoàng", "Khánh", "Diệu", "Thị Hồng", "Quỳnh", "Bảo", "", "Thị Thúy", "Nguyễn Hoài"],
}  # fmt: skip

GIVEN = {
    "male": ["Hùng", "Dũng", "Tuấn", "Nam", "Hải", "Long", "Sơn", "Minh", "Hoàng", "Thắng", "Cường", "Đạt", "Phúc", "Khoa", "Bình",
             "Quân", "Trung", "Kiên", "Huy", "Tùng", "Phong", "Tâm", "Lộc", "Vinh", "Hiếu", "Nghĩa", "Thịnh", "Đức", "Khánh", "Thuận",
             "Toàn", "Việt", "Hòa", "Quyết", "Tiến", "Lâm", "Giang", "Chương", "Thuyên", "Đường", "Khôi", "Nguyên", "Hậu", "Tường",
             "Khải", "Triệu", "Bách", "Trực", "Luật", "Quỳnh", "Huỳnh", "Phước"],
    "female": ["Hương", "Lan", "Hoa", "Mai", "Linh", "Hà", "Trang", "Thảo", "Phương", "Nga", "Hằng", "Thu", "Ngọc", "Anh", "Thủy", "Yến",
               "Nhung", "Hạnh", "Dung", "Loan", "Tuyết", "Vân", "Huệ", "Oanh", "Thúy", "Ánh", "Nguyệt", "Quyên", "Hiền", "Liên", "Trâm",
               "My", "Vy", "Châu", "Diễm", "Hường", "Phượng", "Ngân", "Tiên", "Quỳnh", "Giang", "Xuân", "Thơm", "Lụa", "Nhàn", "Khuyên",
               "Duyên", "Bưởi", "Thùy", "Thuý", "Hoà", "Tường Vi", "Thục Đoan"],
}  # fmt: skip

# surname -> share, then names by sex, as the people write them
MINORITIES: dict[str, tuple[tuple[str, ...], dict[str, tuple[str, ...]]]] = {
    "Mông": (("Giàng", "Vàng", "Sùng", "Lầu", "Thào", "Mùa", "Hạng"),
             {"male": ("A Páo", "A Lử", "A Dế", "Mí Sính", "A Chớ", "Seo Lềnh"),
              "female": ("Thị Mỷ", "Thị Dợ", "Thị Sua", "Thị Chư", "Thị Pà")}),
    "Thái": (("Lò", "Quàng", "Cà", "Tòng", "Lường", "Cầm"),
             {"male": ("Văn Pâng", "Văn Inh", "Văn Hặc", "Văn Tướng"), "female": ("Thị Pản", "Thị Ún", "Thị Khặm", "Thị Ánh")}),
    "Tày": (("Nông", "Hoàng", "Bế", "Ma", "Lục", "Đàm"),
            {"male": ("Văn Thuần", "Quốc Chấn", "Đình Trắc"), "female": ("Thị Chấm", "Thị Hợi", "Thu Nhạn")}),
    "Mường": (("Bùi", "Quách", "Đinh", "Bạch"), {"male": ("Văn Ểu", "Văn Nhởi"), "female": ("Thị Ẻm", "Thị Nhịn")}),
    "Khmer": (("Thạch", "Sơn", "Kim", "Danh", "Lâm"),
              {"male": ("Sô Phia", "Sa Rương", "Chanh Đa"), "female": ("Thị Sà Rây", "Thị Sóc Kha", "Ro Tha")}),
    "Ê Đê": (("Y", "H'"), {"male": ("Blơ Niê", "Thim Byă", "Krông Mlô"), "female": ("Loan Ayŭn", "Bia Êban", "Ngăm Kbuôr")}),
    "Chăm": (("Bá", "Đàng", "Qua", "Thành"), {"male": ("Văn Quốc", "Minh Trưng"), "female": ("Thị Sinh", "Thị Phượng Hoàng")}),
    "Hoa": (("Lâm", "Trương", "Quách", "Huỳnh", "Mạch"),
            {"male": ("Chấn Bang", "Vĩ Hùng", "Sáng"), "female": ("Mỹ Phụng", "Tuyết Lình", "Huệ Nghi")}),
    "Dao": (("Triệu", "Đặng", "Bàn", "Phàn", "Chảo"), {"male": ("Tòn Phấy", "Chìn Quẩy"), "female": ("Mùi Ghến", "Sử Mẩy")}),
}  # fmt: skip


def surname(rng: random.Random) -> str:
    """A Kinh surname by its share."""
    return rng.choices(list(SURNAMES), weights=list(SURNAMES.values()))[0]


def given_names(rng: random.Random, sex: str) -> str:
    """Middle and given name of a Kinh person."""
    return f"{rng.choice(MIDDLE[sex])} {rng.choice(GIVEN[sex])}".strip()


def ethnicity(rng: random.Random) -> str:
    """``Kinh`` in five of six cases, else one of the minorities at hand."""
    return "Kinh" if rng.random() < 0.83 else rng.choice(list(MINORITIES))


def full_name(rng: random.Random, sex: str, people: str = "Kinh", family: str | None = None) -> str:
    """A full name as the people ``people`` bear it; ``family`` fixes the surname."""
    if people == "Kinh":
        return f"{family or surname(rng)} {given_names(rng, sex)}"
    surnames, rest = MINORITIES[people]
    if people == "Ê Đê":
        return f"Y {rng.choice(rest['male'])}" if sex == "male" else f"H'{rng.choice(rest['female'])}"
    return f"{family or rng.choice(surnames)} {rng.choice(rest[sex])}"
