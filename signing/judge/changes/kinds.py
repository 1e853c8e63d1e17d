"""The kinds of change that are told apart, and one change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum


class Weight(Enum):
    """What a change needs in order to be permitted."""

    BOOKKEEPING = "nothing that anybody is shown"
    SIGNING = "a further signature or an empty field for one"
    FILLING = "a blank of a form filled in"
    REFILLING = "a value of a form replaced"
    NOTE = "a note that hides and adds nothing"
    COMMENT = "an annotation that could pass for the page's own content"
    SETTING = "something about the document that no page shows"
    FORBIDDEN = "nothing permits it"


class Kind(StrEnum):
    """A stable code for what was changed; the reasons' codes are the same."""

    VALIDATION_DATA = "validation_data"
    DATES = "dates"
    STRUCTURE_TAGS = "structure_tags"
    UNSHOWN = "unshown"
    DOCUMENT_TIMESTAMP = "document_timestamp"
    FURTHER_SIGNATURE = "further_signature"
    FIELD_FILLED = "field_filled"
    NOTE_ADDED = "note_added"
    NOTE_REMOVED = "note_removed"
    PAGE_CONTENT = "page_content_changed"
    PAGE_ADDED = "page_added"
    PAGE_REMOVED = "page_removed"
    PAGE_GEOMETRY = "page_geometry_changed"
    ANNOTATION_ADDED = "annotation_added"
    ANNOTATION_CHANGED = "annotation_changed"
    ANNOTATION_REMOVED = "annotation_removed"
    ANNOTATION_OVERLAP = "annotation_overlap"
    FIELD_ADDED = "field_added"
    FIELD_REMOVED = "field_removed"
    FIELD_CHANGED = "field_changed"
    FORM_OVERLAY = "form_overlay"
    FORM_CHANGED = "form_changed"
    SIGNATURE_CHANGED = "signature_dictionary_changed"
    SIGNATURE_REMOVED = "signature_removed"
    SIGNATURE_LOOK = "signature_appearance_changed"
    SNEAKY_SIGNATURE = "sneaky_signature"
    COVERED = "covered"
    UNREACHED = "unreached_objects"
    UNREAD = "unread_structure"
    CERTIFICATION_CHANGED = "certification_changed"
    INFORMATION = "document_information_changed"
    METADATA = "metadata_changed"
    SCRIPT = "script_added"
    LAYERS = "layers_changed"
    OUTLINE = "outline_changed"
    ATTACHMENTS = "attachments_changed"
    CATALOG = "catalog_changed"
    STRUCTURE = "structure_changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what, where (a page number from 1, a key), and what it needs. ``field``: the form field's full name.

    ``mark``: page index and rectangle in page space of something newly shown; None for what shows nothing.
    """

    kind: Kind
    weight: Weight
    where: str = ""
    field: str = ""
    mark: tuple[int, tuple[float, float, float, float]] | None = None


def forbidden(kind: Kind, where: str = "", *, field: str = "") -> Change:
    """A change that nothing permits."""
    return Change(kind, Weight.FORBIDDEN, where, field)


def bookkeeping(kind: Kind, where: str = "") -> Change:
    """A change of what nobody is shown."""
    return Change(kind, Weight.BOOKKEEPING, where)


def setting(kind: Kind, where: str = "") -> Change:
    """A change of something that no page shows, but some reader might."""
    return Change(kind, Weight.SETTING, where)
