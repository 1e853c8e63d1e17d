"""Closed lists that a read value can be held against. All folded: tones are what engines lose first."""

from __future__ import annotations

import re
import unicodedata
from importlib import resources

from dossier.text import fold, tidy, tone_key

# The frequent ones come first, the most frequent at the beginning.
_SURNAMES = """
Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Đào Lâm Mai Trịnh Trương Cao Phùng Hà
Lương Tạ Chu Châu Lưu Tăng Tô Thái Tống Kiều Quách La Nông Vi Bế Lò Ca Quàng Sùng Giàng Vàng Thào Mã Hầu Tráng Khuất
Nghiêm Ninh Bạch Từ Tiêu Âu An Lại Mạc Diệp Cù Thạch Sơn Kim Danh Lục Long Hứa Hồng Vương Ứng Ung Bàn Ban Chung Cầm
Cung Đàm Đậu Đồng Điêu Điểu Giáp Hán Hoa Khương Khúc Kha Lãnh Liêu Lù Lữ Lã Mùa Nhan Ông Phí Phó Phú Quan Sầm Tán Tần
Thân Thiều Thi Tri Triệu Tôn Trung Uông Văn Viên Y Ksor Rmah Rcom Nay Siu Rahlan Kpă Hlong Eban Niê Mlô Byă Ro H Lường
Lèo Tòng Cà Đèo Hoàng Vừ Hờ Phàn Tẩn Chảo Lồ Cư Ly Ka Thao Đới Ma Hạ Trà Mạch Kỷ Giang Lộc Tào Nhâm Ngụy Tưởng Vòng Đường
Qua Bá Đàng Thập Trượng Lộ Báo Miêu Nại Thành Đạo Não Tài Thiên Chế Ôn Quảng Đăng Lầu Hạng Hầu Vừ Cứ Giàng Phù Lưỡng
Ngọ Chử Xeo Sần Lừu Cháng Sồng Hảng Thò Sình Lùng Pờ Khoàng Voòng Chắng Tằng Chìu Phún Nình Thòng Hoắc Mộc Sái Bồ Ngân Lẩu Lao
Hồng Nhữ Đổng Lỗ Bành Sử Khổng Doãn Trang Tất Tiết Thôi Lăng Quản Thẩm Tôn Từ Đới Cáp Cấn Công Dư Phương Thịnh Yên
Lều Mẫn Biện Cái Hàn Khưu Liễu Mông Vạn Viêm Đái Thang
"""
_BY_FOLD: dict[str, set[str]] = {}
for _name in _SURNAMES.split():
    _BY_FOLD.setdefault(fold(_name), set()).add(_name)
