"""Details of reasons in Vietnamese: what was wrong, in the words of the sentence before it."""

from __future__ import annotations

import re

_TEXTS = {
    # Time stamps
    "it is about other bytes": "dấu thời gian thuộc về nội dung khác",
    "no signed attributes": "thiếu thuộc tính được ký",
    "its content was changed": "nội dung dấu thời gian bị thay đổi",
    "its signature value is wrong": "giá trị chữ ký của dấu thời gian sai",
    "it names another certificate": "dấu thời gian nêu chứng thư khác",
    "its certificate is not for time stamps": "chứng thư không dùng để cấp dấu thời gian",
    "a certificate has conditions that are not understood": "chứng thư có điều kiện chưa được hỗ trợ",
    "its certificate was not valid then": "chứng thư không còn hoặc chưa có hiệu lực lúc đó",
    "its time is yet to come": "thời điểm nằm trong tương lai",
    "it holds attributes that are not understood": "có thuộc tính chưa được hỗ trợ",
    "its certificate was revoked": "chứng thư đã bị thu hồi",
    "revocation of its certificate cannot be told": "không kiểm tra được tình trạng thu hồi của chứng thư",
    "it holds a certificate that nobody has issued": "có kèm chứng thư không rõ nơi cấp",
    "no time-stamp information": "không có thông tin dấu thời gian",
    "a time without zone": "thời điểm không có múi giờ",
    "archive": "dấu thời gian lưu trữ",
    # Ranges and containers
    "more is left out than the signature": "phần không ký rộng hơn chữ ký",
    "a range that does not fit the file": "vùng ký không khớp với tệp",
    "not four numbers": "vùng ký không đủ bốn số",
    "a gap that is too long": "vùng chừa trống quá dài",
    "no PDF that can be opened": "không mở được tệp PDF",
    "no certificate": "không có chứng thư",
    "not signed data": "không phải dữ liệu ký",
    "a version that is not known": "phiên bản không được hỗ trợ",
    "unknown signature algorithm": "thuật toán ký không được hỗ trợ",
    "an unknown hash": "hàm băm không được hỗ trợ",
    "an algorithm that cannot be computed here": "thuật toán không tính được ở đây",
    "a key of another kind than the signature": "khóa khác loại với chữ ký",
    "a hash that was not announced": "hàm băm không được khai báo",
    "a hash with parameters": "hàm băm có tham số lạ",
    "a signature that lacks a part": "chữ ký thiếu thành phần",
    "a signature with a part that has no meaning": "chữ ký có thành phần không có nghĩa",
    "a signed attribute that stands there twice": "thuộc tính được ký bị lặp",
    "a signed attribute with several values": "thuộc tính được ký có nhiều giá trị",
    "a signed attribute of another kind": "thuộc tính được ký sai kiểu",
    "signed attributes about another type of content": "thuộc tính được ký nói về loại nội dung khác",
    "none": "không nêu",
    # Attributes and parts beside the signature
    "version": "phiên bản",
    "version of the signer": "phiên bản của người ký",
    "a certificate": "một chứng thư",
    "a certificate that nobody has issued": "chứng thư không rõ nơi cấp",
}
_THINGS = {
    "a signature": "chữ ký",
    "a certificate": "chứng thư",
    "a hash": "hàm băm",
    "a public key": "khóa công khai",
    "a signature algorithm": "thuật toán ký",
    "a signature value": "giá trị chữ ký",
    "time-stamp information": "thông tin dấu thời gian",
    "an archive time stamp": "dấu thời gian lưu trữ",
    "an evidence record": "bản ghi bằng chứng",
}
_UNREADABLE = re.compile(r"(.*) that cannot be read")
_COUNTED = {"signatures": "chữ ký", "signers": "người ký", "certificates": "chứng thư", "time stamps": "dấu thời gian"}
_COUNT = re.compile(r"(\d+) (.*)")


def in_vietnamese(detail: str) -> str:
    """The detail in Vietnamese; one that has no words of its own (numbers, names of algorithms and keys) stays as it is."""
    if detail in _TEXTS:
        return _TEXTS[detail]
    unreadable = _UNREADABLE.fullmatch(detail)
    if unreadable is not None and unreadable[1] in _THINGS:
        return f"không đọc được {_THINGS[unreadable[1]]}"
    counted = _COUNT.fullmatch(detail)
    if counted is not None and counted[2] in _COUNTED:
        return f"{counted[1]} {_COUNTED[counted[2]]}"
    parts = detail.split(", ")
    return ", ".join(map(in_vietnamese, parts)) if len(parts) > 1 else detail
