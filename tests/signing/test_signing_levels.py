"""PAdES and CAdES levels in the eyes of pyHanko and openssl; what happens when time stamps or revocation answers lack."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import cms as asn1_cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from signing_office import AT, Office
from signing_papers import blank_page

from dossier.errors import PermanentError, TransientError, UsageError
from dossier.judgement import Indication
from signing.authority.development import DevelopmentAuthority, open_authority
from signing.authority.server import routes_of, serving
from signing.cades import raise_detached, sign_detached
from signing.judge.detached import judge_detached
from signing.judge.pdf import judge_pdf
from signing.judge.revocation import Standing
from signing.judge.trust import trust_of
from signing.keys.local import LocalSigner
from signing.levels import Level
from signing.pades.raise_level import raise_pdf
from signing.pades.sign import SignedPdf, sign_pdf
from signing.status.gather import Gatherer
from signing.status.listed import ListedStatus
from signing.status.online import OnlineStatus
from signing.tsa.http import HttpTimeStamper
from signing.wanted import Shortfall, Wanted

CONTENT = b'{"ghi":"mau"}'
NOBODY = HttpTimeStamper("http://127.0.0.1:1/", 0.5)


def listed(office: Office) -> Gatherer:
    """Asks the office's own revocation lists."""
    return Gatherer(office.trust, ListedStatus(lambda: office.trust.revocation_lists))


def silent(office: Office) -> Gatherer:
    """Asks nobody."""
    return Gatherer(office.trust, ListedStatus(lambda: ()))


def signed_at(office: Office, level: Level) -> SignedPdf:
    wanted = Wanted(level, listed(office))
    return sign_pdf(blank_page(), office.officer, office.stamper, appearance=None, at=AT, wanted=wanted)


@pytest.fixture(params=["office", "rsa_office"])
def any_office(request: pytest.FixtureRequest) -> Office:
    found: Office = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("level", list(Level))
def test_the_level_that_was_wanted_is_reached_and_our_judge_calls_it_valid(any_office: Office, level: Level) -> None:
    done = signed_at(any_office, level)
    assert (done.reached, done.level, done.shortfall) == (level, f"PAdES-{level}", None)
    judged = judge_pdf(done.data, any_office.trust, file="a.pdf", now=any_office.now)
    assert {each.indication for each in judged.signatures} == {Indication.TOTAL_PASSED}
    assert judged.signatures[0].level == done.level


def test_levels_are_one_above_the_other() -> None:
    assert [Level.B_LT.holds(each) for each in Level] == [True, True, True, False]


def test_a_long_term_level_needs_somebody_to_ask(office: Office) -> None:
    with pytest.raises(UsageError):
        Wanted(Level.B_LT)


def by_pyhanko(pdf: bytes, office: Office) -> list[bool]:
    """Its bottom line on every signature and document time stamp, with nothing but our root and what the file holds."""
    reader = PdfFileReader(BytesIO(pdf))
    root = asn1_x509.Certificate.load(office.trust.anchors[0].public_bytes(Encoding.DER))
    settings = {"trust_roots": [root], "revocation_mode": "hard-fail", "allow_fetching": False, "moment": office.now}
    context = DocumentSecurityStore.read_dss(reader).as_validation_context(settings)
    lines = [
        validate_pdf_signature(each, context, ts_validation_context=context).bottom_line
        for each in reader.embedded_regular_signatures
    ]
    stamps = [validate_pdf_timestamp(each, context) for each in reader.embedded_timestamp_signatures]
    return lines + [each.valid and each.intact and each.trusted for each in stamps]


@pytest.mark.parametrize(("level", "count"), [(Level.B_LT, 1), (Level.B_LTA, 2)])
def test_pyhanko_needs_only_what_is_in_a_long_term_file(any_office: Office, level: Level, count: int) -> None:
    assert by_pyhanko(signed_at(any_office, level).data, any_office) == [True] * count


def test_poppler_lists_a_long_term_signature_as_valid(office: Office, tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(signed_at(office, Level.B_LTA).data)
    command = ["pdfsig", "-nocert", "page.pdf"]
    listed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60).stdout
    assert "Signature is Valid" in listed
    assert listed.count("Signature Field Name") == 2