_FREQUENT = """
Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Võ Đặng Bùi Đỗ Hồ Ngô Dương Đinh Lâm Mai Trịnh Cao Phùng Tạ Châu Lưu Tô Thái
"""
_COMMON = frozenset(_FREQUENT.split())
"""Family names so frequent that their letters in other tones are a slip of recognition, not another family."""
SURNAMES = tuple(dict.fromkeys(_SURNAMES.split()))
"""Family names, the frequent ones first."""
_GIVEN_WORDS = resources.files("ocr").joinpath("data/given_names.txt").read_text(encoding="utf-8").split()
_GIVEN = frozenset(map(tone_key, _GIVEN_WORDS))
_GIVEN_PLAIN = frozenset(map(fold, _GIVEN_WORDS))
_FAMILY = frozenset(map(tone_key, SURNAMES))
ETHNICITIES = (
    "Kinh",
    "Tày",
    "Thái",
    "Mường",
    "Khmer",
    "Khơ-me",
    "Hoa",
    "Nùng",
    "Mông",
    "H'Mông",
    "Dao",
    "Gia Rai",
    "Ê Đê",
    "Ba Na",
    "Sán Chay",
    "Chăm",
    "Cơ Ho",
    "Xơ Đăng",
    "Sán Dìu",
    "Hrê",
    "Ra Glai",
    "Mnông",
    "Thổ",
    "Xtiêng",
    "Khơ Mú",
    "Bru - Vân Kiều",
    "Cơ Tu",
    "Giáy",
    "Tà Ôi",
    "Mạ",
    "Gié Triêng",
    "Co",
    "Chơ Ro",
    "Xinh Mun",
    "Hà Nhì",
    "Chu Ru",
    "Lào",
    "La Chí",
    "Kháng",
    "Phù Lá",
    "La Hủ",
    "La Ha",
    "Pà Thẻn",
    "Lự",
    "Ngái",
    "Chứt",
    "Lô Lô",
    "Mảng",
    "Cơ Lao",
    "Bố Y",
    "Cống",
    "Si La",
    "Pu Péo",
    "Rơ Măm",
    "Brâu",
    "Ơ Đu",
)
NATIONALITIES = ("Việt Nam", "Hoa Kỳ", "Trung Quốc", "Lào", "Campuchia", "Hàn Quốc", "Nhật Bản", "Pháp", "Đức", "Anh")
RELATIONS = (
    "Chủ hộ",
    "Người ở nhờ, thuê, mượn",
    "Người ở thuê, mượn, ở nhờ",
    "Người ở thuê",
    "Người ở nhờ",
    "Người ở mượn",
    "Vợ",
    "Chồng",
    "Con",
    "Con đẻ",
    "Con nuôi",
    "Cha",
    "Mẹ",
    "Bố",
    "Cha đẻ",
    "Mẹ đẻ",
    "Anh",
    "Chị",
    "Em",
    "Anh ruột",
    "Chị ruột",
    "Em ruột",
    "Ông",
    "Bà",
    "Ông nội",
    "Bà nội",
    "Ông ngoại",
    "Bà ngoại",
    "Cháu",
    "Cháu ruột",
    "Con dâu",
    "Con rể",
    "Người ở nhờ",
    "Người thuê nhà",
    "Cùng ở thuê",
    "Khác",
)
# Provinces and cities before and since Resolution 202/2025/QH15, folded, without "tỉnh" and "thành phố".
_PROVINCES = """
Hà Nội|Hà Giang|Cao Bằng|Bắc Kạn|Tuyên Quang|Lào Cai|Điện Biên|Lai Châu|Sơn La|Yên Bái|Hòa Bình|Thái Nguyên|Lạng Sơn
Quảng Ninh|Bắc Giang|Phú Thọ|Vĩnh Phúc|Bắc Ninh|Hải Dương|Hải Phòng|Hưng Yên|Thái Bình|Hà Nam|Nam Định|Ninh Bình
Thanh Hóa|Nghệ An|Hà Tĩnh|Quảng Bình|Quảng Trị|Thừa Thiên Huế|Huế|Đà Nẵng|Quảng Nam|Quảng Ngãi|Bình Định|Phú Yên
Khánh Hòa|Ninh Thuận|Bình Thuận|Kon Tum|Gia Lai|Đắk Lắk|Đắk Nông|Lâm Đồng|Bình Phước|Tây Ninh|Bình Dương|Đồng Nai
Bà Rịa - Vũng Tàu|Bà Rịa-Vũng Tàu|Hồ Chí Minh|Long An|Tiền Giang|Bến Tre|Trà Vinh|Vĩnh Long|Đồng Tháp|An Giang
Kiên Giang|Cần Thơ|Hậu Giang|Sóc Trăng|Bạc Liêu|Cà Mau|Hà Tây|Hà Bắc|Nam Hà|Hà Nam Ninh|Vĩnh Phú|Hoàng Liên Sơn
"""
PROVINCES = frozenset(fold(name) for line in _PROVINCES.split("\n") for name in line.split("|") if name)
# The provinces' codes in personal numbers: TT 07/2016/TT-BCA, Appendix 1; the gaps are no province's.
_CODES = """
001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040
042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084
086 087 089 091 092 093 094 095 096
"""
PLACE_CODES = frozenset(_CODES.split())
# Kinds of documents and their codes: NĐ 30/2020/NĐ-CP Phụ lục III, and those of Luật 80/2015 (normative acts).
KINDS = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "QH": "Luật",
    "L": "Lệnh",
    "PL": "Pháp lệnh",
    "TTLT": "Thông tư liên tịch",
    "GXN": "Giấy xác nhận",
    "GCN": "Giấy chứng nhận",
    "KL": "Kết luận",
    "GP": "Giấy phép",
}
LETTER = "Công văn"
# Clans of the Ê Đê: a man's name is "Y Thim Byă", a woman's "H'Loan Ayŭn".
_CLAN_NAMES = """
Niê Mlô Byă Ayŭn Êban Kbuôr Kpă Hwing Hmŏk Knul Ksơr Êñuôl Ênuôl Hđơk Kđoh Mjâo Krông Buôn Adrơng Arul Ktla Ktul Mđrăng
"""
_CLANS = {fold(name): name for name in _CLAN_NAMES.split()}
_WOMAN = re.compile(r"^H\s*['’‘`´]\s*(?=[^\W\d_])|^H(?=[B-DF-HJ-NP-TV-XZĐbcdđghklmnprstvx])")


def highland(name: str) -> str | None:
    """An Ê Đê name in its spelling: H' before a woman's, clans with their own letters; None for any other name."""
    woman = _WOMAN.match(name)
    words = (f"H'{name[woman.end() :]}" if woman else name).split(" ")
    if len(words) < 2 or not (woman or words[0] == "Y"):
        return None
    clans = [_CLANS.get(fold(word)) for word in words[1:]]
    if not (woman or any(clans)):
        return None
    spelled = (clan and (clan.upper() if word.isupper() else clan) for clan, word in zip(clans, words[1:], strict=True))
    return " ".join([words[0], *(right or word for right, word in zip(spelled, words[1:], strict=True))])


