"""Signed PDFs after somebody has been at them: never valid, and the reason says what was done."""

from __future__ import annotations

import random
from io import BytesIO

import pikepdf
import pytest
from asn1crypto import cms
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp, PdfSignedData
from signing_certified import signed_with
from signing_office import AT, Office
from signing_papers import blank_page, flipped, gap

from dossier.judgement import FileJudgement, Indication, SignatureJudgement, Verdict
from signing.cms.build import container, sign_digest
from signing.judge.pdf import judge_pdf


def judge(pdf: bytes, office: Office) -> FileJudgement:
    return judge_pdf(pdf, office.trust, file="x.pdf", now=office.now)


def codes(found: FileJudgement) -> set[str]:
    """Of the file and of all its signatures."""
    return {each.code for each in (*found.reasons, *(each for one in found.signatures for each in one.reasons))}


def first(pdf: bytes, office: Office) -> SignatureJudgement:
    return judge(pdf, office).signatures[0]


def updated(pdf: bytes, change) -> bytes:
    """A further revision that makes a change."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def rewritten(pdf: bytes, change=None) -> bytes:
    """The file as another program would save it, changed on the way if so told."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        if change is not None:
            change(opened)
        opened.save(out)
    return out.getvalue()


def sampled(start: int, end: int, count: int) -> list[int]:
    return sorted(random.Random(7).sample(range(start, end), min(count, end - start)))


def test_a_byte_changed_before_the_gap_breaks_the_signature(office: Office, signed: bytes) -> None:
    for at in sampled(0, gap(signed)[0], 60):
        found = judge(flipped(signed, at), office)
        assert found.verdict in {Verdict.INVALID, Verdict.REFUSED, Verdict.INDETERMINATE}, at
        assert codes(found) - {"development"}, at


def test_a_byte_changed_behind_the_gap_breaks_the_signature(office: Office, signed: bytes) -> None:
    for at in sampled(gap(signed)[1], len(signed), 60):
        found = judge(flipped(signed, at), office)
        assert found.verdict is not Verdict.VALID, at
        assert codes(found) - {"development"}, at


def signed_parts(signed: bytes) -> list[tuple[int, int]]:
    """Where in the hexadecimal signature its attributes, its value and its certificate stand."""
    start, end = gap(signed)
    der = bytes.fromhex(signed[start + 1 : end - 1].decode())
    content = cms.ContentInfo.load(der)["content"]
    signer = content["signer_infos"][0]
    parts = [signer["signed_attrs"].contents, signer["signature"].contents]
    number = signer["sid"].chosen["serial_number"].native
    (own,) = [each.chosen for each in content["certificates"] if each.chosen.serial_number == number]
    parts.append(own["tbs_certificate"]["subject_public_key_info"].dump())
    found = [(der.index(part), len(part)) for part in parts]
    return [(start + 1 + 2 * at, start + 1 + 2 * (at + length)) for at, length in found]


def test_a_digit_changed_in_the_signature_is_never_valid(office: Office, signed: bytes) -> None:
    """In the signed attributes, the signature value and the signer's key."""
    for start, end in signed_parts(signed):
        for at in sampled(start, end, 40):
            digit = b"1" if signed[at : at + 1] != b"1" else b"2"
            found = judge(signed[:at] + digit + signed[at + 1 :], office)
            assert found.verdict is not Verdict.VALID, at
            assert codes(found) - {"development"}, at


def test_a_time_stamp_that_was_taken_out_shows_in_the_level(office: Office, signed: bytes) -> None:
    """Nothing signed covers it, so the signature stays what it is without: B-B, and no proven time."""
    kind = "060B2A864886F70D010910020E"
    assert kind.encode() in signed
    found = first(signed.replace(kind.encode(), kind[:-1].encode() + b"F"), office)
    assert (found.level, found.timestamped_at) == ("PAdES-B-B", None)


def test_what_is_put_into_the_padding_is_named(office: Office, signed: bytes) -> None:
    at = gap(signed)[1] - 3
    found = judge(signed[:at] + b"7" + signed[at + 1 :], office)
    assert found.verdict is Verdict.INVALID
    assert "padding" in codes(found)


