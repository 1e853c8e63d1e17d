"""What people hand in at the commune: change of residence and household business, in wordings of several years."""

from __future__ import annotations

import random
from datetime import date, timedelta

from bench.reading.other_forms.citizens import (
    Area,
    address,
    area,
    citizen,
    formerly,
    old_address,
    old_area,
    phone,
)
from bench.reading.other_forms.civil import BORN, committee, dated, day_entry, people, sex
from bench.reading.other_forms.content import Content, Entry, Grid, Heading, Item, Prose, Signer
from hoso.samples import words
from hoso.samples.persons import TODAY, Person, day_between

# --- residence ------------------------------------------------------------------------------------------------------

_RELATIONS = ("Vợ", "Chồng", "Con đẻ", "Cháu nội", "Em ruột", "Người ở nhờ", "Con dâu", "Chủ hộ")
_MAILBOXES = ("hongnhung", "minhtam", "ubnd", "thanhdat", "q.khanh")
_WANTED = (
    "Đăng ký thường trú tại {place}",
    "Đăng ký tạm trú có thời hạn 24 tháng tại {place}",
    "Tách hộ tại {place}",
    "Xóa đăng ký tạm trú",
    "Điều chỉnh thông tin về cư trú: thay đổi chủ hộ",
)
_MEMBERS = ("TT", "Họ, chữ đệm và tên", "Ngày, tháng, năm sinh", "Giới tính", "Số định danh cá nhân", "Quan hệ với chủ hộ")  # fmt: skip
_CORNERS = (
    ("Mẫu CT01 ban hành kèm theo Thông tư số 66/2023/TT-BCA",),
    ("Mẫu CT01 ban hành kèm theo Thông tư số 53/2025/TT-BCA",),
    (),
)


def residence_form(rng: random.Random) -> Content:
    """CT01, of today or of 2021 with more lines about where somebody lives."""
    former = rng.random() < 0.35
    person, head, where = citizen(rng), citizen(rng), old_area(rng) if former else area(rng)
    relation = rng.choice(_RELATIONS)
    head = person if relation == "Chủ hộ" else head
    to = f"Công an {where.written}"
    mail = f"{rng.choice(_MAILBOXES)}{rng.randint(1, 99)}@{rng.choice(['example.org', 'example.vn', 'example.com'])}"
    printed, number = phone(person, rng), f"Số định danh cá nhân{'/CMND' if former else ''}"
    wanted = rng.choice(_WANTED).format(place=head.residence)
    items = (
        Entry("Họ, chữ đệm và tên", person.full_name, "full_name"),
        day_entry(BORN, person.born, "date_of_birth", rng, short=True),
        sex(person, "sex"),
        Entry(number, person.id_number, "id_number", boxed=True),
        Entry("Số điện thoại liên hệ", printed, "phone", (printed, person.phone), short=True),
        Entry("Email", mail if rng.random() < 0.6 else "", "email", short=True),
        *(_lives(person, rng) if former else ()),
        Entry("Họ, chữ đệm và tên chủ hộ", head.full_name, "household_head_name"),
        Entry(f"{rng.choice(['Quan', 'Mối quan']) if former else 'Mối quan'} hệ với chủ hộ", relation, "relation_to_head"),
        Entry(f"{number} của chủ hộ", head.id_number, "household_head_id_number", boxed=True),
        Entry("Nội dung đề nghị", wanted, "request", mark="(2)"),
        *(_members(rng) if rng.random() < 0.4 else ()),
    )  # fmt: skip
    signs = "(Ký, ghi rõ họ tên)"
    return Content(
        "residence_change_form",
        ("TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",),
        items,
        (Signer(("Ý KIẾN CỦA CHỦ HỘ", signs), head.full_name), Signer(("NGƯỜI KÊ KHAI", signs), person.full_name)),
        dated=dated(where, TODAY),
        dated_at_end=True,
        addressed=to,
        corner=("Mẫu CT01 ban hành theo TT số 56/2021/TT-BCA",) if former else rng.choice(_CORNERS),
        fields={"addressed_to": (to,)},
    )


def _lives(person: Person, rng: random.Random) -> tuple[Entry, ...]:
    return (
        Entry("Nơi thường trú", address(rng)),
        Entry("Nơi tạm trú", rng.choice([person.residence, "Không"])),
        Entry("Nơi ở hiện tại", person.residence),
        Entry("Nghề nghiệp, nơi làm việc", rng.choice(["Lao động tự do", "Nông dân", "Sinh viên", "Công nhân may"])),
    )


def _members(rng: random.Random) -> tuple[Item, ...]:
    """Those of the household who change too."""
    members = [citizen(rng) for _ in range(rng.randint(1, 3))]
    rows = tuple(
        (str(index), each.full_name, words.slashed(each.born), each.sex_vi, each.id_number, rng.choice(["Con", "Cháu"]))
        for index, each in enumerate(members, 1)
    )
    return (
        Prose("Những thành viên trong hộ gia đình cùng thay đổi:"),
        Grid(_MEMBERS, rows, (0.5, 2.4, 1.6, 0.9, 2.0, 1.3)),
    )


