"""The shop's own addresses, and its catalogue by product type and market with the numbers of both.

django-oscar filters and counts by a search server. Without one it has categories alone, so type and market are counted here
as its models suggest: a category for each type, a yes-or-no attribute for each market.
"""

from typing import Any

from django.apps import apps
from django.db.models import Count, QuerySet
from django.urls import include, path
from django.views.generic import ListView
from oscar.apps.catalogue.models import Product, ProductAttributeValue

PER_PAGE = 24


class Filtered(ListView):
    """Products of one type that one market takes, by name, in the shop's own page."""

    template_name, context_object_name, paginate_by = "oscar/catalogue/browse.html", "products", PER_PAGE

    def get_queryset(self) -> QuerySet[Product]:
        kind, market, text = (self.request.GET.get(name, "") for name in ("type", "to", "q"))
        found = Product.objects.browsable().base_queryset()
        if kind:
            found = found.filter(categories__slug=kind)
        if market:
            found = found.filter(attribute_values__attribute__code=market, attribute_values__value_boolean=True)
        for word in text.split():
            found = found.filter(title__icontains=word)
        return found.order_by("title", "pk")

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        kind, market = self.request.GET.get("type", ""), self.request.GET.get("to", "")
        of_market = Product.objects.filter(
            attribute_values__attribute__code=market, attribute_values__value_boolean=True
        )
        types = of_market.values("categories__name").annotate(n=Count("pk")).order_by("categories__name")
        of_type = ProductAttributeValue.objects.filter(product__categories__slug=kind, value_boolean=True)
        markets = of_type.values("attribute__name").annotate(n=Count("pk")).order_by("attribute__name")
        facets = {
            "type": facet("Product type", [(row["categories__name"], row["n"]) for row in types]),
            "market": facet("Market", [(row["attribute__name"], row["n"]) for row in markets]),
        }
        return super().get_context_data(
            summary="All products", has_facets=True, facet_data=facets, selected_facets=[], **context
        )


def facet(name: str, counted: list[tuple[str, int]]) -> dict[str, Any]:
    """A facet as the shop's template reads it."""
    results = [
        {
            "name": one,
            "count": n,
            "selected": False,
            "disabled": False,
            "show_count": True,
            "select_url": f"?facet={one}",
        }
        for one, n in counted
    ]
    return {"name": name, "results": results}


urlpatterns = [
    path("filtered/", Filtered.as_view()),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include(apps.get_app_config("oscar").urls[0])),
]