@pytest.mark.parametrize("digit", [b" ", b"\n", b">", b"%", b"g"])
def test_what_is_no_digit_in_the_padding_is_not_passed_over(office: Office, signed: bytes, digit: bytes) -> None:
    at = gap(signed)[1] - 3
    found = judge(signed[:at] + digit + signed[at + 1 :], office)
    assert found.verdict is not Verdict.VALID


def test_capitals_among_the_digits_are_a_change(office: Office, signed: bytes) -> None:
    start, end = gap(signed)
    at = next(at for at in range(start + 1, end) if signed[at : at + 1].isalpha())
    found = judge(signed[:at] + signed[at : at + 1].swapcase() + signed[at + 1 :], office)
    assert found.verdict is not Verdict.VALID


@pytest.mark.parametrize(
    "tail",
    [
        b"x",
        b"\n\n",
        b"\n% note\n%%EOF\n",
        b"\n9 0 obj\n<</Type/Page>>\nendobj\n%%EOF\n",
        b"\nstartxref\n9\n%%EOF\n",
        b"\nstartxref\n99999999\n%%EOF\n",
        b"\ntrailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF",
        bytes(2000) + b"%%EOF",
    ],
)
def test_bytes_behind_the_end_are_never_valid(office: Office, signed: bytes, tail: bytes) -> None:
    found = judge(signed + tail, office)
    assert found.verdict is not Verdict.VALID
    assert codes(found) & {"trailing_data", "changed_after_signing", "unread_structure"}


def test_another_file_behind_the_end_is_never_valid(office: Office, signed: bytes) -> None:
    assert judge(signed + blank_page(), office).verdict is not Verdict.VALID


def test_a_file_cut_short_is_never_valid(office: Office, signed: bytes) -> None:
    for at in sampled(100, len(signed), 20):
        assert judge(signed[:at], office).verdict is not Verdict.VALID


def page_text(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"0 0 500 500 re f"))
    writer.update_container(page)


def annotation(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    box = generic.ArrayObject(map(generic.NumberObject, (0, 0, 500, 500)))
    square = {pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name("/Square"), pdf_name("/Rect"): box}
    page["/Annots"].append(writer.add_object(generic.DictionaryObject(square)))
    writer.update_container(page["/Annots"])


def text_field(writer: IncrementalPdfFileWriter) -> None:
    field = {pdf_name("/FT"): pdf_name("/Tx"), pdf_name("/T"): generic.TextStringObject("a")}
    fields = writer.root["/AcroForm"]["/Fields"]
    fields.append(writer.add_object(generic.DictionaryObject(field)))
    writer.update_container(fields)


def reason_of(writer: IncrementalPdfFileWriter) -> None:
    value = writer.root["/AcroForm"]["/Fields"][0]["/V"]
    value[pdf_name("/Reason")] = generic.TextStringObject("something else")
    writer.update_container(value)


def mark(writer: IncrementalPdfFileWriter) -> None:
    form = writer.root["/AcroForm"]["/Fields"][0]["/AP"]["/N"]
    form._data, form._encoded_data = b"0 0 99 99 re f", None
    writer.update_container(form)


def page_more(writer: IncrementalPdfFileWriter) -> None:
    page = generic.DictionaryObject({pdf_name("/Type"): pdf_name("/Page")})
    pages = writer.root["/Pages"]
    pages["/Kids"].append(writer.add_object(page))
    pages[pdf_name("/Count")] = generic.NumberObject(2)
    writer.update_container(pages)
    writer.update_container(pages["/Kids"])


def javascript(writer: IncrementalPdfFileWriter) -> None:
    action = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.TextStringObject("app.alert(1)")}
    writer.root[pdf_name("/OpenAction")] = writer.add_object(generic.DictionaryObject(action))
    writer.update_root()


@pytest.mark.parametrize("change", [page_text, annotation, text_field, reason_of, mark, page_more, javascript])
def test_a_revision_that_changes_something_is_named(office: Office, signed: bytes, change) -> None:
    found = judge(updated(signed, change), office)
    assert found.verdict is Verdict.INVALID
    assert "changed_after_signing" in codes(found)
    assert first(updated(signed, change), office).modification == "forbidden"


