"""Addresses of claims and cases."""

from django.urls import path

from buyers.disputes.views import bundles, case_acts, case_pages, claims, clause_page

app_name = "disputes"

urlpatterns = [
    # Legal cases of one side
    path("cases/", case_pages.cases, name="cases"),
    path("cases/open/", case_pages.case_open, name="case-open"),
    path("cases/<int:pk>/", case_pages.case, name="case"),
    path("cases/<int:pk>/note/", case_acts.note, name="case-note"),
    path("cases/<int:pk>/day/", case_acts.day, name="case-day"),
    path("cases/<int:pk>/documents/", case_acts.add, name="case-documents"),
    path("cases/<int:pk>/days/<int:deadline>/acknowledge/", case_acts.acknowledge, name="case-acknowledge"),
    path("cases/<int:pk>/close/", case_acts.close, name="case-close"),
    # Law and forum of a contract
    path("contract-clause/", clause_page.clause_page, name="clause"),
    # Evidence bundles
    path("orders/<int:pk>/bundle/", bundles.of_order, name="order-bundle"),
    path("claims/<int:pk>/bundle/", bundles.of_claim, name="claim-bundle"),
    path("cases/<int:pk>/bundle/", bundles.of_case, name="case-bundle"),
    path("cases/pages/<str:token>/", case_pages.case_page, name="case-page"),
    # Claims
    path("orders/<int:pk>/claims/", claims.claims, name="claims"),
    path("orders/<int:pk>/claims/open/", claims.claim_open, name="claim-open"),
    path("claims/<int:pk>/", claims.claim, name="claim"),
    path("claims/pages/<str:token>/", claims.claim_page, name="claim-page"),
    path("claims/<int:pk>/<slug:act>/", claims.claim_act, name="claim-act"),
]
