"""Documents → PDF/A-2u: the scan as it is, the words that were read under it."""

from ocr.copy.from_source import copy_page, copy_stored
from ocr.copy.image import page_image
from ocr.copy.notice import notice_page
from ocr.copy.page import CopyMeta, CopyPage
from ocr.copy.write import write_copy

__all__ = ["CopyMeta", "CopyPage", "copy_page", "copy_stored", "notice_page", "page_image", "write_copy"]