def test_a_change_between_two_signatures_is_held_against_the_first_alone(office: Office, signed: bytes) -> None:
    found = judge(signed_with(updated(signed, annotation), office, "Signature2"), office)
    assert [each.indication for each in found.signatures] == [Indication.TOTAL_FAILED, Indication.TOTAL_PASSED]
    assert found.verdict is Verdict.INVALID


def validation_data(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    """A document security store with a stream, in an order of its own."""
    stream = writer.add_object(generic.StreamObject(stream_data=b"a certificate"))
    store = generic.DictionaryObject({pdf_name("/Certs"): generic.ArrayObject([stream])})
    writer.root[pdf_name("/DSS")] = writer.add_object(store)
    writer.update_root()
    return store


def test_validation_data_may_be_added(office: Office, signed: bytes) -> None:
    found = judge(updated(signed, validation_data), office)
    assert found.verdict is Verdict.VALID
    assert found.signatures[0].modification == "permitted"


def test_a_page_that_changes_is_not_validation_data_because_that_refers_to_it(office: Office, signed: bytes) -> None:
    def change(writer: IncrementalPdfFileWriter) -> None:
        store = validation_data(writer)
        page = writer.root["/Pages"]["/Kids"].raw_get(0)
        store[pdf_name("/VRI")] = generic.DictionaryObject({pdf_name("/A"): page})
        page_text(writer)

    assert judge(updated(signed, change), office).verdict is Verdict.INVALID


def with_form() -> bytes:
    """A page with a text field to fill in."""

    def add(opened: pikepdf.Pdf) -> None:
        field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="name", Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget)
        field.Rect = pikepdf.Array([50, 50, 200, 80])
        opened.Root.AcroForm = pikepdf.Dictionary(Fields=[opened.make_indirect(field)])
        opened.pages[0].Annots = pikepdf.Array([opened.Root.AcroForm.Fields[0]])

    return rewritten(blank_page(), add)


def test_a_blank_filled_in_after_signing_is_told_and_never_valid(office: Office) -> None:
    """The signature forbids it not, but its signer never saw it: a person decides."""

    def fill(writer: IncrementalPdfFileWriter) -> None:
        field = writer.root["/AcroForm"]["/Fields"][0]
        field[pdf_name("/V")] = generic.TextStringObject("Nguyễn Văn A")
        writer.update_container(field)

    signed = office.sign(with_form())
    assert judge(signed, office).verdict is Verdict.VALID
    found = judge(updated(signed, fill), office)
    assert found.verdict is Verdict.INDETERMINATE
    assert "field_filled" in codes(found)


def test_a_value_that_was_cleared_does_not_hide_the_signature(office: Office, signed: bytes) -> None:
    def clear(writer: IncrementalPdfFileWriter) -> None:
        field = writer.root["/AcroForm"]["/Fields"][0]
        del field["/V"]
        writer.update_container(field)

    found = judge(updated(signed, clear), office)
    assert found.verdict is Verdict.INVALID
    assert "not_shown" in codes(found)


def test_a_form_that_was_taken_away_does_not_hide_the_signature(office: Office, signed: bytes) -> None:
    def remove(writer: IncrementalPdfFileWriter) -> None:
        del writer.root["/AcroForm"]
        writer.update_root()

    found = judge(updated(signed, remove), office)
    assert found.verdict is Verdict.INVALID
    assert "not_shown" in codes(found)


def test_a_dictionary_that_was_overwritten_does_not_hide_the_signature(office: Office, signed: bytes) -> None:
    def blank(writer: IncrementalPdfFileWriter) -> None:
        value = writer.root["/AcroForm"]["/Fields"][0]["/V"]
        for key in list(value):
            del value[key]
        writer.update_container(value)

    found = judge(updated(signed, blank), office)
    assert found.verdict not in {Verdict.VALID, Verdict.NO_SIGNATURE}
    assert codes(found) & {"rewritten", "byte_range"}


def test_a_file_saved_by_another_program_is_said_to_be_rewritten(office: Office, signed: bytes) -> None:
    found = judge(rewritten(signed), office)
    assert found.verdict not in {Verdict.VALID, Verdict.NO_SIGNATURE}
    assert codes(found) & {"byte_range", "digest_differs", "rewritten"}


