"""What a draft would do, and that it does just that."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audits.clearances import judging
from audits.clearances.market_status import MarketStatus
from audits.compliance.assess import CHINA
from audits.editions.effects import rank
from audits.editions.letters import letters
from audits.editions.simulation import simulate
from audits.law import current, files
from audits.models import Clearance
from suppliers.models import Product
from tests.audits import small_law
from tests.audits.dossiers import product_with

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 22, 1, tzinfo=UTC)
TODAY = date(2026, 11, 22)
COMPLETE = ("doc", "report", "licence")
EU, US = (small_law.FILES[f"markets/{name}.yaml"] for name in ("EU", "US"))
FROM_MAY = US.replace("until: 2027-01-31", "until: 2027-04-30").replace(
    "      sources: [law]\n",
    """      sources: [law]
    - id: US.medical_mask.2
      route: Clearance with a report
      from: 2027-05-01
      asks: {all_of: [doc, report]}
      confidence: high
      legal_basis: Section 2
      sources: [law]
""",
)


def law_of(**changes):
    texts = {
        name: changes.get(name.split("/")[-1].removesuffix(".yaml"), text) for name, text in small_law.FILES.items()
    }
    return texts, files.read(texts)


def reported(simulation):
    return [
        (one.change.market, one.change.day, one.change.before, one.change.after, one.products, one.suppliers)
        for one in simulation.effects
    ]


def test_it_tells_who_loses_and_who_gains_and_from_which_day(law):
    with_report, without = product_with(*COMPLETE), product_with("doc", "licence")
    judging.refresh_products([with_report, without], at=MORNING)

    found = simulate(law_of(US=FROM_MAY)[1], on=TODAY)

    begins, ends = date(2027, 2, 1), date(2027, 5, 1)
    assert reported(found) == [("US", begins, None, "conditional", (with_report.pk, without.pk), 2)]
    assert (found.products, len(found.gains), len(found.losses)) == (2, 1, 0)
    assert ends not in {one.change.day for one in found.effects}, (
        "only the first day on which a market differs is reported"
    )


def test_what_is_taken_away_is_a_loss_from_the_day_of_asking(law):
    product = product_with(*COMPLETE)
    judging.refresh_products([product], at=MORNING)

    found = simulate(law_of(EU=EU.replace("asks: {all_of: [doc", "asks: {all_of: [doc, licence, doc"))[1], on=TODAY)
    stricter = simulate(law_of(EU=EU.replace("standard: EN 1}", "standard: EN 2}"))[1], on=TODAY)

    assert reported(found) == []
    assert reported(stricter) == [("EU", TODAY, "cleared", None, (product.pk,), 1)]
    assert stricter.losses == stricter.effects
    assert stricter.touched == {product.pk}


def test_what_changed_before_the_day_of_asking_is_history(law):
    product = product_with("doc", ("report", {"valid_until": date(2026, 6, 30)}), "licence")
    judging.refresh_products([product], at=MORNING)

    found = simulate(law_of(EU=EU.replace("standard: EN 1}", "standard: EN 2}"))[1], on=TODAY)

    assert reported(found) == []


def test_nothing_is_written(law):
    judging.refresh_products([product_with(*COMPLETE)], at=MORNING)
    before = list(Clearance.objects.values_list("pk", "superseded_at"))

    simulate(law_of(US=FROM_MAY)[1], on=TODAY)

    assert list(Clearance.objects.values_list("pk", "superseded_at")) == before
    assert current.current_edition().pk == law.pk


@pytest.mark.parametrize(
    "changes",
    [
        {"US": FROM_MAY},
        {"EU": EU.replace("from: 2021-05-26", "from: 2026-12-24")},
        {"EU": EU.replace("confidence: high", "confidence: low")},
        {"evidence_types": small_law.FILES["evidence_types.yaml"].replace("covers: company", "covers: product")},
        {
            "evidence_types": small_law.FILES["evidence_types.yaml"].replace(
                "held_by: manufacturer", "held_by: importer", 1
            )
        },
    ],
    ids=["a new row", "a later beginning", "less sure", "documents of products alone", "the importer's document"],
)
def test_what_was_shown_is_what_happens(law, changes):
    products = [
        product_with(*COMPLETE),
        product_with("doc", "licence"),
        product_with("report", "licence"),
        product_with("doc", ("report", {"valid_until": date(2027, 2, 15)}), "licence"),
    ]
    judging.refresh_products(products, at=MORNING)
    texts, after = law_of(**changes)

    assert_comes_true(texts, simulate(after, on=TODAY))


def assert_comes_true(texts, shown):
    """Publish, and hold what was shown against the record before and after, day by day."""
    before = standings()
    current.put_in_force(texts, by=None, at=MORNING + timedelta(hours=1))
    judging.apply_edition(at=MORNING + timedelta(hours=1))
    after = standings()

    happened = {}
    for key in before.keys() | after.keys():
        if day := first_difference(before.get(key, []), after.get(key, []), shown.on):
            happened[key] = (day, standing(before.get(key, []), day), standing(after.get(key, []), day))
    assert happened == {
        (product, effect.change.market): (effect.change.day, effect.change.before, effect.change.after)
        for effect in shown.effects
        for product in effect.products
    }
    assert list(judging.drift(Product.objects.all())) == []


def standings():
    """(product, market) -> the recorded runs of days."""
    found = {}
    rows = Clearance.objects.current().exclude(market=CHINA).order_by("valid_from")
    for row in rows:
        found.setdefault((row.product_id, row.market_id), []).append(row)
    return found


def standing(rows, day):
    """The best status in any country of the market."""
    states = [MarketStatus(row.state) for row in rows if row.valid_from <= day <= row.valid_until]
    return max(states, key=rank, default=None)


def first_difference(before, after, on):
    days = {on}
    for row in (*before, *after):
        days |= {
            day for day in (row.valid_from, row.valid_until + timedelta(days=row.valid_until < date.max)) if day > on
        }
    return next((day for day in sorted(days) if standing(before, day) != standing(after, day)), None)


LABEL = small_law.DOCUMENT.format(name="Label", covers="product") + "  parameter: destination_languages\n"
LABELLED = {
    **small_law.FILES,
    "evidence_types.yaml": small_law.FILES["evidence_types.yaml"] + f"label:{LABEL}",
    "markets/EU.yaml": EU.replace("{all_of: [doc,", "{all_of: [doc, label,"),
}
GERMAN = "DE: {ways: [[de]], confidence: high, sources: [law]}\n"
FRENCH = "FR: {ways: [[fr]], confidence: high, sources: [law]}\n"


def in_languages(text):
    return files.read({**LABELLED, "label_languages.yaml": text})


def test_where_countries_of_a_market_differ_each_is_reported_for_itself(db):
    current.put_in_force({**LABELLED, "label_languages.yaml": GERMAN + FRENCH}, by=None, at=MORNING)
    product = product_with("doc", "report", "licence", ("label", {"stated": {"languages": ["de", "fr"]}}))
    judging.refresh_products([product], at=MORNING)
    asked = GERMAN.replace("[[de]]", "[[de, en]]")

    found = simulate(in_languages(asked + FRENCH), on=TODAY)
    everywhere = simulate(in_languages(asked + FRENCH.replace("[[fr]]", "[[en]]")), on=TODAY)

    assert reported(found) == [("EU", TODAY, "cleared", None, (product.pk,), 1)]
    assert [one.change.countries for one in found.effects] == [("DE",)]
    assert [(line.place, line.change.after) for letter in letters(found.effects) for line in letter.lines] == [
        ("European Union: Germany", None)
    ]
    assert [(one.change.countries, one.change.after) for one in everywhere.effects] == [((), None)]
    assert [line.place for letter in letters(everywhere.effects) for line in letter.lines] == ["European Union"]


def test_what_opens_one_country_and_closes_another_is_a_gain_and_a_loss(db):
    current.put_in_force({**LABELLED, "label_languages.yaml": GERMAN + FRENCH}, by=None, at=MORNING)
    product = product_with("doc", "report", "licence", ("label", {"stated": {"languages": ["de"]}}))
    judging.refresh_products([product], at=MORNING)

    found = simulate(in_languages(GERMAN.replace("[[de]]", "[[en]]") + FRENCH.replace("[[fr]]", "[[de]]")), on=TODAY)

    assert {one.change.countries: one.change.is_loss for one in found.effects} == {("DE",): True, ("FR",): False}
