"""Every URL x every kind of person x every method -> the status that is expected, and nobody reads what is not theirs."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.asking import URLS, Asker, leaks
from tests.access.table import ROWS
from tests.access.world import FOREIGN, LIKE, PEOPLE, SECRETS, World

OWN_COMPANY, OF_STRANGER, OF_RIVAL = (
    {*SECRETS[:4], SECRETS[10], SECRETS[12]},
    set(SECRETS[4:6]),
    {*SECRETS[6:8], *SECRETS[14:]},
)
KNOWN_TO = {
    "anonymous": set(),
    "deactivated": set(),
    "buyer": {SECRETS[2], SECRETS[9], SECRETS[10], SECRETS[12], SECRETS[13]},
    "rival": OF_RIVAL,
    "owner": OWN_COMPANY,
    "editor": OWN_COMPANY,
    "viewer": OWN_COMPANY,
    "stranger": OF_STRANGER,
    "former": set(),
    "auditor": {SECRETS[8]},
    "senior": {SECRETS[8]},
    "superuser": {SECRETS[3], SECRETS[7], SECRETS[9], SECRETS[11], SECRETS[12], SECRETS[14]},
}
"""The secrets that each person may read. Drafts and enquiries are not the desk's business; a superuser sees accounts of people, and who ordered.
The whole number of a supplier's account is for auditors in office alone, that of a holder for who pays to it."""
ADDS_A_SLASH, OLD_ADDRESS = "admin/(?P<url>.*)$", "/<path:object_id>/"
"""URLs without a name, all of them redirects of the admin."""
OTHERS_NAMES = {
    "editor": {
        "accounts:notice-follow": 404,
        "suppliers:invite": 404,
        "suppliers:member-role": 404,
        "suppliers:member-remove": 404,
        "suppliers:invitation-withdraw": 404,
        "suppliers:account-stop": 404,
    },
    "rival": {
        "buyers:api-key-revoke": 404,
        "buyers:webhook-change": 404,
        "buyers:shortlist-note": 404,
        "buyers:search-remove": 404,
        "buyers:attachment-page": 404,
        "buyers:organisation": 404,
        "buyers:organisation-choose": 404,
        "buyers:organisation-leave": 404,
        "buyers:invite": 404,
        "buyers:member-role": 404,
        "buyers:member-remove": 404,
        "buyers:invitation-withdraw": 404,
        "buyers:enquiry": 404,
        "buyers:enquiry-read": 404,
        "trade:quotes": 404,
        "trade:quote": 404,
        "trade:quote-decline": 404,
        "buyers:product-clearances": 404,
        "buyers:supplier-clearances": 404,
        "trade:order": 404,
        "trade:order-write": 404,
        "trade:evidence": 404,
        "trade:evidence-answer": 404,
        "trade:evidence-page": 404,
        "trade:pay": 404,
        "trade:pay-code": 404,
        "trade:pay-return": 404,
        "trade:order-approve": 404,
        "trade:order-amend": 404,
        "trade:order-cancel": 404,
        "trade:order-end-part": 404,
        "trade:order-sign": 404,
        "trade:contract": 404,
        "trade:contract-pdf": 404,
        "trade:watch": 404,
        "delivery:issued": 404,
        "delivery:issued-pdf": 404,
        "delivery:shipment-archive": 404,
        "delivery:shipment-workbook": 404,
        "delivery:quote-document": 404,
        **{
            f"disputes:case{act}": 404 for act in ("", "-note", "-day", "-documents", "-acknowledge", "-close", "-page")
        },
        **{f"disputes:{of}-bundle": 404 for of in ("order", "claim", "case")},
        "delivery:inspections": 404,
        "delivery:inspection-book": 404,
        "delivery:inspection": 404,
        "delivery:inspection-answer": 404,
        "delivery:inspection-cancel": 404,
        "delivery:inspection-link": 404,
        "delivery:inspection-report": 404,
        "delivery:inspection-photos": 404,
        "delivery:inspection-page": 404,
        "delivery:links": 404,
        "delivery:links-revoke": 404,
        "delivery:acceptance": 404,
        "delivery:check": 404,
        "delivery:check-page": 404,
        "delivery:terms": 404,
        "delivery:freight": 404,
        "delivery:freight-new": 404,
        "delivery:freight-link": 404,
        "delivery:recall": 404,
        "delivery:freight-rate": 404,
        "delivery:quote-freight": 404,
        "delivery:quote-freight-new": 404,
        "delivery:quote-freight-rate": 404,
        "delivery:temperature": 404,
        "delivery:temperature-answer": 404,
        "delivery:temperature-page": 404,
        "trade:importers": 404,
        "trade:importer-end": 404,
        "disputes:claims": 404,
        "disputes:claim-open": 404,
        "disputes:claim": 404,
        "disputes:claim-act": 404,
        "disputes:claim-page": 404,
        "delivery:order-shipments": 404,
        "delivery:order-shipments-link": 404,
        "delivery:shipment": 404,
        "delivery:shipment-link": 404,
        "delivery:shipment-leg": 404,
        "delivery:shipment-goods": 404,
        "delivery:shipment-table": 404,
        "delivery:shipment-lot-remove": 404,
        "delivery:shipment-take-back": 404,
        "delivery:shipment-report": 404,
        "delivery:order-documents": 404,
        "delivery:order-document-add": 404,
        "delivery:shipment-documents": 404,
        "delivery:shipment-document-add": 404,
        "delivery:documents-submit": 404,
        "delivery:document": 404,
        "delivery:document-withdraw": 404,
        "delivery:document-page": 404,
    },
    "former": {"disputes:case-open": 404},
}
"""Where people differ from those whose column of the table they share; 405 stays 405."""
READ_ONLY = {"editor": {"suppliers:reading-consent": 404}}
"""What they may read as those do, but not post."""
NOTED_FOR_THE_HEAD = (
    *("admin:audits_page", "admin:audits_register_screenshot", "admin:audits_doubtreport_page", "decision-pdf"),
    *("admin:disputes_claim_page", "admin:trade_paymentfile_download", "buyers:all-clearances"),
    *("buyers:product-clearances", "buyers:supplier-clearances"),
)
WRITTEN_BY_READING = {
    "account_email": {"account_emailaddress"},
    "trade:contract-pdf": {"trade_contractfile"},
    **{name: {"audits_staffaccess"} for name in NOTED_FOR_THE_HEAD},
}
"""django-allauth adds the row of an address that a fixture left out; a contract's file is made once, when it is first read;
which files people of the desk open is kept for its head."""
READERS = {
    "owner": ("suppliers:", "buyers:inbox", "audits:", "accounts:", "trade:", "delivery:", "disputes:"),
    "buyer": ("buyers:", "trade:", "delivery:", "disputes:", "trust:", "rights:", "api:"),
    "senior": ("admin:",),
}


