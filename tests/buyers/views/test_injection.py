"""What a visitor types is a value wherever it goes: to the database, into a pattern, into a template."""

import pytest

from suppliers.models import Product
from tests.factories import ClearanceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    [
        "' OR 1=1 --",
        "x'; DELETE FROM suppliers_product; --",
        '" UNION SELECT password FROM accounts_user --',
        "%' AND 1=1 AND '%'='",
        "((((((a+)+)+)+)+$",
        "{{ request.user }}{% debug %}",
        "%(password)s {0.__class__}",
    ],
)
def test_it_finds_nothing_changes_nothing_and_comes_back_as_text(client, typed):
    product = ClearanceFactory(product__name_en="Folding half mask").product

    answer = client.get("/catalogue/", {"q": typed, "to": "DE"}, follow=True)

    assert answer.status_code == 200
    assert "Folding half mask" not in answer.text
    assert Product.objects.get() == product
