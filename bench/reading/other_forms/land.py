"""Land: the certificate as of 2004, of 2014 and of 2025, and the request to register a change in three makes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bench.reading.other_forms.citizens import Area, area, citizen, formerly, name, old_address, old_area, phone
from bench.reading.other_forms.civil import committee, dated
from bench.reading.other_forms.content import Content, Entry, Grid, Heading, Item, Prose, Signer
from bench.reading.papers import Value
from hoso.samples import words
from hoso.samples.persons import TODAY, Person, day_between, make_person

# --- certificate ----------------------------------------------------------------------------------------------------

_USES = (
    ("Đất ở tại nông thôn", "Lâu dài"),
    ("Đất ở tại đô thị", "Lâu dài"),
    ("Đất trồng cây lâu năm", "Đến ngày 01/7/2064"),
    ("Đất nuôi trồng thủy sản", "Đến tháng 12/2045"),
    ("Đất rừng sản xuất", "50 năm"),
    ("Đất chuyên trồng lúa nước", "Đến ngày 15/10/2063"),
)
_SOURCES = ("Nhà nước giao đất có thu tiền sử dụng đất", "Công nhận QSDĐ như giao đất có thu tiền sử dụng đất")
_ASSETS = ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN", "GẮN LIỀN VỚI ĐẤT")
_HOUSES = ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT,", "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT")


@dataclass(frozen=True, slots=True)
class _Owners:
    """The lines about who holds the land, and what is right about them."""

    items: tuple[Item, ...]
    fields: dict[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class _Parcel:
    """A parcel: numbers, place, area as printed and in its normal form, use and term."""

    number: str
    sheet: str
    place: str
    area: str
    area_m2: str
    purpose: str
    term: str


def land_certificate(rng: random.Random) -> Content:
    """Giấy chứng nhận quyền sử dụng đất: a page with its owner and parcel."""
    return rng.choice([_certificate, _old_certificate, _new_certificate])(rng)


def _parcel(rng: random.Random, where: Area) -> _Parcel:
    tenths = rng.randint(380, 39000)
    whole, part = divmod(tenths, 10)
    printed = f"{words.thousands(whole)}{f',{part}' if part else ''} {rng.choice(['m²', 'm2'])}"
    spoken = words.number(whole) + (f" phẩy {words.number(part)}" if part else "")
    purpose, term = rng.choice(_USES)
    return _Parcel(
        str(rng.randint(1, 2200)),
        str(rng.randint(1, 160)),
        f"{rng.choice(['Thôn', 'Ấp', 'Tổ dân phố'])} {rng.randint(1, 15)}, {rng.choice([where.written, where.bare])}",
        f"{printed} (bằng chữ: {spoken} mét vuông)" if rng.random() < 0.3 else printed,
        f"{whole}.{part}" if part else str(whole),
        purpose,
        term,
    )


def _title(person: Person) -> str:
    return "Ông" if person.sex == "male" else "Bà"


def _entered(person: Person, label: str, rng: random.Random) -> _Owners:
    """The owner, his year of birth and number each behind its label."""
    items = (
        Entry(_title(person), person.full_name, "owner_full_name"),
        Entry("Năm sinh", str(person.born.year), short=True),
        Entry(label, person.id_number, "owner_id_number", short=True),
        Entry(rng.choice(["Địa chỉ thường trú", "Nơi thường trú"]), person.residence),
    )
    return _Owners(items, {})


def _told(owners: list[Person], label: str, rng: random.Random) -> _Owners:
    """Owners in running words: ``Ông: Lê Văn Tám, sinh năm 1961, CMND số: 012345678``, a wife in the next line."""
    upper, household = rng.random() < 0.5, rng.random() < 0.2
    names = [owner.full_name.upper() if upper else owner.full_name for owner in owners]
    said = [
        f"{owner_name}, sinh năm {owner.born.year}, {label}: {owner.id_number}"
        for owner, owner_name in zip(owners, names, strict=True)
    ]
    first = f"Hộ {_title(owners[0]).lower()}" if household and len(owners) == 1 else _title(owners[0])
    second = rng.choice(["và vợ là bà", "và bà", "Bà"]) if owners[0].sex == "male" else rng.choice(["và ông", "Ông"])
    lines = [Entry(title, text) for title, text in zip((first, second), said, strict=False)]
    joined = (f"{names[0]} và {names[1]}", f"{names[0]}, {names[1]}") if len(names) > 1 else ()
    fields: dict[str, tuple[Value, ...]] = {
        "owner_full_name": (names[0], *joined),
        "owner_id_number": (owners[0].id_number,),
    }
    return _Owners((*lines, Entry("Địa chỉ thường trú", owners[0].residence)), fields)


def _owners(person: Person, spouse: Person, label: str, rng: random.Random) -> _Owners:
    if rng.random() < 0.4:
        return _entered(person, label, rng)
    return _told([person, spouse] if rng.random() < 0.45 else [person], label, rng)


def _couple(rng: random.Random, *, before: bool) -> tuple[Person, Person]:
    born = day_between(rng, date(1945, 1, 1), date(1980, 12, 31))
    person = citizen(rng, make_person(rng, born=born))
    near = born + timedelta(days=rng.randint(-900, 1500))
    spouse = citizen(rng, make_person(rng, born=near, sex="female" if person.sex == "male" else "male"))
    return (formerly(rng, person), formerly(rng, spouse)) if before else (person, spouse)


def _marks(style: str) -> Iterator[str]:
    return (f"{mark}{style} " for mark in ("123456789" if style == "." else "abcdđeghi"))


def _lines(parcel: _Parcel, rng: random.Random, *, place: str, use: str, term: str) -> tuple[Entry, ...]:
    """The parcel line by line, often numbered or lettered, its map sheet in the line of its number or in one of its own."""
    marks = _marks(rng.choice([")", ")", "."])) if rng.random() < 0.6 else iter([""] * 9)
    sheet_label = rng.choice(["Tờ bản đồ số", "tờ bản đồ số"])
    one = rng.random() < 0.3
    numbers = (
        (Entry(f"{next(marks)}Thửa đất số", f"{parcel.number}, {sheet_label}: {parcel.sheet}"),)
        if one
        else (
            Entry(f"{next(marks)}Thửa đất số", parcel.number, "parcel_number", short=True),
            Entry(sheet_label, parcel.sheet, "map_sheet_number", short=True),
        )
    )
    return (
        *numbers,
        Entry(f"{next(marks)}{place}", parcel.place, "parcel_address"),
        Entry(f"{next(marks)}Diện tích", parcel.area, "area_m2", (parcel.area_m2,)),
        Entry(f"{next(marks)}Hình thức sử dụng", "Sử dụng riêng"),
        Entry(f"{next(marks)}{use}", parcel.purpose, "land_use_purpose"),
        Entry(f"{next(marks)}{term}", parcel.term, "land_use_term"),
        Entry(f"{next(marks)}Nguồn gốc sử dụng", rng.choice(_SOURCES)),
    )


def _serial(rng: random.Random, *, digits: int = 6) -> str:
    """``AK 096703``."""
    return f"{rng.choice('BCDA')}{rng.choice('ACDEGHKLNPTVX')} {rng.randrange(10**digits):0{digits}d}"


def _content(title: tuple[str, ...], items: tuple[Item, ...], signer: Signer, *, where: Area, day: date) -> Content:
    return Content(
        "land_use_certificate",
        title,
        items,
        (signer,),
        dated=dated(where, day),
        dated_at_end=True,
        numbered=False,
    )


def _with(content: Content, day: date, serial: tuple[Value, ...], owners: _Owners, parcel: _Parcel) -> Content:
    fields: dict[str, tuple[Value, ...]] = {
        "certificate_number": serial,
        "issued_on": (day.isoformat(),),
        "parcel_number": (parcel.number,),
        "map_sheet_number": (parcel.sheet,),
    }
    return replace(content, fields={**fields, **owners.fields})


def _certificate(rng: random.Random) -> Content:
    """The certificate for land, houses and other assets of 2009 to 2024, its number at the foot or in the corner."""
    day = day_between(rng, date(2010, 1, 4), date(2024, 7, 31))
    before = day.year < 2017
    where = old_area(rng) if before else area(rng)
    label = "CMND số" if before else rng.choice(["CCCD số", "Căn cước công dân số"])
    owners = _owners(*_couple(rng, before=before), label, rng)
    parcel, serial = _parcel(rng, where), _serial(rng)
    heads = (
        "I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất",
        "II. Thửa đất, nhà ở và tài sản khác gắn liền với đất",
    )
    place = rng.choice(["Địa chỉ", "Địa chỉ thửa đất"])
    lines = _lines(parcel, rng, place=place, use="Mục đích sử dụng", term="Thời hạn sử dụng")
    others = (Prose("2. Nhà ở: -/-"), Prose("3. Công trình xây dựng khác: -/-"), Prose("6. Ghi chú: Không"))
    items = (
        Heading(heads[0]),
        *owners.items,
        Heading(heads[1]),
        Heading("1. Thửa đất:"),
        *lines,
        *(others if rng.random() < 0.5 else ()),
        Prose(f"Số vào sổ cấp GCN: {rng.choice(['CH', 'CS'])} {rng.randint(1, 99999):05d}"),
    )
    chief = rng.choice([("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")])  # fmt: skip
    content = _content(_HOUSES, items, Signer(chief, name(rng, "male"), seal=True), where=where, day=day)
    placed = rng.choice([{"foot": serial}, {"foot": f"Số phát hành: {serial}"}, {"corner": (serial,)}])
    return _with(replace(content, **placed), day, (serial,), owners, parcel)


def _old_certificate(rng: random.Random) -> Content:
    """The certificate for land alone of 2004 to 2009, its number without a label under the title or at the foot."""
    day, where = day_between(rng, date(2004, 12, 1), date(2009, 10, 30)), old_area(rng)
    owners = _owners(*_couple(rng, before=True), "CMND số", rng)
    parcel, serial = _parcel(rng, where), _serial(rng)
    lines = _lines(parcel, rng, place="Địa chỉ thửa đất", use="Mục đích sử dụng đất", term="Thời hạn sử dụng đất")
    items = (
        Heading(f"ỦY BAN NHÂN DÂN {where.district.upper()} CHỨNG NHẬN"),
        Heading("I. Tên người sử dụng đất:"),
        *owners.items,
        Heading("II. Thửa đất được quyền sử dụng"),
        *lines,
        Heading("III. Tài sản gắn liền với đất: Không"),
        Prose(
            f"Số vào sổ cấp giấy chứng nhận quyền sử dụng đất: {rng.choice(['H', 'CH'])} {rng.randint(1, 99999):05d}"
        ),
    )
    under = rng.random() < 0.5
    signer = Signer(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), name(rng, "male"), seal=True)
    title = ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT", *((serial,) if under else ()))
    content = _content(title, items, signer, where=where, day=day)
    return _with(replace(content, foot="" if under else serial), day, (serial,), owners, parcel)


def _new_certificate(rng: random.Random) -> Content:
    """The certificate of 2025, often with its code beside its number."""
    day, where = day_between(rng, date(2025, 1, 2), TODAY), area(rng)
    owners = _owners(*_couple(rng, before=False), rng.choice(["CCCD số", "Số định danh cá nhân"]), rng)
    parcel, serial = _parcel(rng, where), _serial(rng, digits=8)
    code = f"{rng.randrange(10**12):012d}" if rng.random() < 0.5 else ""
    lines = _lines(
        parcel, rng, place="Địa chỉ", use=rng.choice(["Loại đất", "Mục đích sử dụng"]), term="Thời hạn sử dụng đất"
    )
    items = (
        Heading("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:"),
        *owners.items,
        Heading("2. Thông tin thửa đất:"),
        *lines,
        Heading("3. Thông tin tài sản gắn liền với đất: -/-"),
    )
    signer = Signer(("VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", "GIÁM ĐỐC"), name(rng, "male"), seal=True)
    content = _content(_ASSETS, items, signer, where=where, day=day)
    corner = (f"Số phát hành: {serial}", *((f"Mã Giấy chứng nhận: {code}",) if code else ()))
    return _with(replace(content, corner=corner), day, (serial, *((code,) if code else ())), owners, parcel)


# --- change ---------------------------------------------------------------------------------------------------------

_CHANGES = (
    "Nhận tặng cho quyền sử dụng đất theo Hợp đồng số {n}/HĐTC",
    "Tách thửa đất số {n} thành 02 thửa",
    "Đính chính số giấy tờ nhân thân từ CMND sang CCCD",
    "Chuyển nhượng toàn bộ thửa đất số {n} cho ông Lê Bá Thiện",
    "Gia hạn thời hạn sử dụng đất nông nghiệp",
    "Nhận thừa kế quyền sử dụng đất của bà Trịnh Thị Mừng",
    "Xóa đăng ký thế chấp quyền sử dụng đất thửa đất số {n}",
)
_REASONS = ("Theo hợp đồng đã công chứng", "Thay đổi thông tin cá nhân", "Theo nhu cầu của gia đình")
_PAPERS = ("Giấy tờ nhân thân", "Giấy tờ nhân thân/pháp nhân", "Giấy tờ nhân thân/pháp nhân số")
_ENCLOSED = (
    "Giấy tờ liên quan đến nội dung biến động nộp kèm theo đơn này gồm có: Giấy chứng nhận đã cấp; hợp đồng tặng cho."
)
_OATH = "Tôi xin cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai tôi hoàn toàn chịu trách nhiệm trước pháp luật."


def land_change_form(rng: random.Random) -> Content:
    """Đơn đăng ký biến động: the certificate before the change or after it, of today or with papers of before 2017."""
    before = rng.random() < 0.25
    person, where = citizen(rng), old_area(rng) if before else area(rng)
    day = day_between(rng, date(2014, 7, 1), date(2016, 12, 30)) if before else TODAY
    if before:
        person = replace(formerly(rng, person), residence=old_address(rng, where))
    to = rng.choice([f"Chi nhánh Văn phòng đăng ký đất đai {where.district or where.written}", committee(where, rng)])
    first = rng.random() < 0.4
    marks = rng.choice([("", "", "", ""), ("1.1. ", "1.2. ", "1.3. ", "1.4. "), ("a) ", "b) ", "c) ", "d) ")])
    about, certificate = _about(person, marks, before, rng), _given(rng, "3" if first else "2")
    change = _change(rng, "2" if first else "3")
    items = (
        Heading("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất"),
        *about,
        *((*change, *certificate) if first else (*certificate, *change)),
        Entry("4. Lý do biến động", rng.choice(_REASONS)),
        Prose(f"5. {_ENCLOSED}" if rng.random() < 0.5 else "5. Tình hình thực hiện nghĩa vụ tài chính: Đã hoàn thành."),
        Prose(_OATH),
    )
    return Content(
        "land_change_form",
        ("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI,", "TÀI SẢN GẮN LIỀN VỚI ĐẤT"),
        items,
        (Signer(("Người viết đơn", "(Ký, ghi rõ họ tên)"), person.full_name),),
        dated=dated(where, day),
        dated_at_end=True,
        addressed=to,
        corner=(rng.choice(["Mẫu số 09/ĐK", "Mẫu số 11/ĐK", "Mẫu số 18"]),) if rng.random() < 0.5 else (),
        numbered=False,
        fields={"addressed_to": (to,)},
    )


def _about(person: Person, marks: tuple[str, ...], before: bool, rng: random.Random) -> tuple[Entry, ...]:
    kinds = ["CMND số ", "CMND: ", ""] if before else ["CCCD số ", "Số định danh cá nhân ", "Căn cước số ", ""]
    number, printed = f"{rng.choice(kinds)}{person.id_number}", phone(person, rng)
    if rng.random() < 0.3:
        number += f", cấp ngày {words.slashed(date(2013, 5, 20) if before else person.issued)}"
    return (
        Entry(f"{marks[0]}Tên", person.full_name, "full_name"),
        Entry(f"{marks[1]}{rng.choice(_PAPERS)}", number, "id_number", (person.id_number,)),
        Entry(f"{marks[2]}Địa chỉ", person.residence, "address"),
        Entry(
            f"{marks[3]}Điện thoại liên hệ{rng.choice(['', ' (nếu có)'])}", printed, "phone", (printed, person.phone)
        ),
    )


def _given(rng: random.Random, number: str) -> tuple[Item, ...]:
    """The certificate that is to be changed."""
    day = words.slashed(day_between(rng, date(2008, 1, 2), date(2014, 1, 2)))
    return (
        Heading(f"{number}. Giấy chứng nhận đã cấp"),
        Entry("Số vào sổ", f"CS {rng.randint(100, 99999):05d}", short=True),
        Entry("Số phát hành", f"DA {rng.randrange(10**5, 10**6)}", short=True),
        *((Entry("Ngày cấp", day),) if rng.random() < 0.5 else ()),
    )


def _change(rng: random.Random, number: str) -> tuple[Item, ...]:
    change = rng.choice(_CHANGES).format(n=rng.randint(2, 900))
    line = Entry(f"{number}. Nội dung biến động", change, "change", (change,))
    if rng.random() < 0.7:
        return (line,)
    parcel = f"Thửa đất số {rng.randint(1, 900)}, tờ bản đồ số {rng.randint(1, 90)}"
    head = f"{number}.1. Nội dung trên GCN trước khi biến động", f"{number}.2. Nội dung sau khi biến động"
    return line, Grid(head, ((f"- {parcel};", f"- {parcel};"),), (1.0, 1.0))