@pytest.mark.parametrize("level", [Level.B_T, Level.B_LT, Level.B_LTA])
def test_without_a_time_stamp_server_a_signature_is_made_and_says_what_it_lacks(office: Office, level: Level) -> None:
    wanted = Wanted(level, listed(office), degrade=True)
    done = sign_pdf(blank_page(), office.officer, NOBODY, appearance=None, at=AT, wanted=wanted)
    assert (done.reached, done.shortfall) == (Level.B_B, Shortfall.NO_TIME_STAMP)


def test_without_word_on_revocation_the_level_stays_below_long_term(office: Office) -> None:
    wanted = Wanted(Level.B_LTA, silent(office), degrade=True)
    done = sign_pdf(blank_page(), office.officer, office.stamper, appearance=None, at=AT, wanted=wanted)
    assert (done.reached, done.shortfall) == (Level.B_T, Shortfall.NO_REVOCATION_DATA)


@pytest.mark.parametrize("level", [Level.B_LT, Level.B_LTA])
def test_who_does_not_want_less_gets_an_error(office: Office, level: Level) -> None:
    wanted = Wanted(level, silent(office))
    with pytest.raises(TransientError, match="revoked"):
        sign_pdf(blank_page(), office.officer, office.stamper, appearance=None, at=AT, wanted=wanted)


class Faltering:
    """Gives one token and no second one."""

    def __init__(self, office: Office) -> None:
        self.stamper, self.left = office.stamper, 1
        self.describe, self.token_bytes = office.stamper.describe, office.stamper.token_bytes

    def stamp(self, data: bytes, hash_name: str = "sha256") -> bytes:
        if not self.left:
            raise TransientError("gone")
        self.left -= 1
        return self.stamper.stamp(data)


def test_a_server_that_falls_silent_leaves_the_level_below(office: Office) -> None:
    wanted = Wanted(Level.B_LTA, listed(office), degrade=True)
    done = sign_pdf(blank_page(), office.officer, Faltering(office), appearance=None, at=AT, wanted=wanted)
    assert (done.reached, done.shortfall) == (Level.B_LT, Shortfall.NO_TIME_STAMP)
    assert by_pyhanko(done.data, office) == [True]


@pytest.mark.parametrize("level", [Level.B_LT, Level.B_LTA])
def test_a_degraded_file_is_raised_later_and_its_bytes_are_kept(office: Office, level: Level) -> None:
    low = signed_at(office, Level.B_B).data
    high = raise_pdf(low, office.stamper, at=AT, wanted=Wanted(level, listed(office)))
    assert high.startswith(low)
    assert all(by_pyhanko(high, office))
    judged = judge_pdf(high, office.trust, file="a.pdf", now=office.now)
    assert {each.indication for each in judged.signatures} == {Indication.TOTAL_PASSED}


def test_a_raised_file_of_level_t_has_a_document_time_stamp(office: Office) -> None:
    high = raise_pdf(signed_at(office, Level.B_B).data, office.stamper, at=AT, wanted=Wanted())
    assert len(PdfFileReader(BytesIO(high)).embedded_timestamp_signatures) == 1


def test_a_file_that_has_its_time_gets_no_second_one_for_level_t(office: Office) -> None:
    low = signed_at(office, Level.B_T).data
    assert raise_pdf(low, office.stamper, at=AT, wanted=Wanted()) == low


def test_an_archived_file_can_be_renewed_again_and_again(office: Office) -> None:
    pdf = signed_at(office, Level.B_LTA).data
    for _ in range(2):
        pdf = raise_pdf(pdf, office.stamper, at=AT, wanted=Wanted(Level.B_LTA, listed(office)))
    assert by_pyhanko(pdf, office) == [True] * 4


def test_a_file_without_signatures_cannot_be_raised(office: Office) -> None:
    with pytest.raises(PermanentError, match="no signature"):
        raise_pdf(blank_page(), office.stamper, at=AT, wanted=Wanted())


