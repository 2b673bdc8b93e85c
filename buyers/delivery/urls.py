"""Addresses of inspections, shipments and their documents."""

from django.urls import path

from buyers.delivery.views import acceptance, links, lots

app_name = "delivery"

urlpatterns = [
    path("orders/<int:pk>/links/", links.links, name="links"),
    path("orders/<int:pk>/links/revoke/", links.revoke_all, name="links-revoke"),
    path("links/<int:pk>/revoke/", links.revoke, name="link-revoke"),
    # Goods that arrived
    path("orders/<int:pk>/goods/", acceptance.acceptance, name="acceptance"),
    path("orders/<int:pk>/goods/check/", acceptance.check, name="check"),
    # Lots and recall lists
    path("orders/lots/", lots.lots, name="lots"),
    path("supplier/<int:supplier_pk>/lots/", lots.supplier_lots, name="supplier-lots"),
    path("goods/pages/<str:token>/", acceptance.check_page, name="check-page"),
]
