"""Closed lists that a read value can be held against. All folded: tones are what engines lose first."""

from __future__ import annotations

import re
import unicodedata

from dossier.text import fold, tidy

_SURNAMES = """
nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh doan dao lam mai trinh truong
cao phung ha luong ta chu chau luu tang to thai tong kieu quach la nong vi be lo ca quang sung giang vang thao ma
hau trang khuat nghiem ninh bach tu tieu au an lai mac diep cu thach son kim danh luc long hua hong vuong ung
ban chung cam cung dam dau dong dieu giap han hoa khuong khuc kha lanh lieu lu lung mau mua nhan ong phi pho phu
quan sam si tan than thieu thi tri trieu ton trung uong van vien y ksor rmah rcom nay siu rahlan kpa hlong eban nie
mlo bya ro h
"""
SURNAMES = frozenset(_SURNAMES.split())
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
}
LETTER = "Công văn"
_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx]"
_NUCLEUS = (
    "iê|yê|ươ|uô|uâ|uê|uơ|uy|uyê|uya|oa|oă|oe|oai|oao|oay|oeo|uây|iêu|yêu|ươi|ươu|uôi|uyu|ai|ao|au|ay|âu|ây|eo|êu|"
    "ia|iu|oi|ôi|ơi|ua|ui|ưa|ưi|ưu|oo|uê|[aăâeêioôơuưy]"
)
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{_NUCLEUS})(?:ch|ng|nh|[cmnpt])?")
_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}


def is_syllable(word: str) -> bool:
    """Whether a word can be a Vietnamese syllable: its letters, and its tone (stops take only sắc or nặng)."""
    decomposed = unicodedata.normalize("NFD", tidy(word).casefold())
    tones = [character for character in decomposed if character in _TONES]
    letters = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(letters):
        return False
    return not re.search(r"(?:ch|[cpt])$", letters) or (len(tones) == 1 and _TONES[tones[0]] in "sj")


def is_name(text: str) -> bool:
    """Whether a text can be a person's name: two to six capitalised words of letters, the first a known family name."""
    words = tidy(text).split(" ")
    return (
        2 <= len(words) <= 6
        and all(word[0].isupper() and re.fullmatch(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", word) for word in words)
        and fold(words[0]) in SURNAMES
    )


def listed(text: str, words: tuple[str, ...]) -> str | None:
    """The member of a closed list that the text is, exactly or but for tones and case."""
    if text in words:
        return text
    alike = [word for word in words if fold(word) == fold(text)]
    return alike[0] if len(alike) == 1 else None
