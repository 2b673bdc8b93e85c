"""The page on which a company says whether its documents may measure reading."""

import pytest
from django.urls import reverse
from django.utils import timezone

from suppliers.models import ReadingConsent
from tests.factories import MembershipFactory, SupplierFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def supplier(supplier_member):
    return supplier_member.suppliers.get()


@pytest.fixture
def page(supplier):
    return reverse("suppliers:reading-consent", args=[supplier.pk])


def test_an_owner_says_yes_and_later_no_and_both_stay(client, supplier_member, supplier, page):
    client.force_login(supplier_member)
    of_another = ReadingConsent.objects.create(
        supplier=SupplierFactory(), is_given=True, by=UserFactory(), at=timezone.now()
    )

    assert "Nobody has answered yet" in client.get(page).content.decode()
    client.post(page, {"is_given": "yes"})
    client.post(page, {"is_given": "yes"})
    client.post(page, {"is_given": "no"})

    answers = ReadingConsent.objects.exclude(pk=of_another.pk)
    assert list(answers.values_list("is_given", "by")) == [
        (True, supplier_member.pk),
        (False, supplier_member.pk),
    ]
    assert list(ReadingConsent.objects.companies()) == [of_another.supplier]


def test_an_editor_reads_the_answer_and_may_not_give_it(client, supplier, page):
    editor = MembershipFactory(supplier=supplier, user=UserFactory(), role="editor").user
    client.force_login(editor)

    shown = client.get(page).content.decode()

    assert "An owner of the company decides this." in shown
    assert client.post(page, {"is_given": "yes"}).status_code == 404
    assert not ReadingConsent.objects.exists()


@pytest.mark.parametrize("said", [{"is_given": "perhaps"}, {}])
def test_an_answer_that_is_none_is_asked_for_again(client, supplier_member, page, said):
    client.force_login(supplier_member)

    answer = client.post(page, said)

    assert answer.status_code == 422
    assert not ReadingConsent.objects.exists()
