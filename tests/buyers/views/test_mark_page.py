"""CE or UKCA: read from the rows in force, with the days on which ways end."""

import pytest

from audits.law.current import load_rulebook
from tests.audits import small_law
from tests.factories import NOON

pytestmark = pytest.mark.usefixtures("law")
PAGE = "/guides/ce-or-ukca/"
CODES = {"GB": "GB", "XI": "GB-NIR"}
CE = small_law.DOCUMENT.format(name="Union declaration", covers="product").replace("market: '*'", "market: EU")
UKCA = small_law.DOCUMENT.format(name="UK declaration", covers="product").replace("market: '*'", "market: GB")
MARKET = """
market: {market}
name: {name}
name_zh: {name}
requirements:
  medical_mask:
"""
ROW = """    - id: {id}
      route: {route}
      from: 2021-01-01
      {until}
      asks: {asks}
      confidence: high
      legal_basis: Regulations 2002
      sources: [law]
"""


def put_in_force(tmp_path, **rows):
    countries = "EU: {DE: Germany}\nUS: {US: United States}\n" + "".join(
        f"{one}: {{{CODES[one]}: {one}}}\n" for one in rows
    )
    evidence = f"{small_law.FILES['evidence_types.yaml']}eu_doc_mdr:{CE}gb_ukca_doc:{UKCA}"
    directory = small_law.write(tmp_path / "british", countries=countries, evidence_types=evidence)
    for market, entries in rows.items():
        text = MARKET.format(market=market, name={"GB": "Great Britain", "XI": "Northern Ireland"}[market])
        for number, (route, asks, until) in enumerate(entries, 1):
            text += ROW.format(id=f"{market}.medical_mask.{number}", route=route, asks=asks, until=until)
        (directory / f"markets/{market}.yaml").write_text(text, encoding="utf-8")
    load_rulebook(directory, by=None, at=NOON)


def test_each_type_has_its_ways_by_mark_with_their_ends_and_the_page_says_what_follows(client, tmp_path):
    ce, ukca = ("Recognised", "eu_doc_mdr", "until: 2030-06-30"), ("Own mark", "gb_ukca_doc", "")
    put_in_force(tmp_path, GB=[ce, ukca], XI=[("Union law", "eu_doc_mdr", "")])

    page = client.get(PAGE).text

    assert "CE is recognised until 30 June 2030 at the longest for 1 product type." in page
    assert "1 product type has ways by either mark" in page
    assert "In Northern Ireland the UKCA mark alone opens no way" in page
    assert 'href="/guides/medical-mask/great-britain/#row-gb-medical_mask-1">Recognised</a>' in page
    assert '"@type": "FAQPage"' in page
    assert f'href="{PAGE}"' in client.get("/answers/", {"q": "ce or ukca"}).text
    assert f'href="{PAGE}"' in client.get("/guides/").text


def test_a_way_without_an_end_and_types_that_need_no_mark_are_said_as_that(client, tmp_path):
    put_in_force(tmp_path, GB=[("Recognised", "eu_doc_mdr", ""), ("Old", "eu_doc_mdr", "until: 2028-06-30")])

    assert "CE is recognised without a known end for 1 product type." in client.get(PAGE).text

    put_in_force(tmp_path, GB=[("Notified", "doc", "")])
    page = client.get(PAGE).text

    assert "Neither mark is asked for" in page
    assert "CE is recognised without" not in page


def test_without_rules_nothing_is_stated(client):
    assert "not assessed" in client.get(PAGE).text
