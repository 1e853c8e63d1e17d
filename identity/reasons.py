"""The reasons of an identification, in English and Vietnamese: what is the matter with which field.

A disagreement names both values: reasons belong to the record, and into no log.
"""

from __future__ import annotations

from dossier.judgement import Reason

_FIELDS = {
    "id_number": ("the personal number", "số định danh cá nhân"),
    "full_name": ("the name", "họ và tên"),
    "date_of_birth": ("the date of birth", "ngày sinh"),
    "sex": ("the sex", "giới tính"),
    "nationality": ("the nationality", "quốc tịch"),
    "place_of_residence": ("the place of residence", "nơi cư trú"),
    "date_of_issue": ("the date of issue", "ngày cấp"),
    "date_of_expiry": ("the date of expiry", "ngày hết hạn"),
}

_SENTENCES = {
    "name_differs": (
        "{field} differs from the other source{detail}.",
        "{field} khác với nguồn đối chiếu{detail}.",
    ),
    "name_differs_in_tone": (
        "{field} differs in tones or marks only{detail}.",
        "{field} chỉ khác dấu{detail}.",
    ),
    "date_of_birth_differs": (
        "{field} differs from the other source{detail}.",
        "{field} khác với nguồn đối chiếu{detail}.",
    ),
    "sex_differs": ("{field} differs from the other source{detail}.", "{field} khác với nguồn đối chiếu{detail}."),
    "address_differs": (
        "{field} differs from the register{detail}; people move and communes were merged.",
        "{field} khác với cơ sở dữ liệu{detail}; có thể đã chuyển nơi ở hoặc đơn vị hành chính đã sắp xếp lại.",
    ),
    "number_malformed": (
        "{field} is unreadable, or does not fit the sex and year of birth{detail}.",
        "{field} không đọc được hoặc không hợp với giới tính, năm sinh{detail}.",
    ),
    "number_corrected": (
        "{field} was misread in print by one digit{detail}.",
        "{field} in trên giấy đọc sai một chữ số{detail}.",
    ),
    "document_no_longer_valid": (
        "An identity card of the old kind (CMND) identifies nobody since 1 January 2025 (Law 26/2023/QH15 Art. 46).",
        "Chứng minh nhân dân không còn giá trị từ ngày 01/01/2025 (Điều 46 Luật 26/2023/QH15).",
    ),
    "expiry_implausible": (
        "{field} is none that a card of somebody born then bears (Law 26/2023/QH15 Art. 21).",
        "{field} không hợp với tuổi đổi thẻ (Điều 21 Luật 26/2023/QH15).",
    ),
    "expiry_differs": (
        "{field} differs from the register{detail}.",
        "{field} khác với cơ sở dữ liệu{detail}.",
    ),
    "card_superseded": (
        "The card is older than the one in the register, which replaced it{detail}.",
        "Thẻ cũ hơn thẻ trong cơ sở dữ liệu, đã được cấp đổi{detail}.",
    ),
    "nationality_differs": (
        "{field} differs from the register{detail}.",
        "{field} khác với cơ sở dữ liệu{detail}.",
    ),
    "chip_not_anchored": (
        "The chip's data are intact, but no trusted country certificate vouches for their signer{detail}.",
        "Dữ liệu chíp nguyên vẹn nhưng chưa có chứng thư gốc (CSCA) tin cậy bảo đảm cho người ký{detail}.",
    ),
    "chip_signer_expired": (
        "A certificate behind the chip's data is outside its term{detail}.",
        "Chứng thư bảo đảm cho dữ liệu chíp ngoài thời hạn hiệu lực{detail}.",
    ),
    "chip_invalid": (
        "The chip's data do not stand up to passive authentication{detail}.",
        "Dữ liệu chíp không qua được xác thực thụ động{detail}.",
    ),
    "card_expired": ("The card or passport has run out.", "Thẻ hoặc hộ chiếu đã hết hạn."),
    "card_revoked": ("The register knows the card as revoked.", "Thẻ đã bị thu hồi theo cơ sở dữ liệu."),
    "deceased": ("The register knows the person as deceased.", "Người này đã chết theo cơ sở dữ liệu."),
    "qr_text_conflict": (
        "The QR code says something else than the card about {field}{detail}.",
        "Mã QR và mặt thẻ không thống nhất về {field}{detail}.",
    ),
    "mrz_text_conflict": (
        "The machine-readable zone says something else than the card about {field}{detail}.",
        "Vùng máy đọc (MRZ) và mặt thẻ không thống nhất về {field}{detail}.",
    ),
    "chip_text_conflict": (
        "The chip says something else than the card about {field}{detail}.",
        "Chíp và mặt thẻ không thống nhất về {field}{detail}.",
    ),
    "print_unread": (
        "{field} could not be read in print, so the print was not held against the code.",
        "Không đọc được {field} trên mặt in nên chưa đối chiếu được với mã máy đọc.",
    ),
    "mrz_check_digit": (
        "A check digit of the machine-readable zone is wrong{detail}.",
        "Số kiểm tra của vùng máy đọc (MRZ) sai{detail}.",
    ),
    "not_in_register": (
        "The register does not know {field}.",
        "Không có {field} này trong cơ sở dữ liệu.",
    ),
    "register_unavailable": (
        "The register did not answer{detail}.",
        "Cơ sở dữ liệu không trả lời{detail}.",
    ),
    "only_one_channel": (
        "There is only one reading of the person, nothing to hold it against.",
        "Chỉ có một nguồn đọc, không có gì để đối chiếu chéo.",
    ),
    "too_little_evidence": (
        "Too few particulars agree to say who it is{detail}.",
        "Chưa đủ thông tin trùng khớp để kết luận{detail}.",
    ),
}


def reason(code: str, field: str | None = None, *, detail: str = "", detail_vi: str | None = None) -> Reason:
    """The reason of this code about this field; ``detail`` says more and is the same in both languages by default."""
    english, vietnamese = _SENTENCES[code]
    name, name_vi = _FIELDS.get(field or "", ("a particular", "thông tin"))
    said, said_vi = (f" ({detail})" if detail else ""), (f" ({detail_vi or detail})" if detail else "")
    return Reason(
        code,
        _sentence(english.format(field=name, detail=said)),
        _sentence(vietnamese.format(field=name_vi, detail=said_vi)),
        field,
    )


_LEVELS = {
    "equal": ("agrees", "trùng khớp"),
    "partial": ("agrees as far as it is known", "khớp phần đã biết"),
    "ward": ("agrees to the commune", "khớp đến cấp xã"),
    "province": ("agrees to the province", "khớp đến cấp tỉnh"),
    "tone": ("differs in tones or marks only", "chỉ khác dấu"),
    "close": ("differs in a letter or two", "khác một, hai chữ"),
    "different": ("differs", "khác"),
    "unknown": ("cannot be compared", "không so sánh được"),
}


def level_sentence(field: str, level: str, bits: float) -> str:
    """How far a field agrees with the register and what that weighs, in Vietnamese and English."""
    name, name_vi = _FIELDS[field]
    english, vietnamese = _LEVELS[level]
    return f"{level}; {bits:+.1f} bit; {_sentence(name_vi)} {vietnamese}. / {_sentence(name)} {english}."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
