"""What axe can find on the main pages, wide and narrow, light and dark: nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from buyers.services.check_codes import Subject, SubjectKind, check_address
from tests.browser import world as small
from tests.browser.visitors import Visitors
from tests.factories.trade import EvidenceFactory, HolderFactory, OrderFactory, OrderMessageFactory

pytestmark = [pytest.mark.browser, pytest.mark.once]

AXE = Axe()
ALSO = ("target-size", "label-content-name-mismatch")
"""Rules of WCAG 2.2 that axe leaves out unless it is asked."""
EVERYTHING = {"resultTypes": ["violations"], "rules": {rule: {"enabled": True} for rule in ALSO}}
COLOURS = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}
WIDE, NARROW = 1440, 360
LOOKS = ((WIDE, "light", EVERYTHING), (NARROW, "light", EVERYTHING))
DARK = ((NARROW, "dark", COLOURS),)
"""The dark look differs in nothing but colours, which are those of components: a few pages show them all."""
SCROLLS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def world(law, site, settings):
    settings.EASE_SECOND_FACTOR = True
    return small.build()


def findings(page, address: str, looks=LOOKS) -> list[str]:
    """What axe and the narrow window complain about on this page, in each look."""
    found = []
    for width, scheme, rules in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert page.goto(address).ok, address
        for one in AXE.run(page, options=rules).response["violations"]:
            places = [f"{node['target']} {node['html'][:160]}" for node in one["nodes"][:4]]
            found.append(f"{address} {width} {scheme}: {one['id']}: {one['help']}: {places}")
        if page.evaluate(SCROLLS):
            found.append(f"{address} {width}: scrolls sideways")
    return found


def all_findings(visitors: Visitors, user, addresses: list[str], looks=LOOKS) -> str:
    page = visitors.arrive(user)
    return "\n".join(one for address in addresses for one in findings(page, address, looks))


def test_pages_for_everybody_are_accessible(world, visitors):
    addresses = [
        reverse("buyers:home"),
        f"{reverse('buyers:catalogue')}?to=DE",
        f"{world.product.get_absolute_url()}?to=DE",
        f"{world.supplier.get_absolute_url()}?to=DE",
        check_address(Subject(SubjectKind.PRODUCT, world.product.pk, "DE")),
        reverse("buyers:check"),
        reverse("buyers:destination"),
        reverse("account_login"),
        reverse("account_signup"),
        reverse("privacy"),
        *(reverse(f"trust:{name}") for name in ("about", "cookies", "words", "report")),
    ]

    assert all_findings(visitors, None, addresses) == ""


def test_guides_and_news_are_accessible(world, visitors):
    addresses = [
        reverse("buyers:guides"),
        reverse("buyers:guides-of-type", args=["medical-mask"]),
        reverse("buyers:guide", args=["medical-mask", "germany"]),
        f"{reverse('buyers:guide', args=['hand-sanitizer', 'switzerland'])}?lang=zh-hans",
        reverse("buyers:guide", args=["medical-mask", "venezuela"]),
        reverse("buyers:news"),
    ]

    assert all_findings(visitors, None, addresses) == ""


def test_the_search_and_what_it_leads_to_are_accessible(world, visitors):
    addresses = [
        f"{reverse('buyers:answers')}?q=ffp2+germany",
        f"{reverse('buyers:answers')}?q=zzqxw",
        reverse("buyers:standards"),
        reverse("buyers:standard", args=["en-14683"]),
        reverse("buyers:body", args=["1282"]),
        reverse("buyers:document-type", args=["cfs"]),
    ]

    assert all_findings(visitors, None, addresses) == ""


def test_the_dark_look_has_contrast(world, visitors):
    order = OrderFactory(buyer=world.buyer.buyer, supplier=world.supplier, holder=HolderFactory())
    EvidenceFactory(order=order)
    of_everybody = [
        reverse("buyers:home"),
        f"{reverse('buyers:catalogue')}?to=DE",
        f"{world.product.get_absolute_url()}?to=DE",
        reverse("buyers:guide", args=["medical-mask", "germany"]),
        reverse("account_signup"),
    ]
    of_supplier = [world.draft.get_absolute_url(), reverse("audits:matrix", args=[world.supplier.pk])]
    of_desk = [
        reverse("admin:audits_queue_changelist"),
        reverse("admin:audits_certificatecase_change", args=[world.case.pk]),
    ]

    assert all_findings(visitors, None, of_everybody, DARK) == ""
    assert all_findings(visitors, world.buyer, [order.get_absolute_url()], DARK) == ""
    assert all_findings(visitors, world.member, of_supplier, DARK) == ""
    assert all_findings(visitors, world.auditor, of_desk, DARK) == ""


def test_suggestions_are_reached_with_the_keyboard_and_axe_finds_nothing(world, visitors):
    page = visitors.arrive(None)
    page.goto(reverse("buyers:standards"))

    page.locator("#site-search").press_sequentially("glvoes")
    page.locator(".search__list a").first.wait_for()
    page.keyboard.press("Tab")

    assert "guides/exam-glove" in page.evaluate("document.activeElement.href")
    assert AXE.run(page, options=EVERYTHING).response["violations"] == []


def test_pages_of_a_supplier_are_accessible(world, visitors):
    company = [world.supplier.pk]
    addresses = [
        reverse("suppliers:desk", args=company),
        reverse("suppliers:certificates", args=company),
        world.draft.get_absolute_url(),
        reverse("suppliers:product", args=[*company, world.product.pk]),
        reverse("audits:matrix", args=company),
        reverse("buyers:inbox-thread", args=[*company, world.thread]),
    ]

    assert all_findings(visitors, world.member, addresses) == ""


def test_pages_of_a_buyer_are_accessible(world, visitors):
    enquiry = world.buyer.buyer.enquiries.get()
    addresses = [
        reverse("buyers:shortlist"),
        reverse("rights:my-data"),
        reverse("rights:erasure"),
        f"{reverse('buyers:enquire')}?product={world.product.pk}",
        enquiry.get_absolute_url(),
    ]

    assert all_findings(visitors, world.buyer, addresses) == ""


def test_the_pages_of_an_order_are_accessible(world, visitors):
    order = OrderFactory(buyer=world.buyer.buyer, supplier=world.supplier, holder=HolderFactory(), lines=2)
    EvidenceFactory(order=order)
    OrderMessageFactory(order=order)
    addresses = [
        reverse("trade:orders"),
        order.get_absolute_url(),
        reverse("trade:guides"),
        reverse("trade:guide", args=["incoterms"]),
    ]

    assert all_findings(visitors, world.buyer, addresses) == ""


def test_the_audit_desk_is_accessible(world, visitors):
    addresses = [
        reverse("admin:audits_queue_changelist"),
        reverse("admin:audits_certificatecase_change", args=[world.case.pk]),
        reverse("admin:audits_suppliercase_change", args=[world.supplier.pk]),
        reverse("admin:audits_certificatecase_changelist"),
        reverse("admin:audits_logentry_changelist"),
        reverse("admin:audits_requirement_changelist"),
    ]

    assert all_findings(visitors, world.auditor, addresses) == ""
