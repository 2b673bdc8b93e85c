"""Addresses of quotes and orders."""

from django.urls import path

from buyers.trade.views import (
    buyer_quotes,
    contracts,
    country_guides,
    evidence,
    importers,
    order_changes,
    order_guides,
    order_lists,
    order_page,
    order_pdfs,
    payment_messages,
    payments,
    placing,
    quote_workbooks,
    supplier_quotes,
    watch_page,
)

app_name = "trade"

urlpatterns = [
    # Guides
    path("how-orders-work/", order_guides.guides, name="guides"),
    path("how-orders-work/countries/", country_guides.countries, name="guide-countries"),
    path("how-orders-work/countries/<str:code>/", country_guides.country, name="guide-country"),
    path("how-orders-work/<slug:slug>/", order_guides.guide, name="guide"),
    # Orders as both sides see them
    path("orders/", order_lists.orders, name="orders"),
    path("supplier/<int:supplier_pk>/orders/", order_lists.supplier_orders, name="supplier-orders"),
    path("orders/<int:pk>/", order_page.order, name="order"),
    path("orders/<int:pk>/messages/", order_page.write, name="order-write"),
    # Evidence and payments
    path("orders/<int:pk>/evidence/", evidence.evidence, name="evidence"),
    path("orders/<int:pk>/evidence/<str:kind>/", evidence.submit, name="evidence-submit"),
    path("evidence/<int:pk>/", evidence.answer, name="evidence-answer"),
    path("evidence/<int:pk>/withdraw/", evidence.withdraw, name="evidence-withdraw"),
    path("evidence/pages/<str:token>/", evidence.page, name="evidence-page"),
    path("orders/<int:pk>/pay/<int:part>/", payments.pay, name="pay"),
    path("orders/<int:pk>/pay/<int:part>/code.svg", payments.pay_code, name="pay-code"),
    path("orders/<int:pk>/return/", payments.pay_return, name="pay-return"),
    # Quotes
    path("enquiries/<int:pk>/quotes/", buyer_quotes.quotes, name="quotes"),
    path("quotes/<int:pk>/", buyer_quotes.quote, name="quote"),
    path("quotes/<int:pk>/decline/", buyer_quotes.quote_decline, name="quote-decline"),
    path("supplier/<int:supplier_pk>/enquiries/<int:pk>/quote/", supplier_quotes.quote_edit, name="quote-edit"),
    path(
        "supplier/<int:supplier_pk>/enquiries/<int:pk>/quote/workbook/",
        quote_workbooks.quote_workbook,
        name="quote-workbook",
    ),
    path(
        "supplier/<int:supplier_pk>/enquiries/<int:pk>/quote/withdraw/",
        supplier_quotes.quote_withdraw,
        name="quote-withdraw",
    ),
    # Importers of record
    path("supplier/<int:supplier_pk>/importers/", importers.supplier_importers, name="supplier-importers"),
    path(
        "supplier/<int:supplier_pk>/importers/<int:pk>/end/",
        importers.supplier_importer_end,
        name="supplier-importer-end",
    ),
    path("organisations/<int:buyer_pk>/importers/", importers.buyer_importers, name="importers"),
    path("organisations/<int:buyer_pk>/importers/<int:pk>/end/", importers.buyer_importer_end, name="importer-end"),
    # Watch
    path("orders/<int:pk>/watch/", watch_page.watch, name="watch"),
    # From placing an order to its end
    path("orders/place/", placing.place, name="order-place"),
    path("orders/<int:pk>/approve/", contracts.approve, name="order-approve"),
    path("orders/<int:pk>/confirm/", contracts.confirm, name="order-confirm"),
    path("orders/<int:pk>/decline/", contracts.decline, name="order-decline"),
    path("orders/<int:pk>/change/", order_changes.amend, name="order-amend"),
    path("orders/<int:pk>/end-part/", order_changes.end_part, name="order-end-part"),
    path("orders/<int:pk>/end/", order_changes.cancel, name="order-cancel"),
    path("orders/<int:pk>/contract/<int:version>/", contracts.contract, name="contract"),
    path("orders/<int:pk>/contract/<int:version>/sign/", contracts.sign, name="order-sign"),
    path("orders/<int:pk>/contract/<int:version>/pdf/", order_pdfs.contract_pdf, name="contract-pdf"),
    # A payment institution
    path("payments/messages/", payment_messages.payment_messages, name="payment-messages"),
]