# --- business -------------------------------------------------------------------------------------------------------

_TRADES = (
    "TẠP HÓA",
    "QUÁN CƠM",
    "TIỆM MAY",
    "NHÀ THUỐC",
    "GARA Ô TÔ",
    "VẬT LIỆU XÂY DỰNG",
    "PHÒNG TRÀ",
    "SỬA CHỮA ĐIỆN LẠNH",
    "CƠ SỞ CHẾ BIẾN NÔNG SẢN",
)
_SHOPS = ("BÌNH AN", "TUẤN VŨ", "HỒNG PHÚC", "SÁU LÀI", "ĐỨC THỊNH", "NGỌC LAN", "KIM YẾN", "THIÊN ÂN", "ÚT THÀNH")
_LINES = (
    ("Bán lẻ hàng hóa khác trong các cửa hàng chuyên doanh", "4773"),
    ("Nhà hàng và các dịch vụ ăn uống phục vụ lưu động", "5610"),
    ("May trang phục (trừ trang phục từ da lông thú)", "1410"),
    ("Bảo dưỡng, sửa chữa mô tô, xe máy", "4542"),
)
_I_AM = "Tôi là (ghi họ tên bằng chữ in hoa)"
_IN_CAPITALS = "Tên hộ kinh doanh viết bằng tiếng Việt (ghi bằng chữ in hoa)"
_OATH = "Tôi xin cam kết chịu trách nhiệm trước pháp luật về tính hợp pháp, chính xác và trung thực của nội dung đăng ký trên."


def business_form(rng: random.Random) -> Content:
    """Giấy đề nghị đăng ký hộ kinh doanh of 2025, of 2021 or of 2015."""
    return rng.choice([_todays_business, _business_2021, _business_2015])(rng)


def _business_name(rng: random.Random) -> str:
    return f"{rng.choice(['HỘ KINH DOANH ', 'HỘ KINH DOANH ', ''])}{rng.choice(_TRADES)} {rng.choice(_SHOPS)}"


def _capital(rng: random.Random, label: str, in_words: str) -> tuple[Entry, Entry]:
    """What the owner brings in, in digits and in words."""
    capital = rng.choice([8, 20, 45, 75, 150, 300, 680, 1500]) * 1_000_000
    spoken = words.number(capital)
    digits = words.thousands(capital).replace(".", rng.choice([".", ".", ".", ",", " "]))
    amount = digits + rng.choice(["", " đồng", "đ", " VNĐ"])
    return (
        Entry(label, amount, "capital_vnd", (str(capital),)),
        Entry(in_words, f"{spoken[0].upper()}{spoken[1:]} đồng"),
    )


def _trades(rng: random.Random) -> Grid:
    head = ("STT", "Tên ngành", "Mã ngành", "Ngành, nghề kinh doanh chính")
    rows = [
        (str(index), trade, code, "X" if index == 1 else "")
        for index, (trade, code) in enumerate(rng.sample(_LINES, rng.randint(1, 2)), 1)
    ]
    return Grid(head, tuple(rows), (0.5, 4.0, 1.0, 1.5))


def _business(
    person: Person, where: Area, to: str, items: tuple[Item, ...], *, day: date, corner: str, numbered: bool
) -> Content:
    return Content(
        "business_registration_form",
        ("GIẤY ĐỀ NGHỊ", "ĐĂNG KÝ HỘ KINH DOANH"),
        (*items, Prose(_OATH)),
        (Signer(("CHỦ HỘ KINH DOANH", "(Ký và ghi họ tên)"), person.full_name),),
        dated=dated(where, day),
        addressed=to,
        corner=(corner,) if corner else (),
        numbered=numbered,
        fields={"addressed_to": (to,)},
    )


def _todays_business(rng: random.Random) -> Content:
    person, where = citizen(rng), area(rng)
    to = rng.choice(
        [f"Phòng Kinh tế {where.written}", committee(where), f"Phòng Kinh tế, Hạ tầng và Đô thị {where.written}"]
    )
    items = (
        Entry(_I_AM, person.full_name.upper(), "owner_full_name"),
        day_entry("Sinh ngày", person.born, "owner_date_of_birth", rng, short=True),
        sex(person, None),
        *people(person),
        Entry("Số định danh cá nhân", person.id_number, "owner_id_number", boxed=True),
        Entry("Địa chỉ thường trú", person.residence),
        Entry("Điện thoại", phone(person, rng), short=True),
        Entry("Email", "", short=True),
        Heading("Đăng ký hộ kinh doanh do tôi là chủ hộ với các nội dung sau:"),
        Entry(_IN_CAPITALS, _business_name(rng), "business_name"),
        Entry("Trụ sở của hộ kinh doanh", address(rng), "business_address"),
        Entry("Ngành, nghề kinh doanh", rng.choice(_LINES)[0]),
        *_capital(rng, "Tổng số (bằng số, VNĐ)", "Tổng số (bằng chữ, VNĐ)"),
    )
    corner = rng.choice(["", "Mẫu số 1 - Phụ lục III, Thông tư 68/2025/TT-BTC"])
    return _business(person, where, to, items, day=TODAY, corner=corner, numbered=True)


