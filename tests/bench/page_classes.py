"""Every class of page, an address of each in a filled site, and who asks for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audits.models import (
    Auditor,
    CertificateCase,
    LogEntry,
    ProductCase,
    Queue,
    Requirement,
    RulebookEdition,
    SupplierCase,
)
from buyers.guides.addresses import guide_url, type_url
from buyers.models import Enquiry
from buyers.services.check_codes import Subject, SubjectKind, code_of
from buyers.trade.models import Order
from kpmarket.accounts.models import User
from suppliers.models import Certificate, Membership, Product, Supplier

TYPE, PLACE = "medical_mask", "DE"
PLAIN, JUDGES_MANY = 2.0, 3.0
"""How many times the bare page of the same bytes a page may take: any page; one that judges many markets or products."""


@dataclass(frozen=True)
class PageClass:
    """One address, who asks for it (nobody: a stranger), and how many times the bare page it may take."""

    name: str
    path: str
    user: User | None = None
    most: float = PLAIN


def page_classes() -> Iterator[PageClass]:
    """Those that the filled site has objects for."""
    yield from _public()
    enquiry = Enquiry.objects.exclude(sent_by=None).select_related("sent_by").order_by("pk").first()
    if enquiry:
        yield from _of_buyer(enquiry, enquiry.sent_by)
    order = Order.objects.select_related("placed_by").order_by("pk").first()
    if order:
        yield from _of_order(order)
    busiest = (
        Supplier.objects.qualified().annotate(n=Count("products")).filter(threads__isnull=False).order_by("-n", "pk")
    )
    owner = (
        Membership.objects.filter(role=Membership.Role.OWNER, supplier=busiest.first()).select_related("user").first()
    )
    if owner:
        yield from _of_supplier(owner.supplier, owner.user)
    auditor = (
        Auditor.objects.filter(until=None, level=Auditor.Level.SENIOR).select_related("user").order_by("pk").first()
    )
    if auditor:
        yield from _of_desk(auditor.user)


def a_product() -> Product:
    """One that is on offer, with as many clearances as any."""
    return Product.objects.on_offer().annotate(n=Count("clearances")).order_by("-n", "pk")[0]


def _path_of(subject: Subject) -> str:
    return reverse("buyers:check-answer", args=[code_of(subject)])


def _public() -> Iterator[PageClass]:
    catalogue, product = reverse("buyers:catalogue"), a_product()
    yield PageClass("home", reverse("buyers:home"))
    yield PageClass("destination", reverse("buyers:destination"))
    yield PageClass("catalogue", f"{catalogue}?type={TYPE}&to={PLACE}")
    yield PageClass("catalogue, all types", f"{catalogue}?to={PLACE}")
    yield PageClass("catalogue, words", f"{catalogue}?type={TYPE}&to={PLACE}&q=mask")
    yield PageClass("product", f"{product.get_absolute_url()}?to={PLACE}", most=JUDGES_MANY)
    yield PageClass("product, no destination", product.get_absolute_url(), most=JUDGES_MANY)
    yield PageClass("public check", reverse("buyers:check"))
    yield PageClass("check of a product", _path_of(Subject(SubjectKind.PRODUCT, product.pk, PLACE)), most=JUDGES_MANY)
    yield PageClass("supplier", reverse("buyers:supplier", args=[product.supplier_id]))
    yield PageClass("guides", reverse("buyers:guides"))
    yield PageClass("guides of a type", type_url(TYPE))
    yield PageClass("guide", guide_url(TYPE, PLACE))
    yield PageClass("search", f"{reverse('buyers:answers')}?q=gloves+germany")
    yield PageClass("suggestions", f"{reverse('buyers:suggestions')}?q=gloves")
    yield PageClass("standard", reverse("buyers:standard", args=["en-14683"]))
    yield PageClass("issuing body", reverse("buyers:body", args=["2834"]))
    yield PageClass("kind of document", reverse("buyers:document-type", args=["cfs"]))
    yield PageClass("news", reverse("buyers:news"))
    yield PageClass("news feed", reverse("buyers:news-feed"))
    yield PageClass("how we vet", reverse("buyers:vetting"))
    yield PageClass("privacy", reverse("privacy"))
    yield PageClass("sign-in", reverse("account_login"))


def _of_buyer(enquiry: Enquiry, user: User) -> Iterator[PageClass]:
    product = a_product()
    yield PageClass("catalogue, signed in", f"{reverse('buyers:catalogue')}?type={TYPE}&to={PLACE}", user)
    yield PageClass("product, signed in", f"{product.get_absolute_url()}?to={PLACE}", user, JUDGES_MANY)
    yield PageClass("shortlist", reverse("buyers:shortlist"), user)
    yield PageClass("enquiry form", f"{reverse('buyers:enquire')}?product={product.pk}&to={PLACE}", user)
    yield PageClass("enquiries", reverse("buyers:enquiries"), user)
    yield PageClass("enquiry", enquiry.get_absolute_url(), user)


def _of_order(order: Order) -> Iterator[PageClass]:
    """An order with its lists, as who placed it reads them."""
    yield PageClass("orders", reverse("trade:orders"), order.placed_by)
    yield PageClass("order", order.get_absolute_url(), order.placed_by, JUDGES_MANY)
    yield PageClass("guide to an order", reverse("trade:guide", args=["incoterms"]))


def _of_supplier(company: Supplier, user: User) -> Iterator[PageClass]:
    key = [company.pk]
    certificate = Certificate.objects.filter(supplier=company).order_by("pk")[0]
    yield PageClass("company's desk", reverse("suppliers:desk", args=key), user)
    yield PageClass("certificates", reverse("suppliers:certificates", args=key), user)
    yield PageClass("certificate", reverse("suppliers:certificate", args=[certificate.pk]), user)
    yield PageClass("products", reverse("suppliers:products", args=key), user)
    yield PageClass(
        "product form", reverse("suppliers:product", args=[*key, company.products.order_by("pk")[0].pk]), user
    )
    yield PageClass("matrix of markets", reverse("audits:matrix", args=key), user, JUDGES_MANY)
    yield PageClass("inbox", reverse("buyers:inbox", args=key), user)


def _of_desk(user: User) -> Iterator[PageClass]:
    def change(model: type, key: int) -> str:
        return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_change", args=[key])

    def listed(model: type) -> str:
        return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")

    yield PageClass("desk: first page", reverse("admin:index"), user)
    yield PageClass("desk: queue", listed(Queue), user)
    for model in (CertificateCase, SupplierCase, ProductCase, LogEntry, Requirement, RulebookEdition):
        yield PageClass(f"desk: list, {model._meta.verbose_name_plural}", listed(model), user)
    waiting = CertificateCase.objects.filter(status="in_review").order_by("pk").first()
    judged = CertificateCase.objects.filter(status="approved").order_by("pk").first()
    for name, case in (("in review", waiting), ("approved", judged)):
        if case:
            yield PageClass(f"desk: certificate {name}", change(CertificateCase, case.pk), user)
    yield PageClass(
        "desk: supplier", change(SupplierCase, SupplierCase.objects.exclude(status="draft").order_by("pk")[0].pk), user
    )


def queries(client: Client, path: str) -> int:
    """How many a second visit makes."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
        return len(captured)
