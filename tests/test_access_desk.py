"""What the desk does only for people in office, and only while they confirmed lately who they are."""

import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.access.asking import URLS, Asker, leaks
from tests.access.world import World
from tests.factories import AuditorFactory
from tests.sessions import pass_second_factor
from tests.test_access import expected_of

HOUR = 60 * 60
OPEN_TO_STAFF = {f"admin:{name}" for name in ("index", "jsi18n", "login", "password_change", "password_change_done")}
LED_ELSEWHERE = {f"admin:{name}" for name in ("audits_lawcheck_record", "audits_queue_next", "logout", "view_on_site")}
"""To lists that lead on to the start of the desk, and out of it. All else is not there, or leads to its start."""
ASKS_AGAIN = [
    "accounts_user_add",
    "accounts_user_change",
    "audits_auditor_add",
    "audits_auditor_change",
    "audits_certificatecase_act",
    "audits_certificatecase_decide",
    "audits_certificatecase_sign",
    "audits_deskrole_add",
    "audits_deskrole_change",
    "audits_doubtreport_answer",
    "audits_lawcheck_record",
    "audits_lookagain_close",
    "audits_secondreview_judge",
    "audits_secondreview_settle",
    "audits_siteaudit_cancel",
    "audits_siteaudit_finding",
    "audits_siteaudit_plan",
    "audits_siteaudit_report",
    "audits_siteaudit_step",
    "audits_sourcefetch_change",
    "audits_suppliercase_act",
    "audits_suppliercase_decide",
    "audits_suppliercase_sign",
    "delivery_factconfirmation_row",
    "disputes_claim_act",
    "disputes_counsel_add",
    "disputes_counsel_change",
    "disputes_screeninghit_answer",
    "kpmarket_letter_add",
    "kpmarket_letter_change",
    "suppliers_beneficiaryaccount_act",
    "suppliers_certificatetype_add",
    "suppliers_certificatetype_change",
    "suppliers_typerequest_answer",
    "trade_bankaccount_add",
    "trade_bankaccount_change",
    "trade_bankaccount_savecolumns",
    "trade_deskoffice_add",
    "trade_deskoffice_change",
    "trade_holder_add",
    "trade_holder_change",
    "trade_importerofrecord_confirm",
    "trade_moneyrequest_act",
    "trade_moneyrequest_ask",
    "trade_paymentfile_download",
    "trade_paymentinstruction_act",
    "trade_paymentinstruction_export",
    "trade_paymentinstruction_prepare",
    "trade_statemententry_act",
    "trade_statementfile_import",
]
"""Addresses of the desk; what is done to a rulebook asks again too, from a state that other tests bring about."""


@pytest.mark.slow
@pytest.mark.once  # it asks what a session proved, and hardly the database
def test_a_session_that_proved_nothing_lately_is_led_to_sign_in_before_it_changes_anything(db, settings):
    settings.EASE_SECOND_FACTOR, settings.STEP_UP_MINUTES = False, 60
    world, asked = World(settings), set()
    names = {name for name in expected_of("senior", "POST") if name.startswith("admin:")}

    for person in ("senior", "superuser"):
        asker = Asker(world, person)
        pass_second_factor(asker.client, world.people[person], at=time.time() - 1.1 * HOUR)
        asker.keep_cookies()
        again = reverse("mfa_reauthenticate")
        asked |= {name for name in names if asker.ask("POST", name).leads_to.startswith(again)}

    assert asked == {f"admin:{name}" for name in ASKS_AGAIN} & names


@pytest.mark.slow
@pytest.mark.once  # no database knows another answer to who is in office
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_staff_whose_office_ended_read_and_change_nothing_at_the_desk(db, settings, method):
    settings.EASE_SECOND_FACTOR = True
    world, ago = World(settings), timezone.now() - timedelta(days=9)
    world.people["left"] = AuditorFactory(since=ago, until=ago + timedelta(days=1), level="senior").user
    asker = Asker(world, "left")

    found = [asker.ask(method, name) for name in expected_of("senior", method) if name.startswith("admin:")]

    assert {answer.name for answer in found if answer.status == 200} <= OPEN_TO_STAFF
    led = {answer.name: answer.leads_to for answer in found if answer.status == 302}
    assert {name for name, url in led.items() if url != reverse("admin:index")} <= LED_ELSEWHERE
    assert {answer.name: answer.tables for answer in found if answer.tables} == {}
    assert leaks(found, set()) == []


def test_every_address_that_is_to_ask_again_exists():
    assert {f"admin:{name}" for name in ASKS_AGAIN} <= set(URLS)
