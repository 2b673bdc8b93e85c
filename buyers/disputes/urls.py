"""Addresses of claims and cases."""

from django.urls import URLPattern, path

from buyers.disputes.views import claims

app_name = "disputes"

urlpatterns: list[URLPattern] = [
    path("orders/<int:pk>/claims/", claims.claims, name="claims"),
    path("orders/<int:pk>/claims/open/", claims.claim_open, name="claim-open"),
    path("claims/<int:pk>/", claims.claim, name="claim"),
    path("claims/pages/<str:token>/", claims.claim_page, name="claim-page"),
    path("claims/<int:pk>/<slug:act>/", claims.claim_act, name="claim-act"),
]
