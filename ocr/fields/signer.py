"""Signature blocks: a title, a signature, a name below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from dossier.page import Box
from dossier.text import fold, tidy
from ocr.fields.labels import Found
from ocr.fields.row import Row, acts_for, surround, upper_share
from ocr.fields.spans import Span
from ocr.fields.stream import Stream
from ocr.fields.vocabulary import highland, is_name, torn_surname

_RANKS = re.compile(
    r"^(?:(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy)|GS|PGS|TS|ThS|ThS|BS|CN|KS|CKI|CKII|BSCKI|BSCKII)[.,]?\s*",
    re.IGNORECASE,
)
_TITLE_WORDS = re.compile(
    r"^(?:(?:q|quyen|kt|tm|tl|tuq|pho)\b\.? ?)*(?:chu tich|giam doc|bo truong|thu truong|thu tuong|cuc truong|truong"
    r"|chanh|vien truong|tong|hieu truong|vu truong|chi cuc truong|dai dien|thanh vien|pho|chu nhiem|thu ky|cong chung"
    r"|bi thu|kiem sat|tham phan|dai su|giao vien|can bo|cong chuc)"
)


OFFICES = tuple(
    f"{rank}{office}"
    for rank in ("", "phó ", "q. ", "quyền ")
    for office in (
        "chủ tịch", "giám đốc", "tổng giám đốc", "bộ trưởng", "thứ trưởng", "thủ tướng", "cục trưởng", "chi cục trưởng",
        "vụ trưởng", "viện trưởng", "trưởng phòng", "trưởng ban", "chánh văn phòng", "chánh thanh tra", "chủ nhiệm",
        "hiệu trưởng", "tổng cục trưởng", "trưởng công an", "trưởng thuế", "trạm trưởng", "tổng thanh tra",
        "bộ trưởng, chủ nhiệm", "chủ tịch quốc hội", "chánh án",
    )
)  # fmt: skip
"""What heads and their deputies sign as, in small letters."""
_PLAIN_OFFICES = frozenset(fold(office).replace("q. ", "q ") for office in OFFICES)


_ONE_OFF = 92


def as_office(title: str) -> str:
    """A title in capitals as the one office that it is a letter off; any other stays as it is."""
    plain = fold(title)
    same = [office for office in OFFICES if fold(office) == plain]
    near = same or [office for office in OFFICES if fuzz.ratio(fold(office), plain) >= _ONE_OFF]
    return near[0].upper() if len(near) == 1 and upper_share(title) > 0.8 else title


def is_office(text: str) -> bool:
    """Whether a line is the name of an office and nothing else, as its head's title stands over a signature."""
    return fold(text).strip(" .:").replace("q. ", "q ") in _PLAIN_OFFICES


_LIKE_OFFICES = ("trương", "trường", "tống", "đái", "chu")
"""Family and given names that differ from words of offices (trưởng, tổng, đại, chủ) in their tones only."""


def is_title(text: str) -> bool:
    """Whether a line names an office: CHỦ TỊCH, PHÓ GIÁM ĐỐC, TRƯỞNG PHÒNG …; in small letters Trương is a name."""
    first, _, rest = tidy(text).partition(" ")
    if rest and not first.isupper() and first.casefold() in _LIKE_OFFICES:
        return False
    return bool(_TITLE_WORDS.match(fold(text)))


def without_rank(name: str) -> str:
    """A name without the military, academic or medical rank before it (NĐ 30/2020 Phụ lục I, II.7)."""
    stripped = _RANKS.sub("", name)
    return name if stripped == name else without_rank(stripped)


def acts_in_place(text: str) -> bool:
    """Whether a line names in whose place a deputy signs: "KT. GIÁM ĐỐC"."""
    return bool(re.match(r"^\W*K\s?/?\s?T[.\s]", text))


