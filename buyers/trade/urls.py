"""Addresses of quotes and orders."""

from django.urls import path

from buyers.trade.views import order_guides

app_name = "trade"

urlpatterns = [
    # Guides
    path("how-orders-work/", order_guides.guides, name="guides"),
    path("how-orders-work/<slug:slug>/", order_guides.guide, name="guide"),
]
