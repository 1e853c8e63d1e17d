"""What people hand in: residence, household business, land; and the land certificate."""

from __future__ import annotations

import random

from bench.reading.other_forms.citizens import address, area, citizen, name
from bench.reading.other_forms.civil import BORN, committee, dated, day_entry, people, sex
from bench.reading.other_forms.content import Content, Entry, Heading, Prose, Signer
from hoso.samples import words
from hoso.samples.persons import TODAY, Person, day_between

_RELATIONS = ("Vợ", "Chồng", "Con đẻ", "Cháu nội", "Em ruột", "Người ở nhờ", "Con dâu", "Chủ hộ")
_MAILBOXES = ("hongnhung", "minhtam", "ubnd", "thanhdat", "q.khanh")
_WANTED = (
    "Đăng ký thường trú tại {place}",
    "Đăng ký tạm trú có thời hạn 24 tháng tại {place}",
    "Tách hộ tại {place}",
    "Xóa đăng ký tạm trú",
)


def _phone(person: Person, rng: random.Random) -> str:
    digits = person.phone
    return rng.choice(
        [digits, digits, f"{digits[:4]}.{digits[4:7]}.{digits[7:]}", f"{digits[:3]} {digits[3:6]} {digits[6:]}"]
    )


def residence_form(rng: random.Random) -> Content:
    """CT01."""
    person, head, where = citizen(rng), citizen(rng), area(rng)
    relation = rng.choice(_RELATIONS)
    head = person if relation == "Chủ hộ" else head
    to = f"Công an {where.written}"
    mail = f"{rng.choice(_MAILBOXES)}{rng.randint(1, 99)}@{rng.choice(['example.org', 'example.vn', 'example.com'])}"
    phone = _phone(person, rng)
    items = (
        Entry("Họ, chữ đệm và tên", person.full_name, "full_name"),
        day_entry(BORN, person.born, "date_of_birth", rng, short=True),
        sex(person, "sex"),
        Entry("Số định danh cá nhân", person.id_number, "id_number", boxed=True),
        Entry("Số điện thoại liên hệ", phone, "phone", (phone, person.phone), short=True),
        Entry("Email", mail if rng.random() < 0.6 else "", "email", short=True),
        Entry("Họ, chữ đệm và tên chủ hộ", head.full_name, "household_head_name"),
        Entry("Mối quan hệ với chủ hộ", relation, "relation_to_head"),
        Entry("Số định danh cá nhân của chủ hộ", head.id_number, "household_head_id_number", boxed=True),
        Entry("Nội dung đề nghị", rng.choice(_WANTED).format(place=head.residence), "request", mark="(2)"),
    )
    signs = "(Ký, ghi rõ họ tên)"
    return Content(
        "residence_change_form",
        ("TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",),
        items,
        (Signer(("Ý KIẾN CỦA CHỦ HỘ", signs), head.full_name), Signer(("NGƯỜI KÊ KHAI", signs), person.full_name)),
        dated=dated(where, TODAY),
        dated_at_end=True,
        addressed=to,
        fields={"addressed_to": (to,)},
    )


_TRADES = (
    "TẠP HÓA",
    "QUÁN CƠM",
    "TIỆM MAY",
    "NHÀ THUỐC",
    "GARA Ô TÔ",
    "VẬT LIỆU XÂY DỰNG",
    "PHÒNG TRÀ",
    "SỬA CHỮA ĐIỆN LẠNH",
)
_SHOPS = ("BÌNH AN", "TUẤN VŨ", "HỒNG PHÚC", "SÁU LÀI", "ĐỨC THỊNH", "NGỌC LAN", "KIM YẾN", "THIÊN ÂN", "ÚT THÀNH")


def business_form(rng: random.Random) -> Content:
    """Giấy đề nghị đăng ký hộ kinh doanh."""
    person, where, place = citizen(rng), area(rng), address(rng)
    to = rng.choice(
        [f"Phòng Kinh tế {where.written}", committee(where), f"Phòng Kinh tế, Hạ tầng và Đô thị {where.written}"]
    )
    business = f"HỘ KINH DOANH {rng.choice(_TRADES)} {rng.choice(_SHOPS)}"
    capital = rng.choice([8, 20, 45, 75, 150, 300, 680, 1500]) * 1_000_000
    in_words = words.number(capital)
    amount = words.thousands(capital) + rng.choice(["", " đồng", "đ", " VNĐ"])
    items = (
        Entry("Tôi là (ghi họ tên bằng chữ in hoa)", person.full_name.upper(), "owner_full_name"),
        day_entry("Sinh ngày", person.born, "owner_date_of_birth", rng, short=True),
        sex(person, None),
        *people(person),
        Entry("Số định danh cá nhân", person.id_number, "owner_id_number", boxed=True),
        Entry("Địa chỉ thường trú", person.residence),
        Entry("Điện thoại", person.phone, short=True),
        Entry("Email", "", short=True),
        Heading("Đăng ký hộ kinh doanh do tôi là chủ hộ với các nội dung sau:"),
        Entry("Tên hộ kinh doanh viết bằng tiếng Việt (ghi bằng chữ in hoa)", business, "business_name"),
        Entry("Trụ sở của hộ kinh doanh", place, "business_address"),
        Entry("Ngành, nghề kinh doanh", "Bán lẻ hàng hóa khác trong các cửa hàng chuyên doanh"),
        Entry("Tổng số (bằng số, VNĐ)", amount, "capital_vnd", (str(capital),)),
        Entry("Tổng số (bằng chữ, VNĐ)", f"{in_words[0].upper()}{in_words[1:]} đồng"),
        Prose(
            "Tôi xin cam kết chịu trách nhiệm trước pháp luật về tính hợp pháp, chính xác và trung thực của nội dung đăng ký trên."
        ),
    )
    return Content(
        "business_registration_form",
        ("GIẤY ĐỀ NGHỊ", "ĐĂNG KÝ HỘ KINH DOANH"),
        items,
        (Signer(("CHỦ HỘ KINH DOANH", "(Ký và ghi họ tên)"), person.full_name),),
        dated=dated(where, TODAY),
        addressed=to,
        fields={"addressed_to": (to,)},
    )


