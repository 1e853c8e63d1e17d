"""Why a signature is judged as it is: stable codes with a sentence in English and Vietnamese."""

from __future__ import annotations

from dossier.judgement import Reason

_SENTENCES = {
    "development": (
        "Rests on the development authority: no legal value.",
        "Dựa trên bộ chứng thực thử nghiệm: không có giá trị pháp lý.",
    ),
    "malformed": ("The signature cannot be read", "Không đọc được chữ ký"),
    "unknown_sub_filter": ("The signature is of a kind that is not known", "Loại chữ ký không được hỗ trợ"),
    "digest_differs": ("The signed bytes were changed.", "Nội dung đã ký bị thay đổi."),
    "signature_wrong": (
        "The signature value was not made by this certificate's key over these bytes.",
        "Giá trị chữ ký không khớp với khóa của chứng thư.",
    ),
    "certificate_missing": ("The signer's certificate is not in the signature.", "Không có chứng thư của người ký."),
    "certificate_mismatch": (
        "The signature names another certificate than the one it comes with.",
        "Chữ ký chỉ định một chứng thư khác.",
    ),
    "no_chain": ("No trusted root vouches for the signer", "Không có chứng thư gốc tin cậy cho người ký"),
    "expired": (
        "A certificate was not valid at the time that can be proven",
        "Chứng thư không còn hiệu lực tại thời điểm chứng minh được",
    ),
    "revoked": ("A certificate was revoked", "Chứng thư đã bị thu hồi"),
    "revocation_unknown": (
        "Whether a certificate was revoked cannot be told offline",
        "Không kiểm tra được tình trạng thu hồi khi ngoại tuyến",
    ),
    "weak_algorithm": ("An algorithm is not allowed any more", "Thuật toán không còn được phép sử dụng"),
    "not_der": (
        "The signed attributes are not in DER: other verifiers may come to another answer.",
        "Thuộc tính ký không theo chuẩn DER: phần mềm khác có thể cho kết quả khác.",
    ),
    "usage": ("The certificate is not for this purpose.", "Chứng thư không dành cho mục đích này."),
    "byte_range": ("The signed range does not leave out the signature alone", "Phạm vi ký không đúng quy cách"),
    "padding": (
        "There are bytes in the padding behind the signature.",
        "Có dữ liệu lạ trong phần đệm sau chữ ký.",
    ),
    "contents_differ": (
        "The signature in the gap is not the one that the document shows.",
        "Chữ ký trong vùng chừa trống khác với chữ ký mà tài liệu nêu.",
    ),
    "trailing_data": (
        "Bytes were added behind the end of the document.",
        "Có dữ liệu được thêm sau phần kết thúc của tài liệu.",
    ),
    "changed_after_signing": ("The document was changed after this signature", "Tài liệu bị sửa sau chữ ký này"),
    "covered": (
        "The mark of a later signature covers another mark or much of a page.",
        "Hình ảnh của chữ ký sau che khuất chữ ký khác hoặc phần lớn trang.",
    ),
    "signed_again": ("Further signatures were added, which is allowed.", "Có thêm chữ ký sau, được phép."),
    "not_shown": (
        "No field of the document shows this signature: it was taken from view.",
        "Không trường nào của tài liệu hiển thị chữ ký này: chữ ký đã bị gỡ khỏi tài liệu.",
    ),
    "shared": (
        "Several fields claim this one signature.",
        "Nhiều trường cùng dùng chung một chữ ký.",
    ),
    "rewritten": ("The file was rewritten after it was signed.", "Tệp bị ghi lại sau khi ký."),
    "timestamp_invalid": ("The time stamp is not valid", "Dấu thời gian không hợp lệ"),
    "timestamp_untrusted": (
        "Nobody trusted vouches for the time stamp",
        "Dấu thời gian chưa có đơn vị tin cậy bảo đảm",
    ),
    "time_disagrees": (
        "The signing time that the signer states is not that of the time stamp",
        "Thời điểm ký do người ký khai khác với dấu thời gian",
    ),
    "unread_structure": (
        "What was changed after signing cannot be told: the file's structure is not sound.",
        "Không xác định được thay đổi sau khi ký: cấu trúc tệp không hợp lệ.",
    ),
}


def reason(code: str, *, detail: str = "") -> Reason:
    """The reason with that code; ``detail`` is put behind the sentence and holds no personal data."""
    english, vietnamese = _SENTENCES[code]
    if not detail:
        return Reason(code, _ended(english), _ended(vietnamese))
    return Reason(code, f"{english.rstrip('.')}: {detail}.", f"{vietnamese.rstrip('.')}: {detail}.")


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(".") else sentence + "."
