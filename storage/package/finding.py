"""What was found altered in a package, and where."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.judgement import Reason

_SENTENCES = {
    "container_altered": ("The ZIP around the files was altered", "Phần khung ZIP đã bị thay đổi"),
    "container_damaged": ("The ZIP cannot be read", "Không đọc được tệp ZIP"),
    "package_too_large": ("The package is too large to be checked", "Gói quá lớn nên không kiểm tra được"),
    "not_a_bundle": ("This is not a verification bundle", "Đây không phải bộ kiểm chứng"),
    "not_a_package": ("This is not an archived package", "Đây không phải gói lưu trữ"),
    "unsafe_name": ("A name is not allowed", "Tên tệp không hợp lệ"),
    "unsafe_entry": ("There is more than plain files", "Có mục không phải tệp thường"),
    "doubled_name": ("A name stands twice", "Tên tệp bị lặp"),
    "tag_altered": ("A file that describes the bag was altered", "Tệp mô tả của gói đã bị thay đổi"),
    "tag_missing": ("A file that describes the bag is missing", "Thiếu tệp mô tả của gói"),
    "tag_unknown": ("A file stands beside the bag's own", "Có tệp lạ bên cạnh các tệp mô tả"),
    "fetch_refused": ("The package refers to files elsewhere", "Gói tham chiếu tệp ở nơi khác"),
    "payload_altered": ("A file was altered", "Tệp đã bị thay đổi"),
    "payload_missing": ("A file is missing", "Thiếu tệp"),
    "payload_unnamed": ("A file is named by no manifest", "Tệp không có trong bảng kê"),
    "record_malformed": ("The record cannot be read", "Không đọc được bản ghi hồ sơ"),
    "record_disagrees": ("The record does not know this file", "Bản ghi hồ sơ không có tệp này"),
    "record_unmet": ("The record names a file that is not there", "Bản ghi hồ sơ nêu tệp không có trong gói"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One alteration. ``place``: a path in the bag, ``zip header of <path>``, ``central directory`` or ``container``."""

    place: str
    code: str

    @property
    def reason(self) -> Reason:
        """The finding as a reason of a verdict."""
        english, vietnamese = _SENTENCES[self.code]
        return Reason(self.code, f"{english}: {self.place}.", f"{vietnamese}: {self.place}.")