_CHANGES = (
    "Nhận tặng cho quyền sử dụng đất theo Hợp đồng số {n}/HĐTC",
    "Tách thửa đất số {n} thành 02 thửa",
    "Đính chính số giấy tờ nhân thân từ CMND sang CCCD",
    "Chuyển nhượng toàn bộ thửa đất số {n} cho ông Lê Bá Thiện",
    "Gia hạn thời hạn sử dụng đất nông nghiệp",
)


def land_change_form(rng: random.Random) -> Content:
    """Đơn đăng ký biến động."""
    person, where = citizen(rng), area(rng)
    to = rng.choice([f"Chi nhánh Văn phòng đăng ký đất đai {where.written}", committee(where)])
    kind = rng.choice(["CCCD số ", "Số định danh cá nhân ", "Căn cước số ", ""])
    phone = _phone(person, rng)
    items = (
        Heading("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất"),
        Entry("Tên", person.full_name, "full_name"),
        Entry("Giấy tờ nhân thân", f"{kind}{person.id_number}", "id_number", (person.id_number,)),
        Entry("Địa chỉ", person.residence, "address"),
        Entry("Điện thoại liên hệ", phone, "phone", (phone, person.phone)),
        Heading("2. Giấy chứng nhận đã cấp"),
        Entry("Số vào sổ", f"CS {rng.randint(100, 99999):05d}", short=True),
        Entry("Số phát hành", f"DA {rng.randrange(10**5, 10**6)}", short=True),
        Entry("Nội dung biến động", change := rng.choice(_CHANGES).format(n=rng.randint(2, 900)), "change", (change,)),
        Entry("Lý do biến động", rng.choice(["Theo hợp đồng đã công chứng", "Thay đổi thông tin cá nhân"])),
        Prose(
            "Tôi xin cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai tôi hoàn toàn chịu trách nhiệm trước pháp luật."
        ),
    )
    return Content(
        "land_change_form",
        ("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI,", "TÀI SẢN GẮN LIỀN VỚI ĐẤT"),
        items,
        (Signer(("Người viết đơn", "(Ký, ghi rõ họ tên)"), person.full_name),),
        dated=dated(where, TODAY),
        dated_at_end=True,
        addressed=to,
        fields={"addressed_to": (to,)},
    )


_USES = (("Đất ở tại nông thôn", "Lâu dài"), ("Đất ở tại đô thị", "Lâu dài"), ("Đất trồng cây lâu năm", "Đến ngày 01/7/2064"),
         ("Đất nuôi trồng thủy sản", "Đến tháng 12/2045"), ("Đất rừng sản xuất", "50 năm"))  # fmt: skip


def land_certificate(rng: random.Random) -> Content:
    """Giấy chứng nhận quyền sử dụng đất: a page with its owner and parcel."""
    person, where = citizen(rng), area(rng)
    day = day_between(rng, TODAY.replace(year=2016), TODAY)
    series = f"{rng.choice('BCDA')}{rng.choice('ACDEGHLNPTVX')} {rng.randrange(10**5, 10**6)}"
    tenths = rng.randint(380, 39000)
    printed = words.thousands(tenths // 10) + (f",{tenths % 10}" if tenths % 10 else "")
    area_m2 = f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)
    purpose, term = rng.choice(_USES)
    title = "Ông" if person.sex == "male" else "Bà"
    items = (
        Heading("I. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất"),
        Entry(title, person.full_name, "owner_full_name"),
        Entry("Năm sinh", str(person.born.year), short=True),
        Entry(rng.choice(["CCCD số", "Số định danh cá nhân"]), person.id_number, "owner_id_number", short=True),
        Entry("Địa chỉ thường trú", person.residence),
        Heading("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất"),
        Entry("Thửa đất số", parcel := str(rng.randint(1, 2200)), "parcel_number", (parcel,), short=True),
        Entry("Tờ bản đồ số", sheet := str(rng.randint(1, 160)), "map_sheet_number", (sheet,), short=True),
        Entry(
            "Địa chỉ",
            place := f"{rng.choice(['Thôn', 'Ấp', 'Tổ dân phố'])} {rng.randint(1, 15)}, {where.written}",
            "parcel_address",
            (place,),
        ),
        Entry("Diện tích", f"{printed} {rng.choice(['m²', 'm2'])}", "area_m2", (area_m2,)),
        Entry("Hình thức sử dụng", "Sử dụng riêng"),
        Entry(rng.choice(["Mục đích sử dụng", "Loại đất"]), purpose, "land_use_purpose", (purpose,)),
        Entry(rng.choice(["Thời hạn sử dụng", "Thời hạn sử dụng đất"]), term, "land_use_term", (term,)),
        Entry("Nguồn gốc sử dụng", "Nhà nước giao đất có thu tiền sử dụng đất"),
    )
    return Content(
        "land_use_certificate",
        ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN", "GẮN LIỀN VỚI ĐẤT"),
        items,
        (Signer(("VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", "GIÁM ĐỐC"), name(rng, "male"), seal=True),),
        dated=dated(where, day),
        dated_at_end=True,
        foot=f"Số phát hành: {series}",
        fields={"certificate_number": (series,), "issued_on": (day.isoformat(),)},
    )
