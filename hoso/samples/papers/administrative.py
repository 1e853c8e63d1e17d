"""Văn bản hành chính after NĐ 30/2020 Annex I: decisions, official letters, notices, plans; one to three pages."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from hoso.samples import stamp, words
from hoso.samples.form import Drawn, Form, Look
from hoso.samples.heads import signed, two_columns
from hoso.samples.offices import Office, make_office, official, signing_lines
from hoso.samples.papers.administrative_texts import ARTICLES, BASES, PARAGRAPHS, PLACES_TO_SEND, SUBJECTS
from hoso.samples.persons import TODAY, day_between

KINDS = {
    "Quyết định": "QĐ", "Thông báo": "TB", "Kế hoạch": "KH", "Báo cáo": "BC", "Tờ trình": "TTr", "Giấy mời": "GM", "Công văn": "",
}  # fmt: skip
VARIANTS = ("committee", "department", "central")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues: lines of the head, symbol, place, how it signs, whose seal."""

    superior: str
    body: str
    symbol: str
    place: str
    signing: tuple[str, ...]


def _committee(rng: random.Random, office: Office) -> Issuer:
    lines = signing_lines(rng)
    return Issuer(
        office.superior.replace("\n", " "), f"ỦY BAN NHÂN DÂN\n{office.commune.upper()}", "UBND", office.place, lines
    )


def _department(rng: random.Random, office: Office) -> Issuer:
    name, symbol = rng.choice([("SỞ TƯ PHÁP", "STP"), ("SỞ NỘI VỤ", "SNV"), ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "SKHCN"), ("SỞ Y TẾ", "SYT"),
                               ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "TTPVHCC")])  # fmt: skip
    title = "GIÁM ĐỐC"
    lines = rng.choice([(title,), (f"KT. {title}", f"PHÓ {title}"), (f"TL. {title}", "CHÁNH VĂN PHÒNG")])
    place = office.province.removeprefix("tỉnh ").removeprefix("thành phố ")
    return Issuer(f"ỦY BAN NHÂN DÂN\n{office.province.upper()}", name, symbol, place, lines)


