"""Addresses of inspections, shipments and their documents."""

from django.urls import path

from buyers.delivery.views import links

app_name = "delivery"

urlpatterns = [
    path("orders/<int:pk>/links/", links.links, name="links"),
    path("orders/<int:pk>/links/revoke/", links.revoke_all, name="links-revoke"),
    path("links/<int:pk>/revoke/", links.revoke, name="link-revoke"),
]
