"""Addresses of inspections, shipments and their documents."""

from django.urls import URLPattern

app_name = "delivery"

urlpatterns: list[URLPattern] = []
