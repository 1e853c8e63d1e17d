"""Sentences of administrative prose to fill pages with: written for this purpose, about nobody."""

from __future__ import annotations

SUBJECTS = (
    "ban hành Quy chế tiếp nhận và giải quyết hồ sơ thủ tục hành chính",
    "phê duyệt kế hoạch số hóa tài liệu lưu trữ năm 2026",
    "cử cán bộ, công chức tham gia lớp bồi dưỡng nghiệp vụ hộ tịch",
    "công bố danh mục thủ tục hành chính thuộc phạm vi chức năng quản lý",
    "kiện toàn Tổ công nghệ số cộng đồng",
    "tăng cường công tác phòng cháy, chữa cháy trong mùa khô",
    "điều chỉnh thời gian tiếp công dân định kỳ",
    "hỗ trợ kinh phí sửa chữa nhà văn hóa thôn",
    "trả lời kiến nghị của cử tri",
    "thành lập Hội đồng xác định giá trị tài liệu",
)
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
    "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ tục hành chính theo cơ chế một cửa",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
    "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024",
    "Căn cứ Thông tư số 01/2023/TT-VPCP ngày 05 tháng 4 năm 2023 của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
)
ARTICLES = (
    "Theo đề nghị của Chánh Văn phòng và Trưởng phòng Văn hóa - Xã hội.",
    "Xét đề nghị của Trưởng phòng Kinh tế tại Tờ trình số 41/TTr-KT.",
    "Theo đề nghị của Giám đốc Trung tâm Phục vụ hành chính công.",
)
PARAGRAPHS = (
    "Cán bộ tiếp nhận kiểm tra tính đầy đủ, hợp lệ của hồ sơ; quét, số hóa giấy tờ theo quy định và trả lại bản giấy cho tổ chức, cá nhân ngay sau khi hoàn thành việc số hóa.",
    "Các phòng chuyên môn có trách nhiệm phối hợp, cập nhật kết quả giải quyết vào hệ thống thông tin trong thời hạn không quá 01 ngày làm việc, kể từ ngày ký ban hành kết quả.",
    "Kinh phí thực hiện được bố trí trong dự toán ngân sách hằng năm của đơn vị và các nguồn kinh phí hợp pháp khác theo quy định của pháp luật hiện hành.",
    "Trong quá trình tổ chức thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị kịp thời phản ánh về Văn phòng để tổng hợp, báo cáo cấp có thẩm quyền xem xét, quyết định.",
    "Tổ chức tuyên truyền, phổ biến sâu rộng đến Nhân dân bằng nhiều hình thức phù hợp; niêm yết công khai tại trụ sở và trên Cổng thông tin điện tử để mọi người được biết, cùng giám sát.",
    "Giao Văn phòng chủ trì, theo dõi, đôn đốc, kiểm tra việc thực hiện; định kỳ ngày 25 của tháng cuối quý tổng hợp tình hình, kết quả gửi về Sở Nội vụ trước ngày 05 của tháng kế tiếp.",
    "Tài liệu sau khi số hóa được ký số, đóng gói và lưu giữ tại kho lưu trữ số; bản giấy được sắp xếp theo thứ tự trong hộp, có nhãn hộp và mục lục hồ sơ kèm theo.",
    "Văn bản này có hiệu lực kể từ ngày ký và thay thế các văn bản trước đây có nội dung trái với văn bản này. Thủ trưởng các cơ quan, đơn vị có liên quan chịu trách nhiệm thi hành.",
    "Đối với hồ sơ nộp sau 15 giờ mà không thể giải quyết trong ngày thì trả kết quả trong ngày làm việc tiếp theo; trường hợp phải xác minh thì thời hạn được kéo dài nhưng không quá 03 ngày làm việc.",
    "Người đứng đầu cơ quan chịu trách nhiệm về chất lượng giải quyết công việc; mức độ hài lòng của tổ chức, cá nhân phấn đấu đạt từ 95% trở lên, tỷ lệ hồ sơ đúng hạn đạt 98,5%.",
)
INNOCENT = (
    "Cán bộ, công chức có trách nhiệm giữ bí mật thông tin cá nhân của công dân trong quá trình tiếp nhận hồ sơ; không sao chụp, cung cấp mật khẩu, tài khoản cho người khác sử dụng.",
    "Địa phương có mật độ dân cư cao, các hộ nuôi ong lấy mật ở ven rừng cần được hướng dẫn bảo đảm an toàn; việc bảo vệ bí mật nhà nước thực hiện theo quy định của pháp luật.",
)
PLACES_TO_SEND = (
    "Sở Tư pháp", "Sở Nội vụ", "Văn phòng Đảng ủy", "Các phòng chuyên môn thuộc UBND", "Trung tâm Phục vụ hành chính công", "Công an xã",
    "Trưởng các thôn, tổ dân phố", "Bảo hiểm xã hội khu vực", "Thường trực HĐND (để b/c)", "Cổng thông tin điện tử",
)  # fmt: skip
