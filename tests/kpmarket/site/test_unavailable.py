"""A disk that is full or read-only, a database that is away: who reads goes on, who writes gets a sentence."""

import errno
import logging

import pytest
import redis
from allauth.usersessions.models import UserSession
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse

from kpmarket.foundation.storage import files
from kpmarket.site import unavailable
from suppliers.models import Supplier
from suppliers.products import services
from tests.factories import ClearanceFactory, MembershipFactory

pytestmark = pytest.mark.django_db
SENTENCE = "This cannot be saved just now"


@pytest.fixture(autouse=True)
def _expected_errors(caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


def refuse(error):
    def act(*args, **kwargs):
        raise error

    return act


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("attempt to write a readonly database"),
        OperationalError("database or disk is full"),
        InterfaceError("connection already closed"),
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EROFS, "Read-only file system"),
    ],
)
def test_what_cannot_be_written_now_is_answered_503_with_a_sentence(browser, monkeypatch, error):
    member = MembershipFactory()
    browser.force_login(member.user)
    monkeypatch.setattr(Supplier, "save", refuse(error))

    response = browser.post(reverse("suppliers:start"), {"name_zh": "江苏新蓝医疗", "name_en": "Xinlan Medical"})

    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert SENTENCE in response.content.decode()
    assert Supplier.objects.count() == 1


def test_the_page_of_a_fault_of_ours_says_nothing_about_it(browser, monkeypatch):
    browser.force_login(MembershipFactory().user)
    monkeypatch.setattr(Supplier, "save", refuse(ValueError("SELECT secret FROM /srv/kpmarket/settings.py")))

    response = browser.post(reverse("suppliers:start"), {"name_zh": "江苏新蓝医疗", "name_en": "Xinlan Medical"})

    page = response.content.decode()
    assert response.status_code == 500
    assert "Something broke on our side" in page
    assert not [word for word in ("SELECT", "settings.py", "ValueError", "Traceback") if word in page]


def test_the_page_asks_no_database(browser, monkeypatch, django_assert_num_queries):
    request = None

    with django_assert_num_queries(0):
        try:
            raise OperationalError("server closed the connection")
        except OperationalError:
            response = unavailable.server_error(request)

    assert response.status_code == 503


@pytest.mark.parametrize(
    "error", [ValueError("a fault of ours"), DatabaseError("no such column"), OSError(errno.ENOENT, "")]
)
def test_a_fault_of_ours_is_no_503(error):
    assert not unavailable.is_for_now(error)


def test_a_table_that_is_missing_is_no_503():
    with pytest.raises(DatabaseError) as wrong, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM no_such_table")

    assert not unavailable.is_for_now(wrong.value)


def test_a_cache_that_is_away_counts():
    assert unavailable.is_for_now(redis.exceptions.ConnectionError("Connection refused"))


def test_an_error_that_another_one_led_to_counts():
    try:
        try:
            raise OSError(errno.ENOSPC, "No space left on device")
        except OSError as full:
            raise ValueError("could not keep the file") from full
    except ValueError as error:
        assert unavailable.is_for_now(error)


def test_a_signed_in_person_reads_on_while_nothing_can_be_written(browser, monkeypatch):
    row = ClearanceFactory()
    browser.force_login(MembershipFactory().user)
    monkeypatch.setattr(
        UserSession.objects, "create_from_request", refuse(OperationalError("attempt to write a readonly database"))
    )

    for page in (row.product.get_absolute_url(), "/", reverse("accounts:notices")):
        assert browser.get(page).status_code == 200


def test_half_of_a_product_is_never_kept(browser, monkeypatch):
    member = MembershipFactory()
    product = ClearanceFactory(product__supplier=member.supplier, product__name_en="Before").product
    product.name_en = "After"
    monkeypatch.setattr(services.offer_events, "listing_changed", refuse(OperationalError("database or disk is full")))

    with pytest.raises(OperationalError):
        services.save_product(product, [], by=member.user, at=product.created_at)

    product.refresh_from_db()
    assert product.name_en == "Before"


def test_of_a_file_that_did_not_fit_nothing_is_left(settings, monkeypatch):
    storage = files._storage()
    monkeypatch.setattr(type(storage), "_save", refuse(OSError(errno.ENOSPC, "No space left on device")))

    with pytest.raises(OSError, match="No space"):
        files.store_bytes(b"a page", ".webp")

    assert not [path for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file()]
