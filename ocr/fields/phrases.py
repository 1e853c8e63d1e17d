"""Set phrases of administrative print, whose tone marks engines lose in bold capitals: "TÓI CAO", "GIÁM ĐÓC"."""

from __future__ import annotations

import re

from dossier.text import fold, tidy, tone_key

# At least two words each, so that nothing but the phrase has these letters.
_PHRASES = """
ủy ban nhân dân phường|ủy ban nhân dân huyện|hội đồng nhân dân phường|hội đồng nhân dân huyện
ủy ban nhân dân|hội đồng nhân dân|viện kiểm sát nhân dân|tòa án nhân dân|nhân dân tối cao|văn phòng chính phủ
chính phủ|thủ tướng chính phủ|phó thủ tướng|quốc hội|chủ tịch quốc hội|chủ tịch nước|văn phòng quốc hội|bộ trưởng
thứ trưởng|giám đốc|phó giám đốc|tổng giám đốc|chủ tịch|phó chủ tịch|chánh văn phòng|phó chánh văn phòng|chủ nhiệm
phó chủ nhiệm|cục trưởng|phó cục trưởng|vụ trưởng|viện trưởng|trưởng phòng|phó trưởng phòng|trưởng ban|chi cục trưởng
hiệu trưởng|tổng cục trưởng|thông tin và truyền thông|khoa học và công nghệ|tài nguyên và môi trường
nông nghiệp và môi trường|nông nghiệp và phát triển nông thôn|giáo dục và đào tạo|kế hoạch và đầu tư|giao thông vận tải
văn hóa, thể thao và du lịch|lao động - thương binh và xã hội|bộ công an|bộ nội vụ|bộ tư pháp|bộ tài chính|bộ y tế
bộ quốc phòng|bộ xây dựng|bộ công thương|bộ ngoại giao|sở nội vụ|sở tư pháp|sở tài chính|sở y tế|sở xây dựng
trung tâm phục vụ hành chính công|phục vụ hành chính công|công an tỉnh|công an thành phố|công an xã|công an phường
bảo hiểm xã hội|kho bạc nhà nước|kiểm toán nhà nước|thanh tra chính phủ|chi nhánh văn phòng đăng ký đất đai|văn phòng đăng ký đất đai
sửa đổi, bổ sung|bổ sung một số điều|quy định chi tiết|chi tiết một số điều|biện pháp thi hành|tổ chức thực hiện
trực thuộc trung ương|tỉnh, thành phố|hội đồng dân tộc|hội đồng nhân dân|mặt trận tổ quốc|cơ quan trung ương
chuyên môn|thường trực|cổng thông tin|hành chính công|điện tử|cử tri|hồ sơ|thủ tục hành chính|giải quyết|cơ quan
đơn vị|tổ chức|cá nhân|kế hoạch|phê duyệt|ban hành|cán bộ|công chức|viên chức|bồi dưỡng|nghiệp vụ|hộ tịch|tài liệu
phòng cháy|chữa cháy|điều chỉnh|kiến nghị|hội đồng|đảng ủy|cơ sở dữ liệu|giao thông|giáo dục|đào tạo|sử dụng đất
trong phạm vi|thuộc phạm vi|phạm vi chức năng|phạm vi quản lý|chức năng|danh mục|thẩm quyền
lĩnh vực|nhiệm vụ|quyền hạn|tiếp nhận|triển khai|tăng cường|dịch vụ công|trực tuyến
cải cách hành chính|trách nhiệm|hướng dẫn|quy định|quyết định|ngân sách|phát triển|tình hình|trật tự|an toàn giao thông
quyền sử dụng đất|quyền sở hữu|chuyển nhượng|thừa kế|thay đổi thông tin|giấy tờ nhân thân|chủ sử dụng đất|đăng ký kết hôn
tình trạng hôn nhân|chưa đăng ký|nhà đất|mua bán|tài sản gắn liền|gắn liền với đất|thông tin về cư trú
đất ở tại nông thôn|đất ở tại đô thị|trồng cây lâu năm|chuyên trồng lúa|trồng lúa
nuôi trồng thủy sản|rừng sản xuất|rừng phòng hộ|rừng đặc dụng|đất làm muối|nông nghiệp khác|phi nông nghiệp|thương mại, dịch vụ
sử dụng lâu dài|lâu dài|thửa đất|toàn bộ|hợp đồng|công chứng|ly hôn|bản án|hiện tại|vay vốn|quốc tịch|con nuôi
tổ công tác|tổ dân phố|cổng thông tin điện tử|cổng ttđt|kiểm tra văn bản|đoàn thể|phòng cháy và chữa cháy
"""


def _spelling(phrase: str) -> tuple[str, re.Pattern[str]]:
    words = re.findall(r"\w+", fold(phrase))
    return phrase, re.compile(r"\b" + r"\W+".join(words) + r"\b")


_SPELLED = [
    _spelling(phrase)
    for phrase in sorted((p for line in _PHRASES.split("\n") for p in line.split("|") if p), key=len, reverse=True)
]


def spelled(text: str) -> str:
    """The text with set phrases in their right spelling, case kept; lengths stay, so folding lines up with the text."""
    result = tidy(re.sub(r"[“”\"‘`]", "", text))
    plain = fold(result)
    if len(plain) != len(result):
        return result
    for phrase, pattern in _SPELLED:
        for found in pattern.finditer(plain):
            if tone_key(result[found.start() : found.end()]) == tone_key(phrase):
                continue  # only the tone's place differs: kept as printed
            result = (
                result[: found.start()] + _like(result[found.start() : found.end()], phrase) + result[found.end() :]
            )
    return result


def _like(read: str, phrase: str) -> str:
    """The phrase letter by letter where the read text has letters, in its case; its own punctuation stays."""
    letters = iter(character for character in phrase if character.isalpha())
    kept = "".join(next(letters, "") if character.isalpha() else character for character in read)
    return (
        kept.upper()
        if read.isupper()
        else "".join(new.upper() if old.isupper() else new for old, new in zip(read, kept, strict=True))
    )
