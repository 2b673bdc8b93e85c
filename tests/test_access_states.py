"""What others get does not depend on how far a company and its documents are, and what was judged is not changed by a form."""

import pytest

from suppliers.models import Certificate, Product, Supplier
from tests.access.asking import URLS, Asker, leaks
from tests.access.table import ROWS
from tests.access.world import FOREIGN, PEOPLE, World
from tests.test_access import KNOWN_TO

STATES = {
    "submitted": ("submitted", "submitted"),
    "in review": ("in_review", "in_review"),
    "sent back": ("information_requested", "revision_requested"),
    "cleared": ("qualified", "approved"),
    "revoked": ("suspended", "revoked"),
    "rejected": ("rejected", "rejected"),
}
"""Of a company and of its certificates."""
OF_COMPANIES = [name for name in URLS if name.startswith(("suppliers:", "audits:", "buyers:inbox"))]
FROZEN = ("number", "issuer", "issued_on", "valid_from", "valid_until", "scope", "stated", "certificate_type_id")
TYPED = {"number": "CN-2026-55810", "issuer": "A notified body", "scope": "Masks", "act": "save"}


@pytest.fixture(params=STATES)
def state(request):
    return request.param


@pytest.fixture
def world(db, settings, state):
    settings.EASE_SECOND_FACTOR = True
    world = World(settings)
    of_company, of_certificates = STATES[state]
    Supplier.objects.exclude(pk=FOREIGN).update(status=of_company, submitted_at="2026-11-01T08:00:00Z")
    Certificate.objects.exclude(pk=FOREIGN).update(status=of_certificates, submitted_at="2026-11-01T08:00:00Z")
    return world


@pytest.mark.slow
@pytest.mark.parametrize(
    ("person", "method"), [("stranger", "GET"), ("stranger", "POST"), ("viewer", "POST"), ("buyer", "POST")]
)
def test_in_no_state_does_anybody_get_more_than_while_it_is_a_draft(world, person, method):
    asker, place = Asker(world, person), PEOPLE.index(person)

    found = [asker.ask(method, name) for name in OF_COMPANIES]

    assert {answer.name: answer.status for answer in found} == {
        name: ROWS[name][method][place] for name in OF_COMPANIES
    }
    assert leaks(found, KNOWN_TO[person]) == []


@pytest.mark.slow
def test_an_owner_changes_a_document_only_while_it_is_theirs_to_change(world, state):
    certificate = Certificate.objects.get(pk=world.arguments["suppliers:certificate"]["pk"])
    before, changed = {name: getattr(certificate, name) for name in FROZEN}, []
    asker = Asker(world, "owner")

    def look():
        certificate.refresh_from_db()
        changed.extend(name for name in FROZEN if getattr(certificate, name) != before[name])

    typed = {**TYPED, "certificate_type": certificate.certificate_type_id}
    answer = asker.ask_address("POST", certificate.get_absolute_url(), typed, then=look)
    removed = asker.ask("POST", "suppliers:certificate-delete")

    assert answer.status == 302
    assert bool(changed) == (state == "sent back")
    assert removed.tables <= ({"suppliers_certificate"} if state == "sent back" else set())


def test_only_a_qualified_company_has_pages_for_everybody(world, state):
    is_open = state == "cleared"

    found = {
        (person, name): Asker(world, person).ask("GET", name).status
        for person in ("anonymous", "buyer", "stranger", "former")
        for name in ("buyers:supplier", "buyers:product", "buyers:page-preview")
    }

    may_look_back = {("buyer", "buyers:product")}
    assert {status for key, status in found.items() if key not in may_look_back} == {200 if is_open else 404}
    assert Product.objects.exists()
