"""The national register's adapter against a server that speaks its envelope, faults and slowness included."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from ndxp_server import CLIENT, KEY, SECRET, USER, Known, Register, serving
from test_identity_card import PERSON, mrz, mrz_lines, printed, qr

from dossier.codes import DossierCode, IdNumber, ProcedureCode
from dossier.errors import TransientError
from dossier.identification import Identification, IdentityVerdict
from identity.channel import Channel
from identity.register.interface import Access, Citizen, Claim, Purpose, RegisterRefused
from identity.register.logged import LoggedRegister
from identity.register.ndxp import NdxpAccount, NdxpRegister
from identity.register.steady import BreakingRegister, Limits, RetryingRegister
from identity.verdict import Evidence, identify

NUMBER = IdNumber(PERSON["id_number"])
CLAIM = Claim(PERSON["full_name"], PERSON["date_of_birth"])
PURPOSE = Purpose("officer", DossierCode.parse("H29.12-261122-0001"), ProcedureCode.parse("1.001193"))
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ENTRY = """<SoDinhDanh>001190123456</SoDinhDanh><SoCMND/>
<HoVaTen><Ho/><ChuDem/><Ten>Nguyễn Thị Minh Ánh</Ten></HoVaTen><GioiTinh>2</GioiTinh><DanToc>01</DanToc>
<NgayThangNamSinh><Nam>1990</Nam><NgayThangNam>19900615</NgayThangNam></NgayThangNamSinh>
<ThuongTru><MaTinhThanh>01</MaTinhThanh><MaQuanHuyen>006</MaQuanHuyen><MaPhuongXa>00199</MaPhuongXa>
<ChiTiet>Số 5, Phường Láng Thượng, Quận Đống Đa</ChiTiet><QuocGia>VN</QuocGia></ThuongTru><QuocTich>VN</QuocTich>
<Cha><HoVaTen><Ten>Nguyễn Văn Một</Ten></HoVaTen><SoDinhDanh>001060000001</SoDinhDanh></Cha>"""


@pytest.fixture
def server() -> Iterator[Register]:
    with serving() as register:
        register.known[str(NUMBER)] = Known(str(NUMBER), "NGUYENTHIMINHANH", "19900615", ENTRY)
        yield register


@pytest.fixture
def register(server: Register) -> Iterator[NdxpRegister]:
    opened = NdxpRegister(server.url, NdxpAccount(USER, SECRET, CLIENT, KEY), seconds=0.8)
    yield opened
    opened.close()


def asked(register: NdxpRegister, **changes: str) -> Citizen | None:
    claim = Claim(changes.get("full_name", CLAIM.full_name), changes.get("date_of_birth", CLAIM.date_of_birth))
    return register.lookup(NUMBER, purpose=PURPOSE, claim=claim)


def test_an_entry_is_read_with_name_sex_date_and_address(register: NdxpRegister) -> None:
    found = asked(register)
    assert found is not None
    assert (found.full_name, found.sex, found.date_of_birth) == ("Nguyễn Thị Minh Ánh", "female", "1990-06-15")
    assert found.place_of_residence == "Số 5, Phường Láng Thượng, Quận Đống Đa, Hà Nội"
    assert found.nationality == "Việt Nam"


def test_the_question_names_procedure_officer_and_a_request_of_its_own(
    server: Register, register: NdxpRegister
) -> None:
    asked(register)
    asked(register)
    first, second = server.asked
    assert (first["MaDVC"], first["MaCanBo"], first["MaTichHop"]) == ("1.001193", "officer", "037")
    assert first["HoVaTen"] == "NGUYENTHIMINHANH"
    assert first["MaYeuCau"] != second["MaYeuCau"]


@pytest.mark.parametrize("change", [{"full_name": "Trần Văn Bình"}, {"date_of_birth": "1990-06-16"}])
def test_another_name_or_birth_date_finds_nobody(register: NdxpRegister, change: dict[str, str]) -> None:
    assert asked(register, **change) is None


def test_a_birth_date_that_is_a_year_only_is_asked_as_a_year(server: Register, register: NdxpRegister) -> None:
    asked(register, date_of_birth="1990")
    assert server.asked[0]["born"] == "1990"


def test_a_confirmation_says_yes_or_no_and_nothing_else(server: Register, register: NdxpRegister) -> None:
    assert register.confirm(NUMBER, purpose=PURPOSE, claim=CLAIM)
    assert not register.confirm(NUMBER, purpose=PURPOSE, claim=Claim("Trần Văn Bình", "1990-06-15"))
    assert [each["MaTichHop"] for each in server.asked] == ["003", "003"]


def test_corrected_numbers_are_confirmed_before_the_entry_is_asked(server: Register, register: NdxpRegister) -> None:
    wrong = [IdNumber("001190123466"), NUMBER, IdNumber("001190123476")]
    found = register.among(wrong, purpose=PURPOSE, claim=CLAIM)
    assert [each.id_number for each in found] == [NUMBER]
    assert [each["MaTichHop"] for each in server.asked] == ["003", "003", "003", "037"]


@pytest.mark.parametrize(
    "behaviour",
    ["busy", "truncated", "nonsense", "entities", "huge", "own fault", "slow", "dripping", "hang up"],
)
def test_what_may_pass_is_transient(server: Register, register: NdxpRegister, behaviour: str) -> None:
    server.next.append(behaviour)
    with pytest.raises(TransientError) as error:
        asked(register)
    assert PERSON["id_number"] not in str(error.value)


@pytest.mark.parametrize("behaviour", ["004", "005", "another"])
def test_what_says_no_is_refused(server: Register, register: NdxpRegister, behaviour: str) -> None:
    server.next.append(behaviour)
    with pytest.raises(RegisterRefused):
        asked(register)


def test_a_wrong_secret_is_refused(server: Register) -> None:
    register = NdxpRegister(server.url, NdxpAccount(USER, "wrong", CLIENT, KEY), seconds=0.8)
    with pytest.raises(RegisterRefused):
        asked(register)


def test_without_a_procedure_or_a_name_nothing_is_sent(server: Register, register: NdxpRegister) -> None:
    with pytest.raises(RegisterRefused):
        register.lookup(NUMBER, purpose=Purpose("officer"), claim=CLAIM)
    with pytest.raises(RegisterRefused):
        register.lookup(NUMBER, purpose=PURPOSE)
    assert server.asked == []


def test_a_line_that_is_not_there_is_transient() -> None:
    with pytest.raises(TransientError):
        asked(NdxpRegister("http://127.0.0.1:9/dancu", NdxpAccount(USER, SECRET), seconds=0.8))


def test_what_is_transient_is_asked_again(server: Register, register: NdxpRegister) -> None:
    server.next += ["busy", "truncated"]
    pauses: list[float] = []
    steady = RetryingRegister(register, pauses=(0.1, 0.2), sleep=pauses.append)
    assert steady.lookup(NUMBER, purpose=PURPOSE, claim=CLAIM) is not None
    assert pauses == [0.1, 0.2]


def test_what_says_no_is_not_asked_again(server: Register, register: NdxpRegister) -> None:
    server.next.append("004")
    with pytest.raises(RegisterRefused):
        RetryingRegister(register, sleep=lambda _s: None).lookup(NUMBER, purpose=PURPOSE, claim=CLAIM)
    assert len(server.asked) == 1


def test_a_line_that_is_down_is_spared_and_tried_again_later(server: Register, register: NdxpRegister) -> None:
    now = [0.0]
    breaking = BreakingRegister(register, limits=Limits(failures=2, seconds=30), clock=lambda: now[0])
    server.next += ["busy", "busy"]
    for _ in range(5):
        with pytest.raises(TransientError):
            breaking.lookup(NUMBER, purpose=PURPOSE, claim=CLAIM)
    assert len(server.asked) == 2
    now[0] = 31.0
    assert breaking.lookup(NUMBER, purpose=PURPOSE, claim=CLAIM) is not None
    assert breaking.lookup(NUMBER, purpose=PURPOSE, claim=CLAIM) is not None


def test_while_one_question_tries_a_line_that_was_down_no_other_does(server: Register, register: NdxpRegister) -> None:
    now = [0.0]
    breaking = BreakingRegister(register, limits=Limits(failures=1, seconds=30), clock=lambda: now[0])
    server.next += ["busy", "busy"]
    for now[0] in (0.0, 31.0, 32.0):
        with pytest.raises(TransientError):
            breaking.lookup(NUMBER, purpose=PURPOSE, claim=CLAIM)
    assert len(server.asked) == 2


def judged(register: NdxpRegister, *channels: Channel) -> Identification:
    return identify(Evidence("applicant", channels), register, PURPOSE, now=NOW)


def test_a_true_card_is_a_match_at_the_national_register(register: NdxpRegister) -> None:
    result = judged(register, printed(), qr(), mrz(mrz_lines()))
    assert (result.verdict, result.register and result.register.source) == (IdentityVerdict.MATCH, "ndxp")


@pytest.mark.parametrize("behaviour", ["busy", "005"])
def test_a_register_that_does_not_answer_or_refuses_is_unavailable(
    server: Register, register: NdxpRegister, behaviour: str
) -> None:
    server.next.append(behaviour)
    result = judged(register, printed(), qr())
    assert result.verdict is IdentityVerdict.UNAVAILABLE
    assert "register_unavailable" in {each.code for each in result.reasons}


def test_every_question_is_in_the_log_before_it_is_sent(server: Register, register: NdxpRegister) -> None:
    seen: list[tuple[int, Access]] = []
    logged = LoggedRegister(register, lambda access: seen.append((len(server.asked), access)))
    logged.lookup(NUMBER, purpose=PURPOSE, claim=CLAIM)
    assert seen == [(0, Access("ndxp", PURPOSE, NUMBER))]


def test_an_answer_is_kept_as_a_digest_and_the_compared_fields(register: NdxpRegister) -> None:
    result = judged(register, printed(), qr())
    assert result.register is not None and result.register.answer_sha256 is not None
    assert "place_of_origin" not in result.channels["register"]
    assert "ethnicity" not in result.channels["register"]
