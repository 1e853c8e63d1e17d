"""Names of bodies as heads print them: over several lines, the superior body first."""

from __future__ import annotations

import re

from dossier.text import fold
from ocr.fields.gazetteer import is_place
from ocr.fields.phrases import without_phrases

# A line of words that begins like this names a body of its own; any other goes on with the line above it, and so does
# a single word: "TRƯỜNG" is the rest of "MÔI TRƯỜNG".
_BEGINS = re.compile(
    r"^(?:bo|so|cuc|chi cuc|tong cuc|uy ban|ubnd|hoi dong|hdnd|cong an|phong|van phong|trung tam|truong|ban|vien|toa an"
    r"|vu|dang uy|thanh tra|cong ty|benh vien|thu tuong|chinh phu|quoc hoi|chu tich|kho bac|ngan hang|bao hiem|lien doan"
    r"|tong cong ty|tap doan|dai hoc|hoc vien|chi nhanh|huyen uy|tinh uy|thanh uy|mat tran|doan|hoi|tram|quy|thue|doi"
    r"|hat|xi nghiep|nha|thu vien|bao tang|lien hiep|kiem toan|uy ban)\b"
)
# A name that cannot end here.
_UNFINISHED = re.compile(r"(?:uy ban|uy ban nhan dan|ubnd|hoi dong nhan dan|hoi dong|vien kiem sat|toa an)$")
# With their tones, for names end so too: "Hà Tĩnh", "Văn Quan".
_UNNAMED = re.compile(r"(?:^|\s)(?:xã|phường|thị trấn|đặc khu|quận|huyện|tỉnh|thành phố|và)\W*$")


def is_unfinished(name: str) -> bool:
    """Whether a body's name has lost its last words."""
    return bool(_UNFINISHED.search(_plain(name)) or _UNNAMED.search(name.casefold()))


_UNIT = re.compile(r"^(?:xã|phường|thị trấn|đặc khu|quận|huyện|thị xã|tỉnh|thành phố) ", re.IGNORECASE)


def is_known_body(name: str) -> bool:
    """Whether a body's name is made of nothing but set phrases and names of places, all in their spelling."""
    return bool(name) and all(is_place(_UNIT.sub("", piece)) for piece in without_phrases(name))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def begins_body(name: str) -> bool:
    """Whether a name begins as those of bodies do, or addresses a person."""
    return (
        _BEGINS.match(_plain(name)) is not None
        or re.match(r"(?:Ông|Bà|Các|Quý|Chủ|Thủ|Giám|ÔNG|BÀ)\b", name) is not None
    )


def _goes_on(above: str, plain: str) -> bool:
    """Whether a line is the rest of the one above: of a name without its end, of "MÔI TRƯỜNG" or "THỊ TRƯỜNG"."""
    torn = plain.startswith("truong ") and _plain(above).endswith(("moi", "thi"))
    return torn or is_unfinished(above)


def bodies(lines: list[str]) -> list[list[int]]:
    """Group the lines of a head by body, as indexes of lines; the last group is the issuing body."""
    groups: list[list[int]] = []
    for index, line in enumerate(lines):
        plain = _plain(line)
        own = _BEGINS.match(plain) and " " in plain and not (groups and _goes_on(lines[index - 1], plain))
        if groups and not own:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups
