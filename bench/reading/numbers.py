"""Personal numbers by the thousand: sheets that hold little else, read as forms are, and how many are surely wrong."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from math import comb
from pathlib import Path

import numpy as np

from bench.path.tables import Table
from bench.reading.figures import ACCEPT
from bench.reading.reading import Pictures
from dossier.doctype import DocumentType, FieldSpec, FieldType
from hoso.samples import degrade, words, write
from hoso.samples.degrade import Condition
from hoso.samples.form import Drawn, Form, make_look
from hoso.samples.heads import national_head
from hoso.samples.papers.residence import boxes
from hoso.samples.persons import Person, make_person
from ocr.engine.port import OcrEngine
from ocr.fields import CropReader, PageAt, extract
from ocr.intake.limits import Limits
from ocr.intake.open import open_source
from ocr.intake.poppler import PopplerRenderer
from ocr.layout import Item, Layout
from ocr.read import read_document

SEED = "numbers 2026"
"""Of the sheets; used nowhere else."""
FILE = Path(__file__).with_name("numbers.json")
CONDITIONS = (Condition.CLEAN, Condition.OFFICE, Condition.HARD, Condition.PHOTOCOPY)
SURE = 0.99
TITLE = "Personal numbers by the thousand"
_KIND, _KEY = "list_of_persons", "id_number"
_LABELS = ("Số định danh cá nhân", "Giấy tờ tùy thân", "CCCD số", "Số giấy tờ pháp lý của cá nhân")
"""As forms name the number; the first may stand over boxes, the second over the kind of paper before the number."""
_BOXED, _WITH_KIND = _LABELS[:2]
_DESCRIBED = 2
"""Persons at the head of a sheet whose name, birth date and sex are printed too, and are held against the number."""
_FIELDS = 4


@dataclass(frozen=True, slots=True)
class Number:
    """One number: whether a value was given, whether it is one that the sheet has, and how sure it is."""

    condition: str
    read: bool
    right: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Counted:
    """The numbers of one condition. ``sure``: at ``SURE`` or more."""

    condition: str
    printed: int
    right: int
    accepted: int
    accepted_wrong: int
    sure: int
    sure_wrong: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What the last long run found."""

    measured_on: str
    command: str
    sheets: int
    counted: tuple[Counted, ...]


def measured(engine: OcrEngine, work: Path, wanted: int) -> Iterator[tuple[Number, ...]]:
    """The numbers of one sheet after the other, conditions in turn, until so many were printed."""
    index = printed = 0
    while printed < wanted:
        condition = CONDITIONS[index % len(CONDITIONS)]
        sheet = tuple(_sheet(engine, work, condition, f"{SEED}:{index}"))
        yield sheet
        index, printed = index + 1, printed + len(sheet)


def _sheet(engine: OcrEngine, work: Path, condition: Condition, seed: str) -> Iterator[Number]:
    """Draw one sheet, scan it, read it, take its fields out, and hold each number against those printed there."""
    rng = random.Random(seed)
    dpi = rng.choice([200, 300, 300])
    drawn, kind, layout = draw(rng, dpi)
    page = drawn.sheets[0]
    noise = np.random.default_rng(rng.getrandbits(64))
    scan = degrade.scan(np.asarray(page.image), dpi=dpi, condition=condition, noise=noise)
    file = write.write(work / "numbers.pdf", write.pdf([scan]))
    with open_source(file, Limits(), PopplerRenderer()) as source:
        readings = [each.reading for each in read_document(source, engine)]
        found = extract(
            kind.key,
            [PageAt(0, 1)],
            files=[readings],
            catalogue={kind.key: kind},
            layouts={kind.key: layout},
            reread=CropReader(engine, Pictures(readings, source)),
        )
    # Which row a number is taken for is not judged: many rows bear the same label, and one that is not read shifts them.
    printed = {each.value for key, each in drawn.fields.items() if key.endswith(_KEY)}
    for field in found:
        if field.key.endswith(_KEY):
            yield Number(condition.value, field.value is not None, field.value in printed, field.confidence)


def draw(rng: random.Random, dpi: int) -> tuple[Drawn, DocumentType, Layout]:
    """A sheet of persons, each with a number in boxes, on a leader or behind the kind of paper, with its type."""
    form = Form(make_look(rng, dpi))
    national_head(form)
    form.centre("DANH SÁCH KÈM THEO TỜ KHAI", form.look.print.of(size=15.0, bold=True), step=12.0)
    form.down(3.0)
    specs: list[FieldSpec] = []
    last = form.bottom - 2 * form.look.step
    while form.y < last:
        specs += _person(form, make_person(rng), len(specs), rng, described=len(specs) < _FIELDS * _DESCRIBED)
    items = tuple(Item(labels=spec.labels, key=spec.key) for spec in specs)
    return (
        form.drawn(_KIND, "2026"),
        DocumentType(_KIND, "Danh sách kèm theo tờ khai", tuple(specs)),
        Layout(_KIND, ("DANH SÁCH KÈM THEO TỜ KHAI",), items),
    )


