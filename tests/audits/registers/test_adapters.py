"""Each register's responses, and the outcomes they lead to."""

import copy
import hashlib
import json
import socket
from datetime import date
from urllib.parse import unquote

import pytest

from audits.registers import by_hand, credit_code, eudamed, gleif, iaf, nando, nmpa, openfda
from audits.registers.adapter import Access, InterfaceSource, look_up
from audits.registers.catalogue import ADAPTERS
from audits.registers.client import Client
from audits.registers.question import Difference, Outcome, Point, Question, Reason
from tests.audits.registers import answers
from tests.audits.registers.replay import Said, Time, replaying

ON = date(2026, 11, 23)
NAMES = ("Jiangsu Lanhe Medical Co., Ltd.", "江苏蓝禾医疗有限公司")
CASES = [
    (openfda.CLEARANCES, "K209999", answers.CLEARANCE),
    (openfda.ESTABLISHMENTS, "3099999999", answers.ESTABLISHMENT),
    (openfda.ESTABLISHMENTS, "10099999", answers.ESTABLISHMENT),
    (eudamed.ACTORS, "CN-MF-000099999", answers.ACTOR),
    (eudamed.DEVICES, "06999999999992", answers.DEVICE),
    (eudamed.CERTIFICATES, "NZ-2024-0815", answers.CERTIFICATE),
    (nando.BODIES, "9999", answers.BODY),
    (gleif.ENTITIES, "91320600000000000E", answers.ENTITY),
    (nmpa.DATA, "苏械注准20202140999", answers.NMPA),
    (iaf.CERTIFICATES, "NZ 13485-0815", answers.IAF),
]
KEYS = {"iaf": "secret"}
IDS = [f"{adapter.key}-{number}" for adapter, number, _ in CASES]


def answer_of(adapter, said, *, on=ON, **question):
    """The answer to that response of the register, and the requests that it received."""
    time = Time()
    client = Client(clock=time.clock, sleep=time.sleep)
    question.setdefault("holders", NAMES)
    with replaying(said if isinstance(said, Said) else Said(body=said)) as (register, base):
        access = Access({adapter.key: base}, KEYS)
        answer = look_up(adapter, Question(adapter.key, **question), client, on=on, access=access)
    client.pool.clear()
    return answer, [
        unquote(path) + posted.decode() for path, posted in zip(register.asked, register.posted, strict=True)
    ]


@pytest.mark.parametrize(("adapter", "number", "body"), CASES, ids=IDS)
def test_a_record_that_says_what_is_claimed_confirms(adapter, number, body):
    answer, asked = answer_of(adapter, body, number=number, holders=NAMES, issuer="Nordlys Zertifizierung GmbH")

    assert (answer.outcome, answer.reason, answer.differences) == (Outcome.CONFIRMED, None, ())
    assert answer.digest == hashlib.sha256(json.dumps(body).encode()).hexdigest()
    assert (NAMES[0] if adapter is iaf.CERTIFICATES else number) in asked[0]
    assert answer.shown["number"]


@pytest.mark.parametrize(("adapter", "number", "body"), CASES, ids=IDS)
def test_the_record_of_another_holder_contradicts(adapter, number, body):
    answer, _ = answer_of(adapter, body, number=number, holders=("Shandong Other Rubber Ltd",), issuer="Somebody Else")

    assert answer.outcome == Outcome.CONTRADICTED
    assert [one.point for one in answer.differences] == [Point.ISSUER if adapter is nando.BODIES else Point.HOLDER]


@pytest.mark.parametrize(("adapter", "number", "body"), CASES, ids=IDS)
def test_a_register_without_such_a_record_says_not_found(adapter, number, body):
    plain = Said(body={"content": [], "data": [], "totalElements": 0})
    own = {"nmpa": Said(body=answers.NMPA_EMPTY), "iaf": Said(404, answers.IAF_EMPTY)}
    empty = own.get(adapter.key, Said(404, answers.NO_MATCHES) if adapter.knows_404 else plain)

    answer, _ = answer_of(adapter, empty, number=number)

    assert (answer.outcome, answer.reason, answer.differences) == (Outcome.NOT_FOUND, None, ())


@pytest.mark.parametrize(("adapter", "number", "body"), CASES, ids=IDS)
@pytest.mark.parametrize(
    "odd",
    [[], {}, "text", None, 7, {"results": 1, "content": 1, "data": 1}, {"results": [1], "content": [1], "data": [1]}],
)
def test_an_unknown_format_is_no_answer(adapter, number, body, odd):
    answer, _ = answer_of(adapter, Said(body=json.dumps(odd).encode()), number=number)

    assert (answer.outcome, answer.reason) == (Outcome.UNREACHABLE, Reason.UNEXPECTED)


