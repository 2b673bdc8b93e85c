"""Superusers see how far letters are, and have those tried again that were put aside."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kpmarket.foundation.mail import make_letter
from kpmarket.foundation.outbox import writing
from kpmarket.foundation.outbox.models import Letter

pytestmark = pytest.mark.django_db
LIST = reverse("admin:kpmarket_letter_changelist")


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.EASE_SECOND_FACTOR = True


@pytest.fixture
def letters():
    addresses = {"put-aside": "nobody", "waiting": "ann@example.org", "sent": "eve@example.org"}
    rows = [make_letter(address, key, "Code 123", "", key=key) for key, address in addresses.items()]
    writing.write(rows, at=timezone.now())
    Letter.objects.filter(key="sent").update(sent_at=timezone.now())
    return {row.key: row for row in rows}


@pytest.mark.parametrize(
    ("chosen", "keys"),
    [
        ("", {"put-aside"}),
        ("waiting", {"waiting"}),
        ("sent", {"sent"}),
        ("all", {"put-aside", "waiting", "sent"}),
    ],
)
def test_the_list_begins_with_what_was_put_aside(client, superuser, letters, chosen, keys):
    client.force_login(superuser)

    page = client.get(LIST, {"state": chosen} if chosen else {})

    assert {row.key for row in page.context["cl"].result_list} == keys
    assert "put aside" in page.text


def test_what_was_put_aside_is_tried_again(client, superuser, letters):
    client.force_login(superuser)

    page = client.post(
        f"{LIST}?state=all",
        {"action": "retry", "_selected_action": [row.pk for row in letters.values()]},
        follow=True,
    )

    assert "1 letter is tried again." in page.text
    assert {row.key for row in Letter.objects.waiting()} == {"put-aside", "waiting"}


def test_nobody_reads_the_text_of_a_letter(client, superuser, letters):
    client.force_login(superuser)

    page = client.get(reverse("admin:kpmarket_letter_change", args=[letters["waiting"].pk]))

    assert page.status_code == 200
    assert "Code 123" not in page.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_auditors_have_no_part_in_it(client, senior_auditor, letters, method):
    client.force_login(senior_auditor)

    answer = getattr(client, method)(LIST, {"action": "retry", "_selected_action": [letters["put-aside"].pk]})

    assert answer.status_code == 403
    assert Letter.objects.put_aside().count() == 1


@pytest.mark.parametrize("name", ["add", "delete"])
def test_letters_are_neither_made_nor_deleted_here(client, superuser, letters, name):
    client.force_login(superuser)
    arguments = [letters["waiting"].pk] if name == "delete" else []

    assert client.get(reverse(f"admin:kpmarket_letter_{name}", args=arguments)).status_code == 403
