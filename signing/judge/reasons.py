"""Why a signature is judged as it is: stable codes with a sentence in English and Vietnamese."""

from __future__ import annotations

from dossier.judgement import Reason
from signing.judge.details import in_vietnamese

_SENTENCES = {
    "development": (
        "Rests on the development authority: no legal value.",
        "Dựa trên bộ chứng thực thử nghiệm: không có giá trị pháp lý.",
    ),
    "time_limit": (
        "Judging the file took longer than is allowed.",
        "Việc kiểm tra tệp vượt quá thời gian cho phép.",
    ),
    "memory_limit": (
        "Judging the file needed more memory than is allowed.",
        "Việc kiểm tra tệp cần nhiều bộ nhớ hơn mức cho phép.",
    ),
    "crashed": (
        "The file broke the program that was to judge it.",
        "Tệp làm hỏng chương trình kiểm tra.",
    ),
    "content_missing": (
        "What was signed is not in the file: name it with --content.",
        "Tệp không chứa nội dung đã ký: hãy chỉ ra bằng --content.",
    ),
    "malformed": ("The signature cannot be read", "Không đọc được chữ ký"),
    "unknown_sub_filter": ("The signature is of a kind that is not known", "Loại chữ ký không được hỗ trợ"),
    "digest_differs": ("The signed bytes were changed.", "Nội dung đã ký bị thay đổi."),
    "encloses_other": (
        "The signature encloses other content than the document and says it is about both.",
        "Chữ ký chứa kèm nội dung khác với tài liệu.",
    ),
    "encrypted": (
        "The file is encrypted and cannot be read without its password or key.",
        "Tệp được mã hóa, không đọc được khi chưa có mật khẩu hoặc khóa.",
    ),
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
    "several_signers": ("Several signers share one signature", "Nhiều người ký chung một chữ ký"),
    "strange_attribute": (
        "The signature holds attributes that are not understood",
        "Chữ ký có thuộc tính không xác định được",
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
    "updated": (
        "Validation data or dates were added, which is allowed.",
        "Có bổ sung dữ liệu xác thực hoặc thời gian, được phép.",
    ),
    "page_content_changed": ("What a page shows was changed", "Nội dung trang bị thay đổi"),
    "page_added": ("Pages were added", "Có trang được thêm vào"),
    "page_removed": ("Pages were removed", "Có trang bị gỡ bỏ"),
    "page_geometry_changed": ("A page was cut or turned", "Trang bị cắt hoặc xoay"),
    "annotation_added": ("Something was laid over a page", "Có nội dung được đặt đè lên trang"),
    "annotation_changed": ("Something that lies over a page was changed", "Nội dung đặt trên trang bị thay đổi"),
    "annotation_removed": ("Something that lay over a page was removed", "Nội dung đặt trên trang bị gỡ bỏ"),
    "annotation_overlap": ("A note hides what a page shows", "Ghi chú che khuất nội dung trang"),
    "note_added": ("A note was added without leave", "Có ghi chú được thêm mà không được phép"),
    "note_removed": ("A note was removed without leave", "Ghi chú bị gỡ bỏ mà không được phép"),
    "field_filled": (
        "A form was filled in after this signature: the signer did not see it",
        "Biểu mẫu được điền sau chữ ký này: người ký chưa thấy nội dung đó",
    ),
    "field_added": ("A form field was added", "Có ô biểu mẫu được thêm vào"),
    "field_removed": ("A form field was removed", "Ô biểu mẫu bị gỡ bỏ"),
    "field_changed": ("A form field was changed", "Ô biểu mẫu bị thay đổi"),
    "form_overlay": (
        "A form field shows something else than its value, or hides what the page shows",
        "Ô biểu mẫu hiển thị khác giá trị của nó hoặc che khuất nội dung trang",
    ),
    "form_changed": ("The form as a whole was changed", "Biểu mẫu bị thay đổi"),
    "signature_dictionary_changed": (
        "The data of this or another signature were changed",
        "Dữ liệu của chữ ký bị thay đổi",
    ),
    "signature_removed": ("A signature was removed", "Có chữ ký bị gỡ bỏ"),
    "signature_appearance_changed": ("The visible mark of a signature was changed", "Hình ảnh chữ ký bị thay đổi"),
    "sneaky_signature": (
        "The mark of a signature that is none, or not intact, was laid over a page",
        "Hình ảnh của một chữ ký giả hoặc không nguyên vẹn được đặt lên trang",
    ),
    "further_signature": (
        "A signature was added although the certification permits no change",
        "Có chữ ký được thêm dù chứng thực không cho phép thay đổi",
    ),
    "unreached_objects": (
        "What was added is not reached by the document's cross-references",
        "Phần được thêm không nằm trong bảng tham chiếu của tài liệu",
    ),
    "certification_changed": (
        "The certification was taken away or replaced",
        "Chứng thực tài liệu bị gỡ bỏ hoặc thay thế",
    ),
    "document_information_changed": (
        "What the document says of itself was changed",
        "Thông tin mô tả tài liệu bị thay đổi",
    ),
    "metadata_changed": ("The metadata were changed", "Siêu dữ liệu bị thay đổi"),
    "script_added": ("An action or a script was added or changed", "Có hành động hoặc mã lệnh được thêm hoặc thay đổi"),
    "layers_changed": ("Layers were switched, added or removed", "Các lớp hiển thị bị thay đổi"),
    "outline_changed": ("The outline was changed", "Mục lục điều hướng bị thay đổi"),
    "attachments_changed": ("Attached files were changed", "Tệp đính kèm bị thay đổi"),
    "catalog_changed": ("The document's settings were changed", "Thiết lập của tài liệu bị thay đổi"),
    "structure_changed": ("The reading structure was changed", "Cấu trúc đọc của tài liệu bị thay đổi"),
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
    "local_time_as_utc": (
        "The signer's program wrote Vietnamese time and called it UTC: the time stamp is right.",
        "Phần mềm ký ghi giờ Việt Nam nhưng khai là giờ UTC: lấy theo dấu thời gian.",
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
    return Reason(code, f"{english.rstrip('.')}: {detail}.", f"{vietnamese.rstrip('.')}: {in_vietnamese(detail)}.")


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(".") else sentence + "."
