"""The demonstration world, a small one: believable, consistent, and the same on every machine."""

from datetime import date

import pytest
from allauth.mfa.utils import is_mfa_enabled
from django.core.management import call_command

from audits import rulebook_files
from audits.models import Clearance, LogEntry
from audits.services import clearances, log, rulebook
from audits.services.simulation import simulate
from kpmarket import files
from kpmarket.accounts.models import User
from kpmarket.demo import world
from kpmarket.demo.world import companies, people
from suppliers.models import Certificate, CertificatePage, Product, ProductPicture, Supplier
from tests.audits.services.test_simulation import assert_comes_true

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def said(settings, monkeypatch, tmp_path):
    """A world of two suppliers; what was said while it was filled."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(companies, "COUNT", 2)
    monkeypatch.setattr(people, "BUYERS", 2)
    call_command("load_rulebook", verbosity=0)
    lines = []
    world.fill(on=TODAY, say=lines.append)
    return lines


def test_the_world_is_whole_and_filling_it_twice_changes_nothing(said, client):
    before = [model.objects.count() for model in (Supplier, Product, Certificate, Clearance, LogEntry, User)]

    world.fill(on=TODAY, say=said.append)

    assert said[-1] == "The demonstration world is already there."
    assert [model.objects.count() for model in (Supplier, Product, Certificate, Clearance, LogEntry, User)] == before
    assert before[0] == 2
    assert not list(clearances.drift(Product.objects.all()))
    assert log.verify().faults == ()
    assert all(files.path_of(page.stored_name).exists() for page in CertificatePage.objects.all())
    picture = ProductPicture.objects.first()
    shown = [client.get(picture.url(width)).getvalue() for width in picture.widths]
    assert [content[8:12] for content in shown] == [b"WEBP"] * 2
    for login in world.LOGINS:
        user = User.objects.get(email=login.email)
        assert user.check_password(login.password)
    with_secret = [User.objects.get(email=login.email) for login in world.LOGINS if login.totp_secret]
    assert all(is_mfa_enabled(user) for user in with_secret)


def test_what_a_draft_is_shown_to_do_to_the_world_is_what_publishing_does(said):
    texts = dict(rulebook.current_edition().files)
    for market in ("EU", "US", "BR"):
        file = f"markets/{market}.yaml"
        texts[file] = texts[file].replace("confidence: high", "confidence: low", 40).replace("eu_ar, ", "", 10)

    shown = simulate(rulebook_files.read(texts), on=TODAY)

    assert shown.effects
    assert_comes_true(texts, shown)