@pytest.mark.parametrize(
    ("adapter", "number", "body"), [case for case in CASES if case[0] is not iaf.CERTIFICATES], ids=IDS[:-1]
)
def test_the_record_of_another_number_is_no_answer(adapter, number, body):
    other = json.loads(json.dumps(body, ensure_ascii=False).replace(number, "9" + number[1:][::-1] + "1"))
    other["totalElements"] = 70000

    answer, _ = answer_of(adapter, other, number=number)

    assert (answer.outcome, answer.reason) == (Outcome.UNREACHABLE, Reason.UNEXPECTED)


@pytest.mark.parametrize("body", [b"{", b"", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_is_no_answer(body):
    answer, _ = answer_of(openfda.CLEARANCES, Said(body=body), number="K209999")

    assert (answer.outcome, answer.reason) == (Outcome.UNREACHABLE, Reason.UNREADABLE)
    assert answer.body == body


@pytest.mark.parametrize(
    ("adapter", "number"),
    [
        (openfda.CLEARANCES, "2023-001"),
        (openfda.CLEARANCES, 'K209999"+OR+1'),
        (openfda.ESTABLISHMENTS, "D123456"),
        (eudamed.ACTORS, "CHRN-AR-20000123"),
        (eudamed.DEVICES, "a b"),
        (nando.BODIES, "12"),
        (nmpa.DATA, "苏械注准2020"),
        (iaf.CERTIFICATES, "-"),
        (gleif.ENTITIES, "LEI"),
    ],
)
def test_a_number_that_the_register_cannot_hold_is_not_covered_and_not_requested(adapter, number):
    answer, asked = answer_of(adapter, {}, number=number)

    assert (answer.outcome, answer.reason, asked) == (Outcome.NOT_COVERED, Reason.NOT_IN_THIS_REGISTER, [])


def test_without_a_number_nothing_is_requested():
    answer, asked = answer_of(openfda.CLEARANCES, {}, number="")

    assert (answer.outcome, answer.reason, asked) == (Outcome.NOT_COVERED, Reason.NO_NUMBER, [])


def test_a_certificate_withdrawn_and_lapsed_in_eudamed_contradicts_in_both_points():
    body = copy.deepcopy(answers.CERTIFICATE)
    body["content"][0] |= {
        "certificateStatus": {"code": "refdata.certificate-status.withdrawn"},
        "expiryDate": "2026-11-22",
    }

    answer, _ = answer_of(eudamed.CERTIFICATES, body, number="NZ-2024-0815", valid_until=date(2029, 2, 28))

    assert answer.differences == (
        Difference(Point.WITHDRAWN, "", "withdrawn"),
        Difference(Point.EXPIRED, "2029-02-28", "2026-11-22"),
    )


@pytest.mark.parametrize(
    ("claimed", "points"), [(date(2029, 3, 1), [Point.LAST_DAY]), (date(2029, 2, 28), []), (None, [])]
)
def test_a_later_end_than_the_registers_is_reported(claimed, points):
    answer, _ = answer_of(eudamed.CERTIFICATES, answers.CERTIFICATE, number="nz-2024-0815", valid_until=claimed)

    assert [one.point for one in answer.differences] == points


def test_an_establishment_is_registered_until_the_end_of_its_year():
    last, _ = answer_of(openfda.ESTABLISHMENTS, answers.ESTABLISHMENT, number="3099999999", on=date(2026, 12, 31))
    after, _ = answer_of(openfda.ESTABLISHMENTS, answers.ESTABLISHMENT, number="3099999999", on=date(2027, 1, 1))

    assert (last.outcome, [one.point for one in after.differences]) == (Outcome.CONFIRMED, [Point.EXPIRED])


def test_an_inactive_company_contradicts():
    body = copy.deepcopy(answers.ENTITY)
    body["data"][0]["attributes"]["entity"]["status"] = "INACTIVE"

    answer, _ = answer_of(gleif.ENTITIES, body, number="91320600000000000E", holders=NAMES)

    assert answer.differences == (Difference(Point.WITHDRAWN, "", "INACTIVE"),)


def test_an_error_of_openfda_that_is_not_an_empty_search_is_no_answer():
    said = Said(404, {"error": {"code": "BAD_REQUEST"}})

    assert answer_of(openfda.CLEARANCES, said, number="K209999")[0].reason == Reason.UNEXPECTED


def test_a_missing_page_is_no_answer_where_the_register_does_not_use_it_for_not_found():
    answer, _ = answer_of(gleif.ENTITIES, Said(404, {"data": []}), number="91320600000000000E")

    assert (answer.outcome, answer.reason, answer.http_status) == (Outcome.UNREACHABLE, Reason.REFUSED, 404)


def test_a_refusal_is_kept_with_its_status():
    answer, _ = answer_of(eudamed.ACTORS, Said(403), number="CN-MF-000099999")

    assert (answer.outcome, answer.reason, answer.http_status) == (Outcome.UNREACHABLE, Reason.REFUSED, 403)


@pytest.mark.parametrize("adapter", [nmpa.DATA, nando.BODIES, by_hand.OTHER])
def test_registers_for_people_say_so_and_where(adapter):
    answer = look_up(adapter, Question(adapter.key, "9999"), None, on=ON)

    assert (answer.outcome, answer.reason, answer.url) == (Outcome.UNREACHABLE, Reason.BY_HAND, adapter.page)


def test_without_a_client_nothing_is_requested():
    answer = look_up(openfda.CLEARANCES, Question("openfda_510k", "K209999"), None, on=ON)

    assert (answer.outcome, answer.reason) == (Outcome.UNREACHABLE, Reason.OFFLINE)
    assert answer.url == "https://api.fda.gov/device/510k.json?search=k_number%3AK209999&limit=1"


@pytest.mark.parametrize(
    ("number", "outcome"),
    [
        ("91110000600037341L", Outcome.UNREACHABLE),
        ("91110000600037341M", Outcome.CONTRADICTED),
        ("91350211M0000XUF46", Outcome.UNREACHABLE),
        ("1234", Outcome.UNREACHABLE),
        ("", Outcome.NOT_COVERED),
    ],
)
def test_the_check_digit_of_a_credit_code_is_checked_here_except_in_fujian(number, outcome):
    answer = look_up(credit_code.CODES, Question("credit_code", number), None, on=ON)

    assert answer.outcome == outcome
    assert [one.point for one in answer.differences] == [Point.CHECK_DIGIT] * (outcome == Outcome.CONTRADICTED)


MACHINES = [(adapter, number) for adapter, number, _ in CASES]


@pytest.mark.parametrize(("adapter", "number"), MACHINES, ids=IDS)
@pytest.mark.parametrize("status", [200, 202, 412])
def test_a_page_for_browsers_is_unreachable(adapter, number, status):
    answer, asked = answer_of(adapter, Said(status, answers.CHALLENGE), number=number)

    assert (answer.outcome, answer.reason, answer.http_status) == (Outcome.UNREACHABLE, Reason.GUARDED, status)
    assert len(asked) == 1


@pytest.mark.parametrize(("adapter", "number"), MACHINES, ids=IDS)
@pytest.mark.parametrize(
    ("said", "reason", "times"),
    [
        (Said(429), Reason.BUSY, 3),
        (Said(403), Reason.REFUSED, 1),
        (Said(200, b'{"data": '), Reason.UNREADABLE, 1),
        (Said(200, b"x" * 500, cut=True), Reason.NO_CONNECTION, 3),
    ],
    ids=["busy", "refusal", "broken", "cut"],
)
def test_every_register_is_given_up_after_its_attempts(adapter, number, said, reason, times):
    answer, asked = answer_of(adapter, said, number=number)

    assert (answer.outcome, answer.reason, len(asked)) == (Outcome.UNREACHABLE, reason, times)


@pytest.mark.parametrize("adapter", [nmpa.DATA, iaf.CERTIFICATES])
def test_a_register_that_says_nothing_times_out(adapter):
    time = Time()
    client = Client(clock=time.clock, sleep=time.sleep, read_seconds=0.05)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        access = Access({adapter.key: f"http://127.0.0.1:{silent.getsockname()[1]}"}, KEYS)
        question = Question(adapter.key, "苏械注准20202140999", holders=NAMES)

        answer = look_up(adapter, question, client, on=ON, access=access)

    assert (answer.outcome, answer.reason) == (Outcome.UNREACHABLE, Reason.TIMED_OUT)


def test_every_register_has_a_pause_and_says_how_its_format_is_known():
    machines = [adapter for adapter in ADAPTERS.values() if adapter.interface is not InterfaceSource.FOR_PEOPLE]

    assert {adapter.key for adapter in machines} == {adapter.key for adapter, _ in MACHINES}
    assert min(adapter.pause for adapter in machines) >= 1
    assert {adapter.key for adapter in machines if adapter.interface is InterfaceSource.REPORTED} == {"nmpa"}


@pytest.mark.parametrize(
    ("number", "table"),
    [
        ("国械注准20203140999", "ff80808183cad7500183cb66fe690285"),
        ("国械注进20203140999", "ff808081830b103501838d4871b53543"),
        ("国械备20150999号", "ff808081830b103501838d49d7ce3572"),
        ("苏通械备20200999号", "ff80808183cad7500183cb68075c02d7"),
        ("苏食药监械生产许20200999号", "ff808081830b10350183ca27e2ac413e"),
        ("苏通药监械生产备20200999号", "ff808081830b10350183ca285e2c4160"),
    ],
)
def test_the_format_of_a_number_chooses_nmpas_table(number, table):
    answer, asked = answer_of(nmpa.DATA, answers.NMPA_EMPTY, number=number)

    assert answer.outcome == Outcome.NOT_FOUND
    assert asked == [f"/search?itemId={table}&isSenior=N&searchValue={number.removesuffix('号')}&pageNum=1&pageSize=20"]


def test_nmpas_columns_are_recognised_by_their_content():
    row = {"f0": "1", "f1": "医用外科口罩", "f2": "苏械注准 20202140999号", "f3": "江苏蓝禾医疗有限公司"}
    body = {"code": "200", "data": {"list": [row]}}

    answer, _ = answer_of(nmpa.DATA, body, number="苏械注准20202140999")

    assert answer.outcome == Outcome.CONFIRMED
    assert answer.shown == {"number": "苏械注准20202140999", "holder": "江苏蓝禾医疗有限公司", "device": "医用外科口罩"}


def test_a_row_of_nmpas_without_a_company_is_no_answer():
    body = {"code": 200, "data": {"list": [{"f0": "苏械注准20202140999", "f1": "医用外科口罩"}]}}

    assert answer_of(nmpa.DATA, body, number="苏械注准20202140999")[0].reason == Reason.UNEXPECTED


def test_what_nmpa_refuses_in_words_is_a_refusal():
    answer, _ = answer_of(nmpa.DATA, answers.NMPA_COMPLAINT, number="苏械注准20202140999")

    assert (answer.outcome, answer.reason) == (Outcome.UNREACHABLE, Reason.REFUSED)


def test_iaf_is_queried_by_company_with_the_operators_key_and_without_the_number():
    with replaying(Said(body=answers.IAF)) as (register, base):
        question = Question("iaf", "NZ 13485-0815", holders=NAMES)
        client = Client()
        answer = look_up(iaf.CERTIFICATES, question, client, on=ON, access=Access({"iaf": base}, KEYS))
    client.pool.clear()

    assert (register.asked, register.headers[0]["x-http-authorization"]) == (["/company"], "secret")
    assert json.loads(register.posted[0]) == {
        "company_name": NAMES[0],
        "company_country": "CN",
        "match_rate": 90,
    }
    assert "secret" not in repr(answer)


def test_iaf_without_a_key_is_not_covered_and_not_requested():
    question = Question("iaf", "NZ 13485-0815", holders=NAMES)

    answer = look_up(iaf.CERTIFICATES, question, None, on=ON)

    assert (answer.outcome, answer.reason, answer.url) == (
        Outcome.NOT_COVERED,
        Reason.NO_KEY,
        "https://www.iafcertsearch.org",
    )


def test_a_company_known_to_iaf_without_that_certificate_is_not_found_and_a_withdrawn_one_contradicts():
    other, _ = answer_of(iaf.CERTIFICATES, answers.IAF, number="NZ-13485-9999")
    withdrawn, _ = answer_of(iaf.CERTIFICATES, answers.IAF, number="QMS-1")

    assert other.outcome == Outcome.NOT_FOUND
    assert withdrawn.differences == (Difference(Point.WITHDRAWN, "", "Withdrawn"),)


def test_an_account_without_credit_is_no_answer():
    answer, _ = answer_of(iaf.CERTIFICATES, Said(403, answers.IAF_NO_CREDIT), number="NZ 13485-0815")

    assert (answer.outcome, answer.reason, answer.http_status) == (Outcome.UNREACHABLE, Reason.REFUSED, 403)
