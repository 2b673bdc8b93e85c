"""The privacy page is made from the register; a person corrects their own name."""

import pytest
from django.urls import reverse
from django.utils import translation

from kpmarket.accounts.models import User
from kpmarket.site.privacy import operator
from kpmarket.site.privacy.kinds import KINDS
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def page_in(client, language):
    client.cookies["django_language"] = language
    return client.get(reverse("privacy")).text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_kind_of_the_register_stands_on_the_page(client, language):
    page = page_in(client, language)

    with translation.override(language):
        for kind in KINDS:
            assert f'id="{kind.code}"' in page
            assert str(kind.title) in page


def test_the_page_says_that_each_supplier_asked_gets_name_and_organisation(client):
    assert "each of them gets your name, your organisation and its country" in page_in(client, "en")


def test_periods_on_the_page_are_those_in_force(client, settings):
    settings.RETENTION_DAYS = {**settings.RETENTION_DAYS, "sent_letters": 31}

    assert "31 days after the letter was sent" in page_in(client, "en")


def test_what_the_operator_did_not_state_is_said_to_be_missing_and_never_invented(client):
    page = page_in(client, "en")

    assert page.count("not stated by the operator") == 5
    assert client.get(reverse("ready")).json()["operator_facts_missing"] == list(operator.FACTS)


def test_what_the_operator_stated_is_on_the_page(client, settings):
    settings.OPERATOR_NAME = "KP Import GmbH"
    settings.PRIVACY_CONTACT = "privacy@kp.example"
    settings.DATA_PROTECTION_OFFICER = "none"

    page = page_in(client, "en")

    assert "KP Import GmbH" in page
    assert 'href="mailto:privacy@kp.example"' in page
    assert "None is required." in page
    assert {"OPERATOR_ADDRESS", "DATA_LOCATION"} <= set(operator.missing())
    assert "OPERATOR_NAME" not in operator.missing()


@pytest.mark.parametrize("name", ["buyers:home", "account_signup", "account_login"])
def test_the_page_is_linked_where_people_enter(client, name):
    assert f'href="{reverse("privacy")}"' in client.get(reverse(name)).text


def test_it_is_linked_where_a_buyer_says_for_whom_they_buy(client, buyer):
    client.force_login(buyer)

    assert client.get(reverse("buyers:profile"), {"new": "yes"}).text.count(f'href="{reverse("privacy")}"') == 2


class TestName:
    def test_a_person_corrects_their_own_name(self, client, buyer):
        client.force_login(buyer)

        client.post(reverse("rights:name"), {"name": "Oluwaseun Adébáyọ̀"})

        assert User.objects.get(pk=buyer.pk).name == "Oluwaseun Adébáyọ̀"

    @pytest.mark.parametrize(("typed", "words"), [("", "An answer is needed here"), ("A\x0bB", "invisible characters")])
    def test_what_cannot_be_a_name_comes_back_with_a_sentence(self, client, buyer, typed, words):
        client.force_login(buyer)
        before = buyer.name

        answer = client.post(reverse("rights:name"), {"name": typed})

        assert answer.status_code == 422
        assert words in answer.text
        assert User.objects.get(pk=buyer.pk).name == before

    def test_staff_do_not_rename_themselves(self, client, settings):
        settings.EASE_SECOND_FACTOR = True
        staff = UserFactory(is_staff=True, name="As It Was")
        client.force_login(staff)

        client.post(reverse("rights:name"), {"name": "Another"})

        assert User.objects.get(pk=staff.pk).name == "As It Was"