def is_name(text: str) -> bool:
    """Whether a text can be a person's name: two to six capitalised words of letters, the first a known family name.

    Names of the Cơ Ho may be one word with the mark of a man: "K'Brêm".
    """
    if re.fullmatch(r"K['’][^\W\d_]{3,}", text):
        return True
    words = tidy(text).split(" ")
    return (
        2 <= len(words) <= 6
        and all(word[0].isupper() and re.fullmatch(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", word) for word in words)
        and fold(words[0]) in _BY_FOLD
    )


def has_surname(name: str) -> bool:
    """Whether the first word is a family name with its own tone marks; Nguyên is not one, Nguyễn is."""
    first = tidy(name).split(" ")[0]
    return first.casefold() in {known.casefold() for known in _BY_FOLD.get(fold(first), set())}


def has_common_surname(name: str) -> bool:
    """Whether the first word is one of the frequent family names."""
    return tidy(name).split(" ")[0].casefold() in {known.casefold() for known in SURNAMES[:_MOST_FREQUENT]}


_MOST_FREQUENT = 35
"""Family names of the list that are frequent; those behind them are given names as often as not."""


def has_rare_surname(name: str) -> bool:
    """Whether the family name is one whose letters a frequent one has in other tones: Đăng, as engines read Đặng."""
    first = tidy(name).split(" ")[0].casefold()
    common = {known.casefold() for known in _BY_FOLD.get(fold(first), set()) & _COMMON}
    return bool(common) and first not in common


def with_surname(name: str) -> str:
    """The name with its family name's tones put right where only one family name, a frequent one, has its letters.

    Engines lose the tones of capitals: TRÂN is Trần. Where several are possible (Đặng, Đàng) the name stays as read.
    """
    first, space, rest = name.partition(" ")
    known = _BY_FOLD.get(fold(first), set())
    if not space or has_surname(name) or len(known) != 1 or not known <= _COMMON:
        return name
    (surname,) = known
    return (surname.upper() if first.isupper() else surname) + space + rest


def with_any_surname(name: str) -> str:
    """The name with the marks that its family name lost where only one has its letters, be it a rare one: Mac is Mạc."""
    first, space, rest = name.partition(" ")
    known = _BY_FOLD.get(fold(first), set())
    if not space or has_surname(name) or len(known) != 1:
        return name
    (surname,) = known
    lost = _marks(first) < _marks(surname)  # engines lose marks; they rarely add any
    return (surname.upper() if first.isupper() else surname) + space + rest if lost else name


def adds_marks(read: str, right: str) -> bool:
    """Whether a family name put right differs from what was read in marks that engines lose, and in nothing else."""
    return _marks(read.partition(" ")[0]) <= _marks(right.partition(" ")[0])


def _marks(word: str) -> set[str]:
    return {character for character in unicodedata.normalize("NFD", word) if unicodedata.combining(character)}


def parted_name(name: str) -> str:
    """A name that was read in one word, parted where a family name ends and a given name begins, if only once: DANHÚT."""
    if " " in name or not name.isalpha():
        return name
    cuts = [at for at in range(2, len(name)) if has_surname(name[:at]) and is_given(name[at:])]
    return f"{name[: cuts[0]]} {name[cuts[0] :]}" if len(cuts) == 1 else name


def lacks_tone(word: str) -> bool:
    """Whether a word is no name, and others with its letters in other tones are: Tuê, where Tuệ is one."""
    return not is_given(word) and tone_key(word) not in _FAMILY and fold(word) in _GIVEN_PLAIN


_LEFT = 2
"""The fewest letters that are left of a family name whose beginning is covered."""


def torn_surname(word: str) -> str | None:
    """The one family name that ends as a word does whose first letters a seal covers: "guyễn", "/rương"; else None."""
    letters = re.search(r"[^\W\d_]*$", word.casefold())
    read = letters[0] if letters else ""
    known = {name.casefold(): name for names in _BY_FOLD.values() for name in names if len(name) > _LEFT}
    for start in range(len(read) - _LEFT + 1):
        found = [name for plain, name in known.items() if plain[1:] == read[start:] or plain[2:] == read[start:]]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def is_given(word: str) -> bool:
    """Whether a word is in the list of given names."""
    return tone_key(word) in _GIVEN


def unusual(name: str) -> float:
    """Share of the words after the family name that are in no list of given names, as an engine's slips make them.

    The second word may be the mother's family name: "Nguyễn Trần Đức Tâm".
    """
    words = tidy(name).split(" ")[1:]
    strange = [not is_given(word) for word in words]
    if len(words) > 1 and words[0].title() in _COMMON:
        strange[0] = False
    return sum(strange) / len(words) if words else 1.0


def _close(text: str) -> str:
    """Folded letters alone: "VIỆT.NAM" is Việt Nam."""
    return re.sub(r"[\W_]+", "", fold(text))


def listed(text: str, words: tuple[str, ...]) -> str | None:
    """The member of a closed list that the text is, exactly or but for tones, case and what follows a slash."""
    if text in words:
        return text
    plain = re.split(r"[/|\[\]\\!¡]| [^\W\d_] (?=[A-Z][a-z]+$)| ?[IÍÌÏl] ?(?=VIETNAMESE$)", text)[0]
    bare, _, last = plain.strip().rpartition(" ")
    for each in (plain, bare) if last.isascii() and last.istitle() else (plain,):  # "Việt Nam Vietnamese"
        alike = [word for word in words if _close(word) == _close(each)]
        if len(alike) == 1:
            return alike[0]
    return None
