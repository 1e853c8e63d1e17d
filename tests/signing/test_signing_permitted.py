"""What may follow a signature, on papers of several programs: permitted, and said what it was."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from pyhanko.sign.fields import FieldMDPAction
from signing_attacks import change
from signing_certified import signed_with
from signing_office import Office
from signing_producers import PRODUCERS, look, prepared
from signing_updates import Update, updated

from dossier.judgement import FileJudgement, Verdict
from signing.judge.pdf import judge_pdf


def judge(pdf: bytes, office: Office) -> FileJudgement:
    return judge_pdf(pdf, office.trust, file="x.pdf", now=office.now)


def codes(found: FileJudgement) -> set[str]:
    return {each.code for one in found.signatures for each in one.reasons}


def paper(office: Office, producer: str = "by-hand", *, prepare=None, **how) -> bytes:
    return signed_with(prepared(PRODUCERS[producer](), prepare), office, **how)


def fill(update: Update) -> None:
    field = update.named("blank")
    font = update.pdf.Root.AcroForm.DR.Font.Helv
    field.V = "Nguyen Van A"
    field.AP = Dictionary(N=update.add(look(update.pdf, "Nguyen Van A", (60, 100, 260, 120), font)))
    update.touch(field)


def tick(update: Update) -> None:
    field = update.named("tick")
    field.V, field.AS = Name.Yes, Name.Yes
    update.touch(field)


def note(update: Update) -> None:
    made = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([500, 700, 520, 720]), Contents="da xem")
    update.page.Annots = Array([*list(update.page.Annots), update.add(made)])
    update.touch(update.page)


def dates(update: Update) -> None:
    """As a saving program leaves its name and the time."""
    entries = {key.removeprefix("/"): each for key, each in update.pdf.docinfo.items()}
    update.trailer["/Info"] = update.add(Dictionary(**{**entries, "ModDate": "D:20261122", "Producer": "another"}))


def tabs(update: Update) -> None:
    update.page.Tabs = Name.S
    update.touch(update.page)


def version(update: Update) -> None:
    update.pdf.Root.Version = Name("/2.0")
    update.pdf.Root.Extensions = Dictionary(ESIC=Dictionary(BaseVersion=Name("/1.7"), ExtensionLevel=5))
    update.touch(update.pdf.Root)


def validation_data(update: Update) -> None:
    store = Dictionary(Certs=Array([update.stream(b"a certificate")]))
    update.pdf.Root.DSS = update.add(store)
    update.touch(update.pdf.Root)


def empty_trees(update: Update) -> None:
    update.pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([])))
    update.pdf.Root.Outlines = update.add(Dictionary(Type=Name.Outlines, Count=0))
    update.touch(update.pdf.Root)


def unused(update: Update) -> None:
    """Objects that nothing names, as signing programs leave them."""
    update.add(Dictionary(Left="over"))
    update.touch(update.pdf.Root)


@pytest.mark.parametrize("producer", list(PRODUCERS))
@pytest.mark.parametrize("bookkeeping", [dates, tabs, version, validation_data, empty_trees, unused])
@pytest.mark.parametrize("level", [None, 1])
def test_bookkeeping_is_permitted_after_any_signature(
    office: Office, producer: str, bookkeeping: Callable[[Update], None], level: int | None
) -> None:
    found = judge(updated(paper(office, producer, level=level), bookkeeping), office)
    assert found.verdict is Verdict.VALID
    assert found.signatures[0].modification in {"permitted", "none"}


@pytest.mark.parametrize("producer", list(PRODUCERS))
@pytest.mark.parametrize("filling", [fill, tick])
def test_a_form_may_be_filled_in_when_the_certification_says_so(office: Office, producer: str, filling) -> None:
    found = judge(updated(paper(office, producer, level=2), filling), office)
    assert (found.verdict, found.signatures[0].modification) == (Verdict.VALID, "permitted")


def test_a_form_may_not_be_filled_in_when_nothing_may_change(office: Office) -> None:
    assert judge(updated(paper(office, level=1), fill), office).verdict is Verdict.INVALID


def test_a_lock_leaves_other_fields_open(office: Office) -> None:
    open_field = paper(office, lock=(FieldMDPAction.INCLUDE, ["filled"]))
    assert judge(updated(open_field, fill), office).verdict is Verdict.VALID


@pytest.mark.parametrize("lock", [(FieldMDPAction.INCLUDE, ["blank"]), (FieldMDPAction.EXCLUDE, ["filled"])])
def test_a_locked_field_may_not_be_filled_in(office: Office, lock) -> None:
    found = judge(updated(paper(office, lock=lock), fill), office)
    assert found.verdict is Verdict.INVALID
    assert "field_filled" in codes(found)


@pytest.mark.parametrize("producer", list(PRODUCERS))
def test_a_note_may_be_added_when_the_certification_says_so(office: Office, producer: str) -> None:
    found = judge(updated(paper(office, producer, level=3), note), office)
    assert (found.verdict, found.signatures[0].modification) == (Verdict.VALID, "permitted")


@pytest.mark.parametrize("level", [None, 1, 2])
def test_a_note_is_a_change_otherwise(office: Office, level: int | None) -> None:
    found = judge(updated(paper(office, level=level), note), office)
    assert found.verdict is Verdict.INVALID
    assert "note_added" in codes(found)


def test_a_note_may_be_taken_away_again(office: Office) -> None:
    noted = updated(paper(office, level=3), note)

    def remove(update: Update) -> None:
        update.page.Annots = Array(list(update.page.Annots)[:-1])
        update.touch(update.page)

    assert judge(updated(noted, remove), office).verdict is Verdict.VALID


@pytest.mark.parametrize("producer", list(PRODUCERS))
def test_an_office_signs_again_and_again_after_a_certification(office: Office, producer: str) -> None:
    """Drafter, head, clerk, seal: each leaves unused objects, none is called a tamperer."""
    pdf = paper(office, producer, level=2)
    for number in range(2, 5):
        pdf = updated(pdf, unused)
        pdf = signed_with(pdf, office, f"Signature{number}", box=(300, 20 + 50 * number, 400, 60 + 50 * number))
    found = judge(pdf, office)
    assert found.verdict is Verdict.VALID
    assert [each.modification for each in found.signatures] == ["permitted"] * 3 + ["none"]
    assert found.signatures[0].kind == "certification"


def test_no_signature_may_follow_when_nothing_may_change(office: Office) -> None:
    found = judge(signed_with(paper(office, level=1), office, "Signature2"), office)
    assert found.verdict is Verdict.INVALID
    assert "further_signature" in codes(found)


def tagged(pdf: pikepdf.Pdf) -> None:
    """A paragraph in a structure tree."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    paragraph = Dictionary(Type=Name.StructElem, S=Name.P, P=root, Pg=pdf.pages[0].obj, K=0, ActualText="nguyen ban")
    root.K = Array([pdf.make_indirect(paragraph)])
    pdf.Root.StructTreeRoot = root