NOBODY = {"anonymous", "deactivated"}


@pytest.fixture
def world(db, settings):
    settings.EASE_SECOND_FACTOR = True
    return World(settings)


def expected_of(person, method):
    row_of = {name: row[method] for name, row in ROWS.items()}
    if person in PEOPLE:
        return {name: row[PEOPLE.index(person)] for name, row in row_of.items()}
    others = OTHERS_NAMES.get(person, {}) | (READ_ONLY.get(person, {}) if method == "POST" else {})
    place = PEOPLE.index(LIKE[person])
    return {
        name: others.get(name, row[place]) if row[place] != 405 else 405
        for name, row in row_of.items()
        if not name.startswith(("admin:", "account_", "mfa_"))
    }


def test_every_url_has_its_row_and_every_row_its_url():
    assert set(ROWS) == set(URLS)


def test_every_url_has_a_name_so_that_none_is_left_out():
    def unnamed(patterns, before=""):
        for one in patterns:
            if isinstance(one, URLResolver):
                yield from unnamed(one.url_patterns, before + str(one.pattern))
            elif isinstance(one, URLPattern) and not one.name:
                yield before + str(one.pattern)

    routes = set(unnamed(get_resolver().url_patterns))

    assert {route for route in routes if not route.endswith(OLD_ADDRESS)} == {ADDS_A_SLASH}


@pytest.mark.slow
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("person", [*PEOPLE, *LIKE])
def test_each_person_gets_exactly_what_is_theirs_and_reads_nothing_else(world, person, method):
    expected = expected_of(person, method)
    asker = Asker(world, person)

    found = [asker.ask(method, name) for name in expected]

    assert {answer.name: answer.status for answer in found} == expected
    assert leaks(found, KNOWN_TO[person]) == []
    may_write = {200, 302, 422} if method == "POST" and person not in NOBODY else set()
    written = {answer.name: answer.tables for answer in found if answer.status not in may_write and answer.tables}
    assert written.items() <= WRITTEN_BY_READING.items()


@pytest.mark.once  # a method is refused before any database is asked
@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("person", ["stranger", *READERS])
def test_no_other_method_opens_or_writes_more_than_reading_does(world, person, method):
    may_read = {
        name: status
        for name, status in expected_of(person, "GET").items()
        if name.startswith(READERS.get(person, ("suppliers:", "buyers:", "audits:")))
    }
    asker = Asker(world, person)

    found = [asker.ask(method, name) for name in may_read]

    assert {answer.name: answer.status for answer in found if answer.status >= 500} == {}
    assert {answer.name: answer.tables for answer in found if answer.tables}.items() <= WRITTEN_BY_READING.items()
    opened = {answer.name for answer in found if answer.status == 200 and answer.body}
    assert {name for name in opened if may_read[name] in {403, 404}} == set()
    if method in {"PUT", "PATCH", "DELETE"} and person != "senior":  # Django's admin takes them for GET
        assert {answer.name: answer.status for answer in found if answer.status not in {403, 404, 405}} == {}
    assert leaks(found, KNOWN_TO[person]) == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_object_of_others_does_not_exist_under_a_company_of_ones_own(world, method):
    """A stranger asks for their own company's key together with keys of the other company's objects."""
    crossed = {
        name: {**world.arguments_of(name, wanted), "supplier_pk": FOREIGN}
        for name, wanted in URLS.items()
        if "supplier_pk" in wanted and len(wanted) > 1 and name != "suppliers:product-new"
    }
    asker = Asker(world, "stranger")

    found = [asker.ask(method, name, **arguments) for name, arguments in crossed.items()]

    assert {answer.name: answer.status for answer in found if answer.status not in {404, 405}} == {}
    assert leaks(found, KNOWN_TO["stranger"]) == []
    assert {answer.name: answer.tables for answer in found if answer.tables} == {}
    assert len(crossed) > 10