def test_a_range_past_the_end_is_named(office: Office, signed: bytes) -> None:
    shorter = rewritten(signed, lambda opened: opened.Root.AcroForm.Fields[0].V.ByteRange.__setitem__(3, 10**7))
    found = judge(shorter, office)
    assert found.verdict is Verdict.INDETERMINATE
    assert "byte_range" in codes(found)


@pytest.mark.parametrize("value", [None, [], [0, 1, 2], [0, 1, 2, "x"], [5, 10, 20, 30], [0, -1, 2, 3], [0, 9, 3, 4]])
def test_an_impossible_range_is_listed_and_never_valid(office: Office, signed: bytes, value) -> None:
    def change(opened: pikepdf.Pdf) -> None:
        dictionary = opened.Root.AcroForm.Fields[0].V
        if value is None:
            del dictionary.ByteRange
        else:
            dictionary.ByteRange = pikepdf.Array(value)

    found = judge(rewritten(signed, change), office)
    assert found.verdict is Verdict.INDETERMINATE
    assert found.signatures[0].sub_indication == "FORMAT_FAILURE"
    assert "byte_range" in codes(found)


@pytest.mark.parametrize("name", [b"/PBAD.PAdES", b"/adbe.x"])
def test_a_signature_of_an_unknown_kind_is_listed(office: Office, signed: bytes, name: bytes) -> None:
    usual = b"/ETSI.CAdES.detached"
    found = judge(signed.replace(usual, name.ljust(len(usual))), office)
    assert found.verdict is Verdict.INDETERMINATE
    assert found.signatures[0].sub_indication == "FORMAT_FAILURE"
    assert "unknown_sub_filter" in codes(found)


def test_two_fields_that_share_a_signature_are_both_listed(office: Office, signed: bytes) -> None:
    def share(writer: IncrementalPdfFileWriter) -> None:
        form = writer.root["/AcroForm"]
        twin = {pdf_name("/FT"): pdf_name("/Sig"), pdf_name("/T"): generic.TextStringObject("Twin")}
        twin[pdf_name("/V")] = form["/Fields"][0].raw_get("/V")
        form["/Fields"].append(writer.add_object(generic.DictionaryObject(twin)))
        writer.update_container(form["/Fields"])

    found = judge(updated(signed, share), office)
    assert {each.field for each in found.signatures} == {"Signature1", "Twin"}
    assert found.verdict is Verdict.INVALID
    assert "shared" in codes(found)


@pytest.mark.parametrize("box", [(0, 700, 595, 842), (10, 790, 200, 835), (0, 0, 595, 842)])
def test_a_later_mark_that_hides_something_is_never_valid(office: Office, signed: bytes, box) -> None:
    """Syntactically it is one more signature, which is allowed."""
    assert judge(office.certify(signed), office).verdict is Verdict.VALID
    found = judge(signed_over(signed, box, office), office)
    assert found.signatures[0].indication is Indication.INDETERMINATE
    assert found.signatures[0].modification == "forbidden"
    assert "covered" in codes(found)


def signed_over(pdf: bytes, box: tuple[int, int, int, int], office: Office) -> bytes:
    """A second signature, right in every way, whose mark fills ``box``."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    embedding = PdfCMSEmbedder(SigFieldSpec("Over", on_page=0, box=box)).write_cms("Over", writer)
    next(embedding)
    value = PdfSignedData(pdf_name("/Sig"), SigSeedSubFilter.PADES, AT, bytes_reserved=16000)
    embedding.send(SigObjSetup(sig_placeholder=value))
    digest, output = embedding.send(SigIOSetup(md_algorithm="sha256"))
    signature = sign_digest(office.agency, digest.document_digest)
    embedding.send(container(signature, timestamp=office.stamper.stamp(signature.value)))
    return output.getvalue()


def test_a_seal_that_touches_a_signature_is_office_practice(office: Office, signed: bytes) -> None:
    found = judge(signed_over(signed, (120, 790, 200, 835), office), office)
    assert found.verdict is Verdict.VALID


def test_a_signature_pasted_into_another_file_is_not_its_own(office: Office, signed: bytes) -> None:
    start, end = gap(signed)
    other = office.sign(blank_page((400, 400)))
    low, high = gap(other)
    room = high - low - 2
    pasted = other[: low + 1] + signed[start + 1 : end - 1][:room].ljust(room, b"0") + other[high - 1 :]
    found = judge(pasted, office)
    assert found.verdict is Verdict.INVALID
    assert "digest_differs" in codes(found)


def stamped(pdf: bytes, office: Office) -> bytes:
    """With a document time stamp in a revision of its own."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    embedding = PdfCMSEmbedder(SigFieldSpec("Stamp")).write_cms("Stamp", writer)
    next(embedding)
    embedding.send(SigObjSetup(sig_placeholder=DocumentTimestamp(bytes_reserved=8000)))
    _, output = embedding.send(SigIOSetup(md_algorithm="sha256"))
    whole = output.getvalue()
    low, high = gap(whole)
    embedding.send(office.stamper.stamp(whole[:low] + whole[high:]))
    return output.getvalue()


