"""Paper that no rule knows: an electricity bill, a private letter."""

from __future__ import annotations

import random

from hoso.samples import stamp, words
from hoso.samples.form import Drawn, Form, Look
from hoso.samples.papers.residence import table
from hoso.samples.persons import TODAY, make_person

_LETTER = (
    "Lâu rồi mình không về quê, không biết vụ lúa năm nay nhà mình thu được bao nhiêu. Ngoài này trời đã trở lạnh, các cháu vẫn khỏe và đi học đều.",
    "Tháng trước nhà mới sửa lại mái bếp, mưa không còn dột nữa. Mấy cây cam trước sân đã ra quả, Tết này về chắc là kịp chín.",
    "Nếu có dịp lên chơi, cả nhà cứ báo trước để mình ra bến xe đón. Nhớ mang theo ít chè và mật ong rừng cho các cụ ở khu phố.",
    "Thôi thư đã dài, mình dừng bút ở đây. Chúc cả nhà luôn mạnh khỏe, bình an và làm ăn thuận lợi.",
)


def draw(rng: random.Random, look: Look) -> Drawn:
    """One of the two."""
    return rng.choice([bill, letter])(rng, look)


def bill(rng: random.Random, look: Look) -> Drawn:
    """An electricity bill with a table of steps."""
    form = Form(look)
    customer = make_person(rng)
    form.centre("CÔNG TY ĐIỆN LỰC MẪU", look.print.of(bold=True, size=15.0), step=7.0)
    form.centre("HÓA ĐƠN TIỀN ĐIỆN", look.print.of(bold=True, size=18.0), step=12.0)
    form.centre(f"Kỳ {rng.randint(1, 3)} - Tháng {rng.randint(1, 12)} năm {TODAY.year}", look.print, step=7.0)
    form.field("Khách hàng: ", customer.full_name)
    form.field("Địa chỉ sử dụng điện: ", customer.residence)
    form.field("Mã khách hàng: ", f"PE{rng.randrange(10**10):010d}")
    form.down(3.0)
    steps = [
        (
            f"Bậc {i}",
            f"{rng.randint(20, 100)}",
            words.thousands(1800 + 220 * i),
            words.thousands(rng.randint(40, 300) * 1000),
        )
        for i in range(1, 6)
    ]
    table(
        form,
        (("Bậc thang", 40.0), ("Sản lượng (kWh)", 40.0), ("Đơn giá (đồng)", 40.0), ("Thành tiền (đồng)", 45.0)),
        steps,
    )
    form.field("Tổng cộng tiền thanh toán: ", f"{words.thousands(rng.randint(300, 1900) * 1000)} đồng")
    form.paragraph(
        "Quý khách vui lòng thanh toán trước ngày ghi trên hóa đơn. Mọi thắc mắc xin liên hệ tổng đài chăm sóc khách hàng."
    )
    return form.drawn("other", "electricity_bill")


def letter(rng: random.Random, look: Look) -> Drawn:
    """A letter between friends."""
    form = Form(look)
    writer, reader = make_person(rng), make_person(rng)
    form.centre(f"Ngày {TODAY.day} tháng {TODAY.month}", look.print.of(italic=True), span=(120.0, form.right), step=8.0)
    form.down(6.0)
    form.sheet.text(form.left, form.y, f"{reader.full_name.split()[-1]} thân mến,", look.print)
    for text in [*rng.sample(_LETTER[:-1], 3), _LETTER[-1]]:
        form.down(2.0)
        form.paragraph(text)
    form.down(6.0)
    form.sheet.press(stamp.signature(form.sheet, rng), 140.0, form.y)
    form.centre(writer.full_name.split()[-1], look.print, span=(120.0, form.right), step=24.0)
    return form.drawn("other", "letter")
