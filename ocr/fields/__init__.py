"""From the words of a sorted document to its fields."""

from ocr.fields.again import CropReader
from ocr.fields.attributes import attributes
from ocr.fields.extract import extract
from ocr.fields.field import ExtractedField, Look, PageAt, Reread

__all__ = ["CropReader", "ExtractedField", "Look", "PageAt", "Reread", "attributes", "extract"]