def test_a_document_time_stamp_after_a_signature_is_permitted(office: Office, signed: bytes) -> None:
    found = judge(stamped(signed, office), office)
    assert found.verdict is Verdict.VALID
    assert [each.kind for each in found.signatures] == ["signature", "timestamp"]
    assert found.signatures[1].timestamped_at is not None


def test_a_document_time_stamp_over_changed_bytes_has_failed(office: Office, signed: bytes) -> None:
    pdf = stamped(signed, office)
    found = judge(flipped(pdf, 20), office)
    assert found.signatures[1].indication is Indication.TOTAL_FAILED
    assert found.signatures[1].sub_indication == "HASH_FAILURE"


def test_without_signature_there_is_none(office: Office) -> None:
    assert judge(blank_page(), office).verdict is Verdict.NO_SIGNATURE


def test_an_encrypted_file_is_refused_and_says_so(office: Office, signed: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(signed)) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    found = judge(out.getvalue(), office)
    assert found.verdict is Verdict.REFUSED
    assert "encrypted" in found.reasons[0].message


@pytest.mark.parametrize("data", [b"", b"x", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", bytes(100), b"PK\x03\x04"])
def test_rubbish_is_refused(office: Office, data: bytes) -> None:
    found = judge(data, office)
    assert found.verdict is Verdict.REFUSED
    assert found.reasons


def test_more_signatures_than_anybody_writes_are_refused(office: Office) -> None:
    page = blank_page()
    many = b"".join(b"\n%%/ByteRange [0 %d 2 3]" % number for number in range(1, 200))
    found = judge(page + many, office)
    assert found.verdict is Verdict.REFUSED


def test_fields_that_are_their_own_children_end(office: Office, signed: bytes) -> None:
    def loop(opened: pikepdf.Pdf) -> None:
        field = opened.Root.AcroForm.Fields[0]
        field.Kids = pikepdf.Array([field])
        opened.pages[0].Parent.Parent = opened.pages[0].Parent

    assert judge(rewritten(signed, loop), office).verdict is not Verdict.VALID


SLOW = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@SLOW
@given(data=st.data())
def test_whatever_is_done_to_the_bytes_there_is_a_judgement(office: Office, signed_twice: bytes, data) -> None:
    pdf = bytearray(signed_twice)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(pdf) - 1))
        length = data.draw(st.sampled_from([1, 1, 4, 40]))
        pdf[at : at + length] = data.draw(st.binary(max_size=length))
    found = judge(bytes(pdf), office)
    assert isinstance(found, FileJudgement)
    assert bytes(pdf) == signed_twice or found.verdict is not Verdict.VALID


@SLOW
@given(data=st.data())
def test_whatever_is_done_to_the_cms_there_is_a_judgement(office: Office, signed: bytes, data) -> None:
    start, end = gap(signed)
    der = bytearray.fromhex(signed[start + 1 : end - 1].decode())
    length = len(bytes(der).rstrip(b"\0"))
    for _ in range(data.draw(st.integers(1, 4))):
        der[data.draw(st.integers(0, length - 1))] = data.draw(st.integers(0, 255))
    pdf = signed[: start + 1] + der.hex().upper().encode() + signed[end - 1 :]
    found = judge(pdf, office)
    assert isinstance(found, FileJudgement)
    assert found.verdict is not Verdict.VALID or all(
        pdf[low:high] == signed[low:high] for low, high in signed_parts(signed)
    )
