"""The list of decisions and the record of each one, as the desk reads and takes them away."""

import base64
import csv
import io
import json
from datetime import date, timedelta

import pytest

from audits.desk import decision_list, heads
from audits.desk.certificates import approve_certificate, reject_certificate
from audits.desk.decision_list import Sought, decisions
from audits.models import Decision, LogEntry
from suppliers.models import CertificateEvent
from tests.factories import NOON, CertificateFactory, SupplierFactory
from tools import check_decision

pytestmark = pytest.mark.django_db
LIST = "/admin/audits/decision/"
SEED = bytes(range(32))


def decide(by, *, at=NOON, outcome="rejected", reasons=("forged",), **facts):
    certificate = CertificateFactory(status=outcome, **facts)
    return Decision.objects.create(
        supplier=certificate.supplier, certificate=certificate, outcome=outcome, reasons=list(reasons), by=by, at=at
    )


@pytest.fixture
def approved(taken, wen):
    approve_certificate(taken, by=wen, at=NOON + timedelta(hours=5), note="复印件清晰", internal_note="Rang the body.")
    return Decision.objects.get()


class TestList:
    @pytest.fixture
    def world(self, wen, colleague):
        last_week = NOON - timedelta(days=7)
        found = {
            "hers": decide(wen, certificate_type__kind="test_report", certificate_type__id="en14683_report"),
            "earlier": decide(wen, at=last_week, outcome="approved", reasons=()),
            "his": decide(colleague, number="IVDR 926626 R01"),
            "company": Decision.objects.create(
                supplier=SupplierFactory(name_zh="宁波长荣", credit_code="91110000600037341L"),
                outcome="approved",
                by=wen,
                at=last_week,
            ),
        }
        CertificateEvent.objects.create(
            subject=found["hers"].certificate, before="draft", after="submitted", at=NOON - timedelta(days=9)
        )
        return found

    @pytest.mark.parametrize(
        ("sought", "names"),
        [
            ({"since": date(2026, 11, 22)}, {"hers", "his"}),
            ({"until": date(2026, 11, 21)}, {"earlier", "company"}),
            ({"outcome": "approved"}, {"earlier", "company"}),
            ({"kind": "company"}, {"company"}),
            ({"kind": "test_report"}, {"hers"}),
            ({"days": 9}, {"hers"}),
            ({"days": 10}, set()),
            ({"words": "926626"}, {"his"}),
            ({"words": "ＩＶＤＲ926626-r01"}, {"his"}),
            ({"words": "91110000 6000 37341l"}, {"company"}),
            ({"words": "长荣"}, {"company"}),
        ],
    )
    def test_it_is_narrowed_by_each_question(self, world, sought, names):
        found = {one.pk for one in decisions(Sought(**sought))}

        assert found == {world[name].pk for name in names}

    def test_all_that_one_person_decided_in_a_week_is_one_address(self, desk, world, wen):
        page = desk.get(LIST, {"by": wen.pk, "since": "2026-11-16", "until": "2026-11-22"})

        assert [row.decision for row in page.context["rows"]] == [world["hers"]]
        assert [row.days for row in page.context["rows"]] == [9]

    def test_a_day_that_is_none_is_said_next_to_its_field_and_narrows_nothing(self, desk, world):
        page = desk.get(LIST, {"since": "14/03/2026"})

        assert page.context["filter"].errors.keys() == {"since"}
        assert len(page.context["rows"]) == 4
        assert 'value="14/03/2026"' in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(desk, wen, count, django_assert_num_queries):
    for _ in range(count):
        decide(wen)
    desk.get(LIST)

    with django_assert_num_queries(8):
        desk.get(LIST)


def test_the_file_has_no_formula_and_the_log_notes_who_took_it(desk, auditor, wen):
    decide(wen, number="=HYPERLINK(1)", supplier__name_en="+1 Medical")
    decide(wen, outcome="approved", reasons=())

    answer = desk.post(f"{LIST}export/", {"outcome": "rejected"})

    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["number"], row["company"]) == ("'=HYPERLINK(1)", "'+1 Medical")
    assert (row["decided_at"], row["outcome"]) == ("2026-11-22T04:00:00+00:00", "rejected")
    entry = LogEntry.objects.get(act="decisions_exported")
    assert (entry.by, entry.content) == (auditor, {"rows": 1, "sought": {"outcome": "rejected"}})


def test_a_file_that_is_too_long_is_refused_and_not_noted(desk, wen, monkeypatch):
    monkeypatch.setattr(decision_list, "MAX_EXPORTED", 0)
    decide(wen)

    page = desk.post(f"{LIST}export/", {"outcome": "rejected"}, follow=True)

    assert page.redirect_chain == [(f"{LIST}?outcome=rejected", 302)]
    assert [str(words) for words in page.context["messages"]] == [
        "A file has at most 0 decisions. Choose a shorter run of days."
    ]
    assert not LogEntry.objects.exists()


class TestRecord:
    def test_it_names_who_what_and_the_pages_that_were_judged(self, desk, approved, wen):
        page = desk.get(f"{LIST}{approved.pk}/change/").content.decode()

        file = approved.certificate.files.get()
        for words in (wen.name, approved.certificate.number, file.sha256, file.pages.get().sha256, "复印件清晰"):
            assert words in page
        assert "No signed head of the log covers it yet" in page
        assert "The checks did not run" in page
        assert page.count("Rang the body.") == 1

    def test_it_keeps_the_name_and_the_number_as_they_were(self, desk, approved, wen):
        name, number = wen.name, approved.certificate.number
        wen.name = "Somebody Else"
        wen.save()
        type(approved.certificate).objects.update(number="CHANGED")

        sections = {one.title: one for one in desk.get(f"{LIST}{approved.pk}/change/").context["sections"]}

        assert name in {row.value for row in sections["Decision"].rows}
        assert number in {row.value for row in sections["What was judged"].rows}

    def test_the_proof_is_what_the_offline_script_accepts(self, desk, approved, settings):
        assert desk.get(f"{LIST}{approved.pk}/proof.json").status_code == 404
        settings.LOG_SIGNING_KEY = base64.b64encode(SEED).decode()
        heads.sign_head(at=NOON + timedelta(days=1))

        answer = desk.get(f"{LIST}{approved.pk}/proof.json")

        proof = json.loads(answer.content)
        assert proof["entry"]["content"]["decision"] == approved.pk
        assert list(check_decision.faults_of(proof, "")) == []

    def test_one_that_the_log_does_not_know_says_so(self, desk, wen):
        page = desk.get(f"{LIST}{decide(wen).pk}/change/")

        assert "No entry of the decision log speaks of it" in page.content.decode()

    def test_it_costs_a_fixed_number_of_queries(self, desk, approved, django_assert_num_queries):
        desk.get(f"{LIST}{approved.pk}/change/")

        with django_assert_num_queries(15):
            desk.get(f"{LIST}{approved.pk}/change/")


def test_a_refusal_says_its_reasons_in_words(desk, taken, wen):
    reject_certificate(taken, by=wen, at=NOON, reasons=["issuer_denies"])

    page = desk.get(f"{LIST}{Decision.objects.get().pk}/change/").content.decode()

    assert "The issuing body says that it did not issue this document." in page
