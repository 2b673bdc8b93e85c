"""The demonstration world, a small one: believable, consistent, and the same on every machine."""

import re
from datetime import date
from io import StringIO

import pytest
from allauth.mfa.utils import is_mfa_enabled
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from audits.clearances import judging
from audits.desk import log, record_check
from audits.editions.simulation import simulate
from audits.findings import run_checks
from audits.findings.gathering import gather
from audits.law import current
from audits.law import files as rulebook_files
from audits.models import Clearance, LogEntry
from buyers.delivery.models import Inspection, RecallQuestion, Shipment
from buyers.disputes.models import Claim, LegalCase
from buyers.trade.models import Evidence, Holder, Order
from buyers.trade.services.contracts import contract_in_force
from kpmarket.accounts.models import User
from kpmarket.foundation.storage import files
from kpmarket.site.demo import world
from kpmarket.site.demo.world import companies, people, readings
from kpmarket.site.demo.world.moments import noon
from suppliers.models import Certificate, CertificatePage, CertificateReading, Product, ProductPicture, Supplier
from tests.audits.editions.test_simulation import assert_comes_true

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker, tmp_path_factory):
    """A world of two suppliers, filled once for all tests here: where it lies, what was said."""
    folder = tmp_path_factory.mktemp("world")
    places = {
        "VAR_DIR": folder,
        "PRIVATE_ROOT": folder / "private",
        "MEDIA_ROOT": folder / "pictures",
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }
    with (
        pytest.MonkeyPatch.context() as patch,
        override_settings(**places),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        patch.setattr(companies, "COUNT", 2)
        patch.setattr(people, "BUYERS", 2)
        call_command("load_rulebook", verbosity=0)
        lines = []
        world.fill(on=TODAY, say=lines.append)
        yield places, lines
        transaction.set_rollback(True)


@pytest.fixture
def said(filled, db, settings):
    """What was said while the world was filled that this test stands in."""
    places, lines = filled
    for name, value in places.items():
        setattr(settings, name, value)
    return lines


def test_the_world_is_whole_and_filling_it_twice_changes_nothing(said, client):
    before = [model.objects.count() for model in (Supplier, Product, Certificate, Clearance, LogEntry, User)]

    world.fill(on=TODAY, say=said.append)

    assert said[-1] == "The demonstration world is already there."
    assert [model.objects.count() for model in (Supplier, Product, Certificate, Clearance, LogEntry, User)] == before
    assert before[0] == 2
    assert not list(judging.drift(Product.objects.all()))
    assert log.verify().faults == ()
    assert record_check.confirmed_differences() == []
    assert all(files.exists(page.stored_name) for page in CertificatePage.objects.all())
    picture = ProductPicture.objects.first()
    shown = [client.get(picture.url(width)).getvalue() for width in picture.widths]
    assert [content[8:12] for content in shown] == [b"WEBP", b"WEBP"]
    for login in world.LOGINS:
        user = User.objects.get(email=login.email)
        assert user.check_password(login.password)
    with_secret = [User.objects.get(email=login.email) for login in world.LOGINS if login.totp_secret]
    assert all(is_mfa_enabled(user) for user in with_secret)


def test_its_orders_are_signed_by_both_and_its_ledger_agrees_with_its_statements(said):
    assert all(contract_in_force(order) for order in Order.objects.filter(status__in=["confirmed", "completed"]))
    assert Holder.objects.get().licence.startswith("no licence")
    call_command("verify_ledger", stdout=StringIO())


def test_its_buyer_and_supplier_find_goods_at_sea_claims_at_each_step_and_legal_cases(said):
    between = Order.objects.filter(buyer__memberships__user__email="buyer@kpmarket.example")

    assert Shipment.objects.filter(order__in=between).count() == 3
    assert [one.is_tightened for one in Inspection.objects.filter(order__in=between)] == [False, True]
    steps = {"open", "answered", "escalated", "decided", "objected", "carried_out"}
    assert set(Claim.objects.filter(order__in=between).values_list("status", flat=True)) == steps
    assert sorted(LegalCase.objects.filter(order__in=between).values_list("status", flat=True)) == ["opened", "working"]
    submitted = Evidence.objects.filter(order__shipments__in=Shipment.objects.all(), kind="document_pack")
    assert list(submitted.values_list("order__shipments__legs__bill", flat=True).distinct()) == ["DEMOSHA2611902"]
    assert [one.because for one in RecallQuestion.objects.all()] == [["lot"]]


def test_what_its_documents_claim_contradicts_nothing(said):
    law = current.current_rulebook()
    codes = {
        one.code
        for certificate in Certificate.objects.select_related("supplier", "certificate_type")
        for one in run_checks(gather(certificate, on=TODAY, law=law)[0])
    }

    assert codes <= {"file_not_read", "expired", "body_not_listed"}


def test_what_a_draft_is_shown_to_do_to_the_world_is_what_publishing_does(said):
    texts = dict(current.current_edition().files)
    for file in texts:
        if file.startswith("markets/") and file != "markets/CN.yaml":
            unsure = re.sub("confidence: (high|medium)", "confidence: low", texts[file])
            texts[file] = unsure.replace("eu_ar, ", "", 10)

    shown = simulate(rulebook_files.read(texts), on=TODAY)

    assert shown.effects
    assert_comes_true(texts, shown)


def test_what_awaits_an_auditor_is_read_first_and_asked_for_once(said):
    waiting = Certificate.objects.filter(status="approved").first()
    Certificate.objects.filter(pk=waiting.pk).update(status="submitted")

    enqueued = [readings.enqueue_first(at=noon(TODAY)) for _ in range(2)]

    assert enqueued == [1, 0]
    assert CertificateReading.objects.get().file.certificate == waiting