@pytest.mark.parametrize("level", list(Level))
def test_openssl_and_our_judge_take_a_detached_signature_of_every_level(
    any_office: Office, level: Level, tmp_path: Path
) -> None:
    wanted = Wanted(level, listed(any_office))
    done = sign_detached(CONTENT, any_office.agency, any_office.stamper, at=AT, wanted=wanted)
    assert (done.reached, done.level) == (level, f"CAdES-{level}")
    assert openssl_takes(done.cms, any_office, tmp_path)
    judged = judge_detached(done.cms, CONTENT, any_office.trust, name="record.p7s", now=any_office.now)
    assert (judged.indication, judged.level) == (Indication.TOTAL_PASSED, done.level)


def openssl_takes(cms: bytes, office: Office, folder: Path) -> bool:
    (folder / "a.json").write_bytes(CONTENT)
    (folder / "a.p7s").write_bytes(cms)
    (folder / "root.pem").write_bytes(office.authority.root.read_bytes())
    command = "openssl cms -verify -binary -inform DER -in a.p7s -content a.json -CAfile root.pem -purpose any"
    return subprocess.run(command.split(), cwd=folder, capture_output=True, check=False).returncode == 0


def archived(office: Office) -> asn1_cms.SignedData:
    wanted = Wanted(Level.B_LTA, listed(office))
    cms = sign_detached(CONTENT, office.agency, office.stamper, at=AT, wanted=wanted).cms
    return asn1_cms.ContentInfo.load(cms)["content"]


def test_an_archive_time_stamp_covers_what_the_standard_says(office: Office) -> None:
    """EN 319 122-1, 5.5.3, computed anew from the parts that asn1crypto reads."""
    signed = archived(office)
    signer = signed["signer_infos"][0]
    by_kind = {each["type"].dotted: each["values"][0] for each in signer["unsigned_attrs"]}
    token = asn1_cms.ContentInfo.load(by_kind["0.4.0.1733.2.4"].dump())["content"]
    (index,) = [
        each["values"][0].dump()
        for each in token["signer_infos"][0]["unsigned_attrs"]
        if each["type"].dotted == "0.4.0.19122.1.5"
    ]
    fields = ("version", "sid", "digest_algorithm", "signed_attrs", "signature_algorithm", "signature")
    covered = signed["encap_content_info"]["content_type"].dump() + sha256(CONTENT).digest()
    covered += b"".join(signer[each].dump() for each in fields) + index
    imprint = token["encap_content_info"]["content"].parsed["message_imprint"]["hashed_message"].native
    assert imprint == sha256(covered).digest()
    for each in (*signed["certificates"], *signed["crls"]):
        assert sha256(each.dump()).digest() in index


def test_a_long_term_detached_signature_holds_the_lists_that_were_asked(office: Office) -> None:
    held = {each.dump() for each in archived(office)["crls"]}
    assert held == {each.public_bytes(Encoding.DER) for each in office.trust.revocation_lists}


def test_a_detached_signature_is_raised_later(office: Office, tmp_path: Path) -> None:
    low = sign_detached(CONTENT, office.agency, NOBODY, at=AT, wanted=Wanted(degrade=True))
    assert (low.reached, low.shortfall) == (Level.B_B, Shortfall.NO_TIME_STAMP)
    wanted = Wanted(Level.B_LTA, listed(office))
    high = raise_detached(low.cms, CONTENT, office.stamper, at=AT, wanted=wanted)
    again = raise_detached(high.cms, CONTENT, office.stamper, at=AT, wanted=wanted)
    assert openssl_takes(again.cms, office, tmp_path)
    kinds = [
        each["type"].dotted
        for each in asn1_cms.ContentInfo.load(again.cms)["content"]["signer_infos"][0]["unsigned_attrs"]
    ]
    assert kinds.count("0.4.0.1733.2.4") == 2


@pytest.mark.parametrize("cms", [b"", b"rubbish", b"\x30\x80\x00\x00", b"\x30\x03\x02\x01\x01"])
def test_what_is_no_signature_cannot_be_raised(office: Office, cms: bytes) -> None:
    with pytest.raises(PermanentError):
        raise_detached(cms, CONTENT, office.stamper, at=AT, wanted=Wanted())


