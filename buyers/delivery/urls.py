"""Addresses of inspections, shipments and their documents."""

from django.urls import path

from buyers.delivery.views import (
    acceptance,
    documents,
    inspection_booking,
    inspection_reports,
    inspections,
    issued,
    issued_checks,
    issued_files,
    issued_quotes,
    links,
    lots,
    recalls,
)
from buyers.delivery.views.costs import freight, guest_freight, terms
from buyers.delivery.views.goods import facts, temperature
from buyers.delivery.views.shipments import guests as forwarders
from buyers.delivery.views.shipments import links as shipment_links
from buyers.delivery.views.shipments import members
from buyers.delivery.views.shipments import pages as shipment_pages

app_name = "delivery"

urlpatterns = [
    # Links for guests
    path("orders/<int:pk>/links/", links.links, name="links"),
    path("orders/<int:pk>/links/revoke/", links.revoke_all, name="links-revoke"),
    path("links/<int:pk>/revoke/", links.revoke, name="link-revoke"),
    # Inspections
    path("orders/<int:pk>/inspections/", inspections.inspections, name="inspections"),
    path("orders/<int:pk>/inspections/book/", inspection_booking.book, name="inspection-book"),
    path("inspections/<int:pk>/", inspections.inspection, name="inspection"),
    path("inspections/<int:pk>/answer/", inspections.answer, name="inspection-answer"),
    path("inspections/<int:pk>/cancel/", inspections.cancel, name="inspection-cancel"),
    path("inspections/<int:pk>/link/", inspections.send_link, name="inspection-link"),
    path("inspections/<int:pk>/report/", inspection_reports.own_report, name="inspection-report"),
    path("inspections/<int:pk>/photos/", inspection_reports.own_photos, name="inspection-photos"),
    path("inspections/pages/<str:token>/", inspections.photo_page, name="inspection-page"),
    path("guest/inspection/<str:token>/", inspection_reports.guest_report, name="guest-inspection"),
    path("guest/inspection/<str:token>/photos/", inspection_reports.guest_photos, name="guest-inspection-photos"),
    # Goods that arrived
    path("orders/<int:pk>/goods/", acceptance.acceptance, name="acceptance"),
    path("orders/<int:pk>/recalls/<int:question>/", recalls.recall, name="recall"),
    path("orders/<int:pk>/goods/check/", acceptance.check, name="check"),
    # Lots and recall lists
    path("orders/lots/", lots.lots, name="lots"),
    path("supplier/<int:supplier_pk>/lots/", lots.supplier_lots, name="supplier-lots"),
    path("goods/pages/<str:token>/", acceptance.check_page, name="check-page"),
    # Documents that are issued from data
    path("orders/<int:pk>/issued/", issued.issued, name="issued"),
    path("orders/<int:pk>/issued/<str:kind>/", issued.issue_of_order, name="issue-order"),
    path("shipments/<int:pk>/issued/<str:kind>/", issued.issue_of_shipment, name="issue-shipment"),
    path("issued/<int:pk>/pdf/", issued.issued_pdf, name="issued-pdf"),
    path("issued/<int:pk>/withdraw/", issued.withdraw, name="issued-withdraw"),
    path("shipments/<int:pk>/documents.zip", issued_files.shipment_archive, name="shipment-archive"),
    path("shipments/<int:pk>/documents.xlsx", issued_files.shipment_sheet, name="shipment-workbook"),
    path("quotes/<int:pk>/document/", issued_quotes.quote_document, name="quote-document"),
    path("documents/check/<str:code>/", issued_checks.document_check, name="document-check"),
    # Documents of orders and shipments
    path("orders/<int:pk>/documents/", documents.order_documents, name="order-documents"),
    path("orders/<int:pk>/documents/<str:kind>/", documents.add_to_order, name="order-document-add"),
    path("shipments/<int:pk>/documents/", documents.shipment_documents, name="shipment-documents"),
    path("shipments/<int:pk>/documents/submit/", documents.submit, name="documents-submit"),
    path("shipments/<int:pk>/documents/<str:kind>/", documents.add_to_shipment, name="shipment-document-add"),
    path("order-documents/<int:pk>/", documents.document, name="document"),
    path("order-documents/<int:pk>/withdraw/", documents.withdraw, name="document-withdraw"),
    path("order-documents/pages/<str:token>/", documents.page, name="document-page"),
    # Delivery terms, freight and landed cost
    path("orders/<int:pk>/delivery-terms/", terms.terms, name="terms"),
    path("orders/<int:pk>/freight/", freight.order_freight, name="freight"),
    path("orders/<int:pk>/freight/new/", freight.order_freight_new, name="freight-new"),
    path("orders/<int:pk>/freight/link/", guest_freight.freight_link, name="freight-link"),
    path("guest/freight/<str:token>/", guest_freight.guest_freight, name="guest-freight"),
    path("orders/<int:pk>/freight/rate/", freight.order_rate, name="freight-rate"),
    path("quotes/<int:pk>/freight/", freight.quote_freight, name="quote-freight"),
    path("quotes/<int:pk>/freight/new/", freight.quote_freight_new, name="quote-freight-new"),
    path("quotes/<int:pk>/freight/rate/", freight.quote_rate, name="quote-freight-rate"),
    # How goods travel, and how warm they were
    path("orders/<int:pk>/goods/<int:line>/", facts.goods, name="goods"),
    path("shipments/<int:pk>/temperature/", temperature.logs, name="temperature"),
    path("temperature/<int:pk>/statement/", temperature.statement, name="temperature-statement"),
    path("temperature/<int:pk>/answer/", temperature.answer, name="temperature-answer"),
    path("temperature/pages/<str:token>/", temperature.page, name="temperature-page"),
    # Shipments
    path("orders/<int:pk>/shipments/", shipment_pages.shipments, name="order-shipments"),
    path("shipments/<int:pk>/", shipment_pages.shipment, name="shipment"),
    path("shipments/<int:pk>/goods/", members.goods, name="shipment-goods"),
    path("shipments/<int:pk>/goods/table/", members.table, name="shipment-table"),
    path("shipments/<int:pk>/goods/remove/", members.lot_remove, name="shipment-lot-remove"),
    path("shipments/<int:pk>/legs/<int:number>/", members.leg, name="shipment-leg"),
    path("shipments/<int:pk>/report/<slug:code>/", members.report, name="shipment-report"),
    path("shipments/<int:pk>/take-back/", members.take_back, name="shipment-take-back"),
    path("shipments/<int:pk>/link/", shipment_links.shipment_link, name="shipment-link"),
    path("orders/<int:pk>/shipments/link/", shipment_links.order_link, name="order-shipments-link"),
    path("forwarder/<str:token>/", forwarders.shipments, name="guest-shipment"),
    path("forwarder/<str:token>/<int:number>/", forwarders.shipment, name="guest-shipment-one"),
    path("forwarder/<str:token>/<int:number>/goods/", forwarders.goods, name="guest-shipment-goods"),
    path("forwarder/<str:token>/<int:number>/goods/table/", forwarders.table, name="guest-shipment-table"),
    path("forwarder/<str:token>/<int:number>/goods/remove/", forwarders.lot_remove, name="guest-shipment-lot-remove"),
    path("forwarder/<str:token>/<int:number>/legs/<int:leg_number>/", forwarders.leg, name="guest-shipment-leg"),
    path("forwarder/<str:token>/<int:number>/report/<slug:code>/", forwarders.report, name="guest-shipment-report"),
    path("forwarder/<str:token>/<int:number>/take-back/", forwarders.take_back, name="guest-shipment-take-back"),
]