def entered(update: Update) -> None:
    """The first signature's mark is entered in the tree."""
    root = update.pdf.Root.StructTreeRoot
    named = Dictionary(Type=Name.OBJR, Obj=update.signature(), Pg=update.page)
    root.K.append(update.add(Dictionary(Type=Name.StructElem, S=Name.Form, P=root, K=named)))
    root.ParentTreeNextKey = 2
    update.touch(root)


def said_otherwise(update: Update) -> None:
    (paragraph,) = update.pdf.Root.StructTreeRoot.K
    paragraph.ActualText = "khac"
    update.touch(paragraph)


def test_a_signature_may_be_entered_in_the_structure_tree(office: Office) -> None:
    signed = paper(office, prepare=tagged)
    assert judge(updated(signed, entered), office).verdict is Verdict.VALID


def test_what_is_read_aloud_may_not_change(office: Office) -> None:
    found = judge(updated(paper(office, prepare=tagged), said_otherwise), office)
    assert found.verdict is Verdict.INVALID
    assert "structure_changed" in codes(found)


METADATA = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>{title}</dc:format><xmp:ModifyDate>{date}</xmp:ModifyDate></rdf:Description></rdf:RDF></x:xmpmeta>"""


def described(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata = pdf.make_stream(METADATA.format(title="to trinh", date="2026-11-22").encode())


def described_as(title: str) -> Callable[[Update], None]:
    def describe(update: Update) -> None:
        update.pdf.Root.Metadata.write(METADATA.format(title=title, date="2026-11-23").encode())
        update.touch(update.pdf.Root.Metadata)

    return describe


def test_a_date_in_the_metadata_may_change(office: Office) -> None:
    signed = paper(office, prepare=described)
    assert judge(updated(signed, described_as("to trinh")), office).verdict is Verdict.VALID


def test_an_empty_property_says_nothing(office: Office) -> None:
    def add(update: Update) -> None:
        packet = METADATA.format(title="to trinh", date="2026-11-23").replace(
            'rdf:about=""', 'rdf:about="" dc:title=""'
        )
        update.pdf.Root.Metadata.write(packet.encode())
        update.touch(update.pdf.Root.Metadata)

    assert judge(updated(paper(office, prepare=described), add), office).verdict is Verdict.VALID


def test_metadata_that_come_later_and_say_something_wait_for_a_person(office: Office) -> None:
    def add(update: Update) -> None:
        packet = METADATA.format(title="quyet dinh khac", date="2026-11-23").encode()
        update.pdf.Root.Metadata = update.stream(packet, Type=Name.Metadata, Subtype=Name.XML)
        update.touch(update.pdf.Root)

    found = judge(updated(paper(office, "fpdf2"), add), office)
    assert (found.verdict, found.signatures[0].modification) == (Verdict.INDETERMINATE, "forbidden")


def test_what_the_metadata_say_may_not_change(office: Office) -> None:
    found = judge(updated(paper(office, prepare=described), described_as("quyet dinh")), office)
    assert found.verdict is Verdict.INVALID
    assert "metadata_changed" in codes(found)


def test_an_empty_field_may_be_made_for_a_further_signature(office: Office) -> None:
    def place(update: Update) -> None:
        field = Dictionary(FT=Name.Sig, T="Next", Type=Name.Annot, Subtype=Name.Widget, Rect=Array([300, 20, 400, 60]))
        made = update.add(field)
        update.fields.append(made)
        update.page.Annots = Array([*list(update.page.Annots), made])
        update.touch(update.page, update.pdf.Root.AcroForm, update.pdf.Root)
        if update.fields.is_indirect:
            update.touch(update.fields)

    forged = change(place)(paper(office, level=2))
    assert judge(forged, office).verdict is Verdict.VALID


def comment(update: Update) -> None:
    made = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([300, 20, 400, 40]), Contents="y kien")
    update.page.Annots = Array([*list(update.page.Annots), update.add(made)])
    update.touch(update.page)


def bookmark(update: Update) -> None:
    item = update.add(Dictionary(Title="khac", Dest=Array([update.page, Name.Fit])))
    update.pdf.Root.Outlines = update.add(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))
    update.touch(update.pdf.Root)


@pytest.mark.parametrize("doubtful", [comment, bookmark])
def test_what_could_mislead_but_hides_nothing_waits_for_a_person(office: Office, doubtful) -> None:
    found = judge(updated(paper(office, level=3), doubtful), office)
    assert (found.verdict, found.signatures[0].modification) == (Verdict.INDETERMINATE, "forbidden")


@pytest.mark.parametrize("level", [None, 1, 2])
def test_a_comment_without_leave_is_a_change(office: Office, level: int | None) -> None:
    assert judge(updated(paper(office, level=level), comment), office).verdict is Verdict.INVALID


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_one_end_of_line_behind_what_was_signed_is_nothing(office: Office, end: bytes) -> None:
    found = judge(paper(office) + end, office)
    assert (found.verdict, found.signatures[0].modification) == (Verdict.VALID, "none")


def test_two_are_bytes_behind_the_end(office: Office) -> None:
    assert judge(paper(office) + b"\n\n", office).verdict is Verdict.INVALID