def is_deputy(title: str) -> bool:
    """Whether an office is one that may sign in its head's place."""
    return bool(re.match(r"^(?:pho|thu|q\.?|quyen)\b", fold(title)))


_BODY = re.compile(r"\b(?:uy ban|hoi dong|van phong|so|bo|cong an|trung tam|chi cuc|cuc|phong)\b")

_COMMITTEE = re.compile(r"\b(?:uy ban|hoi dong) nhan dan\b")
"""For whom is signed; the letters before it, "TM.", may be under the seal."""


_SPECKS = "'‘’`´\"“”"
"""What strokes of a signature look like beside a name; inside a word ("H'Bia") they are its own."""


def name_in(line: str) -> str | None:
    """The person's name that ends a line, without rank and specks around it; offices and bodies are no names."""
    body = _COMMITTEE.search(fold(line)) or (upper_share(line) > 0.8 and _BODY.match(fold(line)))
    if acts_for(line) or is_title(line) or body or is_of_copy(line):
        return None
    words = [word.strip(_SPECKS) for word in re.sub(r"^[^\w]+|[^\w]+$", "", line.strip()).split()]
    for start in range(len(words)):
        name = without_rank(" ".join(words[start:]))
        if is_name(name) or highland(name) or _UPLAND.fullmatch(name):
            return None if is_title(name) or _has_abbreviation(name) else _with_torn(words[:start], name)
    return None


def is_of_copy(line: str) -> bool:
    """Whether a line belongs to the block under a copy, whose signer is another: CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH."""
    return bool(_OF_COPY.search(fold(line)))


_OF_COPY = re.compile(r"\b(?:ban chinh|chung thuc|ban sao|sao y|so chinh|gia tri su dung)\b")
_UPLAND = re.compile(r"(?:Ka|K['’])\s?[^\W\d_]+(?:\s[^\W\d_]+){0,2}")
"""Names of the Cơ Ho and the Mạ, who have no family names: Ka before a woman's, K' before a man's."""
_SPECK = 2
"""The most letters that strokes beside a line are read as."""


def _with_torn(before: Sequence[str], name: str) -> str:
    """The name with the family name before it of which the first letters are covered; it begins the line."""
    begins = not any(sum(map(str.isalpha, word)) > _SPECK for word in before[:-1])
    surname = torn_surname(before[-1]) if before and begins else None
    return f"{surname} {name}" if surname else name


def _has_abbreviation(name: str) -> bool:
    """Whether a word in small letters stands beside one in capitals: "Cổng TTĐT"."""
    return not name.isupper() and any(len(word) > 1 and word.isupper() for word in name.split())


def block_below(stream: Stream, heading: Found) -> Box:
    """The area of a signature block: from its heading 14 line heights down at most, a little wider."""
    words = [token.word for token in stream.tokens[heading.start : heading.end]]
    box = surround(words)
    height = max(word.box.y1 - word.box.y0 for word in words)
    lowest = max(row.box.y1 for at, row in stream.rows if at == stream.tokens[heading.start].at)
    return Box(max(box.x0 - 2 * height, 0), box.y1, box.x1 + 2 * height, min(box.y1 + 14 * height, lowest + 4 * height))


def name_below(stream: Stream, heading: Found) -> Span | None:
    """The last line below a heading, in its column, that is a person's name."""
    at = stream.tokens[heading.start].at
    box = surround([token.word for token in stream.tokens[heading.start : heading.end]])
    start = stream.tokens[heading.end - 1].row
    best: Span | None = None
    for page, row in stream.rows[start + 1 :]:
        if page != at or is_of_copy(row.text):
            break
        for run in row.runs(2.5):
            if _under(run, box.x0, box.x1) and name_in(run.text):
                best = Span(page, (run.words,))
    return best


def _under(run: Row, x0: int, x1: int) -> bool:
    middle = (run.box.x0 + run.box.x1) / 2
    slack = 0.6 * (x1 - x0)
    return x0 - slack <= middle <= x1 + slack
