"""What we took back is said wherever a product is judged, with its days: comparison, lines of an order, information packs."""

from datetime import UTC, date, datetime

import pytest

from audits.clearances.evidence import put_on_record
from audits.law.current import load_rulebook, rulebook_of
from audits.models import Decision
from buyers.catalogue.comparison import Question, columns, compare
from buyers.catalogue.reference import Destination
from buyers.delivery.services.packs.law import law_of
from buyers.services.line_states import judge_lines
from buyers.trade.services.line_clearances import Days, clearances_of
from tests.audits import small_law
from tests.audits.conftest import LONG_AGO
from tests.audits.dossiers import product_with
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
HERE = Destination("DE", "Germany", "EU")
SAID = "approved on 3 March 2026 and revoked on 20 November 2026; it does not count from 1 October 2026 on."


@pytest.fixture
def products(tmp_path):
    """Two with the same documents; the test report of the first was revoked."""
    rulebook_of.cache_clear()
    load_rulebook(small_law.write(tmp_path / "law"), by=None, at=LONG_AGO)
    first, second = product_with("doc", "report", "licence"), product_with("doc", "licence")
    report = first.certificates.get(certificate_type="report")
    first.certificates.filter(pk=report.pk).update(status="revoked")
    facts = {"supplier": first.supplier, "certificate": report, "by": UserFactory()}
    Decision.objects.create(**facts, outcome="approved", at=datetime(2026, 3, 3, 4, tzinfo=UTC))
    revoked_at = datetime(2026, 11, 20, 4, tzinfo=UTC)
    Decision.objects.create(**facts, outcome="revoked", at=revoked_at, effective_on=date(2026, 10, 1))
    return [first, second]


def test_the_comparison_says_it_of_the_product_that_it_is_true_of(products):
    asked = Question(None, HERE, TODAY, TODAY)
    sections = compare(columns(products, asked), asked)

    first, second = next(row.cells for one in sections for row in one.rows if row.label == "Still missing")
    assert SAID in first.note
    assert second.note == ""


def test_the_lines_of_an_enquiry_and_of_an_order_say_it(products):
    first, second = judge_lines([(one, None) for one in products], HERE, arrives=TODAY, today=TODAY)
    assert SAID in first.doubts[0].text
    assert "approved on" not in second.doubts[0].text

    days = Days(at=datetime(2026, 11, 23, 4, tzinfo=UTC), today=TODAY, shipment=TODAY, entry=TODAY)
    of_order = clearances_of(products, HERE, days)
    assert SAID in of_order[products[0].pk].refusal
    assert "approved on" not in of_order[products[1].pk].refusal


def test_an_information_pack_says_it(products):
    documents = law_of(dict(enumerate(products, 1)), "DE", departs_on=TODAY, arrives_on=TODAY).documents

    said = {one.line: one.taken_back for one in documents if one.type == "report"}
    assert SAID in said[1]
    assert said[2] == ""


def test_what_was_taken_back_costs_one_query_however_many_products(products, django_assert_num_queries):
    for some in (products[:1], products):
        with django_assert_num_queries(4):
            put_on_record(some)
