"""The states of all countries: equal facts are judged once, other facts are judged for themselves."""

from datetime import date, timedelta

import pytest

from audits.answers import country_states
from audits.answers.clearance_panel import documents_of
from audits.answers.country_states import states
from suppliers.models import Certificate
from tests.audits.dossiers import product_with

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def there(product, on=TODAY):
    return states(product, documents_of(product), on=on, today=TODAY)


def test_the_same_question_is_judged_once(law, monkeypatch):
    product = product_with("doc", "report", "licence")
    first = there(product)
    monkeypatch.setattr(country_states, "assess", None)

    assert there(product) == first


def test_another_day_another_document_or_another_fact_is_judged_for_itself(law):
    product = product_with("doc", "report", "licence")
    assert there(product)["DE"] == "cleared"

    assert there(product, on=TODAY + timedelta(days=4000))["DE"] == "blocked"
    Certificate.objects.filter(certificate_type="report").delete()
    assert there(product)["DE"] == "blocked"
    product.attributes = {"sterile": True, "kept": ["a", "b"]}
    assert there(product)["DE"] == "not_assessed"


def test_what_is_kept_cannot_be_changed_by_who_got_it(law):
    product = product_with("doc", "report", "licence")
    there(product).clear()

    assert there(product)["DE"] == "cleared"