def _central(rng: random.Random, _office: Office) -> Issuer:
    name, symbol = rng.choice(
        [
            ("BỘ TƯ PHÁP", "BTP"),
            ("BỘ NỘI VỤ", "BNV"),
            ("BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "BNNMT"),
            ("VĂN PHÒNG CHÍNH PHỦ", "VPCP"),
        ]
    )
    chief = "BỘ TRƯỞNG" if name.startswith("BỘ") else "CHỦ NHIỆM"
    deputy = "THỨ TRƯỞNG" if name.startswith("BỘ") else "PHÓ CHỦ NHIỆM"
    return Issuer("", name, symbol, "Hà Nội", rng.choice([(chief,), (f"KT. {chief}", deputy)]))


_ISSUERS = {"committee": _committee, "department": _department, "central": _central}


@dataclass(frozen=True, slots=True)
class Marking:
    """A mark of secrecy: ``MẬT``, ``TỐI MẬT``, ``TUYỆT MẬT``; a red stamp, or printed on a line of its own."""

    text: str
    stamped: bool = True


@dataclass(frozen=True, slots=True)
class Order:
    """What to draw; None lets chance decide. ``extra`` are paragraphs that must stand in the text."""

    variant: str | None = None
    kind: str | None = None
    pages: int = 1
    marking: Marking | None = None
    extra: tuple[str, ...] = ()


def draw(rng: random.Random, look: Look, order: Order = Order()) -> Drawn:
    """A document of about ``order.pages`` pages."""
    variant, kind = order.variant or rng.choice(VARIANTS), order.kind or rng.choice(list(KINDS))
    day = day_between(rng, date(2020, 6, 1), TODAY)
    issuer = _ISSUERS[variant](rng, make_office(rng, day))
    form = Form(look, bottom=275.0)
    form.y = look.top - 2
    _head(form, issuer, kind=kind, subject=rng.choice(SUBJECTS), number=rng.randint(1, 3400), day=day)
    if order.marking:
        _mark(form, order.marking, rng)
    _body(form, rng, kind=kind, order=order, issuer=issuer)
    _end(form, rng, issuer, kind)
    return form.drawn("administrative_document", f"{variant}-{(KINDS[kind] or 'CV').lower()}")


def _mark(form: Form, marking: Marking, rng: random.Random) -> None:
    if marking.stamped:
        form.sheet.press(stamp.framed(form.sheet, marking.text, rng), form.left + 14, form.y + 3)
    else:
        form.sheet.text(form.left + 16, form.y + 9, marking.text, form.look.print.of(bold=True, size=14.0))
    form.down(15.0)


def _head(form: Form, issuer: Issuer, *, kind: str, subject: str, number: int, day: date) -> None:
    text = f"{number:02d}/{f'{KINDS[kind]}-{issuer.symbol}' if KINDS[kind] else f'{issuer.symbol}-VP'}"
    left = [f"Số: {text}"]
    if kind == "Công văn":
        left.append(f"V/v {subject}")
    two_columns(
        form, superior=issuer.superior, body=issuer.body, left=left, date_line=f"{issuer.place}, {words.long_date(day)}"
    )
    form.keep("issuing_body", issuer.body.replace("\n", " "))
    form.keep("document_number", text)
    form.keep("place", issuer.place)
    form.keep("issued_on", words.long_date(day), day.isoformat())
    form.keep("document_kind", kind if kind == "Công văn" else kind.upper(), kind, (kind.upper(),))
    if kind == "Công văn":
        form.keep("subject", f"V/v {subject}", f"V/v {subject}", (subject,))
        return
    bold = form.look.print.of(bold=True, size=14.0)
    form.centre(kind.upper(), bold, step=11.0)
    form.centre(f"Về việc {subject}", bold.of(size=13.5), span=(form.left + 12, form.right - 12), step=6.0)
    middle = (form.left + form.right) / 2
    form.sheet.line((middle - 22, form.y + 2), (middle + 22, form.y + 2), width=0.2)
    form.keep("subject", f"Về việc {subject}", f"Về việc {subject}", (subject,))
    form.down(5.0)


def _body(form: Form, rng: random.Random, *, kind: str, order: Order, issuer: Issuer) -> None:
    if kind in {"Công văn", "Tờ trình", "Báo cáo"}:
        form.down(5.0)
        form.centre(f"Kính gửi: {rng.choice(PLACES_TO_SEND)}", form.look.print, step=6.5)
        form.down(2.0)
    if kind == "Quyết định":
        _decision(form, rng, issuer)
    texts = [*order.extra, *rng.sample(PARAGRAPHS, rng.randint(3, 5))]
    for number, text in enumerate(texts, 1):
        form.down(1.2)
        form.paragraph(f"Điều {number}. {text}" if kind == "Quyết định" else text)
    while len(form.sheets) < order.pages or (order.pages > 1 and form.y < 90):
        form.down(1.2)
        form.paragraph(rng.choice(PARAGRAPHS))


def _decision(form: Form, rng: random.Random, issuer: Issuer) -> None:
    form.centre(_authority(issuer), form.look.print.of(bold=True), step=7.0)
    form.down(2.0)
    bases = rng.sample(BASES, rng.randint(2, 4))
    for base in bases:
        form.paragraph(f"{base};", form.look.print.of(italic=True))
    form.paragraph(rng.choice(ARTICLES), form.look.print.of(italic=True))
    form.centre("QUYẾT ĐỊNH:", form.look.print.of(bold=True), step=9.0)
    form.down(1.0)


def _authority(issuer: Issuer) -> str:
    chief = (
        issuer.signing[-1]
        .removeprefix("PHÓ ")
        .replace("THỨ TRƯỞNG", "BỘ TRƯỞNG")
        .replace("CHÁNH VĂN PHÒNG", "GIÁM ĐỐC")
    )
    return f"{chief} {issuer.body}".replace("\n", " ")


def _end(form: Form, rng: random.Random, issuer: Issuer, kind: str) -> None:
    if form.y + 52 > form.bottom + 6:
        form.new_page()
    form.down(6.0)
    top = form.y
    items = [
        "Như Điều 3" if kind == "Quyết định" else "Như trên",
        *rng.sample(PLACES_TO_SEND, rng.randint(1, 3)),
        f"Lưu: VT, {rng.choice(['VP', 'TH', 'HCC', 'NC'])}",
    ]
    small = form.look.print.of(size=11.0)
    form.sheet.text(form.left, form.down(5.0), "Nơi nhận:", small.of(size=12.0, bold=True, italic=True))
    for index, item in enumerate(items):
        form.sheet.text(form.left, form.down(4.9), f"- {item}{'.' if index == len(items) - 1 else ';'}", small)
    form.keep("recipients", "\n".join(items), items)
    after, form.y = form.y, top
    name = official(rng)
    signed(form, rng, lines=issuer.signing, name=name, seal_of=issuer.body.replace("\n", " "))
    form.keep("signer_title", issuer.signing[-1], issuer.signing[-1], (" ".join(issuer.signing),))
    form.keep("signer_name", name)
    form.y = max(form.y, after)
