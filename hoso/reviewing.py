"""The way from the review queue to the archive: a person confirms, corrects or refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from dossier.codes import DossierCode
from dossier.doctype import Catalogue
from dossier.errors import UsageError
from dossier.judgement import Reason
from dossier.pipeline import Position, State
from dossier.record import Event, Field, Record, Source, Status
from dossier.values import normal_form
from hoso.clock import rfc3339
from hoso.digitise import Entering, carry, held
from hoso.drafts import with_event
from hoso.office import Office
from hoso.regrouping import Group, regrouped

Change = Callable[[Record], Record]

# Where a dossier goes on after each kind of word from a person.
_AFTER_CONFIRMATION = ("decide", State.CONFIRMED)
_AFTER_FIELDS = ("extract", State.EXTRACTED)
_AFTER_GROUPS = ("sort", State.READ)
_AFTER_REFUSAL = ("decide", State.REFUSED)


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word on one field of the document with that ordinal; ``value`` as on the paper, None when empty."""

    ordinal: int
    field: str
    value: str | None


def confirm(office: Office, code: DossierCode, *, by: str, entering: Entering) -> Record:
    """Every field was compared with the paper and stands; the dossier goes on to the archive."""
    at = rfc3339(office.clock())
    _change(office, code, lambda record: _confirmed(record, by, at), _AFTER_CONFIRMATION)
    return carry(office, code, entering=entering)


def correct(
    office: Office, code: DossierCode, corrections: Iterable[Correction], *, by: str, entering: Entering
) -> Record:
    """Put right what was misread; identity is checked and the policy asked again."""
    given = tuple(corrections)
    event = Event("correction", rfc3339(office.clock()), by, "success", {"fields": len(given)})

    def change(record: Record) -> Record:
        for correction in given:
            record = _corrected(record, correction, office.catalogue, by)
        return with_event(record, event)

    _change(office, code, change, _AFTER_FIELDS)
    return carry(office, code, entering=entering)


def regroup(office: Office, code: DossierCode, groups: Sequence[Group], *, by: str, entering: Entering) -> Record:
    """Put right types, splits and page order; changed documents get new signed copies, the old ones are superseded."""
    event = Event("correction", rfc3339(office.clock()), by, "success", {"documents": len(groups)})
    _change(office, code, lambda record: with_event(regrouped(record, groups, office.catalogue), event), _AFTER_GROUPS)
    return carry(office, code, entering=entering)


def refuse(office: Office, code: DossierCode, *, by: str, why: str) -> Record:
    """The dossier ends here: it has to be brought again."""
    at = rfc3339(office.clock())
    return _change(office, code, lambda record: _refused(record, by, at, why), _AFTER_REFUSAL)


def _change(office: Office, code: DossierCode, change: Change, then: tuple[str, State]) -> Record:
    """Change a waiting dossier's record under its lease and set where it goes on."""
    with held(office, code) as lease:
        position = office.journal.position(code)
        if position.state is not State.IN_REVIEW:
            raise UsageError(f"{code} does not wait for a person: it is {position.state}.", remedy="See `hoso show`.")
        if position.step == "sign" and then != _AFTER_REFUSAL:
            raise UsageError(
                f"{code} waits for signatures; its fields are read after that.", remedy=f"hoso sign prepare {code}"
            )
        record = change(office.drafts.load(position.record))
        office.journal.under(lease).advance(code, Position(*then, office.drafts.keep(record)))
        return record


def _confirmed(record: Record, by: str, at: str) -> Record:
    documents = tuple(
        replace(
            document,
            fields={
                key: replace(field, confirmed_by=field.confirmed_by or by) for key, field in document.fields.items()
            },
        )
        for document in record.documents
    )
    codes = ",".join(sorted({item.code for item in record.review}))
    event = Event("confirmation", at, by, "success", {"items": len(record.review), "codes": codes})
    return with_event(replace(record, documents=documents, review=(), status=Status.IN_PROGRESS), event)


def _corrected(record: Record, correction: Correction, catalogue: Catalogue, by: str) -> Record:
    index = next((n for n, each in enumerate(record.documents) if each.ordinal == correction.ordinal), None)
    if index is None:
        raise UsageError(f"There is no document {correction.ordinal}.", remedy="`hoso show` numbers the documents.")
    document = record.documents[index]
    spec = next((each for each in catalogue[document.type].fields if each.key == correction.field), None)
    if spec is None:
        raise UsageError(f"{document.type} has no field {correction.field}.", remedy="`hoso show` names the fields.")
    value = None if correction.value is None else normal_form(spec.type, correction.value)
    if correction.value is not None and value is None:
        raise UsageError(f"{correction.field} is of kind {spec.type}: the value does not fit.")
    before = document.fields.get(correction.field, Field(None, "", 0.0, None, None, None, Source.PRINT))
    field = replace(before, value=value, confidence=1.0, source=Source.PERSON, confirmed_by=by)
    changed = replace(document, fields={**document.fields, correction.field: field})
    return replace(record, documents=(*record.documents[:index], changed, *record.documents[index + 1 :]))


def _refused(record: Record, by: str, at: str, why: str) -> Record:
    reason = Reason("refused_by_officer", why, why)
    event = Event("refusal", at, by, "failure", {"reasons": reason.code})
    return with_event(replace(record, status=Status.REFUSED, refusal=(reason,)), event)
