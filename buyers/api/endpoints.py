"""The addresses of the API. Every one reads, shows what is public, and answers for the day that is asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, wraps
from typing import Annotated, Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe
from ninja import NinjaAPI, Query
from ninja.openapi.schema import OpenAPISchema
from pydantic import Field

from audits.answers.clearance_panel import Shipment, documents_of, panel
from audits.answers.country_states import states
from audits.claims.offer import judge_offer
from audits.clearances.evidence import documents_on_record
from audits.clearances.product_claims import texts_of
from audits.law.current import current_rulebook
from audits.law.guide import guide
from audits.models import Clearance
from buyers.api import answers, schemas
from buyers.api.access import BearerKey
from buyers.api.parameters import Day, Key, OnDay, To, Wanted, destination_of, product_type_of
from buyers.api.problems import CONTENT_TYPE, REFUSALS, BadRequest, answer_problems
from buyers.catalogue import reference
from buyers.catalogue.filters import SORTS
from buyers.catalogue.levels import levels
from buyers.catalogue.pages import MARK_LENGTH, BadMark, page
from buyers.guides.addresses import absolute, guide_url
from kpmarket.foundation.places import day_there
from suppliers.models import Certificate, PriceTier, Product, Supplier

ADDED = ("openapi-json", "api-root")
"""What the library adds: the document, and a name for how all addresses begin."""
SHOWN_CHARACTERS = 40
"""Of a parameter that does not exist, where the refusal repeats it."""
REFUSED = 400
"""From here on a status is a refusal."""


class Described(NinjaAPI):
    """Says in its document that refusals are problems, which the library would describe as plain JSON."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**options)
        for operations in document["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    if int(status) >= REFUSED:
                        response["content"] = {CONTENT_TYPE: response["content"]["application/json"]}
        return document


api = Described(
    title="KP Medical Supplies",
    version="1",
    description="Which verified Chinese supplier may ship a medical product to a country on a day, and what proves it.",
    urls_namespace="api",
    docs_url=None,
    auth=BearerKey(),
)
answer_problems(api)
Sort = Annotated[str, Field(pattern=f"^({'|'.join(SORTS)})$")]


@api.get("/types", response={200: list[schemas.Named], **REFUSALS}, summary="Product types", operation_id="types")
def types(request: HttpRequest) -> Any:
    """Every product type by its id."""
    return [answers.product_type(one) for one in reference.product_types().values()]


@api.get(
    "/destinations",
    response={200: list[schemas.Place], **REFUSALS},
    summary="Destinations",
    operation_id="destinations",
)
def destinations(request: HttpRequest) -> Any:
    """Every country and part of one, with the market whose rules apply there."""
    return [answers.place(one) for one in reference.destinations().values()]


@api.get("/products", response={200: schemas.Products, **REFUSALS}, summary="Catalogue", operation_id="products")
def products(
    request: HttpRequest,
    to: To,
    type: Annotated[str, Query(max_length=40)] = "",
    state: Wanted = "cleared",
    on: OnDay = None,
    sort: Sort = "price",
    cursor: Annotated[str, Query(max_length=MARK_LENGTH)] = "",
) -> Any:
    """Products on offer that are in one state at a destination on a day, 24 to a page."""
    here = destination_of(to)
    day = _day(on, here.code)
    rows = Clearance.objects.holding(day).filter(is_on_offer=True, state=state, market=here.market or "")
    if type:
        rows = rows.filter(product_type=product_type_of(type).pk)
    try:
        found = page(rows.in_country(here.code), sort=sort, mark=cursor)
    except BadMark as error:
        raise BadRequest("cursor", "It is not from this list, or nothing is there any more.") from error
    overdue = reference.overdue_types(here.market, on=day, today=_day(None, here.code))
    query = {"to": here.code, "type": type, "state": state, "on": day.isoformat(), "sort": sort, "cursor": found.after}
    return schemas.Products(
        destination=answers.place(here),
        on=day,
        items=[answers.product_line(row, overdue=overdue, to=here.code) for row in found.rows],
        next=absolute(f"{reverse('api:products')}?{urlencode(query)}") if found.after else None,
    )


@api.get("/products/{pk}", response={200: schemas.Product, **REFUSALS}, summary="Product", operation_id="product")
def product(request: HttpRequest, pk: Key) -> Any:
    """One product on offer, with its terms and what approved documents show of its words."""
    one = _product(pk)
    return answers.product(one, judge_offer(texts_of(one), documents_of(one), on=timezone.localdate()))


@api.get(
    "/products/{pk}/clearance",
    response={200: schemas.Clearance, **REFUSALS},
    summary="Clearance",
    operation_id="clearance",
)
def clearance(request: HttpRequest, pk: Key, to: To, on: OnDay = None, shipped: Day | None = None) -> Any:
    """The answer for one destination and day, with what proves it. ``shipped`` is the day on which it leaves China."""
    one, here = _product(pk), destination_of(to)
    day = _day(on, here.code)
    if shipped and shipped > day:
        raise BadRequest("shipped", "Goods leave before they arrive.")
    on_record = documents_on_record(one)
    verdict = panel(
        one,
        on_record,
        market=here.market,
        country=here.code,
        on=day,
        today=_day(None, here.code),
        shipment=Shipment(shipped),
    )
    query = urlencode({"to": here.code, "on": day.isoformat(), **({"shipped": shipped.isoformat()} if shipped else {})})
    return answers.clearance(one, here, verdict, current_rulebook(), f"{one.get_absolute_url()}?{query}")


@api.get(
    "/products/{pk}/countries",
    response={200: schemas.Countries, **REFUSALS},
    summary="Clearance in every country",
    operation_id="countries",
)
def countries(request: HttpRequest, pk: Key, on: OnDay = None) -> Any:
    """The state in every country that we hold rules for."""
    one, today = _product(pk), timezone.localdate()
    day = on or today
    found = states(one, documents_of(one), on=day, today=today)
    listed = [schemas.CountryState(code=code, state=answers.state(status)) for code, status in sorted(found.items())]
    return schemas.Countries(product=one.pk, on=day, edition=current_rulebook().edition, countries=listed)


@api.get(
    "/guides/{type}/{to}",
    response={200: schemas.Guide, **REFUSALS},
    summary="Guide",
    operation_id="guide",
    url_name="guide",
)
def guide_of(request: HttpRequest, type: str, to: str, on: OnDay = None) -> Any:
    """What a destination asks of a product type on a day, row by row, with the law and its sources."""
    kind, here = product_type_of(type), destination_of(to)
    day, rulebook = _day(on, here.code), current_rulebook()
    said = guide(rulebook, kind.pk, here.market or "", on=day)
    return schemas.Guide(
        type=answers.product_type(kind),
        destination=answers.place(here),
        on=day,
        is_assessed=said.is_assessed,
        edition=rulebook.edition,
        routes=answers.rules(said.routes, rulebook),
        also_required=answers.rules(said.additional, rulebook),
        on_leaving_china=answers.rules(said.export, rulebook),
        prohibitions=answers.rules(said.prohibitions, rulebook),
        url=absolute(guide_url(kind.pk, here.code)),
    )


@api.get("/suppliers/{pk}", response={200: schemas.Supplier, **REFUSALS}, summary="Supplier", operation_id="supplier")
def supplier(request: HttpRequest, pk: Key) -> Any:
    """A qualified supplier: what was checked and when, and the documents in force that it shares."""
    one = get_object_or_404(Supplier.objects.qualified(), pk=pk)
    today = timezone.localdate()
    shared = Certificate.objects.in_force(today).filter(supplier=one, is_shared=True)
    return schemas.Supplier(
        id=one.pk,
        name=one.name_en,
        name_zh=one.name_zh,
        credit_code=one.credit_code,
        role=one.role,
        province=one.get_province_display(),
        city=one.city,
        checked=[
            schemas.Checked(what=level.label, on=level.on)
            for level in levels(one, on=today)
            if level.on and not level.tone
        ],
        documents=[
            schemas.SharedDocument(
                type=str(document.certificate_type),
                number=document.number,
                issuer=document.issuer,
                issued_on=document.issued_on,
                valid_until=document.valid_until,
            )
            for document in shared.select_related("certificate_type").order_by("certificate_type", "pk")
        ],
        products=Product.objects.on_offer().filter(supplier=one).count(),
        url=absolute(one.get_absolute_url()),
    )


def _product(pk: int) -> Product:
    """A product on offer with all that its answers read. Raises Http404."""
    tiers = Prefetch("price_tiers", queryset=PriceTier.objects.order_by("from_quantity"))
    offered = Product.objects.on_offer().select_related("supplier", "product_type").prefetch_related(tiers)
    return get_object_or_404(offered, pk=pk)


def _day(asked: date | None, code: str) -> date:
    """The day asked about; without one, today at that place."""
    return asked or day_there(code, timezone.now())


def _open_to_programs(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """A key takes the place of the sign-in; answers carry an ETag, and 304 takes the place of the same answer again."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            is_added = pattern.name in ADDED
            view = require_safe(pattern.callback) if is_added else _strict(pattern.callback, str(pattern.name))
            pattern.callback = login_not_required(conditional_page(view))
            yield pattern


def _strict(view: Callable[..., HttpResponse], name: str) -> Callable[..., HttpResponse]:
    """Refuses parameters that the operation does not have: a misspelt one that is left out changes the answer unseen."""

    @wraps(view)
    def strict(request: HttpRequest, **arguments: Any) -> HttpResponse:
        unknown = next((one for one in request.GET if one not in _parameters()[name]), None)
        if unknown is not None:
            return api.on_exception(request, BadRequest(unknown[:SHOWN_CHARACTERS], "There is no such parameter."))
        return view(request, **arguments)

    return strict


@cache
def _parameters() -> dict[str, set[str]]:
    """What may stand in the query of each operation."""
    operations = [one for path in api.get_openapi_schema()["paths"].values() for one in path.values()]
    return {
        one["operationId"]: {parameter["name"] for parameter in one["parameters"] if parameter["in"] == "query"}
        for one in operations
    }


urls = (list(_open_to_programs(api.urls[0])), *api.urls[1:])
"""For the site map."""