def _person(form: Form, person: Person, count: int, rng: random.Random, *, described: bool) -> list[FieldSpec]:
    owner = f"p{count:02d}_"
    specs: list[FieldSpec] = []
    if described:
        form.field("Họ, chữ đệm, tên: ", form.look.name(person.full_name), key=f"{owner}full_name")
        form.row(
            ("Ngày, tháng, năm sinh: ", words.slashed(person.born), f"{owner}date_of_birth", person.born.isoformat()),
            ("Giới tính: ", person.sex_vi, f"{owner}sex", person.sex),
            shares=(1.5, 1.0),
        )
        specs = [
            FieldSpec(f"{owner}full_name", FieldType.TEXT, ("Họ, chữ đệm, tên",)),
            FieldSpec(f"{owner}date_of_birth", FieldType.DATE, ("Ngày, tháng, năm sinh",)),
            FieldSpec(f"{owner}sex", FieldType.SEX, ("Giới tính",)),
        ]
    label, key = rng.choice(_LABELS), f"{owner}{_KEY}"
    if label == _BOXED and rng.random() < 0.7:
        boxes(form, f"{label}: ", person.id_number, key)
    else:
        before = rng.choice(["CCCD số ", "Căn cước công dân số ", "Thẻ căn cước số "]) if label == _WITH_KIND else ""
        form.field(f"{label}: ", f"{before}{person.id_number}", key=key, value=person.id_number)
    return [*specs, FieldSpec(key, FieldType.ID, (label,))]


def counted(numbers: Sequence[Number]) -> tuple[Counted, ...]:
    """By condition in the order of measurement, then all together."""
    conditions = list(dict.fromkeys(each.condition for each in numbers))
    parts = [(name, [each for each in numbers if each.condition == name]) for name in conditions]
    return tuple(_count(name, each) for name, each in [*parts, ("all", list(numbers))])


def _count(condition: str, numbers: Sequence[Number]) -> Counted:
    accepted = [each for each in numbers if each.read and each.confidence >= ACCEPT]
    sure = [each for each in accepted if each.confidence >= SURE]
    return Counted(
        condition=condition,
        printed=len(numbers),
        right=sum(each.right for each in numbers),
        accepted=len(accepted),
        accepted_wrong=sum(not each.right for each in accepted),
        sure=len(sure),
        sure_wrong=sum(not each.right for each in sure),
    )


def upper_bound(wrong: int, of: int, level: float = 0.95) -> float:
    """The share of wrong ones that is not exceeded with this confidence (Clopper and Pearson, one-sided)."""
    low, high = wrong / of if of else 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        seen = sum(comb(of, k) * middle**k * (1 - middle) ** (of - k) for k in range(wrong + 1))
        low, high = (middle, high) if seen > 1 - level else (low, middle)
    return high


def table(counts: Sequence[Counted]) -> Table:
    """For each condition what was printed, read right, accepted, and how many of the sure ones are wrong at most."""
    head = ["condition", "printed", "read right", f"≥ {ACCEPT}", "wrong", f"≥ {SURE}", "wrong", "at most, with 95 %"]
    rows = [
        [
            each.condition,
            str(each.printed),
            f"{100 * each.right / each.printed:.2f} %",
            f"{100 * each.accepted / each.printed:.1f} %",
            f"{each.accepted_wrong} of {each.accepted}",
            f"{100 * each.sure / each.printed:.1f} %",
            f"{each.sure_wrong} of {each.sure}",
            f"{1e4 * upper_bound(each.sure_wrong, each.sure):.1f} in 10,000",
        ]
        for each in counts
    ]
    return Table(TITLE, head, rows)


def keep(counts: Sequence[Counted], sheets: int, command: str, file: Path = FILE) -> Path:
    """Keep the figures of a long run as data, for docs/reading.md."""
    found = Kept(date.today().isoformat(), command, sheets, tuple(counts))
    file.write_text(json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return file


def kept(file: Path = FILE) -> Kept | None:
    """The figures of the last long run, if there was one."""
    if not file.is_file():
        return None
    plain = json.loads(file.read_text(encoding="utf-8"))
    return Kept(**{**plain, "counted": tuple(Counted(**each) for each in plain["counted"])})
