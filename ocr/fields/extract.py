"""One sorted document in, all fields of its type out."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.doctype import Catalogue
from dossier.page import PageReading
from ocr.fields.administrative import extract_administrative
from ocr.fields.apart import held_apart
from ocr.fields.bare_card import BARE, with_unlabelled
from ocr.fields.card import held_dates, with_birthday_of_exchange, with_no_end
from ocr.fields.evidence import with_evidence
from ocr.fields.field import ExtractedField, PageAt, Reread
from ocr.fields.form import extract_form
from ocr.fields.rows import rows_of
from ocr.fields.sheet import Sheet
from ocr.fields.stream import Stream
from ocr.fields.zone import held_against_zone, read_zone
from ocr.layout import Layouts

ADMINISTRATIVE = "administrative_document"
Files = Sequence[Sequence[PageReading]]


def extract(
    type_key: str,
    pages: Sequence[PageAt],
    *,
    files: Files,
    catalogue: Catalogue,
    layouts: Layouts,
    reread: Reread | None = None,
) -> tuple[ExtractedField, ...]:
    """Every field of the document's type, in the catalogue's order; ``files`` are the readings of the whole dossier."""
    sheets = tuple(_sheet(at, files[at.file][at.page - 1], card=layouts[type_key].card) for at in pages)
    if type_key == ADMINISTRATIVE:
        found = extract_administrative(sheets, catalogue[type_key], reread)
    else:
        rows = tuple((sheet.at, row) for sheet in sheets for row in sheet.rows)
        stream = Stream(rows, {sheet.at: sheet.width for sheet in sheets})
        found = extract_form(stream, catalogue[type_key], layouts[type_key], reread)
        zone = next((zone for at in pages if (zone := read_zone(files[at.file][at.page - 1].mrz))), None)
        if type_key in BARE:
            found = with_unlabelled(found, catalogue[type_key].fields, rows)
        if layouts[type_key].card:
            found = with_no_end(found, rows)
            for spec in catalogue[type_key].fields:
                if spec.key == "date_of_expiry":
                    found = with_birthday_of_exchange(found, spec, rows)
            found = held_dates(found, zone)
        found = held_against_zone(found, zone) if zone else found
    readings = {at: files[at.file][at.page - 1] for at in pages}
    return with_evidence(held_apart(found, readings, reread) if reread else found, readings)


def _sheet(at: PageAt, reading: PageReading, *, card: bool) -> Sheet:
    return Sheet(at, rows_of(reading, card=card), reading.image.width, reading.image.height)