def _parts(person: Person, where: Area) -> tuple[Item, ...]:
    """The address of residence unit by unit."""
    return (
        Prose("Địa chỉ thường trú:"),
        Entry("Số nhà, ngách, hẻm, ngõ, đường phố/tổ/xóm/ấp/thôn", person.residence.split(", ")[0]),
        Entry("Xã/Phường/Thị trấn", where.commune),
        Entry("Quận/Huyện/Thị xã/Thành phố thuộc tỉnh", where.district),
        Entry("Tỉnh/Thành phố", where.province),
    )


def _business_2021(rng: random.Random) -> Content:
    """Phụ lục III-1 of 2021: kind and number of the owner's paper, numbered headings, a table of trades."""
    person, where = citizen(rng), old_area(rng)
    day = day_between(rng, date(2021, 5, 4), date(2025, 6, 27))
    to = f"Phòng Tài chính - Kế hoạch {rng.choice(['', 'UBND '])}{where.district}"
    issued = words.slashed(day - timedelta(days=rng.randint(30, 900)))
    tax = f"8{rng.randrange(10**9):09d}" if rng.random() < 0.5 else ""
    items = (
        Entry(_I_AM, person.full_name.upper(), "owner_full_name"),
        sex(person, None),
        day_entry("Sinh ngày", person.born, "owner_date_of_birth", rng, short=True),
        *people(person),
        Entry("Mã số thuế cá nhân (nếu có)", tax),
        Prose("Loại giấy tờ pháp lý của cá nhân:  [ ] Chứng minh nhân dân  [X] Căn cước công dân  [ ] Hộ chiếu"),
        Entry("Số giấy tờ pháp lý của cá nhân", person.id_number, "owner_id_number"),
        Entry("Ngày cấp", issued, short=True),
        Entry("Nơi cấp", "Cục CS QLHC về TTXH", short=True),
        *(_parts(person, where) if rng.random() < 0.5 else (Entry("Địa chỉ thường trú", person.residence),)),
        Entry("Điện thoại", phone(person, rng), short=True),
        Entry("Email", "", short=True),
        Heading("Đăng ký hộ kinh doanh do tôi là chủ hộ với các nội dung sau:"),
        Heading("1. Tên hộ kinh doanh:"),
        Entry(_IN_CAPITALS, _business_name(rng), "business_name"),
        Entry(rng.choice(["2. Địa chỉ trụ sở hộ kinh doanh", "2. Trụ sở của hộ kinh doanh"]), address(rng), "business_address"),
        Heading("3. Ngành, nghề kinh doanh:"),
        _trades(rng),
        Heading("4. Vốn kinh doanh:"),
        *_capital(rng, rng.choice(["Tổng số (bằng số; VNĐ)", "Tổng số (bằng số, VNĐ)"]), "Tổng số (bằng chữ; VNĐ)"),
        Prose("6. Chủ thể thành lập hộ kinh doanh:  [X] Cá nhân  [ ] Các thành viên hộ gia đình"),
    )  # fmt: skip
    return _business(person, where, to, items, day=day, corner=rng.choice(["", "Phụ lục III-1"]), numbered=False)


def _business_2015(rng: random.Random) -> Content:
    """Phụ lục III-1 of 2015: identity card of nine digits, the place of business, the capital in one line."""
    where, day = old_area(rng), day_between(rng, date(2016, 1, 4), date(2020, 12, 30))
    person = citizen(rng)
    if rng.random() < 0.6:
        person = formerly(rng, person)
    to = f"Phòng Tài chính - Kế hoạch {where.district}"
    issued = words.slashed(day - timedelta(days=rng.randint(30, 2500)))
    items = (
        Entry(_I_AM, person.full_name.upper(), "owner_full_name"),
        sex(person, None),
        day_entry("Sinh ngày", person.born, "owner_date_of_birth", rng, short=True),
        *people(person),
        Entry(rng.choice(["Chứng minh nhân dân/Căn cước công dân số", "Số CMND/CCCD"]), person.id_number, "owner_id_number"),
        Entry("Ngày cấp", issued, short=True),
        Entry("Nơi cấp", f"Công an {where.province}", short=True),
        Entry("Nơi đăng ký hộ khẩu thường trú", person.residence),
        Entry("Điện thoại", phone(person, rng), short=True),
        Entry("Email", "", short=True),
        Heading("Đề nghị đăng ký hộ kinh doanh với các nội dung sau:"),
        Entry(f"1. {_IN_CAPITALS}", _business_name(rng), "business_name"),
        Entry("2. Địa điểm kinh doanh", old_address(rng, where), "business_address"),
        Entry("3. Ngành, nghề kinh doanh", rng.choice(_LINES)[0]),
        *_capital(rng, "4. Vốn kinh doanh", "Bằng chữ"),
        Entry("5. Số lượng lao động", str(rng.randint(1, 8))),
    )  # fmt: skip
    corner = rng.choice(["", "Phụ lục III-1 (TT 20/2015/TT-BKHĐT)"])
    return _business(person, where, to, items, day=day, corner=corner, numbered=False)
