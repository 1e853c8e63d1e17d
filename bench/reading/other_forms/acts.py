"""Administrative documents of another make: decisions, letters, notices, plans, resolutions, of bodies of all levels."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bench.reading.other_forms.citizens import name
from bench.reading.other_forms.look import Look
from bench.reading.other_forms.offices import Issuer, issuer
from bench.reading.other_forms.pen import GREY, Pen, Type
from bench.reading.papers import Value
from hoso.samples import words
from hoso.samples.persons import TODAY, day_between

_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_KINDS = {
    "Công văn": "", "Quyết định": "QĐ", "Thông báo": "TB", "Kế hoạch": "KH", "Báo cáo": "BC", "Tờ trình": "TTr",
    "Nghị quyết": "NQ", "Chỉ thị": "CT", "Hướng dẫn": "HD", "Chương trình": "CTr", "Giấy mời": "GM",
}  # fmt: skip
_SUBJECTS = (
    "rà soát, cập nhật cơ sở dữ liệu hộ tịch điện tử trên địa bàn",
    "tổ chức Ngày hội Đại đoàn kết toàn dân tộc ở khu dân cư năm 2026",
    "điều chỉnh chủ trương đầu tư dự án nâng cấp đường liên xã giai đoạn 2026 - 2030",
    "kiểm tra việc thực hiện kỷ luật, kỷ cương hành chính quý III",
    "triển khai Đề án 06 và cải cách thủ tục hành chính 6 tháng cuối năm",
    "chấn chỉnh công tác quản lý, sử dụng đất công ích",
    "phối hợp tuyên truyền bảo hiểm y tế tự nguyện cho người cao tuổi",
    "ứng phó với bão số 5 và mưa lũ sau bão",
    "bổ nhiệm lại công chức giữ chức vụ lãnh đạo, quản lý",
    "giao dự toán thu, chi ngân sách nhà nước năm 2027",
    "thu hồi đất để thực hiện công trình trạm bơm tiêu úng",
    "nghỉ lễ Quốc khánh và trực bảo vệ cơ quan",
    "đôn đốc quyết toán vốn đầu tư công",
)
_BODY = (
    (
        "Thực hiện ý kiến chỉ đạo của cấp trên tại Công văn số 2187/UBND-TH ngày 14 tháng 7 năm 2026, sau khi xem xét đề "
        "nghị của các đơn vị chuyên môn, cơ quan có ý kiến như sau."
    ),
    (
        "Các đơn vị rà soát toàn bộ số liệu đã nhập, đối chiếu với sổ gốc; những trường hợp sai lệch phải lập danh sách "
        "kèm theo bản chụp giấy tờ và gửi trước ngày 20 hằng tháng."
    ),
    (
        "Bộ phận Một cửa bố trí đủ cán bộ trực, không để người dân phải đi lại nhiều lần; mọi chậm trễ đều phải có thư "
        "xin lỗi và hẹn lại thời gian trả kết quả."
    ),
    (
        "Nguồn vốn gồm 4.250 triệu đồng từ ngân sách địa phương và 1.130 triệu đồng huy động hợp pháp khác; giải ngân dứt"
        " điểm trong quý IV năm 2026."
    ),
    (
        "Đề nghị các ông, bà Trưởng phòng nghiêm túc quán triệt nội dung trên tới từng công chức, viên chức thuộc phạm vi"
        " phụ trách."
    ),
    (
        "Nhiệm vụ trọng tâm là nâng tỷ lệ hồ sơ trực tuyến toàn trình lên 80%, thanh toán không dùng tiền mặt đạt ít nhất"
        " 65% tổng số giao dịch."
    ),
    (
        "Yêu cầu báo cáo kết quả bằng văn bản, kèm tệp dữ liệu, về bộ phận tổng hợp; quá thời hạn nêu trên coi như đơn vị"
        " chưa hoàn thành nhiệm vụ."
    ),
)
_BASES = (
    "Căn cứ Luật Ban hành văn bản quy phạm pháp luật ngày 19 tháng 02 năm 2025",
    "Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2025",
    "Căn cứ Nghị định số 150/2025/NĐ-CP ngày 12 tháng 6 năm 2025 của Chính phủ",
    "Xét Tờ trình số 64/TTr-VP ngày 03 tháng 8 năm 2026 và ý kiến thẩm tra",
    "Theo đề nghị của Trưởng phòng Tổ chức cán bộ",
)
_RECIPIENTS = (
    "Thường trực Tỉnh ủy, HĐND tỉnh",
    "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
    "Các Bộ: Tài chính, Nội vụ",
    "Đoàn đại biểu Quốc hội",
    "UBMTTQ và các tổ chức chính trị - xã hội",
    "Kho bạc Nhà nước khu vực",
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Các đơn vị trực thuộc, Cổng TTĐT tỉnh để đăng tải theo quy định",
    "Báo và phát thanh, truyền hình",
    "Ban Giám đốc (để chỉ đạo)",
)
_ADDRESSED = (
    "Ủy ban nhân dân các xã, phường",
    "Sở Xây dựng",
    "Ban Quản lý dự án đầu tư xây dựng khu vực",
    "Các phòng, đơn vị trực thuộc",
    "Thường trực Hội đồng nhân dân",
    "Công an tỉnh",
)


@dataclass(slots=True)
class Act:
    """One document while it is drawn, with its truth."""

    pen: Pen
    look: Look
    rng: random.Random
    issuer: Issuer
    kind: str
    fields: dict[str, tuple[Value, ...]]

    def keep(self, key: str, *values: Value) -> None:
        """What is right for ``key``."""
        self.fields[key] = values


def draw(rng: random.Random, look: Look) -> tuple[Pen, dict[str, tuple[Value, ...]]]:
    """A document of one or two pages with what is right for each of its fields."""
    print_ = replace(
        look.print, size=rng.choice([12.5, 13.0, 13.0, 13.5, 14.0]) * look.print.size / max(look.print.size, 12.0)
    )
    look = replace(look, print=print_)
    pen = Pen(
        replace(print_, size=7.0, ink=GREY),
        rng.uniform(24.0, 31.0),
        210.0 - rng.uniform(14.0, 20.0),
        rng.uniform(14.0, 22.0),
        278.0,
    )
    act = Act(pen, look, rng, issuer(rng), rng.choice(["Công văn", "Công văn", "Quyết định", *_KINDS]), {})
    _head(act)
    _text(act)
    _end(act)
    return pen, act.fields


def _head(act: Act) -> None:
    pen, rng, issuer_ = act.pen, act.rng, act.issuer
    day = day_between(rng, date(2018, 1, 1), TODAY)
    small = replace(act.look.print, size=min(act.look.print.size, 12.5))
    middle = pen.left + (pen.right - pen.left) * rng.uniform(0.39, 0.45)
    left, right = (pen.left - rng.uniform(0, 6), middle - 2), (middle + 1, pen.right + rng.uniform(0, 3))
    pen.y = pen.top
    for line in issuer_.superior:
        pen.centred(line, small, span=left, step=5.2)
    for line in issuer_.body:
        pen.centred(line, small.strong(), span=left, step=5.2)
    half, centre = rng.uniform(8, 16), (left[0] + left[1]) / 2
    pen.rule(centre - half, centre + half, pen.y + 1.7)
    low, pen.y = pen.y, pen.top
    motto = small.strong(size=min(12.5, 12.5 * (right[1] - right[0]) / pen.width(_MOTTO[0], small.strong(size=12.5))))
    pen.centred(_MOTTO[0], motto, span=(right[0], right[1] + 1), step=5.2)
    pen.centred(_MOTTO[1], motto.strong(size=motto.size + rng.choice([0.0, 0.8])), span=right, step=5.2)
    half, centre = pen.width(_MOTTO[1], motto) / 2, (right[0] + right[1]) / 2
    pen.rule(centre - half, centre + half, pen.y + 1.7)
    pen.y = max(low, pen.y) + rng.uniform(0.5, 2.5)
    _number_and_date(act, day, small, left, right)


def _number_and_date(act: Act, day: date, small: Type, left: tuple[float, float], right: tuple[float, float]) -> None:
    pen, rng, issuer_ = act.pen, act.rng, act.issuer
    number = rng.choice([f"{rng.randint(1, 99):02d}", str(rng.randint(100, 999)), str(rng.randint(1000, 9999))])
    year = f"{day.year}/" if act.kind in {"Quyết định", "Nghị quyết"} and rng.random() < 0.3 else ""
    kind = _KINDS[act.kind]
    symbol = f"{year}{kind}-{issuer_.symbol}" if kind else f"{issuer_.symbol}-{rng.choice(issuer_.units)}"
    text = f"{number}/{symbol}"
    dated = f"{issuer_.place}, {rng.choice([words.long_date(day), f'ngày {day.day} tháng {day.month} năm {day.year}'])}"
    gap = rng.choice(["Số: ", "Số: ", "Số "])
    pen.centred(f"{gap}{text}", small, span=left, step=6.2)
    level = pen.y
    slanted = small.slanted(
        size=min(small.size, small.size * (right[1] - right[0]) / pen.width(dated, small.slanted()))
    )
    pen.write((right[0] + right[1]) / 2, level, dated, slanted, anchor="m")
    act.keep("issuing_body", issuer_.name)
    act.keep("document_number", text)
    act.keep("place", issuer_.place)
    act.keep("issued_on", day.isoformat())
    act.keep("document_kind", act.kind, act.kind.upper())
    subject = rng.choice(_SUBJECTS)
    capital = subject[0].upper() + subject[1:]
    if act.kind == "Công văn":
        prefix = rng.choice(["V/v ", "V/v ", "V/v: ", "Về việc "])
        pen.centred(
            f"{prefix}{subject}",
            small.slanted(size=11.5) if rng.random() < 0.3 else replace(small, size=11.5),
            span=left,
            step=5.0,
        )
        act.keep("subject", f"{prefix}{subject}", subject, f"V/v {subject}", f"Về việc {subject}")
        return
    bold = act.look.print.strong()
    pen.down(rng.uniform(3.0, 7.0))
    pen.centred(act.kind.upper(), bold.strong(size=14.0), step=7.0)
    printed = rng.choice([f"Về việc {subject}", f"V/v {subject}", capital])
    inset = rng.uniform(8, 25)
    pen.centred(printed, bold, span=(pen.left + inset, pen.right - inset), step=6.0)
    pen.rule(*((pen.left + pen.right) / 2 + side for side in (-18, 18)), pen.y + 1.9)
    act.keep("subject", printed, subject, capital, f"V/v {subject}", f"Về việc {subject}")


def _text(act: Act) -> None:
    pen, rng, print_ = act.pen, act.rng, act.look.print
    step = rng.uniform(5.8, 7.4)
    pen.down(4.0)
    if act.kind in {"Công văn", "Tờ trình", "Báo cáo", "Giấy mời"}:
        _addressed(act, rng.sample(_ADDRESSED, rng.choice([1, 1, 2, 3])), step)
    if act.kind in {"Quyết định", "Nghị quyết"}:
        pen.centred(act.issuer.chief, print_.strong(), step=8.0)
        for base in rng.sample(_BASES, rng.randint(2, 4)):
            pen.down(1.0)
            pen.paragraph(f"{base};", print_.slanted(), step=step)
        pen.centred(f"{act.kind.upper()}:", print_.strong(), step=9.0)
    for number, text in enumerate(rng.sample(_BODY, rng.randint(2, 6)), 1):
        pen.down(rng.uniform(0.5, 2.0))
        lead = f"Điều {number}. " if act.kind in {"Quyết định", "Nghị quyết"} else rng.choice(["", f"{number}. "])
        pen.paragraph(lead + text, print_, step=step, indent=rng.uniform(9, 13))


def _addressed(act: Act, bodies: Sequence[str], step: float) -> None:
    pen, print_ = act.pen, act.look.print
    if len(bodies) == 1:
        pen.centred(f"Kính gửi: {bodies[0]}{act.rng.choice(['', '.'])}", print_, step=step)
    else:
        x = pen.left + act.rng.uniform(20, 40)
        pen.write(x, pen.down(step), "Kính gửi:", print_)
        x += pen.width("Kính gửi: ", print_) + 2
        for index, body in enumerate(bodies):
            if index or act.rng.random() < 0.5:
                pen.down(step)
            pen.write(x, pen.y, f"- {body}{';' if index < len(bodies) - 1 else '.'}", print_)
    pen.down(3.0)


def _end(act: Act) -> None:
    pen, rng, print_ = act.pen, act.rng, act.look.print
    pen.room(58.0)
    pen.down(6.0)
    top, split = pen.y, pen.left + (pen.right - pen.left) * rng.uniform(0.44, 0.52)
    _recipients(act, split)
    low, pen.y = pen.y, top
    signer = name(rng, rng.choice(["male", "female"]))
    span = (split, pen.right)
    for line in act.issuer.signing:
        pen.centred(line, print_.strong(), span=span, step=5.6)
    centre = (span[0] + span[1]) / 2
    pen.signature(centre - 14, pen.y + 10.0, rng)
    pen.seal(span[0] + rng.uniform(6, 16), pen.y + 9.0, rng)
    pen.centred(signer, print_.strong(), span=span, step=rng.uniform(21.0, 27.0))
    pen.y = max(low, pen.y)
    act.keep("signer_title", act.issuer.signing[-1], " ".join(act.issuer.signing))
    act.keep("signer_name", signer)


def _recipients(act: Act, split: float) -> None:
    pen, rng = act.pen, act.rng
    small = replace(act.look.print, size=11.0 if not act.look.print.face.name.startswith("DejaVu") else 9.8)
    items = [
        rng.choice(["Như trên", "Như Điều 3", "Như kính gửi"]),
        *rng.sample(_RECIPIENTS, rng.randint(1, 5)),
        f"Lưu: VT, {rng.choice([*act.issuer.units, 'TH (02)'])}",
    ]
    pen.write(pen.left, pen.down(5.2), rng.choice(["Nơi nhận:", "Nơi nhận :"]), small.strong(size=12.0, italic=True))
    mark = rng.choice(["- ", "- ", "-", "+ "])
    for index, item in enumerate(items):
        for line in pen.wrap(f"{mark}{item}{'.' if index == len(items) - 1 else ';'}", small, split - pen.left - 4):
            pen.write(pen.left, pen.down(4.7), line, small)
    act.keep("recipients", tuple(items))
