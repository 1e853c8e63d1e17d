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
    "a certificate that was never valid": "chứng thư chưa từng có hiệu lực",
    "a signature with bits that count for nothing": "chữ ký có bit thừa",
    "no message digest": "thiếu mã băm thông điệp",
    "a length that is not DER": "độ dài không theo DER",
    "a value longer than what holds it": "giá trị dài hơn phần chứa nó",
    "no signature": "không có chữ ký",
    "no token": "không có dấu thời gian",
    # Evidence records, archive time stamps
    "no evidence record": "không phải bản ghi bằng chứng",
    "no evidence record of a version that is known": "phiên bản bản ghi bằng chứng không được hỗ trợ",
    "an evidence record over encrypted data": "bản ghi bằng chứng về dữ liệu mã hóa",
    "an evidence record without time stamps": "bản ghi bằng chứng không có dấu thời gian",
    "an evidence record that names other hashes than it uses": "bản ghi bằng chứng khai hàm băm khác hàm đã dùng",
    "an evidence record with another value than belongs there": "bản ghi bằng chứng có giá trị lạ",
    "an archive time stamp with parts that are not understood": "dấu thời gian lưu trữ có phần chưa được hỗ trợ",
    "another hash within one chain": "hàm băm khác trong cùng một chuỗi",
    "a renewal without hash tree": "lần gia hạn thiếu cây băm",
    "a hash tree without root": "cây băm không có gốc",
    "an index of another hash": "chỉ mục của hàm băm khác",
    "not one index": "không có đúng một chỉ mục",
    "something that an archive time stamp covers is gone": "mất phần mà dấu thời gian lưu trữ bao trùm",
    "more evidence than is read": "quá nhiều dữ liệu bằng chứng",
    # What was changed after signing
    "metadata that is too large": "siêu dữ liệu quá lớn",
    "metadata that is no XML": "siêu dữ liệu không phải XML",
    "a page that is too large to be drawn": "trang quá lớn, không vẽ được",
    "a page that cannot be drawn": "trang không vẽ được",
    "no cross-references": "thiếu bảng tham chiếu chéo",
    "no cross-references where the file says they are": "không có bảng tham chiếu chéo ở chỗ tệp chỉ ra",
    "a cross-reference table without trailer": "bảng tham chiếu chéo thiếu phần cuối",
    "an object in two places": "một đối tượng ở hai chỗ",
    "cross-references that lead to two places": "tham chiếu chéo dẫn tới hai chỗ",
    "cross-references that lead nowhere": "tham chiếu chéo không dẫn tới đâu",
    "a cross-reference stream that is none": "luồng tham chiếu chéo không đúng loại",
    "a cross-reference stream that cannot be decoded": "không giải mã được luồng tham chiếu chéo",
    "a value of an unknown kind": "giá trị thuộc loại lạ",
    "a stream that cannot be decoded": "không giải mã được luồng",
    "more objects than can be compared": "quá nhiều đối tượng để so sánh",
    "form data that is too large": "dữ liệu biểu mẫu quá lớn",
    "form data that is no XML": "dữ liệu biểu mẫu không phải XML",
    "more pages than are judged": "quá nhiều trang",
    "more form fields than are judged": "quá nhiều trường biểu mẫu",
    "a page that stands in the page tree twice": "một trang có hai lần trong cây trang",
    "a dictionary whose key is no name": "từ điển có khóa không phải tên",
    "a key without value": "khóa không có giá trị",
    "a string without end": "chuỗi không có điểm cuối",
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
    "certificates": "các chứng thư",
    "a revocation list": "danh sách thu hồi",
    "an OCSP answer": "trả lời OCSP",
    "an attribute": "thuộc tính",
    "an answer": "câu trả lời",
    "extensions": "phần mở rộng của chứng thư",
    "a cross-reference stream": "luồng tham chiếu chéo",
    "a cross-reference table": "bảng tham chiếu chéo",
    "an object": "đối tượng",
    "an appearance": "hình hiển thị của trường",
    "a value": "giá trị",
}
_UNREADABLE = re.compile(r"(.*) that cannot be read")
_COUNTED = {"signatures": "chữ ký", "signers": "người ký", "certificates": "chứng thư", "time stamps": "dấu thời gian"}
_COUNT = re.compile(r"(\d+) (.*)")
_MORE = re.compile(r"more than (\d+) form fields")


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
    if more := _MORE.fullmatch(detail):
        return f"hơn {more[1]} trường biểu mẫu"
    parts = detail.split(", ")
    return ", ".join(map(in_vietnamese, parts)) if len(parts) > 1 else detail