@dataclass(frozen=True)
class Online:
    """An authority that answers over HTTP, and one of its officers."""

    authority: DevelopmentAuthority
    officer: LocalSigner
    address: str

    @property
    def root(self) -> x509.Certificate:
        return trust_of([self.authority.root]).anchors[0]

    def gatherer(self) -> Gatherer:
        """Knows the root and asks the rest where the certificates say."""
        return Gatherer(trust_of([self.authority.root]), OnlineStatus(5))


@pytest.fixture
def online(tmp_path: Path) -> Iterator[Online]:
    routes: dict[str, object] = {}
    with serving(routes) as address:  # type: ignore[arg-type]  # filled as soon as the address is known
        authority = open_authority(tmp_path / "development", address=address)
        routes |= routes_of(authority)
        yield Online(authority, authority.officer("canbo"), address)


def test_answers_are_fetched_where_the_certificate_says(online: Online) -> None:
    data = online.gatherer().gather([online.officer.chain], datetime.now(UTC))
    assert data.complete
    assert (len(data.responses), len(data.revocation_lists)) == (1, 1)
    assert len(data.certificates) == 4  # officer, issuing authority, root, and who signed the OCSP answer


def test_a_revoked_certificate_is_told_over_ocsp_and_in_the_list(online: Online) -> None:
    officer, issuer = online.officer.chain
    online.authority.revoke(officer, datetime.now(UTC))
    answer = OnlineStatus(5).status(officer, issuer, datetime.now(UTC))
    assert answer.standing is Standing.REVOKED
    assert answer.response is not None
    listing = trust_of([online.authority.revocation_lists[1]]).revocation_lists
    assert ListedStatus(lambda: listing).status(officer, issuer, datetime.now(UTC)).standing is Standing.REVOKED


def test_openssl_takes_the_ocsp_answers(online: Online, tmp_path: Path) -> None:
    officer, issuer = online.officer.chain
    (tmp_path / "officer.pem").write_bytes(officer.public_bytes(Encoding.PEM))
    (tmp_path / "issuer.pem").write_bytes(issuer.public_bytes(Encoding.PEM))
    command = (
        f"openssl ocsp -issuer issuer.pem -cert officer.pem -url {online.address}/ocsp -CAfile {online.authority.root}"
    )
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert "officer.pem: good" in done.stdout
    assert "Response verify OK" in done.stderr


def test_the_responder_knows_nothing_of_strangers(online: Online, office: Office) -> None:
    stranger, issuer = office.officer.chain
    assert OnlineStatus(5).status(stranger, issuer, datetime.now(UTC)).standing is Standing.UNKNOWN


def test_a_silent_responder_is_no_answer(online: Online, tmp_path: Path) -> None:
    elsewhere = open_authority(tmp_path / "elsewhere", address="http://127.0.0.1:1")
    officer, issuer = elsewhere.officer("canbo").chain
    assert OnlineStatus(1).status(officer, issuer, datetime.now(UTC)).standing is Standing.UNKNOWN


def test_an_old_answer_is_no_answer(online: Online) -> None:
    officer, issuer = online.officer.chain
    assert OnlineStatus(5).status(officer, issuer, datetime.now(UTC) + timedelta(days=2)).response is None


def test_a_signature_with_everything_from_the_network_is_long_term(online: Online) -> None:
    stamper = HttpTimeStamper(f"{online.address}/tsa", 5)
    wanted = Wanted(Level.B_LTA, online.gatherer())
    done = sign_pdf(blank_page(), online.officer, stamper, appearance=None, at=AT, wanted=wanted)
    reader = PdfFileReader(BytesIO(done.data))
    root = asn1_x509.Certificate.load(online.root.public_bytes(Encoding.DER))
    settings = {"trust_roots": [root], "revocation_mode": "hard-fail", "allow_fetching": False}
    context = DocumentSecurityStore.read_dss(reader).as_validation_context(settings)
    status = validate_pdf_signature(reader.embedded_regular_signatures[0], context, ts_validation_context=context)
    assert (done.reached, status.bottom_line) == (Level.B_LTA, True)
